package desk

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/situation"
)

// Query chooses events. Empty fields do not restrict.
type Query struct {
	AsOf      calendar.Date
	From, To  calendar.Date
	Sides     []string
	Dyad      string
	Unit      string
	Types     []string
	Modes     []string
	Quads     []string
	Countries []string
	Admin1    []string
	Admin2    []string
	Datasets  []string // none is the situation's own
	Words     string
	Newest    bool // newest first
}

// BadQuery is a question that cannot be asked of this situation.
type BadQuery struct {
	Field, Value string
	Known        []string
	Reason       string
}

// Error names the field, the value and what would have been understood.
func (e *BadQuery) Error() string {
	if e.Reason != "" {
		return fmt.Sprintf("%s %q: %s", e.Field, e.Value, e.Reason)
	}
	return fmt.Sprintf("unknown %s %q; known: %s", e.Field, e.Value, strings.Join(e.Known, ", "))
}

// sum is filter for answers that add up. The same act may be in several data sets, so that
// only one is added up at a time.
func (d *Desk) sum(ctx context.Context, q Query) (Moment, ledger.Filter, error) {
	if len(q.Datasets) > 1 {
		return Moment{}, ledger.Filter{}, &BadQuery{
			Field: "dataset", Value: strings.Join(q.Datasets, ","), Reason: d.say.T("dataset.one"),
		}
	}
	return d.filter(ctx, q)
}

// filter resolves the query into a moment and a filter of the ledger.
func (d *Desk) filter(ctx context.Context, q Query) (Moment, ledger.Filter, error) {
	var f ledger.Filter
	m, err := d.Resolve(ctx, q.AsOf)
	if err != nil {
		return m, f, err
	}
	if q.From.IsSet() && q.To.IsSet() && q.From > q.To {
		return m, f, &BadQuery{Field: "from", Value: q.From.String(), Reason: "is after to " + q.To.String()}
	}
	datasets, err := d.datasets(ctx, q.Datasets)
	if err != nil {
		return m, f, err
	}
	for _, c := range []struct {
		field string
		given []string
		known []string
	}{
		{"side", q.Sides, codes(d.sit.Sides, func(s situation.Side) string { return s.Code })},
		{"type", q.Types, names(plover.Types)},
		{"mode", q.Modes, names(plover.Modes())},
		{"quad", q.Quads, names(plover.Quads)},
		{"country", q.Countries, codes(d.sit.Countries, func(c situation.Country) string { return c.Code })},
		{"dataset", q.Datasets, datasets},
		{"dyad", one(q.Dyad), codes(d.sit.Dyads, func(y situation.Dyad) string { return y.ID })},
		{"unit", one(q.Unit), d.unitIDs()},
	} {
		for _, v := range c.given {
			if !holds(c.known, v) {
				return m, f, &BadQuery{Field: c.field, Value: v, Known: c.known}
			}
		}
	}
	if err := d.places(ctx, q); err != nil {
		return m, f, err
	}
	f = ledger.Filter{
		AsOf: m.AsOf, Window: calendar.Window{From: q.From, To: q.To},
		Sides: q.Sides, Types: q.Types, Modes: q.Modes, Quads: q.Quads, Countries: q.Countries,
		Admin1: q.Admin1, Admin2: q.Admin2, Datasets: q.Datasets, Text: strings.Fields(q.Words), Desc: q.Newest,
	}
	if q.Dyad != "" {
		y, _ := d.sit.Dyad(q.Dyad)
		f.Dyad = pair(y)
	}
	if err := d.within(&f, q); err != nil {
		return m, f, err
	}
	return m, f, nil
}

// within applies the unit of a query, which is a dyad or a place.
func (d *Desk) within(f *ledger.Filter, q Query) error {
	if q.Unit == "" {
		return nil
	}
	if y, ok := d.sit.Dyad(q.Unit); ok {
		if f.Dyad != nil && q.Dyad != q.Unit {
			return &BadQuery{Field: "unit", Value: q.Unit, Reason: "is a dyad and differs from dyad " + q.Dyad}
		}
		f.Dyad = pair(y)
		return nil
	}
	for _, u := range d.sit.Units {
		if u.ID != q.Unit {
			continue
		}
		if len(q.Countries) > 0 && !holds(q.Countries, u.Country) || u.Admin1 != "" && len(q.Admin1) > 0 && !holds(q.Admin1, u.Admin1) {
			return &BadQuery{Field: "unit", Value: q.Unit, Reason: "lies outside the country or province asked for"}
		}
		f.Countries = []string{u.Country}
		if u.Admin1 != "" {
			f.Admin1 = []string{u.Admin1}
		}
	}
	return nil
}

func (d *Desk) unitIDs() []string {
	out := codes(d.sit.Dyads, func(y situation.Dyad) string { return y.ID })
	return append(out, codes(d.sit.Units, func(u situation.Unit) string { return u.ID })...)
}

func pair(y situation.Dyad) *ledger.Dyad {
	p := &ledger.Dyad{A: y.A, B: y.B}
	for _, a := range y.Across {
		p.Across = append(p.Across, ledger.Across{By: a.By, In: a.Country})
	}
	return p
}

func codes[T any](list []T, of func(T) string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = of(v)
	}
	return out
}

func names[T ~string](list []T) []string {
	out := codes(list, func(v T) string { return string(v) })
	sort.Strings(out)
	return out
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func holds(list []string, v string) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// Place narrows a query to a province or district by name or alias; a name that several
// places bear is refused with the choices.
func (d *Desk) Place(q *Query, name string) error {
	var found []situation.Spot
	for _, s := range d.sit.Gazetteer.Spots() {
		if s.Level < 1 || s.Level > 2 {
			continue
		}
		for _, n := range append([]string{s.Name, s.ID}, s.Aliases...) {
			if strings.EqualFold(n, name) {
				found = append(found, s)
				break
			}
		}
	}
	switch len(found) {
	case 0:
		return &BadQuery{Field: "place", Value: name, Reason: "is not in the gazetteer of the situation"}
	case 1:
	default:
		// A province and its capital district often share a name: the province holds both.
		if found[0].Level == 1 && found[0].Country == found[1].Country && found[0].Admin1 == found[1].Admin1 && len(found) == 2 {
			break
		}
		ids := codes(found, func(s situation.Spot) string { return s.ID })
		return &BadQuery{Field: "place", Value: name, Reason: "could be " + strings.Join(ids, " or ") + "; name one of these"}
	}
	s := found[0]
	if len(q.Countries) > 0 && !holds(q.Countries, s.Country) || len(q.Admin1) > 0 && !holds(q.Admin1, s.Admin1) {
		return &BadQuery{Field: "place", Value: name, Reason: "lies outside the country or province asked for"}
	}
	q.Countries, q.Admin1 = []string{s.Country}, []string{s.Admin1}
	if s.Level == 2 {
		if len(q.Admin2) > 0 && !holds(q.Admin2, s.Admin2) {
			return &BadQuery{Field: "place", Value: name, Reason: "is not the district asked for"}
		}
		q.Admin2 = []string{s.Admin2}
	}
	return nil
}
