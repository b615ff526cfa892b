package brief

import (
	"strconv"

	"detente/internal/hands/desk"
)

// cost adds to the human cost of a span who was displaced, how the evidence is graded, and
// what UCDP counts beside it.
func (w *writer) cost(s *Section, t *desk.Toll) {
	tab := Table{Caption: w.say.T("toll.brief.grades"), Head: w.heads("grade", "events", "deaths", "without_figure")}
	for _, g := range t.Grades {
		killed := w.say.T("brief.no_figure")
		if g.Toll.Deaths.Unknown < g.Toll.Deaths.Of {
			killed = w.say.T("toll.brief.range", "low", g.Toll.Deaths.Low, "high", g.Toll.Deaths.High)
		}
		tab.Rows = append(tab.Rows, []string{g.Name, strconv.Itoa(g.Toll.Events), killed, strconv.Itoa(g.Toll.Deaths.Unknown)})
	}
	s.Tables = append(s.Tables, tab)
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: t.Words.Grades, Events: t.EventIDs})
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: t.Words.Displaced})
	for _, x := range t.Displaced {
		for _, f := range x.Figures {
			if f.Value == nil {
				continue
			}
			key := "toll.brief.displaced"
			if f.Total {
				key = "toll.brief.displaced.total"
			}
			s.Points = append(s.Points, Sentence{
				Text: w.say.T(key, "name", x.Name, "region", x.Region, "publisher", x.Publisher, "from", f.From, "to", f.To, "value", int64(*f.Value)), URL: f.SourceURL,
			})
		}
	}
	for _, x := range t.Beside.Sums {
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: x.Text, URL: besideURL(t, x.Country), Events: besideIDs(t, x.Country)})
	}
	if len(t.Beside.Sums) > 0 {
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: join(t.Beside.Why...)})
	}
}

func besideURL(t *desk.Toll, country string) string {
	for _, r := range t.Beside.Rows {
		if r.Country == country {
			return r.SourceURL
		}
	}
	return ""
}

func besideIDs(t *desk.Toll, country string) []string {
	var ids []string
	for _, r := range t.Beside.Rows {
		if r.Country == country {
			ids = append(ids, r.EventIDs...)
		}
	}
	return ids
}
