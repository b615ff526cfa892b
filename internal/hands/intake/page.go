package intake

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"

	"detente/internal/words/calendar"
)

// deepest is how far elements of a page may nest before what lies below is left out.
const deepest = 256

// page reads the story of an HTML page: the paragraphs of the element that holds most of the running text, with the day of
// issue when the page says it. Scripts, menus and forms are no text.
func page(b []byte, name string, def Defaults, take Take) error {
	root, err := html.Parse(lettered(b))
	if err != nil {
		return take(Item{}, fmt.Errorf("%s: %w", name, err))
	}
	text, published := story(root)
	if text == "" {
		return take(Item{}, fmt.Errorf("%s: no running text in this page", name))
	}
	item := plain(text, name, def)
	item.Publisher = brief(site(root))
	if published.IsSet() {
		item.Published = published
	}
	return take(item, nil)
}

// lettered reads a page in UTF-8 whatever its own encoding is: UTF-8 where it is that, else what it says of itself.
func lettered(b []byte) io.Reader {
	if utf8.Valid(b) {
		return bytes.NewReader(b)
	}
	e, _, _ := charset.DetermineEncoding(b, "text/html")
	return transform.NewReader(bytes.NewReader(b), e.NewDecoder())
}

// story finds the running text of a page by the weight of its paragraphs: each gives its letters to its parent and half as
// many to the parent of that, less where most of them lie in links.
func story(root *html.Node) (text string, published calendar.Date) {
	weight := map[*html.Node]int{}
	var order []*html.Node
	give := func(n *html.Node, w int) {
		if n == nil {
			return
		}
		if _, ok := weight[n]; !ok {
			order = append(order, n)
		}
		weight[n] += w
	}
	walk(root, 0, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		if !published.IsSet() {
			published = issued(n)
		}
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Nav, atom.Footer, atom.Form, atom.Aside, atom.Noscript, atom.Iframe, atom.Template, atom.Button:
			return false
		case atom.P:
			t, linked := words(n), linkText(n)
			if len(t) < 25 || linked*2 > len(t) {
				return false
			}
			give(n.Parent, len(t))
			if n.Parent != nil {
				give(n.Parent.Parent, len(t)/2)
			}
			return false
		}
		return true
	})
	var best *html.Node
	for _, n := range order {
		if best == nil || weight[n] > weight[best] {
			best = n
		}
	}
	if best == nil {
		if body := first(root, atom.Body); body != nil {
			return words(body), published
		}
		return "", published
	}
	var out []string
	walk(best, 0, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Nav, atom.Footer, atom.Form, atom.Aside, atom.Noscript, atom.Iframe, atom.Template, atom.Button:
			return false
		case atom.P, atom.H1, atom.H2, atom.Li, atom.Blockquote:
			if t := words(n); t != "" {
				out = append(out, t)
			}
			return false
		}
		return true
	})
	return strings.Join(out, "\n\n"), published
}

func walk(n *html.Node, depth int, see func(*html.Node) bool) {
	if depth > deepest || !see(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, depth+1, see)
	}
}

func first(root *html.Node, a atom.Atom) *html.Node {
	var found *html.Node
	walk(root, 0, func(n *html.Node) bool {
		if found == nil && n.DataAtom == a {
			found = n
		}
		return found == nil
	})
	return found
}

