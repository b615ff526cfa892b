package messaging

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"

	"detente/internal/words/calendar"
)

// Grade says whether a window holds enough for an index.
type Grade string

// The grades. Only Enough has an index; the others are "not known" and never zero.
const (
	Enough         Grade = "enough"
	None           Grade = "none"            // no statement
	TooFew         Grade = "too_few"         // fewer than Options.AtLeast
	OneInstitution Grade = "one_institution" // nobody to agree or disagree with on any issue
)

// Reading is the agreement in one window.
type Reading struct {
	From, To   calendar.Date
	Grade      Grade
	Statements int
	Speakers   int
	Index      float64 // 1 all agree, 0 all opposed; meaningful only where Grade is Enough
	// Low and High bound the index over resamples; HasInterval is false where every resample
	// gives the same, as when all agree, since that cannot show how sure it is.
	Low, High   float64
	HasInterval bool
	IDs         []string
}

// At reads the agreement of the statements, which may be on several issues; only
// statements on the same issue are compared. For institutions i and j with n_i and n_j
// statements of values a and b on an issue, their agreement is
//
//	A_ij = Σ_a Σ_b (1 − |a − b|/2) / (n_i·n_j)
//
// which is 1 − |a−b|/2 where each spoke once, and the index is Σ w_ij·A_ij / Σ w_ij over the
// pairs of all issues, with w_ij = min(n_i, n_j), or 1 where each pair counts once. Comparing
// statements and not mean positions keeps two institutions that each say both things from
// looking as if they agreed. A_ij is one minus the mean dissimilarity between two groups of
// Rao (1982), Theoretical Population Biology 21, with |a−b|/2 as the distance.
//
// The interval is the percentile interval over Draws resamples of the statements with
// replacement (Efron 1979); a resample that leaves nobody to compare is drawn again, at
// most once for each. r is read only when there is an index.
func At(list []Statement, w calendar.Window, o Options, r *rand.Rand) Reading {
	list = Within(list, w)
	x := Reading{From: w.From, To: w.To, Statements: len(list)}
	seen := map[string]bool{}
	for _, s := range list {
		seen[s.Speaker] = true
		x.IDs = append(x.IDs, s.ID)
	}
	x.Speakers = len(seen)
	t := tally(list)
	index, ok := t.index(o.Weigh, t.counts)
	switch {
	case len(list) == 0:
		x.Grade = None
		return x
	case !ok:
		x.Grade = OneInstitution
		return x
	case len(list) < o.AtLeast:
		x.Grade = TooFew
		return x
	}
	x.Grade, x.Index = Enough, index
	x.Low, x.High, x.HasInterval = t.interval(o, r)
	return x
}

// table counts statements by issue, institution and stance.
type table struct {
	cells  []int     // cell of each statement: 3·(issue and institution) + stance
	counts []float64 // by cell
	pairs  [][2]int  // of cells that start two institutions on one issue
}

func tally(list []Statement) table {
	type key struct{ issue, speaker string }
	var keys []key
	for _, s := range list {
		if k := (key{s.Issue, s.Speaker}); !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	sort.Slice(keys, func(i, j int) bool {
		if keys[i].issue != keys[j].issue {
			return keys[i].issue < keys[j].issue
		}
		return keys[i].speaker < keys[j].speaker
	})
	t := table{counts: make([]float64, 3*len(keys))}
	for _, s := range list {
		c := 3*slices.Index(keys, key{s.Issue, s.Speaker}) + int(s.Value) + 1
		t.cells = append(t.cells, c)
		t.counts[c]++
	}
	for i := range keys {
		for j := i + 1; j < len(keys) && keys[j].issue == keys[i].issue; j++ {
			t.pairs = append(t.pairs, [2]int{3 * i, 3 * j})
		}
	}
	return t
}

// index is the agreement under the counts; ok is false when no two institutions spoke on
// one issue.
func (t table) index(w Weigh, counts []float64) (float64, bool) {
	sum, total := 0.0, 0.0
	for _, p := range t.pairs {
		a, b := counts[p[0]:p[0]+3], counts[p[1]:p[1]+3]
		na, nb := a[0]+a[1]+a[2], b[0]+b[1]+b[2]
		if na == 0 || nb == 0 {
			continue
		}
		weight := 1.0
		if w != EachPair {
			weight = math.Min(na, nb)
		}
		sum += weight * likeness(a, b) / (na * nb)
		total += weight
	}
	if total == 0 {
		return 0, false
	}
	return sum / total, true
}

// likeness adds 1 − |a−b|/2 over the pairs of statements: stances one step apart are half
// alike, and opposite ones not at all.
func likeness(a, b []float64) float64 {
	same := a[0]*b[0] + a[1]*b[1] + a[2]*b[2]
	half := a[1]*(b[0]+b[2]) + b[1]*(a[0]+a[2])
	return same + half/2
}

func (t table) interval(o Options, r *rand.Rand) (low, high float64, ok bool) {
	n := len(t.cells)
	counts := make([]float64, len(t.counts))
	draws := make([]float64, 0, o.Draws)
	for tries := 0; len(draws) < o.Draws && tries < 2*o.Draws; tries++ {
		clear(counts)
		for range n {
			counts[t.cells[r.IntN(n)]]++
		}
		if v, ok := t.index(o.Weigh, counts); ok {
			draws = append(draws, v)
		}
	}
	if len(draws) < 2 {
		return 0, 0, false
	}
	slices.Sort(draws)
	tail := (1 - o.Level) / 2
	low, high = quantile(draws, tail), quantile(draws, 1-tail)
	return low, high, low < high
}

// quantile interpolates between order statistics (type 7 of Hyndman and Fan 1996).
func quantile(sorted []float64, p float64) float64 {
	h := p * float64(len(sorted)-1)
	i := int(h)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}

// Series reads the agreement at the end of each month between the first statement and the
// day, and on the day itself, each over the window that ends there.
func Series(list []Statement, day calendar.Date, o Options, r *rand.Rand) []Reading {
	if len(list) == 0 {
		return nil
	}
	var out []Reading
	for end := list[0].Day.Month().Add(31).Month().Add(-1); ; end = end.Add(1).Month().Add(31).Month().Add(-1) {
		end = min(end, day)
		out = append(out, At(list, calendar.Last(o.Window, end), o, r))
		if end >= day {
			return out
		}
	}
}
