package duckstore

import "testing"

// SetSlab makes slabs of n records for the length of a test, and lets a batch be recognised
// without a join for at most known records.
func SetSlab(t *testing.T, n, known int) {
	records, most := slabRecords, knownMost
	slabRecords, knownMost = n, known
	t.Cleanup(func() { slabRecords, knownMost = records, most })
}

// SetShapes bounds for the length of a test the shapes that are kept, and those that are listed.
func SetShapes(t *testing.T, kept, listed int) {
	most, list := mostShapes, mostListed
	mostShapes, mostListed = kept, listed
	t.Cleanup(func() { mostShapes, mostListed = most, list })
}
