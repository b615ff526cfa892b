package hawkes

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// hessian returns the second derivatives of −log L/N in the logarithms by differences of
// the analytic gradient: forward ones, whose error of order h is far below what standard
// errors need and which cost half of central ones.
func (s *search) hessian(x []float64) *mat.SymDense {
	n := len(x)
	rows := mat.NewDense(n, n, nil)
	y := append([]float64{}, x...)
	s.at(x)
	here := append([]float64{}, s.grad...)
	const h = 1e-5
	for k := range x {
		y[k] = x[k] + h
		s.at(y)
		for m := range here {
			rows.Set(k, m, (s.grad[m]-here[m])/h)
		}
		y[k] = x[k]
	}
	out := mat.NewSymDense(n, nil)
	for k := range n {
		for m := k; m < n; m++ {
			out.SetSym(k, m, (rows.At(k, m)+rows.At(m, k))/2)
		}
	}
	return out
}

// vanishing is the logarithm of a branching ratio below which it counts as zero: the
// likelihood is then flat in its logarithm.
const vanishing = -12

// polish takes Newton steps over the parameters that have not vanished, all with the
// Hessian of the first point, each only if it lowers the objective. It settles what line
// searches cannot resolve, and leaves the Hessian for the standard errors.
func (s *search) polish(x []float64) []float64 {
	x = append([]float64{}, x...)
	s.hess = s.hessian(x)
	for range 6 {
		value := s.at(x)
		grad := append([]float64{}, s.grad...)
		if norm(grad)*s.n < 1e-7 {
			break
		}
		step := s.newton(x, grad)
		if step == nil {
			break
		}
		y := make([]float64, len(x))
		for k := range x {
			y[k] = x[k] - step[k]
		}
		if s.at(y) >= value {
			break
		}
		if norm(step) > 1e-3 {
			s.hess = s.hessian(y)
		}
		x = y
	}
	return x
}

// newton solves H·step = grad over the free parameters; nil when H is not positive.
func (s *search) newton(x, grad []float64) []float64 {
	free := s.free(x)
	h := sub(s.hess, free)
	var chol mat.Cholesky
	if !chol.Factorize(h) {
		return nil
	}
	g := mat.NewVecDense(len(free), nil)
	for a, k := range free {
		g.SetVec(a, grad[k])
	}
	var sol mat.VecDense
	if err := chol.SolveVecTo(&sol, g); err != nil {
		return nil
	}
	step := make([]float64, len(x))
	for a, k := range free {
		step[k] = sol.AtVec(a)
	}
	return step
}

// free lists the parameters that have not vanished.
func (s *search) free(x []float64) []int {
	nm, na := len(s.e.mu), len(s.e.alpha)
	var out []int
	for k, v := range x {
		ratio := k >= nm && k < nm+na
		if ratio && (v < vanishing || s.held(k-nm)) || k < nm && v < 2*vanishing {
			continue
		}
		out = append(out, k)
	}
	return out
}

func sub(h *mat.SymDense, keep []int) *mat.SymDense {
	out := mat.NewSymDense(len(keep), nil)
	for a, k := range keep {
		for b := a; b < len(keep); b++ {
			out.SetSym(a, b, h.At(k, keep[b]))
		}
	}
	return out
}

// finish puts the estimate into natural units and adds standard errors, residual-free
// criteria and the spectral radius.
func (s *search) finish(x []float64) (*Fit, error) {
	s.at(x)
	worst := norm(s.grad) * s.n
	e := s.e
	p := s.natural()
	ll := e.run()
	f := &Fit{
		Params: p, Structure: s.o.Structure, Baseline: e.base, LogLik: ll, N: len(e.data.Times), Free: len(x) - len(s.o.Without),
		Gradient: worst, Evals: s.evals, Radius: SpectralRadius(p.Branching()),
		Poisson: poisson(e),
	}
	f.AIC = 2*float64(f.Free) - 2*ll
	f.BIC = float64(f.Free)*math.Log(float64(f.N)) - 2*ll
	s.errors(f, x)
	f.slope = make([]float64, len(e.alpha))
	s.at(x)
	s.e.run()
	for p := range f.slope {
		f.slope[p] = e.gAlpha[p] * e.beta[e.l.group[p]]
		if s.o.Prior.BranchingShape > 0 {
			f.slope[p] -= s.o.Prior.BranchingRate
		}
	}
	f.curve = e.curvature()
	f.Evals = s.evals
	return f, nil
}

