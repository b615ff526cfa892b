package gdelt

import (
	"bytes"
	"strconv"
	"time"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/cameo"
	"detente/internal/hands/importer/country"
	"detente/internal/hands/importer/delimited"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// row takes one row or says why not.
func (s *scanner) row(row int, line []byte) {
	n := s.split(line)
	at, ok := layouts[n]
	if !ok || s.cut {
		s.refuse(row, "", line[:min(len(line), 200)], errColumns)
		return
	}
	id, ok := digits(s.cell[colID])
	if !ok {
		s.refuse(row, "GLOBALEVENTID", s.cell[colID], "not a number")
		return
	}
	when, ok := day(s.cell[colDay])
	if !ok {
		s.refuse(row, "SQLDATE", s.cell[colDay], undated(s.cell[colDay]))
		return
	}
	var origin ledger.Origin
	if s.out.Loading() {
		// What is held of the same row was made of it by the same rules, which took it.
		if origin = s.out.Origin(line); s.out.Held(origin) {
			if s.out.OnceNumber(row, "GLOBALEVENTID", id) {
				s.actor(s.cell[colActor1], when)
				s.actor(s.cell[colActor2], when)
				s.out.KeepHeld(when, when, origin)
			}
			return
		}
	}
	added, ok := day(s.cell[at.added])
	if !ok {
		s.refuse(row, "DATEADDED", s.cell[at.added], undated(s.cell[at.added]))
		return
	}
	code := s.memo.code(s.cell[colCode])
	if code == nil {
		s.refuse(row, "EventCode", s.cell[colCode], "no code of CAMEO")
		return
	}
	if !delimited.Fit(line, '\t') {
		where, c := s.odd(n)
		s.refuse(row, where, c, "holds bytes that are not UTF-8 text, or control characters")
		return
	}
	for i, column := range reportColumns {
		if c := s.cell[colMentions+i]; len(c) > 0 {
			if _, ok := digits(c); !ok {
				s.refuse(row, column, c, uncounted(c))
				return
			}
		}
	}
	if !s.out.OnceNumber(row, "GLOBALEVENTID", id) {
		return
	}
	p, bad := s.place(at)
	if bad != "" {
		s.refuse(row, bad, s.cell[at.lat], importer.ErrNotDegrees.Error())
		return
	}
	// The sides are looked up while checking too, so that unmapped actors are counted.
	a1, a2 := s.actor(s.cell[colActor1], when), s.actor(s.cell[colActor2], when)
	if !s.out.Loading() {
		s.out.KeepOne(row, when, when, nil)
		return
	}
	rec := s.record(at, when, added, code, p, a1, a2)
	rec.Origin = origin
	s.out.KeepOne(row, when, when, &rec)
}

// record makes the signal of a row.
func (s *scanner) record(at layout, when, added calendar.Date, code *code, p place, a1, a2 *actor) ledger.Record {
	b := s.json[:0]
	b = append(b, `{"id":"`...)
	b = append(b, s.cell[colID]...)
	b = append(b, `","day":"`...)
	b = s.memo.date(b, when)
	b = append(b, `","added":"`...)
	b = s.memo.date(b, added)
	b = append(b, '"')
	if code.kind != "" {
		b = append(b, `,"type":"`...)
		b = append(b, code.kind...)
		b = append(b, '"')
	}
	b = append(b, `,"code":"`...)
	b = append(b, s.cell[colCode]...)
	b = append(b, `","initiator":`...)
	b = append(b, a1.json...)
	b = append(b, `,"target":`...)
	b = append(b, a2.json...)
	b = append(b, `,"place":{"country":"`...)
	b = append(b, p.country...)
	b = append(b, '"')
	if p.name != "" {
		b = append(b, `,"name":`...)
		b = importer.AppendText(b, p.name)
	}
	if p.exact {
		b = append(b, `,"point":{"lat":`...)
		b = number(b, s.cell[at.lat])
		b = append(b, `,"lon":`...)
		b = number(b, s.cell[at.lat+1])
		b = append(b, '}')
	}
	b = append(b, `,"precision":`...)
	b = strconv.AppendInt(b, int64(p.precision), 10)
	b = append(b, `},"reports":{"mentions":`...)
	b = count(b, s.cell[colMentions])
	b = append(b, `,"sources":`...)
	b = count(b, s.cell[colSources])
	b = append(b, `,"articles":`...)
	b = count(b, s.cell[colArticles])
	b = append(b, `},"intensity":`...)
	b = number(b, s.cell[colGoldstein])
	if at.url >= 0 && len(s.cell[at.url]) > 0 {
		b = append(b, `,"source_url":`...)
		b = importer.AppendText(b, string(s.cell[at.url]))
	}
	b = append(b, '}')
	s.json = b
	return ledger.Record{
		Kind: record.KindSignal, ID: string(s.cell[colID]), Payload: bytes.Clone(b), KnowableAt: added,
		Facets: ledger.Facets{
			Start: when, End: when, Country: p.country, Type: string(code.kind), Quad: string(code.kind.Quad()), Category: code.text,
			InitiatorSides: a1.sides, TargetSides: a2.sides, Score: code.score, Text: p.name,
		},
	}
}

// place is where the act is said to have been.
type place struct {
	country, name string
	exact         bool // there is a point
	precision     record.GeoPrecision
}

func (s *scanner) place(at layout) (place, string) {
	kind := s.cell[at.place]
	p := place{precision: record.Country, country: s.memo.country(s.cell[at.place+2])}
	switch {
	case len(kind) != 1 || kind[0] == '0':
		return p, ""
	case kind[0] == '2', kind[0] == '5':
		p.precision = record.Province
	case kind[0] == '3', kind[0] == '4':
		p.precision = record.Near
	}
	p.name = s.memo.text(s.cell[at.place+1])
	if len(s.cell[at.lat]) == 0 || len(s.cell[at.lat+1]) == 0 {
		return p, ""
	}
	lat, err := importer.Degrees(s.memo.text(s.cell[at.lat]), 90)
	if err != nil {
		return p, "ActionGeo_Lat"
	}
	lon, err := importer.Degrees(s.memo.text(s.cell[at.lat+1]), 180)
	if err != nil {
		return p, "ActionGeo_Long"
	}
	p.exact = lat != 0 || lon != 0
	return p, ""
}

// day reads YYYYMMDD at the beginning of a cell.
func day(c []byte) (calendar.Date, bool) {
	if len(c) != 8 && len(c) != 14 {
		return calendar.Unset, false
	}
	n, ok := digits(c[:8])
	y, m, d := int(n/10000), int(n/100%100), int(n%100)
	if !ok || y < 1900 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31 {
		return calendar.Unset, false
	}
	v := calendar.DateOf(y, time.Month(m), d)
	return v, v.Time().Day() == d && v != epoch
}

// epoch is what an empty date becomes in programs that count from there.
var epoch = calendar.DateOf(1970, 1, 1)

// undated is why a cell is no day.
func undated(c []byte) string {
	if bytes.HasPrefix(c, []byte("19700101")) {
		return importer.ErrPlaceholder.Error()
	}
	return importer.ErrNotADate.Error()
}

// reportColumns are the counts of reports, from colMentions on.
var reportColumns = [...]string{"NumMentions", "NumSources", "NumArticles"}

// uncounted is why a cell is no count.
func uncounted(c []byte) string {
	if _, err := importer.Whole(string(c)); err != nil {
		return err.Error()
	}
	return importer.ErrNotACount.Error()
}

func digits(c []byte) (uint64, bool) {
	if len(c) == 0 || len(c) > 18 {
		return 0, false
	}
	var n uint64
	for _, b := range c {
		if b < '0' || b > '9' {
			return 0, false
		}
		n = n*10 + uint64(b-'0')
	}
	return n, true
}

// count appends a count of reports, null when it is none.
func count(b, c []byte) []byte {
	if _, ok := digits(c); !ok {
		return append(b, "null"...)
	}
	for len(c) > 1 && c[0] == '0' {
		c = c[1:]
	}
	return append(b, c...)
}

// number appends a decimal as JSON writes it, 0 where there is none.
func number(b, c []byte) []byte {
	x, err := strconv.ParseFloat(string(c), 64)
	if err != nil || x != x || x > 1e9 || x < -1e9 {
		return append(b, '0')
	}
	return strconv.AppendFloat(b, x, 'f', -1, 64)
}

// odd is the cell because of which a row is not taken, and where it stands, counted from 1.
func (s *scanner) odd(n int) (string, []byte) {
	for i, c := range s.cell[:n] {
		if !delimited.Fit(c, '\t') {
			return strconv.Itoa(i + 1), c
		}
	}
	return "", nil
}

// code is an event code of CAMEO.
type code struct {
	text  string
	kind  plover.Type
	score float64
}

// actor is who a code stands for on a day's side of a change.
type actor struct {
	sides []string
	json  []byte
}

// memo remembers what the few different words of a file mean.
type memo struct {
	codes     map[string]*code
	countries map[string]string
	texts     map[string]string
	actors    map[actorOn]*actor
	dates     map[calendar.Date]string
}

type actorOn struct {
	code string
	day  calendar.Date
}

// most bounds each part of a memo.
const most = 1 << 17

func room[K comparable, V any](m *map[K]V) map[K]V {
	if *m == nil || len(*m) >= most {
		*m = map[K]V{}
	}
	return *m
}

func (m *memo) code(c []byte) *code {
	if v, ok := m.codes[string(c)]; ok {
		return v
	}
	text := string(c)
	var v *code
	if cameo.Valid(text) {
		t := cameo.Type(text)
		sc, _ := plover.Scale(t, "")
		v = &code{text, t, sc.Value}
	}
	room(&m.codes)[text] = v
	return v
}

func (m *memo) country(c []byte) string {
	v, ok := m.countries[string(c)]
	if !ok {
		v = country.FIPS(string(c))
		room(&m.countries)[string(c)] = v
	}
	return v
}

func (m *memo) text(c []byte) string {
	v, ok := m.texts[string(c)]
	if !ok {
		v = string(c)
		room(&m.texts)[v] = v
	}
	return v
}

func (m *memo) date(b []byte, d calendar.Date) []byte {
	v, ok := m.dates[d]
	if !ok {
		v = d.String()
		room(&m.dates)[d] = v
	}
	return append(b, v...)
}

// actor finds the sides of a code: of the whole, else of its first three letters, which stand for
// a country or an organisation.
func (s *scanner) actor(c []byte, on calendar.Date) *actor {
	key := actorOn{s.memo.text(c), on}
	if v, ok := s.memo.actors[key]; ok {
		if v.sides == nil && len(c) > 0 {
			s.out.Unmapped(key.code)
		}
		return v
	}
	sides, known := s.set.Actors.Sides(key.code, on)
	if !known && len(c) > 3 {
		sides, known = s.set.Actors.Sides(key.code[:3], on)
	}
	if !known && len(c) > 0 {
		s.out.Unmapped(key.code)
	}
	v := &actor{sides: sides}
	v.json = importer.AppendText(append(v.json, `{"name":`...), key.code)
	v.json = append(v.json, `,"sides":[`...)
	for i, side := range sides {
		if i > 0 {
			v.json = append(v.json, ',')
		}
		v.json = importer.AppendText(v.json, side)
	}
	v.json = append(v.json, "]}"...)
	room(&s.memo.actors)[key] = v
	return v
}
