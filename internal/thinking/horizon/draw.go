package horizon

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
)

// sheaf is draws of one month: the total, and of each leaf only what is above zero.
type sheaf struct {
	total []float64
	leaf  [][]part
	split int // draws that are divided among the leaves, the first ones
}

type part struct {
	draw int
	n    float64
}

// The pool's members: the last months, a month's weight halved every so many, smoothed on the logarithmic scale by a factor
// of Silverman's width for their own spread, or by a fixed width. They are those of the pool of
// internal/thinking/forecast, which count alike here: one short history cannot weigh them.
var pool = []struct {
	months              int
	half, factor, width float64
}{{24, 6, 1, 0}, {24, 6, 1.6, 0}, {24, 6, 0, .7}, {36, 12, 0, .5}}

const (
	lastYear = 12
	zeroAs   = .1 // what a month without any is smoothed from
	highest  = 8  // no draw is above this times the highest of the months
)

// draw makes n draws of the month that lies lead months after the end of the month s, and divides the first
// of them, as many as split.
func (r *past) draw(m Model, s, lead, n, split int) *sheaf {
	g := rand.New(rand.NewPCG(r.p.q.Seed^uint64(r.p.q.Ends[s])*0x9e3779b97f4a7c15, uint64(lead)<<8|uint64(slices.Index(Models, m)))) //nolint:gosec // any bits will do
	if m == Mixed {
		var from []*sheaf
		for _, m := range members {
			from = append(from, r.draw(m, s, lead, n/len(members)+2, split/len(members)+1))
		}
		return mix(from, n, split)
	}
	y, share := r.at(s).y, r.at(s).share
	out := &sheaf{total: make([]float64, n), leaf: make([][]part, r.p.leaves(s)), split: split}
	if m == Whole {
		out.split = n
		r.whole(out, s, recent(share, lastYear, math.Inf(1)), g)
		return out
	}
	process := (*excited)(nil)
	if m == Excited {
		process = r.process(s)
	}
	switch {
	case process != nil:
		for i := range out.total {
			out.total[i] = process.count(lead, g)
		}
	case m == Level || m == Excited:
		smooth(out.total, y, recent(share, lastYear, math.Inf(1)), 1, 0, g)
	default:
		for k, mem := range pool {
			part := out.total[k*n/len(pool) : (k+1)*n/len(pool)]
			smooth(part, y, recent(share, mem.months, mem.half), mem.factor, mem.width, g)
		}
		g.Shuffle(n, func(i, j int) { out.total[i], out.total[j] = out.total[j], out.total[i] })
	}
	for i, v := range out.total {
		if out.total[i] = math.Round(v); i < split {
			r.urn(out, i, s, g)
		}
	}
	return out
}

// members are the models that the mixture is made of.
var members = Models[:len(Models)-1]

// mix takes n draws from the members in equal parts, and as many divided ones as split; since the sums hold in each
// draw of theirs, they hold in its own. Divided draws come first, as in the members.
func mix(from []*sheaf, n, split int) *sheaf {
	out := &sheaf{total: make([]float64, n), leaf: make([][]part, len(from[0].leaf)), split: split}
	head, foot := 0, split
	for k, d := range from {
		upto, end := (k+1)*split/len(from), split+(k+1)*(n-split)/len(from)
		cut := upto - head
		copy(out.total[head:upto], d.total)
		copy(out.total[foot:end], d.total[cut:])
		for leaf, list := range d.leaf {
			for _, x := range list {
				if x.draw < cut {
					out.leaf[leaf] = append(out.leaf[leaf], part{head + x.draw, x.n})
				}
			}
		}
		head, foot = upto, end
	}
	return out
}

// weights of months, added up from the oldest taken.
type weights struct {
	from int
	upto []float64
}

// recent weighs the last months by age and by how much was reported of them.
func recent(share []float64, months int, half float64) weights {
	w := weights{from: max(0, len(share)-months)}
	sum := 0.0
	for i := w.from; i < len(share); i++ {
		sum += share[i] * math.Exp2(-float64(len(share)-1-i)/half)
		w.upto = append(w.upto, sum)
	}
	return w
}

// at is the month at the place p of 0 to 1.
func (w weights) at(p float64) int {
	x := p * w.upto[len(w.upto)-1]
	return w.from + min(len(w.upto)-1, sort.Search(len(w.upto), func(i int) bool { return w.upto[i] > x }))
}

// of is the weight of the k-th month taken.
func (w weights) of(k int) float64 {
	if k == 0 {
		return w.upto[0]
	}
	return w.upto[k] - w.upto[k-1]
}

// spread fills out with f at evenly spaced places from one random start, shuffled.
func spread(out []float64, f func(float64) float64, g *rand.Rand) {
	start := g.Float64()
	for i := range out {
		out[i] = f((float64(i) + start) / float64(len(out)))
	}
	g.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
}

// smooth redraws months and smooths each on the logarithmic scale.
func smooth(out, y []float64, w weights, factor, width float64, g *rand.Rand) {
	top, w1, w2, a, b := 0.0, 0.0, 0.0, 0.0, 0.0
	for k := range w.upto {
		x, l := w.of(k), math.Log1p(y[w.from+k])
		top = math.Max(top, y[w.from+k])
		w1, w2, a, b = w1+x, w2+x*x, a+x*l, b+x*l*l
	}
	if factor > 0 {
		width = factor * 1.06 * math.Sqrt(math.Max(0, b/w1-a*a/(w1*w1))) * math.Pow(w1*w1/w2, -.2)
	}
	spread(out, func(p float64) float64 { return y[w.at(p)] }, g)
	if top == 0 {
		return
	}
	for i, v := range out {
		out[i] = math.Min(highest*top, (v+zeroAs)*math.Exp(width*g.NormFloat64()))
	}
}

// whole takes each draw whole from one of the months: the sums hold because they held then.
func (r *past) whole(out *sheaf, s int, w weights, g *rand.Rand) {
	months := r.at(s).last
	pick := make([]float64, len(out.total))
	spread(pick, func(p float64) float64 { return float64(w.at(p) - w.from) }, g)
	for i, k := range pick {
		for leaf, v := range months[int(k)] {
			if v > 0 {
				out.total[i] += v
				out.leaf[leaf] = append(out.leaf[leaf], part{i, v})
			}
		}
	}
}

// urn divides a draw of the total: each of its units goes to a leaf by the shares or, the more
// are placed and the smaller the concentration, to where an earlier one went, which makes the counts
// Dirichlet-multinomial (Blackwell and MacQueen 1973, Annals of Statistics 1:353–355).
func (r *past) urn(out *sheaf, i, s int, g *rand.Rand) {
	n := int(out.total[i])
	if n == 0 {
		return
	}
	e := &r.s.at[s]
	r.placed = r.placed[:0]
	for k := range n {
		leaf := 0
		if k > 0 && g.Float64()*(e.Size+float64(k)) >= e.Size {
			leaf = r.placed[g.IntN(k)]
		} else {
			x := g.Float64() * e.upto[len(e.upto)-1]
			leaf = min(len(e.upto)-1, sort.Search(len(e.upto), func(j int) bool { return e.upto[j] > x }))
		}
		r.placed = append(r.placed, leaf)
	}
	for _, leaf := range r.placed {
		list := out.leaf[leaf]
		if k := len(list) - 1; k >= 0 && list[k].draw == i {
			list[k].n++
		} else {
			out.leaf[leaf] = append(list, part{i, 1})
		}
	}
}
