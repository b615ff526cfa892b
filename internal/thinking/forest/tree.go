package forest

import (
	"math/rand/v2"
	"sort"
)

// Node is a split or a leaf. Children stand side by side.
type Node struct {
	Feature   int32   `json:"f"` // −1 is a leaf
	Left      int32   `json:"l"` // the left child; the right one is next. In a leaf, its number
	Threshold float64 `json:"t"` // values up to it go left
	Gain      float64 `json:"g"`
	first, n  int32   // the leaf's part of rows
}

// Tree is one tree: nodes, the leaf means, and the training rows by leaf.
type Tree struct {
	Nodes  []Node    `json:"nodes"`
	Values []float64 `json:"values"` // leaf after leaf, one a output
	rows   []int32
}

func (t *Tree) find(x []float64) *Node {
	n := &t.Nodes[0]
	for n.Feature >= 0 {
		if x[n.Feature] <= n.Threshold {
			n = &t.Nodes[n.Left]
		} else {
			n = &t.Nodes[n.Left+1]
		}
	}
	return n
}

func (t *Tree) value(x []float64, outputs int) []float64 {
	l := int(t.find(x).Left)
	return t.Values[l*outputs : (l+1)*outputs]
}

func (t *Tree) leaf(x []float64) []int32 {
	n := t.find(x)
	return t.rows[n.first : n.first+n.n]
}

// picker draws the rows of a tree.
type picker struct {
	share  float64
	n      int
	groups [][]int32 // rows by group, or nil
}

func newPicker(n int, o Options) picker {
	p := picker{share: o.Share, n: n}
	if o.Groups == nil {
		return p
	}
	by := map[int][]int32{}
	for i, g := range o.Groups {
		by[g] = append(by[g], int32(i)) //nolint:gosec // rows fit
	}
	ids := make([]int, 0, len(by))
	for g := range by {
		ids = append(ids, g)
	}
	sort.Ints(ids)
	for _, g := range ids {
		p.groups = append(p.groups, by[g])
	}
	return p
}

func (p picker) rows(r *rand.Rand) []int32 {
	units := p.n
	if p.groups != nil {
		units = len(p.groups)
	}
	take := max(1, int(p.share*float64(units)+.5))
	perm := make([]int32, units)
	for i := range perm {
		perm[i] = int32(i) //nolint:gosec // rows fit
	}
	for i := range take {
		j := i + r.IntN(units-i)
		perm[i], perm[j] = perm[j], perm[i]
	}
	if p.groups == nil {
		return perm[:take]
	}
	var out []int32
	for _, g := range perm[:take] {
		out = append(out, p.groups[g]...)
	}
	return out
}

// grower grows trees one after the other on one goroutine.
type grower struct {
	b       *binned
	y       Matrix
	o       Options
	weights []float64 // nil is one each
	feature []int     // shuffled anew for each split
	count   []float64 // by bin: weight
	size    []int32   // by bin: rows
	sum     []float64 // by bin, then output
	total   []float64
	left    []float64
	spare   []int32
	t       Tree
}

func newGrower(b *binned, y Matrix, o Options) *grower {
	g := &grower{b: b, y: y, o: o, weights: o.Weights, feature: make([]int, b.cols), count: make([]float64, o.Bins), size: make([]int32, o.Bins),
		sum: make([]float64, o.Bins*y.Cols), total: make([]float64, y.Cols), left: make([]float64, y.Cols), spare: make([]int32, b.rows)}
	return g
}

type split struct {
	feature, bin int
	gain         float64
}

// grow grows a tree on the rows, which it sorts by leaf and keeps.
func (g *grower) grow(rows []int32, r *rand.Rand) Tree {
	for i := range g.feature {
		g.feature[i] = i
	}
	g.t = Tree{rows: rows, Nodes: make([]Node, 1, 256)}
	type job struct{ node, first, n, depth int }
	stack := []job{{0, 0, len(rows), 0}}
	for len(stack) > 0 {
		j := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		part := rows[j.first : j.first+j.n]
		weight, impure := g.sums(part)
		s, ok := split{}, false
		if impure && j.n >= 2*g.o.MinLeaf && j.depth < g.o.MaxDepth {
			s, ok = g.best(part, weight, r)
		}
		if !ok {
			g.close(j.node, j.first, j.n, weight)
			continue
		}
		k := g.divide(part, s)
		at := len(g.t.Nodes)
		g.t.Nodes = append(g.t.Nodes, Node{}, Node{})
		g.t.Nodes[j.node] = Node{Feature: int32(s.feature), Left: int32(at), Threshold: g.b.end[s.feature][s.bin], Gain: s.gain} //nolint:gosec // nodes fit
		stack = append(stack, job{at + 1, j.first + k, j.n - k, j.depth + 1}, job{at, j.first, k, j.depth + 1})
	}
	return g.t
}

