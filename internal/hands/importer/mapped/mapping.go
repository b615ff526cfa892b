// Package mapped reads any table of events, of signals or of published figures by a mapping that
// says which column is what. The same reader serves ICEWS and POLECAT, whose mappings are built
// in, and tables with HXL tags, whose tags are the mapping.
package mapped

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"detente/internal/words/record"
)

// Mapping says what the columns of a table are. Names of columns are read in any case.
type Mapping struct {
	Dataset  string         `yaml:"dataset" json:"dataset"`
	Title    string         `yaml:"title"`
	Kind     string         `yaml:"kind"` // event, signal or observation
	Licence  record.Licence `yaml:"licence"`
	Citation string         `yaml:"citation"`
	// Delimiter is comma, semicolon, tab or bar; empty is found by itself.
	Delimiter string `yaml:"delimiter,omitempty"`
	// Days is how days are written: iso (2026-01-31), dmy (31/01/2026), mdy or compact (20260131).
	Days string `yaml:"days,omitempty"`
	// Thousands is what stands between the thousands of numbers: a comma, a point, an apostrophe or
	// a blank. Without it a number that has any is refused, since 1,234 may be meant as 1.234.
	Thousands string            `yaml:"thousands,omitempty"`
	Columns   map[string]string `yaml:"columns"` // by field
	// Fixed gives fields that no column has the same value in every row.
	Fixed map[string]string `yaml:"fixed,omitempty"`
	// Values turns the words of a column into those of a field.
	Values map[string]map[string]string `yaml:"values,omitempty"`
	// Figures are the columns that hold published figures, for observations.
	Figures []Figure `yaml:"figures,omitempty"`
}

// Figure is one column of published figures.
type Figure struct {
	Column    string `yaml:"column"`
	Indicator string `yaml:"indicator"`
	Unit      string `yaml:"unit"`
}

// Fields are those that a column can fill, and what they are.
var Fields = []struct{ Name, Says string }{
	{"id", "identifier, of several columns joined by \" + \" where one alone repeats; without one the row is named by its content"},
	{"date", "first day, or the only one"}, {"date_end", "last day"}, {"date_precision", "day, week, month or year"},
	{"year", "year, where the table has no days"},
	{"country", "country by ISO code or name"}, {"admin1", "province"}, {"admin2", "district"}, {"place", "name of the place"},
	{"lat", "latitude in degrees"}, {"lon", "longitude in degrees"}, {"geo_precision", "1 exact to 5 country"},
	{"initiator", "who acts"}, {"target", "who is addressed or hit"}, {"type", "PLOVER type, such as ASSAULT"}, {"mode", "mode, such as ied"},
	{"cameo", "CAMEO code, which gives the type"},
	{"deaths_low", "least deaths"}, {"deaths_best", "best figure of deaths"}, {"deaths_high", "most deaths"}, {"deaths_civilian", "civilian deaths"},
	{"injured", "injured"}, {"sources", "publishers, separated by ;"}, {"url", "address of the report"},
	{"intensity", "value on the data set's own scale"}, {"region", "region of a published figure"}, {"publisher", "who published the figure"},
}

// ErrMapping means that a mapping cannot be used.
var ErrMapping = errors.New("the mapping cannot be used")

// Parse reads a mapping.
func Parse(r io.Reader) (*Mapping, error) {
	data, err := io.ReadAll(io.LimitReader(r, 1<<20))
	if err != nil {
		return nil, err
	}
	var m Mapping
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.DisallowUnknownField()).Decode(&m); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMapping, err)
	}
	return &m, m.check()
}

func (m *Mapping) check() error {
	fail := func(format string, args ...any) error {
		return fmt.Errorf("%w: "+format, append([]any{ErrMapping}, args...)...)
	}
	switch {
	case m.Dataset == "" || strings.ContainsAny(m.Dataset, "/ ,"):
		return fail("dataset %q: give it a name without spaces, commas and slashes", m.Dataset)
	case !slices.Contains([]string{"event", "signal", "observation"}, m.Kind):
		return fail("kind %q is not one of event, signal, observation", m.Kind)
	case m.Licence.Name == "":
		return fail("licence: name the terms; rows without terms cannot be handed on")
	case !slices.Contains([]string{"", "comma", "semicolon", "tab", "bar"}, m.Delimiter):
		return fail("delimiter %q is not one of comma, semicolon, tab, bar", m.Delimiter)
	case !slices.Contains([]string{"", "iso", "dmy", "mdy", "compact"}, m.Days):
		return fail("days %q is not one of iso, dmy, mdy, compact", m.Days)
	case m.Thousands != "" && !slices.Contains(separators, m.Thousands):
		return fail("thousands %q is none of a comma, a point, an apostrophe and a blank", m.Thousands)
	case m.Columns["date"] == "" && m.Columns["year"] == "":
		return fail("columns: no column is the date")
	case m.Kind == "observation" && len(m.Figures) == 0:
		return fail("figures: no column holds published figures")
	}
	for _, given := range []map[string]string{m.Columns, m.Fixed} {
		for _, f := range sorted(given) {
			if !known(f) {
				return fail("there is no field %q", f)
			}
		}
	}
	for i, f := range m.Figures {
		if f.Column == "" || f.Indicator == "" || f.Unit == "" {
			return fail("figures, entry %d: column, indicator and unit are needed", i+1)
		}
	}
	return nil
}

func known(field string) bool {
	for _, f := range Fields {
		if f.Name == field {
			return true
		}
	}
	return false
}

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
