package duckstore_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
)

// first makes a file of layout 1: one record of two sides with a correction, and one that
// was retracted.
func first(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	row := func(seq, id, version, payload, retracted, knowable, sides string) string {
		return `INSERT INTO record VALUES (` + seq + `, 'd', 'event', '` + id + `', '` + version + `', ` + payload + `, ` + retracted + `, NOT ` + retracted + `, ` +
			knowable + `, 1767268800000000, 'f.csv', 2, '00', 'test', '1', 739600, 739600, '', 'PK', 'North', '', 'ASSAULT', 'ied', '4', 'A', '', ` +
			sides + `, NULL, '', NULL, 3, NULL, 3, 3, 3, -9000000, -9, 'public', 'words')`
	}
	for _, q := range []string{
		`CREATE TABLE meta (name VARCHAR, value VARCHAR)`, `INSERT INTO meta VALUES ('layout', '1')`,
		`CREATE TABLE record (seq BIGINT, dataset VARCHAR, kind VARCHAR, id VARCHAR, version VARCHAR, payload VARCHAR, retracted BOOLEAN, public BOOLEAN,
			knowable INTEGER, recorded BIGINT, file VARCHAR, file_row INTEGER, sha256 VARCHAR, importer VARCHAR, importer_version VARCHAR, start_day INTEGER,
			end_day INTEGER, event_id VARCHAR, country VARCHAR, admin1 VARCHAR, admin2 VARCHAR, type VARCHAR, mode VARCHAR, quad VARCHAR,
			initiator_side VARCHAR, target_side VARCHAR, initiator_sides VARCHAR[], target_sides VARCHAR[], category VARCHAR, deaths_low BIGINT,
			deaths_best BIGINT, deaths_high BIGINT, deaths_floor BIGINT, deaths_middle BIGINT, deaths_ceiling BIGINT, score_millionths BIGINT,
			score DOUBLE, sensitivity VARCHAR, text VARCHAR)`,
		`CREATE TABLE superseded (dataset VARCHAR, kind VARCHAR, id VARCHAR, version VARCHAR, seq BIGINT, by_seq BIGINT, by_knowable INTEGER, by_recorded BIGINT)`,
		`CREATE TABLE batch (id BIGINT, dataset VARCHAR, importer VARCHAR, importer_version VARCHAR, files VARCHAR, digest VARCHAR, recorded BIGINT,
			read BIGINT, stored BIGINT, unchanged BIGINT, updated BIGINT, retracted BIGINT, rejected BIGINT)`,
		row("4294967297", "a", "v1", `'{"content":"one"}'`, "false", "739601", "['A', 'B']"),
		row("4294967298", "b", "v1", `'{"content":"two"}'`, "false", "739601", "NULL"),
		row("8589934593", "a", "v2", `'{"content":"ONE"}'`, "false", "739650", "['A', 'B']"),
		row("8589934594", "b", "retracted-v1", "NULL", "true", "739650", "NULL"),
		`INSERT INTO superseded VALUES ('d', 'event', 'a', 'v1', 4294967297, 8589934593, 739650, 1767268800000000)`,
		`INSERT INTO superseded VALUES ('d', 'event', 'b', 'v1', 4294967298, 8589934594, 739650, 1767268800000000)`,
		`INSERT INTO batch VALUES (1, 'd', 'test', '1', '[]', 'x', 1767268800000000, 2, 2, 0, 0, 0, 0)`,
		`INSERT INTO batch VALUES (2, 'd', 'test', '1', '[]', 'y', 1767268800000000, 1, 0, 0, 1, 1, 0)`,
	} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
}

