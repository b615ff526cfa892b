package horizon

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"detente/internal/thinking/score"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

var places = []Place{
	{"XA", "North", "Alder"}, {"XA", "North", "Birch"}, {"XA", "South", "Cedar"}, {"XA", "South", ""}, {"XB", "", ""}, {"XB", "West", "Elm"},
}

func pointOf(p Place) (record.Point, bool) {
	for i, x := range places {
		if x == p && p.Admin2 != "" {
			return record.Point{Lat: 10 + float64(i)/2, Lon: 20}, true
		}
	}
	return record.Point{}, false
}

// question is a record of n months with acts at random; rate is their number a month.
func question(n int, rate float64, seed uint64) Question {
	r := rand.New(rand.NewPCG(seed, 1))
	q := Question{Begins: calendar.DateOf(2020, 1, 1), Leads: 3, Draws: 200, Back: 40, Thin: .6, Point: pointOf, Seed: 7}
	for m := range n {
		end := calendar.DateOf(2020, time.Month(m+2), 1).Add(-1)
		q.Ends = append(q.Ends, end)
		for range int(2 * rate * r.Float64()) {
			day := end.Add(-r.IntN(27))
			q.Acts = append(q.Acts, Act{day, day.Add(r.IntN(40)), places[min(r.IntN(4), r.IntN(len(places)))], float64(r.IntN(9))})
		}
	}
	return q
}

func ask(t testing.TB, q Question) *Answer {
	t.Helper()
	a, err := Ask(q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Draw by draw, the leaves add up to the total, whatever the model.
func TestLeavesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := question(rapid.IntRange(26, 34).Draw(t, "months"), 6, rapid.Uint64().Draw(t, "seed"))
		p := newPanel(q)
		r := newRecord(p, divide(p))
		for _, m := range Models {
			d := r.draw(m, len(q.Ends)-1, 2, 100, 100)
			sum := make([]float64, len(d.total))
			for _, leaf := range d.leaf {
				for _, x := range leaf {
					sum[x.draw] += x.n
				}
			}
			if !reflect.DeepEqual(sum, d.total) {
				t.Fatalf("%s: %v and %v", m, sum, d.total)
			}
		}
	})
}

// What is recorded after a month, or becomes known after it, changes no forecast made at its end.
func TestLaterRecordsChangeNothing(t *testing.T) {
	q := question(36, 5, 3)
	const origin = 29
	cut := q
	cut.Ends = q.Ends[:origin+1]
	want := ask(t, cut)
	poisoned := cut
	poisoned.Acts = nil
	for _, a := range q.Acts {
		if max(a.Day, a.Known) > q.Ends[origin] {
			a.Count, a.At = 1e6, Place{"ZZ", "Poison", "Poison"}
		}
		poisoned.Acts = append(poisoned.Acts, a)
	}
	poisoned.Acts = append(poisoned.Acts, Act{q.Ends[origin-3], q.Ends[origin].Add(1), places[0], 1e6})
	if got := ask(t, poisoned); !reflect.DeepEqual(want, got) {
		t.Error("the answer changed")
	}
	// The same among the earlier forecasts of a later answer.
	late := ask(t, q)
	byKey := map[[2]int]Past{}
	for _, x := range late.Past {
		byKey[[2]int{x.Origin, x.Lead}] = x
	}
	for _, x := range want.Past {
		y := byKey[[2]int{x.Origin, x.Lead}]
		if x.Quantiles != y.Quantiles || x.Model != y.Model {
			t.Errorf("origin %d, lead %d: %v then, %v later", x.Origin, x.Lead, x, y)
		}
	}
	if len(want.Past) == 0 {
		t.Fatal("no earlier forecasts")
	}
}

// Months of which little was reported do not pull the forecast down as calm ones do.
func TestThinMonthsAreNotCalm(t *testing.T) {
	q := question(36, 12, 5)
	last := q.Ends[len(q.Ends)-4]
	var kept []Act
	for _, a := range q.Acts {
		if a.Day <= last {
			kept = append(kept, a)
		}
	}
	q.Acts = kept
	quiet := func() []float64 {
		p := newPanel(q)
		r := newRecord(p, divide(p))
		var out []float64
		for _, m := range Models {
			few := 0.0
			for _, x := range r.draw(m, 35, 1, 1000, 20).total {
				if x < 3 {
					few++
				}
			}
			out = append(out, few/1000)
		}
		return out
	}
	calm := quiet()
	q.Share = func(m int) []float64 {
		out := make([]float64, m+1)
		for i := range out {
			if out[i] = 1; i > 32 {
				out[i] = .1
			}
		}
		return out
	}
	asThin, thin := quiet(), ask(t, q)
	for k, m := range Models {
		if calm[k] < .1 || asThin[k] > calm[k]/2 {
			t.Errorf("%s: share of quiet months ahead %v where they are read as calm, %v as thin", m, calm[k], asThin[k])
		}
	}
	for _, x := range thin.Past {
		if x.Thin != (x.Came != nil && x.Origin+x.Lead > 32) {
			t.Errorf("%+v", x)
		}
	}
}

