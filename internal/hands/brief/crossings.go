package brief

import (
	"strings"

	"detente/internal/hands/desk"
	"detente/internal/words/calendar"
)

// crossings says which crossings are open and for whom, which closed in the last year, and
// how predictable reopening was.
func (w *writer) crossings(*desk.Assessment) (Section, error) {
	s := Section{ID: "crossings", Heading: w.say.T("crossings.brief.heading")}
	page, err := w.desk.Crossings(w.ctx, desk.CrossingQuery{AsOf: w.asOf, From: calendar.Last(7*52, w.day).From})
	if err != nil {
		return s, err
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: page.Text})
	if page.NoneOnFile {
		return s, nil
	}
	for _, c := range page.Crossings {
		var texts []string
		var newest desk.CrossingRow
		for _, l := range c.Scopes {
			texts = append(texts, l.Text)
			for _, r := range l.Now.Rows {
				if r.Date >= newest.Date {
					newest = r
				}
			}
		}
		s.Points = append(s.Points, Sentence{Bold: c.Name + ".", Text: strings.Join(texts, " "), URL: newest.SourceURL})
	}
	closed := Sentence{Text: w.say.T("crossings.brief.spells", "n", len(page.Spells))}
	seen := map[string]bool{}
	for _, x := range page.Spells {
		for _, id := range append(append([]string{}, x.Closures...), x.Reopenings...) {
			if !seen[id] {
				seen[id] = true
				closed.Events = append(closed.Events, id)
			}
		}
	}
	s.Paragraphs = append(s.Paragraphs, closed)
	for _, r := range page.Reopening {
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: r.Text})
	}
	return s, nil
}
