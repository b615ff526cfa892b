package mapped

import (
	"context"
	_ "embed"
	"strings"

	"detente/internal/hands/importer"
	"detente/internal/words/record"
)

//go:embed icews.yaml
var icews string

//go:embed polecat.yaml
var polecat string

// builtIn reads a mapping of the program; the tests parse each.
func builtIn(text string) *Mapping {
	m, err := Parse(strings.NewReader(text))
	if err != nil {
		panic(err)
	}
	return m
}

// ICEWS reads tab-separated files of ICEWS.
type ICEWS struct{}

// Properties describe the data set.
func (ICEWS) Properties() importer.Properties {
	p := builtIn(icews).Properties()
	p.ID, p.Publisher = "icews", "Lockheed Martin; Harvard Dataverse"
	p.About = "Rows that machines read out of the news, coded with CAMEO. They become signals, never events, and have no deaths."
	p.Files = []string{"tab-separated yearly files, plain or packed"}
	p.Limits = append(p.Limits, "Names of sources and targets, and the words of events, are not kept: they may name persons. Both parties are known by their country.")
	return p
}

// Read reads one table.
func (ICEWS) Read(ctx context.Context, set *importer.Setting, t importer.Table, out *importer.Sink) error {
	return Read(ctx, builtIn(icews), set, t, out)
}

// POLECAT reads tab-separated files of POLECAT.
type POLECAT struct{}

// Properties describe the data set.
func (POLECAT) Properties() importer.Properties {
	p := builtIn(polecat).Properties()
	p.ID, p.Publisher = "polecat", "Political Instability Task Force; Harvard Dataverse"
	p.About = "Rows that machines read out of the news, coded with PLOVER. They become signals, never events, and have no deaths."
	p.Files = []string{"tab-separated weekly files, plain or packed"}
	p.Limits = append(p.Limits, "Names and titles of actors and recipients are not kept: they may name persons. Both parties are known by their country.")
	return p
}

// Read reads one table.
func (POLECAT) Read(ctx context.Context, set *importer.Setting, t importer.Table, out *importer.Sink) error {
	return Read(ctx, builtIn(polecat), set, t, out)
}

// Table reads any table by a mapping of the user.
type Table struct{ Mapping *Mapping }

// Properties describe the data set as the mapping does; without one, what a mapping can say.
func (t Table) Properties() importer.Properties {
	if t.Mapping != nil {
		p := t.Mapping.Properties()
		p.ID = "table"
		return p
	}
	p := importer.Properties{
		ID: "table", Title: "Any table, by a mapping", Publisher: "whoever the mapping names",
		About: "A mapping file says which column is what, under which terms and in which form days are written. " +
			"detente map FILE proposes one from the header, to be edited; --map gives it to the import.",
		Dataset: "table", Licence: record.Licence{Name: "as the mapping says"}, Citation: "as the mapping says",
		Kind: record.KindEvent, Files: []string{"CSV and other delimited text with a header"}, Limits: limits,
	}
	for _, f := range Fields {
		p.Fields = append(p.Fields, importer.Field{Columns: f.Name + " (field of the mapping)", Becomes: f.Says, Needed: f.Name == "date"})
	}
	return p
}

// Read reads one table.
func (t Table) Read(ctx context.Context, set *importer.Setting, table importer.Table, out *importer.Sink) error {
	return Read(ctx, t.Mapping, set, table, out)
}

var limits = []string{
	"A row without an id is named by its content: a changed row is then a new one beside the old.",
	"Rows count as known from --released, else from the day of the import.",
	"Numbers with separators between thousands are refused, unless the mapping names them: thousands: \",\". detente map proposes it where it sees some.",
}

// Properties describe what a mapping reads.
func (m *Mapping) Properties() importer.Properties {
	p := importer.Properties{
		Title: m.Title, Publisher: m.Title, About: "A table read by a mapping.", Dataset: m.Dataset, Licence: m.Licence, Citation: m.Citation,
		Kind: record.Kind(m.Kind), Several: m.Kind == "observation", Files: []string{"delimited text with a header"}, Limits: limits[1:],
	}
	for _, f := range Fields {
		if c := m.Columns[f.Name]; c != "" {
			p.Fields = append(p.Fields, importer.Field{Columns: c, Becomes: f.Says, Needed: true})
		}
	}
	return p
}
