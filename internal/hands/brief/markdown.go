package brief

import (
	"fmt"
	"html"
	"io"
	"strings"

	"detente/internal/hands/desk"
)

// Markdown writes the report as Markdown; event ids link to the list of events at the end,
// which links to the reports.
func Markdown(w io.Writer, b *Brief) error {
	p := &printer{w: w}
	p.f("# %s\n\n**%s**\n\n%s\n", md(b.Title), md(b.Question), b.line())
	for _, s := range b.Sections {
		p.f("\n## %s\n\n", md(s.Heading))
		for _, x := range s.Paragraphs {
			p.f("%s\n\n", b.sentence(x))
		}
		for _, x := range s.Points {
			p.f("- %s\n", b.sentence(x))
		}
		for _, t := range s.Tables {
			p.table(t)
		}
	}
	p.f("\n## %s\n\n", b.say.T("brief.sources"))
	reports := b.reportsOf()
	for _, e := range b.Events {
		p.f("- <a id=\"%s\"></a>**%s** (%s) %s%s\n", html.EscapeString(e.ID), md(e.ID), e.DateStart, md(e.Summary), b.links(reports[e.ID]))
	}
	p.f("\n%s\n\n%s\n", md(b.Disclaimer), md(b.Citation))
	return p.err
}

// line says what the report rests on.
func (b *Brief) line() string {
	return b.say.T("brief.line", "as_of", b.AsOf, "newest", b.Newest, "age", b.Age, "version", b.Version)
}

func (b *Brief) sentence(x Sentence) string {
	var out []string
	if x.Bold != "" {
		out = append(out, "**"+md(x.Bold)+"**")
	}
	if x.Text != "" {
		out = append(out, md(x.Text))
	}
	if web(x.URL) {
		out = append(out, "(["+md(b.say.T("brief.report"))+"]("+mdURL(x.URL)+"))")
	}
	if len(x.Events) > 0 {
		out = append(out, b.refs(x.Events))
	}
	return strings.Join(out, " ")
}

func (b *Brief) refs(ids []string) string {
	var out []string
	for i, id := range ids {
		if i == shown {
			out = append(out, b.say.T("brief.more", "n", len(ids)-shown))
			break
		}
		out = append(out, "["+md(id)+"](#"+mdURL(id)+")")
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func (b *Brief) links(reports []desk.Report) string {
	out := ""
	for _, r := range reports {
		name := r.Publisher
		if r.Date != "" {
			name += " " + r.Date
		}
		if name = md(name); web(r.URL) {
			name = "[" + name + "](" + mdURL(r.URL) + ")"
		}
		out += " — " + name
	}
	return out
}

type printer struct {
	w   io.Writer
	err error
}

func (p *printer) f(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *printer) table(t Table) {
	if len(t.Rows) == 0 {
		return
	}
	p.f("\n| %s |\n|%s\n", strings.Join(cells(t.Head), " | "), strings.Repeat(" --- |", len(t.Head)))
	for i, r := range t.Rows {
		c := cells(r)
		if i < len(t.Events) {
			c[0] = "[" + c[0] + "](#" + mdURL(t.Events[i]) + ")"
		}
		p.f("| %s |\n", strings.Join(c, " | "))
	}
	p.f("\n")
}

func cells(row []string) []string {
	out := make([]string, len(row))
	for i, c := range row {
		out[i] = md(c)
	}
	return out
}

// escapes are what Markdown would read as markup.
var escapes = strings.NewReplacer(
	"\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "|", "\\|",
	"\n", " ", "\r", " ",
)

// md escapes what Markdown would read as markup, so that a summary cannot add a link or a
// picture to the report.
func md(s string) string { return escapes.Replace(s) }

// inURL are what would end a link's address early.
var inURL = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "\\", "%5C", "\n", "", "\r", "")

// mdURL keeps an address from ending its link early.
func mdURL(s string) string { return inURL.Replace(s) }
