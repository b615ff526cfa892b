package duckstore

import "testing"

// SetChunk makes chunks of n records for the length of a test.
func SetChunk(t *testing.T, n int) {
	before := chunkRecords
	chunkRecords = n
	t.Cleanup(func() { chunkRecords = before })
}
