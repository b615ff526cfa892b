package coverage_test

import (
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/coverage"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

var (
	rule = situation.Default().Coverage // 8 weeks, low under 0.4, thin under 0.7, floor 0.1, 52 weeks
	day  = calendar.DateOf(2026, 6, 30)
)

// on is n records of the day that lies back days before day.
func on(back, n int) []record.Event {
	out := make([]record.Event, n)
	for i := range out {
		out[i].When = calendar.Interval{Start: day.Add(-back), End: day.Add(-back), Precision: calendar.Day}
	}
	return out
}

// year is two records a week in the 68 weeks before the last eight, on the last day of each:
// so that every one of the windows that say what is usual holds 16.
func year() []record.Event {
	var out []record.Event
	for k := 8; k < 76; k++ {
		out = append(out, on(7*k, 2)...)
	}
	return out
}

func TestAt(t *testing.T) {
	for _, c := range []struct {
		name   string
		recent int
		grade  coverage.Grade
		share  float64
	}{
		// Usual is 16 in eight weeks: low under 6.4, thin under 11.2.
		{"nothing", 0, coverage.None, 0},
		{"six", 6, coverage.Low, 6. / 16},
		{"seven", 7, coverage.Thin, 7. / 16},
		{"eleven", 11, coverage.Thin, 11. / 16},
		{"twelve", 12, coverage.Usual, 12. / 16},
		{"twice", 32, coverage.Usual, 2},
	} {
		got := coverage.At(append(year(), on(10, c.recent)...), day, rule)
		if got.Grade != c.grade || got.Share != c.share || got.Recent != c.recent || got.Usual != 16 {
			t.Errorf("%s: %+v, want %s at %v", c.name, got, c.grade, c.share)
		}
		newest := day.Add(-10)
		if c.recent == 0 {
			newest = day.Add(-56)
		}
		if got.Newest != newest {
			t.Errorf("%s: newest %s, want %s", c.name, got.Newest, newest)
		}
		if !phrase.English().Has(got.Describe().Key) {
			t.Errorf("no words for %q", got.Describe().Key)
		}
	}
}

func TestUsualIsTheMedian(t *testing.T) {
	// One window in the trailing year is far above the others: two records a week, and 500
	// in one week. The median does not move.
	burst := append(year(), on(7*30, 500)...)
	if got := coverage.At(burst, day, rule); got.Usual != 16 {
		t.Errorf("usual is %v", got.Usual)
	}
	// A record that begins four windows ago has only the windows that lie inside it: those
	// that end 8, 9, 10 and 11 weeks ago, with 2, 1, 1 and 1 records: the median is 1.
	young := append(on(7*8, 1), on(7*11+55, 1)...)
	young = append(young, on(7*8+50, 1)...)
	got := coverage.At(young, day, rule)
	if got.Usual < 1 || got.Usual > 2 {
		t.Errorf("a young record has a usual of %v", got.Usual)
	}
}

func TestWithoutAPastNothingIsLow(t *testing.T) {
	got := coverage.At(on(3, 4), day, rule)
	if got.Grade != coverage.Usual || got.Share != 1 {
		t.Errorf("a record that just begins: %+v", got)
	}
	if got := coverage.At(nil, day, rule); got.Grade != coverage.None || got.Newest.IsSet() {
		t.Errorf("an empty record: %+v", got)
	}
}

func TestLaws(t *testing.T) {
	rank := map[coverage.Grade]int{coverage.None: 0, coverage.Low: 1, coverage.Thin: 2, coverage.Usual: 3}
	rapid.Check(t, func(t *rapid.T) {
		var events []record.Event
		for _, back := range rapid.SliceOf(rapid.IntRange(0, 600)).Draw(t, "days back") {
			events = append(events, on(back, rapid.IntRange(1, 4).Draw(t, "records"))...)
		}
		got := coverage.At(events, day, rule)
		later := append(append([]record.Event{}, events...), on(-rapid.IntRange(1, 90).Draw(t, "days later"), 3)...)
		if with := coverage.At(later, day, rule); with != got {
			t.Fatalf("what came later changed the past: %+v, without it %+v", with, got)
		}
		if len(events) > 0 {
			more := coverage.At(append(append([]record.Event{}, events...), on(1, 1)...), day, rule)
			if rank[more.Grade] < rank[got.Grade] || more.Recent != got.Recent+1 {
				t.Fatalf("one more report lowered coverage: %+v after %+v", more, got)
			}
		}
		ends := []calendar.Date{day.Add(-70), day.Add(-7), day}
		for i, x := range coverage.Exposure(events, ends, rule) {
			if x < rule.Floor || x > 1 {
				t.Fatalf("exposure %v", x)
			}
			if i == 2 && x != min(1, max(rule.Floor, got.Share)) {
				t.Fatalf("the last week's exposure is %v, the share %v", x, got.Share)
			}
		}
	})
}
