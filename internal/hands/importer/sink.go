package importer

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"strconv"
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// errStop ends a read whose outcome is known already.
var errStop = errors.New("stopped")

// Sink takes the rows of a table. Every row that is read is handed to Keep or Refuse once;
// both report whether reading should go on.
type Sink struct {
	p       Properties
	dataset string
	version string // of the importer

	file    string // the original being read
	sha256  string
	loading bool // records are wanted

	count  Counts
	once   map[uint64]int32
	number map[uint64]*[1024]uint64 // numbers met, a bit each, by the rest of the number
	seed   maphash.Seed
	refuse func(Refusal) error
	stop   error

	yield func(*ledger.Record) bool
	recs  []ledger.Record // of one row
	known *known
	actor *tally

	rules []byte // what settles, with a row, what becomes of it; empty where that is not known
	buf   []byte
	holds func(ledger.Origin) bool
	stand ledger.Record // for those that the store holds

	follows map[string]int32 // rows by the record of another data set that they speak of
}

// Counts is what became of the rows of one reading.
type Counts struct {
	Read, Good, Refused, Warned int
	Reasons                     map[string]int // of refusals
	Warnings                    map[string]int
	First, Last                 calendar.Date
}

// Refusal is one row that was not taken, or was taken with a warning.
type Refusal struct {
	File   string
	Row    int
	Column string
	Value  string
	Reason string
}

// Loading reports whether records are wanted; while a table is only checked they need not
// be made.
func (s *Sink) Loading() bool { return s.loading }

// Err is why reading should end, or nil.
func (s *Sink) Err() error { return s.stop }

// Refuse hands over a row that is not taken. The reason must not hold the value: refusals are
// counted by column and reason.
func (s *Sink) Refuse(row int, column, value, reason string) bool {
	s.count.Read++
	s.count.Refused++
	key := reason
	if column != "" {
		key = column + ": " + reason
	}
	s.count.Reasons[key]++
	if s.stop == nil {
		s.stop = s.refuse(Refusal{s.file, row, column, clip(value), reason})
	}
	return s.stop == nil
}

// Warn counts what is odd about a row that is taken nevertheless.
func (s *Sink) Warn(column, reason string) {
	s.count.Warned++
	s.count.Warnings[column+": "+reason]++
}

const twice = "the id repeats that of another row of the file"

// Once reports whether the id is met for the first time; else it refuses the row.
func (s *Sink) Once(row int, column, id string) bool {
	if n, ok := digits(id); ok && n < 1<<26 && (id[0] != '0' || n == 0 && len(id) == 1) {
		return s.OnceNumber(row, column, uint64(n))
	}
	h := maphash.String(s.seed, id)
	if _, met := s.once[h]; met {
		s.Refuse(row, column, id, twice)
		return false
	}
	s.once[h] = int32(row)
	return true
}

// OnceNumber is Once for ids that are numbers and mostly lie close together, as those of millions of
// rows do: it takes a bit for each.
func (s *Sink) OnceNumber(row int, column string, id uint64) bool {
	page := s.number[id>>16]
	if page == nil {
		page = new([1024]uint64)
		s.number[id>>16] = page
	}
	word, bit := id&0xffff>>6, uint64(1)<<(id&63)
	if page[word]&bit != 0 {
		s.Refuse(row, column, strconv.FormatUint(id, 10), twice)
		return false
	}
	page[word] |= bit
	return true
}

// KeepOne is Keep for a row that becomes one record; rec is nil while not Loading.
func (s *Sink) KeepOne(row int, from, to calendar.Date, rec *ledger.Record) bool {
	s.keep(from, to)
	if !s.loading {
		return s.stop == nil
	}
	s.finish(rec, row)
	if s.known != nil {
		s.known.fates[s.known.meet(rec, true)]++
	}
	if !s.yield(rec) {
		s.stop = errStop
	}
	return s.stop == nil
}

