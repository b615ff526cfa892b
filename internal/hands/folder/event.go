package folder

import (
	"fmt"

	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// summaryWords bounds an event's summary, so that it stays a sentence.
const summaryWords = 30

// events reads events.csv.
func (x *reading) events() {
	x.eventAt = map[string]*eventRef{}
	ids, acts, summaries, inOrder := seen{}, seen{}, seen{}, order{}
	x.c.Events = rows(x, eventTable, func(r *row) record.Event {
		e := r.event()
		repeated := e.ID != "" && ids.twice(r, "id", e.ID, "the same id")
		acts.twice(r, "summary", r.key("date_start", "initiator", "target", "place", "mode", "summary"), "the same act, by date, parties, place, mode and summary,")
		if first, ok := summaries[e.Summary]; ok && !r.bad {
			r.warn("summary", fmt.Sprintf("the same summary as in row %d", first))
		}
		summaries[e.Summary] = r.number
		inOrder.check(r, "date_start", r.key("date_start", "id"))
		if !repeated {
			x.eventAt[e.ID] = &eventRef{row: r.number, kept: !r.bad}
		}
		return e
	})
	for i, e := range x.c.Events {
		x.eventAt[e.Record.ID].index = i
	}
}

// event reads one row of events.csv.
func (r *row) event() record.Event {
	e := record.Event{
		ID:          r.id("id"),
		When:        r.when(),
		Initiator:   record.Party{Name: r.text("initiator"), Sides: r.sides("initiator_side")},
		Target:      record.Party{Name: r.text("target"), Sides: r.sides("target_side")},
		Type:        oneOf(r, "type", plover.Types),
		Mode:        oneOf(r, "mode", plover.Modes()),
		Place:       r.place(),
		Deaths:      r.deaths(),
		Injured:     r.span("injured_low", "", "injured_high"),
		Abducted:    r.count("abducted"),
		Attribution: oneOf(r, "attribution", record.Attributions),
		Confidence:  oneOf(r, "confidence", record.Confidences),
		Summary:     r.text("summary"),
	}
	r.atMost("summary", summaryWords)
	if e.Mode.Valid() && e.Type.Valid() && e.Mode.Violent() != (e.Type == plover.Assault) {
		if e.Mode.Violent() {
			r.fail("mode", fmt.Sprintf("the mode is violent, but the type is %s; violent modes go with %s", e.Type, plover.Assault))
		} else {
			r.fail("mode", fmt.Sprintf("the type is %s, but the mode is not violent", e.Type))
		}
	}
	return e
}

// when reads the interval of an event and holds it against the period of the data set.
func (r *row) when() calendar.Interval {
	v := calendar.Interval{
		Start:     r.day("date_start", true),
		End:       r.day("date_end", true),
		Precision: oneOf(r, "date_precision", calendar.Precisions),
	}
	if !v.Start.IsSet() || !v.End.IsSet() {
		return v
	}
	if v.End < v.Start {
		r.fail("date_end", fmt.Sprintf("date_end is before date_start %s", v.Start))
	} else if err := v.Check(); err != nil && v.Precision.Valid() {
		r.fail("date_precision", err.Error())
	}
	d := r.x.c.Situation.Dataset
	last := d.Ends
	if !last.IsSet() {
		last = d.Released
	}
	if (d.Begins.IsSet() && v.Start < d.Begins) || (last.IsSet() && v.Start > last) {
		r.fail("date_start", fmt.Sprintf("outside the period of the data set, %s to %s (dataset in %s)", d.Begins, last, situationFile))
	}
	return v
}

// deaths reads the total and the counts by group.
func (r *row) deaths() record.Deaths {
	d := record.Deaths{
		Total:    r.span("deaths_low", "deaths_best", "deaths_high"),
		Civilian: r.count("deaths_civilian"),
		Police:   r.count("deaths_police"),
		Military: r.count("deaths_military"),
		Militant: r.count("deaths_militant"),
	}
	sum := d.Civilian.Or(0) + d.Police.Or(0) + d.Military.Or(0) + d.Militant.Or(0)
	limit := d.Total.High
	if !limit.Known() {
		limit = d.Total.Best
	}
	col := "deaths_high"
	if !d.Total.High.Known() {
		col = "deaths_best"
	}
	switch {
	case sum > 0 && !limit.Known():
		r.fail(col, fmt.Sprintf("deaths by category (%d) without a total", sum))
	case limit.Known() && sum > limit.Or(0):
		r.fail(col, fmt.Sprintf("deaths by category (%d) exceed the total", sum))
	}
	return d
}

// span reads a range; best may be a column that the table does not have.
func (r *row) span(low, best, high string) figure.Range {
	v := figure.Range{Low: r.count(low), High: r.count(high)}
	if best != "" {
		v.Best = r.count(best)
	}
	if err := v.Check(); err != nil {
		r.fail(low, err.Error())
	}
	return v
}
