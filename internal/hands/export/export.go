// Package export writes events as files: CSV, GeoJSON and a table for the terminal.
// What it is given has passed the gate.
package export

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"detente/internal/hands/desk"
	"detente/internal/words/figure"
)

// columns are those of a situation's events table, in its order, then what Détente adds.
var columns = []string{
	"id", "date_start", "date_end", "date_precision", "country", "admin1", "admin2", "place", "lat", "lon", "geo_precision",
	"initiator", "initiator_side", "target", "target_side", "type", "mode", "deaths_low", "deaths_best", "deaths_high",
	"deaths_civilian", "deaths_police", "deaths_military", "deaths_militant", "injured_low", "injured_high", "abducted",
	"attribution", "summary", "confidence",
	"place_shown", "quad", "score", "sources", "claims", "knowable_at", "dataset", "version",
}

// CSV writes a header and one row an event. Unknown figures are empty, zero is 0. Cells
// that a spreadsheet would run as a formula are quoted with an apostrophe.
func CSV(w io.Writer, p desk.EventPage) error {
	c := csv.NewWriter(w)
	if err := c.Write(columns); err != nil {
		return err
	}
	for _, e := range p.Events {
		if err := c.Write(row(e)); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func row(e desk.Event) []string {
	return []string{
		inert(e.ID), e.DateStart.String(), e.DateEnd.String(), e.DatePrecision, e.Country, inert(e.Admin1), inert(e.Admin2), inert(e.Place),
		degrees(e.Lat), degrees(e.Lon), strconv.Itoa(e.GeoPrecision),
		inert(e.Initiator), strings.Join(e.InitiatorSide, ";"), inert(e.Target), strings.Join(e.TargetSide, ";"), e.Type, e.Mode,
		e.DeathsLow.String(), e.DeathsBest.String(), e.DeathsHigh.String(),
		e.Civilian.String(), e.Police.String(), e.Military.String(), e.Militant.String(),
		e.InjuredLow.String(), e.InjuredHigh.String(), e.Abducted.String(),
		e.Attribution, inert(e.Summary), e.Confidence,
		e.PlaceShown, e.Quad, strconv.FormatFloat(e.Score, 'f', -1, 64), strconv.Itoa(e.Sources), strconv.Itoa(e.Claims),
		e.KnowableAt.String(), e.Dataset, e.Version,
	}
}

// inert keeps a spreadsheet from taking text for a formula.
func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func degrees(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}

// Feature is one event as GeoJSON; Geometry is nil where no point is shown.
type Feature struct {
	Type       string     `json:"type"`
	ID         string     `json:"id"`
	Geometry   *Geometry  `json:"geometry"`
	Properties desk.Event `json:"properties"`
}

// Geometry is a point: longitude, latitude.
type Geometry struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"`
}

// Collection is a GeoJSON feature collection (RFC 7946).
type Collection struct {
	Type     string    `json:"type"`
	AsOf     string    `json:"as_of"`
	Features []Feature `json:"features"`
}

// Features turns events into a collection.
func Features(p desk.EventPage) Collection {
	c := Collection{Type: "FeatureCollection", AsOf: p.AsOf.String(), Features: make([]Feature, len(p.Events))}
	for i, e := range p.Events {
		c.Features[i] = Feature{Type: "Feature", ID: e.ID, Properties: e}
		if e.Lat != nil && e.Lon != nil {
			c.Features[i].Geometry = &Geometry{"Point", [2]float64{*e.Lon, *e.Lat}}
		}
	}
	return c
}

// GeoJSON writes a feature collection.
func GeoJSON(w io.Writer, p desk.EventPage) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(Features(p))
}

// Table writes aligned columns for a terminal, with a closing line that counts.
func Table(w io.Writer, p desk.EventPage) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "DATE\tID\tPLACE\tWHO\tMODE\tKILLED\tSUMMARY")
	for _, e := range p.Events {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s → %s\t%s\t%s\t%s\n", e.DateStart, e.ID, spot(e),
			strings.Join(e.InitiatorSide, "+"), strings.Join(e.TargetSide, "+"), e.Mode, Killed(e), cut(e.Summary, 90))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d of %d events, as of %s. Killed: low–best–high as supported; ? is no figure.\n", len(p.Events), p.Total, p.AsOf)
	return err
}

func spot(e desk.Event) string {
	for _, s := range []string{e.Admin2, e.Admin1} {
		if s != "" {
			return s
		}
	}
	return e.Country
}

// Killed gives the range of deaths in a few characters: "?" without a figure, "3" when the
// bounds agree, "10–20" otherwise, "14+" for at least.
func Killed(e desk.Event) string {
	r := figure.Range{Low: e.DeathsLow, Best: e.DeathsBest, High: e.DeathsHigh}
	switch {
	case !r.Known():
		return "?"
	case r.AtLeast():
		return r.Low.String() + "+"
	case r.Floor() == r.Ceiling():
		return r.Floor().String()
	}
	return r.Floor().String() + "–" + r.Ceiling().String()
}

func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
