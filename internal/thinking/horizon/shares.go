package horizon

import (
	"math"
	"slices"

	"detente/internal/thinking/crossing"
	"detente/internal/words/record"
)

// Shares is how a total is divided. The share of a leaf is
//
//	π_i ∝ a_i + η·Σ_j w_ij·a_j + 1/K
//
// with a_i the acts of the leaf, their weight halved every Half months, w_ij the part of its neighbour j's that falls to it (exp(−km/50)
// within 150 km, adding up to 1 over the neighbours of j), and one act's worth spread over the K leaves. The
// first act of a district counts for the rest of its province too: before, it would have been there. The counts of a month
// are then Dirichlet-multinomial with concentration Size: the smaller it is, the more a month's count gathers in few places.
type Shares struct {
	Half  float64 `json:"half_life_months"`
	Near  float64 `json:"neighbours"` // η
	Count bool    `json:"by_count"`   // acts count by what is forecast, not each as one
	Size  float64 `json:"concentration"`
}

// The settings that are tried; they are weighed by how likely they made past months, three months ahead.
var (
	halves = []float64{6, 12, 36}
	nears  = []float64{0, .25, .75}
	sizes  = []float64{1, 2, 4, 8, 16, 32, 64}
)

const (
	ahead   = 3  // months between what shares are from and the month they are tried on
	least   = 12 // months tried before the settings are chosen
	usualOf = 1  // of halves, nears and sizes: in use until there were so many
	reach   = 150.0
	shrink  = 50.0
	worth   = 1.0 // acts that are spread over all leaves
)

// estate is the shares at the end of one month.
type estate struct {
	Shares
	upto []float64 // shares of the leaves told apart then, each with those before it
}

// division is the shares at the end of every month, each from what was known then.
type division struct {
	p     *panel
	links [][]link // by leaf: the leaves near it
	at    []estate

	tries []try
	next  int // first act that is not counted yet
	sum   float64
}

// link is a leaf near another, and how near.
type link struct {
	leaf int
	w    float64
}

// try is one setting of what a district's acts count for, with how likely it made past months by concentration.
type try struct {
	Shares
	own  []float64   // of each leaf
	past [][]float64 // shares at the end of each month
	like []float64   // by size
}

func divide(p *panel) *division {
	d := &division{p: p, at: make([]estate, len(p.q.Ends))}
	d.neighbours()
	for _, h := range halves {
		for _, by := range []bool{false, true} {
			own := make([]float64, len(p.leaf)) // one for all that differ in the neighbours only
			for _, near := range nears {
				d.tries = append(d.tries, try{Shares: Shares{Half: h, Near: near, Count: by}, own: own, like: make([]float64, len(sizes))})
			}
		}
	}
	tried := 0
	for s := range d.at {
		d.count(s)
		for c := range d.tries {
			t := &d.tries[c]
			t.past = append(t.past, d.shares(t.own[:p.leaves(s)], t.Near))
		}
		if d.weigh(s) {
			tried++
		}
		d.at[s] = d.best(s, tried >= least)
	}
	return d
}

// count lets a month pass and counts the acts that became known in it.
func (d *division) count(s int) {
	from := d.next
	for d.next < len(d.p.acts) && d.p.acts[d.next].known == s {
		d.sum += d.p.acts[d.next].Count
		d.next++
	}
	mean := math.Max(d.sum/math.Max(float64(d.next), 1), 1e-9)
	for c := 0; c < len(d.tries); c += len(nears) {
		t := &d.tries[c]
		fade := math.Exp2(-1 / t.Half)
		for i := range t.own {
			t.own[i] *= fade
		}
		for _, a := range d.p.acts[from:d.next] {
			w := math.Exp2(-float64(s-a.month) / t.Half)
			if t.Count {
				w *= a.Count / mean
			}
			leaf, before := d.p.leafAt(a.At, s), d.p.leafAt(a.At, s-1)
			t.own[leaf] += w
			if before != leaf {
				t.own[before] += w
			}
		}
	}
}

// weigh adds how likely each setting made a month, from its shares some months before; false
// when there was nothing to divide.
func (d *division) weigh(s int) bool {
	if s < ahead {
		return false
	}
	counts, total := d.p.of(s, s, s-ahead), 0.0
	for i, v := range counts {
		counts[i] = math.Round(v)
		total += counts[i]
	}
	for c := range d.tries {
		t := &d.tries[c]
		for k, size := range sizes {
			t.like[k] += dirichletMultinomial(counts, t.past[s-ahead], size)
		}
	}
	return total > 0
}

// best is the shares of the likeliest setting, or of the usual one.
func (d *division) best(s int, chosen bool) estate {
	in, size, most := 0, 0, math.Inf(-1)
	for c, t := range d.tries {
		usual := t.Shares == Shares{Half: halves[usualOf], Near: nears[usualOf]}
		for k, v := range t.like {
			if (chosen && v > most) || (!chosen && usual && k == usualOf) {
				in, size, most = c, k, v
			}
		}
	}
	t := d.tries[in]
	e := estate{Shares: t.Shares, upto: slices.Clone(t.past[s])}
	e.Size = sizes[size]
	for i := 1; i < len(e.upto); i++ {
		e.upto[i] += e.upto[i-1]
	}
	return e
}

// neighbours fills how much of each district's acts fall to the districts near it.
func (d *division) neighbours() {
	p := d.p
	d.links = make([][]link, len(p.leaf))
	if p.q.Point == nil {
		return
	}
	at := make([]*record.Point, len(p.leaf))
	for i, x := range p.leaf {
		if pt, ok := p.q.Point(x); ok && x.Admin2 != "" {
			at[i] = &pt
		}
	}
	for j, a := range at {
		for i, b := range at {
			if i == j || a == nil || b == nil {
				continue
			}
			if km := crossing.Distance(*a, *b); km < reach {
				d.links[j] = append(d.links[j], link{i, math.Exp(-km / shrink)})
			}
		}
	}
}

// shares are the shares of the leaves from what each has had.
func (d *division) shares(own []float64, near float64) []float64 {
	k := len(own)
	out := make([]float64, k)
	for i := range out {
		out[i] = own[i] + worth/float64(k)
	}
	for j, a := range own {
		if near == 0 || a == 0 {
			continue
		}
		sum := 0.0
		for _, l := range d.links[j] {
			if l.leaf < k {
				sum += l.w
			}
		}
		for _, l := range d.links[j] {
			if l.leaf < k {
				out[l.leaf] += near * a * l.w / sum
			}
		}
	}
	sum := 0.0
	for _, v := range out {
		sum += v
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// dirichletMultinomial is the log-likelihood of counts given their sum, without the multinomial
// coefficient, which no setting changes (Mosimann 1962, Biometrika 49:65–82).
func dirichletMultinomial(counts, share []float64, size float64) float64 {
	n, out := 0.0, 0.0
	for i, c := range counts {
		if c == 0 {
			continue
		}
		n += c
		out += lgamma(size*share[i]+c) - lgamma(size*share[i])
	}
	return out + lgamma(size) - lgamma(size+n)
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}
