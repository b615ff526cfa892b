package brief

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"detente/internal/hands/desk"
)

// horizon says what the months ahead may hold, in words, as a fan and as a table, and by district.
func (w *writer) horizon(*desk.Assessment) (Section, error) {
	s := Section{ID: "horizon", Heading: w.say.T("horizon.brief.heading")}
	pages := make([]*desk.HorizonPage, len(desk.Measures))
	for i, m := range desk.Measures {
		p, err := w.desk.Horizon(w.ctx, desk.HorizonQuery{AsOf: w.asOf, Measure: m})
		if err != nil {
			return s, err
		}
		if p.Refused != "" {
			s.Paragraphs = append(s.Paragraphs, Sentence{Text: p.Text, Events: p.EventIDs})
			return s, nil
		}
		pages[i] = p
		text := []string{p.Text}
		for _, x := range p.Skill {
			text = append(text, x.Text)
		}
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: strings.Join(text, " "), Events: p.EventIDs})
	}
	events, deaths := pages[0], pages[1]
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: events.Model.Text, Events: events.EventIDs})
	for _, n := range events.Notes {
		s.Points = append(s.Points, noted(n, events))
	}
	for _, n := range deaths.Notes {
		if !slices.Contains(events.Notes, n) {
			s.Points = append(s.Points, noted(n, deaths))
		}
	}
	s.Fan = fan(w.say.T("horizon.brief.chart"), events)
	months := Table{Caption: w.say.T("horizon.brief.months"), Head: w.heads("horizon_month", "horizon_events", "horizon_deaths")}
	for i, a := range events.Total.Ahead {
		months.Rows = append(months.Rows, []string{a.From.String() + " – " + a.To.String(), middled(a), middled(deaths.Total.Ahead[i])})
	}
	places := Table{Caption: w.say.T("horizon.brief.districts", "from", events.Total.Ahead[0].From, "to", events.Total.Ahead[0].To),
		Head: w.heads("horizon_district", "horizon_record", "horizon_events", "horizon_any")}
	for _, x := range events.Named() {
		places.Rows = append(places.Rows, []string{x.Admin2 + ", " + x.Admin1, strconv.Itoa(x.Acts), middled(x.Ahead[0]), w.percent(x.Ahead[0].Any)})
	}
	if x := events.Others; x != nil {
		places.Rows = append(places.Rows, []string{w.say.T("horizon.brief.others"), strconv.Itoa(x.Acts), middled(x.Ahead[0]), w.percent(x.Ahead[0].Any)})
	}
	s.Tables = []Table{months, places}
	return s, nil
}

// noted is a note, with the events behind it where it holds a number.
func noted(text string, p *desk.HorizonPage) Sentence {
	s := Sentence{Text: text}
	if strings.ContainsAny(text, "0123456789") {
		s.Events = p.EventIDs
	}
	return s
}

// middled is the middle of a month ahead with its nine-in-ten range.
func middled(a desk.HorizonAhead) string {
	return fmt.Sprintf("%.0f (%.0f–%.0f)", a.Q50, a.Q05, a.Q95)
}
