package hawkes

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/lapack64"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// objective is −(log L + log prior)/N in the parameters of a search.
type objective interface {
	// at returns the value and leaves the gradient in slopes.
	at(x []float64) float64
	slopes() []float64
	// scoring returns the value and the gradient's outer products, an approximation of the second
	// derivatives that is positive and comes with the same pass over the events; nil where it would be too large.
	scoring(x []float64) (float64, *mat.SymDense)
	// free lists the parameters that are not on a boundary.
	free(x []float64) []int
	// places says which second derivatives are zero.
	places() []place
}

// place is where a parameter belongs. Second derivatives between blocks are zero, and so are those
// between coefficients of a baseline that are not neighbours.
type place struct {
	block int // −1 belongs to all
	knot  int // of a coefficient of a moving baseline; −1 for the others
}

// meets reports whether the difference in entry m tells the second derivative of k and m alone, when k is
// moved together with its group, and whether that derivative is zero by structure.
func (k place) meets(m place) (alone, zero bool) {
	switch {
	case k.block < 0:
		return true, false
	case m.block < 0:
		return false, false
	case k.block != m.block:
		return true, true
	case k.knot < 0:
		return true, false
	case m.knot < 0:
		return false, false // several coefficients move it: its own row tells
	}
	return true, max(k.knot-m.knot, m.knot-k.knot) > 1
}

// minimize goes down by scoring (Levenberg–Marquardt steps on outer products), and by L-BFGS (Liu and
// Nocedal 1989) where that stalls, until the largest gradient is under the threshold.
func minimize(o objective, x []float64, threshold float64, iterations int) ([]float64, error) {
	if iterations == 0 {
		iterations = 500
	}
	x, done := score(o, x, threshold, min(iterations, 60))
	if done {
		return x, nil
	}
	problem := optimize.Problem{
		Func: o.at,
		Grad: func(g, x []float64) { o.at(x); copy(g, o.slopes()) },
	}
	res, err := optimize.Minimize(problem, x, &optimize.Settings{
		GradientThreshold: threshold, MajorIterations: iterations,
		Converger: &optimize.FunctionConverge{Absolute: 1e-12, Iterations: 6},
	}, &optimize.LBFGS{Store: 12})
	// A line search that can go no lower ends with an error at a point that polish settles.
	if res == nil {
		return nil, fmt.Errorf("hawkes: %w", err)
	}
	return res.X, nil
}

// stride is the longest step of one parameter, most of which are logarithms.
const stride = 2.5

// score reports whether the threshold was reached.
func score(o objective, x []float64, threshold float64, iterations int) ([]float64, bool) {
	x = append([]float64{}, x...)
	damping := 1e-3
	value, info := o.scoring(x)
	if math.IsInf(value, 1) || info == nil {
		return x, false
	}
	grad := append([]float64{}, o.slopes()...)
	y := make([]float64, len(x))
	small := 0
	for range iterations {
		if norm(grad) < threshold {
			return x, true
		}
		improved := false
		for range 8 {
			if step := damped(info, grad, damping); step != nil {
				for k := range x {
					y[k] = x[k] - max(-stride, min(stride, step[k]))
				}
				if v, next := o.scoring(y); v < value {
					if small++; value-v > 1e-11 {
						small = 0
					}
					copy(x, y)
					copy(grad, o.slopes())
					value, info, improved = v, next, true
					damping = max(damping/8, 1e-9)
					break
				}
			}
			damping = min(max(damping, 1e-6)*8, 1e9)
		}
		if !improved || small > 3 {
			break
		}
	}
	return x, false
}

// damped solves (F + d·diag F)·step = grad.
func damped(info *mat.SymDense, grad []float64, damping float64) []float64 {
	n := len(grad)
	a := mat.NewSymDense(n, nil)
	a.CopySym(info)
	most := 0.0
	for k := range n {
		most = max(most, info.At(k, k))
	}
	for k := range n {
		a.SetSym(k, k, info.At(k, k)*(1+damping)+most*1e-14+1e-300)
	}
	// Without mat.Cholesky, which also works out a condition number that nobody asks for here.
	tri, ok := lapack64.Potrf(a.RawSymmetric())
	if !ok {
		return nil
	}
	out := slices.Clone(grad)
	lapack64.Potrs(tri, blas64.General{Rows: n, Cols: 1, Stride: 1, Data: out})
	return out
}

// hessian returns the second derivatives by differences of the analytic gradient: forward
// ones, whose error of order h is far below what standard errors need and which cost half of
// central ones. Parameters of different blocks are moved together (Curtis, Powell and Reid 1974).
func hessian(o objective, x []float64) *mat.SymDense {
	n, places := len(x), o.places()
	rows := mat.NewDense(n, n, nil)
	for k := range n {
		for m := range n {
			rows.Set(k, m, math.NaN())
		}
	}
	o.at(x)
	here := append([]float64{}, o.slopes()...)
	const h = 1e-5
	for _, together := range groups(places) {
		y := append([]float64{}, x...)
		for _, k := range together {
			y[k] += h
		}
		o.at(y)
		there := o.slopes()
		for _, k := range together {
			for m := range n {
				switch alone, zero := places[k].meets(places[m]); {
				case zero:
					rows.Set(k, m, 0)
				case alone:
					rows.Set(k, m, (there[m]-here[m])/h)
				}
			}
		}
	}
	out := mat.NewSymDense(n, nil)
	for k := range n {
		for m := k; m < n; m++ {
			a, b := rows.At(k, m), rows.At(m, k)
			switch {
			case math.IsNaN(a):
				a = b
			case math.IsNaN(b):
				b = a
			}
			if math.IsNaN(b) {
				b = a
			}
			out.SetSym(k, m, (a+b)/2)
		}
	}
	return out
}

