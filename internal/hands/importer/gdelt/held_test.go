package gdelt_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/importer"
	"detente/internal/hands/importer/gdelt"
	"detente/internal/hands/importer/original"
	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// asked is a store that counts the rows which an importer was told are held, or tells it of none.
type asked struct {
	ledger.Store
	silent bool
	held   int
}

func (a *asked) Append(ctx context.Context, b ledger.Batch) (ledger.Manifest, error) {
	recall := b.Recall
	b.Recall = func(holds func(ledger.Origin) bool) {
		recall(func(o ledger.Origin) bool {
			ok := !a.silent && holds(o)
			if ok {
				a.held++
			}
			return ok
		})
	}
	return a.Store.Append(ctx, b)
}

// An import that leaves out making what is held gives what one gives that makes every row: when the
// file is the same, when rows of it changed, were added, are gone, repeat or are bad, and when the
// table of actors is another.
func TestRowsThatAreHeldAreNotMade(t *testing.T) {
	ctx := context.Background()
	sit := func(target string) *situation.Situation {
		return &situation.Situation{
			Sides:  []situation.Side{{Code: "P"}, {Code: "A"}, {Code: "B"}},
			Actors: []situation.Actor{{Name: "PAK", Side: "P"}, {Name: "AFG", Side: target}},
		}
	}
	numbered := func(from, to int, change map[int]string) (text string) {
		for i := from; i < to; i++ {
			c := map[int]string{0: strconv.Itoa(i)}
			for k, v := range change {
				c[k] = v
			}
			text += row(c)
		}
		return text
	}
	bad := row(map[int]string{0: "x"}) + row(map[int]string{0: "3"}) + row(map[int]string{0: "70", 52: "Caf\xe9"})
	steps := []struct {
		text  string
		side  string
		whole bool
		held  int
	}{
		{numbered(0, 30, nil) + bad, "A", false, 0},
		{numbered(0, 30, nil) + bad, "A", false, 31}, // one of them twice
		{numbered(0, 10, nil) + numbered(10, 20, map[int]string{31: "5"}) + numbered(20, 40, nil), "A", false, 20},
		{numbered(0, 30, nil), "A", false, 20}, // as before the change
		{numbered(0, 25, nil), "B", false, 0},  // other sides
		{numbered(0, 25, nil), "B", false, 25},
		{numbered(0, 25, nil) + numbered(50, 55, nil), "B", true, 25},
		{numbered(3, 25, nil) + numbered(25, 27, nil) + numbered(50, 55, nil), "B", true, 27}, // two come back
	}
	var want []any
	for _, silent := range []bool{true, false} {
		below, err := duckstore.Open(ctx, "", duckstore.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer below.Close()
		store := &asked{Store: below, silent: silent}
		at := time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC)
		var got []any
		for i, step := range steps {
			path := filepath.Join(t.TempDir(), "t.CSV")
			if err := os.WriteFile(path, []byte(step.text), 0o600); err != nil {
				t.Fatal(err)
			}
			files, err := original.Find([]string{path})
			if err != nil {
				t.Fatal(err)
			}
			store.held = 0
			var refused bytes.Buffer
			sum, err := importer.Run(ctx, store, importer.Job{
				Importer: gdelt.Importer{}, Files: files, MaxRejects: -1, Again: true, Whole: step.whole, Version: "1",
				Setting: importer.Setting{Situation: sit(step.side)},
				Rejects: importer.NewRejects(func() (io.Writer, error) { return &refused, nil }),
				Now:     func() time.Time { at = at.Add(time.Second); return at },
			})
			if err != nil {
				t.Fatal(i, err)
			}
			if !silent && store.held != step.held {
				t.Errorf("step %d: %d rows were held, want %d", i, store.held, step.held)
			}
			f := ledger.Filter{Kinds: []record.Kind{record.KindSignal}}
			got = append(got, sum, refused.String(), ledgertest.All(t, store, f, 100))
		}
		if want == nil {
			want = got
		}
		for i := range got {
			ledgertest.Same(t, "step "+strconv.Itoa(i/3), got[i], want[i])
		}
	}
}
