package hawkes

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// ErrExplosive means that the branching matrix has a spectral radius of 1 or more, so that a
// simulation would not end.
var ErrExplosive = errors.New("the process is explosive: its spectral radius is 1 or more")

// ErrTooMany means that a simulation passed MaxEvents.
var ErrTooMany = errors.New("too many simulated events")

// MaxEvents bounds a simulation.
const MaxEvents = 50_000_000

// World is what a simulation needs beside the parameters.
type World struct {
	Baseline   Baseline
	Covariates *Covariates
	// Marks, when given, are drawn from with replacement, by stream; they do not depend on the past.
	Marks [][]float64
}

// Around is the world of a data set: its covariates, and its marks to draw from.
func Around(d Data, b Baseline) World {
	w := World{Baseline: b, Covariates: d.Covariates}
	if d.Marks != nil {
		w.Marks = make([][]float64, d.D)
		for k, s := range d.Stream {
			w.Marks[s] = append(w.Marks[s], d.Marks[k])
		}
	}
	return w
}

// Simulate draws the events of one window: by branching, and by thinning when the parameters have a floor.
// It fails with ErrExplosive when the spectral radius, with the mean of g over the marks, is 1 or more.
func Simulate(p Params, w World, r *rand.Rand) (Data, error) {
	if p.Floor > 0 {
		return thin(p, w, r)
	}
	return branch(p, w, r)
}

// Thin simulates unmarked events over [0, horizon] by Ogata's thinning (1981, IEEE Trans.
// Inf. Theory 27): between events the excitation only falls, so what it is now bounds it; a negative one counts as none.
func Thin(p Params, horizon float64, r *rand.Rand) (Data, error) {
	return thin(p, World{Baseline: Constant(horizon)}, r)
}

// Branch simulates by the cluster representation (Hawkes and Oakes 1974, J. Appl. Prob. 11):
// immigrants from the baseline, each with Poisson(n_ij) offspring after exponential delays.
// It agrees with Thin in law, and takes no floor.
func Branch(p Params, horizon float64, r *rand.Rand) (Data, error) {
	return branch(p, World{Baseline: Constant(horizon)}, r)
}

// simulable checks that the parameters go with the world and that the events will end.
func simulable(p Params, w World) error {
	if err := p.Check(); err != nil {
		return err
	}
	d, horizon := p.D(), w.Baseline.horizon
	if !(horizon > 0) || math.IsInf(horizon, 1) {
		return fmt.Errorf("hawkes: %w: %v", ErrHorizon, horizon)
	}
	if len(p.Mu[0]) != w.Baseline.Len() {
		return fmt.Errorf("hawkes: %d baseline coefficients for %d functions", len(p.Mu[0]), w.Baseline.Len())
	}
	if w.Covariates != nil {
		if err := w.Covariates.Check(); err != nil {
			return err
		}
	}
	if (p.Gamma != nil) != (w.Covariates != nil) || p.Gamma != nil && len(p.Gamma[0]) != w.Covariates.width() {
		return fmt.Errorf("hawkes: %w: the parameters are for others", ErrCovariates)
	}
	if w.Marks != nil && len(w.Marks) != d {
		return fmt.Errorf("hawkes: marks for %d streams of %d: %w", len(w.Marks), d, ErrMark)
	}
	n := p.Branching()
	for i := range n {
		for j := range n[i] {
			n[i][j] = max(0, n[i][j]) * w.meanScale(p, j)
		}
	}
	if r := SpectralRadius(n); !(r < 1) {
		return fmt.Errorf("hawkes: %w (%.3f)", ErrExplosive, r)
	}
	return nil
}

// meanScale is the mean of g over the marks that stream j draws from.
func (w World) meanScale(p Params, j int) float64 {
	if w.Marks == nil || len(w.Marks[j]) == 0 {
		return 1
	}
	sum := 0.0
	for _, m := range w.Marks[j] {
		x, _ := p.Form.of(m) // the form was checked
		sum += math.Exp(p.Kappa * x)
	}
	return sum / float64(len(w.Marks[j]))
}

// mark draws a mark of stream j and its g.
func (w World) mark(p Params, j int, r *rand.Rand) (m, g float64) {
	if w.Marks == nil || len(w.Marks[j]) == 0 {
		return 0, 1
	}
	m = w.Marks[j][r.IntN(len(w.Marks[j]))]
	x, _ := p.Form.of(m)
	return m, math.Exp(p.Kappa * x)
}

// event is a simulated event.
type event struct {
	t    float64
	s    int
	m, g float64
}

