package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"detente/internal/words/calendar"
)

func TestParseDateRefusesDaysThatDoNotExist(t *testing.T) {
	for _, s := range []string{"2026-02-31", "2025-02-29", "2026-13-01", "2026-1-01", "26-01-01", "", "2026-01-01T00:00", "٢٠٢٦-٠١-٠١"} {
		if d, err := calendar.ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %s, want an error", s, d)
		}
	}
}

func TestDateAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sec := rapid.Int64Range(-60000000000, 200000000000).Draw(t, "unix")
		want := time.Unix(sec, 0).UTC()
		d := calendar.FromTime(want)
		if got := d.Time().Format("2006-01-02"); got != want.Format("2006-01-02") {
			t.Fatalf("FromTime(%s) is %s", want, got)
		}
		w := d.Week()
		if w.Time().Weekday() != time.Monday || d < w || d > w.Add(6) {
			t.Fatalf("week of %s starts %s (%s)", d, w, w.Time().Weekday())
		}
		if m := d.Month(); m.Time().Day() != 1 || m > d || d-m > 30 {
			t.Fatalf("month of %s starts %s", d, m)
		}
		if b, err := calendar.ParseDate(d.String()); err == nil && b != d {
			t.Fatalf("%s reads back as %s", d, b)
		}
	})
}

func TestUnsetDateRoundTrips(t *testing.T) {
	b, _ := json.Marshal(struct{ D calendar.Date }{})
	if string(b) != `{"D":""}` {
		t.Fatalf("an unset day is written %s", b)
	}
	var v struct{ D calendar.Date }
	if err := json.Unmarshal(b, &v); err != nil || v.D.IsSet() {
		t.Fatalf("reads back as %v, %v", v.D, err)
	}
}

func TestParseLoose(t *testing.T) {
	for _, c := range []struct{ in, start, end string }{
		{"2026", "2026-01-01", "2026-12-31"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"2026-02-25", "2026-02-25", "2026-02-25"},
	} {
		v, err := calendar.ParseLoose(c.in)
		if err != nil || v.Start.String() != c.start || v.End.String() != c.end {
			t.Errorf("ParseLoose(%q) = %s to %s, %v", c.in, v.Start, v.End, err)
		}
	}
	for _, s := range []string{"2026-2", "20260225", "2026-02-30", "now"} {
		if _, err := calendar.ParseLoose(s); err == nil {
			t.Errorf("ParseLoose(%q) gave no error", s)
		}
	}
}

func TestIntervalCheck(t *testing.T) {
	d := func(s string) calendar.Date { v, _ := calendar.ParseDate(s); return v }
	for _, c := range []struct {
		v  calendar.Interval
		ok bool
	}{
		{calendar.Interval{Start: d("2026-02-25"), End: d("2026-02-25"), Precision: calendar.Day}, true},
		{calendar.Interval{Start: d("2026-02-25"), End: d("2026-02-24"), Precision: calendar.Day}, false},
		{calendar.Interval{Start: d("2026-02-02"), End: d("2026-02-28"), Precision: calendar.Month}, false},
		{calendar.Interval{Start: d("2026-02-01"), End: d("2026-02-28"), Precision: calendar.Month}, true},
		{calendar.Interval{Start: d("2026-02-01"), End: d("2026-02-28"), Precision: calendar.Week}, false},
		{calendar.Interval{Start: d("2026-02-01"), End: d("2026-02-01"), Precision: "hour"}, false},
		{calendar.Interval{}, false},
	} {
		if err := c.v.Check(); (err == nil) != c.ok {
			t.Errorf("Check(%+v) = %v", c.v, err)
		}
	}
}

func TestWindow(t *testing.T) {
	d := calendar.DateOf(2026, 3, 1)
	w := calendar.Last(7, d)
	if w.Days() != 7 || !w.Holds(d) || w.Holds(d.Add(1)) || w.Holds(d.Add(-7)) || !w.Holds(d.Add(-6)) {
		t.Errorf("the last seven days to %s are %+v", d, w)
	}
	if !calendar.Open.Holds(d) {
		t.Error("an open window holds every day")
	}
}

func TestStringIsTheDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := calendar.DateOf(rapid.IntRange(-20, 12000).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 31).Draw(t, "day"))
		if want := d.Time().Format("2006-01-02"); d.IsSet() && d.String() != want {
			t.Fatalf("%s, want %s", d, want)
		}
	})
}
