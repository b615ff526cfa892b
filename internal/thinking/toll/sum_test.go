package toll_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/toll"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

func TestOfAddsUp(t *testing.T) {
	of := figure.Of
	got := toll.Of([]record.Event{
		{ID: "a", Type: plover.Assault, Abducted: of(3), Injured: figure.Range{Low: of(1), High: of(2)},
			Deaths: record.Deaths{Total: figure.Range{Low: of(2), Best: of(3), High: of(5)}, Civilian: of(1), Police: of(2)}},
		{ID: "b", Type: plover.Assault, Deaths: record.Deaths{Total: figure.Range{Low: of(4)}}}, // at least four
		{ID: "c", Type: plover.Assault}, // no figure
		{ID: "d", Type: plover.Assault, Deaths: record.Deaths{Total: figure.Range{Best: of(0)}, Civilian: of(0)}}, // nobody
		{ID: "e", Type: plover.Consult, Deaths: record.Deaths{Total: figure.Range{Best: of(9)}}},                  // not violent
	})
	want := toll.Toll{
		Violent: 4,
		// Low 2+4+0, best 3+4+0, high 5+4+0; c has no figure, b no upper bound.
		Deaths:   figure.Sum{Low: 6, Best: 7, High: 9, Of: 4, Unknown: 1, AtLeast: 1},
		Injured:  figure.Sum{Low: 1, Best: 1, High: 2, Of: 4, Unknown: 3},
		Abducted: toll.Counted{Sum: 3, Of: 1},
		Groups: []toll.Group{
			{Name: "civilian", Deaths: 1, Events: 2, Unknown: 2},
			{Name: "police", Deaths: 2, Events: 1, Unknown: 3},
			{Name: "military", Unknown: 4},
			{Name: "militant", Unknown: 4},
		},
		IDs: []string{"a", "b", "c", "d"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

// An event without a figure and one with a figure of none are two things.
func TestNoFigureIsNotNone(t *testing.T) {
	silent := toll.Of([]record.Event{{Type: plover.Assault}})
	none := toll.Of([]record.Event{{Type: plover.Assault, Deaths: record.Deaths{Total: figure.Range{Best: figure.Of(0)}, Police: figure.Of(0)}}})
	if silent.Deaths.Unknown != 1 || none.Deaths.Unknown != 0 || silent.Deaths.Best != none.Deaths.Best {
		t.Errorf("no figure %+v, a figure of none %+v", silent.Deaths, none.Deaths)
	}
	if silent.Groups[1].Events != 0 || none.Groups[1].Events != 1 {
		t.Errorf("police: no figure %+v, a figure of none %+v", silent.Groups[1], none.Groups[1])
	}
	if empty := toll.Of(nil); empty.Violent != 0 || len(empty.Groups) != 4 {
		t.Errorf("nothing at all: %+v", empty)
	}
}

func TestLawsOfTheSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []record.Event
		known := 0
		for i := range rapid.IntRange(0, 20).Draw(t, "events") {
			low := rapid.Int64Range(0, 50).Draw(t, "low")
			best := low + rapid.Int64Range(0, 20).Draw(t, "up to best")
			high := best + rapid.Int64Range(0, 20).Draw(t, "up to high")
			part := func(n int64) figure.Count {
				if rapid.Bool().Draw(t, "known") {
					return figure.Of(n)
				}
				return figure.Count{}
			}
			e := record.Event{ID: string(rune('a' + i)), Type: rapid.SampledFrom([]plover.Type{plover.Assault, plover.Aid}).Draw(t, "type")}
			e.Deaths.Total = figure.Range{Low: part(low), Best: part(best), High: part(high)}
			e.Deaths.Civilian = part(low)
			if e.Violent() && e.Deaths.Total.Known() {
				known++
			}
			events = append(events, e)
		}
		got := toll.Of(events)
		if d := got.Deaths; d.Low > d.Best || d.Best > d.High || d.Low < 0 || d.Of != got.Violent || d.Of-d.Unknown != known {
			t.Fatalf("%+v", d)
		}
		for _, g := range got.Groups {
			if g.Events+g.Unknown != got.Violent {
				t.Fatalf("%+v of %d", g, got.Violent)
			}
		}
		if len(got.IDs) != got.Violent {
			t.Fatalf("%d ids of %d events", len(got.IDs), got.Violent)
		}
		// Two halves add up to the whole.
		half := len(events) / 2
		a, b := toll.Of(events[:half]), toll.Of(events[half:])
		if a.Deaths.Low+b.Deaths.Low != got.Deaths.Low || a.Deaths.Best+b.Deaths.Best != got.Deaths.Best || a.Deaths.High+b.Deaths.High != got.Deaths.High {
			t.Fatalf("%+v and %+v do not make %+v", a.Deaths, b.Deaths, got.Deaths)
		}
	})
}
