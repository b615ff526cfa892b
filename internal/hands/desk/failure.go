package desk

import (
	"errors"

	"detente/internal/hands/ledger"
)

// ErrCursor means that a page cursor does not belong to the query.
var ErrCursor = ledger.ErrCursor

// Unavailable reports whether the answer failed because the store is in use, full,
// unreadable or of another layout: the question was fine.
func Unavailable(err error) bool {
	for _, e := range []error{ledger.ErrInUse, ledger.ErrCorrupt, ledger.ErrFull, ledger.ErrReadOnly, ledger.ErrLayout} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
