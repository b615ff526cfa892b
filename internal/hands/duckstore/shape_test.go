package duckstore_test

import (
	"context"
	"fmt"
	"testing"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
)

// Sides are found alike by their shapes, and row by row where there are too many shapes to list; also those that a later batch brought.
func TestSidesByShapeAndByRow(t *testing.T) {
	dyad := &ledger.Dyad{A: []string{"gov-a", "army"}, B: []string{"rebels-a", "militia"}, Across: []ledger.Across{{By: []string{"gov-b"}, In: "AF"}}}
	filters := []ledger.Filter{
		{Dyad: dyad}, {Sides: []string{"tribe"}}, {InitiatorSides: []string{"police", "nobody"}}, {TargetSides: []string{"army"}, Dyad: dyad},
		{Sides: []string{"late"}}, {Sides: []string{"nobody"}}, {InitiatorSides: []string{""}},
	}
	ctx := context.Background()
	var want []int
	for _, listed := range []int{1 << 14, 3, 0} {
		t.Run(fmt.Sprint(listed), func(t *testing.T) {
			duckstore.SetShapes(t, listed)
			s := open(t, "", duckstore.Options{})
			var got []int
			count := func() {
				for _, f := range filters {
					p, err := s.Fetch(ctx, f, "", 10)
					if err != nil {
						t.Fatal(err)
					}
					got = append(got, p.Total)
				}
			}
			if _, err := s.Append(ctx, followed(events)); err != nil {
				t.Fatal(err)
			}
			count()
			late := ledgertest.Event("late", "2026-01-01", "x")
			late.Facets.InitiatorSides, late.Facets.TargetSides = []string{"tribe", "late"}, []string{"army"}
			if _, err := s.Append(ctx, followed(events, late)); err != nil {
				t.Fatal(err)
			}
			count()
			if want == nil {
				want = got
			}
			if fmt.Sprint(got) != fmt.Sprint(want) || got[0] == 0 || got[4] != 0 || got[len(filters)+4] != 1 || got[len(filters)+1] != got[1]+1 {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
}
