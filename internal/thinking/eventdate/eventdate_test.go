package eventdate_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/eventdate"
	"detente/internal/thinking/text"
	"detente/internal/words/calendar"
)

func day(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The day of publication in this test is Wednesday, 15 July 2026.
func TestFind(t *testing.T) {
	pub := day(t, "2026-07-15")
	for _, c := range []struct{ in, want string }{
		{"It fell on Monday.", "2026-07-13"},
		{"It fell on Wednesday.", "2026-07-15"},
		{"It fell last Wednesday.", "2026-07-08"},
		{"It fell on Thursday.", "2026-07-09"},
		{"It fell late Saturday night.", "2026-07-11"},
		{"It fell in the early hours of Tuesday.", "2026-07-14"},
		{"It will be held on Friday.", "2026-07-17"},
		{"It fell overnight.", "2026-07-14..2026-07-15"},
		{"It fell last night.", "2026-07-14"},
		{"It fell yesterday.", "2026-07-14"},
		{"It fell the day before yesterday.", "2026-07-13"},
		{"It fell on the night between Sunday and Monday.", "2026-07-12..2026-07-13"},
		{"It lasted from Sunday to Tuesday.", "2026-07-12..2026-07-14"},
		{"They met on Monday. A day earlier a bridge fell.", "2026-07-13 2026-07-12"},
		{"They met on Monday. The following day they left.", "2026-07-13 2026-07-14"},
		{"They met on Monday. They left the same night.", "2026-07-13 2026-07-13"},
		{"They met on Monday, two days after a bridge fell.", "2026-07-13 2026-07-11"},
		{"They met on Monday, two days before a bridge fell.", "2026-07-13 2026-07-15"},
		{"They met on Friday and left three days later.", "2026-07-10 2026-07-13"},
		{"Three bridges fell over the past week, the office said on Sunday.", "2026-07-05..2026-07-12 2026-07-12"},
		{"Ten fell in the last 48 hours.", "2026-07-13..2026-07-15"},
		{"It fell ten days ago.", "2026-07-05"},
		{"It fell last week.", "2026-07-06..2026-07-12"},
		{"It fell last month.", "2026-06-01..2026-06-30"},
		{"It fell last October.", "2025-10-01..2025-10-31"},
		{"It fell in November 2022.", "2022-11-01..2022-11-30"},
		{"It fell in 2014.", "2014-01-01..2014-12-31"},
		{"It fell two years ago.", "2024-01-01..2024-12-31"},
		{"It fell on 5 January 2026.", "2026-01-05"},
		{"It fell on January 5, 2026.", "2026-01-05"},
		{"It fell on the 5th of January.", "2026-01-05"},
		{"It fell on Jan. 5.", "2026-01-05"},
		{"It fell on December 24.", "2025-12-24"},
		{"It takes effect on 1 August.", "2026-08-01"},
		{"It fell on 2026-01-05 and 25/12/2025.", "2026-01-05 2025-12-25"},
		{"SAN LUIS, 3 JAN 90 -- It fell.", "1990-01-03"},
		{"It lasted from May 3-5.", "2026-05-03..2026-05-05"},
		{"It lasted from 3 to 5 May.", "2026-05-03..2026-05-05"},
		{"They talked for three days, it was said.", ""},
		{"The talks ended on Sunday. They had talked for two days.", "2026-07-12 2026-07-11..2026-07-12"},
		{"It may fall, and they march on.", ""},
		{"It fell on 31 June.", "2026-06-01..2026-06-30"}, // no such day: the month
		{"The sun rose, and 7 men sat.", ""},
	} {
		var got []string
		for _, m := range eventdate.Find(text.Read(c.in), pub) {
			s := m.Interval.Start.String()
			if m.Interval.End != m.Interval.Start {
				s += ".." + m.Interval.End.String()
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q gives %q, want %q", c.in, g, c.want)
		}
	}
}

func check(t interface {
	Helper()
	Fatalf(string, ...any)
}, s string, pub calendar.Date) {
	t.Helper()
	at := 0
	for _, m := range eventdate.Find(text.Read(s), pub) {
		if m.Start < at || m.End <= m.Start || m.End > len(s) {
			t.Fatalf("%q: span [%d,%d) after %d", s, m.Start, m.End, at)
		}
		at = m.End
		if err := m.Interval.Check(); err != nil {
			t.Fatalf("%q: %v in %+v", s, err, m)
		}
		if m.Rule == "" {
			t.Fatalf("%q: no rule in %+v", s, m)
		}
	}
}

func TestSpansHold(t *testing.T) {
	words := strings.Fields(`a two 10 days day week months later earlier after before ago the following same previous night between Monday and Tuesday
		to last next this past over May March 5 31 , 2026 1998 in - January Jan. 2026-01-05 for ended on will yesterday overnight of hours couple`)
	rapid.Check(t, func(t *rapid.T) {
		pub := calendar.Date(rapid.Int32Range(0, 740000).Draw(t, "published"))
		if pub < 700000 {
			pub = calendar.Unset
		}
		check(t, strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), " "), pub)
	})
}