// A ledger of the first layout is written anew when it is opened for writing, and holds what
// it held.
func TestUpgradeFromTheFirstLayout(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "ledger")
	first(t, path)
	if _, err := duckstore.Open(ctx, path, duckstore.Options{ReadOnly: true}); !errors.Is(err, ledger.ErrLayout) {
		t.Errorf("for reading: %v", err)
	}
	for _, when := range []string{"when it is upgraded", "when it is opened again"} {
		s, err := duckstore.Open(ctx, path, duckstore.Options{})
		if err != nil {
			t.Fatal(when, err)
		}
		if _, err := duckstore.Open(ctx, path, duckstore.Options{}); !errors.Is(err, ledger.ErrInUse) {
			t.Errorf("%s: a second opening: %v", when, err)
		}
		now := ledgertest.All(t, s, ledger.Filter{Sides: []string{"B"}}, 10)
		if len(now) != 1 || string(now[0].Payload) != `{"content":"ONE"}` || now[0].Version != "v2" || now[0].Facets.Admin1 != "North" ||
			len(now[0].Facets.InitiatorSides) != 2 || now[0].Facets.DeathsBest == nil || *now[0].Facets.DeathsBest != 3 || now[0].File != "f.csv" {
			t.Errorf("%s: %+v", when, now)
		}
		day := ledgertest.Day("2025-12-31") // before the correction, after what it corrects
		before := ledgertest.All(t, s, ledger.Filter{AsOf: ledger.AsOf{Known: &day}}, 10)
		if day >= 739650 || day < 739601 {
			t.Fatal(int(day))
		}
		if len(before) != 2 || string(before[0].Payload) != `{"content":"one"}` {
			t.Errorf("%s, looking back: %+v", when, before)
		}
		list, err := s.Batches(ctx)
		if err != nil || len(list) != 2 || list[1].Retracted != 1 {
			t.Errorf("%s: %+v, %v", when, list, err)
		}
		if when == "when it is opened again" {
			m, err := s.Append(ctx, ledgertest.Batch("2026-03-01", ledgertest.Event("a", "2026-01-01", "three"), ledgertest.Event("c", "2026-01-01", "new")))
			if err != nil || m.ID != 3 || m.Updated != 1 || m.Stored != 1 {
				t.Errorf("%+v, %v", m, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A file of which the tables are not even those of the first layout is left as it is, and the
// error says what to do.
func TestUpgradeFromAnEarlierForm(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	first(t, path)
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(`ALTER TABLE record DROP COLUMN public`)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	_, err = duckstore.Open(context.Background(), path, duckstore.Options{})
	if !errors.Is(err, ledger.ErrLayout) || !strings.Contains(err.Error(), "move the file away") || !strings.Contains(err.Error(), path) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// second makes a file of this layout one of layout 2, which had neither shapes nor tallies, and
// records without what this one keeps to find them by.
func second(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range []string{
		`DROP TABLE shape`, `DROP TABLE tally`, `ALTER TABLE record DROP COLUMN shape`, `ALTER TABLE record DROP COLUMN id_hash`,
		`ALTER TABLE record DROP COLUMN origin_a`, `ALTER TABLE record DROP COLUMN origin_b`, `UPDATE meta SET value = '2' WHERE name = 'layout'`,
	} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
}

// A ledger of the second layout answers after it was written anew as it did before, and takes
// batches as one that was of this layout from the beginning.
func TestUpgradeFromTheSecondLayout(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "ledger")
	day := ledgertest.Day("2010-01-01")
	reads := func(s *duckstore.Store) (out []any) {
		t.Helper()
		for _, f := range []ledger.Filter{
			{}, {Desc: true}, {Types: []string{"ASSAULT"}}, {Countries: []string{"PK"}}, {IDs: []string{"synthetic-7"}}, {Sides: []string{"tribe"}},
			{TargetSides: []string{"police"}, Countries: []string{"AF"}}, {AsOf: ledger.AsOf{Known: &day}}, {Sides: []string{""}},
		} {
			cells, err := s.Aggregate(ctx, ledger.Query{Filter: f, By: []ledger.Dimension{ledger.ByType}, Bucket: ledger.Monthly})
			if err != nil {
				t.Fatal(err)
			}
			b, err := s.Bounds(ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, ledgertest.All(t, s, f, 300), cells, b)
		}
		list, err := s.Batches(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return append(out, list)
	}
	nobody, late := ledgertest.Event("nobody", "2001-01-01", "no side"), ledgertest.Event("late", "2020-01-01", "another")
	late.Facets.InitiatorSides, late.Facets.Country = []string{"tribe", "late"}, "PK"
	fill := func(s *duckstore.Store, list ...ledger.Batch) (last ledger.Manifest) {
		t.Helper()
		for _, b := range list {
			var err error
			if last, err = s.Append(ctx, b); err != nil {
				t.Fatal(err)
			}
		}
		return last
	}
	steps := []ledger.Batch{followed(events, nobody, late), followed(0, ledgertest.Event("late", "2020-01-02", "mended")), ledgertest.Whole(followed(events-5, nobody))}
	more := followed(events, late, ledgertest.Event("later", "2021-01-01", "x"))
	never := open(t, "", duckstore.Options{})
	fill(never, steps...)
	want := reads(never)
	wantMore := fill(never, more)
	wantAfter := reads(never)
	if wantMore.Stored != 1 || wantMore.Updated == 0 || wantMore.Unchanged == 0 {
		t.Fatalf("%+v", wantMore)
	}

	s := open(t, path, duckstore.Options{})
	fill(s, steps...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	second(t, path)
	if _, err := duckstore.Open(ctx, path, duckstore.Options{ReadOnly: true}); !errors.Is(err, ledger.ErrLayout) || !strings.Contains(err.Error(), "open it for writing once") {
		t.Errorf("for reading: %v", err)
	}
	s = open(t, path, duckstore.Options{})
	ledgertest.Same(t, "what it holds", reads(s), want)
	ledgertest.Same(t, "a batch after it", fill(s, more), wantMore)
	ledgertest.Same(t, "what it holds then", reads(s), wantAfter)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	ledgertest.Same(t, "what it holds when it is opened again", reads(open(t, path, duckstore.Options{ReadOnly: true})), wantAfter)
}
