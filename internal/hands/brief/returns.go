package brief

import (
	"strings"

	"detente/internal/hands/desk"
	"detente/internal/words/calendar"
)

// returns says what was published about returns in the last year, period by period, against
// the deadlines announced.
func (w *writer) returns(*desk.Assessment) (Section, error) {
	s := Section{ID: "returns", Heading: w.say.T("returns.brief.heading")}
	page, err := w.desk.Returns(w.ctx, desk.ReturnsQuery{AsOf: w.asOf, From: calendar.Last(7*52, w.day).From})
	if err != nil {
		return s, err
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: page.Text})
	for _, x := range page.Series {
		if x.Indicator != "returns" || len(x.Flows) == 0 {
			continue
		}
		f := x.Flows[len(x.Flows)-1]
		text := w.say.T("returns.brief.latest", "region", x.Region, "value", f.ValueText, "unit", f.Unit, "from", f.From, "to", f.To)
		if f.Surge != nil {
			text += " " + f.Surge.Text
		}
		for _, r := range page.Forced {
			if r.Publisher == x.Publisher && r.Region == x.Region && r.From == f.From && r.To == f.To {
				text += " " + w.say.T("returns.brief.forced", "share", w.percent(r.Share))
			}
		}
		s.Points = append(s.Points, Sentence{Bold: x.Publisher + ":", Text: text, URL: f.Rows[len(f.Rows)-1].SourceURL})
	}
	for _, p := range page.Plans {
		if p.NoticeLeast != nil {
			s.Points = append(s.Points, Sentence{
				Bold: p.Who + ":", Text: w.say.T("returns.brief.deadline", "due", p.Due, "notice", p.NoticeText, "text", p.Text), URL: p.SourceURL, Events: p.EarlierIDs,
			})
		}
	}
	tab := Table{Caption: w.say.T("returns.brief.orderliness"), Head: []string{
		w.say.T("returns.head.period"), w.say.T("returns.head.publisher"), w.say.T("returns.head.parts"), w.say.T("returns.head.together"),
	}}
	for _, o := range page.Orders {
		var parts []string
		for _, x := range o.Parts {
			parts = append(parts, x.Text)
		}
		tab.Rows = append(tab.Rows, []string{o.From.String() + " – " + o.To.String(), o.Publisher + ", " + o.Region, strings.Join(parts, "; "), o.Text})
	}
	if len(tab.Rows) > 0 {
		s.Tables = append(s.Tables, tab)
	}
	return s, nil
}

func (w *writer) percent(share float64) string {
	return w.say.T("returns.percent", "n", int(100*share+.5))
}
