//go:build unix

package duckstore_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime/metrics"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// gdelt yields a record for each row of a file of GDELT 2.0 events, 61 columns and no header,
// with about the work that an importer has: cut, parse, reduce to an event, write as JSON.
func gdelt(path, sum string) iter.Seq2[ledger.Record, error] {
	return func(yield func(ledger.Record, error) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(ledger.Record{}, err)
			return
		}
		defer f.Close()
		in := bufio.NewScanner(f)
		in.Buffer(make([]byte, 1<<20), 1<<20)
		for n := 1; in.Scan(); n++ {
			cells := strings.Split(in.Text(), "\t")
			if len(cells) != 61 {
				continue
			}
			r, err := gdeltRecord(cells)
			r.File, r.Row, r.SHA256 = "gdelt.csv", n, sum
			if !yield(r, err) {
				return
			}
		}
	}
}

func gdeltRecord(c []string) (ledger.Record, error) {
	day, err := calendar.ParseDate(c[1][:4] + "-" + c[1][4:6] + "-" + c[1][6:])
	if err != nil {
		return ledger.Record{}, err
	}
	score, _ := strconv.ParseFloat(c[30], 64)
	lat, _ := strconv.ParseFloat(c[56], 64)
	lon, _ := strconv.ParseFloat(c[57], 64)
	e := record.Event{
		ID: c[0], When: calendar.Interval{Start: day, End: day, Precision: calendar.Day}, Type: plover.Type(c[28]), Mode: plover.Mode(c[26]),
		Initiator: record.Party{Name: c[6], Sides: []string{c[5]}}, Target: record.Party{Name: c[16], Sides: []string{c[15]}},
		Place:       record.Place{Country: c[53], Admin1: c[54], Name: c[52], Point: &record.Point{Lat: lat, Lon: lon}, Precision: record.Near},
		Attribution: record.Unclaimed, Confidence: record.Low,
		Summary: c[27] + ", " + c[31] + " mentions, " + c[32] + " sources, " + c[33] + " articles",
	}
	payload, err := json.Marshal(e)
	return ledger.Record{
		Kind: record.KindEvent, ID: e.ID, Payload: payload, KnowableAt: day.Add(1),
		Facets: ledger.Facets{
			Start: day, End: day, Country: e.Place.Country, Admin1: e.Place.Admin1, Type: c[28], Mode: c[26], Quad: c[29],
			InitiatorSides: e.Initiator.Sides, TargetSides: e.Target.Sides, Score: score, Sensitivity: "public", Text: e.Summary + " " + e.Place.Name,
		},
	}, err
}

// BenchmarkGDELT loads the file that DUCKSTORE_GDELT names, once into a table as DuckDB itself
// reads it (unless DUCKSTORE_OWN is no), and then into a ledger: the first time, again known by
// the hash of the file, and again with every record compared. What each takes goes to standard
// error as soon as it is known.
func BenchmarkGDELT(b *testing.B) {
	path := os.Getenv("DUCKSTORE_GDELT")
	if path == "" {
		b.Skip("DUCKSTORE_GDELT names no file")
	}
	dir := b.TempDir()
	for range b.N {
		if os.Getenv("DUCKSTORE_OWN") != "no" {
			lap(b, "DuckDB's own read_csv", func() int { return ownRead(b, path, filepath.Join(dir, "own")) })
		}
		s := open(b, filepath.Join(dir, "ledger"), duckstore.Options{})
		for _, run := range []struct {
			name  string
			fixed bool
		}{{"first", true}, {"the same again, known by its hash", true}, {"the same again, compared", false}} {
			lap(b, run.name, func() int {
				batch := ledgertest.Batch("2026-02-01")
				sum := hashOf(b, path)
				batch.Files = []ledger.File{{Name: "gdelt.csv", SHA256: sum}}
				batch.Records, batch.Fixed = gdelt(path, sum), run.fixed
				m, err := s.Append(context.Background(), batch)
				if err != nil || m.Repeated == (run.name == "first") {
					b.Fatal(m, err)
				}
				return m.Read
			})
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		if info, err := os.Stat(filepath.Join(dir, "ledger")); err == nil {
			b.Logf("the store has %d MB", info.Size()>>20)
		}
	}
}

func lap(b *testing.B, name string, do func() int) {
	resetPeak()
	began, before := time.Now(), spent()
	n := do()
	took, cpu := time.Since(began), spent()-before
	fmt.Fprintf(os.Stderr, "%s: %d rows in %.1f s, processor %.1f s, %.0f rows a second; peak memory %d MB (Go %d MB)\n",
		name, n, took.Seconds(), cpu.Seconds(), float64(n)/took.Seconds(), peak(), goMemory())
}

func ownRead(b *testing.B, path, into string) int {
	db, err := sql.Open("duckdb", into+"?memory_limit=700MB")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	var n int
	if _, err := db.Exec(`CREATE TABLE t AS SELECT * FROM read_csv('` + path + `', delim='\t', header=false, quote='', escape='', all_varchar=false)`); err != nil {
		b.Fatal(err)
	}
	if err := db.QueryRow(`SELECT count(*) FROM t`).Scan(&n); err != nil {
		b.Fatal(err)
	}
	return n
}

func hashOf(b *testing.B, path string) string {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		b.Fatal(err)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// resetPeak makes the kernel count the peak of resident memory anew, where it can.
func resetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600) }

// peak is the largest resident memory since then, in megabytes.
func peak() int64 {
	b, err := os.ReadFile("/proc/self/status")
	if err == nil {
		for line := range strings.Lines(string(b)) {
			if v, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				kb, _ := strconv.ParseInt(strings.Fields(v)[0], 10, 64)
				return kb >> 10
			}
		}
	}
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return u.Maxrss >> 10
}

func goMemory() uint64 {
	v := []metrics.Sample{{Name: "/memory/classes/total:bytes"}}
	metrics.Read(v)
	return v[0].Value.Uint64() >> 20
}
