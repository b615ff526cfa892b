package hawkes

import (
	"fmt"
)

// Gradient is the gradient of the log-likelihood in the natural parameters, shaped like
// them. With shared decays Beta[i][j] holds the part of each pair; their sum over the pairs
// that share a decay is its derivative.
type Gradient struct {
	Mu    [][]float64 `json:"mu"`
	Alpha [][]float64 `json:"alpha"`
	Beta  [][]float64 `json:"beta"`
	Slow  *Kernel     `json:"slow,omitempty"`
	Kappa float64     `json:"kappa,omitempty"`
	Gamma [][]float64 `json:"gamma,omitempty"`
}

// LogLikelihood returns log L = Σ_k log λ_{d_k}(t_k) − Σ_i ∫_0^T λ_i and its gradient
// (Ozaki 1979, eq. 6; Ogata 1981). b is the baseline's basis; Constant(d.Horizon) for none.
func LogLikelihood(d Data, p Params, b Baseline) (float64, Gradient, error) {
	e, err := prepare(d, p, b)
	if err != nil {
		return 0, Gradient{}, err
	}
	ll := e.run()
	return ll, e.gradient(), nil
}

// prepare checks that data, parameters and baseline belong together and loads an evaluator.
func prepare(d Data, p Params, b Baseline) (*evaluator, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	if err := p.Check(); err != nil {
		return nil, err
	}
	if p.D() != d.D || len(p.Mu[0]) != b.Len() {
		return nil, fmt.Errorf("hawkes: parameters for %d streams and %d baseline functions, data for %d and %d", p.D(), len(p.Mu[0]), d.D, b.Len())
	}
	width := 0
	if p.Gamma != nil {
		width = len(p.Gamma[0])
	}
	if width != d.Covariates.width() {
		return nil, fmt.Errorf("hawkes: %w: gamma has %d columns, the covariates have %d", ErrCovariates, width, d.Covariates.width())
	}
	e, err := newEvaluator(d, b, p.structure(), len(p.parts()), p.Form)
	if err != nil {
		return nil, err
	}
	if p.Floor > 0 {
		if err := e.guard(); err != nil {
			return nil, err
		}
	}
	e.set(p)
	return e, nil
}

// gradient copies the gradient out.
func (e *evaluator) gradient() Gradient {
	d := e.data.D
	rows := func(v []float64) [][]float64 {
		w := len(v) / d
		out := make([][]float64, d)
		for i := range out {
			out[i] = append([]float64{}, v[i*w:(i+1)*w]...)
		}
		return out
	}
	g := Gradient{Mu: rows(e.gMu), Kappa: e.g[len(e.g)-1]}
	if e.data.Covariates != nil {
		g.Gamma = rows(e.gGamma)
	}
	part := func(v []float64, c int) [][]float64 {
		out := rows(v)
		for i := range out {
			out[i] = out[i][c*d : (c+1)*d]
		}
		return out
	}
	g.Alpha, g.Beta = part(e.gAlpha, 0), part(e.gBeta, 0)
	if e.l.parts > 1 {
		g.Slow = &Kernel{part(e.gAlpha, 1), part(e.gBeta, 1)}
	}
	return g
}
