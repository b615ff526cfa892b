package hawkes

import "math"

// approach finds where the search begins: each step is a simpler fit that is a better start
// than a guess: one common decay, then the decays' structure, then the second part or the signs.
func (s *search) approach(d Data, b Baseline, o Options) ([]float64, error) {
	simple := o
	switch {
	case o.Inhibition:
		simple.Inhibition, simple.Floor = false, 0
	case o.Decays > 1:
		simple.Decays = 1
	case o.Structure != Common:
		simple.Structure = Common
	default:
		return s.start(), nil
	}
	before, err := newSearch(d, b, simple)
	if err != nil {
		return nil, err
	}
	x, err := before.approach(d, b, simple)
	if err != nil {
		return nil, err
	}
	if x, err = minimize(before, x, 1e-5, o.Iterations); err != nil {
		return nil, err
	}
	before.load(x)
	from := s.from(before.natural())
	switch {
	case o.Inhibition:
		return s.sign(from), nil
	case o.Decays > 1:
		return s.split(from), nil
	}
	return from, nil
}

// split tries pairs of decays around the single ones and several shares of the fast part.
func (s *search) split(x []float64) []float64 {
	var tries [][]float64
	for _, fast := range []float64{1.2, 3, 10} {
		for _, ratio := range []float64{5, 25, 125} {
			for _, share := range []float64{.3, .6, .9} {
				y := append([]float64{}, x...)
				for g := range s.share {
					y[s.decays+g] += math.Log(fast)
					y[s.gaps+g] = math.Log(ratio - 1)
					y[s.shares+g] = math.Log(share / (1 - share))
				}
				tries = append(tries, y)
			}
		}
	}
	return s.best(tries, 3)
}

// sign tries negative ratios where the fit without them has next to none, with the decays as they are
// and others: with a decay far off, the likelihood has maxima where the ratios hardly matter.
func (s *search) sign(x []float64) []float64 {
	tries := [][]float64{x}
	rate := math.Log(s.n / s.e.data.Horizon)
	for _, n := range []float64{-.1, -.4, -1.5} {
		for _, decay := range []float64{math.NaN(), .1, .4, 1.5} {
			y := append([]float64{}, x...)
			for p := range s.held {
				if s.signed(p) && y[s.ratios+p] < .02 {
					y[s.ratios+p] = n
				}
			}
			for g := range s.share {
				if !math.IsNaN(decay) {
					y[s.decays+g] = rate + math.Log(decay)
				}
			}
			tries = append(tries, y)
		}
	}
	return s.best(tries, 5)
}

// best goes down a little from the most likely of the points tried, and returns the lowest that it reaches.
func (s *search) best(tries [][]float64, most int) []float64 {
	values := make([]float64, len(tries))
	for k, y := range tries {
		values[k] = s.at(y)
	}
	out, least := tries[0], math.Inf(1)
	for range min(most, len(tries)) {
		at := 0
		for k := range values {
			if values[k] < values[at] {
				at = k
			}
		}
		y, _ := score(s, tries[at], 1e-5, 25)
		if v := s.at(y); v < least {
			out, least = y, v
		}
		values[at] = math.Inf(1)
	}
	return out
}

// from puts given parameters into the search's; a ratio of zero starts small, but not so small
// that its logarithm has no slope.
func (s *search) from(p Params) []float64 {
	e, d, kb := s.e, s.e.data.D, s.e.base.Len()
	x := make([]float64, s.size)
	log := func(v, least float64) float64 { return math.Log(max(v, least)) }
	n := p.Branching()
	for i := range d {
		shift := 0.0
		if p.Gamma != nil {
			for k, v := range p.Gamma[i] {
				x[s.effects+i*len(s.spread)+k] = v * s.spread[k]
				shift += v * s.mean[k]
			}
		}
		for b := range kb {
			x[i*kb+b] = log(p.Mu[i][min(b, len(p.Mu[i])-1)], 1e-9) + shift
		}
		for j := range d {
			pair, g := i*d+j, e.l.group[i*e.l.terms+j]
			if x[s.ratios+pair] = n[i][j]; !s.signed(pair) {
				x[s.ratios+pair] = log(n[i][j], 1e-3)
			}
			x[s.decays+g] = log(p.Beta[i][j], 1e-12)
			if p.Slow == nil || e.l.parts == 1 {
				continue
			}
			x[s.gaps+g] = log(p.Beta[i][j]/p.Slow.Beta[i][j]-1, 1e-6)
			if fast := p.Alpha[i][j] / p.Beta[i][j]; fast > 0 && fast < n[i][j] {
				x[s.shares+g] = math.Log(fast / (n[i][j] - fast))
			}
		}
	}
	if e.score != nil {
		x[s.kappa] = p.Kappa
	}
	return x
}

// start is half the events from the baseline, the rest from all streams alike, and of a
// few decays the one with the highest likelihood.
func (s *search) start() []float64 {
	d, kb := s.e.data.D, s.e.base.Len()
	x := make([]float64, s.size)
	for i, n := range s.counts {
		for b := range kb {
			x[i*kb+b] = math.Log(float64(n) / s.e.data.Horizon / 2)
		}
		for j := range d {
			share := .5 / float64(d) * float64(n) / float64(s.counts[j])
			x[s.ratios+i*d+j] = math.Log(min(.5, share))
		}
	}
	rate := s.n / s.e.data.Horizon
	best, at := math.Inf(1), 0.0
	decays := x[s.decays:s.gaps]
	for _, f := range []float64{.05, .2, .8, 3} {
		for g := range decays {
			decays[g] = math.Log(f * rate)
		}
		if v := s.at(x); v < best {
			best, at = v, decays[0]
		}
	}
	for g := range decays {
		decays[g] = at
	}
	return x
}

// vanishing is the logarithm of a branching ratio below which it counts as zero: the
// likelihood is then flat in its logarithm.
const vanishing = -12

// snap takes ratios that the search left near zero all the way down when that does not cost likelihood.
func (s *search) snap(x []float64) []float64 {
	y := append([]float64{}, x...)
	near := false
	value := s.at(x)
	for p := range s.held {
		if k := s.ratios + p; !s.signed(p) && !s.held[p] && x[k] < math.Log(1e-3) && x[k] > 2*vanishing {
			y[k], near = 2*vanishing, true
		}
	}
	if near && s.at(y) <= value {
		return y
	}
	return x
}

// free lists the parameters that are not on a boundary.
func (s *search) free(x []float64) []int {
	var out []int
	for k, v := range x {
		switch {
		case k < s.ratios:
			if v < 2*vanishing {
				continue
			}
		case k < s.decays:
			if s.held[k-s.ratios] || !s.signed(k-s.ratios) && v < vanishing {
				continue
			}
		case k >= s.gaps && k < s.effects:
			if math.Abs(v) > -vanishing {
				continue
			}
		}
		out = append(out, k)
	}
	return out
}
