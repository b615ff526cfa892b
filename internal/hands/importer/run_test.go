package importer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/importer"
	"detente/internal/hands/importer/original"
	"detente/internal/hands/importer/ucdp"
	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

var ctx = context.Background()

const head = "id,relid,type_of_violence,side_a,side_b,source_office,source_date,latitude,longitude,country,date_prec,date_start,date_end,best,high,low\n"

// line is one row of a table; the zero tweak is a good one.
func line(id, best int, tweak string) string {
	office, start, b := "Wire;Daily", "2024-01-02 00:00:00.000", fmt.Sprint(best)
	switch tweak {
	case "negative":
		b = "-4"
	case "thousands":
		b = `"1,200"`
	case "placeholder":
		start = "1970-01-01"
	case "short":
		return fmt.Sprintf("%d,x\n", id)
	case "latin":
		office = "Caf\xe9"
	}
	return fmt.Sprintf("%d,r,1,North,South,%s,2024-01-03;2024-01-04,33.5,70.1,Pakistan,1,%s,2024-01-02,%s,99999,0\n", id, office, start, b)
}

var tweaks = []string{"", "", "", "", "negative", "thousands", "placeholder", "short", "latin"}

func open(t testing.TB) *duckstore.Store {
	t.Helper()
	s, err := duckstore.Open(ctx, "", duckstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// put writes a table down and returns it as an original.
func put(t testing.TB, dir, name, text string) []original.File {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := original.Find([]string{path})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func job(files []original.File) importer.Job {
	at := time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)
	return importer.Job{Importer: ucdp.Importer{}, Files: files, MaxRejects: -1, Version: "1", Now: func() time.Time { at = at.Add(time.Second); return at }}
}

// held is what the store holds: best deaths by id.
func held(t testing.TB, s ledger.Store) map[string]int64 {
	t.Helper()
	page, err := s.Fetch(ctx, ledger.Filter{Kinds: []record.Kind{record.KindEvent}}, "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int64{}
	for _, r := range page.Records {
		out[r.ID] = *r.Facets.DeathsBest
	}
	return out
}

// Whatever tables come, one after another: what was read is stored, unchanged, updated or
// rejected; the store holds what a plain map would; and the same table again changes nothing.
func TestSumsAddUpAndTheStoreHoldsWhatAMapWould(t *testing.T) {
	dir := t.TempDir()
	n, store := 0, open(t)
	defer store.Close()
	rapid.Check(t, func(t *rapid.T) {
		n++
		dataset := fmt.Sprint("set", n)
		model, seen := map[string]int64{}, map[string]bool{}
		for range rapid.IntRange(1, 3).Draw(t, "tables") {
			text := head
			want := importer.Summary{}
			met := map[string]int64{}
			whole := rapid.Bool().Draw(t, "whole")
			for range rapid.IntRange(0, 12).Draw(t, "rows") {
				id, best := rapid.IntRange(1, 9).Draw(t, "id"), rapid.IntRange(1, 3).Draw(t, "best")
				tweak := rapid.SampledFrom(tweaks).Draw(t, "tweak")
				text += line(id, best, tweak)
				want.Read++
				key := fmt.Sprint(id)
				old, had := model[key]
				_, twice := met[key]
				switch {
				case tweak != "" || twice:
					want.Rejected++
					continue
				case !had:
					want.Stored++
				case old != int64(best):
					want.Updated++
				default:
					want.Unchanged++
				}
				met[key] = int64(best)
			}
			if len(met) == 0 && (want.Read > 0 || whole) {
				continue // a table of which nothing can be taken is refused
			}
			if key := fmt.Sprint(whole, text); seen[key] {
				// These bytes came before: they add nothing, whatever came since.
				want.Unchanged, want.Stored, want.Updated = want.Read-want.Rejected, 0, 0
				met, whole = nil, false
			} else {
				seen[key] = true
			}
			maps.Copy(model, met)
			if whole && want.Rejected == 0 { // an absent row may be one that was refused
				for key := range model {
					if _, ok := met[key]; !ok {
						want.Retracted++
						delete(model, key)
					}
				}
			}
			j := job(put2(t, dir, fmt.Sprintf("%d-%x.csv", len(text), crc32.ChecksumIEEE([]byte(text))), text))
			j.Whole, j.Setting.Dataset = whole, dataset
			got, err := importer.Run(ctx, store, j)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, got, want)
			again, err := importer.Run(ctx, store, j)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, again, importer.Summary{Read: want.Read, Rejected: want.Rejected, Unchanged: want.Read - want.Rejected})
			if len(again.Batches) != 0 {
				t.Fatalf("the same bytes again made batch %v", again.Batches)
			}
			page, err := store.Fetch(ctx, ledger.Filter{Kinds: []record.Kind{record.KindEvent}, Datasets: []string{dataset}}, "", 100)
			if err != nil || len(page.Records) != len(model) {
				t.Fatalf("%d events, want %v (%v)", len(page.Records), model, err)
			}
			for _, r := range page.Records {
				if model[r.ID] != *r.Facets.DeathsBest {
					t.Fatalf("%s has %d, want %d", r.ID, *r.Facets.DeathsBest, model[r.ID])
				}
			}
		}
	})
}

func put2(t *rapid.T, dir, name, text string) []original.File {
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := original.Find([]string{path})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func agree(t *rapid.T, got, want importer.Summary) {
	if err := got.Check(); err != nil {
		t.Fatal(err)
	}
	g := [6]int{got.Read, got.Stored, got.Unchanged, got.Updated, got.Retracted, got.Rejected}
	w := [6]int{want.Read, want.Stored, want.Unchanged, want.Updated, want.Retracted, want.Rejected}
	if g != w {
		t.Fatalf("read, stored, unchanged, updated, retracted, rejected: %v, want %v", g, w)
	}
}

func TestRefusedRowsAreListedAndBounded(t *testing.T) {
	dir := t.TempDir()
	text := head + line(1, 5, "") + line(2, 5, "negative") + line(3, 5, "thousands") + line(3, 5, "") + line(3, 6, "") + line(4, 1, "latin")
	for _, c := range []struct {
		name   string
		strict bool
		most   int
		want   error
		stored int
	}{
		{"all", false, -1, nil, 2},
		{"as many as allowed", false, 4, nil, 2},
		{"too many", false, 3, importer.ErrTooMany, 0},
		{"strict", true, -1, importer.ErrStrict, 0},
	} {
		store := open(t)
		var out bytes.Buffer
		j := job(put(t, dir, "t.csv", text))
		j.Strict, j.MaxRejects = c.strict, c.most
		j.Rejects = importer.NewRejects(func() (io.Writer, error) { return &out, nil })
		sum, err := importer.Run(ctx, store, j)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if got := len(held(t, store)); got != c.stored {
			t.Errorf("%s: %d events are kept, want %d", c.name, got, c.stored)
		}
		if c.name == "all" {
			want := "file,row,column,value,reason\n" +
				"t.csv,3,best,'-4,below zero\n" +
				"t.csv,4,best,\"1,200\",has separators between thousands; numbers are read without them\n" +
				"t.csv,6,id,3,the id repeats that of another row of the file\n" +
				"t.csv,7,source_office,Caf\uFFFD,not UTF-8 (Latin-1 or another encoding?)\n"
			if out.String() != want {
				t.Errorf("rejects:\n%s\nwant:\n%s", out.String(), want)
			}
			if n := sum.Reasons["best: below zero"]; n != 1 {
				t.Errorf("reasons: %v", sum.Reasons)
			}
		}
		store.Close()
	}
}

func TestBadFilesAreRefusedWhole(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		says string
	}{
		"page.csv":    {"<!DOCTYPE html><html><body>503</body></html>", "web page"},
		"empty.csv":   {"", "empty"},
		"json.csv":    {`{"error": "no"}`, "JSON"},
		"unknown.csv": {"a,b,c\n1,2,3\n", "there is no column id"},
		"twice.csv":   {"id,id\n1,2\n", "twice"},
		"none.csv":    {head + line(1, 1, "negative"), "not one row"},
		"cut.zip":     {"PK\x03\x04 and no more", "cut short"},
	} {
		store := open(t)
		_, err := importer.Run(ctx, store, job(put(t, t.TempDir(), name, c.text)))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
		if list, _ := store.Batches(ctx); len(list) > 0 {
			t.Errorf("%s: something was kept: %v", name, list)
		}
		store.Close()
	}
}

// Other delimiters than the comma are found; a quotation mark that is never closed costs its
// own row and not the rest of the file.
func TestTablesAsPeopleSendThem(t *testing.T) {
	semicolon := strings.ReplaceAll(strings.ReplaceAll(head+line(1, 7, ""), ";", "/"), ",", ";")
	unclosed := head + line(1, 7, "") + strings.Replace(line(2, 7, ""), "North", `"North`, 1) + line(3, 7, "") + line(4, 7, "")
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"semicolon.csv": {semicolon, []string{"1"}},
		"mark.csv":      {"\ufeff" + head + line(1, 7, ""), []string{"1"}},
		"dos.csv":       {strings.ReplaceAll(head+line(1, 7, ""), "\n", "\r\n"), []string{"1"}},
		"unclosed.csv":  {unclosed, []string{"1", "3", "4"}},
	} {
		store := open(t)
		sum, err := importer.Run(ctx, store, job(put(t, t.TempDir(), name, c.text)))
		if err != nil || sum.Check() != nil {
			t.Errorf("%s: %v, %v", name, err, sum.Check())
		}
		if got := slices.Sorted(maps.Keys(held(t, store))); !slices.Equal(got, c.want) {
			t.Errorf("%s: events %v, want %v (%v)", name, got, c.want, sum.Reasons)
		}
		store.Close()
	}
}

