package commitment_test

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"detente/internal/thinking/commitment"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// on reads a date and gives it the precision of the day.
func on(s string) record.Dated {
	if s == "" {
		return record.Dated{}
	}
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return record.Dated{Date: d, Precision: calendar.Day}
}

func promise(id, announced, due, side, theme string) record.Commitment {
	return record.Commitment{ID: id, Announced: on(announced), Due: on(due), Theme: theme, Institution: record.Party{Name: side, Sides: []string{side}}}
}

func reading(of string, n int, day string, s record.Status) record.Evidence {
	return record.Evidence{ID: fmt.Sprintf("%s#%d", of, n), CommitmentID: of, On: on(day), Status: s}
}

var today = on("2026-01-31").Date

// six is one commitment of each standing.
//
//	A  announced 1 Jan,  implemented 11 Jan                     10 days
//	B  announced 1 Jan,  in progress 6 Jan, partial 26 Jan      first evidence after 5 days
//	C  announced 11 Jan, not implemented 21 Jan                 10 days
//	D  announced 1 Jan,  due 16 Jan, no reading                 unknown, 15 days overdue
//	E  announced 21 Jan, announced 22 Jan                       graded none
//	F  announced 1 Jan,  partial 11 Jan, then unknown 31 Jan    stays partial
func six() []commitment.Standing {
	return commitment.Stand([]record.Commitment{
		promise("A", "2026-01-01", "2026-01-05", "X", "border"), promise("B", "2026-01-01", "", "X", "trade"),
		promise("C", "2026-01-11", "2026-01-12", "Y", "border"), promise("D", "2026-01-01", "2026-01-16", "Y", "trade"),
		promise("E", "2026-01-21", "2026-02-01", "X", "trade"), promise("F", "2026-01-01", "", "Y", "border"),
	}, []record.Evidence{
		reading("A", 1, "2026-01-11", record.Implemented),
		reading("B", 2, "2026-01-26", record.Partial), reading("B", 1, "2026-01-06", record.InProgress),
		reading("C", 1, "2026-01-21", record.NotImplemented), reading("E", 1, "2026-01-22", record.Announced),
		reading("F", 2, "2026-01-31", record.Unknown), reading("F", 1, "2026-01-11", record.Partial),
		reading("A", 2, "2026-03-01", record.Abandoned), // after the day
		reading("Z", 1, "2026-01-01", record.Partial),   // of no commitment
	}, today)
}

func TestStand(t *testing.T) {
	list := six()
	for i, want := range []struct {
		status  record.Status
		overdue int
		history int
	}{
		{record.Implemented, 0, 1}, {record.Partial, 0, 2}, {record.NotImplemented, 0, 1},
		{record.Unknown, 15, 0}, {record.Announced, 0, 1}, {record.Partial, 0, 2},
	} {
		s := list[i]
		if s.Status() != want.status || s.Overdue != want.overdue || len(s.History) != want.history {
			t.Errorf("%s: %s, %d days overdue, %d readings; want %+v", s.ID, s.Status(), s.Overdue, len(s.History), want)
		}
	}
	if got := commitment.Overdue(list); len(got) != 1 || got[0].ID != "D" {
		t.Errorf("overdue: %v", got)
	}
	if got := commitment.Stand([]record.Commitment{promise("A", "2026-02-01", "", "X", "border")}, nil, today); len(got) != 0 {
		t.Errorf("announced after the day: %v", got)
	}
	// A due date known to the month is not past before the month is.
	c := promise("M", "2026-01-01", "2026-01-01", "X", "border")
	c.Due.Precision = calendar.Month
	if got := commitment.Stand([]record.Commitment{c}, nil, today); got[0].Overdue != 0 {
		t.Errorf("due in the month of the day: %d days overdue", got[0].Overdue)
	}
	// An undated reading stands only where no dated one does.
	got := commitment.Stand([]record.Commitment{promise("U", "2026-01-01", "", "X", "border")},
		[]record.Evidence{reading("U", 1, "", record.Implemented), reading("U", 2, "2026-01-02", record.Partial)}, today)
	if got[0].Status() != record.Partial {
		t.Errorf("an undated reading stands over a dated one: %s", got[0].Status())
	}
}

