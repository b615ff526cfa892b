package hawkes

import (
	"fmt"
	"math/rand/v2"
)

// thinning is the state of a simulation by thinning: what earlier events add, by state of the layout.
type thinning struct {
	p       Params
	l       *layout
	alpha   []float64 // by receiver and term
	beta    []float64
	r       []float64
	decayed []float64
	states  [][]int
}

func newThinning(p Params) (*thinning, error) {
	l, err := newLayout(p.structure(), p.D(), len(p.parts()))
	if err != nil {
		return nil, err
	}
	d := p.D()
	h := &thinning{p: p, l: l, alpha: make([]float64, d*l.terms), beta: make([]float64, l.decays), decayed: make([]float64, l.decays), r: make([]float64, len(l.source)), states: make([][]int, d)}
	for c, k := range p.parts() {
		for i := range d {
			for j := range d {
				at := i*l.terms + c*d + j
				h.alpha[at], h.beta[l.group[at]] = k.Alpha[i][j], k.Beta[i][j]
			}
		}
	}
	for s, j := range l.source {
		h.states[j] = append(h.states[j], s)
	}
	return h, nil
}

// excess is what earlier events add to stream i, and the sum of the positive parts, which bounds it until the
// next event.
func (h *thinning) excess(i int) (sum, bound float64) {
	for m, s := range h.l.state[i*h.l.terms : (i+1)*h.l.terms] {
		v := h.alpha[i*h.l.terms+m] * h.r[s]
		sum += v
		bound += max(0, v)
	}
	return sum, bound
}

func (h *thinning) decay(dt float64) {
	fade(h.decayed, h.beta, dt)
	for s, g := range h.l.decay {
		h.r[s] *= h.decayed[g]
	}
}

func thin(p Params, w World, r *rand.Rand) (Data, error) {
	if err := simulable(p, w); err != nil {
		return Data{}, err
	}
	h, err := newThinning(p)
	if err != nil {
		return Data{}, err
	}
	var all []event
	lambda := make([]float64, p.D())
	for _, s := range stretches(p, w) {
		for t := s.from; ; {
			total := 0.0
			for i := range lambda {
				_, bound := h.excess(i)
				total += max(s.low[i], s.high[i]) + bound
			}
			dt := s.to - t
			if total > 0 {
				dt = min(dt, r.ExpFloat64()/total)
			}
			h.decay(dt)
			if t += dt; t >= s.to {
				break
			}
			now, share := 0.0, (t-s.from)/(s.to-s.from)
			for i := range lambda {
				base := s.low[i] + share*(s.high[i]-s.low[i])
				sum, _ := h.excess(i)
				lambda[i] = max(base+sum, p.Floor*base)
				now += lambda[i]
			}
			u := r.Float64() * total
			if u >= now {
				continue
			}
			i := 0
			for u >= lambda[i] && i < len(lambda)-1 {
				u -= lambda[i]
				i++
			}
			e := event{t: t, s: i}
			e.m, e.g = w.mark(p, i, r)
			if all = append(all, e); len(all) > MaxEvents {
				return Data{}, fmt.Errorf("hawkes: %w", ErrTooMany)
			}
			for _, at := range h.states[i] {
				h.r[at] += e.g
			}
		}
	}
	return gather(all, p.D(), w), nil
}
