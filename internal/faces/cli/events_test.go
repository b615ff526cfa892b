package cli_test

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var formats = []string{"table", "csv", "json", "geojson"}

// plainly answers a choice from the rows of events.csv.
func plainly(rows []row, c choice, known map[string]string, pairs map[string]dyad) []string {
	out := []string{}
	for _, r := range rows {
		if c.holds(r, known, pairs) {
			out = append(out, r["id"])
		}
	}
	sort.Strings(out)
	return out
}

func TestEventsAreThoseOfTheTable(t *testing.T) {
	db, rows, known, pairs := chronology, table(t, "events.csv"), knowable(t), dyads(t)
	choices := []choice{
		{},
		{sides: []string{"TTP"}, from: "2026-02-21", to: "2026-02-28"},
		{sides: []string{"TTP", "ISKP"}},
		{sides: []string{"CHINA"}, from: "2025-01-01"},
		{sides: []string{"CIVILIAN"}, types: []string{"ASSAULT"}, to: "2024-12-31"},
		{types: []string{"CONSULT", "AGREE"}, from: "2025-10-01", to: "2025-10-31"},
		{modes: []string{"airstrike", "drone_strike"}},
		{modes: []string{"border_closure"}, countries: []string{"PK"}},
		{admin1: []string{"Khyber Pakhtunkhwa"}, from: "2026-01-01"},
		{admin1: []string{"Khyber Pakhtunkhwa"}, admin2: []string{"Bannu"}},
		{countries: []string{"QA", "TR", "SA"}},
		{dyad: "afghanistan-pakistan", from: "2025-10-01", to: "2025-11-30"},
		{dyad: "pakistan-ttp", modes: []string{"suicide_bombing"}},
		{words: "torkham"},
		{words: "Bannu POLICE"},
		{asOf: "2026-03-01"},
		{asOf: "2025-10-15", sides: []string{"AFG_DFA"}, from: "2025-10-01"},
		{from: "2026-06-30", to: "2026-06-30"},
		{from: "2030-01-01"},
	}
	for i, c := range choices {
		want := plainly(rows, c, known, pairs)
		if i < len(choices)-1 && len(want) == 0 {
			t.Errorf("%v: the case is empty and shows nothing", c.flags())
		}
		for k, f := range formats {
			// Each choice in one format, and the first ones in all.
			if i > 1 && (i+k)%len(formats) != 0 {
				continue
			}
			got := idsIn(t, f, ask(t, append([]string{"events", "--db", db, "--format", f}, c.flags()...)...))
			if !slices.Equal(got, want) {
				t.Errorf("%v as %s: %d events %v, want %d: %v", c.flags(), f, len(got), got, len(want), want)
			}
		}
	}
}

// Any combination of filters gives what a plain reading of the table gives, and an as-of
// never lets through what could not be known by then.
func TestAnyChoiceIsThatOfTheTable(t *testing.T) {
	db, rows, known, pairs := chronology, table(t, "events.csv"), knowable(t), dyads(t)
	some := func(columns ...string) *rapid.Generator[[]string] {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(distinct(rows, columns...)), 0, 8, rapid.ID[string])
	}
	day := rapid.Custom(func(t *rapid.T) string {
		return time.Date(2026, 7, 15, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -rapid.IntRange(0, 1800).Draw(t, "days before")).Format("2006-01-02")
	})
	maybe := func(t *rapid.T, label string) string {
		return rapid.OneOf(rapid.Just(""), rapid.Just(""), day).Draw(t, label)
	}
	any := rapid.Custom(func(t *rapid.T) choice {
		c := choice{from: maybe(t, "from"), to: maybe(t, "to"), asOf: day.Draw(t, "as-of")}
		if c.to != "" && c.to < c.from {
			c.from, c.to = c.to, c.from
		}
		switch rapid.IntRange(0, 5).Draw(t, "facet") {
		case 0:
			c.types = some("type").Draw(t, "types")
		case 1:
			c.modes = some("mode").Draw(t, "modes")
		case 2:
			c.admin1 = some("admin1").Draw(t, "admin1")
		case 3:
			c.countries = some("country").Draw(t, "countries")
		case 4:
			c.dyad = rapid.SampledFrom([]string{"", "afghanistan-pakistan", "pakistan-ttp"}).Draw(t, "dyad")
		}
		if rapid.Bool().Draw(t, "by side") {
			c.sides = some("initiator_side", "target_side").Draw(t, "sides")
		}
		return c
	})
	met := 0
	for seed := range 16 {
		c := any.Example(seed)
		want := plainly(rows, c, known, pairs)
		met += len(want)
		f := formats[seed%len(formats)]
		text := ask(t, append([]string{"events", "--db", db, "--format", f}, c.flags()...)...)
		if got := idsIn(t, f, text); !slices.Equal(got, want) {
			t.Errorf("%v as %s: %d events %v, want %d: %v", c.flags(), f, len(got), got, len(want), want)
		}
		for _, id := range idsIn(t, f, text) {
			if known[id] > c.asOf {
				t.Errorf("as of %s: %s could only be known on %s", c.asOf, id, known[id])
			}
		}
	}
	if met < 100 {
		t.Errorf("the choices met %d events in all: too few to show anything", met)
	}
}

