package duckstore

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"github.com/duckdb/duckdb-go/v2"

	"detente/internal/hands/ledger"
)

// signs are what DuckDB's messages say when something outside it went wrong.
var signs = []struct {
	says string
	err  error
	todo string
}{
	{"could not set lock", ledger.ErrInUse, "close the other process, or send the command to the server that holds it"},
	{"conflicting lock", ledger.ErrInUse, "close the other process, or send the command to the server that holds it"},
	{"being used by another process", ledger.ErrInUse, "close the other process, or send the command to the server that holds it"},
	{"no space left", ledger.ErrFull, "free some space and run the import again"},
	{"file too large", ledger.ErrFull, "raise the limit on file sizes and run the import again"},
	{"disk quota exceeded", ledger.ErrFull, "free some space and run the import again"},
	{"max_temp_directory_size", ledger.ErrFull, "free some space and run the import again"},
	{"can only read versions", ledger.ErrLayout, "it was written by another version of DuckDB; use the program that wrote it"},
	{"not a valid duckdb database file", ledger.ErrCorrupt, "it is not a ledger; choose another file"},
	{"could not read enough bytes", ledger.ErrCorrupt, "the file is cut short; restore it from a copy, or import again into a new file"},
	{"corrupt", ledger.ErrCorrupt, "restore it from a copy, or import again into a new file"},
	{"checksum", ledger.ErrCorrupt, "restore it from a copy, or import again into a new file"},
	{"failed to deserialize", ledger.ErrCorrupt, "restore it from a copy, or import again into a new file"},
	{"read-only mode", ledger.ErrReadOnly, "open it for writing"},
	{"does not have a column named", ledger.ErrLayout, "an early form of the program wrote it: move the file away; the situation is then loaded anew, and imported data sets have to be imported again"},
}

// fail gives an error of DuckDB or of the file system the name of the file, the sentinel
// that the caller can act upon, and what the user can do. It is nil for nil.
func (s *Store) fail(doing string, err error) error {
	if err == nil {
		return nil
	}
	name := s.path
	if name == "" {
		name = "store in memory"
	}
	if errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("%s: %w: free some space and try again (%w)", name, ledger.ErrFull, err)
	}
	var duck *duckdb.Error
	if errors.As(err, &duck) {
		said := strings.ToLower(duck.Msg)
		for _, sign := range signs {
			if strings.Contains(said, sign.says) {
				return fmt.Errorf("%s: %w: %s (%s)", name, sign.err, sign.todo, firstLine(duck.Msg))
			}
		}
	}
	return fmt.Errorf("%s: %s: %w", name, doing, err)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// missingTable reports whether a query named a table that is not there.
func missingTable(err error) bool {
	var duck *duckdb.Error
	return errors.As(err, &duck) && duck.Type == duckdb.ErrorTypeCatalog
}
