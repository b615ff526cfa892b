// Package forest grows random forests and boosted trees on a dense table of features.
//
// A forest answers with means (regression), class probabilities, or the training rows that
// share a leaf with a case, from which whole distributions can be drawn (quantile regression
// forests, Meinshausen 2006, JMLR 7:983–999). Features are cut into bins once, so that a split
// costs one pass over the rows of its node. The result depends on the seed alone, not on the number of workers.
package forest

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
)

// What a table can be refused for; messages add the place.
var (
	ErrEmpty     = errors.New("no rows or no columns")
	ErrShape     = errors.New("shapes differ")
	ErrNotFinite = errors.New("not a finite number")
	ErrOption    = errors.New("option outside its range")
)

// Matrix is a dense table, row after row.
type Matrix struct {
	Rows, Cols int
	Values     []float64
}

// Table copies rows of equal length into a matrix.
func Table(rows [][]float64) (Matrix, error) {
	if len(rows) == 0 || len(rows[0]) == 0 {
		return Matrix{}, ErrEmpty
	}
	m := Matrix{Rows: len(rows), Cols: len(rows[0]), Values: make([]float64, 0, len(rows)*len(rows[0]))}
	for i, r := range rows {
		if len(r) != m.Cols {
			return Matrix{}, fmt.Errorf("row %d has %d columns, the first %d: %w", i, len(r), m.Cols, ErrShape)
		}
		m.Values = append(m.Values, r...)
	}
	return m, m.check()
}

// Row is row i; it is not copied.
func (m Matrix) Row(i int) []float64 { return m.Values[i*m.Cols : (i+1)*m.Cols] }

func (m Matrix) check() error {
	if m.Rows < 1 || m.Cols < 1 {
		return ErrEmpty
	}
	if len(m.Values) != m.Rows*m.Cols {
		return fmt.Errorf("%d values for %d × %d: %w", len(m.Values), m.Rows, m.Cols, ErrShape)
	}
	for i, v := range m.Values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("row %d, column %d: %w", i/m.Cols, i%m.Cols, ErrNotFinite)
		}
	}
	return nil
}

// Options say how trees are grown; a zero value takes the default in brackets.
type Options struct {
	Trees    int     // [200]
	MinLeaf  int     // rows in a leaf at least [5]
	MaxDepth int     // splits from root to leaf at most [no bound]
	Features int     // features tried at each split [a third, at least 1]
	Share    float64 // share of rows that a tree sees, drawn without replacement [.632]
	Bins     int     // bins of a feature, 2 to 256 [64]
	Groups   []int   // if set, one a row: rows of a group are drawn together, so that trees differ by group
	Weights  []float64
	Seed     uint64
	Workers  int // trees grown at once [number of processors]; the result does not depend on it
}

func (o Options) filled(x Matrix) (Options, error) {
	if o.Trees == 0 {
		o.Trees = 200
	}
	if o.MinLeaf == 0 {
		o.MinLeaf = 5
	}
	if o.MaxDepth == 0 {
		o.MaxDepth = math.MaxInt
	}
	if o.Features == 0 {
		o.Features = max(1, x.Cols/3)
	}
	o.Features = min(o.Features, x.Cols)
	if o.Share == 0 {
		o.Share = .632
	}
	if o.Bins == 0 {
		o.Bins = 64
	}
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return o, o.check(x.Rows)
}

func (o Options) check(rows int) error {
	switch {
	case o.Trees < 1 || o.MinLeaf < 1 || o.MaxDepth < 1 || o.Features < 1 || o.Workers < 1:
		return fmt.Errorf("trees, leaf, depth, features and workers have to be at least 1: %w", ErrOption)
	case !(o.Share > 0 && o.Share <= 1):
		return fmt.Errorf("share %v: %w", o.Share, ErrOption)
	case o.Bins < 2 || o.Bins > 256:
		return fmt.Errorf("%d bins: %w", o.Bins, ErrOption)
	case o.Groups != nil && len(o.Groups) != rows:
		return fmt.Errorf("%d groups for %d rows: %w", len(o.Groups), rows, ErrShape)
	case o.Weights != nil && len(o.Weights) != rows:
		return fmt.Errorf("%d weights for %d rows: %w", len(o.Weights), rows, ErrShape)
	}
	for i, w := range o.Weights {
		if !(w > 0) || math.IsInf(w, 0) {
			return fmt.Errorf("weight %d is %v, not above zero: %w", i, w, ErrOption)
		}
	}
	return nil
}

// Forest is a fitted forest.
type Forest struct {
	Cols    int    `json:"cols"`
	Outputs int    `json:"outputs"`
	Trees   []Tree `json:"trees"`
}

