// Package unhcr reads UNHCR's annual tables of population, flows and solutions: a row is a year,
// a country of origin and a country of asylum, and its figures become observations.
package unhcr

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/country"
	"detente/internal/hands/importer/delimited"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Importer reads UNHCR tables.
type Importer struct{}

// figures are the columns that may hold figures, by table: stocks at the end of the year, flows
// and solutions during it.
var figures = []string{
	"refugees", "asylum_seekers", "returned_refugees", "idps", "returned_idps", "stateless", "ooc", "oip", "hst",
	"refugee_like", "resettlement", "naturalisation",
}

// Properties describe the data set.
func (Importer) Properties() importer.Properties {
	return importer.Properties{
		ID: "unhcr", Title: "UNHCR population, flows and solutions", Publisher: "UNHCR",
		About:   "Annual figures by country of origin and of asylum. Each figure of a row becomes an observation of its own; an empty one or NA becomes none.",
		Dataset: "unhcr", Licence: record.Licence{Name: "CC BY 4.0", Redistribute: true, Derive: true, Commercial: true},
		Citation: "UNHCR, Refugee Data Finder (CC BY 4.0)", Kind: record.KindObservation, Several: true,
		Files: []string{"population tables (stocks)", "flow tables", "solutions tables"},
		Fields: []importer.Field{
			{Columns: "year", Becomes: "the period, 1 January to 31 December", Needed: true},
			{Columns: "coo_iso, coa_iso, coo_name, coa_name", Becomes: "the region: origin in asylum", Needed: true},
			{Columns: strings.Join(figures, ", "), Becomes: "observations in persons: unhcr_stock_…, unhcr_flow_… or unhcr_solution_…"},
		},
		Limits: []string{
			"Figures under 5 are shown as such by the gate, since UNHCR itself rounds them.",
			"A stock at the end of a year and a flow during it are different indicators and are never added up.",
			"Which table it is is read from its columns: stateless for stocks, naturalisation for solutions, else flows.",
		},
	}
}

var (
	errYear   = errors.New("not a year")
	errFigure = errors.New("not a number of zero or more")
	errNone   = errors.New("the row holds no figure")
)

// Read reads one table.
func (Importer) Read(_ context.Context, set *importer.Setting, table importer.Table, out *importer.Sink) error {
	t, err := delimited.Open(table, delimited.Options{})
	if err != nil {
		return err
	}
	if missing := t.Lacks("year", "coo_iso", "coa_iso", "refugees"); len(missing) > 0 && !(len(missing) == 1 && t.Has("returned_refugees")) {
		return importer.Layout("a UNHCR table", missing, t.Header())
	}
	kind := "flow"
	switch {
	case t.Has("stateless"):
		kind = "stock"
	case t.Has("naturalisation"):
		kind = "solution"
	}
	return importer.Rows(t, out, func(c *importer.Cells) { row(c, kind, set, out) })
}

func row(c *importer.Cells, kind string, set *importer.Setting, out *importer.Sink) {
	year, err := strconv.Atoi(importer.Identifier(c.Need("year")))
	if err != nil || year < 1900 || year > 2200 {
		c.Fail("year", errYear)
	}
	from, to := calendar.DateOf(year, 1, 1), calendar.DateOf(year, 12, 31)
	coo, coa := c.Need("coo_iso"), c.Need("coa_iso")
	name := func(column, code string) string {
		if n := c.Get(column); n != "" {
			return n
		}
		if iso := country.ISO(code); iso != "" {
			return iso
		}
		return code
	}
	region := name("coo_name", coo) + " in " + name("coa_name", coa)
	var all []record.Observation
	for _, f := range figures {
		v := c.Get(f)
		if v == "" || v == "NA" {
			continue
		}
		x := amount(c, f, v)
		o := record.Observation{
			ID:        strings.Join([]string{kind, f, coo, coa, strconv.Itoa(year)}, "|"),
			Indicator: "unhcr_" + kind + "_" + f, Region: region, Value: x, Unit: "persons", Publisher: "UNHCR", Start: from, End: to,
		}
		if kind == "stock" {
			o.Start = to
		}
		all = append(all, o)
	}
	if len(all) == 0 {
		c.Fail("refugees", errNone)
	}
	if out.Bad(c) || !out.Once(c.Number, "year", kind+coo+coa+strconv.Itoa(year)) {
		return
	}
	known := set.Released
	out.Keep(c.Number, from, to, func() ([]ledger.Record, error) {
		recs := make([]ledger.Record, len(all))
		for i, o := range all {
			day := known
			if day.IsSet() {
				day = max(day, o.End)
			}
			f := ledger.Facets{Start: o.Start, End: o.End, Category: o.Indicator, Text: o.Indicator + " " + o.Region}
			rec, err := importer.Pack(record.KindObservation, o.ID, day, f, o)
			if err != nil {
				return nil, err
			}
			recs[i] = rec
		}
		return recs, nil
	})
}

// amount reads a figure, which R may write as 4e+05.
func amount(c *importer.Cells, column, v string) float64 {
	x, err := strconv.ParseFloat(v, 64)
	if _, why := importer.Whole(v); errors.Is(why, importer.ErrNegative) || errors.Is(why, importer.ErrSeparators) {
		c.Fail(column, why)
	}
	if err != nil || !(x >= 0 && x < 1e12) {
		c.Fail(column, errFigure)
	}
	return x
}
