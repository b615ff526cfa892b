package brief

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
	"sync"

	"detente/internal/hands/desk"
)

//go:embed brief.gohtml
var page string

// sheet is a report with what the template asks of it.
type sheet struct {
	*Brief
	reports map[string][]desk.Report
}

// cited is a sentence on its sheet.
type cited struct {
	Sentence
	On sheet
}

// T puts a message into words.
func (s sheet) T(key string, pairs ...any) string { return s.say.T(key, pairs...) }

// Lang is the language of the report.
func (s sheet) Lang() string { return s.say.Lang }

// Line says what the report rests on.
func (s sheet) Line() string { return s.line() }

// Of returns the reports behind an event.
func (s sheet) Of(id string) []desk.Report { return s.reports[id] }

// Chart draws a chart.
func (s sheet) Chart(c *WeeksChart) template.HTML { return template.HTML(c.SVG(s.say)) }

// Draw draws a fan.
func (s sheet) Draw(c *FanChart) template.HTML { return template.HTML(c.SVG(s.say)) }

// Cited puts a sentence on the sheet.
func (s sheet) Cited(x Sentence) cited { return cited{x, s} }

var parsed = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("brief").Funcs(template.FuncMap{
		"first": func(ids []string) []string { return ids[:min(shown, len(ids))] },
		"rest":  func(ids []string) int { return max(0, len(ids)-shown) },
		"row": func(t Table, i int) string {
			if i < len(t.Events) {
				return t.Events[i]
			}
			return ""
		},
		"web": web,
	}).Parse(page))
})

// web reports whether an address may be a link: nothing but a page of the web.
func web(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
}

// HTML writes the report as one file: no script, no outside resource, ready to print.
func HTML(w io.Writer, b *Brief) error {
	return parsed().Execute(w, sheet{b, b.reportsOf()})
}
