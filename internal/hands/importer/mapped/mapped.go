package mapped

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/cameo"
	"detente/internal/hands/importer/country"
	"detente/internal/hands/importer/delimited"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// sheet is a table with its mapping settled.
type sheet struct {
	m   *Mapping
	set *importer.Setting
	out *importer.Sink
	col map[string]string // by field, in lower case
}

// Read reads a table by a mapping.
func Read(_ context.Context, m *Mapping, set *importer.Setting, table importer.Table, out *importer.Sink) error {
	o := delimited.Options{Delimiters: map[string]string{"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}[m.Delimiter]}
	o.NoQuotes = m.Delimiter == "tab"
	t, err := delimited.Open(table, o)
	if err != nil {
		return err
	}
	return read(t, m, set, out, func(c *importer.Cells) bool { return c.Number <= 6 && tagged(c.Cells()) })
}

// read hands the rows of an opened table on; pass is asked whether a row is to be passed over.
func read(t *delimited.Reader, m *Mapping, set *importer.Setting, out *importer.Sink, pass func(*importer.Cells) bool) error {
	s := &sheet{m: m, set: set, out: out, col: map[string]string{}}
	var missing []string
	for _, f := range sorted(m.Columns) {
		for _, column := range strings.Split(m.Columns[f], " + ") {
			if !t.Has(strings.ToLower(strings.TrimSpace(column))) {
				missing = append(missing, column)
			}
		}
		s.col[f] = strings.ToLower(strings.TrimSpace(m.Columns[f]))
	}
	for _, f := range m.Figures {
		if !t.Has(strings.ToLower(f.Column)) {
			missing = append(missing, f.Column)
		}
	}
	if len(missing) > 0 {
		return importer.Layout(m.Dataset, missing, t.Header())
	}
	return importer.Rows(t, out, func(c *importer.Cells) {
		switch {
		case pass != nil && pass(c):
		case m.Kind == "event":
			s.event(c)
		case m.Kind == "signal":
			s.signal(c)
		default:
			s.figures(c)
		}
	})
}

// get is the value of a field, turned into the field's own word where the mapping says so.
func (s *sheet) get(c *importer.Cells, field string) string {
	v, ok := "", false
	if col := s.col[field]; col != "" {
		v, ok = c.Get(col), true
	}
	if !ok || v == "" {
		v = s.m.Fixed[field]
	}
	if w, ok := s.m.Values[field][v]; ok {
		return w
	}
	if v == "NA" || v == "NULL" {
		return ""
	}
	return v
}

var (
	errType   = errors.New("not a PLOVER type; turn it into one under values")
	errMode   = errors.New("not a mode; turn it into one under values")
	errCode   = errors.New("no code of CAMEO")
	errSpan   = errors.New("before the first day")
	errOrder  = errors.New("low, best and high are out of order")
	errNone   = errors.New("the row holds no figure")
	errFigure = errors.New("not a number of zero or more")
	errNumber = errors.New("not a number")
	errGrade  = errors.New("not between 1 and 5")
	errYear   = errors.New("not a year")
)

// when reads the days.
func (s *sheet) when(c *importer.Cells) calendar.Interval {
	v := calendar.Interval{Precision: calendar.Day}
	if s.col["date"] == "" {
		y, err := strconv.Atoi(importer.Identifier(s.get(c, "year")))
		if err != nil || y < 1800 || y > 2200 {
			c.Fail(s.col["year"], errYear)
		}
		return calendar.Interval{Start: calendar.DateOf(y, 1, 1), End: calendar.DateOf(y, 12, 31), Precision: calendar.Year}
	}
	var err error
	if v.Start, err = s.day(s.get(c, "date")); err != nil {
		c.Fail(s.col["date"], err)
	}
	v.End = v.Start
	if end := s.get(c, "date_end"); end != "" {
		if v.End, err = s.day(end); err != nil {
			c.Fail(s.col["date_end"], err)
		} else if v.End < v.Start {
			c.Fail(s.col["date_end"], errSpan)
		}
	}
	if p := calendar.Precision(strings.ToLower(s.get(c, "date_precision"))); p.Valid() {
		v.Precision = p
	}
	return v
}

// day reads a day as the mapping says it is written.
func (s *sheet) day(v string) (calendar.Date, error) {
	layout := map[string]string{"dmy": "2/1/2006", "mdy": "1/2/2006", "compact": "20060102"}[s.m.Days]
	if layout == "" {
		return importer.Day(v)
	}
	if v == "" {
		return calendar.Unset, importer.ErrEmpty
	}
	t, err := time.Parse(layout, strings.NewReplacer(".", "/", "-", "/").Replace(v))
	if err != nil || t.Year() < 1800 {
		return calendar.Unset, importer.ErrNotADate
	}
	return importer.Day(t.Format("2006-01-02"))
}

// place reads where it was.
func (s *sheet) place(c *importer.Cells) record.Place {
	p := record.Place{Country: country.Any(s.get(c, "country")), Name: s.get(c, "place"), Precision: record.Country}
	p.Admin1, p.Admin2 = s.set.Region(p.Country, s.get(c, "admin1"), s.get(c, "admin2"))
	if s.col["lat"] != "" && s.col["lon"] != "" {
		p.Point = c.Point(s.col["lat"], s.col["lon"])
	}
	switch {
	case p.Point != nil && p.Name != "":
		p.Precision = record.Near
	case p.Point != nil, p.Admin2 != "":
		p.Precision = record.District
	case p.Admin1 != "":
		p.Precision = record.Province
	}
	if v := s.get(c, "geo_precision"); v != "" {
		g, err := importer.Whole(v)
		if p.Precision = record.GeoPrecision(g.Or(0)); err != nil || !p.Precision.Valid() {
			c.Fail(s.col["geo_precision"], errGrade)
		}
	}
	return p
}

// kind reads type and mode, or the type of a CAMEO code.
func (s *sheet) kind(c *importer.Cells) (plover.Type, plover.Mode, string) {
	if code := s.get(c, "cameo"); code != "" {
		if !cameo.Valid(code) && cameo.Valid("0"+code) {
			code = "0" + code // a spreadsheet took the zero for a number's
		}
		if !cameo.Valid(code) {
			c.Fail(s.col["cameo"], errCode)
		}
		return cameo.Type(code), "", code
	}
	word := s.get(c, "type")
	t, m := plover.Type(strings.ToUpper(word)), plover.Mode(s.get(c, "mode"))
	if !t.Valid() {
		c.Fail(s.col["type"], errType)
	}
	if s.m.Kind == "signal" {
		return t, "", strings.TrimSuffix(word+"/"+string(m), "/")
	}
	if m != "" && !m.Valid() {
		c.Fail(s.col["mode"], errMode)
	}
	return t, m, ""
}

// id names a row: by its column, else by its content.
func (s *sheet) id(c *importer.Cells) string {
	if s.col["id"] != "" {
		var parts []string
		for _, column := range strings.Split(s.col["id"], " + ") {
			parts = append(parts, importer.Identifier(c.Need(strings.TrimSpace(column))))
		}
		return strings.Join(parts, "|")
	}
	sum := sha256.Sum256([]byte(strings.Join(c.Cells(), "\x00")))
	return hex.EncodeToString(sum[:8])
}

func (s *sheet) party(c *importer.Cells, field string, on calendar.Date) record.Party {
	name := s.get(c, field)
	return record.Party{Name: name, Sides: s.out.Sides(s.set.Actors, name, on)}
}

// count reads a count of a field.
func (s *sheet) count(c *importer.Cells, field string) figure.Count {
	n, err := importer.Whole(s.m.whole(c, s.col[field], s.get(c, field)))
	if err != nil {
		c.Fail(s.col[field], err)
	}
	return n
}

// known is the day from which a row counts: the release, else the day of the import.
func (s *sheet) known(end calendar.Date) calendar.Date {
	if !s.set.Released.IsSet() {
		return calendar.Unset
	}
	return max(s.set.Released, end)
}

func (s *sheet) event(c *importer.Cells) {
	e := record.Event{ID: s.id(c), When: s.when(c), Place: s.place(c), Confidence: record.Medium}
	e.Type, e.Mode, _ = s.kind(c)
	e.Initiator, e.Target = s.party(c, "initiator", e.When.Start), s.party(c, "target", e.When.Start)
	e.Deaths = record.Deaths{
		Total:    figure.Range{Low: s.count(c, "deaths_low"), Best: s.count(c, "deaths_best"), High: s.count(c, "deaths_high")},
		Civilian: s.count(c, "deaths_civilian"),
	}
	e.Injured.Best = s.count(c, "injured")
	if e.Deaths.Total.Check() != nil {
		c.Fail(s.col["deaths_best"], errOrder)
	}
	e.Summary = strings.Trim(fmt.Sprintf("%s – %s, %s", e.Initiator.Name, e.Target.Name, e.Place.Name), " –,")
	if s.out.Bad(c) || !s.out.Once(c.Number, s.col["id"], e.ID) {
		return
	}
	known := s.known(e.When.End)
	s.out.KeepEvent(c.Number, &e, known, strings.Split(s.get(c, "sources"), ";"), nil)
}

func (s *sheet) signal(c *importer.Cells) {
	when := s.when(c)
	v := record.Signal{ID: s.id(c), Day: when.Start, Added: s.set.Released, Place: s.place(c), SourceURL: s.get(c, "url")}
	v.Type, _, v.Code = s.kind(c)
	v.Initiator, v.Target = s.party(c, "initiator", when.Start), s.party(c, "target", when.Start)
	if x := s.get(c, "intensity"); x != "" {
		n, err := strconv.ParseFloat(x, 64)
		if err != nil || !(n >= -1e6 && n <= 1e6) {
			c.Fail(s.col["intensity"], errNumber)
		}
		v.Intensity = n
	}
	if s.out.Bad(c) || !s.out.Once(c.Number, s.col["id"], v.ID) {
		return
	}
	s.out.Keep(c.Number, when.Start, when.End, func() ([]ledger.Record, error) {
		score, _ := plover.Scale(v.Type, "")
		f := ledger.Facets{
			Start: when.Start, End: when.End, Country: v.Place.Country, Admin1: v.Place.Admin1, Admin2: v.Place.Admin2,
			Type: string(v.Type), Quad: string(v.Type.Quad()), InitiatorSides: v.Initiator.Sides, TargetSides: v.Target.Sides,
			Category: v.Code, Score: score.Value, Text: v.Place.Name,
		}
		rec, err := importer.Pack(record.KindSignal, v.ID, s.known(when.End), f, v)
		return []ledger.Record{rec}, err
	})
}

// figures reads the published figures of a row: one observation for each column that has one.
func (s *sheet) figures(c *importer.Cells) {
	when := s.when(c)
	region := s.get(c, "region")
	if region == "" {
		region = strings.Trim(strings.Join([]string{s.get(c, "country"), s.get(c, "admin1"), s.get(c, "admin2")}, ", "), ", ")
	}
	var all []record.Observation
	for _, f := range s.m.Figures {
		column := strings.ToLower(f.Column)
		v := c.Get(column)
		if v == "" || v == "NA" {
			continue
		}
		x, err := strconv.ParseFloat(s.m.whole(c, column, v), 64)
		switch {
		case err == nil && x < 0:
			c.Fail(column, importer.ErrNegative)
		case err != nil || !(x >= 0 && x < 1e15):
			c.Fail(column, errFigure)
		}
		name := []string{f.Indicator, region, when.Start.String(), when.End.String()}
		if s.col["id"] != "" {
			name = []string{s.id(c), f.Indicator}
		}
		publisher := s.get(c, "publisher")
		if publisher == "" {
			publisher = s.m.Title
		}
		all = append(all, record.Observation{
			ID: strings.Join(name, "|"), Indicator: f.Indicator, Region: region, Value: x, Unit: f.Unit, Publisher: publisher,
			Start: when.Start, End: when.End, SourceURL: s.get(c, "url"),
		})
	}
	if len(all) == 0 {
		c.Fail(s.m.Figures[0].Column, errNone)
	}
	if s.out.Bad(c) || !s.out.Once(c.Number, "", strings.Join(ids(all), "\x00")) {
		return
	}
	s.out.Keep(c.Number, when.Start, when.End, func() ([]ledger.Record, error) {
		out := make([]ledger.Record, len(all))
		for i, o := range all {
			f := ledger.Facets{Start: o.Start, End: o.End, Category: o.Indicator, Text: strings.Join([]string{o.Indicator, o.Region, o.Publisher}, " ")}
			rec, err := importer.Pack(record.KindObservation, o.ID, s.known(o.End), f, o)
			if err != nil {
				return nil, err
			}
			out[i] = rec
		}
		return out, nil
	})
}

func ids(list []record.Observation) []string {
	out := make([]string, len(list))
	for i, o := range list {
		out[i] = o.ID
	}
	return out
}
