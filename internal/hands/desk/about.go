package desk

import (
	"context"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// About is what the page needs to know of the situation.
type About struct {
	situation.Situation
	Types           []TypeName    `json:"types"`
	Modes           []ModeName    `json:"modes"`
	Newest          calendar.Date `json:"newest" doc:"day that answers end on by default"`
	NewestKnowable  calendar.Date `json:"newest_knowable"`
	DataVersion     string        `json:"data_version"`
	ProgramVersion  string        `json:"program_version"`
	Today           calendar.Date `json:"today"`
	DelayHours      int           `json:"delay_hours"`
	Provinces       []Province    `json:"provinces" doc:"provinces and districts with events, for the filters"`
	ScaleReferences string        `json:"scale_reference"`
	Imported        []Imported    `json:"imported" doc:"data sets of events that were imported beside the situation's own, and can be asked for"`
}

// TypeName is a PLOVER type in words.
type TypeName struct {
	Code  string  `json:"code"`
	Name  string  `json:"name"`
	Quad  string  `json:"quad"`
	Score float64 `json:"score"`
}

// ModeName is a mode in words.
type ModeName struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Violent bool   `json:"violent"`
}

// Province is a province with the districts in which events are on record.
type Province struct {
	Country   string   `json:"country"`
	Admin1    string   `json:"admin1"`
	Events    int      `json:"events"`
	Districts []string `json:"districts"`
}

// About describes the situation and the data behind it.
func (d *Desk) About(ctx context.Context, version string) (*About, error) {
	return recall(ctx, d, "about "+version, func() (*About, error) { return d.about(ctx, version) })
}

func (d *Desk) about(ctx context.Context, version string) (*About, error) {
	m, err := d.Resolve(ctx, calendar.Unset)
	if err != nil {
		return nil, err
	}
	b, err := d.gate.Bounds(ctx, ledger.Filter{Kinds: []record.Kind{record.KindEvent}})
	if err != nil {
		return nil, err
	}
	v, err := d.renew(ctx)
	if err != nil {
		return nil, err
	}
	a := &About{
		Situation: *d.sit, Newest: m.Day, NewestKnowable: b.Knowable, DataVersion: v, ProgramVersion: version,
		Today: d.Today(), DelayHours: d.sit.Thresholds.Shown.DelayHours, ScaleReferences: plover.Cited,
	}
	for _, t := range plover.Types {
		s, _ := plover.Scale(t, "")
		a.Types = append(a.Types, TypeName{string(t), d.say.T("type." + string(t)), string(t.Quad()), s.Value})
	}
	for _, mo := range plover.Modes() {
		a.Modes = append(a.Modes, ModeName{string(mo), d.say.T("mode." + string(mo)), mo.Violent()})
	}
	if a.Provinces, err = d.provinces(ctx, nil); err != nil {
		return nil, err
	}
	a.Imported, err = d.imported(ctx)
	return a, err
}

// provinces lists those that events of the data sets name; none is the situation's own.
func (d *Desk) provinces(ctx context.Context, datasets []string) ([]Province, error) {
	cells, err := d.gate.Counts(ctx, ledger.Query{
		Filter: ledger.Filter{Kinds: []record.Kind{record.KindEvent}, Datasets: datasets},
		By:     []ledger.Dimension{ledger.ByCountry, ledger.ByAdmin1, ledger.ByAdmin2},
	})
	if err != nil {
		return nil, err
	}
	out := []Province{}
	at := map[[2]string]int{}
	for _, c := range cells {
		if c.Keys[1] == "" {
			continue
		}
		k := [2]string{c.Keys[0], c.Keys[1]}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, Province{Country: k[0], Admin1: k[1], Districts: []string{}})
		}
		out[i].Events += c.Count
		if c.Keys[2] != "" {
			out[i].Districts = append(out[i].Districts, c.Keys[2])
		}
	}
	return out, nil
}

// MapPoints is a GeoJSON feature collection of events with a shown point.
type MapPoints struct {
	Type     string       `json:"type"`
	AsOf     string       `json:"as_of"`
	Unplaced int          `json:"unplaced" doc:"events without a point that may be shown"`
	Features []MapFeature `json:"features"`
}

// MapFeature is one event as a point.
type MapFeature struct {
	Type       string   `json:"type"`
	Geometry   MapPoint `json:"geometry"`
	Properties MapEvent `json:"properties"`
}

// MapPoint is longitude, latitude.
type MapPoint struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"`
}

// MapEvent is what a point says.
type MapEvent struct {
	ID         string        `json:"id"`
	DateStart  calendar.Date `json:"date_start"`
	Type       string        `json:"type"`
	Mode       string        `json:"mode"`
	Quad       string        `json:"quad"`
	DeathsBest *int64        `json:"deaths_best"`
	Place      string        `json:"place"`
	Admin1     string        `json:"admin1"`
	Admin2     string        `json:"admin2"`
	PlaceShown string        `json:"place_shown"`
	Summary    string        `json:"summary"`
	Dataset    string        `json:"dataset"`
}

// Map returns the events of a query as points, as coarse as they are shown everywhere.
func (d *Desk) Map(ctx context.Context, q Query) (*MapPoints, error) {
	m, f, err := d.filter(ctx, q)
	if err != nil {
		return nil, err
	}
	var shown []gate.Shown[record.Event]
	for _, part := range d.eachSet(f) {
		list, err := d.events(ctx, part)
		if err != nil {
			return nil, err
		}
		shown = append(shown, list...)
	}
	out := &MapPoints{Type: "FeatureCollection", AsOf: m.Day.String(), Features: []MapFeature{}}
	for _, s := range shown {
		e := d.eventView(s)
		if e.Lat == nil || e.Lon == nil {
			out.Unplaced++
			continue
		}
		p := MapEvent{
			ID: e.ID, DateStart: e.DateStart, Type: e.Type, Mode: e.Mode, Quad: e.Quad, Place: e.Place,
			Admin1: e.Admin1, Admin2: e.Admin2, PlaceShown: e.PlaceShown, Summary: e.Summary, Dataset: e.Dataset,
		}
		if n, ok := s.Record.Deaths.Total.Middle().Value(); ok {
			p.DeathsBest = &n
		}
		out.Features = append(out.Features, MapFeature{"Feature", MapPoint{"Point", [2]float64{*e.Lon, *e.Lat}}, p})
	}
	return out, nil
}
