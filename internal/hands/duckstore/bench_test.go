//go:build unix

package duckstore_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
	"detente/internal/words/calendar"
)

// processor reports the processor time an operation takes: on a busy machine it is the
// steadier figure.
func processor(b *testing.B) func() {
	began := spent()
	return func() { b.ReportMetric(float64((spent()-began).Microseconds())/1000/float64(b.N), "cpu-ms/op") }
}

// spent is the processor time of the process so far.
func spent() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkFirstLoad opens a new file, loads 2,000 records and closes it.
func BenchmarkFirstLoad(b *testing.B) {
	defer processor(b)()
	var opening, loading, closing time.Duration
	for i := range b.N {
		path := filepath.Join(b.TempDir(), strconv.Itoa(i))
		t := time.Now()
		s, err := duckstore.Open(context.Background(), path, duckstore.Options{})
		if err != nil {
			b.Fatal(err)
		}
		opening += time.Since(t)
		t = time.Now()
		if _, err := s.Append(context.Background(), syntheticBatch(2000, 1)); err != nil {
			b.Fatal(err)
		}
		loading += time.Since(t)
		t = time.Now()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		closing += time.Since(t)
	}
	b.ReportMetric(float64(opening.Milliseconds())/float64(b.N), "ms-open/op")
	b.ReportMetric(float64(loading.Milliseconds())/float64(b.N), "ms-load/op")
	b.ReportMetric(float64(closing.Milliseconds())/float64(b.N), "ms-close/op")
}

func BenchmarkAppend(b *testing.B) {
	for _, n := range []int{530, 350_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			defer processor(b)()
			for i := range b.N {
				b.StopTimer()
				s := open(b, filepath.Join(b.TempDir(), strconv.Itoa(i)), duckstore.Options{})
				b.StartTimer()
				if _, err := s.Append(context.Background(), syntheticBatch(n, 1)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRead reads from as many rows as DUCKSTORE_ROWS says, else a million; the store is
// kept for the next run in the file that DUCKSTORE_FILE names.
func BenchmarkRead(b *testing.B) {
	n := 1_000_000
	if v, err := strconv.Atoi(os.Getenv("DUCKSTORE_ROWS")); err == nil {
		n = v
	}
	ctx := context.Background()
	path := os.Getenv("DUCKSTORE_FILE")
	if path == "" {
		path = filepath.Join(b.TempDir(), "ledger")
	}
	s := open(b, path, duckstore.Options{})
	load := func(what string, batch ledger.Batch) ledger.Manifest {
		began, processor := time.Now(), spent()
		m, err := s.Append(ctx, batch)
		if err != nil {
			b.Fatal(err)
		}
		b.Logf("%s: %d rows in %s, processor %s", what, m.Read, time.Since(began).Round(time.Millisecond), (spent() - processor).Round(time.Millisecond))
		return m
	}
	if list, err := s.Batches(ctx); err != nil || len(list) == 0 {
		load("first", syntheticBatch(n, 1))
		if m := load("the same again", syntheticBatch(n, 1)); !m.Repeated {
			b.Fatal(m)
		}
		if m := load("corrections", syntheticBatch(n/100, 2)); m.Updated == 0 {
			b.Fatal(m)
		}
	}
	day := ledgertest.Day("2015-01-01")
	dyad := &ledger.Dyad{A: []string{"gov-a", "army"}, B: []string{"rebels-a", "militia"}, Across: []ledger.Across{{By: []string{"gov-b"}, In: "AF"}}}
	for _, c := range []struct {
		name string
		q    ledger.Query
	}{
		{"weekly by type of a dyad", ledger.Query{Filter: ledger.Filter{Dyad: dyad}, By: []ledger.Dimension{ledger.ByType}, Bucket: ledger.Weekly}},
		{"weekly by dyad and type", ledger.Query{By: []ledger.Dimension{ledger.ByInitiator, ledger.ByTarget, ledger.ByType}, Bucket: ledger.Weekly}},
		{"weekly by type", ledger.Query{By: []ledger.Dimension{ledger.ByType}, Bucket: ledger.Weekly}},
		{"weekly by type as of", ledger.Query{Filter: ledger.Filter{AsOf: ledger.AsOf{Known: &day}}, By: []ledger.Dimension{ledger.ByType}, Bucket: ledger.Weekly}},
		{"monthly by country", ledger.Query{By: []ledger.Dimension{ledger.ByCountry}, Bucket: ledger.Monthly}},
	} {
		b.Run("aggregate "+c.name, func(b *testing.B) {
			defer processor(b)()
			cells := 0
			for range b.N {
				got, err := s.Aggregate(ctx, c.q)
				if err != nil {
					b.Fatal(err)
				}
				cells = len(got)
			}
			b.ReportMetric(float64(cells), "cells")
		})
	}
	for _, c := range []struct {
		name string
		f    ledger.Filter
	}{
		{"all", ledger.Filter{}}, {"all newest first", ledger.Filter{Desc: true}}, {"a dyad", ledger.Filter{Dyad: dyad}},
		{"a type", ledger.Filter{Types: []string{"ASSAULT"}, Desc: true}},
		{"a province by kind of act", ledger.Filter{Countries: []string{"PK"}, Admin1: []string{"province-7"}, Types: []string{"PROTEST"}, Desc: true}},
		{"words", ledger.Filter{Text: []string{"crossing", "777"}}}, {"an id", ledger.Filter{IDs: []string{"synthetic-77777"}}},
		{"a week", ledger.Filter{Window: calendar.Last(7, day)}},
	} {
		b.Run("first page of "+c.name, func(b *testing.B) {
			defer processor(b)()
			for i := range b.N {
				f := c.f // another filter each time, so that nothing was counted before
				f.AsOf.Recorded = new(ledgertest.At("2030-01-01").Add(time.Duration(i) * time.Second))
				if _, err := s.Fetch(ctx, f, "", 100); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("next page of "+c.name, func(b *testing.B) {
			p, err := s.Fetch(ctx, c.f, "", 100)
			if err != nil {
				b.Fatal(err)
			}
			defer processor(b)()
			for range b.N {
				if _, err := s.Fetch(ctx, c.f, p.Next, 100); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("bounds", func(b *testing.B) {
		defer processor(b)()
		for range b.N {
			if _, err := s.Bounds(ctx, ledger.Filter{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
