// Package importer takes data sets of the field into the ledger as they are, tells what it
// took and what it refused, and can be told twice without harm.
//
// An import hands its originals to the ledger as one batch, which is kept whole or not at all:
// an archive that is cut short, a wrong file or too many faults end the batch, and nothing of it
// is kept. Originals that were taken in before are only checked and counted.
package importer

import (
	"context"
	"io"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Importer reads one data set. Implementations have no state of their own.
type Importer interface {
	Properties() Properties
	// Read reads one table and hands each of its rows to the sink, as kept or refused. An error
	// says that the table as a whole is not of this data set, or cannot be read to its end.
	Read(ctx context.Context, s *Setting, table Table, out *Sink) error
}

// Follower is an importer whose rows each speak of a record of another data set. What speaks of
// none that is there is taken and counted.
type Follower interface {
	// Follows names the data set and the kind of the records that rows kept under a data set speak of.
	Follows(dataset string) (string, record.Kind)
}

// Properties say what an importer reads and what becomes of it. They make its page in
// docs/importers and its help.
type Properties struct {
	ID        string // as the command names it
	Title     string
	Publisher string
	About     string
	Dataset   string // id of the data set in the ledger, unless the user gives another
	Licence   record.Licence
	Citation  string
	Kind      record.Kind // what a row becomes
	// Several says that a row may become several records of Kind, as in wide tables.
	Several bool
	// Together says that all originals of one command are one batch; else each is its own.
	Together bool
	Files    []string // the files that it takes
	Fields   []Field
	Limits   []string // what the user should know before relying on it
	Download string   // how it is fetched; empty when it is not
}

// Field says what becomes of the columns of a data set.
type Field struct {
	Columns string
	Becomes string
	Needed  bool // a file without it is refused
}

// Setting is what rows are read in the light of.
type Setting struct {
	Situation *situation.Situation
	Actors    *Actors
	// Dataset is the id under which the rows are kept.
	Dataset string
	// Released is the day from which the rows could be known; unset when not given.
	Released calendar.Date
	// Today is the day of the import.
	Today calendar.Date

	regions map[[3]string][2]string // what Region found
}

// Table is one stream of rows and the name it came under.
type Table struct {
	Name string
	io.Reader
}
