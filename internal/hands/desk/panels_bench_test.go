//go:build unix

package desk_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
	"detente/internal/hands/duckstore"
	"detente/internal/hands/folder"
	"detente/internal/hands/gate"
	"detente/internal/hands/held"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/situations"
)

// processor is the processor time of the process so far; on a busy machine it is the steadier
// figure.
func processor() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkPanels asks each panel of a desk that was asked nothing before, over the default
// situation with DESK_ROWS events of another data set in the same store (20,000 without it); with
// DESK_OWN they are the situation's own, which most panels read one by one.
// The store is kept for the next run in the file that DESK_FILE names.
func BenchmarkPanels(b *testing.B) {
	n := 20_000
	if v, err := strconv.Atoi(os.Getenv("DESK_ROWS")); err == nil {
		n = v
	}
	path := os.Getenv("DESK_FILE")
	if path == "" {
		path = filepath.Join(b.TempDir(), "ledger")
	}
	ctx := context.Background()
	f, err := folder.Open(situations.Default())
	if err != nil {
		b.Fatal(err)
	}
	c, err := f.Read(ctx)
	if err != nil {
		b.Fatal(err)
	}
	store, err := duckstore.Open(ctx, path, duckstore.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	if list, err := store.Batches(ctx); err != nil || len(list) == 0 {
		beside := another(n)
		if os.Getenv("DESK_OWN") != "" {
			beside.Dataset = c.Situation.Dataset.ID
		}
		for _, batch := range []ledger.Batch{c.Batch(desktest.Now, "test"), beside} {
			if _, err := store.Append(ctx, batch); err != nil {
				b.Fatal(err)
			}
		}
	}
	list := append([]panel{
		asking("about", func(ctx context.Context, d *desk.Desk) (*desk.About, error) { return d.About(ctx, "") }),
		asking("health", func(ctx context.Context, d *desk.Desk) (*desk.Health, error) { return d.Health(ctx, calendar.Unset) }),
		asking("events", func(ctx context.Context, d *desk.Desk) (desk.EventPage, error) {
			return d.Events(ctx, desk.Query{Newest: true}, "", 100, gate.Show)
		}),
		asking("events of a province", func(ctx context.Context, d *desk.Desk) (desk.EventPage, error) {
			return d.Events(ctx, desk.Query{Newest: true, Countries: []string{"AF"}, Admin1: []string{"Kunar"}}, "", 100, gate.Show)
		}),
	}, panels...)
	for _, p := range list {
		b.Run(p.name, func(b *testing.B) {
			before := processor()
			defer func() { b.ReportMetric((processor()-before).Seconds()*1000/float64(b.N), "cpu-ms/op") }()
			for range b.N {
				d := desk.New(held.Over(store, held.Most), &c.Situation, phrase.English(), func() time.Time { return desktest.Now })
				if _, err := p.ask(ctx, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
