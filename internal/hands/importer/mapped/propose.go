package mapped

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"detente/internal/words/record"
)

// hints are the words by which a field's column is known, the surest first. A column that is
// the word itself comes before one that only holds it.
var hints = []struct {
	field string
	words []string
}{
	{"id", []string{"id", "event_id", "eventid", "event id", "globaleventid", "event_id_cnty", "#event+id"}},
	{"date_end", []string{"date_end", "end_date", "enddate", "date end", "#date+end"}},
	{"date", []string{"date_start", "start_date", "event_date", "date", "event date", "day", "#date"}},
	{"year", []string{"year", "#date+year"}},
	{"country", []string{"country_iso", "iso3", "iso2", "country", "country_code", "#country"}},
	{"admin1", []string{"admin1", "adm_1", "adm1", "province", "state", "region", "governorate", "#adm1"}},
	{"admin2", []string{"admin2", "adm_2", "adm2", "district", "county", "#adm2"}},
	{"place", []string{"place", "location", "placename", "where_coordinates", "city", "town", "village", "#loc"}},
	{"lat", []string{"lat", "latitude", "#geo+lat"}},
	{"lon", []string{"lon", "lng", "long", "longitude", "#geo+lon"}},
	{"initiator", []string{"initiator", "actor1", "side_a", "actor", "perpetrator", "perpetrator group", "source country", "#org+actor1"}},
	{"target", []string{"target", "actor2", "side_b", "recipient", "victim", "target country", "#org+actor2"}},
	{"type", []string{"type", "event_type", "event type", "#event+type"}},
	{"mode", []string{"mode", "sub_event_type", "event mode", "attack type", "attacktype"}},
	{"cameo", []string{"cameo", "cameo code", "cameo_code", "eventcode"}},
	{"deaths_low", []string{"deaths_low", "low", "low_death", "killed_min"}},
	{"deaths_high", []string{"deaths_high", "high", "high_death", "killed_max"}},
	{"deaths_best", []string{"deaths_best", "best", "best_death", "fatalities", "killed", "deaths", "dead", "#affected+killed"}},
	{"deaths_civilian", []string{"deaths_civilian", "deaths_civilians", "civilians_killed"}},
	{"injured", []string{"injured", "wounded", "#affected+injured"}},
	{"sources", []string{"sources", "source", "publisher", "#meta+source"}},
	{"url", []string{"url", "source_url", "link", "#meta+url"}},
}

// Propose makes a mapping from a header for the user to edit. What it cannot know, such as the
// terms, it leaves to be filled in.
func Propose(name string, header []string) Mapping {
	m := Mapping{
		Dataset: name, Title: name, Kind: "event", Columns: map[string]string{}, Fixed: map[string]string{},
		Licence: record.Licence{Name: "unknown: fill in"}, Citation: "fill in",
	}
	taken := map[int]bool{}
	for pass := range 2 {
		for _, h := range hints {
			if m.Columns[h.field] != "" {
				continue
			}
			if i := find(header, h.words, taken, pass == 1); i >= 0 {
				m.Columns[h.field], taken[i] = header[i], true
			}
		}
	}
	if m.Columns["date"] != "" {
		delete(m.Columns, "year")
	}
	if m.Columns["type"] == "" && m.Columns["cameo"] == "" {
		m.Fixed["type"] = "ASSAULT"
	}
	return m
}

// find looks for a column that is one of the words, or with part begins with one.
func find(header, words []string, taken map[int]bool, part bool) int {
	for _, w := range words {
		for i, h := range header {
			h = strings.ToLower(strings.TrimSpace(h))
			if !taken[i] && (h == w || part && len(w) > 2 && strings.HasPrefix(h, w)) {
				return i
			}
		}
	}
	return -1
}

// Write writes a mapping to be edited, with the columns that no field took in a comment.
func (m Mapping) Write(w io.Writer, header []string) error {
	var b strings.Builder
	b.WriteString("# Which column is what. Look through each line, and fill in the terms.\n")
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("dataset: %s", quoted(m.Dataset))
	line("title: %s", quoted(m.Title))
	line("kind: %s # event, signal or observation", m.Kind)
	line("licence: {name: %s, redistribute: %t, derive: %t, commercial: %t}", quoted(m.Licence.Name), m.Licence.Redistribute, m.Licence.Derive, m.Licence.Commercial)
	line("citation: %s", quoted(m.Citation))
	line("days: iso # iso (2026-01-31), dmy (31/01/2026), mdy or compact (20260131)")
	if m.Thousands != "" {
		line("thousands: %s # numbers such as 1%s234 stand in the table; strike this line out and they are refused", quoted(m.Thousands), m.Thousands)
	}
	line("columns:")
	used := map[string]bool{}
	for _, f := range Fields {
		if c := m.Columns[f.Name]; c != "" {
			line("  %s: %s # %s", f.Name, quoted(c), f.Says)
			used[c] = true
		}
	}
	if len(m.Figures) > 0 {
		line("figures: # columns of published figures")
		for _, f := range m.Figures {
			line("  - {column: %s, indicator: %s, unit: %s}", quoted(f.Column), quoted(f.Indicator), quoted(f.Unit))
			used[f.Column] = true
		}
	}
	if len(m.Fixed) > 0 {
		line("fixed: # the same in every row")
		for _, f := range sorted(m.Fixed) {
			line("  %s: %s", f, quoted(m.Fixed[f]))
		}
	}
	for _, h := range header {
		if !used[h] && h != "" {
			line("# not used: %s", strings.Join(strings.Fields(h), " "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// quoted writes a text as YAML takes it in double quotation marks.
func quoted(s string) string { return strconv.Quote(s) }