// natural reads the evaluator's parameters.
func (s *search) natural() Params {
	e, d, kb := s.e, s.e.data.D, s.e.base.Len()
	p := Params{Kappa: e.kappa}
	for i := range d {
		p.Mu = append(p.Mu, append([]float64{}, e.mu[i*kb:(i+1)*kb]...))
		p.Alpha = append(p.Alpha, append([]float64{}, e.alpha[i*d:(i+1)*d]...))
		row := make([]float64, d)
		for j := range d {
			row[j] = e.beta[e.l.group[i*d+j]]
		}
		p.Beta = append(p.Beta, row)
	}
	return p
}

// errors fills the standard errors from the inverse of the observed information in the
// logarithms, carried to natural units by the delta method. A parameter on its boundary
// has none (NaN).
func (s *search) errors(f *Fit, x []float64) {
	free := s.free(x)
	h := sub(s.hess, free)
	h.ScaleSym(s.n, h)
	n := len(x)
	cov := mat.NewSymDense(n, nil)
	known := make([]bool, n)
	var chol mat.Cholesky
	if chol.Factorize(h) {
		var inv mat.SymDense
		if err := chol.InverseTo(&inv); err == nil {
			for a, k := range free {
				known[k] = true
				for b := a; b < len(free); b++ {
					cov.SetSym(k, free[b], inv.At(a, b))
				}
			}
		}
	}
	f.cov = cov
	e, d, kb := s.e, s.e.data.D, s.e.base.Len()
	nm, na := len(e.mu), len(e.alpha)
	sd := func(scale float64, ks ...int) float64 {
		v := 0.0
		for _, a := range ks {
			if !known[a] {
				return math.NaN()
			}
			for _, b := range ks {
				v += cov.At(a, b)
			}
		}
		return scale * math.Sqrt(max(0, v))
	}
	for i := range d {
		mu, al, be, br := make([]float64, kb), make([]float64, d), make([]float64, d), make([]float64, d)
		for b := range kb {
			mu[b] = sd(f.Params.Mu[i][b], i*kb+b)
		}
		for j := range d {
			p := i*d + j
			g := nm + na + e.l.group[p]
			al[j] = sd(f.Params.Alpha[i][j], nm+p, g) // log α = log n + log β
			be[j] = sd(f.Params.Beta[i][j], g)
			br[j] = sd(f.Params.Alpha[i][j]/f.Params.Beta[i][j], nm+p)
		}
		f.SE.Mu, f.SE.Alpha = append(f.SE.Mu, mu), append(f.SE.Alpha, al)
		f.SE.Beta, f.BranchSE = append(f.SE.Beta, be), append(f.BranchSE, br)
	}
}

// poisson is the log-likelihood of independent Poisson streams at their mean rates.
func poisson(e *evaluator) float64 {
	ll := 0.0
	for _, n := range e.data.Counts() {
		if n > 0 {
			ll += float64(n) * (math.Log(float64(n)/e.data.Horizon) - 1)
		}
	}
	return ll
}

// norm is the largest absolute entry.
func norm(v []float64) float64 {
	m := 0.0
	for _, x := range v {
		m = max(m, math.Abs(x))
	}
	return m
}

// SpectralRadius is the largest modulus of the eigenvalues of a branching matrix; at 1 and
// above the process explodes. NaN when it cannot be computed.
func SpectralRadius(n [][]float64) float64 {
	m := mat.NewDense(len(n), len(n), nil)
	for i := range n {
		m.SetRow(i, n[i])
	}
	var eig mat.Eigen
	if !eig.Factorize(m, mat.EigenNone) {
		return math.NaN()
	}
	r := 0.0
	for _, v := range eig.Values(nil) {
		r = max(r, math.Hypot(real(v), imag(v)))
	}
	return r
}