func TestImportsNeverEnterTheSituationsOwnDataSet(t *testing.T) {
	store := open(t)
	defer store.Close()
	j := job(put(t, t.TempDir(), "t.csv", head+line(1, 1, "")))
	j.Setting.Situation = river()
	j.Setting.Dataset = j.Setting.Situation.Dataset.ID
	if _, err := importer.Run(ctx, store, j); err == nil {
		t.Error("rows were taken into the situation's own data set")
	}
}

// What the publisher deleted is retracted, with its reports, and nothing else moves.
func TestDeletedRowsAreRetracted(t *testing.T) {
	store := open(t)
	defer store.Close()
	j := job(put(t, t.TempDir(), "t.csv", head+line(1, 1, "")+line(2, 2, "")+line(3, 3, "")))
	if _, err := importer.Run(ctx, store, j); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{2, 0} {
		n, err := importer.Retract(ctx, store, ucdp.Importer{}.Properties(), "ucdp-ged", "1", []string{"3", "1", "9", "3"}, time.Date(2024, 7, 1+i, 0, 0, 0, 0, time.UTC))
		if err != nil || n != want {
			t.Fatalf("%d retracted, want %d (%v)", n, want, err)
		}
	}
	if got := held(t, store); len(got) != 1 || got["2"] != 2 {
		t.Errorf("held: %v", got)
	}
	page, err := store.Fetch(ctx, ledger.Filter{Kinds: []record.Kind{record.KindSource}}, "", 10)
	if err != nil || page.Total != 2 {
		t.Errorf("%d reports are left, want 2 (%v)", page.Total, err)
	}
	// The same rows again come back as new versions, and the sums still add up.
	j.Files = put(t, t.TempDir(), "u.csv", head+line(1, 1, "")+line(2, 2, ""))
	sum, err := importer.Run(ctx, store, j)
	if err != nil || sum.Stored != 1 || sum.Unchanged != 1 {
		t.Errorf("%+v, %v", sum, err)
	}
}
