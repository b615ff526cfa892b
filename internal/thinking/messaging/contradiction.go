package messaging

import "sort"

// Contradiction is two statements on one issue with opposite stances, near in time.
type Contradiction struct {
	For, Against Statement // who supported, and who opposed
	Days         int       // between them
	Own          bool      // both are of one institution
}

// Contradictions pairs each statement in support with each in opposition on the same issue
// at most Options.Near days apart. Newest first, by the later of the two.
func Contradictions(list []Statement, o Options) []Contradiction {
	var out []Contradiction
	for _, a := range list {
		if a.Value != 1 {
			continue
		}
		for _, b := range list {
			days := int(max(a.Day, b.Day) - min(a.Day, b.Day))
			if b.Value == -1 && a.Issue == b.Issue && days <= o.Near {
				out = append(out, Contradiction{For: a, Against: b, Days: days, Own: a.Speaker == b.Speaker})
			}
		}
	}
	sort.Slice(out, func(i, j int) bool {
		x, y := out[i], out[j]
		if p, q := max(x.For.Day, x.Against.Day), max(y.For.Day, y.Against.Day); p != q {
			return p > q
		}
		if x.For.ID != y.For.ID {
			return x.For.ID < y.For.ID
		}
		return x.Against.ID < y.Against.ID
	})
	return out
}
