package duckstore

import (
	"context"
	"fmt"
	"hash/maphash"
	"math/bits"
	"unsafe"

	"detente/internal/hands/ledger"
)

// known has 128 bits of a keyed hash of each current record of a data set, its kind, id and
// version, and whether the batch met it. So a long batch that repeats what is stored is
// recognised record by record without a join, in sixteen bytes a record.
type known struct {
	marks
	all  bool
	a, b maphash.Seed
	buf  []byte
}

// marks is a set of numbers of 128 bits, evenly spread, and says which of them were met.
type marks struct {
	slots [][2]uint64 // open addressing; zero is free
	seen  []uint64
	held  int // numbers in it
	met   int // of these by the batch
}

func newMarks(size int) marks {
	m := marks{slots: make([][2]uint64, size+size/4+1)}
	m.seen = make([]uint64, len(m.slots)/64+1)
	return m
}

func (m *marks) add(h [2]uint64) {
	if i := m.find(h); m.slots[i] != h {
		m.slots[i] = h
		m.held++
	}
}

// find returns the slot of a number, or the free one where it would be.
func (m *marks) find(h [2]uint64) int {
	hi, _ := bits.Mul64(h[0], uint64(len(m.slots)))
	for i := int(hi); ; i++ {
		if i == len(m.slots) {
			i = 0
		}
		if m.slots[i] == h || m.slots[i] == [2]uint64{} {
			return i
		}
	}
}

// mark reports whether a number is there, and notes that the batch has it.
func (m *marks) mark(h [2]uint64) bool {
	i := m.find(h)
	if m.slots[i] != h {
		return false
	}
	if bit := uint64(1) << (i % 64); m.seen[i/64]&bit == 0 {
		m.seen[i/64] |= bit
		m.met++
	}
	return true
}

// marked reports whether the batch had a number.
func (m *marks) marked(h [2]uint64) bool {
	i := m.find(h)
	return m.slots[i] == h && m.seen[i/64]&(1<<(i%64)) != 0
}

// knownMost bounds the memory of known. Records beyond it are compared by a join.
var knownMost = 8 << 20

// readKnown reads what the data set holds.
func (l *load) readKnown(ctx context.Context, c any) (*known, error) {
	spans, total, err := l.spans(c)
	if err != nil {
		return nil, err
	}
	size := min(total, knownMost)
	k := &known{a: maphash.MakeSeed(), b: maphash.MakeSeed(), all: true, marks: newMarks(size)}
	for _, span := range spans {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		err := l.eachCurrent(c, span, func(_ int64, kind int32, id, version []byte, _ ledger.Origin) {
			if k.held == size {
				k.all = false
				return
			}
			k.add(k.hash(kind, id, version))
		})
		if err != nil {
			return nil, err
		}
	}
	return k, nil
}

// span is a range of seq numbers.
type span struct{ from, to int64 }

// spanRows is about how many rows are read at a time.
const spanRows = 1 << 18

// spans cuts the rows of the data set into ranges; total is how many there may be at most.
func (l *load) spans(c any) (out []span, total int, err error) {
	held := 0
	query := fmt.Sprintf(`SELECT b.id, CAST(b.read + b.retracted AS BIGINT) FROM ledger.batch b
		WHERE b.dataset = (SELECT w.text FROM ledger.word w WHERE w.number = %d)
		AND b.stored + b.updated + b.retracted > 0 ORDER BY b.id`, l.dataset)
	err = eachChunk(c, query, func(rows int, cols []unsafe.Pointer) error {
		for i := range rows {
			first, n := value[int64](cols[0], i)<<32, value[int64](cols[1], i)
			total += int(n)
			for from := int64(0); from < n; from += spanRows {
				to := min(from+spanRows, n)
				if len(out) > 0 && held+int(to-from) <= spanRows {
					out[len(out)-1].to = first + to
				} else {
					out, held = append(out, span{first + from, first + to}), 0
				}
				held += int(to - from)
			}
		}
		return nil
	})
	return out, total, err
}

// eachCurrent reads the current records of the data set that have content, within a range.
func (l *load) eachCurrent(c any, s span, do func(seq int64, kind int32, id, version []byte, o ledger.Origin)) error {
	query := `SELECT r.seq, r.kind, r.id, r.version, r.origin_a, r.origin_b ` + l.current(s)
	return eachChunk(c, query, func(rows int, cols []unsafe.Pointer) error {
		for i := range rows {
			do(value[int64](cols[0], i), value[int32](cols[1], i), textAt(cols[2], i), textAt(cols[3], i),
				ledger.Origin{value[uint64](cols[4], i), value[uint64](cols[5], i)})
		}
		return nil
	})
}

// current is where the current records of the data set are, within a range.
func (l *load) current(s span) string {
	return fmt.Sprintf(`FROM ledger.record r WHERE r.seq > %d AND r.seq <= %d AND r.dataset = %d AND NOT r.retracted
		AND r.seq NOT IN (SELECT s.seq FROM ledger.superseded s)`, s.from, s.to, l.dataset)
}

func (k *known) hash(kind int32, id, version []byte) [2]uint64 {
	k.buf = append(k.buf[:0], byte(kind), byte(kind>>8), byte(kind>>16), byte(kind>>24))
	k.buf = append(append(append(k.buf, id...), 0), version...)
	return [2]uint64{maphash.Bytes(k.a, k.buf) | 1, maphash.Bytes(k.b, k.buf)}
}

// meet reports whether the data set holds this very version, and notes that the batch has it.
func (k *known) meet(kind int32, id, version string) bool {
	return k.mark(k.hash(kind, unsafe.Slice(unsafe.StringData(id), len(id)), unsafe.Slice(unsafe.StringData(version), len(version))))
}

// wasMet reports whether the batch had a current record as it is stored, by its version or by its
// origin.
func (l *load) wasMet(kind int32, id, version []byte, o ledger.Origin) bool {
	return l.known != nil && l.known.marked(l.known.hash(kind, id, version)) || l.origins != nil && o != ledger.Origin{} && l.origins.marked(o)
}
