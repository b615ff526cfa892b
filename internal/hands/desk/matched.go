package desk

import (
	"context"
	"math"
	"slices"

	"detente/internal/hands/ledger"
	"detente/internal/thinking/match"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// MatchQuery asks which events of two data sets are the same.
type MatchQuery struct {
	A, B     string
	From, To calendar.Date
	Options  match.Options
}

// Matching is the links between two data sets.
type Matching struct {
	A       string        `json:"a"`
	B       string        `json:"b"`
	EventsA int           `json:"events_a" doc:"that were compared"`
	EventsB int           `json:"events_b"`
	LeftOut MatchLeft     `json:"left_out"`
	Links   []record.Link `json:"links" doc:"by the first data set's days"`
}

// MatchLeft counts events that cannot be compared, of both data sets.
type MatchLeft struct {
	Date  int `json:"date" doc:"known only to the month or year"`
	Place int `json:"place" doc:"without a point, or known no finer than the province"`
}

// Match links the events of two data sets. Places are compared as they are shown, so that a
// score tells no more of a place than the page does.
func (d *Desk) Match(ctx context.Context, q MatchQuery) (*Matching, error) {
	known, err := d.datasets(ctx, []string{q.A, q.B})
	if err != nil {
		return nil, err
	}
	for _, v := range []string{q.A, q.B} {
		if !holds(known, v) {
			return nil, &BadQuery{Field: "dataset", Value: v, Known: known}
		}
	}
	if q.A == q.B {
		return nil, &BadQuery{Field: "dataset", Value: q.A, Reason: d.say.T("match.same")}
	}
	if err := q.Options.Check(); err != nil {
		return nil, &BadQuery{Field: "window", Reason: err.Error()}
	}
	out := &Matching{A: q.A, B: q.B, Links: []record.Link{}}
	a, err := d.comparable(ctx, q, q.A, &out.LeftOut)
	if err != nil {
		return nil, err
	}
	b, err := d.comparable(ctx, q, q.B, &out.LeftOut)
	if err != nil {
		return nil, err
	}
	out.EventsA, out.EventsB = len(a), len(b)
	links, err := match.All(a, b, q.Options)
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		out.Links = append(out.Links, d.linkOf(q, l))
	}
	return out, nil
}

// comparable reads the events of a data set that can be compared.
func (d *Desk) comparable(ctx context.Context, q MatchQuery, dataset string, left *MatchLeft) ([]match.Event, error) {
	f := ledger.Filter{Datasets: []string{dataset}, Window: calendar.Window{From: q.From, To: q.To}}
	shown, err := drain(ctx, f, d.gate.Events)
	if err != nil {
		return nil, err
	}
	out := make([]match.Event, 0, len(shown))
	for _, s := range shown {
		e := s.Record
		switch {
		case e.When.Precision == calendar.Month || e.When.Precision == calendar.Year:
			left.Date++
		case e.Place.Point == nil || e.Place.Precision > record.District:
			left.Place++
		default:
			out = append(out, match.Event{
				ID: e.ID, Start: e.When.Start, End: e.When.End, At: *e.Place.Point,
				Kind:   []string{string(plover.Class(e.Type, e.Mode)), string(e.Type), string(e.Mode)},
				Actors: sidesOf(e),
			})
		}
	}
	return out, nil
}

// sidesOf are the sides of both parties: data sets differ in who they put first.
func sidesOf(e record.Event) []string {
	all := slices.Concat(e.Initiator.Sides, e.Target.Sides)
	slices.Sort(all)
	return slices.Compact(all)
}

// linkOf makes a record of a link, with the reason in words.
func (d *Desk) linkOf(q MatchQuery, l match.Link) record.Link {
	out := record.Link{
		ID: l.A + "=" + l.B, A: record.Linked{Dataset: q.A, ID: l.A}, B: record.Linked{Dataset: q.B, ID: l.B},
		Score: cents(l.Score), Days: l.Days,
		Reason: d.say.T("match.reason", "km", int(math.Ceil(l.KM)), "days", phrase.Of("match.days", "n", l.Days),
			"kind", phrase.Of("match.kind."+grade(l.Kind)), "actors", phrase.Of("match.actors."+grade(l.Actors))),
	}
	for _, r := range l.RunnersA {
		out.RunnersUp = append(out.RunnersUp, record.Linked{Dataset: q.B, ID: r.ID, Score: cents(r.Score)})
	}
	for _, r := range l.RunnersB {
		out.RunnersUp = append(out.RunnersUp, record.Linked{Dataset: q.A, ID: r.ID, Score: cents(r.Score)})
	}
	return out
}

// grade puts an agreement into a word.
func grade(x float64) string {
	switch {
	case x < 0:
		return "unknown"
	case x >= 1:
		return "same"
	case x > 0:
		return "partly"
	}
	return "apart"
}

func cents(x float64) float64 { return math.Round(x*100) / 100 }