func TestWeekdaysAreTheLatest(t *testing.T) {
	names := []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	rapid.Check(t, func(t *rapid.T) {
		pub := calendar.Date(rapid.Int32Range(700000, 740000).Draw(t, "published"))
		n := rapid.IntRange(0, 6).Draw(t, "weekday")
		m := eventdate.Find(text.Read("It fell on "+names[n]+"."), pub)
		if len(m) != 1 || m[0].Interval.Start > pub || pub-m[0].Interval.Start > 6 || int(m[0].Interval.Start-m[0].Interval.Start.Week()) != n {
			t.Fatalf("%s against %s gives %+v", names[n], pub, m)
		}
	})
}

func TestMegabyteLineIsBounded(t *testing.T) {
	for _, s := range []string{"a day later ", "Monday ", "last ", "between Monday and ", "5 ", "the past "} {
		check(t, strings.Repeat(s, 1<<20/len(s)), day(t, "2026-07-15"))
	}
}

// TestGoldDates looks whether the day of each hand-coded event is among those read, or is the day of publication.
func TestGoldDates(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "gold", "pakafg_dev.jsonl"))
	if err != nil {
		t.Skip("skipped: the gold items are not beside the repository")
	}
	found, all := 0, 0
	for line := range strings.Lines(string(b)) {
		var r struct {
			ID, Text  string
			Published calendar.Date
			Events    []struct {
				Start calendar.Date `json:"date_start"`
				End   calendar.Date `json:"date_end"`
			}
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		m := eventdate.Find(text.Read(r.Text), r.Published)
		for _, e := range r.Events {
			all++
			ok := e.Start == r.Published && e.End == r.Published
			for _, k := range m {
				ok = ok || k.Interval.Start == e.Start && k.Interval.End == e.End
			}
			if ok {
				found++
			} else {
				t.Logf("%s: %s..%s is not among %+v", r.ID, e.Start, e.End, m)
			}
		}
	}
	t.Logf("the days of %d of %d events are read", found, all)
	if found*100 < all*95 {
		t.Errorf("the days of %d of %d events are read, fewer than 95 %%", found, all)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"on Monday, two days after 5 Jan. 2026", "the night between", "for two days", "last", "a couple of days ago", "\xff 31 June", "3-5-2026"} {
		f.Add(s, int32(739000))
	}
	f.Fuzz(func(t *testing.T, s string, pub int32) {
		check(t, s, calendar.Date(((pub%740000)+740000)%740000))
	})
}

func BenchmarkFind(b *testing.B) {
	s := strings.Repeat("Three people were killed on Friday, two days after a blast in the north. The talks ended on 5 May. Officials of both sides met in the capital and talked about trade. The road was closed for traffic last week. ", 500)
	pub := day(b, "2026-07-15")
	d := text.Read(s)
	b.ReportAllocs()
	for b.Loop() {
		eventdate.Find(d, pub)
	}
	b.ReportMetric(float64(len(d.Sentences)*b.N)/b.Elapsed().Seconds(), "sentences/s")
}
