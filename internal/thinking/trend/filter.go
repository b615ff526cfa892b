package trend

import "math"

const (
	tailShare = 1e-13  // cells below this share of the largest are dropped at both ends of a distribution
	underflow = 1e-200 // evidence below this is computed again in logarithms
)

// chain is the model at one pair (σ, φ), with its weeks.
type chain struct {
	kernel kernel
	rows   []likelihood // by observation
	week   []int        // observation of each week, or missing
	n      int          // cells of the grid
}

func (c chain) scratch() []float64 { return make([]float64, c.n+2*c.kernel.reach) }

// condition turns p(x) into p(x | y), in place, and returns log p(y). Trims the tails of the result.
func (l likelihood) condition(p *cells) float64 {
	sum := 0.0
	mass, relative := p.mass[p.from:p.to], l.relative[p.from:p.to]
	for i, r := range relative {
		sum += mass[i] * r
	}
	evidence := l.peak
	if sum >= underflow {
		for i, r := range relative {
			mass[i] *= r
		}
	} else {
		evidence, sum = l.conditionInLogs(p)
	}
	p.trim()
	for i := p.from; i < p.to; i++ {
		p.mass[i] /= sum
	}
	return evidence + math.Log(sum)
}

// conditionInLogs serves a count that is all but impossible under p: it leaves mass·likelihood scaled by exp(−peak)
// and returns that peak and the scaled sum, which is at least 1.
func (l likelihood) conditionInLogs(p *cells) (peak, sum float64) {
	peak = math.Inf(-1)
	for i := p.from; i < p.to; i++ {
		if p.mass[i] > 0 {
			peak = max(peak, math.Log(p.mass[i])+l.log[i])
		}
	}
	for i := p.from; i < p.to; i++ {
		if p.mass[i] > 0 {
			p.mass[i] = math.Exp(math.Log(p.mass[i]) + l.log[i] - peak)
			sum += p.mass[i]
		}
	}
	return peak, sum
}

// trim narrows [from, to) to the cells that matter; this is what makes the filter fast.
func (c *cells) trim() {
	largest := 0.0
	for _, m := range c.mass[c.from:c.to] {
		largest = max(largest, m)
	}
	for c.from < c.to-1 && c.mass[c.from] <= largest*tailShare {
		c.from++
	}
	for c.to-1 > c.from && c.mass[c.to-1] <= largest*tailShare {
		c.to--
	}
}

// uniform is the prior of the first week.
func uniform(n int) cells {
	c := cells{mass: make([]float64, n), to: n}
	for i := range c.mass {
		c.mass[i] = 1 / float64(n)
	}
	return c
}

// observe conditions on week t, if it was observed, and returns its log evidence.
func (c chain) observe(p *cells, t int) float64 {
	if c.week[t] == missing {
		return 0
	}
	return c.rows[c.week[t]].condition(p)
}

// advance carries the distribution of x_from given weeks up to from to that of x_to given weeks up to to, in place,
// and returns log p(y_{from+1..to} | …). Kitagawa 1987, eqs. 2.2 and 2.3.
func (c chain) advance(p *cells, from, to int, scratch []float64) float64 {
	log := 0.0
	for t := from + 1; t <= to; t++ {
		c.kernel.spread(p, *p, scratch)
		log += c.observe(p, t)
	}
	return log
}

// filter returns the distribution of x_t given weeks 0..t, and the log marginal likelihood of those weeks.
func (c chain) filter(t int) (cells, float64) {
	p := uniform(c.n)
	log := c.observe(&p, 0)
	log += c.advance(&p, 0, t, c.scratch())
	return p, log
}