// words is the text below a node with single spaces.
func words(n *html.Node) string {
	var b strings.Builder
	walk(n, 0, func(n *html.Node) bool {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Noscript || n.DataAtom == atom.Template:
			return false
		case n.DataAtom == atom.Br || n.DataAtom == atom.P || n.DataAtom == atom.Div || n.DataAtom == atom.Li:
			b.WriteByte(' ')
		}
		return true
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

func linkText(n *html.Node) int {
	total := 0
	walk(n, 0, func(n *html.Node) bool {
		if n.DataAtom == atom.A {
			total += len(words(n))
			return false
		}
		return true
	})
	return total
}

// site is the name that a page gives its publisher.
func site(root *html.Node) string {
	name := ""
	walk(root, 0, func(n *html.Node) bool {
		if n.DataAtom == atom.Meta && name == "" {
			key, value := "", ""
			for _, a := range n.Attr {
				switch a.Key {
				case "property", "name":
					key = strings.ToLower(a.Val)
				case "content":
					value = a.Val
				}
			}
			if key == "og:site_name" || key == "dc.publisher" || key == "publisher" {
				name = value
			}
		}
		return name == ""
	})
	return name
}

// issued reads the day of issue from the meta elements and time elements that papers use.
func issued(n *html.Node) calendar.Date {
	key, value := "", ""
	for _, a := range n.Attr {
		switch a.Key {
		case "property", "name", "itemprop":
			key = strings.ToLower(a.Val)
		case "content", "datetime":
			value = a.Val
		}
	}
	if n.DataAtom == atom.Time && value != "" || key == "article:published_time" || key == "datepublished" || key == "date" || key == "pubdate" || key == "publish-date" || key == "dc.date" {
		return dayOf(value)
	}
	return calendar.Unset
}

func dayOf(s string) calendar.Date {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, time.RFC1123Z, time.RFC1123, time.RFC822Z, time.RFC822, "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05", "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return calendar.FromTime(t)
		}
	}
	if len(s) >= 10 {
		if d, err := calendar.ParseDate(s[:10]); err == nil {
			return d
		}
	}
	return calendar.Unset
}

// entry is an item of RSS or an entry of Atom; both are read with one shape.
type entry struct {
	GUID        string `xml:"guid"`
	ID          string `xml:"id"`
	Title       string `xml:"title"`
	Description string `xml:"description"`
	Summary     string `xml:"summary"`
	Content     string `xml:"content"`
	Encoded     string `xml:"encoded"`
	PubDate     string `xml:"pubDate"`
	Published   string `xml:"published"`
	Updated     string `xml:"updated"`
	Date        string `xml:"date"`
}

// feed reads the entries of RSS 0.9x–2.0, RDF and Atom, one report each: the longest text that the entry carries.
func feed(b []byte, name string, def Defaults, take Take) error {
	dec := xml.NewDecoder(bytes.NewReader(b))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if utf8.Valid(b) {
			return in, nil // whatever it calls itself, and what was in UTF-16 is in UTF-8 by now
		}
		return charset.NewReaderLabel(label, in)
	}
	found, publisher := 0, "" // which is the title of the whole
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return take(Item{}, fmt.Errorf("%s: feed: %w", name, err))
		}
		start, ok := tok.(xml.StartElement)
		if ok && start.Name.Local == "title" && publisher == "" {
			if err := dec.DecodeElement(&publisher, &start); err != nil {
				return take(Item{}, fmt.Errorf("%s: feed: %w", name, err))
			}
			continue
		}
		if !ok || start.Name.Local != "item" && start.Name.Local != "entry" {
			continue
		}
		var e entry
		if err := dec.DecodeElement(&e, &start); err != nil {
			return take(Item{}, fmt.Errorf("%s: feed: %w", name, err))
		}
		found++
		item := e.item(fmt.Sprintf("%s#%d", name, found), def)
		item.Publisher = brief(publisher)
		if err := take(item, nil); err != nil {
			return err
		}
	}
	if found == 0 {
		return take(Item{}, fmt.Errorf("%s: a feed without entries", name))
	}
	return nil
}

func (e entry) item(id string, def Defaults) Item {
	text := ""
	for _, t := range []string{e.Description, e.Summary, e.Content, e.Encoded} {
		if len(t) > len(text) {
			text = t
		}
	}
	if root, err := html.Parse(strings.NewReader(text)); err == nil {
		if body := first(root, atom.Body); body != nil {
			text = words(body)
		}
	}
	if text == "" {
		text = e.Title
	}
	item := plain(text, id, def)
	if e.GUID != "" {
		item.ID = e.GUID
	} else if e.ID != "" {
		item.ID = e.ID
	}
	for _, day := range []string{e.PubDate, e.Published, e.Date, e.Updated} {
		if d := dayOf(day); d.IsSet() {
			item.Published = d
			break
		}
	}
	return item
}
