package outlook

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Stack joins the members: the log-odds of a class are Σ_k Weights[k]·log p_k. Their sum is
// the inverse of a temperature: above 1 it sharpens the members, below 1 it softens them.
type Stack struct {
	Weights [Kinds]float64
}

// Even is the stack before anything is known: the geometric mean.
func Even() Stack {
	var s Stack
	for k := range s.Weights {
		s.Weights[k] = 1. / Kinds
	}
	return s
}

// least keeps logs finite.
const least = 1e-6

// Join gives the stacked probabilities.
func (s Stack) Join(p [Kinds]Probabilities) Probabilities {
	var z Probabilities
	for k, w := range s.Weights {
		for c := range z {
			z[c] += w * math.Log(max(least, p[k][c]))
		}
	}
	return softmax(z)
}

// Temperature is what the sum of the weights comes to.
func (s Stack) Temperature() float64 { return 1 / (s.Weights[0] + s.Weights[1] + s.Weights[2]) }

// pull is the ridge that draws the weights to even ones, in cases.
const pull = 25

// FitStack learns the weights by maximum likelihood from forecasts that the members made out
// of time, drawn to even weights and kept from going below zero (Wolpert 1992, Neural Networks
// 5:241–259; Breiman 1996, Machine Learning 24:49–64). Without forecasts it is Even.
func FitStack(made [][Kinds]Probabilities, class []Class) Stack {
	s := Even()
	if len(made) == 0 {
		return s
	}
	var out [Kinds]bool
	for {
		s = newton(made, class, out)
		worst := -1
		for k, w := range s.Weights {
			if w < 0 && (worst < 0 || w < s.Weights[worst]) {
				worst = k
			}
		}
		if worst < 0 {
			return s
		}
		out[worst] = true
	}
}

// newton maximises the likelihood over the weights that are not left out, which are 0.
func newton(made [][Kinds]Probabilities, class []Class, out [Kinds]bool) Stack {
	s := Even()
	for k := range out {
		if out[k] {
			s.Weights[k] = 0
		}
	}
	for range 30 {
		g := mat.NewVecDense(Kinds, nil)
		h := mat.NewSymDense(Kinds, nil)
		for k := range Kinds {
			g.SetVec(k, pull*(1./Kinds-s.Weights[k]))
			h.SetSym(k, k, pull)
		}
		for i, p := range made {
			s.observe(p, class[i], g, h)
		}
		for k := range Kinds {
			if out[k] {
				g.SetVec(k, 0)
				for j := range Kinds {
					h.SetSym(k, j, one(j == k))
				}
			}
		}
		var step mat.VecDense
		var chol mat.Cholesky
		if !chol.Factorize(h) || chol.SolveVecTo(&step, g) != nil {
			return s
		}
		far := 0.0
		for k := range Kinds {
			s.Weights[k] += step.AtVec(k)
			far = max(far, math.Abs(step.AtVec(k)))
		}
		if far < 1e-10 {
			break
		}
	}
	return s
}

// observe adds one case's gradient and curvature.
func (s Stack) observe(p [Kinds]Probabilities, class Class, g *mat.VecDense, h *mat.SymDense) {
	q := s.Join(p)
	var x [Classes][Kinds]float64
	var at [Kinds]float64
	for c := range x {
		for k := range at {
			x[c][k] = math.Log(max(least, p[k][c]))
			at[k] += q[c] * x[c][k]
		}
	}
	for k := range at {
		g.SetVec(k, g.AtVec(k)+x[class][k]-at[k])
		for j := k; j < Kinds; j++ {
			v := 0.0
			for c := range x {
				v += q[c] * (x[c][k] - at[k]) * (x[c][j] - at[j])
			}
			h.SetSym(k, j, h.At(k, j)+v)
		}
	}
}
