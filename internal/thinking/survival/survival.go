// Package survival estimates how long something lasts when for part of the cases the end
// has not been seen: the Kaplan–Meier curve with Greenwood's variance.
package survival

import (
	"math"
	"sort"
)

// Spell is one case followed from its start.
type Spell struct {
	ID    string
	Days  int  // days followed; below zero counts as zero
	Ended bool // the event was seen on that day; false is censored then
}

// Interval is a pointwise 95 % interval within [0, 1].
type Interval struct{ Low, High float64 }

// Point is the curve on one day on which an event or a censoring was recorded.
type Point struct {
	Days     int
	AtRisk   int // cases followed up to this day
	Events   int
	Censored int
	Share    float64  // estimate of the share that lasts longer than Days
	SE       float64  // Greenwood's standard error of Share; NaN where Share is 0
	Log      Interval // on the logarithm of the share, the default of R's survfit; NaN where Share is 0
	Plain    Interval // Share ± 1.96·SE; NaN where Share is 0
	EventIDs []string
	Dropped  []string // ids censored on this day
}

// Curve is an estimate over all days; the share is 1 before the first point.
type Curve struct {
	N      int
	Events int
	Points []Point
}

// z is the 97.5 % point of the normal distribution.
const z = 1.959963984540054

// KaplanMeier returns the product-limit estimate
//
//	S(t) = Π_{t_i ≤ t} (1 − d_i/n_i)
//
// with d_i events among the n_i cases still followed on day t_i; a case censored on the day
// of an event counts as followed. Greenwood's variance is S(t)²·Σ d_i/(n_i(n_i−d_i)), and the
// 95 % interval is exp(log S ± z·√Σ), or S ± z·S·√Σ where plain, both cut to [0, 1].
// Without events the share is 1 and the intervals have no width, which says nothing of how
// sure that is. Kaplan and Meier (1958), JASA 53; Greenwood (1926); the numbers are those of
// R's survival::survfit. The order of the spells does not matter.
func KaplanMeier(spells []Spell) Curve {
	list := make([]Spell, len(spells))
	for i, s := range spells {
		s.Days = max(0, s.Days)
		list[i] = s
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].Days != list[j].Days {
			return list[i].Days < list[j].Days
		}
		return list[i].ID < list[j].ID
	})
	c := Curve{N: len(list)}
	share, sum := 1.0, 0.0
	for i := 0; i < len(list); {
		p := Point{Days: list[i].Days, AtRisk: len(list) - i}
		for ; i < len(list) && list[i].Days == p.Days; i++ {
			if list[i].Ended {
				p.Events++
				p.EventIDs = append(p.EventIDs, list[i].ID)
			} else {
				p.Censored++
				p.Dropped = append(p.Dropped, list[i].ID)
			}
		}
		n, d := float64(p.AtRisk), float64(p.Events)
		if p.Events > 0 {
			share *= (n - d) / n
			sum += d / (n * (n - d)) // infinite where all ended, which makes the rest NaN
		}
		p.Share = share
		p.SE, p.Log, p.Plain = spread(share, sum)
		c.Events += p.Events
		c.Points = append(c.Points, p)
	}
	return c
}

// spread gives the standard error and the intervals for a share and Greenwood's sum.
func spread(share, sum float64) (se float64, log, plain Interval) {
	if share <= 0 {
		nan := Interval{math.NaN(), math.NaN()}
		return math.NaN(), nan, nan
	}
	root := math.Sqrt(sum)
	se = share * root
	log = Interval{share * math.Exp(-z*root), math.Min(1, share*math.Exp(z*root))}
	plain = Interval{math.Max(0, share-z*se), math.Min(1, share+z*se)}
	return se, log, plain
}
