package matched_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"detente/internal/thinking/matched"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

var zero = calendar.DateOf(2020, 1, 1)

var span = calendar.Window{From: zero, To: zero.Add(200)}

// around gives dependent events on the days before and after a day.
func around(day int, gaps ...int) (out []matched.Spot) {
	for _, g := range gaps {
		out = append(out, matched.Spot{Day: zero.Add(day + g)})
	}
	return out
}

// TestByHand has two strata, north and south, and a window of four days anywhere. The trend
// before is +1 throughout (one late event, or two late and one early).
//
//	unit        stratum  before  after  weight
//	A treated   north    1       3      1
//	C control   north    1       1      (1/2)·(3/2) = 0.75
//	E control   north    1       0      0.75
//	B treated   south    3       6      1
//	D control   south    3       2      (1/1)·(3/2) = 1.5
//
// Means: treated (1+3)/2 = 2 before and 4.5 after; controls (0.75+0.75+4.5)/3 = 2 before and
// (0.75+0+3)/3 = 1.25 after. The means before agree, so that the effect is 4.5 − 1.25 = 3.25 whatever the
// slope, and the plain one (change 2.5 against −0.75) is the same. The slope is (3+2.25)/(2+3) =
// 1.05; residuals A −0.45, B 0.45, C 0.8, E −0.2, D −0.3. With levers 1/2 and −1/3 the scores are A −0.225,
// B 0.225, C −0.2, D 0.15, E 0.05. A lies in January, B in February, C and D (together −0.05) in
// March, E in April: 2·0.225² + 0.05² + 0.05² = 0.10625, times 4/3·4/2: 0.283333….
func TestByHand(t *testing.T) {
	var spots []matched.Spot
	spots = append(spots, around(20, -2, 1, 2, 4)...)                    // A; the event of day 20+4 is its last
	spots = append(spots, around(40, -4, -2, -1, 1, 1, 2, 3, 4, 4)...)   // B
	spots = append(spots, around(60, -1, 4, 0)...)                       // C, with one on its own day
	spots = append(spots, around(80, -1, -2, -3, 2, 3, 5, -5)...)        // D, with two outside
	spots = append(spots, around(100, -2, 5)...)                         // E
	spots = append(spots, around(120, -1, -1, -1, -1, 1, 1, 1, 1, 1)...) // F, whose trend nobody shares
	unit := func(id string, day int, treated bool, level string) matched.Unit {
		return matched.Unit{ID: id, Day: zero.Add(day), Treated: treated, Levels: []string{level}}
	}
	units := []matched.Unit{
		unit("F", 120, true, "south"), unit("B", 40, true, "south"), unit("A", 20, true, "north"),
		unit("E", 100, false, "north"), unit("D", 80, false, "south"), unit("C", 60, false, "north"),
		unit("G", 3, true, "north"), unit("H", 198, false, "north"), // not wholly on record
		unit("K", 150, true, "west"), unit("K", 150, false, "west"), // in both arms
	}
	r, err := matched.Analyse(units, spots, span, matched.Options{Days: []int{4}, Least: 2, Months: 4})
	if err != nil {
		t.Fatal(err)
	}
	c := r.Cells[0]
	if r.Both != 1 || c.Strata != 2 || c.Treated.Cut != 1 || c.Control.Cut != 1 || c.Treated.Units != 3 || c.Treated.Matched != 2 || c.Control.Matched != 3 {
		t.Fatalf("%d in both arms, %+v", r.Both, c)
	}
	near := func(what string, got, want float64) {
		if math.Abs(got-want) > 1e-12 {
			t.Errorf("%s is %v, by hand %v", what, got, want)
		}
	}
	near("treated before", c.Treated.Before, 2)
	near("treated after", c.Treated.After, 4.5)
	near("control before", c.Control.Before, 2)
	near("control after", c.Control.After, 1.25)
	near("effect", c.Effect.Value, 3.25)
	near("standard error", c.Effect.SE, math.Sqrt(.10625*8/3))
	near("plain effect", c.Plain.Value, 3.25)
	// The 95 % point of Student's t with three degrees of freedom, from tables: 2.353363.
	if got := (c.Effect.High - 3.25) / math.Sqrt(.10625*8/3); math.Abs(got-2.353363) > 1e-6 {
		t.Errorf("the upper end lies %v standard errors up", got)
	}
	// Of the 3·2 labellings of the two strata one is the real one; at 999 draws a sixth or so.
	if c.Chance < .1 || c.Chance > .25 {
		t.Errorf("chance %v, about 1/6 by hand", c.Chance)
	}
}

