package hawkes

import (
	"errors"
	"fmt"
	"math"
)

// MarkForm says how a mark m scales the excitation of its event.
type MarkForm string

// The forms. Power suits counts such as deaths, Exponential magnitudes that are
// logarithms already. In both g = 1 at m = 0. Empty is Power.
const (
	Power       MarkForm = "power" // g(m) = (1+m)^κ
	Exponential MarkForm = "exp"   // g(m) = exp(κ·m)
)

// ErrForm means that a mark form is neither power nor exp.
var ErrForm = errors.New("the mark form is not one of power, exp")

// of is x in g = exp(κ·x).
func (f MarkForm) of(m float64) (float64, error) {
	switch f {
	case Power, "":
		return math.Log1p(m), nil
	case Exponential:
		return m, nil
	}
	return 0, fmt.Errorf("hawkes: %w: %q", ErrForm, f)
}

// scores returns x of every mark.
func (f MarkForm) scores(marks []float64) ([]float64, error) {
	out := make([]float64, len(marks))
	for k, m := range marks {
		x, err := f.of(m)
		if err != nil {
			return nil, err
		}
		out[k] = x
	}
	return out, nil
}

// MeanScale returns the mean of g over the marks of each stream: n_ij·ḡ_j is the mean number of
// events of i that an event of j sets off. Without marks it is 1; for a stream without events NaN.
func MeanScale(d Data, p Params) ([]float64, error) {
	out := make([]float64, d.D)
	counts := d.Counts()
	if d.Marks == nil {
		for j := range out {
			out[j] = 1
		}
		return out, nil
	}
	x, err := p.Form.scores(d.Marks)
	if err != nil {
		return nil, err
	}
	for k, s := range d.Stream {
		out[s] += math.Exp(p.Kappa*x[k]) / float64(counts[s])
	}
	for j, n := range counts {
		if n == 0 {
			out[j] = math.NaN()
		}
	}
	return out, nil
}
