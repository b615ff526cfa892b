package folder_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"detente/internal/hands/folder"
	"detente/internal/words/fault"
)

// small returns testdata/small in memory, free to be changed.
func small(t testing.TB) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	entries, err := os.ReadDir("testdata/small")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile("testdata/small/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	return out
}

func read(t testing.TB, fsys fs.FS) *folder.Content {
	t.Helper()
	f, err := folder.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.Read(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// edit replaces one piece of text in one file.
func edit(t testing.TB, fsys fstest.MapFS, file, old, with string) {
	t.Helper()
	data := fsys[file].Data
	if bytes.Count(data, []byte(old)) == 0 {
		t.Fatalf("%s does not hold %q", file, old)
	}
	fsys[file] = &fstest.MapFile{Data: bytes.Replace(data, []byte(old), []byte(with), 1), Mode: 0o644}
}

func has(c *folder.Content, level fault.Level, file string, row int, column, reason string) bool {
	for _, f := range c.Faults.All() {
		if f.Level == level && f.File == file && f.Row == row && f.Column == column && strings.Contains(f.Reason, reason) {
			return true
		}
	}
	return false
}

const e, w = fault.Error, fault.Warning

var rules = []struct {
	name, file, old, with string
	level                 fault.Level
	row                   int
	column, reason        string
}{
	{"id with a space", "events.csv", "E1,2026", "E 1,2026", e, 2, "id", "not an identifier"},
	{"no id", "events.csv", "E1,2026", ",2026", e, 2, "id", "is empty"},
	{"a day that does not exist", "events.csv", "E1,2026-01-05,2026-01-05", "E1,2026-01-05,2026-02-31", e, 2, "date_end", "not a day"},
	{"end before start", "events.csv", "E1,2026-01-05,2026-01-05", "E1,2026-01-05,2026-01-04", e, 2, "date_end", "before date_start"},
	{"month that starts on its 2nd", "events.csv", "2026-02-01,2026-02-28,month", "2026-02-02,2026-02-28,month", e, 3, "date_precision", "first of a month"},
	{"week of a month", "events.csv", "2026-02-01,2026-02-28,month", "2026-02-01,2026-02-28,week", e, 3, "date_precision", "28 days"},
	{"unknown precision", "events.csv", "05,day", "05,hour", e, 2, "date_precision", "not one of day, week, month, year"},
	{"outside the period", "events.csv", "E1,2026-01-05", "E1,2025-12-31", e, 2, "date_start", "outside the period"},
	{"unknown country", "events.csv", "XA,North,Hill", "XC,North,Hill", e, 2, "country", "not listed under countries"},
	{"unknown province", "events.csv", "XA,North,Hill", "XA,Nord,Hill", e, 2, "admin1", "not a province of Examplia"},
	{"unknown district", "events.csv", "XA,North,Hill", "XA,North,Dale", w, 2, "admin2", "not in the gazetteer under North"},
	{"district without province", "events.csv", "XA,North,Hill", "XA,,Hill", e, 2, "admin1", "admin2 is given"},
	{"latitude alone", "events.csv", "35.10,61.50", "35.10,", e, 2, "lon", "is empty, but lat is given"},
	{"longitude alone", "events.csv", "35.10,61.50", ",61.50", e, 2, "lat", "is empty, but lon is given"},
	{"swapped", "events.csv", "35.10,61.50", "61.50,35.10", e, 2, "lat", "look swapped"},
	{"outside the country", "events.csv", "35.10,61.50", "50.10,61.50", e, 2, "lat", "outside Examplia"},
	{"outside the province", "events.csv", "35.10,61.50", "31.10,61.50", e, 2, "lat", "outside North"},
	{"no number", "events.csv", "35.10,61.50", "35.10N,61.50", e, 2, "lat", "degrees"},
	{"NaN", "events.csv", "35.10,61.50", "NaN,61.50", e, 2, "lat", "degrees"},
	{"too large", "events.csv", "35.10,61.50", "35.10,361.50", e, 2, "lon", "-180 to 180"},
	{"precision without point", "events.csv", "35.10,61.50", ",", e, 2, "geo_precision", "needs coordinates"},
	{"country with point", "events.csv", "61.50,2,", "61.50,5,", e, 2, "geo_precision", "no coordinates"},
	{"precision 4 without province", "events.csv", "XA,North,,", "XA,,,", e, 3, "admin1", "precision 4 needs a province"},
	{"precision 0", "events.csv", "61.50,2,", "61.50,0,", e, 2, "geo_precision", "not one of 1"},
	{"no initiator", "events.csv", "2,Armed group,GROUP", "2,,GROUP", e, 2, "initiator", "is empty"},
	{"unknown side", "events.csv", "Armed group,GROUP,Police", "Armed group,GRUPPE,Police", e, 2, "initiator_side", "unknown side"},
	{"side given twice", "events.csv", "post,GOV,", "post,GOV;GOV,", e, 2, "target_side", "twice"},
	{"stray semicolon", "events.csv", "post,GOV,", "post,GOV;,", e, 2, "target_side", "unknown side"},
	{"unknown type", "events.csv", "ASSAULT,armed", "ATTACK,armed", e, 2, "type", "not one of AGREE"},
	{"violent mode of a talk", "events.csv", "CONSULT,talks", "CONSULT,ambush", e, 3, "mode", "the mode is violent"},
	{"talks of an assault", "events.csv", "ASSAULT,airstrike", "ASSAULT,talks", e, 4, "mode", "not violent"},
	{"low above best", "events.csv", "assault,2,3,4,", "assault,4,3,4,", e, 2, "deaths_low", "low 4 is above best 3"},
	{"best above high", "events.csv", "assault,2,3,4,", "assault,2,5,4,", e, 2, "deaths_low", "best 5 is above high 4"},
	{"groups above the total", "events.csv", "3,4,1,2,0", "3,4,3,2,0", e, 2, "deaths_high", "exceed the total"},
	{"groups without a total", "events.csv", "assault,2,3,4,1", "assault,2,,,1", e, 2, "deaths_best", "without a total"},
	{"negative", "events.csv", "assault,2,3,4,", "assault,-2,3,4,", e, 2, "deaths_low", "whole number"},
	{"thousands mark", "events.csv", "5,6,0,claimed", `5,"6,000",0,claimed`, e, 2, "injured_high", "whole number"},
	{"injured out of order", "events.csv", "5,6,0,claimed", "7,6,0,claimed", e, 2, "injured_low", "above"},
	{"unknown attribution", "events.csv", "claimed,Armed", "rumoured,Armed", e, 2, "attribution", "not one of claimed"},
	{"unknown confidence", "events.csv", "dead.,high", "dead.,sure", e, 2, "confidence", "not one of high"},
	{"long summary", "events.csv", "Foreign Office said talks", strings.Repeat("word ", 31) + "talks", e, 3, "summary", "at most 30"},
	{"loaded word", "events.csv", "attacked a police post;", "attacked a terrorist post;", e, 2, "summary", `"terrorist"`},
	{"the same act twice", "sources.csv", "E1,https://news.example/b", "E1,https://news.example/a", e, 3, "url", "as in row 2"},
	{"source of no event", "sources.csv", "E3,https", "E33,https", e, 5, "event_id", "no such event"},
	{"unknown kind of source", "sources.csv", "agency", "blog", e, 3, "kind", "not one of newspaper"},
	{"no web address", "sources.csv", "https://news.example/b", "news.example/b", e, 3, "url", "not a web address"},
	{"javascript address", "sources.csv", "https://news.example/b", "javascript:alert(1)", e, 3, "url", "not a web address"},
	{"loose date", "sources.csv", "2026-02,newspaper", "2026-2,newspaper", e, 4, "date", "YYYY-MM"},
	{"no publisher", "sources.csv", "Example Wire", "", e, 3, "publisher", "is empty"},
	{"not sorted", "sources.csv", "event_id,url,publisher,date,kind\n", "event_id,url,publisher,date,kind\nE2,https://news.example/0,X,,other\n", w, 3, "event_id", "not sorted"},
	{"claim of no event", "claims.csv", "E1,Armed", "E9,Armed", e, 3, "event_id", "no such event"},
	{"claim by nobody", "claims.csv", "E1,Army", "E1,", e, 2, "speaker", "is empty"},
	{"two speaker sides", "claims.csv", "Army,GOV,", "Army,GOV;GROUP,", e, 2, "speaker_side", "not listed under sides"},
	{"unknown subject", "claims.csv", "deaths_total", "deaths", e, 2, "subject", "not one of"},
	{"claim out of order", "claims.csv", "deaths_total,3,3", "deaths_total,4,3", e, 2, "value_low", "above"},
	{"high alone", "claims.csv", "deaths_total,3,3", "deaths_total,,3", e, 2, "value_low", "value_high is given"},
	{"claim says nothing", "claims.csv", "Claimed responsibility.", "", e, 3, "quote_or_paraphrase", "is empty"},
	{"long claim", "claims.csv", "Claimed responsibility.", strings.Repeat("word ", 21), e, 3, "quote_or_paraphrase", "at most 20"},
	{"claim from elsewhere", "claims.csv", "https://news.example/a", "https://news.example/c", e, 2, "source_url", "not among the sources"},
	{"date without precision", "commitments.csv", "2026-03-31,month,", "2026-03-31,,", e, 2, "due_date_precision", "due_date is given"},
	{"precision without date", "commitments.csv", "2026-03-31,month,", ",month,", e, 2, "due_date", "due_date_precision is given"},
	{"unknown theme", "commitments.csv", "month,border,", "month,borders,", e, 2, "theme", "not listed under themes"},
	{"unknown status", "commitments.csv", "implemented,", "done,", e, 2, "status", "not one of announced"},
	{"evidence without status", "commitments.csv", "implemented,", ",", e, 2, "status", "status_date is given"},
	{"no evidence", "commitments.csv", "The gate was reported open.", "", e, 2, "evidence", "is empty"},
	{"unknown issue", "statements.csv", "talks,support", "peace,support", e, 2, "issue", "not listed under issues"},
	{"unknown stance", "statements.csv", "talks,support", "talks,maybe", e, 2, "stance", "not one of support"},
	{"month on its 2nd", "statements.csv", "2026-02-01,month", "2026-02-02,month", e, 2, "date_precision", "first of a month"},
	{"unknown crossing", "crossings.csv", "north_gate", "south_gate", e, 2, "crossing", "not listed under crossings"},
	{"unknown state", "crossings.csv", "open,all", "ajar,all", e, 2, "status", "not one of open"},
	{"unknown scope", "crossings.csv", "open,all", "open,dogs", e, 2, "scope", "not one of pedestrian"},
	{"unknown indicator", "series.csv", "attacks,Examplia,2026-01", "raids,Examplia,2026-01", e, 2, "indicator", "not listed under indicators"},
	{"wrong unit", "series.csv", "12,attacks", "12,deaths", e, 2, "unit", "may be attacks"},
	{"unknown region", "series.csv", "Examplia,2026-01", "Beyond,2026-01", e, 2, "region", "not listed under regions"},
	{"period turned round", "series.csv", "2026-01-01,2026-01-31", "2026-01-31,2026-01-01", e, 2, "period_end", "before period_start"},
	{"no period", "series.csv", "2026-01-01,2026-01-31", ",", e, 2, "period_end", "period not stated"},
	{"running total from elsewhere", "series.csv", "Institute,2026-02-01", "Institute,2026-01-01", e, 3, "cumulative_from", "differs"},
	{"no value", "series.csv", "12,attacks", ",attacks", e, 2, "value", "is empty"},
	{"exponent", "series.csv", "12,attacks", "1e3,attacks", e, 2, "value", "plain decimal"},
	{"loaded note", "series.csv", "preliminary", "the regime's own", e, 3, "note", "loaded word"},
	{"gazetteer level", "gazetteer.csv", "XA,1,North", "XA,7,North", e, 3, "level", "not one of 0"},
	{"gazetteer swapped", "gazetteer.csv", "35.10,61.50", "61.50,35.10", e, 4, "lat", "look swapped"},
	{"gazetteer id twice", "gazetteer.csv", "XA.north.hill", "XA.north", e, 4, "id", "as in row 3"},
	{"stray space", "events.csv", "Hill town", " Hill town ", w, 2, "place", "stray space"},
	{"line break in a cell", "events.csv", "Hill town", "\"Hill\ntown\"", w, 2, "place", "line break"},
}

func TestRules(t *testing.T) {
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			fsys := small(t)
			edit(t, fsys, r.file, r.old, r.with)
			c := read(t, fsys)
			if !has(c, r.level, r.file, r.row, r.column, r.reason) {
				t.Errorf("no %s in %s, row %d, column %s, that says %q; got:", r.level, r.file, r.row, r.column, r.reason)
				for _, f := range c.Faults.All() {
					t.Log(f.Level, f)
				}
			}
			if r.level == w && c.Faults.Errors() > 0 {
				t.Errorf("a warning cost a row: %v", c.Faults.All())
			}
			conserved(t, c)
		})
	}
}

