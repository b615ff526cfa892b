package record

import (
	"encoding/json"
	"fmt"
	"time"
)

// KindEdit is an edit of a record. It stands apart from Kinds, which are what a situation
// holds: edits are kept in a data set of their own and counted nowhere else.
const KindEdit Kind = "edit"

// EditsOf names the data set that holds the edits of a data set.
func EditsOf(dataset string) string { return dataset + "-edits" }

// Action is what an edit does to a record.
type Action string

// The closed set of actions.
const (
	Add      Action = "add"
	Correct  Action = "correct"
	Retract  Action = "retract"
	Withdraw Action = "withdraw" // takes back the edits of a record: the folder's own row holds again
)

// Actions lists the closed set.
var Actions = []Action{Add, Correct, Retract, Withdraw}

// Edit is one change that was made to one record, by whom and why. It is never changed.
type Edit struct {
	Number string    `json:"edit"` // its place among the edits of the data set, with zeros before
	Action Action    `json:"action"`
	Kind   Kind      `json:"kind"`
	ID     string    `json:"id"` // of the record
	Who    string    `json:"who"`
	Why    string    `json:"why"`
	At     time.Time `json:"at"`
	// Base is the version that the edit was made against; empty when there was no record.
	Base string `json:"base,omitempty"`
	// Version holds from then on; empty when there is no record any more.
	Version string `json:"version,omitempty"`
	// Own is the version of the folder's own row at the time; empty when it had none.
	Own    string          `json:"own,omitempty"`
	Before json.RawMessage `json:"before,omitempty"`
	Record json.RawMessage `json:"record,omitempty"` // the whole record as it is from then on
	// Sensitivity is the label of what the record belongs to.
	Sensitivity Sensitivity `json:"sensitivity,omitempty"`
}

// Decode reads the content of a record of the kind into its type, such as Event.
func Decode(kind Kind, payload []byte) (any, error) {
	switch kind {
	case KindEvent:
		return decode[Event](payload)
	case KindClaim:
		return decode[Claim](payload)
	case KindSource:
		return decode[Source](payload)
	case KindCommitment:
		return decode[Commitment](payload)
	case KindEvidence:
		return decode[Evidence](payload)
	case KindStatement:
		return decode[Statement](payload)
	case KindCrossing:
		return decode[Crossing](payload)
	case KindObservation:
		return decode[Observation](payload)
	case KindSignal:
		return decode[Signal](payload)
	case KindMention:
		return decode[Mention](payload)
	case KindDataset:
		return decode[Dataset](payload)
	case KindReview:
		return decode[Review](payload)
	}
	return nil, fmt.Errorf("record: there is no kind %q", kind)
}

func decode[T any](payload []byte) (any, error) {
	var v T
	err := json.Unmarshal(payload, &v)
	return v, err
}

// SensitivityOf is the label of a record itself; kinds without one are public.
func SensitivityOf(v any) Sensitivity {
	switch v := v.(type) {
	case Event:
		return v.Sensitivity
	case Claim:
		return v.Sensitivity
	case Commitment:
		return v.Sensitivity
	case Statement:
		return v.Sensitivity
	}
	return Public
}

// Stricter is the more sensitive of two labels.
func Stricter(a, b Sensitivity) Sensitivity {
	rank := map[Sensitivity]int{Restricted: 1, Confidential: 2}
	if rank[b] > rank[a] {
		return b
	}
	if a == "" {
		return Public
	}
	return a
}
