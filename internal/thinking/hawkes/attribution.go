package hawkes

import (
	"fmt"

	"gonum.org/v1/gonum/stat/distuv"
)

// Share splits one event into the probability that it came from the baseline and from each
// source stream (stochastic declustering, Zhuang, Ogata and Vere-Jones 2002, JASA 97).
type Share struct {
	Baseline float64
	Source   []float64
}

// Attribute returns the shares of every event under the parameters; each adds up to 1.
func Attribute(d Data, p Params, b Baseline) ([]Share, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	if err := p.Check(); err != nil {
		return nil, err
	}
	if len(p.Mu[0]) != b.Len() {
		return nil, fmt.Errorf("hawkes: %d baseline coefficients for %d functions", len(p.Mu[0]), b.Len())
	}
	e, err := newEvaluator(d, b, p.structure())
	if err != nil {
		return nil, err
	}
	e.set(p)
	e.weigh()
	out := make([]Share, len(d.Times))
	last := 0.0
	for k, t := range d.Times {
		if dt := t - last; dt > 0 {
			e.advance(dt)
			last = t
		}
		i := d.Stream[k]
		f, v, w := b.At(t)
		base := p.Mu[i][f] * v
		if w > 0 {
			base += p.Mu[i][f+1] * w
		}
		s := Share{Baseline: base, Source: make([]float64, d.D)}
		total := base
		for j := range d.D {
			s.Source[j] = p.Alpha[i][j] * e.r[e.l.state[i*d.D+j]]
			total += s.Source[j]
		}
		if total > 0 {
			s.Baseline /= total
			for j := range s.Source {
				s.Source[j] /= total
			}
		}
		out[k] = s
		if e.marked {
			e.pend[i] += e.weight[k]
		} else {
			e.pend[i]++
		}
	}
	return out, nil
}

// LikelihoodRatio tests n_ij = 0, which lies on the boundary of what is possible: twice the
// difference in log-likelihood is then an even mixture of 0 and χ²₁ (Self and Liang 1987,
// JASA 82), so that p = ½·P(χ²₁ > LR).
func LikelihoodRatio(with, without *Fit) (lr, p float64) {
	lr = max(0, 2*(with.LogLik-without.LogLik))
	if lr == 0 {
		return 0, 1
	}
	return lr, distuv.ChiSquared{K: 1}.Survival(lr) / 2
}
