package forecast

import (
	"fmt"
	"math/rand/v2"

	"detente/internal/thinking/forest"
	"detente/internal/thinking/score"
)

// Boosted gives the chance of each bin of IGN by boosted trees, with the lead among the features, and
// redraws a count within a bin from what was observed in it, the unit's own months first.
type Boosted struct {
	Every  int // training months: every n-th counted back from the newest
	Rounds int
	Rate   float64
	Depth  int
}

// Name is "boosted".
func (Boosted) Name() string { return "boosted" }

// Fit takes one lead at random for each training month, so that leads share what they have in common.
func (m Boosted) Fit(h *History, leads []int, seed uint64) (Fitted, error) {
	if err := asserted(h, leads); err != nil {
		return nil, err
	}
	last := 0
	for _, l := range leads {
		last = max(last, l)
	}
	t := collect(h, last, 24, m.Every, 8)
	if t.x.Rows < 100 {
		return nil, fmt.Errorf("%d past months: %w", t.x.Rows, ErrTooThin)
	}
	r := rand.New(rand.NewPCG(seed, 77))
	x := forest.Matrix{Rows: t.x.Rows, Cols: t.x.Cols + 1, Values: make([]float64, 0, t.x.Rows*(t.x.Cols+1))}
	class := make([]int, t.x.Rows)
	for i := range class {
		l := leads[r.IntN(len(leads))]
		x.Values = append(append(x.Values, t.x.Row(i)...), float64(l))
		class[i] = score.Bin(t.after(i, l))
	}
	b, err := forest.Boost(x, class, score.Bins, forest.BoostOptions{Rounds: m.Rounds, Rate: m.Rate, MaxDepth: m.Depth, MinLeaf: 30, Seed: seed})
	if err != nil {
		return nil, err
	}
	f := &boosted{b: b, seen: observe(t), x: make([][]float64, len(h.Units)), n: t.x.Rows}
	for u, s := range t.series {
		if len(s) > 0 {
			f.x[u] = Features(s)
		}
	}
	return f, nil
}

type boosted struct {
	b    *forest.Boosted
	seen seen
	x    [][]float64
	n    int
}

// Describe says how much was learnt from.
func (f *boosted) Describe() string {
	return fmt.Sprintf("%d boosted trees on %d past months", len(f.b.Trees), f.n)
}

// Draw draws bins, then counts.
func (f *boosted) Draw(index, lead, n int, r *rand.Rand) []float64 {
	if f.x[index] == nil {
		return nil
	}
	x := append(append(make([]float64, 0, len(f.x[index])+1), f.x[index]...), float64(lead))
	return f.seen.draw(index, f.b.Predict(x), n, r)
}
