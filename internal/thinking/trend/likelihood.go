package trend

import (
	"math"
	"slices"
)

const (
	maxNodes = 128 // points at which a likelihood much narrower than a cell is averaged within it, at most
	hopeless = 800 // nats below the peak; exp of it is zero
)

// likelihood is p(y | x) of one observation in every cell of a grid.
type likelihood struct {
	log      []float64 // log p(y | cell)
	relative []float64 // exp(log − peak), for speed; underflows to zero far from the peak
	peak     float64   // max of log
}

// likelihoodsOf evaluates the observations for one size φ; row i belongs to observation i.
func likelihoodsOf(g grid, each []observation, phi float64) []likelihood {
	rows := make([]likelihood, len(each))
	for i, o := range each {
		rows[i] = newLikelihood(g, o, phi)
	}
	return rows
}

func newLikelihood(g grid, o observation, phi float64) likelihood {
	law := newCountLaw(o.count, phi)
	logExposure := math.Log(o.exposure)
	nodes, mode := law.nodes(g.step), math.Log(law.y) // several nodes only for counts above zero
	at := make([]float64, nodes)
	l := likelihood{log: make([]float64, g.n), relative: make([]float64, g.n)}
	for i := range l.log {
		x := g.at(i) + logExposure
		if nodes == 1 {
			l.log[i] = law.logProbability(x)
			continue
		}
		nearest := x + max(-g.step/2, min(mode-x, g.step/2))
		if v := law.logProbability(nearest); v < law.logProbability(mode)-hopeless {
			l.log[i] = v - math.Log(float64(nodes)) // the end of the cell carries the average; saves time
			continue
		}
		for k := range at {
			at[k] = law.logProbability(x + g.step*((float64(k)+.5)/float64(nodes)-.5))
		}
		l.log[i] = logSumExp(at) - math.Log(float64(nodes))
	}
	l.peak = slices.Max(l.log)
	for i, v := range l.log {
		l.relative[i] = math.Exp(v - l.peak)
	}
	return l
}

// countLaw is the negative-binomial law of one count as a function of the log mean, with the terms that do not depend
// on the mean computed once. Size +Inf is the Poisson law.
type countLaw struct {
	y, phi   float64
	logPhi   float64
	constant float64
}

func newCountLaw(count int, phi float64) countLaw {
	y := float64(count)
	c := countLaw{y: y, phi: phi, logPhi: math.Log(phi)}
	factorial, _ := math.Lgamma(y + 1)
	if math.IsInf(phi, 1) {
		if count > 0 {
			c.constant = y*math.Log(y) - y - factorial
		}
		return c
	}
	top, _ := math.Lgamma(y + phi)
	size, _ := math.Lgamma(phi)
	c.constant = top - size - factorial
	return c
}

// logProbability is log P(Y = y) at log mean x:
//
//	negative binomial  log Γ(y+φ) − log Γ(φ) − log y! + y·log(μ/(μ+φ)) + φ·log(φ/(μ+φ))
//	Poisson            y·log μ − μ − log y!
//
// Both are arranged so that large counts do not cancel.
func (c countLaw) logProbability(x float64) float64 {
	if math.IsInf(c.phi, 1) {
		if c.y == 0 {
			return -math.Exp(x)
		}
		d := x - math.Log(c.y)
		return c.constant - c.y*(math.Expm1(d)-d)
	}
	z := x - c.logPhi
	if z > 0 {
		u := math.Log1p(math.Exp(-z))
		return c.constant - c.y*u - c.phi*(z+u)
	}
	u := math.Log1p(math.Exp(z))
	return c.constant - c.y*(u-z) - c.phi*u
}

// nodes is the number of points at which the likelihood is evaluated in a cell: one while a cell is no wider than the
// likelihood's own standard deviation 1/√I at its peak, I = yφ/(y+φ), for then sums over cells are accurate already;
// otherwise two per standard deviation, so that a narrow peak cannot fall between two centres.
func (c countLaw) nodes(step float64) int {
	information := c.y
	if !math.IsInf(c.phi, 1) {
		information = c.y / (c.y/c.phi + 1)
	}
	ratio := step * math.Sqrt(information)
	if ratio <= 1 {
		return 1
	}
	return int(min(math.Ceil(2*ratio), maxNodes))
}
