package trend

import "math"

const (
	headroom     = 10.0     // the grid's top over the highest weekly rate seen
	footroom     = 20.0     // the lowest rate seen over the grid's bottom
	leastSpan    = 1000.0   // the grid's top over its bottom, at least
	leastCovered = 1. / 100 // coverage below this does not stretch the grid
)

// grid cuts an interval of the log level into n cells of equal width; a distribution on it is one mass per cell,
// spread evenly within the cell.
type grid struct {
	low, step float64 // log events a week
	n         int
}

// newGrid derives the interval from the weeks, as the package documentation says. At least one week is observed.
func newGrid(weeks []Week, n int) grid {
	highest, lowest := 1.0, math.Inf(1)
	var counts, exposures float64           // of all observed weeks
	var beforeCount, beforeExposure float64 // of the observed week before
	for _, w := range weeks {
		if w.Missing {
			continue
		}
		y, e := float64(w.Count), w.Exposure
		highest = max(highest, y/max(e, leastCovered))
		if beforeExposure > 0 {
			lowest = min(lowest, rate(y+beforeCount, e+beforeExposure))
		}
		beforeCount, beforeExposure = y, e
		counts, exposures = counts+y, exposures+e
	}
	lowest = min(lowest, rate(counts, exposures))

	top := math.Log(highest * headroom)
	low := min(math.Log(lowest/footroom), top-math.Log(leastSpan))
	return grid{low: low, step: (top - low) / float64(n), n: n}
}

// rate is events a week at full coverage, with half an event added so that it is above zero.
func rate(count, exposure float64) float64 { return (count + .5) / exposure }

// at is the centre of a cell.
func (g grid) at(cell int) float64 { return g.low + (float64(cell)+.5)*g.step }

// top is the upper end of the grid.
func (g grid) top() float64 { return g.low + float64(g.n)*g.step }

// fold reflects a log level at the ends of the grid until it lies within.
func (g grid) fold(x float64) float64 {
	span := g.top() - g.low
	d := math.Mod(x-g.low, 2*span)
	if d < 0 {
		d += 2 * span
	}
	if d > span {
		d = 2*span - d
	}
	return g.low + d
}

// quantile is the point below which the share q of the mass lies; mass sums to 1.
func (g grid) quantile(mass []float64, q float64) float64 {
	below := 0.0
	for i, m := range mass {
		if m > 0 && below+m >= q {
			return g.low + (float64(i)+(q-below)/m)*g.step
		}
		below += m
	}
	// Rounding can leave the sum a hair under q.
	for i := len(mass) - 1; i >= 0; i-- {
		if mass[i] > 0 {
			return g.low + float64(i+1)*g.step
		}
	}
	return g.low
}
