package hawkes

import "fmt"

// Structure says which decays are shared.
type Structure string

// The structures of β. Row shares β_i among the sources of a receiving stream, Col shares
// β_j among the receivers of a source.
const (
	Common Structure = "common"
	Row    Structure = "row"
	Col    Structure = "col"
	Full   Structure = "full"
)

// Structures lists the closed set.
var Structures = []Structure{Common, Row, Col, Full}

// decays is the number of different decays among d streams.
func (s Structure) decays(d int) (int, error) {
	switch s {
	case Common:
		return 1, nil
	case Row, Col:
		return d, nil
	case Full:
		return d * d, nil
	}
	return 0, fmt.Errorf("hawkes: structure %q is not one of common, row, col, full", s)
}

// decay is the number of the decay of receiver i and source j.
func (s Structure) decay(i, j, d int) int {
	switch s {
	case Row:
		return i
	case Col:
		return j
	case Full:
		return i*d + j
	}
	return 0
}

// layout maps the terms of a receiver's intensity to the states that are carried through
// time. A receiver has one term a part of the kernel and source: term c·D+j is part c of source j.
// Terms with the same source and the same decay share a state.
type layout struct {
	d      int
	parts  int
	terms  int // parts·D
	decays int
	source []int // by state
	decay  []int // by state
	state  []int // by receiver and term: i·terms+m
	group  []int // decay by receiver and term
}

func newLayout(s Structure, d, parts int) (*layout, error) {
	n, err := s.decays(d)
	if err != nil {
		return nil, err
	}
	terms := parts * d
	l := &layout{d: d, parts: parts, terms: terms, decays: parts * n, state: make([]int, d*terms), group: make([]int, d*terms)}
	known := map[[2]int]int{}
	for i := range d {
		for m := range terms {
			j := m % d
			g := m/d*n + s.decay(i, j, d)
			k := [2]int{j, g}
			at, ok := known[k]
			if !ok {
				at = len(l.source)
				known[k] = at
				l.source = append(l.source, j)
				l.decay = append(l.decay, g)
			}
			l.state[i*terms+m], l.group[i*terms+m] = at, g
		}
	}
	return l, nil
}
