// Package ledger is the narrow door to the append-only store: append a batch, fetch by
// filter, aggregate, list batches. SQL lives only in the packages that implement it.
//
// A record is (data set, kind, id, version, payload, knowable_at, recorded_at,
// provenance). Nothing is updated in place: a correction is a further version, a
// retraction a version without a payload.
package ledger

import (
	"context"
	"errors"
	"iter"
	"time"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// The ways a store can fail that a caller can act upon.
var (
	// ErrInUse means another process holds the store for writing.
	ErrInUse = errors.New("the store is in use by another process")
	// ErrCorrupt means the file is not a store, or not a whole one.
	ErrCorrupt = errors.New("the store cannot be read")
	// ErrFull means the disk, or a limit on the file, left no room.
	ErrFull = errors.New("no space left for the store")
	// ErrReadOnly means a write was asked of a store opened for reading.
	ErrReadOnly = errors.New("the store was opened for reading only")
	// ErrLayout means the store was written by another version of the program.
	ErrLayout = errors.New("the store has another layout")
	// ErrCursor means a page cursor does not belong to the query.
	ErrCursor = errors.New("the page cursor is not valid for this query")
)

// Store keeps records. One process writes, many may read.
type Store interface {
	// Append stores a batch whole, or not at all. Appending the same batch again changes
	// nothing and says so in the manifest. A batch that changes nothing is listed as any other,
	// unless it is what the data set was given last: that is known already.
	Append(ctx context.Context, b Batch) (Manifest, error)
	// Fetch returns the records that pass the filter, ordered by Start, then Kind, ID and
	// Dataset, at most limit of them (0 only counts), after the cursor ("" for the first page).
	Fetch(ctx context.Context, f Filter, cursor string, limit int) (Page, error)
	// Aggregate counts records by the dimensions and time bucket of the query.
	Aggregate(ctx context.Context, q Query) ([]Cell, error)
	// Holds reports whether the batch is what its data set was given last, by its Input, so
	// that appending it would change nothing. It reads no records.
	Holds(ctx context.Context, b Batch) (bool, error)
	// Batches lists what was appended, oldest first.
	Batches(ctx context.Context) ([]Manifest, error)
	// Bounds returns the newest observed day and knowable day under the filter.
	Bounds(ctx context.Context, f Filter) (Bounds, error)
	Close() error
}

// Batch is what one run of an importer hands over: all records of one file or folder.
type Batch struct {
	Dataset         string
	Importer        string
	ImporterVersion string
	Files           []File
	RecordedAt      time.Time
	// Whole says that the batch holds all records the data set now has, so that records of
	// earlier batches that are absent were withdrawn and are retracted. A batch with rejected
	// rows retracts nothing, since an absent record may be one that could not be read.
	Whole bool
	// Rejected is the number of rows the importer refused, for the manifest.
	Rejected int
	// Refused, where it is set, is asked after the last record for the number of rows that
	// were refused on the way; it is added to Rejected.
	Refused func() int
	// Options say how the importer was told to read, where that changes what it yields.
	Options string
	// Fixed says that Input settles every record: the same files, read by the same version of
	// the importer with the same options, give the same batch. A store that took that in before,
	// and whose data set did not change since, may then answer without reading the records.
	Fixed bool
	// Recall, where it is set, may be called before the records are read, with what tells whether
	// the data set holds a current record of an origin; that may be asked from any goroutine until
	// the batch is taken. A record of which it does need not be made: one of its Origin alone stands
	// for it, as one that is unchanged.
	Recall func(holds func(Origin) bool)
	// Records yields the records; an error stops the batch and nothing of it is kept.
	Records iter.Seq2[Record, error]
}

// File is an original that was read.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Rows   int    `json:"rows"`
}

// Record is one version of one record together with the facets it is found by.
type Record struct {
	Dataset string
	Kind    record.Kind
	ID      string
	// Version is the hash of the normalised content; Seal fills it.
	Version string
	Payload []byte // JSON of the record; nil in a retraction
	// Drawn is what its facets take from the record that it belongs to, so that a change there
	// makes a new version here; it is not stored.
	Drawn      string
	KnowableAt calendar.Date
	RecordedAt time.Time // filled by the store
	File       string
	Row        int
	SHA256     string
	Importer   string
	ImporterV  string
	// Origin, where it is set, is what the record was made of, so that the same need not be made
	// again: see Batch.Recall. It is no part of the version, and is not read back.
	Origin Origin
	Facets Facets
}

// Origin is the beginning of a SHA-256 over all that settles what a record says: the row it was
// made of, how the importer was told to read, and the program itself. Zero is none.
type Origin [2]uint64

// Facets are the fields that records can be filtered and grouped by. Those that a kind
// does not have stay empty.
type Facets struct {
	Start, End     calendar.Date
	EventID        string // the event that a claim or source belongs to; the commitment of evidence
	Country        string
	Admin1         string
	Admin2         string
	Type           string
	Mode           string
	Quad           string
	InitiatorSides []string // the first is the main one
	TargetSides    []string
	Category       string // issue, theme, crossing, indicator, claim subject or source kind
	DeathsLow      *int64
	DeathsBest     *int64
	DeathsHigh     *int64
	Score          float64
	Sensitivity    string
	Text           string // what a text search looks at
}

// Manifest says what became of a batch. Read = Stored + Unchanged + Updated + Rejected.
type Manifest struct {
	ID         int64     `json:"id"`
	Dataset    string    `json:"dataset"`
	Importer   string    `json:"importer"`
	ImporterV  string    `json:"importer_version"`
	Files      []File    `json:"files"`
	Digest     string    `json:"digest"` // over the files' hashes, the importer and its version
	RecordedAt time.Time `json:"recorded_at"`
	Read       int       `json:"read"`
	Stored     int       `json:"stored"`
	Unchanged  int       `json:"unchanged"`
	Updated    int       `json:"updated"`
	Retracted  int       `json:"retracted"`
	Rejected   int       `json:"rejected"`
	// Unretracted counts the records that a whole batch does not hold and that were left as
	// they are, because the batch has rejected rows.
	Unretracted int `json:"unretracted,omitempty"`
	// Repeated says that the batch changed no record. Its ID is 0 where it was not added either.
	Repeated bool `json:"repeated"`
}
