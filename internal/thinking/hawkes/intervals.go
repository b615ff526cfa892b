package hawkes

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Interval is a range from Low to High; NaN when there is none.
type Interval struct{ Low, High float64 }

// Intervals are ranges, shaped like the parameters.
type Intervals struct {
	Level     float64
	Mu        [][]Interval
	Alpha     [][]Interval
	Beta      [][]Interval
	SlowAlpha [][]Interval // with two decays
	SlowBeta  [][]Interval
	Weight    [][]Interval
	Branch    [][]Interval // see Fit.Branch
	HalfLife  [][]Interval
	Gamma     [][]Interval
	Kappa     Interval
	Radius    Interval
}

// Intervals returns ranges from the information matrix: normal on the logarithm of rates, jumps, decays and half-lives, and
// normal on branching ratios, cut off at zero: the intensity is linear in them, so that the likelihood is
// nearest to a parabola there. Of a ratio that is zero, the range in which a parabola
// through the slope and the curvature of the log-likelihood falls by z²/2.
func (f *Fit) Intervals(level float64) Intervals {
	z := distuv.UnitNormal.Quantile((1 + level) / 2)
	each := func(value, se [][]float64, of func(v, se, z float64) Interval) [][]Interval {
		out := make([][]Interval, len(value))
		for i := range value {
			for j, v := range value[i] {
				out[i] = append(out[i], of(v, se[i][j], z))
			}
		}
		return out
	}
	p := f.Params
	s := Intervals{
		Level: level, Mu: each(p.Mu, f.SE.Mu, logInterval), Alpha: each(p.Alpha, f.SE.Alpha, logInterval),
		Beta: each(p.Beta, f.SE.Beta, logInterval), HalfLife: each(p.HalfLife(), f.HalfSE, logInterval),
		Gamma: each(p.Gamma, f.SE.Gamma, normalInterval), Kappa: normalInterval(p.Kappa, f.SE.Kappa, z),
		Radius: logInterval(f.Radius, f.RadiusSE, z),
	}
	if p.Slow != nil {
		s.SlowAlpha, s.SlowBeta = each(p.Slow.Alpha, f.SE.Slow.Alpha, logInterval), each(p.Slow.Beta, f.SE.Slow.Beta, logInterval)
		s.Weight = each(f.Weight, f.WeightSE, shareInterval)
	}
	s.Branch = make([][]Interval, len(f.Branch))
	for i := range f.Branch {
		for j := range f.Branch[i] {
			s.Branch[i] = append(s.Branch[i], f.branchInterval(i, j, z))
		}
	}
	return s
}

func (f *Fit) branchInterval(i, j int, z float64) Interval {
	n, se := f.Branch[i][j], f.BranchSE[i][j]
	switch {
	case f.Params.Floor > 0 && i != j:
		return normalInterval(n, se, z)
	case n < tiny:
		d := len(f.Branch)
		slope, curve := min(0, f.slope[i*d+j]), f.curve[i*d+j]
		if !(curve > 0) {
			return Interval{0, math.NaN()}
		}
		return Interval{0, n + f.scale[j]*(slope+math.Sqrt(slope*slope+curve*z*z))/curve}
	case se > 0:
		return Interval{max(0, n-z*se), n + z*se}
	}
	return Interval{0, math.NaN()}
}

func logInterval(v, se, z float64) Interval {
	if v < 0 {
		return normalInterval(v, se, z)
	}
	r := math.Exp(z * se / v)
	return Interval{v / r, v * r}
}

func normalInterval(v, se, z float64) Interval { return Interval{v - z*se, v + z*se} }

// shareInterval is normal on the logit.
func shareInterval(v, se, z float64) Interval {
	x, step := math.Log(v/(1-v)), z*se/(v*(1-v))
	return Interval{sigmoid(x - step), sigmoid(x + step)}
}
