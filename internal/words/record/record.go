// Package record is the vocabulary of the ledger: events, claims, sources,
// commitments with their evidence, statements, crossing states and observations.
// Everything here is plain data; nothing reads a file or a clock.
package record

import (
	"time"

	"detente/internal/words/calendar"
)

// Kind names a kind of record.
type Kind string

// The kinds of record a ledger holds.
const (
	KindEvent       Kind = "event"
	KindClaim       Kind = "claim"
	KindSource      Kind = "source"
	KindCommitment  Kind = "commitment"
	KindEvidence    Kind = "evidence"
	KindStatement   Kind = "statement"
	KindCrossing    Kind = "crossing"
	KindObservation Kind = "observation"
)

// Kinds lists every kind.
var Kinds = []Kind{
	KindEvent, KindClaim, KindSource, KindCommitment, KindEvidence,
	KindStatement, KindCrossing, KindObservation,
}

// Sensitivity labels who may see a record; it travels to everything derived from it.
type Sensitivity string

// The labels, least sensitive first. The empty label means public.
const (
	Public       Sensitivity = "public"
	Restricted   Sensitivity = "restricted"
	Confidential Sensitivity = "confidential"
)

// Provenance says which bytes a record came from and what read them.
type Provenance struct {
	Dataset         string    `json:"dataset"`
	RecordID        string    `json:"record_id"`
	Version         string    `json:"version"` // hash of the normalised content
	File            string    `json:"file"`
	Row             int       `json:"row,omitempty"`
	SHA256          string    `json:"sha256"` // of the file's original bytes
	Importer        string    `json:"importer"`
	ImporterVersion string    `json:"importer_version"`
	RecordedAt      time.Time `json:"recorded_at"`
	// KnowableAt is the first day on which the record could have been known.
	KnowableAt calendar.Date `json:"knowable_at"`
}

// Licence says what may be done with a source's rows. Licences are data: exports obey.
type Licence struct {
	Name         string `json:"name" yaml:"name"`
	Redistribute bool   `json:"redistribute" yaml:"redistribute"`
	Derive       bool   `json:"derive" yaml:"derive"`
	Commercial   bool   `json:"commercial" yaml:"commercial"`
}
