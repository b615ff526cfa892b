package forecast

import (
	"math"
	"math/rand/v2"
	"testing"

	"detente/internal/thinking/score"
)

// What a model says of the bins is what its draws come to.
func TestChancesAreThoseOfDraws(t *testing.T) {
	units := []int{1, 2, 3, 4, 5, 6}
	h, err := NewHistory(units, MonthOf(2000, 1), MonthOf(2015, 12))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for u := range units {
		for m := h.First; m <= h.Last; m++ {
			v := math.Floor(math.Pow(3, float64(u)) * math.Exp(r.NormFloat64()) * float64(min(u, 1)))
			if err := h.Set(u, m, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	models := []Model{Packed{Leaves{Trees: 20, MinLeaf: 10, Try: 6, Scale: 1.5, Half: 3, Share: .5, Every: 2, Least: 100}}}
	for _, m := range Members() {
		if l, ok := m.Model.(Leaves); ok {
			l.Trees, l.Least = 20, 100
			m.Model = l
		}
		models = append(models, m.Model)
	}
	for _, m := range models {
		f, err := m.Fit(h, []int{3, 4, 5}, 1)
		if err != nil {
			t.Fatal(m.Name(), err)
		}
		if _, ok := f.(chanced); !ok {
			t.Fatalf("%s does not say its chances", m.Name())
		}
		for u := range units {
			const n = 8000
			draws := f.Draw(u, 4, n, rand.New(rand.NewPCG(1, 2)))
			said, sum := chancesOf(f, u, 4, draws), 0.0
			drawn := make([]float64, score.Bins)
			for _, v := range draws {
				drawn[score.Bin(v)] += 1. / n
			}
			for b, p := range said {
				sum += p
				if math.Abs(p-drawn[b]) > .03 {
					t.Errorf("%s, unit %d, bin %d: %.3f said, %.3f drawn", m.Name(), u, b, p, drawn[b])
				}
			}
			if math.Abs(sum-1) > 1e-6 {
				t.Errorf("%s, unit %d: chances sum to %v", m.Name(), u, sum)
			}
		}
	}
}
