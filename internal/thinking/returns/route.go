package returns

import "sort"

// Forced is deportations over returns of one publisher, region and period.
type Forced struct {
	Share              float64
	Deported, Returned Flow
}

// Route is what went through crossings of what one publisher gives for a whole region in the
// same period.
type Route struct {
	Whole Flow
	Legs  []Leg
	// Share is the part through the crossings given, or nil where they hold more than the whole.
	Share *float64
}

// Leg is one crossing's part.
type Leg struct {
	Crossing string
	Share    float64
	Flow     Flow
}

// ForcedShares pairs deportations with returns of the same publisher, region, unit and
// period. A pair in which more were deported than returned is left out: it does not count the
// same people.
func ForcedShares(series []Series) []Forced {
	var out []Forced
	for _, f := range used(series, func(f Flow) bool { return f.Indicator == Deported }) {
		for _, r := range used(series, func(r Flow) bool { return r.Indicator == Returned }) {
			if same(f, r) && f.Region == r.Region && r.Value > 0 && f.Value <= r.Value {
				out = append(out, Forced{f.Value / r.Value, f, r})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Returned.Span.From < out[j].Returned.Span.From })
	return out
}

// Routes gives the share of each crossing. crossing turns a region into a crossing's code, or
// "" for one that is none. Where a publisher gives several regions for a period, the
// largest is the whole.
func Routes(series []Series, crossing func(region string) string) []Route {
	all := used(series, func(Flow) bool { return true })
	var out []Route
	for _, w := range all {
		if crossing(w.Region) != "" || w.Value <= 0 {
			continue
		}
		route, sum, largest := Route{Whole: w}, 0.0, true
		for _, f := range all {
			switch code := crossing(f.Region); {
			case f.Indicator != w.Indicator || !same(f, w):
			case code == "":
				largest = largest && f.Value <= w.Value
			default:
				sum += f.Value
				route.Legs = append(route.Legs, Leg{code, f.Value / w.Value, f})
			}
		}
		if len(route.Legs) == 0 || !largest {
			continue
		}
		if sum <= w.Value {
			share := sum / w.Value
			route.Share = &share
		}
		out = append(out, route)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Whole.Span.From < out[j].Whole.Span.From })
	return out
}

// same reports whether two flows are one publisher's for one period in one unit.
func same(a, b Flow) bool {
	return a.Publisher == b.Publisher && a.Span == b.Span && a.Unit == b.Unit
}

func used(series []Series, keep func(Flow) bool) []Flow {
	var out []Flow
	for _, s := range series {
		for _, f := range s.Flows {
			if f.Under == 0 && keep(f) {
				out = append(out, f)
			}
		}
	}
	return out
}
