package crossing_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/crossing"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

func on(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// rows reads lines "crossing date status scope", with an optional precision.
func rows(lines ...string) []record.Crossing {
	var out []record.Crossing
	for _, l := range lines {
		f := strings.Fields(l)
		r := record.Crossing{
			ID: strings.Join(f, "-"), Crossing: f[0], On: record.Dated{Date: on(f[1]), Precision: calendar.Day},
			Status: record.CrossingStatus(f[2]), Scope: record.CrossingScope(f[3]),
		}
		if len(f) > 4 {
			r.On.Precision = calendar.Precision(f[4])
		}
		out = append(out, r)
	}
	return out
}

func span(from, to string) calendar.Window { return calendar.Window{From: on(from), To: on(to)} }

// told writes a line as "from..to status" with a question mark where it is not certain.
func told(l crossing.Line) []string {
	var out []string
	for _, r := range l.Runs {
		mark := ""
		if !r.Certain {
			mark = "?"
		}
		out = append(out, fmt.Sprintf("%s..%s %s%s", r.From.String()[5:], r.To.String()[5:], r.Status, mark))
	}
	return out
}

func TestFollow(t *testing.T) {
	for _, c := range []struct {
		about string
		rows  []record.Crossing
		scope record.CrossingScope
		want  []string
	}{
		{"nobody reported", nil, "cargo", []string{"01-01..03-31 not_known"}},
		{"it holds, and after 30 days not for certain", rows("gate 2025-01-10 open all"), "cargo",
			[]string{"01-01..01-09 not_known", "01-10..02-08 open", "02-09..03-31 open?"}},
		{"each scope on its own", rows("gate 2025-03-01 closed all", "gate 2025-03-20 partial pedestrian"), "cargo",
			[]string{"01-01..02-28 not_known", "03-01..03-19 closed", "03-20..03-31 closed?"}},
		{"a scope named closed stays so", rows("gate 2025-03-01 closed cargo", "gate 2025-03-20 partial pedestrian"), "cargo",
			[]string{"01-01..02-28 not_known", "03-01..03-30 closed", "03-31..03-31 closed?"}},
		{"every crossing counts for each", rows("all 2025-03-01 closed all", "gate 2025-03-20 open cargo"), "cargo",
			[]string{"01-01..02-28 not_known", "03-01..03-19 closed", "03-20..03-31 open"}},
		{"another crossing does not", rows("ford 2025-03-01 closed all"), "cargo", []string{"01-01..03-31 not_known"}},
		{"reports of a day differ", rows("gate 2025-03-10 closed all", "gate 2025-03-10 open all", "gate 2025-03-20 open all"), "aid",
			[]string{"01-01..03-09 not_known", "03-10..03-19 contradictory", "03-20..03-31 open"}},
		{"the particular report of a day decides", rows("all 2025-03-10 closed all", "gate 2025-03-10 closed all", "gate 2025-03-10 partial aid"), "aid",
			[]string{"01-01..03-09 not_known", "03-10..03-31 partial"}},
		{"known to the month", rows("gate 2025-02-01 closed all month"), "aid",
			[]string{"01-01..01-31 not_known", "02-01..02-27 closed?", "02-28..03-29 closed", "03-30..03-31 closed?"}},
		{"begun before the span", rows("gate 2024-12-20 open all"), "aid", []string{"01-01..01-18 open", "01-19..03-31 open?"}},
		{"after the span", rows("gate 2025-04-01 open all"), "aid", []string{"01-01..03-31 not_known"}},
	} {
		if got := told(crossing.Follow(c.rows, "gate", c.scope, span("2025-01-01", "2025-03-31"))); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %v\nwant %v", c.about, got, c.want)
		}
	}
}

func TestBothReportsOfADayAreKept(t *testing.T) {
	l := crossing.Follow(rows("gate 2025-03-10 closed all", "gate 2025-03-10 open all"), "gate", "cargo", span("2025-03-10", "2025-03-12"))
	if len(l.Runs) != 1 || len(l.Runs[0].Rows) != 2 || l.Runs[0].Status != crossing.Contradictory {
		t.Errorf("runs %+v", l.Runs)
	}
	if s := l.Share(); s.Contradictory != 3 || s.OpenShare != nil || s.OpenLeast != 0 || s.OpenMost != 1 {
		t.Errorf("shares %+v", s)
	}
}

// Of 100 days (1 Jan to 10 Apr) the gate is not known for 10, open for 20 (11 to 30 Jan),
// closed for 30 (31 Jan to 1 Mar) and then closed, not certain, for 40 (2 Mar to 10 Apr).
// Open share: 20/(20+30) = 0.4; at least 20/100 = 0.2; at most 1 − 30/100 = 0.7.
func TestShare(t *testing.T) {
	s := crossing.Follow(rows("gate 2025-01-11 open all", "gate 2025-01-31 closed all"), "gate", "cargo", span("2025-01-01", "2025-04-10")).Share()
	if s.Days != 100 || s.NotKnown != 10 || s.Open != 20 || s.Closed != 30 || s.ClosedMaybe != 40 {
		t.Errorf("days %+v", s)
	}
	if math.Abs(*s.OpenShare-.4) > 1e-12 || math.Abs(s.OpenLeast-.2) > 1e-12 || math.Abs(s.OpenMost-.7) > 1e-12 || s.CertainShare != .5 {
		t.Errorf("open share %v, %v to %v, certain %v", *s.OpenShare, s.OpenLeast, s.OpenMost, s.CertainShare)
	}
}