// gather sorts events and makes a data set of them.
func gather(all []event, d int, w World) Data {
	sort.Slice(all, func(a, b int) bool { return all[a].t < all[b].t })
	out := Data{D: d, Horizon: w.Baseline.horizon, Covariates: w.Covariates, Times: make([]float64, len(all)), Stream: make([]int, len(all))}
	if w.Marks != nil {
		out.Marks = make([]float64, len(all))
	}
	for k, e := range all {
		out.Times[k], out.Stream[k] = e.t, e.s
		if w.Marks != nil {
			out.Marks[k] = e.m
		}
	}
	return out
}

// SimulateByBranching is Branch in a world.
func SimulateByBranching(p Params, w World, r *rand.Rand) (Data, error) { return branch(p, w, r) }

// SimulateByThinning is Thin in a world.
func SimulateByThinning(p Params, w World, r *rand.Rand) (Data, error) { return thin(p, w, r) }

func branch(p Params, w World, r *rand.Rand) (Data, error) { return cluster(p, w, r, nil) }

// cluster is branch with delays of its own, when they are given.
func cluster(p Params, w World, r *rand.Rand, delay func() float64) (Data, error) {
	if err := simulable(p, w); err != nil {
		return Data{}, err
	}
	if p.Floor > 0 {
		return Data{}, fmt.Errorf("hawkes: branching: %w", ErrFloor)
	}
	d, horizon := p.D(), w.Baseline.horizon
	var queue, all []event
	for _, s := range stretches(p, w) {
		for i := range d {
			for range poissonDraw(s.mass(i), r) {
				queue = append(queue, event{t: s.draw(i, r), s: i})
			}
		}
	}
	for len(queue) > 0 {
		e := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		e.m, e.g = w.mark(p, e.s, r)
		if all = append(all, e); len(all) > MaxEvents {
			return Data{}, fmt.Errorf("hawkes: %w", ErrTooMany)
		}
		for _, k := range p.parts() {
			for i := range d {
				for range poissonDraw(e.g*k.Alpha[i][e.s]/k.Beta[i][e.s], r) {
					after := 0.0
					if delay != nil {
						after = delay()
					} else {
						after = r.ExpFloat64() / k.Beta[i][e.s]
					}
					if t := e.t + after; t <= horizon {
						queue = append(queue, event{t: t, s: i})
					}
				}
			}
		}
	}
	return gather(all, d, w), nil
}

func poissonDraw(mean float64, r *rand.Rand) int {
	if mean <= 0 {
		return 0
	}
	if mean < 10 {
		// By the exponential gaps of a unit-rate process: no set-up.
		n := 0
		for t := r.ExpFloat64(); t < mean; t += r.ExpFloat64() {
			n++
		}
		return n
	}
	return int(distuv.Poisson{Lambda: mean, Src: r}.Rand())
}

// stretch is a part of the window in which every baseline is linear, from low to high by stream.
type stretch struct {
	from, to  float64
	low, high []float64
}

func stretches(p Params, w World) []stretch {
	d, kb := p.D(), w.Baseline.Len()
	var out []stretch
	for _, c := range pieces(w.Baseline, w.Covariates) {
		s := stretch{from: c.from, to: c.to, low: make([]float64, d), high: make([]float64, d)}
		for i := range d {
			tilt := 0.0
			if p.Gamma != nil {
				for k, x := range w.Covariates.Values[c.step] {
					tilt += p.Gamma[i][k] * x
				}
			}
			at := func(t float64) float64 {
				// Both ends are taken in the piece's own pair of basis functions.
				x := 0.0
				if kb > 1 {
					x = t/w.Baseline.horizon*float64(kb-1) - float64(c.first)
				}
				return (p.Mu[i][c.first]*(1-x) + p.Mu[i][min(c.first+1, kb-1)]*x) * math.Exp(tilt)
			}
			s.low[i], s.high[i] = max(0, at(c.from)), max(0, at(c.to))
		}
		out = append(out, s)
	}
	return out
}

func (s stretch) mass(i int) float64 { return (s.low[i] + s.high[i]) / 2 * (s.to - s.from) }

// draw draws a time with density proportional to the baseline: the uniform density where a second
// draw falls below the line, else mirrored.
func (s stretch) draw(i int, r *rand.Rand) float64 {
	u := r.Float64()
	a, b := s.low[i], s.high[i]
	if a != b && r.Float64()*(a+b) > a+(b-a)*u {
		u = 1 - u
	}
	return s.from + u*(s.to-s.from)
}
