package hawkes

import (
	"errors"
	"fmt"
	"math"
	"sort"
)

// ErrCovariates means that covariates cannot be used; the message says why.
var ErrCovariates = errors.New("covariates cannot be used")

// Covariates are values that are constant between their times: row s of Values holds from
// From[s] until From[s+1], the last one until the horizon. From[0] is 0 or less.
type Covariates struct {
	Names  []string // one a column
	From   []float64
	Values [][]float64 // [step][column]
}

// Check returns what is wrong with the covariates.
func (c *Covariates) Check() error {
	bad := func(format string, a ...any) error {
		return fmt.Errorf("hawkes: %w: %s", ErrCovariates, fmt.Sprintf(format, a...))
	}
	if len(c.From) == 0 || len(c.From) != len(c.Values) || len(c.Values[0]) == 0 {
		return bad("%d times, %d rows of values", len(c.From), len(c.Values))
	}
	if !(c.From[0] <= 0) {
		return bad("they begin at %v, after the window", c.From[0])
	}
	for s, v := range c.Values {
		if s > 0 && !(c.From[s] > c.From[s-1]) || math.IsInf(c.From[s], 0) {
			return bad("time %d is %v after %v", s, c.From[s], c.From[max(0, s-1)])
		}
		if len(v) != len(c.Values[0]) {
			return bad("row %d has not %d values", s, len(c.Values[0]))
		}
		for _, x := range v {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return bad("row %d has %v", s, x)
			}
		}
	}
	return nil
}

// width is the number of covariates; 0 without any.
func (c *Covariates) width() int {
	if c == nil {
		return 0
	}
	return len(c.Values[0])
}

// steps is the number of steps, 1 without covariates.
func (c *Covariates) steps() int {
	if c == nil {
		return 1
	}
	return len(c.From)
}

// at is the step that holds at t.
func (c *Covariates) at(t float64) int {
	if c == nil {
		return 0
	}
	return max(0, sort.Search(len(c.From), func(s int) bool { return c.From[s] > t })-1)
}

// scaled returns the covariates with mean 0 and spread 1 over the window, for the search, and what
// undoes it. A column that does not move has no effect that could be told from the baseline's.
func (c *Covariates) scaled(horizon float64) (out *Covariates, mean, spread []float64, err error) {
	w := c.width()
	mean, spread = make([]float64, w), make([]float64, w)
	length := func(s int) float64 {
		to := horizon
		if s+1 < len(c.From) {
			to = min(to, c.From[s+1])
		}
		return max(0, to-max(0, c.From[s])) / horizon
	}
	for s, v := range c.Values {
		for k, x := range v {
			mean[k] += x * length(s)
		}
	}
	for s, v := range c.Values {
		for k, x := range v {
			spread[k] += (x - mean[k]) * (x - mean[k]) * length(s)
		}
	}
	for k := range spread {
		if spread[k] = math.Sqrt(spread[k]); !(spread[k] > 1e-12*(1+math.Abs(mean[k]))) {
			return nil, nil, nil, fmt.Errorf("hawkes: %w: column %d does not change within the window", ErrCovariates, k)
		}
	}
	out = &Covariates{Names: c.Names, From: c.From}
	for _, v := range c.Values {
		row := make([]float64, w)
		for k, x := range v {
			row[k] = (x - mean[k]) / spread[k]
		}
		out.Values = append(out.Values, row)
	}
	return out, mean, spread, nil
}

// piece is a stretch of the window in which one covariate step holds and the baseline is linear: V and w
// are the integrals over it of basis function first and of the next one.
type piece struct {
	from, to float64
	step     int
	first    int
	v, w     float64
}

// pieces cuts the window at the knots of the baseline and at the steps of the covariates.
func pieces(b Baseline, c *Covariates) []piece {
	cuts := []float64{0, b.horizon}
	for k := 1; k < b.knots-1; k++ {
		cuts = append(cuts, b.horizon*float64(k)/float64(b.knots-1))
	}
	if c != nil {
		for _, t := range c.From {
			if t > 0 && t < b.horizon {
				cuts = append(cuts, t)
			}
		}
	}
	sort.Float64s(cuts)
	var out []piece
	for k := 1; k < len(cuts); k++ {
		from, to := cuts[k-1], cuts[k]
		if to <= from {
			continue
		}
		p := piece{from: from, to: to, step: c.at((from + to) / 2)}
		// Linear within the piece, so that the middle gives the mean.
		first, v, w := b.At((from + to) / 2)
		p.first, p.v, p.w = first, v*(to-from), w*(to-from)
		out = append(out, p)
	}
	return out
}
