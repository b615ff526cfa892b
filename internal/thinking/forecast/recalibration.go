package forecast

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/optimize"

	"detente/internal/thinking/score"
)

// Recalibration mends what pooling does to probabilities: a linear pool of calibrated forecasts is too
// wide (Gneiting and Ranjan 2013). For each activity class the chance p of a bin becomes
//
//	q_b ∝ p_b^(γ + δ_lead) · exp(α_b)
//
// with γ, δ and α learnt from past pools, held to 1, 0 and 0; δ is by group of leads.
type Recalibration struct {
	Gamma []float64   `json:"gamma"` // by activity class
	Delta [][]float64 `json:"delta"` // by activity class, then group of leads
	Alpha [][]float64 `json:"alpha"` // by activity class, then bin
}

// power is the exponent of a group.
func (r Recalibration) power(group int) float64 {
	class := group / leadGroups
	return r.Gamma[class] + r.Delta[class][group%leadGroups]
}

// pooledBins is the chance of each bin under the weights, with the floor that IGN gives.
func pooledBins(c Case, w []float64) []float64 {
	p := make([]float64, score.Bins)
	for b := range p {
		p[b] = floor
		for i, v := range w {
			p[b] += v * c.Bins[i][b] * (1 - score.Bins*floor)
		}
	}
	return p
}

// learnRecalibration fits each class to past cases; strength is the cases that the prior counts for.
func learnRecalibration(cases []Case, weights [][]float64, strength float64) Recalibration {
	r := Recalibration{Gamma: make([]float64, Activities), Delta: make([][]float64, Activities), Alpha: make([][]float64, Activities)}
	by := make([]pooledCases, Activities)
	for _, c := range cases {
		p := pooledBins(c, weights[c.Group])
		for b := range p {
			p[b] = math.Log(p[b])
		}
		k := &by[c.Group/leadGroups]
		k.logs, k.lead, k.ys = append(k.logs, p), append(k.lead, c.Group%leadGroups), append(k.ys, c.Y)
	}
	each(Activities, func(k int) {
		x := by[k].sharpen(strength)
		r.Gamma[k], r.Delta[k], r.Alpha[k] = x[0], x[1:1+leadGroups], x[1+leadGroups:]
	})
	return r
}

// pooledCases are past pools of one activity class.
type pooledCases struct {
	logs [][]float64 // log chances of the bins
	lead []int       // groups
	ys   []int       // bins of what came
}

// sharpen gives γ, δ by group of leads and α by bin.
func (k pooledCases) sharpen(strength float64) []float64 {
	start := make([]float64, 1+leadGroups+score.Bins)
	start[0] = 1
	n := float64(len(k.ys))
	if n == 0 {
		return start
	}
	ridge := strength / n
	eval := func(x, grad []float64) float64 {
		loss := 0.0
		for i, v := range x {
			grad[i] = ridge * (v - start[i])
			loss += grad[i] * (v - start[i]) / 2
		}
		q := make([]float64, score.Bins)
		for i, l := range k.logs {
			tempered(l, x[0]+x[1+k.lead[i]], x[1+leadGroups:], q)
			loss -= math.Log(q[k.ys[i]]) / n
			for b, v := range q {
				if b == k.ys[i] {
					v--
				}
				grad[0] += v * l[b] / n
				grad[1+k.lead[i]] += v * l[b] / n
				grad[1+leadGroups+b] += v / n
			}
		}
		return loss
	}
	res, err := optimize.Minimize(optimize.Problem{
		Func: func(x []float64) float64 { return eval(x, make([]float64, len(x))) },
		Grad: func(g, x []float64) { eval(x, g) },
	}, start, &optimize.Settings{MajorIterations: 100, GradientThreshold: 1e-6}, &optimize.LBFGS{})
	if res == nil || err != nil && res.X == nil {
		return start
	}
	return res.X
}

// tempered writes p^γ·exp(α), normed, for log p.
func tempered(logs []float64, gamma float64, alpha, q []float64) {
	sum := 0.0
	for b, l := range logs {
		q[b] = math.Exp(gamma*l + alpha[b])
		sum += q[b]
	}
	for b := range q {
		q[b] /= sum
	}
}

// apply gives n draws out of sorted ones so that their bins get the recalibrated chances; within a bin nothing changes.
func (r Recalibration) apply(group int, sorted []float64, n int, rnd *rand.Rand) []float64 {
	p, q := make([]float64, score.Bins), make([]float64, score.Bins)
	for b := range p {
		p[b] = floor
	}
	bin := make([]int, len(sorted))
	for i, v := range sorted {
		bin[i] = score.Bin(v)
		p[bin[i]] += (1 - score.Bins*floor) / float64(len(sorted))
	}
	for b := range p {
		p[b] = math.Log(p[b])
	}
	tempered(p, r.power(group), r.Alpha[group/leadGroups], q)
	return thinned(sorted, func(i int) float64 { return q[bin[i]] / math.Exp(p[bin[i]]) }, n, rnd)
}

// thinned takes n of sorted draws at even steps of their summed weights, from one random start.
func thinned(sorted []float64, weight func(i int) float64, n int, rnd *rand.Rand) []float64 {
	upto, sum := make([]float64, len(sorted)), 0.0
	for i := range sorted {
		sum += weight(i)
		upto[i] = sum
	}
	out, i, start := make([]float64, n), 0, rnd.Float64()
	for k := range out {
		at := (float64(k) + start) / float64(n) * sum
		for i < len(upto)-1 && upto[i] <= at {
			i++
		}
		out[k] = sorted[i]
	}
	return out
}
