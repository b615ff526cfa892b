package activity_test

import (
	"testing"

	"detente/internal/thinking/activity"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

func TestMonthsBack(t *testing.T) {
	for _, c := range []struct {
		day  string
		k    int
		want string
	}{
		{"2026-03-31", 0, "2026-03-31"}, {"2026-03-31", 1, "2026-02-28"}, {"2026-03-31", 13, "2025-02-28"}, {"2024-03-31", 1, "2024-02-29"},
		{"2026-07-01", 1, "2026-06-01"}, {"2026-01-15", 1, "2025-12-15"}, {"2025-10-20", 24, "2023-10-20"},
	} {
		day, err := calendar.ParseDate(c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := activity.MonthsBack(day, c.k).String(); got != c.want {
			t.Errorf("%d months before %s: %s, want %s", c.k, c.day, got, c.want)
		}
	}
}

func TestByMonthByHand(t *testing.T) {
	day := calendar.DateOf(2026, 4, 10)
	event := func(from, to calendar.Date, p calendar.Precision, deaths figure.Range) record.Event {
		return record.Event{When: calendar.Interval{Start: from, End: to, Precision: p}, Type: plover.Assault, Deaths: record.Deaths{Total: deaths}}
	}
	on := func(d calendar.Date, deaths figure.Range) record.Event { return event(d, d, calendar.Day, deaths) }
	best := func(n int64) figure.Range { return figure.Range{Best: figure.Of(n)} }
	talks := on(calendar.DateOf(2026, 4, 1), best(1000))
	talks.Type = plover.Consult
	got := activity.ByMonth([]record.Event{
		on(calendar.DateOf(2026, 1, 5), best(7)), // before the first whole month
		on(calendar.DateOf(2026, 1, 11), best(3)),
		on(calendar.DateOf(2026, 2, 10), best(4)),
		on(calendar.DateOf(2026, 2, 11), figure.Range{Low: figure.Of(5), High: figure.Of(9)}),
		on(calendar.DateOf(2026, 3, 1), figure.Range{High: figure.Of(9)}), // no figure that could be added
		on(calendar.DateOf(2026, 3, 20), figure.Range{}),
		event(calendar.DateOf(2026, 4, 1), calendar.DateOf(2026, 4, 30), calendar.Month, best(6)), // its middle is yet to come
		event(calendar.DateOf(2026, 1, 1), calendar.DateOf(2026, 12, 31), calendar.Year, best(500)),
		on(calendar.DateOf(2026, 4, 11), best(900)), // later than the day
		talks,
	}, calendar.DateOf(2026, 1, 10), day)
	want := []activity.MonthDeaths{
		{From: calendar.DateOf(2026, 1, 11), To: calendar.DateOf(2026, 2, 10), Deaths: 7, Violent: 2},
		{From: calendar.DateOf(2026, 2, 11), To: calendar.DateOf(2026, 3, 10), Deaths: 5, Violent: 2, Unknown: 1},
		{From: calendar.DateOf(2026, 3, 11), To: calendar.DateOf(2026, 4, 10), Deaths: 6, Violent: 2, Unknown: 1},
	}
	if len(got) != len(want) {
		t.Fatalf("%d months: %v", len(got), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("month %d: %+v, want %+v", i, got[i], want[i])
		}
	}
	if none := activity.ByMonth(nil, day, day); len(none) != 0 {
		t.Errorf("a record of one day has whole months: %v", none)
	}
}
