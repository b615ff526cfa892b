// Package pairing reads tables of events that are to be compared, and holds found links
// against a column that says the truth.
package pairing

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/delimited"
	"detente/internal/thinking/match"
	"detente/internal/words/record"
)

// Table is the events of a table that can be compared.
type Table struct {
	Events []match.Event
	Truth  map[string]string // by id
	Left   int               // rows without a day or a place
}

// names are those that columns go by, the first that there is.
var names = map[string][]string{
	"id": {"id", "event_id", "event_no", "event_id_cnty", "globaleventid"}, "start": {"date_start", "date", "event_date"},
	"end": {"date_end", "enddate", "date_start", "date", "event_date"}, "lat": {"lat", "latitude"}, "lon": {"lon", "longitude", "lng"},
}

// Kind and actor columns by the names that tables use, from the general to the particular.
var (
	kindColumns  = []string{"quad", "type", "mode", "type_of_violence", "event_type", "sub_event_type"}
	actorColumns = []string{"initiator_side", "target_side", "side_a", "side_b", "actor1", "actor2"}
)

// Read reads a table. truth names a column that is the same for the same event; "" is none.
func Read(ctx context.Context, r io.Reader, truth string) (*Table, error) {
	t, err := delimited.Open(r, delimited.Options{})
	if err != nil {
		return nil, err
	}
	truth = strings.ToLower(truth)
	at := map[string]string{}
	var missing []string
	for _, what := range []string{"id", "start", "end", "lat", "lon"} {
		for _, n := range names[what] {
			if t.Has(n) {
				at[what] = n
				break
			}
		}
		if at[what] == "" && what != "id" && what != "end" {
			missing = append(missing, names[what][0])
		}
	}
	if truth != "" && !t.Has(truth) {
		missing = append(missing, truth)
	}
	if len(missing) > 0 {
		return nil, importer.Layout("events to compare", missing, t.Header())
	}
	kinds, actors := columns(t)
	out := &Table{Truth: map[string]string{}}
	words := map[string]string{}
	for ctx.Err() == nil {
		row, err := t.Next()
		var f *delimited.Fault
		switch {
		case err == io.EOF:
			return out, nil
		case errors.As(err, &f):
			out.Left++
			continue
		case err != nil:
			return nil, err
		}
		e, ok := event(row, at)
		if !ok {
			out.Left++
			continue
		}
		e.Kind, e.Actors = list(row, kinds, words), list(row, actors, words)
		out.Events = append(out.Events, e)
		if truth != "" {
			out.Truth[e.ID] = row.Get(truth)
		}
	}
	return nil, ctx.Err()
}

// columns finds the columns of kind and actors.
func columns(t *delimited.Reader) (kinds, actors []string) {
	for _, h := range t.Header() {
		if strings.HasSuffix(h, "_tax") {
			if strings.HasPrefix(h, "actor") {
				actors = append(actors, h)
			} else {
				kinds = append(kinds, h)
			}
		}
	}
	pick := func(into, from []string) []string {
		for _, c := range from {
			if t.Has(c) {
				into = append(into, c)
			}
		}
		return into
	}
	if len(kinds) == 0 {
		kinds = pick(kinds, kindColumns)
	}
	if len(actors) == 0 {
		actors = pick(actors, actorColumns)
	}
	return kinds, actors
}

func event(row delimited.Row, at map[string]string) (match.Event, bool) {
	e := match.Event{ID: strings.Clone(row.Get(at["id"]))}
	if e.ID == "" {
		e.ID = strconv.Itoa(row.Number)
	}
	var err error
	if e.Start, err = importer.Day(row.Get(at["start"])); err != nil {
		return e, false
	}
	if e.End, err = importer.Day(row.Get(at["end"])); err != nil || e.End < e.Start {
		e.End = e.Start
	}
	lat, err := importer.Degrees(row.Get(at["lat"]), 90)
	if err != nil {
		return e, false
	}
	lon, err := importer.Degrees(row.Get(at["lon"]), 180)
	e.At = record.Point{Lat: lat, Lon: lon}
	return e, err == nil
}

// list gives the words of some columns; equal words share their memory.
func list(row delimited.Row, columns []string, words map[string]string) []string {
	var out []string
	for _, c := range columns {
		for _, w := range strings.Split(row.Get(c), ";") {
			if w = strings.TrimSpace(w); w == "" || w == "NA" {
				continue
			}
			same, ok := words[w]
			if !ok {
				same = strings.Clone(w)
				words[same] = same
			}
			out = append(out, same)
		}
	}
	return out
}

// Verdict is how links compare with the truth.
type Verdict struct {
	Pairs, Right          int // true pairs, and how many of them were found
	Precision, Recall, F1 float64
}

// Judge holds links against the truth of two tables.
func Judge(a, b *Table, links []match.Link) Verdict {
	in := make(map[string]int, len(a.Truth))
	for _, v := range a.Truth {
		in[v]++
	}
	var v Verdict
	for _, x := range b.Truth {
		if in[x] > 0 {
			v.Pairs++
		}
	}
	for _, l := range links {
		if x := a.Truth[l.A]; x != "" && x == b.Truth[l.B] {
			v.Right++
		}
	}
	if len(links) > 0 {
		v.Precision = float64(v.Right) / float64(len(links))
	}
	if v.Pairs > 0 {
		v.Recall = float64(v.Right) / float64(v.Pairs)
	}
	if v.Right > 0 {
		v.F1 = 2 * v.Precision * v.Recall / (v.Precision + v.Recall)
	}
	return v
}
