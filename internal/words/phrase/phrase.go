// Package phrase holds the text shown to people. Code names a message by key and gives
// it arguments; the catalogue of a language turns it into words.
package phrase

import (
	"embed"
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// One folder a language, one file a subject; no two files of a language share a key.
//
//go:embed en
var files embed.FS

// Args are the named arguments of a message.
type Args map[string]any

// Text is a message that is not yet put into words.
type Text struct {
	Key  string
	Args Args
}

// Of makes a Text from a key and pairs of name and value.
func Of(key string, pairs ...any) Text {
	a := make(Args, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		a[pairs[i].(string)] = pairs[i+1]
	}
	return Text{key, a}
}

// Catalog is the messages of one language.
type Catalog struct {
	Lang     string
	messages map[string]string
}

// Load returns the catalogue of a language, or an error when there is none.
func Load(lang string) (*Catalog, error) {
	list, err := files.ReadDir(lang)
	if err != nil {
		return nil, fmt.Errorf("phrase: no catalogue for language %q", lang)
	}
	c := &Catalog{Lang: lang, messages: map[string]string{}}
	for _, f := range list {
		b, err := files.ReadFile(lang + "/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("phrase: %w", err)
		}
		var part map[string]string
		if err := json.Unmarshal(b, &part); err != nil {
			return nil, fmt.Errorf("phrase: catalogue %s/%s: %w", lang, f.Name(), err)
		}
		for k, v := range part {
			if _, twice := c.messages[k]; twice {
				return nil, fmt.Errorf("phrase: catalogue %s: the key %q is in two files", lang, k)
			}
			c.messages[k] = v
		}
	}
	return c, nil
}

// English is the catalogue every other one falls back to.
func English() *Catalog {
	c, err := Load("en")
	if err != nil {
		panic(err) // the file is compiled in
	}
	return c
}

// Has reports whether the catalogue holds the key, alone or by plural form.
func (c *Catalog) Has(key string) bool {
	_, ok := c.messages[key]
	_, one := c.messages[key+".one"]
	return ok || one
}

// Keys lists the keys in order.
func (c *Catalog) Keys() []string {
	out := make([]string, 0, len(c.messages))
	for k := range c.messages {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// T puts a message into words; pairs are names and values. The argument n chooses
// between the forms key.one and key.other where those exist. A Text among the values is
// put into words first. An unknown key is shown in brackets, so that it is seen.
func (c *Catalog) T(key string, pairs ...any) string { return c.Say(Of(key, pairs...)) }

// Say puts a Text into words.
func (c *Catalog) Say(t Text) string {
	if t.Key == "" {
		return ""
	}
	m, ok := c.messages[t.Key]
	if !ok {
		form := ".other"
		if fmt.Sprint(t.Args["n"]) == "1" {
			form = ".one"
		}
		if m, ok = c.messages[t.Key+form]; !ok {
			return "[" + t.Key + "]"
		}
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(m, '{')
		if i < 0 {
			break
		}
		j := strings.IndexByte(m[i:], '}')
		if j < 0 {
			break
		}
		b.WriteString(m[:i])
		b.WriteString(c.value(t.Args[m[i+1:i+j]]))
		m = m[i+j+1:]
	}
	b.WriteString(m)
	return b.String()
}

func (c *Catalog) value(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case Text:
		return c.Say(x)
	case float64:
		return strconv.FormatFloat(x, 'f', 1, 64)
	case int:
		return grouped(int64(x))
	case int64:
		return grouped(x)
	case []string:
		return strings.Join(x, ", ")
	}
	return fmt.Sprint(v)
}

// grouped sets thousands apart from five digits on: no year has them.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	if -10_000 < n && n < 10_000 {
		return s
	}
	for i, from := len(s)-3, len(s)-len(strings.TrimPrefix(s, "-")); i > from; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
