package hawkes

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
)

// ErrOnward is what a process cannot be simulated on with.
var ErrOnward = errors.New("marks, covariates and negative jumps cannot be simulated on")

// Onward simulates a process on from the end of its data: what the events on record are still to set off,
// what comes of itself at the baseline's last level, and what these set off in turn.
type Onward struct {
	p    Params
	rate []float64     // of each stream's baseline, held
	due  [][][]float64 // events still to be set off by those on record, by part, receiver and source
}

// NewOnward readies the parameters p with baseline b for the events after those of d. Marks, covariates and floors are refused
// with ErrOnward, a process with a spectral radius of 1 or more with ErrExplosive.
func NewOnward(d Data, p Params, b Baseline) (*Onward, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	if p.Kappa != 0 || p.Gamma != nil || p.Floor > 0 {
		return nil, fmt.Errorf("hawkes: %w", ErrOnward)
	}
	if err := simulable(p, World{Baseline: b}); err != nil {
		return nil, err
	}
	if p.D() != d.D {
		return nil, fmt.Errorf("hawkes: parameters of %d streams for %d: %w", p.D(), d.D, ErrStream)
	}
	o := &Onward{p: p}
	for i := range d.D {
		o.rate = append(o.rate, p.Mu[i][b.Len()-1])
	}
	for _, k := range p.parts() {
		due := make([][]float64, d.D)
		for i := range due {
			due[i] = make([]float64, d.D)
			for e, t := range d.Times {
				j := d.Stream[e]
				due[i][j] += k.Alpha[i][j] / k.Beta[i][j] * math.Exp(-k.Beta[i][j]*(d.Horizon-t))
			}
		}
		o.due = append(o.due, due)
	}
	return o, nil
}

// Draw simulates once, by the cluster representation (Hawkes and Oakes 1974, J. Appl. Prob. 11), and calls event
// with the time since the end of the data and the stream of each event up to the time to; not in the order of time.
func (o *Onward) Draw(to float64, r *rand.Rand, event func(after float64, stream int)) {
	type one struct {
		t float64
		s int
	}
	var later []one
	for i, rate := range o.rate {
		for range poissonDraw(rate*to, r) {
			later = append(later, one{r.Float64() * to, i})
		}
		for c, k := range o.p.parts() {
			for j, due := range o.due[c][i] {
				for range poissonDraw(due, r) {
					later = append(later, one{r.ExpFloat64() / k.Beta[i][j], i})
				}
			}
		}
	}
	for len(later) > 0 {
		e := later[len(later)-1]
		later = later[:len(later)-1]
		if e.t > to {
			continue
		}
		event(e.t, e.s)
		for _, k := range o.p.parts() {
			for i := range o.rate {
				for range poissonDraw(k.Alpha[i][e.s]/k.Beta[i][e.s], r) {
					later = append(later, one{e.t + r.ExpFloat64()/k.Beta[i][e.s], i})
				}
			}
		}
	}
}
