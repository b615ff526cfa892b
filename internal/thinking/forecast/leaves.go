package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"

	"detente/internal/thinking/forest"
	"detente/internal/thinking/score"
)

// Leaves is a quantile forest on a unit's own history: one forest for all leads, and draws from
// what followed for the training months in the same leaves, rescaled to the unit's level.
type Leaves struct {
	Trees   int
	MinLeaf int
	Try     int
	Scale   float64 // a draw is rescaled by a factor from 1/Scale to Scale; 1 is not at all
	Half    float64 // half-life of the level
	Share   float64
	Least   int // training months that are needed; fewer are too little history
	Every   int // training months: every n-th counted back from the newest
}

// Name is "forest".
func (Leaves) Name() string { return "forest" }

// rows are past months of all units with what followed each.
type rows struct {
	x      forest.Matrix
	unit   []int
	series [][]float64
	at     []int // index into the unit's series of the row's month
	half   float64
	lvl    []float64
}

// collect takes, for each unit, the months from the least-th on with lead further months.
func collect(h *History, lead, least, every int, half float64) rows {
	t := rows{series: make([][]float64, len(h.Units)), half: half}
	for u := range h.Units {
		s := h.Series(u, h.Last)
		t.series[u] = s
		for i := len(s) - 1 - lead; i >= least-1; i -= every {
			f := Features(s[:i+1])
			t.x.Cols = len(f)
			t.x.Rows++
			t.x.Values = append(t.x.Values, f...)
			t.unit, t.at = append(t.unit, u), append(t.at, i)
			t.lvl = append(t.lvl, level(s[:i+1], half))
		}
	}
	return t
}

// after is what was recorded lead months after the row's month.
func (t rows) after(row, lead int) float64 { return t.series[t.unit[row]][t.at[row]+lead] }

// blocks groups leads by three, the outputs that splits are chosen for.
func (t rows) blocks(leads []int) forest.Matrix {
	const width = 3
	n := (len(leads) + width - 1) / width
	y := forest.Matrix{Rows: t.x.Rows, Cols: n, Values: make([]float64, t.x.Rows*n)}
	for i := range t.x.Rows {
		for b := range n {
			part := leads[b*width : min(len(leads), (b+1)*width)]
			for _, l := range part {
				y.Values[i*n+b] += math.Log1p(t.after(i, l)) / float64(len(part))
			}
		}
	}
	return y
}

// Fit grows the forest.
func (m Leaves) Fit(h *History, leads []int, seed uint64) (Fitted, error) {
	if err := asserted(h, leads); err != nil {
		return nil, err
	}
	last := 0
	for _, l := range leads {
		last = max(last, l)
	}
	t := collect(h, last, 24, m.Every, m.Half)
	if t.x.Rows < max(m.Least, 2*m.MinLeaf) {
		return nil, fmt.Errorf("%d past months with %d after them: %w", t.x.Rows, last, ErrTooThin)
	}
	g, err := forest.Fit(t.x, t.blocks(leads), forest.Options{Trees: m.Trees, MinLeaf: m.MinLeaf, Features: m.Try, Share: m.Share, Seed: seed})
	if err != nil {
		return nil, err
	}
	f := &leaves{m: m, t: t, f: g, x: make([][]float64, len(h.Units)), lvl: make([]float64, len(h.Units))}
	for u, s := range t.series {
		if len(s) > 0 {
			f.x[u], f.lvl[u] = Features(s), level(s, m.Half)
		}
	}
	return f, nil
}

type leaves struct {
	m   Leaves
	t   rows
	f   *forest.Forest
	x   [][]float64
	lvl []float64
}

// Describe says how big it is.
func (f *leaves) Describe() string {
	return fmt.Sprintf("%d trees on %d past months", len(f.f.Trees), f.t.x.Rows)
}

// Draw draws what followed in the leaves.
func (f *leaves) Draw(index, lead, n int, r *rand.Rand) []float64 {
	if f.x[index] == nil {
		return nil
	}
	out := make([]float64, n)
	for i, row := range f.f.Draw(f.x[index], n, r) {
		out[i] = f.followed(index, lead, row)
	}
	return out
}

// followed is what followed a training month, at the unit's level.
func (f *leaves) followed(index, lead int, row int32) float64 {
	k := (f.lvl[index] + 1) / (f.t.lvl[row] + 1)
	return math.Round(f.t.after(int(row), lead) * math.Max(1/f.m.Scale, math.Min(f.m.Scale, k)))
}

// fromLeaf is how many months of a leaf are looked at for its chances: leaves of units without deaths hold thousands that are alike.
const fromLeaf = 64

// chances are the shares of what followed in the leaves, each tree counting alike.
func (f *leaves) chances(index, lead int) []float64 {
	p := make([]float64, score.Bins)
	for t := range f.f.Trees {
		leaf := f.f.Leaf(t, f.x[index])
		n := min(len(leaf), fromLeaf)
		w := 1 / float64(n*len(f.f.Trees))
		for i := range n {
			p[score.Bin(f.followed(index, lead, leaf[i*len(leaf)/n]))] += w
		}
	}
	return p
}
