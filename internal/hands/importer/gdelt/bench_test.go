//go:build unix

package gdelt_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/folder"
	"detente/internal/hands/importer"
	"detente/internal/hands/importer/gdelt"
	"detente/internal/hands/importer/original"
	"detente/internal/words/calendar"
	"detente/situations"
)

// BenchmarkGDELT takes real rows, repeated with ids and days of their own to as many as
// GDELT_ROWS says, else half a million: into a table by DuckDB's own read_csv; into a new ledger;
// the same file again; and the same again with every record compared. All four are done in one
// run, so that their ratios hold on a busy machine too. What each takes goes to standard error.
func BenchmarkGDELT(b *testing.B) {
	n := 500_000
	if v, err := strconv.Atoi(os.Getenv("GDELT_ROWS")); err == nil {
		n = v
	}
	dir := b.TempDir()
	path := filepath.Join(dir, "gdelt.csv")
	samples, _ := filepath.Glob("../../../../../shared/data/gdelt/*.export.CSV")
	if len(samples) == 0 {
		b.Skip("the shared data are not there")
	}
	if err := repeated(path, samples, n); err != nil {
		b.Fatal(err)
	}
	f, err := folder.Open(situations.Default())
	if err != nil {
		b.Fatal(err)
	}
	c, err := f.Read(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	for i := range b.N {
		own := lap("DuckDB's own read_csv", func() int { return ownRead(b, path, filepath.Join(dir, fmt.Sprint("own", i))) })
		store, err := duckstore.Open(context.Background(), filepath.Join(dir, fmt.Sprint("ledger", i)), duckstore.Options{})
		if err != nil {
			b.Fatal(err)
		}
		load := func(again, compared bool) int {
			files, err := original.Find([]string{path})
			if err != nil {
				b.Fatal(err)
			}
			sum, err := importer.Run(context.Background(), store, importer.Job{
				Importer: gdelt.Importer{}, Files: files, MaxRejects: -1, Version: "1", Now: time.Now, Again: compared,
				Setting: importer.Setting{Situation: &c.Situation},
			})
			if err != nil || again != (sum.Stored == 0) || sum.Read < n {
				b.Fatal(sum.Line(), err)
			}
			return sum.Read
		}
		first := lap("into a new ledger", func() int { return load(false, false) })
		same := lap("the same file again", func() int { return load(true, false) })
		compared := lap("again, every record compared", func() int { return load(true, true) })
		if err := store.Close(); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(first.Seconds(), "cpu-s")
		b.ReportMetric(first.Seconds()/own.Seconds(), "of-read_csv")
		b.ReportMetric(first.Seconds()/same.Seconds(), "times-faster-again")
		b.ReportMetric(first.Seconds()/compared.Seconds(), "times-faster-compared")
	}
}

// repeated writes the rows of files again and again, each time with other ids on another day.
func repeated(path string, samples []string, n int) error {
	var rows [][]string
	for _, s := range samples {
		text, err := os.ReadFile(s)
		if err != nil {
			return err
		}
		for line := range bytes.Lines(text) {
			if cells := strings.Split(strings.TrimRight(string(line), "\r\n"), "\t"); len(cells) == 61 {
				rows = append(rows, cells)
			}
		}
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	for k := range n {
		c := rows[k%len(rows)]
		day := calendar.DateOf(2015, 2, 18).Add(k / len(rows)).Time()
		fmt.Fprintf(w, "%d\t%s\t%s\t%d\t%s\t%s\t%s\t%s\n", 1_000_000_000+k, day.Format("20060102"), day.Format("200601"), day.Year(), c[4],
			strings.Join(c[5:59], "\t"), day.Format("20060102")+"120000", c[60])
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// ownRead lets DuckDB read the file by itself.
func ownRead(b *testing.B, path, into string) int {
	db, err := sql.Open("duckdb", into+"?memory_limit=700MB")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	var n int
	if _, err := db.Exec(`CREATE TABLE t AS SELECT * FROM read_csv('` + path + `', delim='\t', header=false, quote='', escape='')`); err != nil {
		b.Fatal(err)
	}
	if err := db.QueryRow(`SELECT count(*) FROM t`).Scan(&n); err != nil {
		b.Fatal(err)
	}
	return n
}

// lap says what something took, and returns its processor time.
func lap(name string, do func() int) time.Duration {
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600) // the peak is counted anew, where the kernel can
	began, before := time.Now(), spent()
	n := do()
	took, cpu := time.Since(began), spent()-before
	fmt.Fprintf(os.Stderr, "%s: %d rows in %.1f s, processor %.1f s, peak memory %s\n", name, n, took.Seconds(), cpu.Seconds(), peak())
	return cpu
}

// peak is the largest resident memory of the process, where the kernel says it.
func peak() string {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "not known"
	}
	for line := range strings.Lines(string(text)) {
		if v, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(v)
		}
	}
	return "not known"
}

func spent() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