// world draws treatments, controls and dependent events in a square of about 200 km; each
// treatment adds a Poisson number of events within 6 days and some 10 km.
func world(seed uint64, effect float64) ([]matched.Unit, []matched.Spot, calendar.Window) {
	r := rand.New(rand.NewPCG(seed, 7))
	place := func() *record.Point { return &record.Point{Lat: 33 + 1.8*r.Float64(), Lon: 70 + 2*r.Float64()} }
	days := calendar.Window{From: zero, To: zero.Add(1500)}
	var units []matched.Unit
	var spots []matched.Spot
	for range 1500 {
		spots = append(spots, matched.Spot{Day: zero.Add(r.IntN(1501)), Point: place()})
	}
	for k := range 160 {
		u := matched.Unit{ID: string(rune('A' + k)), Day: zero.Add(20 + r.IntN(1460)), Point: place(), Treated: k%2 == 0}
		units = append(units, u)
		if u.Treated {
			for range int(distuv.Poisson{Lambda: effect, Src: r}.Rand()) {
				at := record.Point{Lat: u.Point.Lat + .1*(r.Float64()-.5), Lon: u.Point.Lon + .1*(r.Float64()-.5)}
				spots = append(spots, matched.Spot{Day: u.Day.Add(1 + r.IntN(6)), Point: &at})
			}
		}
	}
	return units, spots, days
}

// An effect of 0.8 further events is covered by the 90 % interval about as often as it
// should be, and a placebo of none is found about as often as chance would have it.
func TestPlantedEffectIsFoundAndNoOther(t *testing.T) {
	const runs = 100
	covered, found, placebo, lucky := 0, 0, 0, 0
	sum := 0.0
	for s := range uint64(runs) {
		for _, effect := range []float64{.8, 0} {
			units, spots, days := world(s, effect)
			r, err := matched.Analyse(units, spots, days, matched.Options{Days: []int{7}, KM: []float64{30}, Shuffle: 199, Seed: s})
			if err != nil {
				t.Fatal(err)
			}
			c := r.Cells[0]
			if c.Refused != "" {
				t.Fatal(c.Refused)
			}
			if effect == 0 {
				if c.Effect.P < .1 {
					placebo++
				}
				if c.Chance < .1 {
					lucky++
				}
				continue
			}
			sum += c.Effect.Value / runs
			if c.Effect.Low < effect && effect < c.Effect.High {
				covered++
			}
			if c.Effect.P < .1 {
				found++
			}
		}
	}
	t.Logf("mean %.3f, covered %d, found %d, placebo %d by regression and %d by relabelling, of %d", sum, covered, found, placebo, lucky, runs)
	if covered < 80 || found < 95 || math.Abs(sum-.8) > .05 {
		t.Errorf("an effect of 0.8: mean %.3f, covered %d and found %d times of %d", sum, covered, found, runs)
	}
	if placebo > 19 || lucky > 19 {
		t.Errorf("no effect: found %d times, by relabelling %d, of %d; about 10 are due", placebo, lucky, runs)
	}
}

func TestOverlaps(t *testing.T) {
	at := func(lat float64) *record.Point { return &record.Point{Lat: lat, Lon: 70} }
	// One degree of latitude is 111 km. A and B are treatments 11 km and 2 days apart, C a
	// control 22 km and 3 days from A, D far away in place, E in time.
	units := []matched.Unit{
		{ID: "A", Day: zero.Add(50), Point: at(33), Treated: true}, {ID: "B", Day: zero.Add(52), Point: at(33.1), Treated: true},
		{ID: "C", Day: zero.Add(53), Point: at(33.2)}, {ID: "D", Day: zero.Add(50), Point: at(36)}, {ID: "E", Day: zero.Add(90), Point: at(33)},
		{ID: "F", Day: zero.Add(90), Treated: true}, // without a place
	}
	for _, c := range []struct {
		days          int
		km            float64
		same, mixed   float64
		rule          matched.Overlap
		left, noPoint int
	}{
		{3, 15, 2. / 5, 2. / 5, matched.Keep, 0, 1}, // A and B; B and C
		{3, 30, 2. / 5, 3. / 5, matched.Mixed, 3, 1},
		{1, 30, 0, 2. / 5, matched.Any, 2, 1}, // B and C
		{2, 15, 2. / 5, 2. / 5, matched.Any, 3, 1},
		{3, math.Inf(1), 4. / 6, 6. / 6, matched.Keep, 0, 0}, // also C and D, and E and F
	} {
		r, err := matched.Analyse(units, nil, span, matched.Options{Days: []int{c.days}, KM: []float64{c.km}, Overlap: c.rule})
		if err != nil {
			t.Fatal(err)
		}
		x := r.Cells[0]
		if x.Same != c.same || x.Mixed != c.mixed || x.Treated.Crowded+x.Control.Crowded != c.left || x.Treated.NoPoint+x.Control.NoPoint != c.noPoint {
			t.Errorf("%+v: %+v", c, x)
		}
	}
}

