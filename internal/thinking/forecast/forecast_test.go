package forecast_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/forecast"
)

// world is an invented history: n units over the months, some violent and in spells, some quiet.
func world(t testing.TB, n, months int, seed uint64) *forecast.History {
	t.Helper()
	ids := make([]int, n)
	for i := range ids {
		ids[i] = 100 + 3*i
	}
	first := forecast.MonthOf(1995, 1)
	h, err := forecast.NewHistory(ids, first, first+forecast.Month(months-1))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(seed, 5))
	for u := range h.Units {
		high, size := false, math.Exp(4*r.Float64())
		for m := h.First; m <= h.Last; m++ {
			if r.Float64() < .06 {
				high = !high
			}
			v := 0.0
			if high && u%3 != 0 {
				v = math.Round(size * math.Exp(r.NormFloat64()))
			}
			set(t, h, u, m, v)
		}
	}
	return h
}

func set(t testing.TB, h *forecast.History, u int, m forecast.Month, v float64) {
	t.Helper()
	if err := h.Set(u, m, v); err != nil {
		t.Fatal(err)
	}
}

// small is every model there is, with small settings, and the pool of them.
func small() []forecast.Model {
	list := []forecast.Model{
		forecast.Leaves{Trees: 15, MinLeaf: 10, Try: 8, Scale: 1.5, Half: 3, Share: .5, Every: 3},
		forecast.Kernel{Months: 24, Half: 6, Factor: 1}, forecast.Kernel{Months: 24, Half: 6, Width: .7},
		forecast.Conflictology{Months: 12}, forecast.Conflictology{Months: 24, Half: 6}, forecast.Last{}, forecast.Zero{},
		forecast.Everyone{Months: 60}, forecast.Everyone{}, forecast.Analogues{K: 30, Scale: 5},
		forecast.States{Every: 6, Ridge: 1e-4}, forecast.NegBin{Kappa: 60, Half: 3, Cap: 5},
		forecast.Boosted{Every: 3, Rounds: 10, Rate: .1, Depth: 3},
		forecast.Adaptive{Bank: forecast.Bank(), Rate: .1, Half: 60, Every: 6, Prior: 50},
	}
	p := forecast.Pool{}
	for i, m := range list[:6] {
		p.Members = append(p.Members, forecast.Member{Model: m, High: i < 3})
	}
	return append(list, p)
}

var leads = []int{3, 4, 5, 6, 7, 8}

func draw(t testing.TB, m forecast.Model, h *forecast.History, origin forecast.Month) []forecast.Future {
	t.Helper()
	out, _, _, err := forecast.Run(m, h, origin, leads, 40, 7)
	if err != nil {
		t.Fatalf("%s: %v", m.Name(), err)
	}
	return out
}

// What happens after the origin, however wild, or is missing, must not change a forecast.
func TestNoModelSeesTheFuture(t *testing.T) {
	h, poisoned := world(t, 14, 120, 1), world(t, 14, 120, 1)
	origin := h.First + 89
	late, err := forecast.NewHistory(h.Units, h.First, origin)
	if err != nil {
		t.Fatal(err)
	}
	for u := range h.Units {
		for m := h.First; m <= origin; m++ {
			set(t, late, u, m, h.At(u, m))
		}
		for m := origin + 1; m <= h.Last; m++ {
			set(t, poisoned, u, m, 1e6+float64(m)*float64(u))
		}
	}
	for _, m := range small() {
		want := draw(t, m, h, origin)
		if got := draw(t, m, poisoned, origin); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the months after the origin changed the forecast", m.Name())
		}
		if got := draw(t, m, late, origin); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: months after the origin that are not there changed the forecast", m.Name())
		}
	}
	// The test can fail: poison before the origin is seen by what uses it.
	set(t, poisoned, 1, origin, 5000)
	if reflect.DeepEqual(draw(t, forecast.Last{}, poisoned, origin), draw(t, forecast.Last{}, h, origin)) {
		t.Error("5,000 deaths in the newest month changed nothing")
	}
}

