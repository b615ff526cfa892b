package horizon

import (
	"math"
	"slices"

	"detente/internal/thinking/bootstrap"
	"detente/internal/thinking/score"
)

// past keeps earlier forecasts and how they did.
type past struct {
	p         *panel
	s         *division
	past      []Past
	cases     []trial
	placed    []int // scratch of urn
	kept      map[int]*kept
	processes map[int]*excited
}

// kept is what draws from one origin rest on.
type kept struct {
	y, share []float64
	last     [][]float64 // the last twelve months by leaf
}

// Past is one earlier forecast of the total, by the model that was in use then, and what came.
type Past struct {
	Origin, Lead int // index of the origin's month, months ahead
	Model        Model
	Quantiles    [5]float64 // at Levels
	Came         *float64   // as known now; nil while the month is not over
	Thin         bool       // little was reported of the month: what came may be more
}

// Levels are the quantiles that are given.
var Levels = [5]float64{.05, .25, .5, .75, .95}

// trial is one month forecast by every model and the benchmark.
type trial struct {
	origin, lead int
	thin         bool
	in           Model
	early        map[Model][2]float64 // CRPS of total and summed over leaves, by what was known a month after
	now          map[Model][2]float64 // by what is known now
}

// benchmark is plain conflictology of twelve months, for the total and for each leaf.
const benchmark Model = "conflictology"

// Trial is how one model did over the earlier forecasts that are over.
type Trial struct {
	Model  Model
	Total  float64 // mean CRPS of the total; each origin counts alike
	Leaves float64 // the same of the CRPS summed over leaves
	Cases  int
}

// Margin is the mean CRPS of the models as chosen, less the benchmark's, with its 90 % interval.
type Margin struct {
	Level     string // total or districts
	Used      float64
	Benchmark float64
	score.Difference
}

func newRecord(p *panel, s *division) *past {
	return &past{p: p, s: s, kept: map[int]*kept{}, processes: map[int]*excited{}}
}

// at is what was known at the end of a month.
func (r *past) at(s int) *kept {
	k, ok := r.kept[s]
	if !ok {
		k = &kept{y: r.p.totals(s, s), share: r.p.share(s)}
		for m := max(0, s-lastYear+1); m <= s; m++ {
			k.last = append(k.last, r.p.of(m, s, s))
		}
		r.kept[s] = k
	}
	return k
}

// divided is the percentage of the draws of earlier forecasts that is divided among the leaves: that is what takes time.
const divided = 40

// run forecasts from every earlier origin.
func (r *past) run() {
	q, n := r.p.q, len(r.p.q.Ends)
	final, share := r.at(n-1).y, r.at(n-1).share
	first, step := q.First, max(1, q.Every)
	if first == 0 {
		first = LeastMonths - 1
	}
	for s := first; s < n-1; s += step {
		use, _ := r.chosen(s)
		for l := 1; l <= q.Leads; l++ {
			past := Past{Origin: s, Lead: l, Model: use}
			at := s + l
			t := trial{origin: s, lead: l, in: use, early: map[Model][2]float64{}, now: map[Model][2]float64{}}
			var came, known []float64
			if at < n {
				past.Came, past.Thin = &final[at], share[at] < q.Thin
				t.thin = past.Thin
				came, known = r.p.of(at, n-1, s), r.p.of(at, r.p.settled(at), s)
				t.early[benchmark], t.now[benchmark] = r.plain(s, known), r.plain(s, came)
			}
			split := max(20, q.Back*divided/100)
			var from []*sheaf
			for _, m := range members {
				from = append(from, r.draw(m, s, l, q.Back, split))
			}
			for k, m := range Models {
				d := from[min(k, len(from)-1)]
				if m == Mixed {
					d = mix(from, len(from)*q.Back, len(from)*split) // all of theirs
				}
				if at < n {
					t.now[m] = crps(d, came)
					t.early[m] = t.now[m]
					if !slices.Equal(came, known) {
						t.early[m] = crps(d, known)
					}
				}
				if m == use {
					sorted := slices.Sorted(slices.Values(d.total))
					for i, p := range Levels {
						past.Quantiles[i] = bootstrap.Quantile(sorted, p)
					}
				}
			}
			r.past = append(r.past, past)
			if at < n {
				r.cases = append(r.cases, t)
			}
		}
	}
}

// enough is how many origins have to be over before a model is chosen by them.
const enough = 6

