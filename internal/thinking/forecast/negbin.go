package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"
)

// NegBin is a negative binomial around a mean that returns to the unit's own shrunken long-run
// level: on the scale log(1 + deaths),
//
//	m = c_u + ρ_ℓ·(now − c_u),  c_u = (n_u·mean_u + κ·mean)/(n_u + κ)
//
// with now the weighted mean of the last months, ρ_ℓ fitted for each lead, and for each class of m a factor that makes
// the mean right and a size that makes the likelihood greatest. Draws are cut at Cap times the
// highest month of the unit, or of the class.
type NegBin struct {
	Kappa float64 // months that the mean of all units counts for
	Half  float64 // half-life of the level now
	Cap   float64
}

// Name is "negative binomial".
func (NegBin) Name() string { return "negative binomial" }

// classesOf is the number of classes of the predicted log mean.
const classesOf = 12

func (m NegBin) class(v float64) int { return max(0, min(classesOf-1, int(v*1.5))) }

type negbin struct {
	m          NegBin
	unit, now  []float64
	top        []float64
	rho        map[int]float64
	mean, size map[int][]float64 // by lead, then class
}

// Fit estimates ρ, the factors and the sizes from past months.
func (m NegBin) Fit(h *History, leads []int, _ uint64) (Fitted, error) {
	if err := asserted(h, leads); err != nil {
		return nil, err
	}
	f := &negbin{m: m, unit: make([]float64, len(h.Units)), now: make([]float64, len(h.Units)), top: make([]float64, len(h.Units)),
		rho: map[int]float64{}, mean: map[int][]float64{}, size: map[int][]float64{}}
	series := make([][]float64, len(h.Units))
	all, n := 0.0, 0.0
	for u := range h.Units {
		series[u] = h.Series(u, h.Last)
		for _, v := range series[u] {
			all, n = all+math.Log1p(v), n+1
		}
	}
	if n < 100 {
		return nil, fmt.Errorf("%v past months: %w", n, ErrTooThin)
	}
	all /= n
	for _, l := range leads {
		f.lead(l, series, all)
	}
	for u, s := range series {
		if len(s) == 0 {
			f.now[u] = math.NaN()
			continue
		}
		sum := 0.0
		for _, v := range s {
			sum += math.Log1p(v)
		}
		f.unit[u] = (sum + m.Kappa*all) / (float64(len(s)) + m.Kappa)
		f.now[u], f.top[u] = math.Log1p(level(s, m.Half)), highest(s)
	}
	return f, nil
}

type lagged struct{ c, now, y float64 }

// lead fits one lead to every third past month.
func (f *negbin) lead(l int, series [][]float64, all float64) {
	var rows []lagged
	k := math.Exp2(-1 / f.m.Half)
	for _, s := range series {
		sum, level, weight := 0.0, 0.0, 0.0
		for i := 0; i+l < len(s); i++ {
			sum += math.Log1p(s[i])
			level, weight = level*k+s[i], weight*k+1
			if i >= 23 && (i+l)%3 == 0 {
				rows = append(rows, lagged{(sum + f.m.Kappa*all) / (float64(i+1) + f.m.Kappa), math.Log1p(level / weight), s[i+l]})
			}
		}
	}
	up, down := 0.0, 1e-9
	for _, p := range rows {
		up += (p.now - p.c) * (math.Log1p(p.y) - p.c)
		down += (p.now - p.c) * (p.now - p.c)
	}
	rho := math.Max(0, math.Min(1, up/down))
	by := make([][]lagged, classesOf)
	for _, p := range rows {
		p.c += rho * (p.now - p.c)
		k := f.m.class(p.c)
		by[k] = append(by[k], p)
	}
	f.rho[l], f.mean[l], f.size[l] = rho, make([]float64, classesOf), make([]float64, classesOf)
	factor, size := 1.0, .1
	for k, part := range by {
		if len(part) >= 30 { // a class with fewer takes what the one below has
			factor, size = dispersion(part)
		}
		f.mean[l][k], f.size[l][k] = factor, size
	}
}

// dispersion is the factor that makes the mean right, outliers cut, and the size of greatest likelihood on a grid.
func dispersion(part []lagged) (factor, size float64) {
	y, mu := 0.0, 0.0
	for _, p := range part {
		y, mu = y+math.Min(p.y, 20*(math.Exp(p.c)+1)), mu+math.Max(1e-3, math.Expm1(p.c))
	}
	factor = y / mu
	best := math.Inf(-1)
	for _, r := range []float64{.005, .01, .02, .03, .05, .08, .12, .2, .3, .5, .8, 1.2, 2, 4} {
		ll := 0.0
		for _, p := range part {
			ll += logNB(p.y, math.Max(1e-4, factor*math.Max(1e-3, math.Expm1(p.c))), r)
		}
		if ll > best {
			best, size = ll, r
		}
	}
	return factor, size
}

func logNB(y, mu, r float64) float64 {
	a, _ := math.Lgamma(y + r)
	b, _ := math.Lgamma(r)
	c, _ := math.Lgamma(y + 1)
	return a - b - c + r*math.Log(r/(r+mu)) + y*math.Log(mu/(r+mu))
}

// Describe says what was learnt.
func (f *negbin) Describe() string {
	lo, hi := 1.0, 0.0
	for _, r := range f.rho {
		lo, hi = math.Min(lo, r), math.Max(hi, r)
	}
	return fmt.Sprintf("return to the unit's level, ρ from %.2f to %.2f", lo, hi)
}

// Draw draws.
func (f *negbin) Draw(index, lead, n int, r *rand.Rand) []float64 {
	if math.IsNaN(f.now[index]) {
		return nil
	}
	c := f.unit[index] + f.rho[lead]*(f.now[index]-f.unit[index])
	k := f.m.class(c)
	mu, size := math.Max(1e-4, f.mean[lead][k]*math.Max(1e-3, math.Expm1(c))), f.size[lead][k]
	top := f.m.Cap * math.Max(100, math.Max(f.top[index], mu))
	out := make([]float64, n)
	for i := range out {
		g := distuv.Gamma{Alpha: size, Beta: size / mu, Src: r}.Rand()
		if g > 0 {
			out[i] = math.Min(top, distuv.Poisson{Lambda: g, Src: r}.Rand())
		}
	}
	return out
}
