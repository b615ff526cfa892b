package ledgertest

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"detente/internal/hands/ledger"
)

// wholeBatches reads while batches are appended: each batch rewrites every record, so a
// reader that saw a part of one would see two contents.
func wholeBatches(t *testing.T, s ledger.Store) {
	const records, rounds, readers = 50, 12, 3
	round := func(n int) ledger.Batch {
		var list []ledger.Record
		for i := range records {
			list = append(list, Event(fmt.Sprint("e", i), "2026-01-01", fmt.Sprint(n)))
		}
		return Batch("2026-02-01", list...)
	}
	add(t, s, round(0))
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range readers {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				p, err := s.Fetch(context.Background(), everything, "", records+1)
				if err != nil {
					t.Error(err)
					return
				}
				seen := map[string]int{}
				for _, r := range p.Records {
					seen[contentOf(r)]++
				}
				if len(seen) != 1 || len(p.Records) != records || p.Total != records {
					t.Errorf("a read saw %v of a total of %d", seen, p.Total)
					return
				}
			}
		})
	}
	for n := 1; n <= rounds; n++ {
		if m := add(t, s, round(n)); m.Updated != records {
			t.Errorf("round %d: %+v", n, m)
		}
	}
	close(done)
	wg.Wait()
}