func (g *grower) weight(i int32) float64 {
	if g.weights == nil {
		return 1
	}
	return g.weights[i]
}

// sums fills total and says whether the outcomes of the rows differ at all.
func (g *grower) sums(part []int32) (weight float64, impure bool) {
	d := g.y.Cols
	clear(g.total)
	first := g.y.Values[int(part[0])*d : int(part[0])*d+d]
	for _, i := range part {
		w := g.weight(i)
		weight += w
		for k, v := range g.y.Values[int(i)*d : int(i)*d+d] {
			g.total[k] += w * v
			impure = impure || v != first[k]
		}
	}
	return weight, impure
}

func (g *grower) close(node, first, n int, weight float64) {
	d := g.y.Cols
	g.t.Nodes[node] = Node{Feature: -1, Left: int32(len(g.t.Values) / d), first: int32(first), n: int32(n)} //nolint:gosec // rows fit
	for _, s := range g.total {
		g.t.Values = append(g.t.Values, s/weight)
	}
}

// best tries features in random order until Features of them that are not constant on the
// rows were tried, and returns the split with the greatest fall in squared error.
func (g *grower) best(part []int32, weight float64, r *rand.Rand) (split, bool) {
	out, tried := split{gain: 1e-12}, 0
	base := 0.0
	for _, s := range g.total {
		base += s * s / weight
	}
	for i := 0; i < len(g.feature) && tried < g.o.Features; i++ {
		j := i + r.IntN(len(g.feature)-i)
		g.feature[i], g.feature[j] = g.feature[j], g.feature[i]
		f := g.feature[i]
		if len(g.b.end[f]) == 0 {
			continue
		}
		lo, hi := g.histogram(part, f)
		if lo == hi {
			continue
		}
		tried++
		if bin, gain := g.scan(len(part), lo, hi, weight, base); gain > out.gain {
			out = split{f, bin, gain}
		}
	}
	return out, out.gain > 1e-12
}

// histogram adds up weights and outcomes by bin of the feature, and returns the first and last bin in use.
func (g *grower) histogram(part []int32, f int) (lo, hi int) {
	d, bins := g.y.Cols, len(g.b.end[f])+1
	clear(g.count[:bins])
	clear(g.size[:bins])
	clear(g.sum[:bins*d])
	code := g.b.code[f]
	lo, hi = bins, 0
	for _, i := range part {
		b := int(code[i])
		lo, hi = min(lo, b), max(hi, b)
		w := g.weight(i)
		g.count[b] += w
		g.size[b]++
		if d == 1 {
			g.sum[b] += w * g.y.Values[i]
			continue
		}
		into, from := g.sum[b*d:b*d+d], g.y.Values[int(i)*d:int(i)*d+d]
		for k, v := range from {
			into[k] += w * v
		}
	}
	return lo, hi
}

func (g *grower) scan(n, lo, hi int, weight, base float64) (bin int, gain float64) {
	d := g.y.Cols
	clear(g.left)
	wl, nl := 0.0, 0
	for b := lo; b < hi; b++ {
		if g.size[b] == 0 {
			continue
		}
		wl += g.count[b]
		nl += int(g.size[b])
		for k, v := range g.sum[b*d : b*d+d] {
			g.left[k] += v
		}
		if nl < g.o.MinLeaf {
			continue
		}
		if n-nl < g.o.MinLeaf {
			break
		}
		wr, fall := weight-wl, -base
		for k, l := range g.left {
			rest := g.total[k] - l
			fall += l*l/wl + rest*rest/wr
		}
		if fall > gain {
			bin, gain = b, fall
		}
	}
	return bin, gain
}

// divide moves the rows that go left to the front, each side in its old order.
func (g *grower) divide(part []int32, s split) int {
	code, k, m := g.b.code[s.feature], 0, 0
	for _, i := range part {
		if int(code[i]) <= s.bin {
			part[k] = i
			k++
		} else {
			g.spare[m] = i
			m++
		}
	}
	copy(part[k:], g.spare[:m])
	return k
}
