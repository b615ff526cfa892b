package trend

import (
	"math"
	"slices"
	"sync"
)

// occam is the share of the best weight below which a pair (σ, φ) is dropped.
const occam = 1e-4

// Model is the posterior of the level and the parameters given the weeks. It does not change after Fit and may be
// used from several goroutines at once.
type Model struct {
	grid          grid
	parts         []part
	path          func() []Level // computed once, when first asked for
	logLikelihood float64
}

// part is one pair (σ, φ) with its posterior weight; the weights of a model sum to 1.
type part struct {
	chain
	sigma, phi float64
	weight     float64
	last       []float64 // distribution of the last week's log level
}

// Fit computes the posterior. Consecutive weeks, oldest first; neither argument is kept or changed.
// Errors: ErrTooFewWeeks, ErrExposure, ErrNegative, ErrTooMany, ErrOptions, wrapped with the place.
//
// The weight of a pair is w(σ, φ) ∝ p(σ)·p(φ)·p(y | σ, φ) (West & Harrison 1997, ch. 12); pairs below 1e-4 of the best
// are dropped (Occam's window). Time is O(weeks · cells · (σ/step)) per pair.
func Fit(weeks []Week, o Options) (*Model, error) {
	o, err := o.filled()
	if err != nil {
		return nil, err
	}
	if err := check(weeks); err != nil {
		return nil, err
	}
	g := newGrid(weeks, o.GridPoints)
	each, week := distinct(weeks)
	kernels := make([]kernel, len(o.Sigmas))
	for i, s := range o.Sigmas {
		kernels[i] = newKernel(s, g)
	}

	logPrior := logPriorSigma(o.Sigmas, o.SigmaScale)
	logPhis := math.Log(float64(len(o.Phis)))
	var parts []part
	var logs []float64
	for _, phi := range o.Phis {
		rows := likelihoodsOf(g, each, phi)
		for i, sigma := range o.Sigmas {
			c := chain{kernel: kernels[i], rows: rows, week: week, n: g.n}
			last, log := c.filter(len(week) - 1)
			last.clearOutside()
			parts = append(parts, part{chain: c, sigma: sigma, phi: phi, last: last.mass})
			logs = append(logs, log+logPrior[i]-logPhis)
		}
	}
	m := &Model{grid: g, logLikelihood: logSumExp(logs), parts: weighted(parts, logs)}
	m.path = sync.OnceValue(m.smoothPath)
	return m, nil
}

// weighted gives each part its weight ∝ exp(log) and returns those within Occam's window.
func weighted(parts []part, logs []float64) []part {
	best := slices.Max(logs)
	kept, total := make([]part, 0, len(parts)), 0.0
	for i, p := range parts {
		p.weight = math.Exp(logs[i] - best)
		if p.weight >= occam {
			kept = append(kept, p)
			total += p.weight
		}
	}
	for i := range kept {
		kept[i].weight /= total
	}
	return kept
}

// weeks is how many weeks were fitted, missing ones included.
func (m *Model) weeks() int { return len(m.parts[0].week) }

// LogLikelihood is log p(y), in nats, averaged over the prior of σ and φ and of the first level.
func (m *Model) LogLikelihood() float64 { return m.logLikelihood }

// Params are posterior summaries of the parameters.
type Params struct {
	Sigma         float64 // mean of σ, per week, on the log scale
	Phi           float64 // mean of φ over its finite values; +Inf if they have no weight
	Dispersion    float64 // mean of 1/φ, the Poisson limit counting as zero: Var(y) = μ + μ²/φ
	PoissonWeight float64 // probability of the Poisson limit, in [0, 1]
}

// Params summarises the posterior of σ and φ.
func (m *Model) Params() Params {
	var p Params
	finite := 0.0
	for _, q := range m.parts {
		p.Sigma += q.weight * q.sigma
		p.Dispersion += q.weight / q.phi
		if math.IsInf(q.phi, 1) {
			p.PoissonWeight += q.weight
			continue
		}
		finite += q.weight
		p.Phi += q.weight * q.phi
	}
	p.PoissonWeight = min(p.PoissonWeight, 1)
	if finite == 0 {
		p.Phi = math.Inf(1)
		return p
	}
	p.Phi /= finite
	return p
}