// groups puts together one parameter of each block, and every third coefficient of a baseline; those of all
// are alone.
func groups(places []place) [][]int {
	out := make([][]int, 3)
	seen := map[int]int{} // parameters of the block so far
	var shared [][]int
	for k, p := range places {
		switch {
		case p.block < 0:
			shared = append(shared, []int{k})
			continue
		case p.knot >= 0:
			out[p.knot%3] = append(out[p.knot%3], k)
			continue
		}
		at := 3 + seen[p.block]
		seen[p.block]++
		if at == len(out) {
			out = append(out, nil)
		}
		out[at] = append(out[at], k)
	}
	return slices.DeleteFunc(append(out, shared...), func(g []int) bool { return len(g) == 0 })
}

// polish takes Newton steps over the parameters that are not on a boundary, all with the
// Hessian of the first point unless they are long, each only if it lowers the objective. It settles what line
// searches cannot resolve, and returns the Hessian for the standard errors.
func polish(o objective, x []float64, n float64) ([]float64, *mat.SymDense) {
	x = append([]float64{}, x...)
	hess := hessian(o, x)
	for range 6 {
		value := o.at(x)
		grad := append([]float64{}, o.slopes()...)
		if norm(grad)*n < 1e-7 {
			break
		}
		step := newton(o, hess, x, grad)
		if step == nil {
			break
		}
		y := make([]float64, len(x))
		for k := range x {
			y[k] = x[k] - step[k]
		}
		if !(o.at(y) < value) {
			break
		}
		if norm(step) > 1e-3 {
			hess = hessian(o, y)
		}
		x = y
	}
	return x, hess
}

// newton solves H·step = grad over the free parameters; nil when H is not positive.
func newton(o objective, hess *mat.SymDense, x, grad []float64) []float64 {
	free := o.free(x)
	h := sub(hess, free)
	var chol mat.Cholesky
	if len(free) == 0 || !chol.Factorize(h) {
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

func sub(h *mat.SymDense, keep []int) *mat.SymDense {
	if len(keep) == 0 {
		return &mat.SymDense{}
	}
	out := mat.NewSymDense(len(keep), nil)
	for a, k := range keep {
		for b := a; b < len(keep); b++ {
			out.SetSym(a, b, h.At(k, keep[b]))
		}
	}
	return out
}

// covariance inverts n times the Hessian over the free parameters; the others have zeros.
// known says for which parameters there is an answer.
func covariance(hess *mat.SymDense, free []int, n float64) (cov *mat.SymDense, known []bool) {
	size := hess.SymmetricDim()
	cov, known = mat.NewSymDense(size, nil), make([]bool, size)
	if len(free) == 0 {
		return cov, known
	}
	h := sub(hess, free)
	h.ScaleSym(n, h)
	var chol mat.Cholesky
	if !chol.Factorize(h) {
		return cov, known
	}
	var inv mat.SymDense
	if err := chol.InverseTo(&inv); err != nil {
		return cov, known
	}
	for a, k := range free {
		known[k] = true
		for b := a; b < len(free); b++ {
			cov.SetSym(k, free[b], inv.At(a, b))
		}
	}
	return cov, known
}

// deviations returns the standard errors of quantities of the parameters by the delta method, with
// differences. NaN where a quantity depends on a parameter that has none, or on none at all.
func deviations(of func(x []float64) []float64, x []float64, cov *mat.SymDense, known []bool) []float64 {
	const h = 1e-5
	here := of(x)
	slopes := make([][]float64, len(x)) // by parameter
	y := append([]float64{}, x...)
	for k := range x {
		y[k] = x[k] + h
		up := of(y)
		y[k] = x[k] - h
		down := of(y)
		y[k] = x[k]
		slopes[k] = make([]float64, len(here))
		for q := range here {
			if slopes[k][q] = (up[q] - down[q]) / (2 * h); !(math.Abs(slopes[k][q]) > 1e-3*math.Abs(here[q])) && !known[k] {
				slopes[k][q] = 0
			}
		}
	}
	out := make([]float64, len(here))
	for q := range out {
		var on []int
		v := 0.0
		for k := range x {
			if slopes[k][q] != 0 {
				on = append(on, k)
				if !known[k] {
					v = math.NaN()
				}
			}
		}
		for _, a := range on {
			for _, b := range on {
				v += slopes[a][q] * cov.At(a, b) * slopes[b][q]
			}
		}
		if out[q] = math.Sqrt(max(0, v)); len(on) == 0 {
			out[q] = math.NaN()
		}
	}
	return out
}

// gap is ½·gᵀ·H⁻¹·g over the free parameters, in nats.
func gap(grad []float64, cov *mat.SymDense, known []bool, n float64) float64 {
	total, any := 0.0, false
	for a, ga := range grad {
		any = any || known[a]
		for b, gb := range grad {
			total += ga * gb * cov.At(a, b) * n * n / 2
		}
	}
	if !any {
		return math.NaN()
	}
	return total
}