// Fit grows a forest for one or more outputs (y has a column for each); a split is chosen for
// the sum over outputs of the fall in squared error, so outputs should be on like scales.
func Fit(x, y Matrix, o Options) (*Forest, error) {
	if err := x.check(); err != nil {
		return nil, fmt.Errorf("features: %w", err)
	}
	if err := y.check(); err != nil {
		return nil, fmt.Errorf("outcomes: %w", err)
	}
	if x.Rows != y.Rows {
		return nil, fmt.Errorf("%d rows of features, %d of outcomes: %w", x.Rows, y.Rows, ErrShape)
	}
	o, err := o.filled(x)
	if err != nil {
		return nil, err
	}
	b := cut(x, o.Bins)
	f := &Forest{Cols: x.Cols, Outputs: y.Cols, Trees: make([]Tree, o.Trees)}
	pick := newPicker(x.Rows, o)
	var wg sync.WaitGroup
	for w := range min(o.Workers, o.Trees) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			g := newGrower(b, y, o)
			for t := w; t < o.Trees; t += o.Workers {
				r := rand.New(rand.NewPCG(o.Seed, uint64(t)))
				f.Trees[t] = g.grow(pick.rows(r), r)
			}
		}()
	}
	wg.Wait()
	return f, nil
}

// Regress fits one outcome.
func Regress(x Matrix, y []float64, o Options) (*Forest, error) {
	return Fit(x, Matrix{Rows: len(y), Cols: 1, Values: y}, o)
}

// Classify fits classes 0 … k−1; Predict gives their probabilities. The squared error of the
// indicators is Gini's impurity.
func Classify(x Matrix, class []int, k int, o Options) (*Forest, error) {
	y, err := indicators(class, k)
	if err != nil {
		return nil, err
	}
	return Fit(x, y, o)
}

func indicators(class []int, k int) (Matrix, error) {
	y := Matrix{Rows: len(class), Cols: k, Values: make([]float64, len(class)*max(k, 0))}
	for i, c := range class {
		if c < 0 || c >= k {
			return y, fmt.Errorf("row %d: class %d of %d: %w", i, c, k, ErrOption)
		}
		y.Values[i*k+c] = 1
	}
	return y, nil
}

// Predict is the mean over trees of the leaf means, one a output, for features x (one a column).
func (f *Forest) Predict(x []float64) []float64 {
	out := make([]float64, f.Outputs)
	for i := range f.Trees {
		for d, v := range f.Trees[i].value(x, f.Outputs) {
			out[d] += v / float64(len(f.Trees))
		}
	}
	return out
}

// Leaf is the training rows, by index, in the leaf of tree t that x falls into. The slice is
// the forest's own: do not change it.
func (f *Forest) Leaf(t int, x []float64) []int32 { return f.Trees[t].leaf(x) }

// Draw draws n training rows, by index: each from the leaf of the next tree in turn, so a row
// comes with the weight that quantile regression forests give it.
func (f *Forest) Draw(x []float64, n int, r *rand.Rand) []int32 {
	out := make([]int32, n)
	leaves := make([][]int32, min(n, len(f.Trees)))
	for t := range leaves {
		leaves[t] = f.Leaf(t, x)
	}
	for i := range out {
		l := leaves[i%len(leaves)]
		out[i] = l[r.IntN(len(l))]
	}
	return out
}

// Refill is a forest with the same splits and other values in its leaves: fill is given the training rows of a leaf, by index, and adds to
// its values, one a output, which are 0 before. The new forest keeps no rows.
func (f *Forest) Refill(outputs int, fill func(rows []int32, values []float64)) *Forest {
	out := &Forest{Cols: f.Cols, Outputs: outputs, Trees: make([]Tree, len(f.Trees))}
	for i, t := range f.Trees {
		leaves := len(t.Values) / f.Outputs
		to := Tree{Nodes: append([]Node(nil), t.Nodes...), Values: make([]float64, leaves*outputs)}
		for j, n := range t.Nodes {
			if n.Feature < 0 {
				fill(t.rows[n.first:n.first+n.n], to.Values[int(n.Left)*outputs:int(n.Left+1)*outputs])
				to.Nodes[j].first, to.Nodes[j].n = 0, 0
			}
		}
		out.Trees[i] = to
	}
	return out
}

// Importance is each feature's share of the fall in squared error over all splits.
func (f *Forest) Importance() []float64 {
	out, sum := make([]float64, f.Cols), 0.0
	for _, t := range f.Trees {
		for _, n := range t.Nodes {
			if n.Feature >= 0 {
				out[n.Feature] += n.Gain
				sum += n.Gain
			}
		}
	}
	for i := range out {
		if sum > 0 {
			out[i] /= sum
		}
	}
	return out
}
