package matched

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"detente/internal/words/calendar"
)

// regress fits after = a + b·before + effect·treated by weighted least squares, or, when not
// given, after − before = a + effect·treated. Windows of events near in time overlap, so that
// the standard error lets units of one calendar month move together (Liang and Zeger 1986,
// Biometrika 73, with the factor G/(G−1)·(n−1)/(n−k) for G months); interval and p are of Student's t with
// G−1 degrees of freedom.
func regress(rows []row, given bool) Effect {
	if given && flat(rows) {
		// Within the arms the count before is the same: it cannot be told from the arm.
		given = false
	}
	k := 2
	if given {
		k = 3
	}
	design := func(r row) ([3]float64, float64) {
		x := [3]float64{1, 0, r.before}
		if r.treated {
			x[1] = 1
		}
		if given {
			return x, r.after
		}
		return x, r.after - r.before
	}
	xx, xy := mat.NewSymDense(k, nil), mat.NewVecDense(k, nil)
	for _, r := range rows {
		x, y := design(r)
		for a := range k {
			xy.SetVec(a, xy.AtVec(a)+r.weight*x[a]*y)
			for b := a; b < k; b++ {
				xx.SetSym(a, b, xx.At(a, b)+r.weight*x[a]*x[b])
			}
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(xx) {
		return Effect{Value: math.NaN(), SE: math.NaN(), Low: math.NaN(), High: math.NaN(), P: math.NaN()}
	}
	var beta mat.VecDense
	if err := chol.SolveVecTo(&beta, xy); err != nil {
		return Effect{Value: math.NaN(), SE: math.NaN(), Low: math.NaN(), High: math.NaN(), P: math.NaN()}
	}
	e1 := mat.NewVecDense(k, nil)
	e1.SetVec(1, 1)
	var inv mat.VecDense // the row of the inverse that belongs to the effect
	if err := chol.SolveVecTo(&inv, e1); err != nil {
		return Effect{Value: beta.AtVec(1), SE: math.NaN(), Low: math.NaN(), High: math.NaN(), P: math.NaN()}
	}
	var months []calendar.Date // in the order of the rows, so that sums are the same each time
	score := map[calendar.Date]float64{}
	for _, r := range rows {
		x, y := design(r)
		fit, lever := 0.0, 0.0
		for a := range k {
			fit += beta.AtVec(a) * x[a]
			lever += inv.AtVec(a) * x[a]
		}
		m := r.unit.Day.Month()
		if _, ok := score[m]; !ok {
			months = append(months, m)
		}
		score[m] += r.weight * (y - fit) * lever
	}
	v := 0.0
	for _, m := range months {
		v += score[m] * score[m]
	}
	n, g := float64(len(rows)), float64(len(months))
	e := Effect{Value: beta.AtVec(1), SE: math.Sqrt(v * g / (g - 1) * (n - 1) / (n - float64(k)))}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: g - 1}
	reach := t.Quantile(.95) * e.SE
	e.Low, e.High = e.Value-reach, e.Value+reach
	e.P = 1
	if e.SE > 0 {
		e.P = 2 * t.Survival(math.Abs(e.Value)/e.SE)
	}
	return e
}

// flat reports whether the rows of each arm have the same count before.
func flat(rows []row) bool {
	first := map[bool]float64{}
	for _, r := range rows {
		if v, ok := first[r.treated]; !ok {
			first[r.treated] = r.before
		} else if v != r.before {
			return false
		}
	}
	return true
}

// chance labels the rows of each stratum at random, as many treated as there were, and
// returns the share of labellings, the real one counted, whose effect is as far from zero. The weights of a
// stratum go with its labels.
func chance(rows []row, effect float64, times int, r *rand.Rand) float64 {
	if math.IsNaN(effect) {
		return math.NaN()
	}
	at := map[int][]int{}
	var order []int
	for i, x := range rows {
		if at[x.stratum] == nil {
			order = append(order, x.stratum)
		}
		at[x.stratum] = append(at[x.stratum], i)
	}
	drawn := append([]row{}, rows...)
	as := 1
	for range times {
		for _, s := range order {
			p := at[s]
			for k := len(p) - 1; k > 0; k-- {
				h := r.IntN(k + 1)
				a, b := p[k], p[h]
				drawn[a].treated, drawn[b].treated = drawn[b].treated, drawn[a].treated
				drawn[a].weight, drawn[b].weight = drawn[b].weight, drawn[a].weight
			}
		}
		if e := value(drawn); math.Abs(e) >= math.Abs(effect)-1e-12 {
			as++
		}
	}
	return float64(as) / float64(times+1)
}

// value is the effect of regress given the count before, without its error: after taking the
// weighted means by arm and the common slope out, it is what is left between the arms.
func value(rows []row) float64 {
	var w, before, after [2]float64
	arm := func(r row) int {
		if r.treated {
			return 1
		}
		return 0
	}
	for _, r := range rows {
		a := arm(r)
		w[a] += r.weight
		before[a] += r.weight * r.before
		after[a] += r.weight * r.after
	}
	for a := range w {
		before[a] /= w[a]
		after[a] /= w[a]
	}
	sxy, sxx := 0.0, 0.0
	for _, r := range rows {
		a := arm(r)
		x := r.before - before[a]
		sxx += r.weight * x * x
		sxy += r.weight * x * (r.after - after[a])
	}
	slope := 1.0
	if sxx > 0 {
		slope = sxy / sxx
	}
	return after[1] - after[0] - slope*(before[1]-before[0])
}
