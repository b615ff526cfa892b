package outlook

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// ErrSingular means that the features of the cases do not determine a logit.
var ErrSingular = errors.New("the features do not determine the coefficients")

// Probabilities are those of the classes, in their order.
type Probabilities [Classes]float64

// softmax is exp(z)/Σexp(z).
func softmax(z Probabilities) Probabilities {
	top, sum := max(z[0], z[1], z[2]), 0.0
	for c, v := range z {
		z[c] = math.Exp(v - top)
		sum += z[c]
	}
	for c := range z {
		z[c] /= sum
	}
	return z
}

// Logit is a multinomial logit over standardised features, shrunk by a ridge.
type Logit struct {
	Columns []int              // features used
	Centre  []float64          // their means
	Scale   []float64          // their standard deviations
	Weights [Classes][]float64 // one a column, and the intercept last
}

// steps of the fit, each with the bound ½(I − 11ᵀ/K) ⊗ XᵀX on the curvature (Böhning 1992,
// Annals of the Institute of Statistical Mathematics 44:197–200), which never overshoots.
const logitSteps = 80

// far is how many standard deviations a feature counts at most.
const far = 4

// FitLogit fits the logit on the given features. ridge is the penalty on half the squared
// coefficients; intercepts are not shrunk.
func FitLogit(cases []Case, columns []int, ridge float64) (*Logit, error) {
	d := len(columns)
	l := &Logit{Columns: columns, Centre: make([]float64, d), Scale: make([]float64, d)}
	for j, c := range columns {
		s, q, n := 0.0, 0.0, float64(len(cases))
		for _, k := range cases {
			s += k.Features[c] / n
		}
		for _, k := range cases {
			q += (k.Features[c] - s) * (k.Features[c] - s) / n
		}
		l.Centre[j], l.Scale[j] = s, math.Sqrt(max(q, 1e-12))
	}
	x := make([][]float64, len(cases))
	bound := mat.NewSymDense(d+1, nil)
	for i, k := range cases {
		x[i] = l.row(k.Features)
		bound.SymRankOne(bound, .5, mat.NewVecDense(d+1, x[i]))
	}
	for j := range d + 1 {
		bound.SetSym(j, j, bound.At(j, j)+penalty(j, d, ridge))
	}
	var chol mat.Cholesky
	if !chol.Factorize(bound) {
		return nil, ErrSingular
	}
	for c := range l.Weights {
		l.Weights[c] = make([]float64, d+1)
	}
	for range logitSteps {
		g := l.gradient(x, cases, ridge)
		for c := range l.Weights {
			var step mat.VecDense
			if err := chol.SolveVecTo(&step, mat.NewVecDense(d+1, g[c])); err != nil {
				return nil, ErrSingular
			}
			for j := range l.Weights[c] {
				l.Weights[c][j] += step.AtVec(j)
			}
		}
	}
	return l, nil
}

func penalty(j, intercept int, ridge float64) float64 {
	if j == intercept {
		return 1e-6
	}
	return ridge
}

func (l *Logit) gradient(x [][]float64, cases []Case, ridge float64) [Classes][]float64 {
	var g [Classes][]float64
	for c := range g {
		g[c] = make([]float64, len(l.Weights[c]))
		for j, w := range l.Weights[c] {
			g[c][j] = -penalty(j, len(l.Columns), ridge) * w
		}
	}
	for i, row := range x {
		p := l.at(row)
		for c := range g {
			e := one(cases[i].Class == Class(c)) - p[c]
			for j, v := range row {
				g[c][j] += e * v
			}
		}
	}
	return g
}

func (l *Logit) row(features []float64) []float64 {
	out := make([]float64, len(l.Columns)+1)
	for j, c := range l.Columns {
		out[j] = max(-far, min(far, (features[c]-l.Centre[j])/l.Scale[j]))
	}
	out[len(l.Columns)] = 1
	return out
}

func (l *Logit) at(row []float64) Probabilities {
	var z Probabilities
	for c := range z {
		for j, v := range row {
			z[c] += l.Weights[c][j] * v
		}
	}
	return softmax(z)
}

// Predict gives the class probabilities for features.
func (l *Logit) Predict(features []float64) Probabilities { return l.at(l.row(features)) }
