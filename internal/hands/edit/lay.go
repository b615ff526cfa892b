package edit

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"detente/internal/hands/folder"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/fault"
	"detente/internal/words/record"
)

// File is the name under which edits stand among the files of a batch.
const File = "edits"

// Conflict is an edit in force whose row of the folder is another one now. The edit stays
// until it is withdrawn.
type Conflict struct {
	Edit   string      `json:"edit"`
	Kind   record.Kind `json:"kind"`
	ID     string      `json:"id"`
	Reason string      `json:"reason"`
}

// Laid is a folder's content with the edits in force laid over it.
type Laid struct {
	*folder.Content
	Conflicts []Conflict
}

// Lay puts the edits in force over the rows of a folder, which stays as it is. Where any of
// them differs from the folder the content has one more file, named edits, whose hash is of
// what differs; so a batch of the content is told from one without them. Conflicts are also
// among the faults, as warnings.
func Lay(own *folder.Content, edits []record.Edit) (*Laid, error) {
	l := &laying{in: standing(edits), met: map[key]bool{}}
	c := *own
	c.Events = lay(l, own.Events, record.KindEvent, func(v record.Event) string { return v.ID }, nil)
	events := ids(c.Events, func(v record.Event) string { return v.ID })
	c.Sources = lay(l, own.Sources, record.KindSource, func(v record.Source) string { return v.ID },
		func(v record.Source) bool { return events[v.EventID] })
	c.Claims = lay(l, own.Claims, record.KindClaim, func(v record.Claim) string { return v.ID },
		func(v record.Claim) bool { return events[v.EventID] })
	c.Commitments = lay(l, own.Commitments, record.KindCommitment, func(v record.Commitment) string { return v.ID }, nil)
	commitments := ids(c.Commitments, func(v record.Commitment) string { return v.ID })
	c.Evidence = lay(l, own.Evidence, record.KindEvidence, func(v record.Evidence) string { return v.ID },
		func(v record.Evidence) bool { return commitments[v.CommitmentID] })
	c.Statements = lay(l, own.Statements, record.KindStatement, func(v record.Statement) string { return v.ID }, nil)
	c.Crossings = lay(l, own.Crossings, record.KindCrossing, func(v record.Crossing) string { return v.ID }, nil)
	c.Observations = lay(l, own.Observations, record.KindObservation, func(v record.Observation) string { return v.ID }, nil)
	if l.err != nil {
		return nil, l.err
	}
	c.Files = slices.Clone(own.Files)
	if len(l.differs) > 0 {
		c.Files = append(c.Files, l.file())
	}
	c.Faults = own.Faults.Clone()
	slices.SortFunc(l.conflicts, func(a, b Conflict) int { return cmp.Compare(a.Edit, b.Edit) })
	for _, x := range l.conflicts {
		c.Faults.Add(fault.Fault{Level: fault.Warning, File: File, Row: place(x.Edit), Column: string(x.Kind), Value: x.ID, Reason: x.Reason})
	}
	return &Laid{&c, l.conflicts}, nil
}

// laying is one run over a folder.
type laying struct {
	in        map[key]record.Edit
	met       map[key]bool
	differs   []string // kind, id and version of what differs from the folder
	conflicts []Conflict
	err       error
}

// lay goes over the rows of one kind. Edits of records that belong to another one are left
// out when fits says that this one is not there.
func lay[T any](l *laying, own []folder.Row[T], kind record.Kind, id func(T) string, fits func(T) bool) []folder.Row[T] {
	out := make([]folder.Row[T], 0, len(own))
	for _, r := range own {
		k := key{kind, id(r.Record)}
		e, edited := l.in[k]
		if !edited || l.err != nil {
			out = append(out, r)
			continue
		}
		l.met[k] = true
		version, _, err := versionOf(k, r.Record)
		l.err = err
		if ledger.SameContent(version, e.Version) { // the folder has taken the edit over
			out = append(out, r)
			continue
		}
		switch {
		case e.Own == "":
			l.conflict(e, "the folder has a row of its own with this id since")
		case !ledger.SameContent(e.Own, version):
			l.conflict(e, "the folder's own row was changed since")
		}
		l.note(e)
		if row, ok := row[T](l, e); ok {
			out = append(out, row)
		}
	}
	for _, e := range l.rest(kind) {
		row, ok := row[T](l, e)
		switch {
		case !ok:
			continue
		case fits != nil && !fits(row.Record):
			l.conflict(e, "what it belongs to is no longer there, and it is left out")
			continue
		case e.Own != "":
			l.conflict(e, "the folder no longer has the row")
		}
		l.note(e)
		out = append(out, row)
	}
	return out
}

// row is the row that an edit puts in place of another; ok is false for a retraction.
func row[T any](l *laying, e record.Edit) (out folder.Row[T], ok bool) {
	if e.Record == nil {
		return out, false
	}
	if err := json.Unmarshal(e.Record, &out.Record); err != nil {
		l.err = fmt.Errorf("edit: edit %s: %w", e.Number, err)
		return out, false
	}
	out.File, out.Number, out.Since = File, place(e.Number), calendar.FromTime(e.At)
	return out, true
}

// rest are the edits of a kind that met no row, oldest first.
func (l *laying) rest(kind record.Kind) []record.Edit {
	var out []record.Edit
	for k, e := range l.in {
		if k.kind == kind && !l.met[k] {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b record.Edit) int { return cmp.Compare(a.Number, b.Number) })
	return out
}

func (l *laying) conflict(e record.Edit, reason string) {
	l.conflicts = append(l.conflicts, Conflict{Edit: e.Number, Kind: e.Kind, ID: e.ID, Reason: reason})
}

func (l *laying) note(e record.Edit) {
	l.differs = append(l.differs, string(e.Kind)+"\x00"+e.ID+"\x00"+e.Version)
}

// file stands for what differs from the folder.
func (l *laying) file() folder.File {
	slices.Sort(l.differs)
	h := sha256.New()
	for _, d := range l.differs {
		h.Write([]byte(d))
		h.Write([]byte{1})
	}
	n := len(l.differs)
	return folder.File{Name: File, State: folder.Read, SHA256: hex.EncodeToString(h.Sum(nil)), Read: n, Kept: n}
}

func ids[T any](rows []folder.Row[T], id func(T) string) map[string]bool {
	out := make(map[string]bool, len(rows))
	for _, r := range rows {
		out[id(r.Record)] = true
	}
	return out
}

// place is the number of an edit as a number.
func place(number string) int {
	n, _ := strconv.Atoi(number) // written by this package
	return n
}
