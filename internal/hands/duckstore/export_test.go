package duckstore

import "testing"

// SetSlab makes slabs of n records for the length of a test, and lets a batch be recognised
// without a join for at most known records.
func SetSlab(t *testing.T, n, known int) {
	records, most := slabRecords, knownMost
	slabRecords, knownMost = n, known
	t.Cleanup(func() { slabRecords, knownMost = records, most })
}

// SetShapes bounds for the length of a test the shapes that a query lists.
func SetShapes(t *testing.T, listed int) {
	most := mostListed
	mostListed = listed
	t.Cleanup(func() { mostListed = most })
}
