package linkage_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/crossing"
	"detente/internal/thinking/linkage"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/record"
)

func day(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func at(t testing.TB, id, start string, best int64) record.Event {
	d := day(t, start)
	e := record.Event{ID: id, Type: "ASSAULT", Mode: "airstrike", When: calendar.Interval{Start: d, End: d, Precision: calendar.Day}}
	if best >= 0 {
		e.Deaths.Total.Best = figure.Of(best)
	}
	return e
}

// January 2026: the 1st is a Thursday. Whole weeks from 1 to 31 January start on the 5th,
// 12th, 19th (the one of the 26th ends on 1 February).
func TestAxisByHand(t *testing.T) {
	a := linkage.NewAxis(linkage.Weekly, day(t, "2026-01-01"), day(t, "2026-01-31"))
	if a.Len() != 3 || a.Starts[0].String() != "2026-01-05" || a.Span(2).To.String() != "2026-01-25" {
		t.Errorf("weeks %v", a)
	}
	m := linkage.NewAxis(linkage.Monthly, day(t, "2025-11-02"), day(t, "2026-02-28"))
	if m.Len() != 3 || m.Starts[0].String() != "2025-12-01" || m.Span(2).To.String() != "2026-02-28" {
		t.Errorf("months %v", m)
	}
	if e := linkage.NewAxis(linkage.Monthly, day(t, "2026-01-02"), day(t, "2026-01-31")); e.Len() != 0 {
		t.Errorf("no whole month, and still %v", e)
	}
	// A figure for 18 to 24 January (Sunday to Saturday) has its middle on the 21st, in the week of the 19th.
	if i, ok := a.Fits(day(t, "2026-01-18"), day(t, "2026-01-24")); !ok || i != 2 {
		t.Errorf("week %d %v", i, ok)
	}
	if _, ok := a.Fits(day(t, "2026-01-05"), day(t, "2026-01-18")); ok {
		t.Error("a fortnight speaks for no single week")
	}
	if i, ok := m.Fits(day(t, "2026-02-01"), day(t, "2026-02-28")); !ok || i != 2 {
		t.Errorf("month %d %v", i, ok)
	}
	if _, ok := m.Fits(day(t, "2026-01-01"), day(t, "2026-02-28")); ok {
		t.Error("two months speak for no single month")
	}
}

// Week 1: deaths 3 and unknown → 3. Week 2: one event without a figure → missing. Week 3:
// something else on record and no violence → 0. Week 4: nothing on record → missing.
func TestDeathsByHand(t *testing.T) {
	a := linkage.NewAxis(linkage.Weekly, day(t, "2026-01-05"), day(t, "2026-02-01"))
	events := []record.Event{
		at(t, "a", "2026-01-05", 3), at(t, "b", "2026-01-06", -1), at(t, "c", "2026-01-12", -1),
	}
	talk := at(t, "d", "2026-01-20", -1)
	talk.Type, talk.Mode = "CONSULT", "talks"
	month := at(t, "e", "2026-01-01", 9)
	month.When.End, month.When.Precision = day(t, "2026-01-31"), calendar.Month
	all := slices.Concat(events, []record.Event{talk, month})
	recorded := linkage.Recorded(a, all)
	if want := []bool{true, true, true, false}; !reflect.DeepEqual(recorded, want) {
		t.Errorf("recorded %v, want %v", recorded, want)
	}
	s := linkage.Deaths(a, "deaths", all, recorded)
	for i, want := range []struct {
		v     float64
		known bool
	}{{3, true}, {0, false}, {0, true}, {0, false}} {
		if p := s.Points[i]; p.Known != want.known || p.Known && p.Value != want.v {
			t.Errorf("week %d: %+v, want %+v", i+1, p, want)
		}
	}
	c := linkage.Counts(a, "strikes", events, recorded)
	if c.Points[0].Value != 2 || c.Points[2].Value != 0 || c.Points[3].Known || c.Known() != 3 {
		t.Errorf("counts %+v", c.Points)
	}
}

// Two crossings over the weeks of 29 December and 5 and 12 January. A is closed for cargo from
// the 6th to the 8th (open again on the 9th), B is known only from the 7th on, and open.
// Day by day closed over known: 5th A open, 0/1; 6th 1/1; 7th 1/2; 8th 1/2; 9th to 11th
// 0/2: in all 2 days.
func TestClosedByHand(t *testing.T) {
	a := linkage.NewAxis(linkage.Weekly, day(t, "2025-12-29"), day(t, "2026-01-18"))
	c := func(code, on, status, scope string) record.Crossing {
		return record.Crossing{
			ID: code + on + status, Crossing: code, On: record.Dated{Date: day(t, on), Precision: calendar.Day},
			Status: record.CrossingStatus(status), Scope: record.CrossingScope(scope), SourceURL: "u-" + on,
		}
	}
	lines := func(rows []record.Crossing, codes ...string) []crossing.Line {
		var out []crossing.Line
		for _, code := range codes {
			out = append(out, crossing.Follow(rows, code, "cargo", calendar.Window{From: day(t, "2025-12-01"), To: day(t, "2026-04-30")}))
		}
		return out
	}
	rows := []record.Crossing{
		c("a", "2026-01-05", "open", "all"), c("a", "2026-01-06", "closed", "cargo"), c("a", "2026-01-07", "open", "pedestrian"),
		c("a", "2026-01-09", "open", "cargo"), c("b", "2026-01-07", "closed", "pedestrian"), c("b", "2026-01-07", "open", "cargo"),
	}
	s := linkage.Closed(a, "closed", lines(rows, "a", "b"))
	if s.Points[0].Known {
		t.Error("before the first observation the state is not known")
	}
	if p := s.Points[1]; !p.Known || math.Abs(p.Value-2) > 1e-12 || len(p.URLs) != 1 {
		t.Errorf("closed %+v, want 2 days", p)
	}
	// Contradictory reports on a day: the state is not known until somebody reports again.
	twice := linkage.Closed(a, "closed", lines([]record.Crossing{c("a", "2026-01-05", "open", "all"), c("a", "2026-01-05", "closed", "all")}, "a"))
	if twice.Points[1].Known {
		t.Error("a contradictory day is taken as known")
	}
	// Closed on 5 January and never heard of again: closed for the 30 days that a state is
	// certain, to 3 February; then not known.
	long := linkage.NewAxis(linkage.Weekly, day(t, "2026-01-05"), day(t, "2026-03-01"))
	lone := linkage.Closed(long, "closed", lines([]record.Crossing{c("a", "2026-01-05", "closed", "all")}, "a"))
	if lone.Known() != 4 || lone.Points[3].Value != 7 || lone.Points[4].Known {
		t.Errorf("%+v", lone.Points)
	}
}

func obs(t testing.TB, indicator, publisher, unit, from, to string, v float64) record.Observation {
	return record.Observation{ID: indicator + from + unit, Indicator: indicator, Region: "X", Publisher: publisher, Unit: unit, Value: v, Start: day(t, from), End: day(t, to), SourceURL: "u"}
}

func TestPublishersAndUnitsAreNeverJoined(t *testing.T) {
	a := linkage.NewAxis(linkage.Monthly, day(t, "2026-01-01"), day(t, "2026-03-31"))
	total := obs(t, "returns", "A", "persons", "2026-03-01", "2026-03-31", 9)
	total.TotalFrom = day(t, "2025-01-01")
	list := linkage.Published(a, []record.Observation{
		obs(t, "returns", "A", "persons", "2026-01-01", "2026-01-31", 5), obs(t, "returns", "B", "persons", "2026-01-01", "2026-01-31", 7),
		obs(t, "returns", "A", "families", "2026-02-01", "2026-02-28", 2), obs(t, "returns", "A", "persons", "2026-01-01", "2026-02-15", 8), total,
	})
	if len(list) != 3 {
		t.Fatalf("%d series, want 3: %+v", len(list), list)
	}
	one := list[1] // returns|X|A|persons
	if one.Unit != "persons" || one.Publisher != "A" || one.Known() != 1 || one.Points[1].Known || one.Unplaced != 2 {
		t.Errorf("%+v", one)
	}
	if got := linkage.UnitChanges(list); len(got) != 1 || got[0] != "returns|X|A" {
		t.Errorf("unit changes %v", got)
	}
}

func points(v ...float64) linkage.Series {
	var s linkage.Series
	for _, x := range v {
		s.Points = append(s.Points, linkage.Point{Value: x, Known: !math.IsNaN(x)})
	}
	return s
}

func noise(n int, seed uint64) []float64 {
	r := rand.New(rand.NewPCG(seed, 9))
	out := make([]float64, n)
	for i := range out {
		out[i] = float64(r.IntN(10))
	}
	return out
}

// y is x three periods later, so r is 1 at lag +3 under either transform.
func TestAKnownLeadIsFound(t *testing.T) {
	x := noise(120, 1)
	y := make([]float64, len(x))
	for i := range y {
		if y[i] = math.NaN(); i >= 3 {
			y[i] = x[i-3]
		}
	}
	for _, how := range []linkage.Transform{linkage.Differences, linkage.Ranks} {
		l := linkage.Correlate(points(x...), points(y...), how, rand.New(rand.NewPCG(1, 1)))
		// On ranks the last three of x have no counterpart, so ties shift a little.
		if l.Best == nil || l.Best.Lag != 3 || l.Best.R < .99 || !l.Beyond() {
			t.Errorf("%s: best %+v, chance %v", how, l.Best, l.Chance)
		}
	}
}

// Pearson by hand on ranks at lag 0, n = 20: x = 1…20 and y the same with its two ends
// exchanged. Σd² = 2·19² = 722, and Spearman's r = 1 − 6·722/(20·399) = 1 − 4332/7980 = 0.457143.
func TestSpearmanByHand(t *testing.T) {
	var x, y []float64
	for i := 1; i <= 20; i++ {
		x, y = append(x, float64(i)), append(y, float64(i))
	}
	y[0], y[19] = 20, 1
	l := linkage.Correlate(points(x...), points(y...), linkage.Ranks, rand.New(rand.NewPCG(1, 1)))
	if got := l.Lags[linkage.MaxLag]; got.Lag != 0 || math.Abs(got.R-0.45714285714) > 1e-9 {
		t.Errorf("%+v", got)
	}
}

func TestTooShortAndFlat(t *testing.T) {
	r := func() *rand.Rand { return rand.New(rand.NewPCG(1, 1)) }
	if l := linkage.Correlate(points(1, 2, 3), points(3, 1, 2), linkage.Ranks, r()); l.Why != linkage.TooShort || l.Best != nil {
		t.Errorf("%+v", l)
	}
	if l := linkage.Correlate(points(noise(80, 1)...), points(make([]float64, 80)...), linkage.Differences, r()); l.Why != linkage.Flat {
		t.Errorf("%+v", l)
	}
	if l := linkage.Correlate(linkage.Series{}, linkage.Series{}, linkage.Differences, r()); l.Why != linkage.TooShort {
		t.Errorf("%+v", l)
	}
}

// Two series without a link are beyond chance about once in twenty.
func TestChanceHolds(t *testing.T) {
	beyond := 0
	for i := range uint64(200) {
		l := linkage.Correlate(points(noise(120, 2*i+10)...), points(noise(120, 2*i+11)...), linkage.Differences, rand.New(rand.NewPCG(i, 1)))
		if l.Beyond() {
			beyond++
		}
	}
	if beyond > 24 { // 10 expected; 24 has a chance of 1 in 20 000
		t.Errorf("%d of 200 unlinked pairs are called beyond chance", beyond)
	}
}

func TestCorrelationLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 90).Draw(t, "n")
		gen := rapid.Custom(func(t *rapid.T) float64 {
			if rapid.IntRange(0, 5).Draw(t, "gap") == 0 {
				return math.NaN()
			}
			return float64(rapid.IntRange(0, 6).Draw(t, "v"))
		})
		x := points(rapid.SliceOfN(gen, n, n).Draw(t, "x")...)
		y := points(rapid.SliceOfN(gen, n, n).Draw(t, "y")...)
		how := rapid.SampledFrom([]linkage.Transform{linkage.Differences, linkage.Ranks}).Draw(t, "how")
		a := linkage.Correlate(x, y, how, rand.New(rand.NewPCG(3, 3)))
		b := linkage.Correlate(x, y, how, rand.New(rand.NewPCG(3, 3)))
		if !reflect.DeepEqual(a, b) {
			t.Fatal("the same input gave another answer")
		}
		turned := linkage.Correlate(y, x, how, rand.New(rand.NewPCG(3, 3)))
		for i, l := range a.Lags {
			if l.R < -1 || l.R > 1 || l.HasIn && (l.In.Low > l.In.High || l.In.Low < -1 || l.In.High > 1) {
				t.Fatalf("%+v", l)
			}
			// Exchanging the two turns the lags round.
			if m := turned.Lags[len(a.Lags)-1-i]; m.Pairs != l.Pairs || m.Measured != l.Measured || math.Abs(m.R-l.R) > 1e-9 {
				t.Fatalf("%+v against %+v", l, m)
			}
		}
	})
}