func TestKeep(t *testing.T) {
	for _, c := range []struct {
		about  string
		filter commitment.Filter
		want   string
	}{
		{"all", commitment.Filter{}, "ABCDEF"},
		{"a side", commitment.Filter{Sides: []string{"Y"}}, "CDF"},
		{"a side and a theme", commitment.Filter{Sides: []string{"Y"}, Themes: []string{"border"}}, "CF"},
		{"two statuses", commitment.Filter{Statuses: []record.Status{record.Partial, record.Unknown}}, "BDF"},
		{"overdue", commitment.Filter{Overdue: true}, "D"},
		{"nothing", commitment.Filter{Sides: []string{"Z"}}, ""},
	} {
		got := ""
		for _, s := range c.filter.Keep(six()) {
			got += s.ID
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.about, got, c.want)
		}
	}
}

// Grades: A 3, B 2, C 0, E 0, F 2; D unknown.
//
// Equal: 100·(3+2+0+0+2)/(3·5) = 700/15 = 46.667. With D as 0: 700/18 = 38.889; as 3:
// 1000/18 = 55.556.
//
// Each theme once: border A 3, C 0, F 2 → 5/9; trade B 2, E 0 → 2/6. Mean (5/9 + 1/3)/2 =
// 4/9 = 44.444. With D as 0 trade is 2/9: (5/9+2/9)/2 = 38.889; as 3 trade is 5/9: 55.556.
//
// Border twice as heavy: (2·3 + 2·0 + 2·2 + 2 + 0)/(3·(2+2+2+1+1)) = 12/24 = 50.
//
// Each side once: X A 3, B 2, E 0 → 5/9; Y C 0, F 2 → 2/6. Mean 44.444. With D as 0: Y 2/9,
// mean 38.889; as 3: Y 5/9, mean 55.556.
func TestAggregateByHand(t *testing.T) {
	for _, c := range []struct {
		about            string
		w                commitment.Weighting
		value, low, high float64
	}{
		{"equal", commitment.Weighting{}, 700. / 15, 700. / 18, 1000. / 18},
		{"equal, said", commitment.Weighting{Each: commitment.EachCommitment}, 700. / 15, 700. / 18, 1000. / 18},
		{"theme", commitment.Weighting{Each: commitment.EachTheme}, 400. / 9, 350. / 9, 500. / 9},
		{"side", commitment.Weighting{Each: commitment.EachSide}, 400. / 9, 350. / 9, 500. / 9},
		// Low: 1200/(3·9); high: (12+3)·100/27.
		{"border double", commitment.Weighting{Theme: map[string]float64{"border": 2}}, 50, 1200. / 27, 1500. / 27},
		// Each theme once, side X twice as heavy within: border (2·3 + 0 + 2)/(4·3) = 2/3, trade
		// (2·2 + 2·0)/(4·3) = 1/3, mean 1/2. With D as 0 trade is 4/(5·3) = 4/15: 7/15; as 3
		// it is 7/15: 17/30.
		{"theme, X double", commitment.Weighting{Each: commitment.EachTheme, Side: map[string]float64{"X": 2}}, 50, 700. / 15, 1700. / 30},
		// Side X alone: A 3, B 2, E 0 → 5/9, and D has no weight.
		{"only X", commitment.Weighting{Side: map[string]float64{"Y": 0}}, 500. / 9, 500. / 9, 500. / 9},
	} {
		s := commitment.Aggregate(six(), c.w)
		if !s.Known || math.Abs(s.Value-c.value) > 1e-9 || math.Abs(s.Low-c.low) > 1e-9 || math.Abs(s.High-c.high) > 1e-9 {
			t.Errorf("%s: %v (%v to %v), want %v (%v to %v)", c.about, s.Value, s.Low, s.High, c.value, c.low, c.high)
		}
		if s.N != 6 || s.Scored != 5 || s.Unknown != 1 || s.Grades != [4]int{2, 0, 2, 1} || !reflect.DeepEqual(s.UnknownIDs, []string{"D"}) {
			t.Errorf("%s: %+v", c.about, s)
		}
	}
	by := commitment.By(six(), commitment.Weighting{}, func(s commitment.Standing) []string { return []string{s.Theme} })
	if len(by) != 2 || by[0].Key != "border" || math.Abs(by[0].Value-500./9) > 1e-9 || by[1].Unknown != 1 || math.Abs(by[1].Value-100./3) > 1e-9 {
		t.Errorf("by theme: %+v", by)
	}
}

