package trend

// smoother holds the predicted and filtered distributions of every week of one chain; it is reused between chains.
type smoother struct {
	predicted, filtered []cells
	ratio, back         cells
}

func newSmoother(weeks, n int) *smoother {
	// One block of memory for all distributions.
	block := make([]float64, (2*weeks+2)*n)
	next := func() cells {
		c := cells{mass: block[:n:n]}
		block = block[n:]
		return c
	}
	s := &smoother{predicted: make([]cells, weeks), filtered: make([]cells, weeks), ratio: next(), back: next()}
	for t := range weeks {
		s.predicted[t], s.filtered[t] = next(), next()
	}
	return s
}

func (c *cells) copyOf(src cells) {
	c.from, c.to = src.from, src.to
	copy(c.mass[src.from:src.to], src.mass[src.from:src.to])
}

// run visits the distribution of x_t given all weeks, for t from the last week back to week first; a visited
// distribution is valid during the visit only. Fixed-interval smoothing on the grid, Kitagawa 1987, eq. 2.4:
//
//	p(x_t | all) = p(x_t | y_1..t) · Σ K(x_t, x_{t+1}) · p(x_{t+1} | all) / p(x_{t+1} | y_1..t)
func (s *smoother) run(c chain, first int, visit func(t int, p cells)) {
	scratch := c.scratch()
	last := len(c.week) - 1
	for t := range c.week {
		if t == 0 {
			s.predicted[0].copyOf(uniform(c.n))
		} else {
			c.kernel.spread(&s.predicted[t], s.filtered[t-1], scratch)
		}
		s.filtered[t].copyOf(s.predicted[t])
		c.observe(&s.filtered[t], t)
	}
	visit(last, s.filtered[last])
	for t := last - 1; t >= first; t-- {
		after, before, p := s.filtered[t+1], s.predicted[t+1], &s.filtered[t]
		s.ratio.from, s.ratio.to = after.from, after.to
		for i := after.from; i < after.to; i++ {
			s.ratio.mass[i] = 0
			if before.mass[i] > 0 {
				s.ratio.mass[i] = after.mass[i] / before.mass[i]
			}
		}
		c.kernel.spread(&s.back, s.ratio, scratch)
		s.back.clearOutside()
		sum := 0.0
		for i := p.from; i < p.to; i++ {
			p.mass[i] *= s.back.mass[i]
			sum += p.mass[i]
		}
		p.trim()
		for i := p.from; i < p.to; i++ {
			p.mass[i] /= sum
		}
		visit(t, *p)
	}
}
