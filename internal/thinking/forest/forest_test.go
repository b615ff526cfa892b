package forest_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/forest"
)

// table is n rows of uniform features; the third column takes three values only.
func table(n, cols int, seed uint64) forest.Matrix {
	r := rand.New(rand.NewPCG(seed, 9))
	m := forest.Matrix{Rows: n, Cols: cols, Values: make([]float64, n*cols)}
	for i := range m.Values {
		m.Values[i] = r.Float64()
		if i%cols == 2 {
			m.Values[i] = float64(r.IntN(3))
		}
	}
	return m
}

func TestRegressionFindsAStep(t *testing.T) {
	x := table(2000, 4, 1)
	y := make([]float64, x.Rows)
	for i := range y {
		if x.Row(i)[1] > .5 {
			y[i] = 10
		}
		y[i] += x.Row(i)[2]
	}
	f, err := forest.Regress(x, y, forest.Options{Trees: 50, Features: 4, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		x    []float64
		want float64
	}{{[]float64{.5, .2, 0, .5}, 0}, {[]float64{.5, .8, 0, .5}, 10}, {[]float64{.5, .8, 2, .5}, 12}, {[]float64{.1, .3, 1, .9}, 1}} {
		if got := f.Predict(c.x)[0]; math.Abs(got-c.want) > .05 {
			t.Errorf("at %v: %v, want %v", c.x, got, c.want)
		}
	}
	imp := f.Importance()
	if imp[1] < .9 || imp[1]+imp[2] < .99 {
		t.Errorf("importance %v: the second feature makes the step", imp)
	}
}

func TestClassProbabilitiesAreThoseOfTheTruth(t *testing.T) {
	for name, fit := range map[string]func(forest.Matrix, []int) (func([]float64) []float64, error){
		"forest": func(x forest.Matrix, y []int) (func([]float64) []float64, error) {
			f, err := forest.Classify(x, y, 3, forest.Options{Trees: 60, MinLeaf: 60, Features: 3, Seed: 2})
			return f.Predict, err
		},
		"boosted": func(x forest.Matrix, y []int) (func([]float64) []float64, error) {
			f, err := forest.Boost(x, y, 3, forest.BoostOptions{Rounds: 150, Features: 3, Seed: 2})
			return f.Predict, err
		},
	} {
		x, r := table(6000, 3, 2), rand.New(rand.NewPCG(4, 4))
		y := make([]int, x.Rows)
		truth := func(row []float64) float64 { return .1 + .6*row[0] }
		for i := range y {
			switch u := r.Float64(); {
			case u < truth(x.Row(i)):
				y[i] = 2
			case r.Float64() < .5:
				y[i] = 1
			}
		}
		predict, err := fit(x, y)
		if err != nil {
			t.Fatal(err)
		}
		worst := 0.0
		for i := range 100 {
			p := predict(x.Row(i))
			if math.Abs(p[0]+p[1]+p[2]-1) > 1e-9 {
				t.Fatalf("%s: %v does not sum to one", name, p)
			}
			worst += math.Abs(p[2]-truth(x.Row(i))) / 100
		}
		if worst > .05 {
			t.Errorf("%s: probabilities are off by %.3f on average", name, worst)
		}
	}
}

func TestTheNumberOfWorkersDoesNotMatter(t *testing.T) {
	x := table(500, 5, 3)
	y, groups := make([]float64, x.Rows), make([]int, x.Rows)
	for i := range y {
		y[i], groups[i] = x.Row(i)[0]*x.Row(i)[1], i/25
	}
	var first *forest.Forest
	for _, w := range []int{1, 2, 7} {
		f, err := forest.Regress(x, y, forest.Options{Trees: 12, Seed: 5, Workers: w, Groups: groups})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = f
		}
		if !reflect.DeepEqual(f, first) {
			t.Errorf("%d workers give another forest", w)
		}
	}
	other, _ := forest.Regress(x, y, forest.Options{Trees: 12, Seed: 6, Groups: groups})
	if reflect.DeepEqual(other, first) {
		t.Error("another seed gives the same forest")
	}
}

func TestGroupsStayTogether(t *testing.T) {
	x := table(400, 3, 8)
	groups := make([]int, x.Rows)
	for i := range groups {
		groups[i] = i / 100
	}
	f, err := forest.Regress(x, make([]float64, x.Rows), forest.Options{Trees: 20, Share: .5, Groups: groups})
	if err != nil {
		t.Fatal(err)
	}
	for tr := range f.Trees {
		seen := map[int]int{}
		for _, i := range f.Leaf(tr, x.Row(0)) {
			seen[groups[i]]++
		}
		if len(seen) != 2 {
			t.Fatalf("tree %d holds %v, want two whole groups", tr, seen)
		}
	}
}

func TestLeafLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(20, 200).Draw(t, "n")
		least := rapid.IntRange(1, 8).Draw(t, "leaf")
		seed := rapid.Uint64().Draw(t, "seed")
		x := table(n, 4, seed)
		y, w := make([]float64, n), make([]float64, n)
		for i := range y {
			y[i], w[i] = x.Row(i)[3]+x.Row(i)[2], 1+x.Row(i)[0]
		}
		f, err := forest.Regress(x, y, forest.Options{Trees: 5, MinLeaf: least, Seed: seed, Weights: w, Share: 1, Bins: rapid.IntRange(2, 256).Draw(t, "bins")})
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			mean := 0.0
			for tr := range f.Trees {
				leaf, sum, weight, here := f.Leaf(tr, x.Row(i)), 0.0, 0.0, false
				if len(leaf) < least {
					t.Fatalf("a leaf of %d, least %d", len(leaf), least)
				}
				for _, j := range leaf {
					sum, weight = sum+w[j]*y[j], weight+w[j]
					here = here || int(j) == i
				}
				if !here {
					t.Fatalf("row %d is not in its own leaf of tree %d, which saw every row", i, tr)
				}
				mean += sum / weight / 5
			}
			if math.Abs(f.Predict(x.Row(i))[0]-mean) > 1e-9 {
				t.Fatalf("prediction %v, mean of the leaves %v", f.Predict(x.Row(i)), mean)
			}
		}
		for _, j := range f.Draw(x.Row(0), 30, rand.New(rand.NewPCG(1, 1))) {
			if j < 0 || int(j) >= n {
				t.Fatalf("drew row %d of %d", j, n)
			}
		}
	})
}

func TestBadTablesAreRefused(t *testing.T) {
	good := table(10, 3, 1)
	y := make([]float64, 10)
	for what, c := range map[string]struct {
		want error
		run  func() error
	}{
		"no rows":    {forest.ErrEmpty, func() error { _, err := forest.Table(nil); return err }},
		"ragged":     {forest.ErrShape, func() error { _, err := forest.Table([][]float64{{1}, {1, 2}}); return err }},
		"NaN":        {forest.ErrNotFinite, func() error { _, err := forest.Table([][]float64{{math.NaN()}}); return err }},
		"short":      {forest.ErrShape, func() error { _, err := forest.Regress(good, y[:4], forest.Options{}); return err }},
		"share":      {forest.ErrOption, func() error { _, err := forest.Regress(good, y, forest.Options{Share: 2}); return err }},
		"bins":       {forest.ErrOption, func() error { _, err := forest.Regress(good, y, forest.Options{Bins: 300}); return err }},
		"weight":     {forest.ErrOption, func() error { _, err := forest.Regress(good, y, forest.Options{Weights: y}); return err }},
		"class":      {forest.ErrOption, func() error { _, err := forest.Classify(good, []int{0, 3}, 3, forest.Options{}); return err }},
		"group":      {forest.ErrShape, func() error { _, err := forest.Regress(good, y, forest.Options{Groups: []int{1}}); return err }},
		"boost rows": {forest.ErrShape, func() error { _, err := forest.Boost(good, []int{0, 1}, 2, forest.BoostOptions{}); return err }},
		"boost rate": {forest.ErrOption, func() error {
			_, err := forest.Boost(good, make([]int, 10), 2, forest.BoostOptions{Rate: 2})
			return err
		}},
		"boost class": {forest.ErrOption, func() error { _, err := forest.Boost(good, make([]int, 10), 0, forest.BoostOptions{}); return err }},
	} {
		if err := c.run(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", what, err, c.want)
		}
	}
}

func TestBoostedSurvivesJSON(t *testing.T) {
	x := table(300, 3, 4)
	y := make([]int, x.Rows)
	for i := range y {
		if x.Row(i)[0] > .4 {
			y[i] = 1
		}
	}
	m, err := forest.Boost(x, y, 2, forest.BoostOptions{Rounds: 20})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var back forest.Boosted
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if got, want := back.Predict(x.Row(7)), m.Predict(x.Row(7)); !reflect.DeepEqual(got, want) {
		t.Errorf("%v after JSON, %v before", got, want)
	}
}

func BenchmarkForest(b *testing.B) {
	x := table(40000, 15, 1)
	y := make([]float64, x.Rows)
	for i := range y {
		y[i] = x.Row(i)[0] + x.Row(i)[5]*x.Row(i)[6]
	}
	for range b.N {
		if _, err := forest.Regress(x, y, forest.Options{Trees: 20, MinLeaf: 20}); err != nil {
			b.Fatal(err)
		}
	}
}

// Refilled with the means of the rows, a forest answers as before; with their number, no leaf is below the least.
func TestRefill(t *testing.T) {
	x := table(600, 3, 4)
	y := make([]float64, x.Rows)
	for i := range y {
		y[i] = x.Row(i)[0] + x.Row(i)[2]
	}
	f, err := forest.Regress(x, y, forest.Options{Trees: 12, MinLeaf: 10, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	g := f.Refill(2, func(rows []int32, v []float64) {
		for _, i := range rows {
			v[0] += y[i] / float64(len(rows))
			v[1]++
		}
	})
	for i := range 50 {
		was, is := f.Predict(x.Row(i)), g.Predict(x.Row(i))
		if math.Abs(was[0]-is[0]) > 1e-9 || is[1] < 10 {
			t.Fatalf("row %d: %v, refilled %v", i, was, is)
		}
	}
	if len(f.Leaf(0, x.Row(0))) == 0 {
		t.Error("the first forest lost its rows")
	}
}