// Origin is the origin of the record that an importer makes of a row alone, under its setting; zero
// where it cannot be told.
func (s *Sink) Origin(row []byte) ledger.Origin {
	if len(s.rules) == 0 {
		return ledger.Origin{}
	}
	s.buf = append(append(s.buf[:0], s.rules...), row...)
	h := sha256.Sum256(s.buf)
	return ledger.Origin{binary.BigEndian.Uint64(h[:]), binary.BigEndian.Uint64(h[8:])}
}

// Held reports whether the data set holds a record of an origin, so that KeepHeld will do.
func (s *Sink) Held(o ledger.Origin) bool { return s.holds != nil && s.holds(o) }

// KeepHeld is KeepOne for a row whose record is Held.
func (s *Sink) KeepHeld(from, to calendar.Date, o ledger.Origin) bool {
	s.keep(from, to)
	if s.known != nil {
		s.known.fates[unchanged]++
	}
	s.stand.Origin = o
	if !s.yield(&s.stand) {
		s.stop = errStop
	}
	return s.stop == nil
}

func (s *Sink) keep(from, to calendar.Date) {
	s.count.Read++
	s.count.Good++
	if from.IsSet() && (!s.count.First.IsSet() || from < s.count.First) {
		s.count.First = from
	}
	s.count.Last = max(s.count.Last, to)
}

// Keep hands over a good row. make gives its records, the main ones first; it is called only
// when they are wanted. The days are those of what the row tells of; unset days do not count.
func (s *Sink) Keep(row int, from, to calendar.Date, make func() ([]ledger.Record, error)) bool {
	s.keep(from, to)
	if !s.loading {
		return s.stop == nil
	}
	recs, err := make()
	if err != nil {
		s.stop = fmt.Errorf("row %d: %w", row, err)
		return false
	}
	return s.give(row, recs)
}

// KeepEvent is Keep for a row that becomes an event and the reports behind it, of these
// publishers on these days.
func (s *Sink) KeepEvent(row int, e *record.Event, knowable calendar.Date, publishers, days []string) bool {
	s.keep(e.When.Start, e.When.End)
	if !s.loading {
		return s.stop == nil
	}
	s.recs = appendReports(append(s.recs[:0], packEvent(e, knowable)), e, knowable, publishers, days)
	return s.give(row, s.recs)
}

// give hands the records of a row on.
func (s *Sink) give(row int, recs []ledger.Record) bool {
	f := fate(unchanged)
	for i := range recs {
		r := &recs[i]
		s.finish(r, row)
		if r.Kind == s.p.Kind && s.known != nil {
			f = max(f, s.known.meet(r, i == 0))
		}
		if !s.yield(r) {
			s.stop = errStop
			return false
		}
	}
	if s.known != nil {
		s.known.fates[f]++
	}
	return s.stop == nil
}

// finish fills in what all records of a reading share.
func (s *Sink) finish(r *ledger.Record, row int) {
	r.Dataset, r.File, r.Row, r.SHA256 = s.dataset, s.file, row, s.sha256
	r.Importer, r.ImporterV = s.p.ID, s.version
	if r.Facets.Sensitivity == "" {
		r.Facets.Sensitivity = string(record.Public)
	}
	if r.Version == "" {
		r.Seal()
	}
}

// Pack makes a record of a payload.
func Pack(kind record.Kind, id string, knowable calendar.Date, f ledger.Facets, payload any) (ledger.Record, error) {
	data, err := json.Marshal(payload)
	return ledger.Record{Kind: kind, ID: id, Payload: data, KnowableAt: knowable, Facets: f}, err
}

func clip(v string) string {
	v = strings.ToValidUTF8(v, "\uFFFD")
	if r := []rune(v); len(r) > 120 {
		return string(r[:120]) + "…"
	}
	return v
}

// AppendText appends a text as JSON writes it. The text has to be UTF-8.
func AppendText(b []byte, text string) []byte {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c == 0x7f {
			data, err := json.Marshal(text)
			if err != nil {
				return append(b, `""`...) // a string is always written
			}
			return append(b, data...)
		}
	}
	b = append(b, '"')
	b = append(b, text...)
	return append(b, '"')
}
