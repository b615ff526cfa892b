package toll_test

import (
	"testing"

	"detente/internal/thinking/toll"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

func act(id, day string, kind plover.Type, low, high int64) record.Event {
	d, err := calendar.ParseDate(day)
	if err != nil {
		panic(err)
	}
	e := record.Event{ID: id, Type: kind, When: calendar.Interval{Start: d, End: d, Precision: calendar.Day}}
	if high >= 0 {
		e.Deaths.Total = figure.Range{Low: figure.Of(low), Best: figure.Of(low), High: figure.Of(high)}
	}
	return e
}

// Own: two attacks in January, one linked, a talk that is no violence, and one attack before the other
// data set begins. Beside: January 1 linked and 1 alone, none in February, March 1 alone.
func TestSideBySideCountsTheMonthsTheOtherReaches(t *testing.T) {
	own := []toll.Entry{
		{act("a0", "2025-12-31", plover.Assault, 9, 9), false},
		{act("a1", "2026-01-03", plover.Assault, 2, 4), true},
		{act("a2", "2026-01-20", plover.Assault, 0, -1), false},
		{act("a3", "2026-01-21", plover.Consult, 0, -1), true},
	}
	beside := []toll.Entry{
		{act("b1", "2026-01-04", plover.Assault, 3, 5), true},
		{act("b2", "2026-01-30", plover.Assault, 1, 1), false},
		{act("b3", "2026-03-01", plover.Assault, 7, 8), false},
	}
	got := toll.SideBySide(own, beside)
	if len(got) != 3 {
		t.Fatalf("%d months, want January, February, March: %+v", len(got), got)
	}
	jan := got[0]
	if jan.Own.Events != 2 || jan.Own.Linked != 1 || jan.Own.Only() != 1 || jan.Own.Deaths.Low != 2 || jan.Own.Deaths.High != 4 || jan.Own.Deaths.Unknown != 1 {
		t.Errorf("own January: %+v", jan.Own)
	}
	if jan.Beside.Events != 2 || jan.Beside.Linked != 1 || jan.Beside.Deaths.Low != 4 || jan.Beside.Deaths.High != 6 {
		t.Errorf("January beside: %+v", jan.Beside)
	}
	if feb := got[1]; feb.Own.Events+feb.Beside.Events != 0 {
		t.Errorf("February: %+v", feb)
	}
	if mar := got[2]; mar.Beside.Only() != 1 || mar.Beside.Deaths.High != 8 {
		t.Errorf("March: %+v", mar)
	}
	if toll.SideBySide(own, nil) != nil {
		t.Error("months without another data set")
	}
}

func TestAgreementOfRanges(t *testing.T) {
	r := func(low, best, high int64) figure.Range {
		of := func(n int64) figure.Count {
			if n < 0 {
				return figure.Count{}
			}
			return figure.Of(n)
		}
		return figure.Range{Low: of(low), Best: of(best), High: of(high)}
	}
	for _, c := range []struct {
		x, y figure.Range
		want toll.Agreement
	}{
		{r(31, 31, 31), r(36, 38, 40), toll.Agreement{Pairs: 1, Lower: 1}},
		{r(36, 38, 40), r(31, 31, 31), toll.Agreement{Pairs: 1, Higher: 1}},
		{r(1, 2, 3), r(3, 3, 9), toll.Agreement{Pairs: 1, Meet: 1}},
		{r(5, -1, -1), r(9, 9, 9), toll.Agreement{Pairs: 1, Meet: 1}}, // at least 5 can be 9
		{r(-1, -1, -1), r(9, 9, 9), toll.Agreement{Pairs: 1, Unknown: 1}},
		{r(4, 2, 3), r(5, 5, 5), toll.Agreement{Pairs: 1, Lower: 1}}, // bounds out of order
		{r(0, 0, 0), r(0, 0, 0), toll.Agreement{Pairs: 1, Meet: 1}},
	} {
		var got toll.Agreement
		got.Add(c.x, c.y)
		if got != c.want {
			t.Errorf("%v against %v: %+v, want %+v", c.x, c.y, got, c.want)
		}
	}
}
