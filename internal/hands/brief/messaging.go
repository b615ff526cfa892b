package brief

import (
	"fmt"

	"detente/internal/hands/desk"
	"detente/internal/words/calendar"
)

// opposed is how many contradictory pairs a group shows, newest first.
const opposed = 3

// messaging says whether each side's institutions say the same thing, who parted from whom
// in the last year, and which statements contradict each other.
func (w *writer) messaging(*desk.Assessment) (Section, error) {
	s := Section{ID: "messaging", Heading: w.say.T("messaging.brief.title")}
	p, err := w.desk.Messaging(w.ctx, desk.MessagingQuery{AsOf: w.asOf})
	if err != nil {
		return s, err
	}
	said := map[string]desk.Statement{}
	for _, x := range p.Statements {
		said[x.ID] = x
	}
	tab := Table{Caption: w.say.T("messaging.head.agreement")}
	for _, k := range []string{"group", "issue", "now", "record", "statements"} {
		tab.Head = append(tab.Head, w.say.T("messaging.head."+k, "days", p.Window))
	}
	year := calendar.Last(365, p.AsOf)
	for _, g := range p.Groups {
		text := g.Text
		if g.Statements > 0 {
			text = join(g.Text, g.Overall.Text, g.Overall.RecordText, w.rows("messaging.brief.ids", g.Overall.Record.IDs))
		}
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: text})
		pairs := 0
		for _, i := range g.Issues {
			tab.Rows = append(tab.Rows, []string{g.Name, i.Name, reading(i.Now), reading(i.Record), fmt.Sprintf("%d, %d", i.Now.Statements, i.Record.Statements)})
			for _, x := range i.Partings {
				if year.Holds(x.Date) {
					s.Points = append(s.Points, Sentence{Bold: w.say.T("messaging.brief.index", "name", g.Name), Text: join(x.Text, w.rows("messaging.brief.ids", x.After)), URL: newest(x.After, said)})
				}
			}
		}
		for _, c := range newestPairs(g) {
			if pairs == opposed || !year.Holds(c.Date) {
				break
			}
			pairs++
			s.Points = append(s.Points, w.pair(g, c, said)...)
		}
	}
	s.Tables = append(s.Tables, tab)
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: join(p.Scope, p.Note)})
	return s, nil
}

// newest is the report of the last of the statements.
func newest(ids []string, said map[string]desk.Statement) string {
	url, day := "", calendar.Unset
	for _, id := range ids {
		if x := said[id]; x.Date >= day {
			url, day = x.SourceURL, x.Date
		}
	}
	return url
}

// pair puts two statements that contradict each other side by side, each with its report.
func (w *writer) pair(g desk.MessagingGroup, c desk.MessagingContradiction, said map[string]desk.Statement) []Sentence {
	issue := ""
	for _, i := range g.Issues {
		if i.Issue == c.Issue {
			issue = i.Name
		}
	}
	a, b := said[c.For], said[c.Against]
	args := func(x desk.Statement) []any {
		return []any{"one", x.Institution, "said", w.say.T("messaging.stance." + x.Stance), "day", dayOf(x), "text", x.Text, "id", x.ID, "issue", issue}
	}
	return []Sentence{
		{Bold: w.say.T("messaging.brief.index", "name", g.Name), Text: w.say.T("messaging.brief.contradiction", args(a)...), URL: a.SourceURL},
		{Text: w.say.T("messaging.brief.against", args(b)...), URL: b.SourceURL},
	}
}

// dayOf is the date of a statement, no finer than it is known.
func dayOf(s desk.Statement) string {
	if s.Precision == string(calendar.Month) {
		return s.Date.String()[:len("2006-01")]
	}
	return s.Date.String()
}

// newestPairs lists contradictions between institutions over all issues, newest first, and no
// statement twice.
func newestPairs(g desk.MessagingGroup) []desk.MessagingContradiction {
	var out []desk.MessagingContradiction
	used := map[string]bool{}
	for _, c := range g.Overall.Contradictions {
		if !c.Own && !used[c.For] && !used[c.Against] {
			used[c.For], used[c.Against] = true, true
			out = append(out, c)
		}
	}
	return out
}

// reading writes an index with its interval; a dash is evidence too thin for one.
func reading(x desk.MessagingReading) string {
	switch {
	case x.Index == nil:
		return "–"
	case x.Low == nil:
		return fmt.Sprintf("%.2f", *x.Index)
	}
	return fmt.Sprintf("%.2f (%.2f–%.2f)", *x.Index, *x.Low, *x.High)
}
