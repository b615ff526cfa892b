//go:build unix

package duckstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/ledger"
)

// whole fails unless the store holds whole batches of numbered and nothing else, and
// returns how many.
func whole(t *testing.T, s *duckstore.Store) int {
	t.Helper()
	ctx := context.Background()
	list, err := s.Batches(ctx)
	if err != nil {
		t.Fatal(err)
	}
	cells, err := s.Aggregate(ctx, ledger.Query{By: []ledger.Dimension{ledger.ByCategory}})
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]int{}
	for _, c := range cells {
		held[c.Keys[0]] = c.Count
	}
	for i, m := range list {
		size := numberedSize(i)
		stored, updated := size, 1
		if i == 0 {
			stored, updated = size+1, 0
		}
		if m.ID != int64(i+1) || m.Stored != stored || m.Updated != updated || held[fmt.Sprint(i)] != size {
			t.Errorf("batch %d: %+v, %d records", i, m, held[fmt.Sprint(i)])
		}
		delete(held, fmt.Sprint(i))
	}
	if len(list) > 0 {
		p, err := s.Fetch(ctx, ledger.Filter{IDs: []string{"shared"}}, "", 10)
		if err != nil || p.Total != 1 || !strings.Contains(string(p.Records[0].Payload), fmt.Sprintf(`"%d"`, len(list)-1)) {
			t.Errorf("the record that every batch corrects is %+v, %v", p, err)
		}
		delete(held, "")
	}
	if len(held) > 0 {
		t.Errorf("records of no batch: %v", held)
	}
	return len(list)
}

// A process that is killed at any moment leaves whole batches, and the next one goes on.
func TestKilledWhileWriting(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("kills fifteen processes")
	}
	path := filepath.Join(t.TempDir(), "ledger")
	rng := rand.New(rand.NewPCG(1, uint64(time.Now().UnixNano())))
	before, written := 0, 0
	for kill := range 15 {
		cmd, out := child(t, "append", path)
		wait := time.Duration(rng.IntN(700)) * time.Millisecond
		if kill%5 == 4 {
			wait = time.Duration(rng.IntN(80)) * time.Millisecond // while it opens
		} else if out.Scan(); out.Text() != "opened" {
			t.Fatalf("kill %d: the child could not open the store: %s", kill, out.Text())
		}
		time.Sleep(wait)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for out.Scan() {
			if strings.HasPrefix(out.Text(), "failed") {
				t.Fatal(out.Text())
			}
		}
		_ = cmd.Wait()
		s, err := duckstore.Open(context.Background(), path, duckstore.Options{ReadOnly: kill%3 == 2 && before > 0})
		if err != nil {
			t.Fatalf("kill %d after %s: %v", kill, wait, err)
		}
		n := whole(t, s)
		if n < before {
			t.Errorf("kill %d: %d batches, %d before", kill, n, before)
		}
		written += n - before
		before = n
		if kill%3 != 2 {
			// The batch that was cut off can be imported again.
			if m, err := s.Append(context.Background(), numbered(n)); err != nil || m.Repeated {
				t.Fatalf("kill %d: %+v, %v", kill, m, err)
			}
			before = whole(t, s)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if written == 0 {
		t.Error("the children wrote nothing: the test proves nothing")
	}
	t.Logf("%d batches after 15 kills, %d of them by processes that were killed", before, written)
}

// A process that is killed while it makes the store leaves none, or one that opens.
func TestKilledWhileCreating(t *testing.T) {
	t.Parallel()
	made := 0
	for kill := range 8 {
		path := filepath.Join(t.TempDir(), "ledger")
		cmd, _ := child(t, "hold", path)
		time.Sleep(time.Duration(20+kill*15) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if _, err := os.Stat(path); err == nil {
			made++
		}
		s, err := duckstore.Open(context.Background(), path, duckstore.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if n := whole(t, s); n != 0 {
			t.Errorf("a new store holds %d batches", n)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d of 8 had made the file", made)
}

func TestHeldByAnotherProcess(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ledger")
	cmd, out := child(t, "hold", path)
	if out.Scan(); out.Text() != "opened <nil>" {
		t.Fatal(out.Text())
	}
	refuses(t, path, ledger.ErrInUse)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	open(t, path, duckstore.Options{})
}

func TestNoRoomLeft(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ledger")
	_, out := child(t, "full", path)
	var said []string
	for out.Scan() {
		said = append(said, out.Text())
	}
	if len(said) == 0 || strings.HasPrefix(said[0], "no limit") {
		t.Skip("file sizes cannot be limited here:", said)
	}
	if len(said) < 3 || !strings.HasPrefix(said[0], "append: true") || !strings.HasPrefix(said[1], "again: true") {
		t.Fatalf("the child said %q", said)
	}
	for _, line := range said[:2] {
		if !strings.Contains(line, path) {
			t.Errorf("the message does not name the file: %s", line)
		}
	}
	s, err := duckstore.Open(context.Background(), path, duckstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := whole(t, s)
	if said[2] != fmt.Sprint(n) {
		t.Errorf("%d batches are there, %s were taken", n, said[2])
	}
	if m, err := s.Append(context.Background(), numbered(n)); err != nil || m.Repeated {
		t.Errorf("with room again: %+v, %v", m, err)
	}
	whole(t, s)
	t.Logf("%d batches fitted; %q", n, said)
}
