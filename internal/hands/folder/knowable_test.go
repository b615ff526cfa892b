package folder_test

import (
	"encoding/json"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"detente/internal/hands/folder"
	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

func records(t testing.TB, c *folder.Content) map[string]ledger.Record {
	t.Helper()
	out := map[string]ledger.Record{}
	for r, err := range c.Batch(time.Date(2026, 7, 2, 0, 0, 0, 0, time.UTC), "test").Records {
		if err != nil {
			t.Fatal(err)
		}
		key := string(r.Kind) + " " + r.ID
		if r.Kind == record.KindSource || r.Kind == record.KindClaim || r.Kind == record.KindObservation {
			key = string(r.Kind) + " row " + string(rune('0'+r.Row))
		}
		out[key] = r
	}
	return out
}

func TestKnowableRules(t *testing.T) {
	fsys := small(t)
	// A figure that ends with its month, promised to a year: both beyond the release.
	edit(t, fsys, "commitments.csv", "C2,2026-03-01,day", "C2,2026-01-01,year")
	edit(t, fsys, "series.csv", "2026-02-01,2026-02-28,7.5", "2026-06-01,2026-07-31,7.5")
	edit(t, fsys, "series.csv", "Institute,2026-02-01", "Institute,2026-06-01")
	// A report dated before its event.
	edit(t, fsys, "sources.csv", "https://news.example/d,Example News,,", "https://news.example/d,Example News,2026-03-01,")
	c := read(t, fsys)
	if c.Faults.Errors() > 0 {
		t.Fatal(c.Faults.All())
	}
	got := records(t, c)
	for key, want := range map[string]string{
		"event E1":      "2026-01-06", // its earliest dated report
		"event E2":      "2026-02-28", // a report of February
		"event E3":      "2026-03-10", // not before it happened
		"source row 2":  "2026-01-06",
		"source row 3":  "2026-01-06", // undated: as its event
		"source row 5":  "2026-03-10",
		"claim row 2":   "2026-01-07",
		"claim row 3":   "2026-01-06",
		"commitment C1": "2026-02-28", // the last day of the month
		"evidence C1#1": "2026-03-15",
		"commitment C2": "2026-07-01", // no later than the release
		"evidence C2#1": "2026-07-01", // undated: the release
		"statement S1":  "2026-02-28",
		"crossing north_gate#2026-03-15-all-open": "2026-03-15",
		"observation row 2":                       "2026-01-31",
		"observation row 3":                       "2026-07-01",
	} {
		r, ok := got[key]
		if !ok || r.KnowableAt.String() != want {
			t.Errorf("%s is knowable at %q, want %s", key, r.KnowableAt, want)
		}
	}
}

func TestAnEventWithoutDatedReportsIsKnownAtItsEnd(t *testing.T) {
	fsys := small(t)
	edit(t, fsys, "sources.csv", "2026-02,newspaper", ",newspaper")
	if got := records(t, read(t, fsys))["event E2"].KnowableAt.String(); got != "2026-02-28" {
		t.Errorf("knowable at %s", got)
	}
}

func TestRecordsCarryProvenanceAndFacets(t *testing.T) {
	c := read(t, small(t))
	got := records(t, c)
	r := got["event E1"]
	if r.File != "events.csv" || r.Row != 2 || r.SHA256 != c.File("events.csv").SHA256 || r.Dataset != "river" ||
		r.Importer != "folder" || r.ImporterV != "test" || r.Version == "" {
		t.Errorf("provenance %+v", r)
	}
	f := r.Facets
	if f.Quad != "material_conflict" || f.Score != -9 || f.Country != "XA" || f.Admin1 != "North" || f.Admin2 != "Hill" ||
		*f.DeathsLow != 2 || *f.DeathsBest != 3 || *f.DeathsHigh != 4 || f.Sensitivity != "public" || f.InitiatorSides[0] != "GROUP" {
		t.Errorf("facets %+v", f)
	}
	if e2 := got["event E2"].Facets; e2.DeathsBest != nil {
		t.Error("an unknown toll became a figure")
	}
	if e3 := got["event E3"].Facets; *e3.DeathsLow != 1 || *e3.DeathsBest != 1 || *e3.DeathsHigh != 1 {
		t.Errorf("at least one dead: %d %d %d", *e3.DeathsLow, *e3.DeathsBest, *e3.DeathsHigh)
	}
	for key, want := range map[string]string{
		"claim row 2": "deaths_total", "source row 3": "agency", "commitment C1": "border", "evidence C1#1": "implemented",
		"statement S1": "talks", "crossing north_gate#2026-03-15-all-open": "north_gate", "observation row 2": "attacks",
	} {
		if got[key].Facets.Category != want {
			t.Errorf("%s has category %q, want %q", key, got[key].Facets.Category, want)
		}
	}
	if got["claim row 2"].Facets.EventID != "E1" || got["evidence C1#1"].Facets.EventID != "C1" {
		t.Error("a claim or reading lost what it belongs to")
	}
	var back record.Event
	if err := json.Unmarshal(r.Payload, &back); err != nil || back.ID != "E1" || back.Deaths.Total.Best.Or(0) != 3 {
		t.Errorf("payload reads back as %+v, %v", back, err)
	}
}

// Where a row stands is not what it says: turning a table round changes no version.
func TestVersionsDoNotDependOnTheOrderOfRows(t *testing.T) {
	before := records(t, read(t, small(t)))
	rapid.Check(t, func(rt *rapid.T) {
		fsys := small(t)
		for _, name := range []string{"events.csv", "commitments.csv"} {
			lines := splitLines(string(fsys[name].Data))
			body := rapid.Permutation(lines[1:]).Draw(rt, name)
			text := lines[0]
			for _, l := range body {
				text += l
			}
			fsys[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
		}
		after := records(t, read(t, fsys))
		for key, r := range before {
			if after[key].Version != r.Version || after[key].KnowableAt != r.KnowableAt {
				rt.Fatalf("%s changed", key)
			}
		}
	})
}

func TestARefusedRowWithdrawsNothing(t *testing.T) {
	b := readDir(t, "testdata/planted").Batch(time.Time{}, "test")
	if b.Whole {
		t.Error("the batch is whole")
	}
	if b.Rejected != 9 {
		t.Errorf("%d rows rejected, want 9", b.Rejected)
	}
	if b := read(t, small(t)).Batch(time.Time{}, "test"); !b.Whole {
		t.Error("a good folder gives no whole batch")
	}
}

func splitLines(s string) []string {
	var out []string
	for len(s) > 0 {
		i := 0
		for i < len(s) && s[i] != '\n' {
			i++
		}
		out = append(out, s[:min(i+1, len(s))])
		s = s[min(i+1, len(s)):]
	}
	return out
}
