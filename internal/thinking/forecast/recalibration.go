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
//	q_b ∝ p_b^γ · exp(α_b)
//
// with γ and α learnt from past pools, held to 1 and 0.
type Recalibration struct {
	Gamma []float64   `json:"gamma"` // by activity class
	Alpha [][]float64 `json:"alpha"` // by activity class, then bin
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
	r := Recalibration{Gamma: make([]float64, Activities), Alpha: make([][]float64, Activities)}
	logs, ys := make([][][]float64, Activities), make([][]int, Activities)
	for _, c := range cases {
		k := c.Group / leadGroups
		p := pooledBins(c, weights[c.Group])
		for b := range p {
			p[b] = math.Log(p[b])
		}
		logs[k], ys[k] = append(logs[k], p), append(ys[k], c.Y)
	}
	for k := range Activities {
		r.Gamma[k], r.Alpha[k] = 1, make([]float64, score.Bins)
		if len(ys[k]) > 0 {
			r.Gamma[k], r.Alpha[k] = sharpen(logs[k], ys[k], strength/float64(len(ys[k])))
		}
	}
	return r
}

func sharpen(logs [][]float64, ys []int, ridge float64) (gamma float64, alpha []float64) {
	n := float64(len(ys))
	start := make([]float64, score.Bins+1)
	start[0] = 1
	eval := func(x, grad []float64) float64 {
		for i := range grad {
			grad[i] = ridge * x[i]
		}
		grad[0] = ridge * (x[0] - 1)
		loss := ridge * (x[0] - 1) * (x[0] - 1) / 2
		for _, a := range x[1:] {
			loss += ridge * a * a / 2
		}
		q := make([]float64, score.Bins)
		for i, l := range logs {
			tempered(l, x[0], x[1:], q)
			loss -= math.Log(q[ys[i]]) / n
			for b, v := range q {
				if b == ys[i] {
					v--
				}
				grad[0] += v * l[b] / n
				grad[b+1] += v / n
			}
		}
		return loss
	}
	res, err := optimize.Minimize(optimize.Problem{
		Func: func(x []float64) float64 { return eval(x, make([]float64, len(x))) },
		Grad: func(g, x []float64) { eval(x, g) },
	}, start, &optimize.Settings{MajorIterations: 100, GradientThreshold: 1e-6}, &optimize.LBFGS{})
	if res == nil || err != nil && res.X == nil {
		return 1, make([]float64, score.Bins)
	}
	return res.X[0], res.X[1:]
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

// apply draws anew from sorted draws so that their bins get the recalibrated chances; within a bin nothing changes.
func (r Recalibration) apply(class int, sorted []float64, rnd *rand.Rand) []float64 {
	n := float64(len(sorted))
	p, q := make([]float64, score.Bins), make([]float64, score.Bins)
	for b := range p {
		p[b] = floor
	}
	bin := make([]int, len(sorted))
	for i, v := range sorted {
		bin[i] = score.Bin(v)
		p[bin[i]] += (1 - score.Bins*floor) / n
	}
	for b := range p {
		p[b] = math.Log(p[b])
	}
	tempered(p, r.Gamma[class], r.Alpha[class], q)
	upto, sum := make([]float64, len(sorted)), 0.0
	for i, b := range bin {
		sum += q[b] / math.Exp(p[b])
		upto[i] = sum
	}
	out, i, start := make([]float64, len(sorted)), 0, rnd.Float64()
	for k := range out {
		at := (float64(k) + start) / n * sum
		for i < len(upto)-1 && upto[i] <= at {
			i++
		}
		out[k] = sorted[i]
	}
	return out
}
