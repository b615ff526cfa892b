// Package edit adds to and corrects what a situation folder holds: commitments, evidence,
// statements, contacts with their reports, and crossing states. An edit is a record of its
// own that is never changed: who made it and why, what was there before and what holds from
// then on. When the folder is loaded the edits are laid over its rows, so that each becomes
// an ordinary new version in the situation's data set, and the folder stays as it is.
package edit

import (
	"errors"
	"fmt"
	"strings"

	"detente/internal/words/fault"
	"detente/internal/words/record"
)

// The ways an edit can be refused that are not about one of its fields.
var (
	// ErrNoRecord means that there is no record with the id to correct or retract.
	ErrNoRecord = errors.New("there is no such record")
	// ErrExists means that what was to be added is there already.
	ErrExists = errors.New("the record is there already")
	// ErrMoved means that the record has another version than the one the edit was made against.
	ErrMoved = errors.New("the record was changed by someone else meanwhile")
	// ErrNothing means that the record would stay as it is.
	ErrNothing = errors.New("the edit changes nothing")
	// ErrNoEdit means that there is no edit of the record to withdraw.
	ErrNoEdit = errors.New("no edit of the record is in force")
	// ErrFaulty means that a row would have to leave the data set while the folder has faults;
	// a load of a faulty folder withdraws nothing.
	ErrFaulty = errors.New("the folder has faults, and nothing can be taken away until they are mended")
)

// BaseJoint stands in a base between the version of a commitment and that of its first
// evidence, which is filled in with it; nothing after it means that there was none.
const BaseJoint = "+"

// Request is what someone asks to be changed.
type Request struct {
	Action record.Action
	Kind   record.Kind
	// ID is the record's; when one is added it may be left out.
	ID string
	// Fields are cells by column of the situation's tables. Those not given keep their value.
	Fields map[string]string
	Who    string // a role or initials
	Why    string
	// Base is the version that the editor saw; when given, another current version is ErrMoved.
	// For a commitment it may name the version of its first evidence too, after a BaseJoint.
	Base string
	// Reviewed says that a record was read from a report's text and that its reviewer took it:
	// then it may be a violent event, a claim or a published figure.
	Reviewed bool
}

// Receipt says what became of a request.
type Receipt struct {
	Kind    record.Kind `json:"kind"`
	ID      string      `json:"id"`
	Version string      `json:"version" doc:"the version that holds now; empty when there is no record any more"`
	Edits   []Done      `json:"edits" doc:"all that was recorded, with what depends on the record"`
	Notes   []Note      `json:"notes" doc:"what to look at; the edit was taken"`
}

// Done is one edit that was recorded.
type Done struct {
	Edit    string        `json:"edit"`
	Action  record.Action `json:"action" enum:"add,correct,retract,withdraw"`
	Kind    record.Kind   `json:"kind"`
	ID      string        `json:"id"`
	Version string        `json:"version"`
}

// Note is a remark on a field.
type Note struct {
	Field  string `json:"field"`
	Reason string `json:"reason"`
}

// Refused is a request with faulty fields; nothing of it was recorded.
type Refused struct{ Faults []fault.Fault }

// Error names each field and what is wrong with it.
func (r *Refused) Error() string {
	parts := make([]string, len(r.Faults))
	for i, f := range r.Faults {
		parts[i] = f.Column + ": " + f.Reason
		if f.Value != "" {
			parts[i] += fmt.Sprintf(" (found %q)", f.Value)
		}
	}
	return strings.Join(parts, "; ")
}

// refuse is a Refused with one fault.
func refuse(field, value, reason string) *Refused {
	var l fault.List
	l.Add(fault.Fault{Column: field, Value: value, Reason: reason})
	return &Refused{l.All()}
}