// conserved checks that no row was lost silently.
func conserved(t testing.TB, c *folder.Content) {
	t.Helper()
	faulty := map[string]map[int]bool{}
	for _, f := range c.Faults.All() {
		if f.Level == e {
			if faulty[f.File] == nil {
				faulty[f.File] = map[int]bool{}
			}
			faulty[f.File][f.Row] = true
		}
	}
	for _, f := range c.Files {
		if f.Read != f.Kept+f.Refused {
			t.Errorf("%+v does not add up", f)
		}
		if f.State == folder.Read && c.Faults.Omitted() == 0 && f.Refused != len(faulty[f.Name]) && f.Name != "situation.yaml" {
			t.Errorf("%s: %d rows refused, %d rows have a fault", f.Name, f.Refused, len(faulty[f.Name]))
		}
	}
}

func TestARefusedEventTakesItsReportsAndClaimsWithIt(t *testing.T) {
	fsys := small(t)
	edit(t, fsys, "events.csv", "ASSAULT,armed", "ATTACK,armed")
	c := read(t, fsys)
	for _, f := range []struct {
		file string
		row  int
	}{{"sources.csv", 2}, {"sources.csv", 3}, {"claims.csv", 2}, {"claims.csv", 3}} {
		if !has(c, e, f.file, f.row, "event_id", "its event was not taken (events.csv, row 2)") {
			t.Errorf("%s, row %d is not refused", f.file, f.row)
		}
	}
	conserved(t, c)
}

func TestTheSameActTwice(t *testing.T) {
	fsys := small(t)
	lines := strings.Split(string(fsys["events.csv"].Data), "\n")
	edit(t, fsys, "events.csv", "E2,2026", strings.Replace(lines[1], "E1", "E1b", 1)+"\nE2,2026")
	if c := read(t, fsys); !has(c, e, "events.csv", 3, "summary", "the same act") {
		t.Errorf("got %v", c.Faults.All())
	}
}

func TestAnEventWithoutReports(t *testing.T) {
	fsys := small(t)
	edit(t, fsys, "sources.csv", "E3,https://news.example/d", "E2,https://news.example/d")
	if c := read(t, fsys); !has(c, w, "events.csv", 4, "id", "no row in sources.csv") || c.Faults.Errors() > 0 {
		t.Errorf("%v", c.Faults.All())
	}
	// Without the table nothing is known about the reports, and nothing is said.
	delete(fsys, "sources.csv")
	if c := read(t, fsys); c.Faults.Errors()+c.Faults.Warnings() > 0 {
		t.Errorf("%v", c.Faults.All())
	}
}
