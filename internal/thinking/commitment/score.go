package commitment

import "sort"

// Score is how far a group of commitments was carried out.
type Score struct {
	Key     string // the theme, side or institution; empty for all
	N       int
	Scored  int
	Unknown int // neither scored nor zero
	// Value is 0 to 100; Known is false when nothing could be scored or all weights are zero.
	Value float64
	Known bool
	// Low and High are what Value would be if all the unknown turned out to be none, or full;
	// Bounded is false when there is nothing to weigh.
	Low, High  float64
	Bounded    bool
	Grades     [Full + 1]int // commitments at each grade
	IDs        []string      // of the scored
	UnknownIDs []string
}

// Aggregate returns
//
//	100·Σ w_i·s_i / (3·Σ w_i)
//
// over the commitments with a grade s_i of 0 to 3, weighed within them. The bounds grade
// every unknown as 0, or as 3, and weigh again; they hold whatever the truth about the
// unknown is (Manski 2003, Partial Identification of Probability Distributions), and say
// nothing of how sure the readings themselves are. The sum is the Peace Accords Matrix's.
func Aggregate(list []Standing, w Weighting) Score {
	s := Score{N: len(list)}
	var scored []Standing
	for _, x := range list {
		g, ok := Grade(x.Status())
		if !ok {
			s.Unknown++
			s.UnknownIDs = append(s.UnknownIDs, x.ID)
			continue
		}
		s.Scored++
		s.Grades[g]++
		s.IDs = append(s.IDs, x.ID)
		scored = append(scored, x)
	}
	s.Value, s.Known = mean(scored, w, 0)
	s.Low, _ = mean(list, w, 0)
	s.High, s.Bounded = mean(list, w, Full)
	return s
}

// mean is the weighted mean grade as a percentage of full, the unknown taken for the grade
// given; ok is false when the weights add up to nothing.
func mean(list []Standing, w Weighting, unknown int) (value float64, ok bool) {
	sum, total := 0.0, 0.0
	for i, weight := range w.of(list) {
		g, known := Grade(list[i].Status())
		if !known {
			g = unknown
		}
		sum += weight * float64(g)
		total += weight
	}
	if total <= 0 {
		return 0, false
	}
	return 100 * sum / (Full * total), true
}

// By scores the groups that keys puts the commitments into, in order of the key. One
// commitment may be in several groups, so that groups need not add up.
func By(list []Standing, w Weighting, keys func(Standing) []string) []Score {
	groups := map[string][]Standing{}
	for _, s := range list {
		for _, k := range keys(s) {
			groups[k] = append(groups[k], s)
		}
	}
	out := make([]Score, 0, len(groups))
	for k, g := range groups {
		s := Aggregate(g, w)
		s.Key = k
		out = append(out, s)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Key < out[j].Key })
	return out
}
