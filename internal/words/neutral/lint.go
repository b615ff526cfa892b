// Package neutral finds loaded words: those a situation allows only inside an attributed
// quotation (SAFETY rule 6).
package neutral

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Lint finds loaded words outside quotation marks. The zero value finds none.
type Lint struct {
	loaded *regexp.Regexp
	stems  []string          // in lower case; a text with none of them holds no loaded word
	begin  ['z' + 1][]string // the stems by the letter of either case that they begin with
	simple bool              // all stems are ASCII and begin with a letter
	names  []string
}

// quoted matches a run inside straight or curly double quotation marks.
var quoted = regexp.MustCompile(`"[^"]*"|“[^”]*”`)

// New builds a Lint from words, where a trailing * matches any ending, and from proper
// names in which a loaded word may stand.
func New(words, properNames []string) *Lint {
	if len(words) == 0 {
		return &Lint{}
	}
	alts, stems := make([]string, 0, len(words)), make([]string, 0, len(words))
	for _, w := range words {
		stem, open := strings.CutSuffix(strings.TrimSpace(w), "*")
		if stem == "" {
			continue
		}
		p := regexp.QuoteMeta(stem)
		if open {
			p += `\w*`
		}
		alts, stems = append(alts, p), append(stems, strings.ToLower(stem))
	}
	l := &Lint{loaded: regexp.MustCompile(`(?i)\b(?:` + strings.Join(alts, "|") + `)\b`), stems: stems, names: properNames}
	l.simple = ascii(stems)
	for _, s := range stems {
		c := s[0]
		if l.simple = l.simple && c >= 'a' && c <= 'z'; l.simple {
			l.begin[c] = append(l.begin[c], s)
			l.begin[c-'a'+'A'] = l.begin[c]
		}
	}
	return l
}

// Find returns the loaded words that stand outside quotation marks, in order.
func (l *Lint) Find(text string) []string {
	var out []string
	for _, s := range l.spans(text) {
		out = append(out, text[s[0]:s[1]])
	}
	return out
}

// Quote puts each loaded word that stands outside quotation marks into curly ones, so
// that it is shown as the reporter's word and not as ours.
func (l *Lint) Quote(text string) string {
	spans := l.spans(text)
	if len(spans) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s[0]])
		b.WriteString("“" + text[s[0]:s[1]] + "”")
		at = s[1]
	}
	b.WriteString(text[at:])
	// A stray mark can pair with ours; then only dropping the old marks is safe.
	if out := b.String(); len(l.spans(out)) == 0 {
		return out
	}
	return l.Quote(strings.NewReplacer(`"`, "'", "“", "'", "”", "'").Replace(text))
}

// spans gives the byte spans of loaded words outside quotations and proper names.
func (l *Lint) spans(text string) [][]int {
	if l == nil || l.loaded == nil || !l.suspect(text) {
		return nil
	}
	hits := l.loaded.FindAllStringIndex(text, -1)
	if len(hits) == 0 {
		return nil
	}
	safe := quoted.FindAllStringIndex(text, -1)
	for _, n := range l.names {
		for at := 0; ; {
			i := strings.Index(text[at:], n)
			if i < 0 || n == "" {
				break
			}
			safe = append(safe, []int{at + i, at + i + len(n)})
			at += i + len(n)
		}
	}
	var out [][]int
next:
	for _, h := range hits {
		for _, s := range safe {
			if s[0] <= h[0] && h[1] <= s[1] {
				continue next
			}
		}
		out = append(out, h)
	}
	return out
}

// suspect reports whether the text may hold a loaded word; most texts do not, and looking
// for the stems is many times faster than the expression.
func (l *Lint) suspect(text string) bool {
	if l.simple {
		if yes, sure := l.begins(text); sure {
			return yes
		}
	}
	lower := strings.ToLower(text)
	for _, s := range l.stems {
		if strings.Contains(lower, s) {
			return true
		}
	}
	// The expression takes these for k and s, as lower case does not.
	return strings.ContainsAny(text, "\u212a\u017f") || !ascii(l.stems)
}

// begins reports whether a word of an ASCII text begins with a stem; it is not sure of other texts.
func (l *Lint) begins(text string) (yes, sure bool) {
	inside := false
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			return false, false
		}
		if !inside && int(c) < len(l.begin) {
			for _, s := range l.begin[c] {
				yes = yes || len(text)-i >= len(s) && strings.EqualFold(text[i:i+len(s)], s)
			}
		}
		inside = c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
	}
	return yes, true
}

// ascii reports whether the stems have letters whose cases are plain.
func ascii(stems []string) bool {
	for _, s := range stems {
		for i := range len(s) {
			if s[i] >= 0x80 {
				return false
			}
		}
	}
	return true
}
