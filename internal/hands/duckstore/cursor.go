package duckstore

import "detente/internal/hands/ledger"

// place is where a page ended.
type place = ledger.Place

func fingerprint(f ledger.Filter) string                   { return f.Fingerprint() }
func writeCursor(filter string, last ledger.Record) string { return ledger.Cursor(filter, last) }
func readCursor(cursor, filter string) (*place, error)     { return ledger.ReadCursor(cursor, filter) }
