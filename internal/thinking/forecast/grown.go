package forecast

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"math/rand/v2"
	"strings"

	"detente/internal/thinking/forest"
	"detente/internal/thinking/score"
)

// Grown is a forest that was grown on many units before, for those who forecast few: its leaves hold the shares of the
// bins of IGN that followed, by block of leads, and nothing of the history itself. A count within a bin is redrawn from the unit's own
// months in it, or evenly on the log scale between its ends.
type Grown struct {
	Until Month // the last month whose outcome was used; origins before it are not forecast from
	Cases int   // past months
	first int   // the first lead of the first block
	last  int   // the last lead of the last block
	trees forest.Forest
}

// blockWidth is the leads of a block of leaf values.
const blockWidth = 3

// ErrForm means that bytes are no forest of this program.
var ErrForm = errors.New("not a forest of this program")

// Grow grows a forest in the way of m and keeps the shares of bins in its leaves.
func Grow(m Leaves, h *History, leads []int, seed uint64) (*Grown, error) {
	fit, err := m.Fit(h, leads, seed)
	if err != nil {
		return nil, err
	}
	f, ok := fit.(*leaves)
	if !ok {
		return nil, ErrForm
	}
	g := &Grown{Until: h.Last, Cases: f.t.x.Rows, first: leads[0], last: leads[len(leads)-1]}
	g.trees = *f.f.Refill(g.blocks()*score.Bins, func(rows []int32, into []float64) {
		for b := range g.blocks() {
			part := leads[b*blockWidth : min(len(leads), (b+1)*blockWidth)]
			share := into[b*score.Bins : (b+1)*score.Bins]
			for _, row := range rows {
				for _, l := range part {
					share[score.Bin(f.t.after(int(row), l))]++
				}
			}
			for i := range share {
				share[i] = math.Round(share[i] * most / float64(len(rows)*len(part)))
			}
		}
	})
	return g, nil
}

// GrowShipped grows the forest of the pool for shipping, as bytes.
func GrowShipped(h *History, leads []int, seed uint64) ([]byte, error) {
	for _, m := range Members() {
		if l, ok := m.Model.(Leaves); ok {
			g, err := Grow(l, h, leads, seed)
			if err != nil {
				return nil, err
			}
			return g.MarshalBinary()
		}
	}
	return nil, fmt.Errorf("the pool has no forest: %w", ErrForm)
}

// Packed is the forest as it ships, as a model of its own: grown on the history, packed, unpacked and drawn from. It is there to be scored.
type Packed struct{ Leaves Leaves }

// Name is "forest, packed".
func (Packed) Name() string { return "forest, packed" }

// Fit grows and packs.
func (m Packed) Fit(h *History, leads []int, seed uint64) (Fitted, error) {
	g, err := Grow(m.Leaves, h, leads, seed)
	if err != nil {
		return nil, err
	}
	b, err := g.MarshalBinary()
	if err != nil {
		return nil, err
	}
	var out Grown
	if err := out.UnmarshalBinary(b); err != nil {
		return nil, err
	}
	return out.For(h)
}

// most is what a share of 1 is kept as, in a byte.
const most = 255

func (g *Grown) blocks() int { return (g.last - g.first + blockWidth) / blockWidth }

// shares are the chances of the bins for features x; a lead outside the blocks takes the nearest.
func (g *Grown) shares(x []float64, lead int) []float64 {
	b := (max(g.first, min(g.last, lead)) - g.first) / blockWidth
	p := g.trees.Predict(x)[b*score.Bins : (b+1)*score.Bins]
	sum := 0.0
	for _, v := range p {
		sum += v
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}

// For is the forest for the units of a history, or an error when it saw what came after the origin.
func (g *Grown) For(h *History) (Fitted, error) {
	if g.Until > h.Last {
		return nil, fmt.Errorf("a forest that saw what came up to %s, for the origin %s: %w", g.Until, h.Last, ErrOrigin)
	}
	f := &grown{g: g, series: make([][]float64, len(h.Units))}
	for u := range h.Units {
		f.series[u] = h.Series(u, h.Last)
	}
	return f, nil
}

type grown struct {
	g      *Grown
	series [][]float64
}

// Describe says what it was learnt from.
func (f *grown) Describe() string {
	return fmt.Sprintf("%d trees grown before, on %d past months up to %s", len(f.g.trees.Trees), f.g.Cases, f.g.Until)
}

// Draw draws bins, then counts.
func (f *grown) Draw(index, lead, n int, r *rand.Rand) []float64 {
	s := f.series[index]
	if len(s) == 0 {
		return nil
	}
	own := make([][]float64, score.Bins)
	for _, v := range tail(s, ownMonths) {
		own[score.Bin(v)] = append(own[score.Bin(v)], v)
	}
	p := f.g.shares(Features(s), lead)
	out := make([]float64, n)
	systematic(out, func(q float64) float64 {
		k := 0
		for k < len(p)-1 && q >= p[k] {
			q -= p[k]
			k++
		}
		if m := len(own[k]); r.Float64() < float64(m)/float64(m+5) {
			return own[k][r.IntN(m)]
		}
		return within(k, highest(s), r)
	}, r)
	return out
}

// chances are the shares of the leaves.
func (f *grown) chances(index, lead int) []float64 {
	return f.g.shares(Features(f.series[index]), lead)
}

// within draws a count of a bin, evenly on the log scale; the last bin ends at eight times the unit's highest month, or twice its lower end.
func within(bin int, top float64, r *rand.Rand) float64 {
	if bin == 0 {
		return 0
	}
	low, high := score.Edge(bin), 0.0
	if bin < score.Bins-1 {
		high = score.Edge(bin + 1)
	} else {
		high = math.Max(2*low, cap8*top)
	}
	return math.Min(math.Ceil(high)-1, math.Ceil(low*math.Exp(r.Float64()*math.Log(high/low))))
}

// grownForm is the first bytes of an encoded forest.
const grownForm = "detente forest 1\n"

// mark ties a forest to the features it was grown on: their names, in order.
func mark() uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(strings.Join(FeatureNames, "\n"))) // a hash takes every write
	return h.Sum64()
}

