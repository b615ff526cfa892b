package brief

import (
	_ "embed"
	"html/template"
	"io"
	"strings"

	"detente/internal/hands/desk"
)

//go:embed brief.gohtml
var page string

// HTML writes the report as one file: no script, no outside resource, ready to print.
func HTML(w io.Writer, b *Brief) error {
	reports := b.reportsOf()
	t, err := template.New("brief").Funcs(template.FuncMap{
		"t":     func(key string, pairs ...any) string { return b.say.T(key, pairs...) },
		"line":  b.line,
		"chart": func(c *WeeksChart) template.HTML { return template.HTML(c.SVG(b.say)) },
		"first": func(ids []string) []string { return ids[:min(shown, len(ids))] },
		"rest":  func(ids []string) int { return max(0, len(ids)-shown) },
		"row": func(t Table, i int) string {
			if i < len(t.Events) {
				return t.Events[i]
			}
			return ""
		},
		"reports": func(id string) []desk.Report { return reports[id] },
		"web":     func(s string) bool { return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") },
		"lang":    func() string { return b.say.Lang },
	}).Parse(page)
	if err != nil {
		return err
	}
	return t.Execute(w, b)
}