func lines(list []record.Crossing, to string) []crossing.Line {
	var out []crossing.Line
	for _, s := range crossing.Scopes() {
		out = append(out, crossing.Follow(list, "gate", s, span("2025-01-01", to)))
	}
	return out
}

func TestSpells(t *testing.T) {
	got := crossing.Spells(lines(rows(
		"gate 2025-01-10 closed all", "gate 2025-01-15 closed all", "gate 2025-01-20 partial pedestrian",
		"gate 2025-02-10 open all", "gate 2025-06-01 closed cargo", "gate 2025-07-01 closed cargo",
	), "2025-12-31"))
	var told []string
	for _, s := range got {
		told = append(told, fmt.Sprintf("%v %s..%s %d seen %s %v %d rows", s.Scopes, s.Start, s.End, s.Days, s.LastSeen, s.Censored, len(s.Rows)))
	}
	want := []string{
		"[pedestrian] 2025-01-10..2025-01-20 10 seen 2025-01-15 false 3 rows",
		"[cargo aid] 2025-01-10.. 10 seen 2025-01-15 true 3 rows", // lifted for people on foot first
		"[cargo] 2025-06-01.. 60 seen 2025-07-01 true 2 rows",     // 30 days after it was last seen
	}
	if !reflect.DeepEqual(told, want) {
		t.Errorf("spells\n %s\nwant\n %s", strings.Join(told, "\n "), strings.Join(want, "\n "))
	}
}

// Closed for all, lifted for people on foot, and then again reported closed for cargo: one closure.
func TestAClosureThatIsConfirmedGoesOn(t *testing.T) {
	list := rows("gate 2025-01-10 closed all", "gate 2025-01-20 partial pedestrian", "gate 2025-02-05 closed cargo", "gate 2025-02-20 open cargo")
	for _, s := range crossing.Spells(lines(list, "2025-12-31")) {
		if slices.Contains(s.Scopes, "cargo") && (s.Days != 41 || s.Censored || len(s.Scopes) != 1) {
			t.Errorf("%+v", s)
		}
	}
}

// Closed for all, lifted for cargo, and closed for all again: two closures for people on foot.
func TestASecondClosureIsAnother(t *testing.T) {
	list := rows("gate 2025-01-10 closed all", "gate 2025-01-20 open cargo", "gate 2025-06-01 closed all", "gate 2025-06-05 open all")
	var days []int
	for _, s := range crossing.Spells(lines(list, "2025-12-31")) {
		if slices.Contains(s.Scopes, "pedestrian") {
			days = append(days, s.Days)
		}
	}
	if !slices.Equal(days, []int{10, 4}) {
		t.Errorf("closures of %v days", days)
	}
}

func TestAContradictionEndsTheFollowing(t *testing.T) {
	got := crossing.Spells(lines(rows("gate 2025-01-10 closed cargo", "gate 2025-01-15 closed cargo", "gate 2025-01-20 open cargo", "gate 2025-01-20 closed cargo"), "2025-12-31"))
	if len(got) != 1 || !got[0].Censored || got[0].Days != 10 {
		t.Errorf("spells %+v", got)
	}
}

// Every day of the span is in one run, the shares add up, the order of rows does not matter.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []record.Crossing
		for i := range rapid.IntRange(0, 12).Draw(t, "rows") {
			d := on("2025-01-01").Add(rapid.IntRange(-20, 120).Draw(t, "day"))
			list = append(list, rows(fmt.Sprintf("%s %s %s %s", rapid.SampledFrom([]string{"gate", "ford", "all"}).Draw(t, "crossing"), d,
				rapid.SampledFrom(record.CrossingStatuses).Draw(t, "status"), rapid.SampledFrom(record.CrossingScopes).Draw(t, "scope")))...)
			list[i].ID += fmt.Sprint(i)
		}
		all := lines(list, "2025-04-10")
		back := slices.Clone(list)
		slices.Reverse(back)
		if !reflect.DeepEqual(all, lines(back, "2025-04-10")) {
			t.Fatal("another order gives another answer")
		}
		for _, l := range all {
			at := on("2025-01-01")
			for _, r := range l.Runs {
				if r.From != at || r.To < r.From {
					t.Fatalf("a hole or an overlap at %s: %v", at, told(l))
				}
				at = r.To.Add(1)
			}
			s := l.Share()
			if at != on("2025-04-11") || s.Days != 100 || s.OpenLeast > s.OpenMost+1e-9 {
				t.Fatalf("ends before %s, %+v", at, s)
			}
			if s.Open+s.Partial+s.Closed+s.OpenMaybe+s.PartialMaybe+s.ClosedMaybe+s.Contradictory+s.NotKnown != s.Days {
				t.Fatalf("days do not add up: %+v", s)
			}
		}
		for _, s := range crossing.Spells(all) {
			if s.Days < 1 || !s.Censored && int(s.End-s.Start) != s.Days || s.Censored && s.End.IsSet() || len(s.Scopes) == 0 {
				t.Fatalf("spell %+v", s)
			}
		}
	})
}