// The backtest of a window must not change with what happens in it, but for its scores; and the
// weights of an origin not with outcomes after it.
func TestBacktestWeightsDoNotSeeTheFuture(t *testing.T) {
	run := func(h *forecast.History) *forecast.Result {
		p := small()
		var members []forecast.Member
		for _, m := range p[1:4] {
			members = append(members, forecast.Member{Model: m, High: true})
		}
		r, err := forecast.Backtest{History: h, Members: members, Benchmarks: []forecast.Model{forecast.Zero{}}, First: 2000, From: 2003, To: 2004,
			Leads: leads, Draws: 50, Seed: 3, Pooling: forecast.Defaults()}.Run()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	h, poisoned := world(t, 10, 125, 2), world(t, 10, 125, 2)
	for u := range h.Units {
		for m := forecast.MonthOf(2003, 11); m <= h.Last; m++ {
			set(t, poisoned, u, m, 99999)
		}
	}
	a, b := run(h), run(poisoned)
	if len(a.Weights) != 3 {
		t.Fatalf("%d sets of weights, want those of two windows and the last", len(a.Weights))
	}
	for i := range 2 {
		if !reflect.DeepEqual(a.Weights[i], b.Weights[i]) {
			t.Errorf("the weights up to %s changed with later outcomes", a.Weights[i].Until)
		}
	}
	if reflect.DeepEqual(a.Weights[2].Weights, b.Weights[2].Weights) {
		t.Error("the last weights use the later outcomes, and did not change")
	}
	early := func(r *forecast.Result) (out []float64) {
		for _, c := range r.Cells["history"]["pool"] {
			if c.Month < forecast.MonthOf(2003, 11) {
				out = append(out, c.CRPS)
			}
		}
		return out
	}
	if x := early(a); len(x) == 0 || !slices.Equal(x, early(b)) {
		t.Error("scores before the poison changed")
	}
}

func TestDrawsAreCountsAndRepeat(t *testing.T) {
	h := world(t, 12, 100, 3)
	for _, m := range small() {
		a := draw(t, m, h, h.Last)
		if !reflect.DeepEqual(a, draw(t, m, h, h.Last)) {
			t.Errorf("%s: the same seed gave other draws", m.Name())
		}
		if len(a) != len(h.Units)*len(leads) {
			t.Errorf("%s: %d forecasts", m.Name(), len(a))
		}
		for _, f := range a {
			for _, v := range f.Draws {
				if v < 0 || v != math.Trunc(v) || v > 1e7 || len(f.Draws) != 40 {
					t.Fatalf("%s: unit %d, lead %d: draw %v of %d", m.Name(), f.Unit, f.Lead, v, len(f.Draws))
				}
			}
		}
	}
}

func TestConflictologyIsTheBenchmark(t *testing.T) {
	h := world(t, 3, 40, 4)
	f, err := forecast.Conflictology{Months: 12}.Fit(h, leads, 1)
	if err != nil {
		t.Fatal(err)
	}
	got := f.Draw(1, 5, 12, nil)
	for i, v := range got {
		if want := h.At(1, h.Last-11+forecast.Month(i)); v != want {
			t.Errorf("draw %d: %v, want the month's %v", i, v, want)
		}
	}
}

func TestBadHistories(t *testing.T) {
	h := world(t, 6, 60, 5)
	for _, v := range []float64{-1, math.NaN(), math.Inf(1)} {
		if err := h.Set(0, h.Last, v); !errors.Is(err, forecast.ErrCount) {
			t.Errorf("%v deaths: %v", v, err)
		}
	}
	if err := h.Set(0, h.Last, 2.5); err != nil || h.At(0, h.Last) != 2.5 {
		t.Errorf("a fraction was not taken: %v", err)
	}
	if _, err := h.Until(h.Last + 1); !errors.Is(err, forecast.ErrOrigin) {
		t.Error(err)
	}
	if _, _, _, err := forecast.Run(forecast.Zero{}, h, h.Last, leads, 0, 1); !errors.Is(err, forecast.ErrDraws) {
		t.Error(err)
	}
	if _, err := (forecast.Zero{}).Fit(h, []int{0}, 1); !errors.Is(err, forecast.ErrLead) {
		t.Error(err)
	}
	if _, err := forecast.NewHistory(nil, 1, 2); !errors.Is(err, forecast.ErrEmpty) {
		t.Error(err)
	}
}

// A gap of up to three months is bridged; a longer one cuts off what is before it; a unit that ended has no forecast.
func TestGapsAndEnds(t *testing.T) {
	h, err := forecast.NewHistory([]int{1, 2, 3, 4}, 1, 40)
	if err != nil {
		t.Fatal(err)
	}
	for m := forecast.Month(1); m <= 40; m++ {
		if m < 20 || m > 22 {
			set(t, h, 0, m, float64(m))
		}
		if m < 15 || m > 20 {
			set(t, h, 1, m, 1)
		}
		if m <= 36 {
			set(t, h, 2, m, 1) // ended four months ago
		}
		if m >= 33 && m <= 38 {
			set(t, h, 3, m, float64(m)) // began late, and two months late with its data
		}
	}
	if s := h.Series(0, 40); len(s) != 40 || s[20] != 21 {
		t.Errorf("short gap: %v", s)
	}
	if s := h.Series(1, 40); len(s) != 20 {
		t.Errorf("long gap: %d months", len(s))
	}
	if s := h.Series(2, 40); s != nil {
		t.Errorf("ended: %v", s)
	}
	if s := h.Series(3, 40); !slices.Equal(s, []float64{33, 34, 35, 36, 37, 38, 38, 38}) {
		t.Errorf("begun: %v", s)
	}
	list, absent, _, err := forecast.Run(forecast.Kernel{Months: 24, Half: 6, Width: .7}, h, 40, []int{1}, 10, 1)
	if err != nil || len(list) != 3 || !slices.Equal(absent, []int{3}) {
		t.Errorf("%d forecasts, without %v, %v", len(list), absent, err)
	}
}

// With less than 24 months the forest cannot be grown; the pool goes on with the rest and says so.
func TestFewMonths(t *testing.T) {
	h := world(t, 3, 10, 6)
	shipped, err := forecast.ShippedWeights()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := shipped.Pooled(h.Last)
	list, _, describe, err := forecast.Run(p, h, h.Last, []int{3}, 1000, 1)
	if err != nil || len(list) != 3 || len(list[0].Draws) != 1000 {
		t.Fatal(len(list), err)
	}
	if want := "forest (left out: too little history)"; !strings.Contains(describe, want) {
		t.Errorf("%q does not say %q", describe, want)
	}
	_, err = forecast.Leaves{Trees: 5, MinLeaf: 20, Try: 3, Scale: 1, Half: 3, Share: 1, Every: 1}.Fit(h, []int{3}, 1)
	if !errors.Is(err, forecast.ErrTooThin) {
		t.Error(err)
	}
}

func TestSmoothingGoesBeyondWhatWasSeenButNotFar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		past := rapid.SliceOfN(rapid.IntRange(0, 500), 24, 24).Draw(t, "deaths")
		h, err := forecast.NewHistory([]int{1}, 1, 24)
		if err != nil {
			t.Fatal(err)
		}
		top := 0
		for i, v := range past {
			if err := h.Set(0, forecast.Month(i+1), float64(v)); err != nil {
				t.Fatal(err)
			}
			top = max(top, v)
		}
		list, _, _, err := forecast.Run(forecast.Kernel{Months: 24, Half: 6, Factor: 1.6}, h, 24, []int{1}, 200, 1)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Max(list[0].Draws); got > 8*math.Max(1, float64(top)) || top == 0 && got > 0 {
			t.Fatalf("a draw of %v, the highest month was %d", got, top)
		}
	})
}

func TestMonths(t *testing.T) {
	if m := forecast.MonthOf(1990, 1); m != 121 || m.String() != "1990-01" {
		t.Errorf("%d %s", m, m)
	}
	if y, m := forecast.Month(516).Date(); y != 2022 || m != 12 {
		t.Errorf("%d-%d", y, m)
	}
}
