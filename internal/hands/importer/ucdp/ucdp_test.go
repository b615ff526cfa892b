package ucdp_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/importer"
	"detente/internal/hands/importer/importertest"
	"detente/internal/hands/importer/original"
	"detente/internal/hands/importer/ucdp"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

const shared = "../../../../../shared/data/ucdp"

func taken(t *testing.T, path string) (importer.Summary, map[string]ledger.Record) {
	t.Helper()
	files, err := original.Find([]string{path})
	if err != nil {
		t.Skip("the shared data are not there")
	}
	ctx := context.Background()
	store, err := duckstore.Open(ctx, "", duckstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	at := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	sum, err := importer.Run(ctx, store, importer.Job{
		Importer: ucdp.Importer{}, Files: files, MaxRejects: -1, Version: "1", Now: func() time.Time { at = at.Add(time.Second); return at },
	})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]ledger.Record{}
	f := ledger.Filter{Kinds: []record.Kind{record.KindEvent}}
	for cursor := ""; ; {
		page, err := store.Fetch(ctx, f, cursor, 5000)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Records {
			out[r.ID] = r
		}
		if cursor = page.Next; cursor == "" {
			return sum, out
		}
	}
}

// Every row of the files becomes an event with the id, dates, deaths and point that stand there.
func TestFilesComeOutAsTheyWentIn(t *testing.T) {
	for name, released := range map[string]string{
		"ged_pakistan_1989_2021.csv": "", "GEDEvent_v26_0_1.csv": "2026-02-28", "GEDEvent_v26_0_2.csv": "2026-03-31", "GEDEvent_v23_0_10.csv": "2023-11-30",
	} {
		sum, got := taken(t, filepath.Join(shared, name))
		f, err := os.Open(filepath.Join(shared, name))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(f).ReadAll()
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if sum.Read != len(rows)-1 || sum.Stored != len(rows)-1 || len(got) != len(rows)-1 {
			t.Fatalf("%s: read %d, stored %d, held %d of %d rows", name, sum.Read, sum.Stored, len(got), len(rows)-1)
		}
		at := map[string]int{}
		for i, h := range rows[0] {
			at[h] = i
		}
		whole := func(v string) int64 {
			x, err := strconv.ParseFloat(v, 64)
			if err != nil {
				t.Fatal(err)
			}
			return int64(x)
		}
		for _, r := range rows[1:] {
			rec, ok := got[strconv.FormatInt(whole(r[at["id"]]), 10)]
			if !ok {
				t.Fatalf("%s: event %s is missing", name, r[at["id"]])
			}
			var e record.Event
			if err := json.Unmarshal(rec.Payload, &e); err != nil {
				t.Fatal(err)
			}
			d := e.Deaths.Total
			if e.When.Start.String() != r[at["date_start"]][:10] || e.When.End.String() != r[at["date_end"]][:10] ||
				d.Low.Or(-1) != whole(r[at["low"]]) || d.Best.Or(-1) != whole(r[at["best"]]) || d.High.Or(-1) != whole(r[at["high"]]) {
				t.Fatalf("%s: %+v is not %v", name, e, r)
			}
			lat, err := strconv.ParseFloat(r[at["latitude"]], 64)
			if err != nil || e.Place.Point.Lat != lat || e.Place.Name != strings.TrimSpace(r[at["where_coordinates"]]) {
				t.Fatalf("%s: %+v is not %v (%v)", name, e.Place, r, err)
			}
			if released != "" && rec.KnowableAt.String() < released {
				t.Fatalf("%s: event %s counts from %s, before the release", name, rec.ID, rec.KnowableAt)
			}
		}
	}
}

func TestSubsetsWithFewerColumns(t *testing.T) {
	if testing.Short() {
		t.Skip("the subset is large")
	}
	dir := t.TempDir()
	text := `"id","year","month","day","country","type_of_violence","conflict_name","side_a","side_b","latitude","longitude","low_death","best_death","high_death"
244657,2017,7,31,"Afghanistan","State-based violence","x","Government of Iraq","IS",34.531094,69.162796,6,6,6
5,2017,2,30,"Afghanistan","One-sided violence","x","A","Civilians",34.5,69.1,6,6,6
`
	path := filepath.Join(dir, "ged211_part.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	sum, got := taken(t, path)
	if sum.Stored != 1 || sum.Reasons["year: not a date"] != 1 {
		t.Fatalf("%+v", sum)
	}
	var e record.Event
	if err := json.Unmarshal(got["244657"].Payload, &e); err != nil {
		t.Fatal(err)
	}
	if e.Mode != "clash" || e.When.Precision != calendar.Day || e.Place.Precision != record.District || got["244657"].KnowableAt.String() != "2021-06-30" {
		t.Errorf("%+v, counts from %s", e, got["244657"].KnowableAt)
	}
}

func TestReleasesByName(t *testing.T) {
	for name, want := range map[string]string{
		"GEDEvent_v25_1.csv": "2025-06-30", "GEDEvent_v26_0_12.csv": "2027-01-31", "ged171.csv": "2017-06-30", "ged211-csv.csv": "2021-06-30",
		"GEDEvent_v25_01_25_06.csv": "2025-07-31", "events.csv": "", "GEDEvent_v2.csv": "", "GEDEvent_v26_0_13.csv": "", "ged.csv": "",
	} {
		if got := ucdp.Released(name).String(); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,date_end,best,high,low\n1,1,A,B,1,2,Pakistan,2024-01-01,2024-01-01,1,2,1\n"))
	f.Add([]byte("id;type_of_violence;side_a;side_b;latitude;longitude;country;year;month;day;best;high;low\n1;1;A;B;1;2;Pakistan;2024;1;1;1.0;\"2\n;1\n"))
	f.Fuzz(func(t *testing.T, data []byte) { importertest.Reader(t, ucdp.Importer{}, data) })
}
