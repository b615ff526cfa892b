package edit

import (
	"encoding/json"

	"detente/internal/hands/folder"
	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// key names a record of the situation's data set.
type key struct {
	kind record.Kind
	id   string
}

// versionOf is the version of what a record says, and its content as the ledger keeps it.
func versionOf(k key, v any) (version string, payload json.RawMessage, err error) {
	payload, err = json.Marshal(v)
	if err != nil {
		return "", nil, err
	}
	r := ledger.Record{Kind: k.kind, ID: k.id, Payload: payload}
	r.Seal()
	return ledger.ContentVersion(r.Version), payload, nil
}

// each hands over every record of a kind.
func each(c *folder.Content, kind record.Kind, do func(id string, v any)) {
	switch kind {
	case record.KindEvent:
		rows(c.Events, func(v record.Event) string { return v.ID }, do)
	case record.KindSource:
		rows(c.Sources, func(v record.Source) string { return v.ID }, do)
	case record.KindClaim:
		rows(c.Claims, func(v record.Claim) string { return v.ID }, do)
	case record.KindCommitment:
		rows(c.Commitments, func(v record.Commitment) string { return v.ID }, do)
	case record.KindEvidence:
		rows(c.Evidence, func(v record.Evidence) string { return v.ID }, do)
	case record.KindStatement:
		rows(c.Statements, func(v record.Statement) string { return v.ID }, do)
	case record.KindCrossing:
		rows(c.Crossings, func(v record.Crossing) string { return v.ID }, do)
	case record.KindObservation:
		rows(c.Observations, func(v record.Observation) string { return v.ID }, do)
	}
}

func rows[T any](in []folder.Row[T], id func(T) string, do func(string, any)) {
	for _, r := range in {
		do(id(r.Record), r.Record)
	}
}

// find returns a record of the content; ok is false when there is none.
func find(c *folder.Content, k key) (v any, ok bool) {
	each(c, k.kind, func(id string, x any) {
		if id == k.id {
			v, ok = x, true
		}
	})
	return v, ok
}

// dependents are the records that belong to a record and go with it.
func dependents(c *folder.Content, k key) []key {
	var out []key
	of := func(kind record.Kind, parent func(any) string) {
		each(c, kind, func(id string, v any) {
			if parent(v) == k.id {
				out = append(out, key{kind, id})
			}
		})
	}
	switch k.kind {
	case record.KindEvent:
		of(record.KindSource, func(v any) string { return v.(record.Source).EventID })
		of(record.KindClaim, func(v any) string { return v.(record.Claim).EventID })
	case record.KindCommitment:
		of(record.KindEvidence, func(v any) string { return v.(record.Evidence).CommitmentID })
	}
	return out
}

// withID gives a record the id.
func withID(v any, id string) any {
	switch v := v.(type) {
	case record.Event:
		v.ID = id
		return v
	case record.Source:
		v.ID = id
		return v
	case record.Commitment:
		v.ID = id
		return v
	case record.Evidence:
		v.ID = id
		return v
	case record.Statement:
		v.ID = id
		return v
	case record.Crossing:
		v.ID = id
		return v
	case record.Claim:
		v.ID = id
		return v
	case record.Observation:
		v.ID = id
		return v
	}
	return v
}

// labelled gives a record the sensitivity of the one that it replaces.
func labelled(v, before any) any {
	if before == nil {
		return v
	}
	label := record.SensitivityOf(before)
	if label == record.Public {
		label = ""
	}
	switch v := v.(type) {
	case record.Event:
		v.Sensitivity = label
		return v
	case record.Commitment:
		v.Sensitivity = label
		return v
	case record.Statement:
		v.Sensitivity = label
		return v
	}
	return v
}
