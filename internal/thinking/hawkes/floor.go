package hawkes

import (
	"fmt"
	"math"
)

// With a floor φ the intensity is λ_i(t) = max(φ·μ_i(t), μ_i(t) + Σ_j Σ_k α_ij·g(m_k)·e^{−β_i·(t−t_k)}), so that
// an event of another stream may lower it, but never below the share φ of the baseline. With a baseline
// that is constant between steps and one decay for all sources of a receiver, everything above the
// baseline decays together: between two events the floor is left at most once and never reached
// anew, at a time in closed form, so that the compensator is exact. Elsewhere it is refused.

// guard refuses what has no exact integral.
func (e *evaluator) guard() error {
	if e.base.knots > 1 || e.l.parts > 1 {
		return fmt.Errorf("hawkes: %w", ErrFloor)
	}
	d := e.data.D
	for i := range d {
		for j := range d {
			if e.l.group[i*d+j] != e.l.group[i*d] {
				return fmt.Errorf("hawkes: %w", ErrFloor)
			}
		}
	}
	return nil
}

// runFloored is run with a floor: the compensator is summed from one cut to the next.
func (e *evaluator) runFloored() float64 {
	e.reset()
	ll, at, total := 0.0, &cursor{e: e}, make([]float64, e.data.D)
	for k, t := range e.data.Times {
		at.to(t, k, total)
		i := e.data.Stream[k]
		base := e.background(i, k)
		lambda := base + e.excess(i)
		if lambda <= e.floor*base {
			ll += math.Log(e.floor * base)
			e.gainBase(i, k, 1/base)
			if e.info != nil {
				e.informBlock(i, k, 1/base, true)
			}
			continue
		}
		ll += math.Log(lambda)
		e.gain(i, k, 1/lambda)
	}
	at.to(e.data.Horizon, len(e.data.Times), total)
	for _, v := range total {
		ll -= v
	}
	e.untilt()
	e.collect()
	return ll
}

// excess is what the events so far add to the intensity of stream i.
func (e *evaluator) excess(i int) float64 {
	d := e.data.D
	sum := 0.0
	for j, s := range e.l.state[i*d : (i+1)*d] {
		sum += e.alpha[i*d+j] * e.r[s]
	}
	return sum
}

// cursor walks the window over events and covariate steps.
type cursor struct {
	e     *evaluator
	t     float64
	piece int
}

// to moves to time t, before which events up to next have happened, and adds the integrals of
// the intensities to sum.
func (c *cursor) to(t float64, next int, sum []float64) {
	e := c.e
	if t > c.t {
		e.take(next)
	}
	for c.t < t {
		for c.piece+1 < len(e.pieces) && e.pieces[c.piece].to <= c.t {
			c.piece++
		}
		end := t
		if c.piece+1 < len(e.pieces) {
			end = min(t, e.pieces[c.piece].to)
		}
		for i := range e.data.D {
			sum[i] += e.stretch(i, e.pieces[c.piece].step, end-c.t)
		}
		e.decay(end - c.t)
		c.t = end
	}
}

// stretch returns ∫λ_i over the next dt of one step and takes its gradient off.
func (e *evaluator) stretch(i, step int, dt float64) float64 {
	d, tilt := e.data.D, 1.0
	if e.tilt != nil {
		tilt = e.tilt[i*e.data.Covariates.steps()+step]
	}
	base, beta := e.mu[i]*tilt, e.beta[e.l.group[i*d]]
	held := 0.0 // time at the floor
	if s := -e.excess(i); s > (1-e.floor)*base {
		held = min(dt, math.Log(s/((1-e.floor)*base))/beta)
	}
	open := e.floor*held + dt - held
	e.gMu[i] -= open * tilt
	if e.gTilt != nil {
		e.gTilt[i*e.data.Covariates.steps()+step] -= open * base
	}
	total := open * base
	from, to := math.Exp(-beta*held), math.Exp(-beta*dt)
	area := (from - to) / beta
	aged := (held*from-dt*to)/beta + area/beta // ∫ Δ·e^{−βΔ}
	for j, s := range e.l.state[i*d : (i+1)*d] {
		a := e.alpha[i*d+j]
		total += a * e.r[s] * area
		e.gAlpha[i*d+j] -= e.r[s] * area
		e.gBeta[i*d+j] += a * (e.q[s]*area + e.r[s]*aged)
		if e.score != nil {
			e.g[len(e.g)-1] -= a * e.rk[s] * area
		}
	}
	return total
}