func TestNothingToScore(t *testing.T) {
	if s := commitment.Aggregate(nil, commitment.Weighting{}); s.Known || s.N != 0 || s.High != 0 {
		t.Errorf("no commitment: %+v", s)
	}
	unknown := commitment.Filter{Statuses: []record.Status{record.Unknown}}.Keep(six())
	if s := commitment.Aggregate(unknown, commitment.Weighting{}); s.Known || s.Unknown != 1 || s.Low != 0 || s.High != 100 {
		t.Errorf("all unknown: %+v", s)
	}
	if s := commitment.Aggregate(six(), commitment.Weighting{Side: map[string]float64{"X": 0, "Y": 0}}); s.Known {
		t.Errorf("no weight: %+v", s)
	}
	for _, w := range []commitment.Weighting{
		{Each: "loud"}, {Theme: map[string]float64{"border": -1}}, {Side: map[string]float64{"X": math.NaN()}}, {Side: map[string]float64{"X": math.Inf(1)}},
	} {
		if w.Check() == nil {
			t.Errorf("%+v passed", w)
		}
	}
}

// First evidence: A 10 days, B 5, C 10, F 10; D and E have none. Median of 5, 10, 10, 10 is 10.
// The curve also follows D for 30 days and E for 10: at risk 6, one ends on day 5 (5/6), three
// of five on day 10 while E leaves (5/6·2/5 = 1/3).
func TestFirstEvidenceByHand(t *testing.T) {
	d := commitment.FirstEvidence(six(), today)
	if !d.Known || d.Median != 10 || !reflect.DeepEqual(d.IDs, []string{"A", "B", "C", "F"}) || !reflect.DeepEqual(d.Without, []string{"D", "E"}) || d.Coarse != 0 {
		t.Errorf("%+v", d)
	}
	if p := d.Curve.Points; len(p) != 3 || math.Abs(p[0].Share-5./6) > 1e-12 || math.Abs(p[1].Share-1./3) > 1e-12 {
		t.Errorf("curve: %+v", p)
	}
	if d := commitment.FirstEvidence(nil, today); d.Known || d.Curve.N != 0 {
		t.Errorf("no commitment: %+v", d)
	}
}

// Only A ends, on day 10. Followed to the day: B, D, F for 30 days, E for 10, and C for 20 as
// a competing end, or for 10 when censored at its reading. Either way all six are at risk on
// day 10: 5/6.
//
// Followed to the last reading: A ends on 10; B followed 25 days, E 1, F 30, D not at all
// (0), C 20 by the rule. At risk on day 10: A, B, C, F: 3/4.
func TestImplementationByHand(t *testing.T) {
	for _, c := range []struct {
		rule  commitment.Rule
		share float64
		days  []int // of each point
	}{
		{commitment.Rule{}, 5. / 6, []int{10, 20, 30}},
		{commitment.Rule{Dropped: commitment.Censored}, 5. / 6, []int{10, 30}},
		{commitment.Rule{Followed: commitment.ToReading}, 3. / 4, []int{0, 1, 10, 20, 25, 30}},
	} {
		got := commitment.Implementation(six(), today, c.rule)
		var days []int
		for _, p := range got.Curve.Points {
			days = append(days, p.Days)
			if p.Days == 10 && math.Abs(p.Share-c.share) > 1e-12 {
				t.Errorf("%+v: share %v, want %v", c.rule, p.Share, c.share)
			}
		}
		if !reflect.DeepEqual(days, c.days) || got.Curve.Events != 1 || !reflect.DeepEqual(got.Dropped, []string{"C"}) {
			t.Errorf("%+v: days %v, want %v; %+v", c.rule, days, c.days, got)
		}
	}
	undated := commitment.Stand([]record.Commitment{promise("U", "2026-01-01", "", "X", "border"), promise("V", "", "", "X", "border")},
		[]record.Evidence{reading("U", 1, "", record.Implemented)}, today)
	if got := commitment.Implementation(undated, today, commitment.Rule{}); got.Curve.N != 0 || len(got.Undated) != 2 {
		t.Errorf("undated: %+v", got)
	}
	if (commitment.Rule{Followed: "x"}).Check() == nil || (commitment.Rule{Dropped: "x"}).Check() == nil {
		t.Error("an unknown rule passed")
	}
}
