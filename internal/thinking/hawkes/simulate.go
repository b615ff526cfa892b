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

func simulable(p Params, horizon float64) error {
	if err := p.Check(); err != nil {
		return err
	}
	if !(horizon > 0) || math.IsInf(horizon, 1) {
		return fmt.Errorf("hawkes: %w: %v", ErrHorizon, horizon)
	}
	if len(p.Mu[0]) != 1 {
		return errors.New("hawkes: simulation takes a constant baseline")
	}
	if r := SpectralRadius(p.Branching()); !(r < 1) {
		return fmt.Errorf("hawkes: %w (%.3f)", ErrExplosive, r)
	}
	return nil
}

// Thin simulates unmarked events over [0, horizon] by Ogata's thinning (1981, IEEE Trans.
// Inf. Theory 27): between events the intensity only falls, so the present total bounds it.
func Thin(p Params, horizon float64, r *rand.Rand) (Data, error) {
	if err := simulable(p, horizon); err != nil {
		return Data{}, err
	}
	d := p.D()
	out := Data{D: d, Horizon: horizon}
	excite := make([]float64, d*d) // Σ e^{−β_ij(t−t_k)} by pair
	lambda := make([]float64, d)
	t := 0.0
	for {
		total := 0.0
		for i := range d {
			total += intensity(p, excite, i)
		}
		if !(total > 0) {
			return out, nil
		}
		dt := r.ExpFloat64() / total
		if t += dt; t > horizon {
			return out, nil
		}
		for i := range d {
			for j := range d {
				excite[i*d+j] *= math.Exp(-p.Beta[i][j] * dt)
			}
		}
		now := 0.0
		for i := range d {
			lambda[i] = intensity(p, excite, i)
			now += lambda[i]
		}
		u := r.Float64() * total
		if u >= now {
			continue
		}
		i := 0
		for u >= lambda[i] && i < d-1 {
			u -= lambda[i]
			i++
		}
		out.Times, out.Stream = append(out.Times, t), append(out.Stream, i)
		if len(out.Times) > MaxEvents {
			return out, fmt.Errorf("hawkes: %w", ErrTooMany)
		}
		for k := range d {
			excite[k*d+i]++
		}
	}
}

func intensity(p Params, excite []float64, i int) float64 {
	d := p.D()
	l := p.Mu[i][0]
	for j := range d {
		l += p.Alpha[i][j] * excite[i*d+j]
	}
	return l
}

// Branch simulates by the cluster representation (Hawkes and Oakes 1974, J. Appl. Prob. 11):
// immigrants from the baseline, each with Poisson(n_ij) offspring after exponential delays.
// It agrees with Thin in law.
func Branch(p Params, horizon float64, r *rand.Rand) (Data, error) {
	if err := simulable(p, horizon); err != nil {
		return Data{}, err
	}
	type event struct {
		t float64
		s int
	}
	d := p.D()
	var queue, all []event
	for i := range d {
		for range poissonDraw(p.Mu[i][0]*horizon, r) {
			queue = append(queue, event{r.Float64() * horizon, i})
		}
	}
	for len(queue) > 0 {
		e := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if all = append(all, e); len(all) > MaxEvents {
			return Data{}, fmt.Errorf("hawkes: %w", ErrTooMany)
		}
		for i := range d {
			for range poissonDraw(p.Alpha[i][e.s]/p.Beta[i][e.s], r) {
				if t := e.t + r.ExpFloat64()/p.Beta[i][e.s]; t <= horizon {
					queue = append(queue, event{t, i})
				}
			}
		}
	}
	sort.Slice(all, func(a, b int) bool { return all[a].t < all[b].t })
	out := Data{D: d, Horizon: horizon, Times: make([]float64, len(all)), Stream: make([]int, len(all))}
	for k, e := range all {
		out.Times[k], out.Stream[k] = e.t, e.s
	}
	return out, nil
}

func poissonDraw(mean float64, r *rand.Rand) int {
	if mean <= 0 {
		return 0
	}
	return int(distuv.Poisson{Lambda: mean, Src: r}.Rand())
}