// Form names the form of forests that ship and the features they rest on.
func Form() string { return fmt.Sprintf("%s, features %016x", strings.TrimSpace(grownForm), mark()) }

// MarshalBinary writes the forest, compressed: thresholds in 32 bits, shares in 8.
func (g *Grown) MarshalBinary() ([]byte, error) {
	b := binary.LittleEndian.AppendUint64([]byte(grownForm), mark())
	for _, n := range []int{int(g.Until), g.Cases, g.first, g.last, g.trees.Cols, len(g.trees.Trees)} {
		b = binary.AppendUvarint(b, uint64(n)) //nolint:gosec // never negative
	}
	for _, t := range g.trees.Trees {
		b = binary.AppendUvarint(b, uint64(len(t.Nodes)))
		for _, n := range t.Nodes {
			b = binary.AppendUvarint(b, uint64(n.Feature+1)) //nolint:gosec // 0 is a leaf
			b = binary.AppendUvarint(b, uint64(n.Left))      //nolint:gosec // never negative
			if n.Feature >= 0 {
				b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(n.Threshold)))
			}
		}
		for _, v := range t.Values {
			b = append(b, byte(v))
		}
	}
	var out bytes.Buffer
	z, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(b); err != nil {
		return nil, err
	}
	err = z.Close()
	return out.Bytes(), err
}

// UnmarshalBinary reads a forest. Every index is checked, so that no bytes can lead out of a tree or round in one.
func (g *Grown) UnmarshalBinary(data []byte) error {
	b, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data)), 64<<20))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	rest, ok := bytes.CutPrefix(b, []byte(grownForm))
	if !ok {
		return fmt.Errorf("%w: the first line is another", ErrForm)
	}
	r := &packedTrees{b: rest}
	if len(rest) < 8 || binary.LittleEndian.Uint64(r.take(8)) != mark() {
		return fmt.Errorf("%w: it was grown on other features", ErrForm)
	}
	*g = Grown{Until: Month(r.count(1 << 20)), Cases: r.count(1 << 30), first: r.count(MaxLead), last: r.count(MaxLead)}
	g.trees = forest.Forest{Cols: r.count(1000)}
	if !r.bad && (g.first < 1 || g.last < g.first || g.trees.Cols != len(FeatureNames)) {
		return fmt.Errorf("%w: leads %d to %d, %d features", ErrForm, g.first, g.last, g.trees.Cols)
	}
	g.trees.Outputs = g.blocks() * score.Bins
	for range r.count(10000) {
		g.trees.Trees = append(g.trees.Trees, r.tree(g.trees.Cols, g.trees.Outputs))
	}
	if r.bad || len(r.b) > 0 || len(g.trees.Trees) == 0 {
		return fmt.Errorf("%w: %d trees, %d bytes left over", ErrForm, len(g.trees.Trees), len(r.b))
	}
	return nil
}

// packedTrees reads trees; after what it cannot read, every count is 0.
type packedTrees struct {
	b   []byte
	bad bool
}

func (r *packedTrees) count(limit int) int {
	v, n := binary.Uvarint(r.b)
	if r.bad || n <= 0 || v > uint64(limit) { //nolint:gosec // never negative
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return int(v) //nolint:gosec // up to limit
}

func (r *packedTrees) take(n int) []byte {
	if r.bad || n > len(r.b) {
		r.bad = true
		return make([]byte, 4)
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *packedTrees) tree(cols, outputs int) forest.Tree {
	n := r.count(len(r.b))
	t := forest.Tree{Nodes: make([]forest.Node, n)}
	ends := 0
	for i := range t.Nodes {
		at := &t.Nodes[i]
		at.Feature, at.Left = int32(r.count(cols))-1, int32(r.count(n)) //nolint:gosec // small
		if at.Feature < 0 {
			ends++
			continue
		}
		at.Threshold = float64(math.Float32frombits(binary.LittleEndian.Uint32(r.take(4))))
		r.bad = r.bad || int(at.Left) <= i || int(at.Left)+1 >= n
	}
	for _, at := range t.Nodes {
		r.bad = r.bad || at.Feature < 0 && int(at.Left) >= ends
	}
	if r.bad = r.bad || ends == 0; r.bad {
		return t
	}
	t.Values = make([]float64, 0, ends*outputs)
	for _, v := range r.take(ends * outputs) {
		t.Values = append(t.Values, float64(v))
	}
	return t
}