// While a precise event is recent, no form names its district or place, and a filter
// cannot find them out.
func TestRecentPlacesAreHeldBackInEveryForm(t *testing.T) {
	now := func() time.Time { return time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC) }
	db := chronology
	held, shown := map[string]row{}, ""
	for _, r := range table(t, "events.csv") {
		shown += r["admin1"] + "\n" // provinces are shown, and some bear a city's name
		if r["date_end"] >= "2026-06-27" && r["geo_precision"] <= "3" {
			held[r["id"]] = r
		}
	}
	if len(held) == 0 {
		t.Fatal("no recent precise event to look at")
	}
	events := func(args ...string) string {
		a := runAt(t, now, append([]string{"events", "--db", db}, args...)...)
		if a.code != 0 {
			t.Fatalf("%v: %s", args, a.err)
		}
		return a.out
	}
	for _, f := range formats {
		text := events("--from", "2026-06-27", "--format", f)
		for id, r := range held {
			if !strings.Contains(text, id) {
				t.Errorf("%s: %s is missing; only its place is held back", f, id)
			}
			for _, col := range []string{"admin2", "place", "summary"} {
				if v := r[col]; v != "" && !strings.Contains(shown, v) && strings.Contains(text, v) {
					t.Errorf("%s: the %s of %s shows: %q", f, col, id, v)
				}
			}
		}
	}
	for id, r := range held {
		for _, args := range [][]string{{"--admin2", r["admin2"]}, {"--words", r["place"]}} {
			if args[1] != "" && strings.Contains(events(args...), id) {
				t.Errorf("%v finds %s", args, id)
			}
		}
	}
}

// The counts of the closing line and of JSON are those of the events listed.
func TestTotalsAreCounted(t *testing.T) {
	db, rows := chronology, table(t, "events.csv")
	want := fmt.Sprintf("5 of %d events, as of 2026-07-01.", len(rows))
	if out := ask(t, "events", "--db", db, "--limit", "5"); !strings.Contains(out, want) {
		t.Errorf("no %q in:\n%s", want, out)
	}
	oldest := idsIn(t, "csv", ask(t, "events", "--db", db, "--limit", "5", "--format", "csv"))
	newest := idsIn(t, "csv", ask(t, "events", "--db", db, "--limit", "5", "--format", "csv", "--newest"))
	if len(oldest) != 5 || len(newest) != 5 || slices.ContainsFunc(oldest, func(id string) bool { return slices.Contains(newest, id) }) {
		t.Errorf("oldest %v, newest %v", oldest, newest)
	}
}

// Two ways to ask for the same events give the same bytes.
func TestOtherWordsForTheSameChoice(t *testing.T) {
	kp := []string{"--country", "PK", "--admin1", "Khyber Pakhtunkhwa"}
	for _, c := range []struct{ a, b []string }{
		{[]string{"--unit", "khyber-pakhtunkhwa"}, kp},
		{[]string{"--unit", "pakistan-ttp"}, []string{"--dyad", "pakistan-ttp"}},
		{[]string{"--place", "bannu"}, append(slices.Clone(kp), "--admin2", "Bannu")},
		{append([]string{"--place", "PK.khyber-pakhtunkhwa"}, "--side", "TTP"), append(slices.Clone(kp), "--side", "TTP")},
		{[]string{"--side", "CHINA,IRAN"}, []string{"--side", "IRAN", "--side", "CHINA"}},
		{[]string{"--quad", "material_conflict,verbal_conflict,verbal_cooperation,material_cooperation"}, nil},
		{[]string{"--as-of", "2026-07-01"}, nil},
	} {
		a := ask(t, append([]string{"events", "--db", chronology, "--format", "csv"}, c.a...)...)
		b := ask(t, append([]string{"events", "--db", chronology, "--format", "csv"}, c.b...)...)
		if a != b || strings.Count(a, "\n") < 5 {
			t.Errorf("%v gives %d lines, %v gives %d", c.a, strings.Count(a, "\n"), c.b, strings.Count(b, "\n"))
		}
	}
}

// The four classes part the events, and each event is shown under its own.
func TestEachEventIsInOneClass(t *testing.T) {
	total := 0
	for _, q := range []string{"material_conflict", "verbal_conflict", "verbal_cooperation", "material_cooperation"} {
		out := ask(t, "events", "--db", chronology, "--json", "--quad", q)
		n := len(idsIn(t, "json", out))
		if n == 0 || strings.Count(out, `"quad": "`+q+`"`) != n {
			t.Errorf("%s: %d events, not all shown as such", q, n)
		}
		total += n
	}
	if n := len(table(t, "events.csv")); total != n {
		t.Errorf("%d events in the four classes, %d in the table", total, n)
	}
}
