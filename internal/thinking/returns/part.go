package returns

import (
	"math"
	"sort"

	"detente/internal/words/calendar"
)

// The parts of the orderliness of a period.
const (
	PartSurge  = "surge"
	PartNotice = "notice"
	PartRoute  = "regular_routes"
	PartForced = "not_forced"
)

// Parts lists them in order.
var Parts = []string{PartSurge, PartNotice, PartRoute, PartForced}

// FullNotice is the number of days of notice that counts as full. Fewest is the number of
// parts under which they are not put together.
const (
	FullNotice = 90
	Fewest     = 2
)

// Part is one part of orderliness, between 0 and 1. Low and High differ where the days of
// notice are not known exactly.
type Part struct {
	Name      string
	Value     float64 // what was measured: ratio, least days of notice, share
	Low, High float64
	IDs       []string
}

// Order is how orderly one period was, by its parts.
type Order struct {
	Flow    Flow
	Parts   []Part
	Missing []string
	// Low and High are the mean of the parts; nil with fewer than Fewest.
	Low, High *float64
}

// Orderliness measures each flow of returns of at most Around days:
//
//	surge           min(1, 1/ratio)             1 at the norm or below, ½ at twice the norm
//	notice          min(1, days/90), from 0 up  of the newest deadline from 30 days before to the end
//	regular_routes  share through the crossings given
//	not_forced      1 − deportations/returns
//
// The parts stand for themselves; their plain mean is given only with two or more of them and
// says which are missing. Flows without any part are left out.
func Orderliness(series []Series, plans []Plan, forced []Forced, routes []Route) []Order {
	var out []Order
	for _, f := range used(series, func(f Flow) bool { return f.Indicator == Returned && f.Span.Days() <= Around }) {
		o := Order{Flow: f}
		if f.Surge != nil && f.Surge.Ratio > 0 {
			v := math.Min(1, 1/f.Surge.Ratio)
			o.Parts = append(o.Parts, Part{PartSurge, f.Surge.Ratio, v, v, f.Surge.IDs})
		}
		if p := inForce(plans, f.Span); p != nil {
			low, high := math.Min(1, math.Max(0, float64(*p.Least)/FullNotice)), math.Min(1, math.Max(0, float64(*p.Most)/FullNotice))
			o.Parts = append(o.Parts, Part{PartNotice, float64(*p.Least), low, high, append([]string{p.ID}, p.Earlier...)})
		}
		for _, r := range routes {
			if same(r.Whole, f) && r.Whole.Region == f.Region && r.Whole.Indicator == f.Indicator && r.Share != nil {
				var ids []string
				for _, l := range r.Legs {
					ids = append(ids, l.Flow.IDs()...)
				}
				o.Parts = append(o.Parts, Part{PartRoute, *r.Share, *r.Share, *r.Share, ids})
				break
			}
		}
		for _, x := range forced {
			if same(x.Returned, f) && x.Returned.Region == f.Region {
				o.Parts = append(o.Parts, Part{PartForced, x.Share, 1 - x.Share, 1 - x.Share, x.Deported.IDs()})
				break
			}
		}
		if len(o.Parts) > 0 {
			o.sum()
			out = append(out, o)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Flow.Span.From < out[j].Flow.Span.From })
	return out
}

// sum puts the parts together and lists those that are missing.
func (o *Order) sum() {
	have := map[string]bool{}
	low, high, n := 0.0, 0.0, float64(len(o.Parts))
	for _, p := range o.Parts {
		have[p.Name] = true
		low, high = low+p.Low/n, high+p.High/n
	}
	for _, name := range Parts {
		if !have[name] {
			o.Missing = append(o.Missing, name)
		}
	}
	if len(o.Parts) >= Fewest {
		o.Low, o.High = &low, &high
	}
}

// inForce is the plan with the newest deadline from 30 days before the period to its end.
func inForce(plans []Plan, span calendar.Window) *Plan {
	var out *Plan
	for i := range plans {
		p := &plans[i]
		due := p.Due.First()
		if p.Least == nil || due < span.From.Add(-30) || due > span.To {
			continue
		}
		if out == nil || due > out.Due.First() {
			out = p
		}
	}
	return out
}
