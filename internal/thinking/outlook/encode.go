package outlook

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"strings"

	"detente/internal/thinking/forest"
)

// ErrForm means that bytes are not a model that this program can use.
var ErrForm = errors.New("not a model of this program")

// form is the first bytes of an encoded model; the number rises when the form changes.
const form = "detente outlook 1\n"

// Form names the form of encoded models and the features that they rest on.
func Form() string { return fmt.Sprintf("%s, features %016x", strings.TrimSpace(form), mark()) }

// mark ties a model to the features it was learnt on: their names, in order.
func mark() uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(strings.Join(Names(), "\n"))) // a hash takes every write
	return h.Sum64()
}

// Encode writes the model: little-endian, numbers of trees in 32 bits. Decoding and encoding
// again gives the same bytes.
func (m *Model) Encode() []byte {
	w := &writer{}
	w.b.WriteString(form)
	w.put(mark())
	w.put(m.Rates)
	w.put(m.Stack.Weights)
	w.logit(m.Members.Logit)
	w.count(len(m.Members.Bag))
	for _, b := range m.Members.Bag {
		w.put(b.Rate)
		w.put(b.Base)
		w.trees(b.Trees)
	}
	w.trees(m.Members.Forest.Trees)
	return w.b.Bytes()
}

type writer struct{ b bytes.Buffer }

func (w *writer) put(v any)   { _ = binary.Write(&w.b, binary.LittleEndian, v) }  // to a buffer
func (w *writer) count(n int) { w.b.Write(binary.AppendUvarint(nil, uint64(n))) } //nolint:gosec // never negative

func (w *writer) logit(l *Logit) {
	w.count(len(l.Columns))
	for _, c := range l.Columns {
		w.count(c)
	}
	w.put(l.Centre)
	w.put(l.Scale)
	for _, x := range l.Weights {
		w.put(x)
	}
}

func (w *writer) trees(ts []forest.Tree) {
	w.count(len(ts))
	for _, t := range ts {
		w.count(len(t.Nodes))
		for _, n := range t.Nodes {
			w.count(int(n.Feature + 1)) // 0 is a leaf
			w.count(int(n.Left))
			if n.Feature >= 0 {
				w.put(math.Float32bits(float32(n.Threshold)))
			}
		}
		w.count(len(t.Values))
		for _, v := range t.Values {
			w.put(math.Float32bits(float32(v)))
		}
	}
}

// Decode reads a model. Every index in it is checked, so that no model can send a case out
// of a tree or round in one.
func Decode(data []byte) (*Model, error) {
	rest, ok := bytes.CutPrefix(data, []byte(form))
	if !ok {
		return nil, fmt.Errorf("the first line is another: %w", ErrForm)
	}
	r := &reader{b: bytes.NewReader(rest)}
	m := &Model{}
	var tied uint64
	r.get(&tied)
	if r.err == nil && tied != mark() {
		return nil, fmt.Errorf("it was learnt on other features: %w", ErrForm)
	}
	r.get(&m.Rates)
	r.get(&m.Stack.Weights)
	cols := len(Names())
	m.Members.Logit = r.logit(cols)
	for range r.count(1000) {
		b := &forest.Boosted{Classes: Classes, Base: make([]float64, Classes)}
		r.get(&b.Rate)
		r.get(b.Base)
		b.Trees = r.trees(cols)
		m.Members.Bag = append(m.Members.Bag, b)
	}
	m.Members.Forest = &forest.Forest{Cols: cols, Outputs: Classes, Trees: r.trees(cols)}
	switch {
	case r.err != nil:
		return nil, fmt.Errorf("%w: %w", ErrForm, r.err)
	case r.b.Len() > 0:
		return nil, fmt.Errorf("%d bytes too many: %w", r.b.Len(), ErrForm)
	case len(m.Members.Bag) == 0 || len(m.Members.Forest.Trees) == 0:
		return nil, fmt.Errorf("no trees: %w", ErrForm)
	}
	return m, nil
}

// reader keeps its first error; after it, every count is 0.
type reader struct {
	b   *bytes.Reader
	err error
}

func (r *reader) get(v any) {
	if r.err == nil {
		r.err = binary.Read(r.b, binary.LittleEndian, v)
	}
}

// count reads a number up to most.
func (r *reader) count(most int) int {
	if r.err != nil {
		return 0
	}
	n, err := binary.ReadUvarint(r.b)
	if err == nil && n > uint64(most) { //nolint:gosec // never negative
		err = fmt.Errorf("a count of %d", n)
	}
	if r.err = err; err != nil {
		return 0
	}
	return int(n) //nolint:gosec // up to most
}

func (r *reader) logit(cols int) *Logit {
	n := r.count(cols)
	l := &Logit{Columns: make([]int, n), Centre: make([]float64, n), Scale: make([]float64, n)}
	for i := range l.Columns {
		l.Columns[i] = r.count(cols - 1)
	}
	r.get(l.Centre)
	r.get(l.Scale)
	for c := range l.Weights {
		l.Weights[c] = make([]float64, n+1)
		r.get(l.Weights[c])
	}
	return l
}

// A tree has at most so many nodes.
const nodes = 1 << 20

func (r *reader) trees(cols int) []forest.Tree {
	var out []forest.Tree
	for range r.count(10000) {
		n := r.count(min(nodes, r.b.Len())) // a node takes a byte at least
		t := forest.Tree{Nodes: make([]forest.Node, n)}
		for i := range t.Nodes {
			at := &t.Nodes[i]
			at.Feature = int32(r.count(cols)) - 1 //nolint:gosec // small
			at.Left = int32(r.count(nodes))       //nolint:gosec // small
			if at.Feature >= 0 {
				at.Threshold = float64(r.float())
				if int(at.Left) <= i || int(at.Left)+1 >= n {
					r.fail("a node leads out of its tree")
				}
			}
		}
		t.Values = make([]float64, r.count(r.b.Len()))
		for i := range t.Values {
			t.Values[i] = float64(r.float())
		}
		for _, at := range t.Nodes {
			if at.Feature < 0 && (int(at.Left)+1)*Classes > len(t.Values) {
				r.fail("a leaf without values")
			}
		}
		if n == 0 {
			r.fail("a tree without nodes")
		}
		out = append(out, t)
	}
	return out
}

func (r *reader) float() float32 {
	var bits uint32
	r.get(&bits)
	return math.Float32frombits(bits)
}

func (r *reader) fail(why string) {
	if r.err == nil {
		r.err = errors.New(why)
	}
}
