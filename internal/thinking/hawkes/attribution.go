package hawkes

import (
	"gonum.org/v1/gonum/stat/distuv"
)

// Share splits one event into the probability that it came from the baseline and from each
// source stream (stochastic declustering, Zhuang, Ogata and Vere-Jones 2002, JASA 97).
type Share struct {
	Baseline float64
	Source   []float64
}

// Attribute returns the shares of every event under the parameters; each adds up to 1. A
// negative contribution counts as none.
func Attribute(d Data, p Params, b Baseline) ([]Share, error) {
	e, err := prepare(d, p, b)
	if err != nil {
		return nil, err
	}
	e.reset()
	out := make([]Share, len(d.Times))
	last, terms := 0.0, e.l.terms
	for k, t := range d.Times {
		if dt := t - last; dt > 0 {
			e.advance(dt, k)
			last = t
		}
		i := d.Stream[k]
		s := Share{Baseline: e.background(i, k), Source: make([]float64, d.D)}
		total := s.Baseline
		for m := range terms {
			v := max(0, e.alpha[i*terms+m]*e.r[e.l.state[i*terms+m]])
			s.Source[m%d.D] += v
			total += v
		}
		if total > 0 {
			s.Baseline /= total
			for j := range s.Source {
				s.Source[j] /= total
			}
		}
		out[k] = s
	}
	return out, nil
}

// LikelihoodRatio tests n_ij = 0, which lies on the boundary of what is possible: twice the
// difference in log-likelihood is then an even mixture of 0 and χ²₁ (Self and Liang 1987,
// JASA 82), so that p = ½·P(χ²₁ > LR). With a floor ratios may be negative and zero is inside: p = P(χ²₁ > LR), too large for a stream with itself.
func LikelihoodRatio(with, without *Fit) (lr, p float64) {
	lr = max(0, 2*(with.LogLik-without.LogLik))
	if lr == 0 {
		return 0, 1
	}
	p = distuv.ChiSquared{K: 1}.Survival(lr)
	if with.Params.Floor > 0 {
		return lr, p
	}
	return lr, p / 2
}
