package returns

import "sort"

// Trailing is the number of days before a period whose figures say what was usual.
const Trailing = 365

// Surge is the rate of a period against the publisher's own earlier rate.
type Surge struct {
	Ratio   float64 // people a day in the period over Norm
	Norm    float64 // people a day over the earlier periods
	Periods int
	Days    int
	IDs     []string // rows behind Norm
}

// surges compares each flow with earlier ones of the same series:
//
//	ratio = (value/days) / (Σ values/Σ days),
//
// the sums running over flows that ended before it began and began at most Trailing days
// before it. Where earlier flows overlap the longer is taken, so that nobody is counted twice
// and a single peak does not stand for the year. Without an earlier flow, or with a norm of zero, there is no ratio.
func (s *Series) surges() {
	for i := range s.Flows {
		f := &s.Flows[i]
		if f.Under > 0 {
			continue
		}
		var sum float64
		norm := Surge{}
		for _, e := range earlier(s.Flows, *f) {
			sum += e.Value
			norm.Days += e.Span.Days()
			norm.Periods++
			norm.IDs = append(norm.IDs, e.IDs()...)
		}
		if norm.Periods == 0 || sum == 0 {
			continue
		}
		norm.Norm = sum / float64(norm.Days)
		norm.Ratio = f.Rate() / norm.Norm
		f.Surge = &norm
	}
}

// earlier returns flows before f that do not overlap each other, oldest first.
func earlier(all []Flow, f Flow) []Flow {
	var found []Flow
	for _, e := range all {
		if e.Under == 0 && e.Span.To < f.Span.From && e.Span.From >= f.Span.From.Add(-Trailing) {
			found = append(found, e)
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Span.Days() > found[j].Span.Days() })
	var out []Flow
next:
	for _, e := range found {
		for _, o := range out {
			if e.Span.From <= o.Span.To && o.Span.From <= e.Span.To {
				continue next
			}
		}
		out = append(out, e)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Span.From < out[j].Span.From })
	return out
}
