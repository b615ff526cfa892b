package folder

import (
	"detente/internal/words/calendar"
	"detente/internal/words/fault"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Content is what a folder held: the situation, every good row and every fault.
type Content struct {
	Situation    situation.Situation
	Events       []Row[record.Event]
	Sources      []Row[record.Source]
	Claims       []Row[record.Claim]
	Commitments  []Row[record.Commitment]
	Evidence     []Row[record.Evidence]
	Statements   []Row[record.Statement]
	Crossings    []Row[record.Crossing]
	Observations []Row[record.Observation]
	Files        []File
	Faults       fault.List
}

// Row is one record and where it stood.
type Row[T any] struct {
	Record T
	File   string
	Number int // as a spreadsheet shows it; the header is row 1
	// Since is the day from which the row counts at the earliest; unset for rows of the folder.
	Since calendar.Date
}

// State says what became of a file. Missing, empty and failed are three different things.
type State string

// The states of a file.
const (
	Read    State = "read"    // read to its end; single rows may have been refused
	Empty   State = "empty"   // there, with a header and no rows
	Missing State = "missing" // not there
	Failed  State = "failed"  // there, and not taken as a whole
	Unread  State = "unread"  // there, and not looked at
)

// File is one file of the folder. Read = Kept + Refused.
type File struct {
	Name    string `json:"name"`
	State   State  `json:"state"`
	SHA256  string `json:"sha256,omitempty"` // of the original bytes
	Read    int    `json:"read"`
	Kept    int    `json:"kept"`
	Refused int    `json:"refused"`
}

// File returns what became of the named file.
func (c *Content) File(name string) File {
	for _, f := range c.Files {
		if f.Name == name {
			return f
		}
	}
	return File{Name: name, State: Missing}
}

// Refused is the number of rows that were read and not kept.
func (c *Content) Refused() int {
	n := 0
	for _, f := range c.Files {
		n += f.Refused
	}
	return n
}