func TestWhatIsTooLittleIsRefused(t *testing.T) {
	units, spots, days := world(1, 0)
	ask := func(o matched.Options, s []matched.Spot, w calendar.Window) matched.Refusal {
		r, err := matched.Analyse(units, s, w, o)
		if err != nil {
			t.Fatal(err)
		}
		return r.Cells[0].Refused
	}
	if got := ask(matched.Options{Least: 200}, spots, days); got != matched.TooFew {
		t.Errorf("200 of 80 treatments: %q", got)
	}
	if got := ask(matched.Options{}, nil, days); got != matched.NoEvent {
		t.Errorf("no dependent event: %q", got)
	}
	if got := ask(matched.Options{}, spots, calendar.Window{From: zero, To: zero.Add(9)}); got != matched.NoSpans {
		t.Errorf("a span of ten days: %q", got)
	}
	if got := ask(matched.Options{Months: 60}, spots, days); got != matched.Crammed {
		t.Errorf("60 months of about 50: %q", got)
	}
	for _, o := range []matched.Options{{Days: []int{0}}, {KM: []float64{0}}, {KM: []float64{math.NaN()}}} {
		if _, err := matched.Analyse(units, spots, days, o); !errors.Is(err, matched.ErrWindow) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if _, err := matched.Analyse(units, spots, calendar.Open, matched.Options{}); !errors.Is(err, matched.ErrSpan) {
		t.Errorf("an open span: %v", err)
	}
	odd := append([]matched.Unit{}, units...)
	odd[3].Values = []float64{1}
	if _, err := matched.Analyse(odd, spots, days, matched.Options{}); !errors.Is(err, matched.ErrShape) {
		t.Errorf("a unit with a covariate of its own: %v", err)
	}
	if _, err := matched.Analyse(units, spots, days, matched.Options{Overlap: "no"}); err == nil {
		t.Error("an unknown rule for overlaps was taken")
	}
}

// The order of the input does not matter, nor do events far off; the same seed gives the same.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units, spots, days := world(rapid.Uint64Range(0, 50).Draw(t, "seed"), .5)
		o := matched.Options{Days: []int{3, 8}, KM: []float64{40, math.Inf(1)}, Shuffle: 5, Seed: 9, Pre: rapid.Bool().Draw(t, "pre")}
		a, err := matched.Analyse(units, spots, days, o)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 1))
		r.Shuffle(len(units), func(i, j int) { units[i], units[j] = units[j], units[i] })
		r.Shuffle(len(spots), func(i, j int) { spots[i], spots[j] = spots[j], spots[i] })
		if b, _ := matched.Analyse(units, spots, days, o); !reflect.DeepEqual(a, b) {
			t.Fatal("another order gave another result")
		}
		far := append(slices.Clone(spots), matched.Spot{Day: zero.Add(700), Point: &record.Point{Lat: -20, Lon: 10}})
		b, _ := matched.Analyse(units, far, days, o)
		if !reflect.DeepEqual(a.Cells[:2], b.Cells[:2]) {
			t.Fatal("an event far away changed the windows with a distance")
		}
		for _, c := range a.Cells {
			if c.Refused == "" && !(c.Effect.Low <= c.Effect.Value && c.Effect.Value <= c.Effect.High && c.Effect.P >= 0 && c.Effect.P <= 1 && c.Chance > 0 && c.Chance <= 1) {
				t.Fatalf("%+v", c)
			}
		}
	})
}
