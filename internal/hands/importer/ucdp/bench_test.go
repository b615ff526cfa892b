//go:build unix

package ucdp_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/folder"
	"detente/internal/hands/importer"
	"detente/internal/hands/importer/original"
	"detente/internal/hands/importer/ucdp"
	"detente/situations"
)

// worldwide is about as many rows as the data set has for the whole world.
const worldwide = 350_000

// BenchmarkWorld takes as many rows as UCDP GED has for the whole world into a new store file:
// those of one country, repeated with ids and years of their own. Then it takes them in again
// with every record compared.
func BenchmarkWorld(b *testing.B) {
	text, err := os.ReadFile(filepath.Join(shared, "ged_pakistan_1989_2021.csv"))
	if err != nil {
		b.Skip("the shared data are not there")
	}
	path := filepath.Join(b.TempDir(), "GEDEvent_v26_1.csv")
	if err := repeated(path, text, worldwide); err != nil {
		b.Fatal(err)
	}
	sit, err := folder.Open(situations.Default())
	if err != nil {
		b.Fatal(err)
	}
	c, err := sit.Read(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	for _, again := range []bool{false, true} {
		b.Run(map[bool]string{false: "first", true: "again"}[again], func(b *testing.B) {
			for i := range b.N {
				b.StopTimer()
				store, err := duckstore.Open(context.Background(), filepath.Join(b.TempDir(), strconv.Itoa(i)), duckstore.Options{})
				if err != nil {
					b.Fatal(err)
				}
				load := func(again bool) {
					files, err := original.Find([]string{path})
					if err != nil {
						b.Fatal(err)
					}
					sum, err := importer.Run(context.Background(), store, importer.Job{
						Importer: ucdp.Importer{}, Files: files, MaxRejects: -1, Version: "1", Now: time.Now, Again: again,
						Setting: importer.Setting{Situation: &c.Situation},
					})
					if err != nil || sum.Read < worldwide || again != (sum.Stored == 0) {
						b.Fatal(sum.Line(), err)
					}
				}
				if again {
					load(false)
				}
				before := spent()
				b.StartTimer()
				load(again)
				b.StopTimer()
				b.ReportMetric((spent() - before).Seconds(), "cpu-s")
				if err := store.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
		})
	}
}

// repeated writes the rows of a table again and again, each time with other ids, until there are n.
func repeated(path string, text []byte, n int) error {
	head, rows, _ := bytes.Cut(text, []byte("\n"))
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprintf(w, "%s\n", head)
	for round, written := 0, 0; written < n; round++ {
		open := false
		for line := range bytes.Lines(rows) {
			if !open {
				id, rest, _ := bytes.Cut(line, []byte("."))
				number, err := strconv.Atoi(string(id))
				if err != nil {
					return err
				}
				fmt.Fprintf(w, "%d.%s", round*1_000_000+number, rest)
				written++
			} else {
				_, _ = w.Write(line)
			}
			open = open != (bytes.Count(line, []byte{'"'})%2 == 1)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// spent is the processor time of the process so far.
func spent() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
