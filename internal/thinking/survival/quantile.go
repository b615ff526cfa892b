package survival

import "math"

// Quantile is the day by which a given part has ended; a part of it that the curve does not
// reach is NaN, which is "not within the time followed" and not a long time.
type Quantile struct{ Days, Low, High float64 }

// flat is how near a step has to be to count as lying on the level sought, as in R.
const flat = 1e-8

// Median is the day on which the share falls to one half, with the 95 % interval that
// inverting the log intervals of the curve gives (Brookmeyer and Crowley 1982).
func (c Curve) Median() Quantile {
	return Quantile{
		Days: c.reach(.5, func(p Point) float64 { return p.Share }),
		Low:  c.reach(.5, func(p Point) float64 { return p.Log.Low }),
		High: c.reach(.5, func(p Point) float64 { return p.Log.High }),
	}
}

// reach returns the first day on which the line is at or below the level. Where it runs
// flat on the level, that is the middle of the stretch up to the next fall, or up to the
// last day followed, as R's quantile.survfit has it.
func (c Curve) reach(level float64, line func(Point) float64) float64 {
	for i, p := range c.Points {
		v := line(p)
		switch {
		case math.IsNaN(v):
			return math.NaN()
		case v > level+flat:
			continue
		case v < level-flat:
			return float64(p.Days)
		}
		end := p.Days
		for _, q := range c.Points[i+1:] {
			end = q.Days
			if w := line(q); math.IsNaN(w) || w < level-flat {
				break
			}
		}
		return float64(p.Days+end) / 2
	}
	return math.NaN()
}

// At is the curve on a day: the newest point up to it, with the cases that were still
// followed then; ok is false before the first point and where nobody was followed so long.
func (c Curve) At(days int) (p Point, ok bool) {
	for i, q := range c.Points {
		if q.Days > days {
			p.AtRisk = q.AtRisk
			return p, i > 0
		}
		p = q
	}
	return p, len(c.Points) > 0 && p.Days == days
}