// chosen is the model in use at the end of a month: the mixture if its CRPS over the benchmark's, the mean of that of the total and
// that of the leaves, is below 1 and below that of whole months over the forecasts that were over and settled by then;
// else whole months, which are the benchmark's kin.
func (r *past) chosen(s int) (m Model, unsure bool) {
	sum, seen := map[Model][2]float64{}, map[int]bool{}
	for _, t := range r.cases {
		at := t.origin + t.lead
		if at+1 > s || r.p.share(min(at+1, s))[at] < r.p.q.Thin {
			continue
		}
		seen[t.origin] = true
		for k, v := range t.early {
			was := sum[k]
			sum[k] = [2]float64{was[0] + v[0], was[1] + v[1]}
		}
	}
	if len(seen) < enough {
		return Whole, true
	}
	ratio := func(m Model) float64 {
		return (sum[m][0]/math.Max(sum[benchmark][0], 1e-9) + sum[m][1]/math.Max(sum[benchmark][1], 1e-9)) / 2
	}
	if ratio(Mixed) < math.Min(1, ratio(Whole)) {
		return Mixed, false
	}
	return Whole, false
}

// plain is the benchmark's CRPS: each of the last twelve months once, the total's and each leaf's.
func (r *past) plain(s int, came []float64) [2]float64 {
	d := &sheaf{leaf: make([][]part, r.p.leaves(s))}
	for i, month := range r.at(s).last {
		total := 0.0
		for leaf, v := range month {
			if v > 0 {
				total += v
				d.leaf[leaf] = append(d.leaf[leaf], part{i, v})
			}
		}
		d.total = append(d.total, total)
	}
	d.split = len(d.total)
	return crps(d, came)
}

// crps is the CRPS of the total, and the sum of those of the leaves.
func crps(d *sheaf, came []float64) [2]float64 {
	sum, out := 0.0, [2]float64{}
	vals := make([]float64, 0, len(d.total))
	for leaf, y := range came {
		vals = vals[:0]
		for _, x := range d.leaf[leaf] {
			vals = append(vals, x.n)
		}
		out[1] += sparse(vals, d.split, y)
		sum += y
	}
	out[0] = sparse(append(vals[:0], d.total...), len(d.total), sum)
	return out
}

// sparse is the CRPS of n draws of which all but vals are zero, as score.Sample has it.
func sparse(vals []float64, n int, y float64) float64 {
	slices.Sort(vals)
	zeros := n - len(vals)
	near, gaps, of := float64(zeros)*y, 0.0, float64(n)
	for i, x := range vals {
		near += math.Abs(x - y)
		gaps += (2*float64(zeros+i) + 1 - of) * x
	}
	return near/of - gaps/(of*of)
}

// scored are the cases that count, those of months of which little was reported left out, with
// weights by which each origin counts alike.
func (r *past) scored() (cases []trial, weight []float64) {
	of := map[int]float64{}
	for _, t := range r.cases {
		if !t.thin {
			cases = append(cases, t)
			of[t.origin]++
		}
	}
	for _, t := range cases {
		weight = append(weight, 1/of[t.origin]/float64(len(of)))
	}
	return cases, weight
}

// trials are the means of each model and the benchmark.
func (r *past) trials() []Trial {
	cases, weight := r.scored()
	var out []Trial
	for _, m := range append([]Model{benchmark}, Models...) {
		t := Trial{Model: m, Cases: len(cases)}
		for i, c := range cases {
			t.Total += weight[i] * c.now[m][0]
			t.Leaves += weight[i] * c.now[m][1]
		}
		out = append(out, t)
	}
	return out
}

// margins set the models as they were chosen against the benchmark. Forecasts of the same month overlap, so
// the interval allows for as many months of autocorrelation as there are leads.
func (r *past) margins() []Margin {
	cases, weight := r.scored()
	if len(cases) == 0 {
		return nil
	}
	var out []Margin
	for k, level := range []string{"total", "districts"} {
		m := Margin{Level: level}
		var diffs []score.Loss
		for i, c := range cases {
			used, plain := c.now[c.in][k], c.now[benchmark][k]
			m.Used += weight[i] * used
			m.Benchmark += weight[i] * plain
			diffs = append(diffs, score.Loss{Cluster: c.lead, Period: c.origin, Value: used - plain})
		}
		d, err := score.DieboldMariano(diffs, max(1, r.p.q.Leads/max(1, r.p.q.Every)), .9)
		if err != nil {
			continue
		}
		m.Difference = d
		out = append(out, m)
	}
	return out
}
