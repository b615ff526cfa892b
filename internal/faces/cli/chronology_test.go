package cli_test

import (
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"detente/situations"
)

// row is one row of a table by its header, read without any of the program's readers: what
// the commands answer is held against a plain reading of the files.
type row map[string]string

func table(t testing.TB, name string) []row {
	t.Helper()
	f, err := situations.Default().Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]row, len(all)-1)
	for i, cells := range all[1:] {
		out[i] = row{}
		for k, name := range all[0] {
			out[i][name] = cells[k]
		}
	}
	return out
}

// sides are those of both parties.
func (r row) sides() []string {
	return append(strings.Split(r["initiator_side"], ";"), strings.Split(r["target_side"], ";")...)
}

// dyad is a pair of sides as situation.yaml gives it.
type dyad struct {
	ID     string   `yaml:"id"`
	A      []string `yaml:"a"`
	B      []string `yaml:"b"`
	Across []struct {
		By []string `yaml:"by"`
		In string   `yaml:"in"`
	} `yaml:"across"`
}

// asked is what situation.yaml says of who and where is judged.
func asked(t testing.TB) (s struct {
	Dyads []dyad
	Units []struct{ ID string }
}) {
	t.Helper()
	data, err := fs.ReadFile(situations.Default(), "situation.yaml")
	if err == nil {
		err = yaml.Unmarshal(data, &s)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// judged are the ids of the dyads and units, in their order.
func judged(t testing.TB) []string {
	var out []string
	for _, d := range asked(t).Dyads {
		out = append(out, d.ID)
	}
	for _, u := range asked(t).Units {
		out = append(out, u.ID)
	}
	return out
}

func dyads(t testing.TB) map[string]dyad {
	out := map[string]dyad{}
	for _, d := range asked(t).Dyads {
		out[d.ID] = d
	}
	return out
}

func (d dyad) holds(r row) bool {
	from, to := strings.Split(r["initiator_side"], ";"), strings.Split(r["target_side"], ";")
	if meet(from, d.A) && meet(to, d.B) || meet(from, d.B) && meet(to, d.A) {
		return true
	}
	for _, a := range d.Across {
		if meet(from, a.By) && r["country"] == a.In {
			return true
		}
	}
	return false
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// choice is a filter of events: the flags, and what they mean.
type choice struct {
	sides, types, modes, countries, admin1, admin2 []string
	dyad, from, to, asOf, words                    string
}

func (c choice) flags() []string {
	var out []string
	for name, values := range map[string][]string{
		"side": c.sides, "type": c.types, "mode": c.modes, "country": c.countries, "admin1": c.admin1, "admin2": c.admin2,
	} {
		for _, v := range values {
			out = append(out, "--"+name, v)
		}
	}
	for name, v := range map[string]string{"dyad": c.dyad, "from": c.from, "to": c.to, "as-of": c.asOf, "words": c.words} {
		if v != "" {
			out = append(out, "--"+name, v)
		}
	}
	return out
}

// holds reports whether a row passes. ISO days order as text.
func (c choice) holds(r row, known map[string]string, pairs map[string]dyad) bool {
	in := func(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }
	text := strings.ToLower(strings.Join([]string{r["summary"], r["initiator"], r["target"], r["place"], r["admin2"], r["admin1"]}, " "))
	for _, w := range strings.Fields(strings.ToLower(c.words)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return (len(c.sides) == 0 || meet(c.sides, r.sides())) &&
		in(c.types, r["type"]) && in(c.modes, r["mode"]) && in(c.countries, r["country"]) &&
		in(c.admin1, r["admin1"]) && in(c.admin2, r["admin2"]) &&
		(c.from == "" || r["date_end"] >= c.from) && (c.to == "" || r["date_start"] <= c.to) &&
		(c.asOf == "" || known[r["id"]] <= c.asOf) &&
		(c.dyad == "" || pairs[c.dyad].holds(r))
}

// knowable is the first day on which each event could be known: that of its earliest dated
// report but not before it began, else its end; never after the release.
func knowable(t testing.TB) map[string]string {
	const released = "2026-07-01"
	first := map[string]string{}
	for _, s := range table(t, "sources.csv") {
		d := s["date"]
		switch len(d) {
		case 4:
			d += "-12-31"
		case 7:
			d += "-" + map[bool]string{true: "30", false: "31"}[slices.Contains([]string{"04", "06", "09", "11"}, d[5:])]
			if s["date"][5:] == "02" {
				d = s["date"] + map[bool]string{true: "-29", false: "-28"}[s["date"][:4] == "2024"]
			}
		}
		if old := first[s["event_id"]]; d != "" && (old == "" || d < old) {
			first[s["event_id"]] = d
		}
	}
	out := map[string]string{}
	for _, e := range table(t, "events.csv") {
		day := e["date_end"]
		if d := first[e["id"]]; d != "" {
			day = max(d, e["date_start"])
		}
		out[e["id"]] = min(day, released)
	}
	return out
}

// distinct lists the values of a column, parts of lists apart, in order.
func distinct(rows []row, columns ...string) []string {
	found := map[string]bool{}
	for _, r := range rows {
		for _, c := range columns {
			for _, v := range strings.Split(r[c], ";") {
				if v != "" {
					found[v] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// idsIn returns the ids in a printed answer, in order of name.
func idsIn(t testing.TB, format, text string) []string {
	t.Helper()
	out := []string{}
	switch format {
	case "table":
		for _, line := range strings.Split(text, "\n") {
			if f := strings.Fields(line); len(f) > 1 && len(f[0]) == len("2026-01-01") && f[0][4] == '-' {
				out = append(out, f[1])
			}
		}
	case "csv":
		all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, cells := range all[1:] {
			out = append(out, cells[0])
		}
	default:
		var v struct {
			Events, Features []struct{ ID string }
		}
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		for _, e := range append(v.Events, v.Features...) {
			out = append(out, e.ID)
		}
	}
	sort.Strings(out)
	return out
}
