package mapped

import (
	"context"
	"errors"
	"strings"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/delimited"
	"detente/internal/words/record"
)

// HXL reads tables whose second row holds HXL tags, as those of ReliefWeb and HDX do.
type HXL struct{}

// Properties describe the data set.
func (HXL) Properties() importer.Properties {
	p := importer.Properties{
		ID: "hxl", Title: "Tables with HXL tags", Publisher: "as the table says",
		About: "The row of tags under the header says what each column is: #date, #country, #adm1, #adm2, #geo+lat, #geo+lon, #event, #org, " +
			"#affected, #population, #value, #indicator. Columns of figures become observations.",
		Dataset: "hxl", Licence: record.Licence{Name: "as the publisher says; taken as not to be handed on"}, Citation: "the table's publisher",
		Kind: record.KindObservation, Several: true, Files: []string{"CSV with a row of HXL tags among its first rows"},
		Limits: append([]string{
			"HXL has no tag for terms of use, so that nothing of it is exported. A table with known terms is better read by a mapping.",
			"Tags of figures are #affected, #population, #value, #indicator+num, #returned, #inneed, #reached, #targeted; their unit is persons but for #value and #indicator.",
		}, limits[1:]...),
	}
	for _, f := range [][2]string{
		{"#date, #date+start, #date+end, #date+year", "the period"}, {"#country, #adm1, #adm2, #loc", "the region"},
		{"#affected…, #population…, #returned…, #value…", "one observation each; the indicator is the tag"}, {"#meta+source, #org", "the publisher"}, {"#meta+url", "the address"},
	} {
		p.Fields = append(p.Fields, importer.Field{Columns: f[0], Becomes: f[1], Needed: strings.HasPrefix(f[0], "#date")})
	}
	return p
}

// figureTags are the beginnings of tags of figures and their units.
var figureTags = []struct{ tag, unit string }{
	{"#affected", "persons"}, {"#population", "persons"}, {"#returned", "persons"}, {"#inneed", "persons"}, {"#reached", "persons"}, {"#targeted", "persons"},
	{"#value", "value"}, {"#indicator+num", "value"}, {"#indicator+value", "value"},
}

var errTags = errors.New("no row of HXL tags among the first rows")

// Read reads one table.
func (HXL) Read(_ context.Context, set *importer.Setting, table importer.Table, out *importer.Sink) error {
	t, err := delimited.Open(table, delimited.Options{})
	if err != nil {
		return err
	}
	tags := t.Header()
	for range 5 {
		if tagged(tags) {
			break
		}
		row, err := t.Next()
		if err != nil {
			return importer.Layout("a table with HXL tags", []string{"#date"}, t.Header())
		}
		tags = row.Cells()
	}
	if !tagged(tags) {
		return importer.Layout("a table with HXL tags", []string{"#date"}, t.Header())
	}
	m, ok := byTags(t.Header(), tags)
	if !ok {
		return errors.Join(importer.Layout("a table with HXL tags", []string{"#date and a column of figures"}, tags), errTags)
	}
	return read(t, m, set, out, nil)
}

// tagged reports whether a row is one of tags.
func tagged(cells []string) bool {
	n := 0
	for _, c := range cells {
		if c = strings.TrimSpace(c); c == "" {
			continue
		}
		if c[0] != '#' || len(c) < 2 {
			return false
		}
		n++
	}
	return n > 0
}

// fieldTags are the beginnings of tags, and their fields; the first that fits holds.
var fieldTags = [][2]string{
	{"#country", "country"}, {"#adm1", "admin1"}, {"#adm2", "admin2"}, {"#meta+url", "url"}, {"#meta+source", "publisher"}, {"#org", "publisher"},
}

func fieldOf(tag string) string {
	if strings.HasPrefix(tag, "#date") {
		switch {
		case strings.Contains(tag, "+year"):
			return "year"
		case strings.Contains(tag, "+end"):
			return "date_end"
		}
		return "date"
	}
	for _, f := range fieldTags {
		if strings.HasPrefix(tag, f[0]) {
			return f[1]
		}
	}
	return ""
}

// byTags makes a mapping of tags; ok is false when there is no date or no figure.
func byTags(header, tags []string) (*Mapping, bool) {
	m := &Mapping{Dataset: "hxl", Title: "HXL table", Kind: "observation", Columns: map[string]string{}}
	for i, tag := range tags {
		tag = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(tag), " ", ""))
		if i >= len(header) || tag == "" || header[i] == "" {
			continue
		}
		field := fieldOf(tag)
		if field != "" && m.Columns[field] == "" {
			m.Columns[field] = header[i]
			continue
		}
		for _, f := range figureTags {
			if strings.HasPrefix(tag, f.tag) {
				m.Figures = append(m.Figures, Figure{Column: header[i], Indicator: "hxl_" + strings.NewReplacer("#", "", "+", "_").Replace(tag), Unit: f.unit})
				break
			}
		}
	}
	return m, (m.Columns["date"] != "" || m.Columns["year"] != "") && len(m.Figures) > 0
}