// The sparse CRPS is that of package score, which matches the reference values.
func TestSparseCRPS(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		vals := rapid.SliceOf(rapid.Float64Range(0, 50)).Draw(t, "values")
		zeros := rapid.IntRange(1, 30).Draw(t, "zeros")
		y := rapid.Float64Range(0, 60).Draw(t, "outcome")
		s, err := score.NewSample(append(make([]float64, zeros), vals...))
		if err != nil {
			t.Fatal(err)
		}
		want, err := s.CRPS(y)
		if got := sparse(vals, len(vals)+zeros, y); err != nil || math.Abs(got-want) > 1e-9 {
			t.Fatalf("%v, want %v (%v)", got, want, err)
		}
	})
}

// Over all ways to place three units in two leaves, the probabilities add up to one.
func TestDirichletMultinomial(t *testing.T) {
	sum := 0.0
	for k := range 4 {
		choose := []float64{1, 3, 3, 1}[k]
		sum += choose * math.Exp(dirichletMultinomial([]float64{float64(k), float64(3 - k)}, []float64{.3, .7}, 2.5))
	}
	if math.Abs(sum-1) > 1e-12 {
		t.Errorf("they add up to %v", sum)
	}
}

// The urn gives the moments of the Dirichlet-multinomial: mean n·π and variance n·π(1−π)(n+A)/(1+A).
func TestUrn(t *testing.T) {
	const n, size, pi, times = 20, 3.0, .3, 40000
	r := &past{s: &division{at: []estate{{Shares: Shares{Size: size}, upto: []float64{pi, 1}}}}}
	out := &sheaf{total: make([]float64, times), leaf: make([][]part, 2)}
	g := rand.New(rand.NewPCG(1, 2))
	for i := range out.total {
		out.total[i] = n
		r.urn(out, i, 0, g)
	}
	a, b := 0.0, 0.0
	for _, x := range out.leaf[0] {
		a, b = a+x.n/times, b+x.n*x.n/times
	}
	want := n * pi * (1 - pi) * (n + size) / (1 + size)
	if v := b - a*a; math.Abs(a-n*pi) > .1 || math.Abs(v-want) > .03*want {
		t.Errorf("mean %v, variance %v, want %v and %v", a, v, n*pi, want)
	}
}

// A district's acts raise the share of one nearby and not of one far away.
func TestNeighbours(t *testing.T) {
	d := &division{p: &panel{q: Question{Point: pointOf}, leaf: []Place{{}, places[0], places[1], places[5]}}}
	d.neighbours()
	own := []float64{0, 9, 0, 0}
	alone, beside := d.shares(own, 0), d.shares(own, .5)
	if beside[2] <= alone[2] || beside[3] >= alone[3]+1e-12 {
		t.Errorf("%v alone, %v with neighbours", alone, beside)
	}
	sum := 0.0
	for _, v := range beside {
		sum += v
	}
	if math.Abs(sum-1) > 1e-12 {
		t.Errorf("shares add up to %v", sum)
	}
}

// The first act of a district lay in the rest of its province for those who knew nothing of it.
func TestLeafAt(t *testing.T) {
	q := question(26, 0, 1)
	day := func(m int) calendar.Date { return q.Ends[m].Add(-3) }
	q.Acts = []Act{{day(2), day(2), places[0], 1}, {day(5), day(5), places[1], 1}, {day(7), day(7), places[5], 1}}
	p := newPanel(q)
	for _, c := range []struct {
		at    Place
		month int
		want  Place
	}{
		{places[0], 1, Place{}}, {places[0], 2, places[0]}, {places[1], 4, Place{"XA", "North", ""}}, {places[1], 5, places[1]},
		{places[2], 9, Place{"XA", "", ""}}, {places[5], 6, Place{}}, {Place{"XB", "West", "Oak"}, 7, Place{"XB", "West", ""}},
	} {
		if got := p.leaf[p.leafAt(c.at, c.month)]; got != c.want {
			t.Errorf("%v in month %d: %v, want %v", c.at, c.month, got, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Question)
		want   error
	}{
		"short":   {func(q *Question) { q.Ends = q.Ends[:23] }, ErrShort},
		"empty":   {func(q *Question) { q.Ends = nil }, ErrShort},
		"quiet":   {func(q *Question) { q.Acts = q.Acts[:9] }, ErrQuiet},
		"leads":   {func(q *Question) { q.Leads = 13 }, ErrAsked},
		"no lead": {func(q *Question) { q.Leads = 0 }, ErrAsked},
		"draws":   {func(q *Question) { q.Draws = 3 }, ErrAsked},
		"count":   {func(q *Question) { q.Acts[3].Count = -1 }, ErrAsked},
		"nan":     {func(q *Question) { q.Acts[3].Count = math.NaN() }, ErrAsked},
		"months":  {func(q *Question) { q.Ends[3] = q.Ends[2] }, ErrAsked},
	} {
		q := question(30, 5, 1)
		c.change(&q)
		if _, err := Ask(q); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
