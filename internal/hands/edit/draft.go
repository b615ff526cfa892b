package edit

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"detente/internal/hands/folder"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/fault"
	"detente/internal/words/record"
)

// drafted are the edits that a request comes to, not yet recorded.
type drafted struct {
	key   key
	edits []record.Edit
	notes []Note
}

// draft turns a request into edits. taken are ids that other rows of the same table have.
func (b *Book) draft(ctx context.Context, r Request, taken map[key]bool) (drafted, error) {
	faults := Signed(r.Who, r.Why)
	kind, ok := b.kindOf(r)
	if !ok {
		return drafted{}, &Refused{append(faults, refuse("kind", string(r.Kind), "not one of "+kindNames()).Faults...)}
	}
	r.Kind = kind
	switch r.Action {
	case record.Add, record.Correct:
	case record.Retract, record.Withdraw:
		if len(r.Fields) > 0 {
			faults = append(faults, refuse("fields", "", "a record that is taken back has no fields").Faults...)
		}
		if len(faults) > 0 {
			return drafted{}, &Refused{faults}
		}
		if r.Action == record.Retract {
			return b.retract(r)
		}
		return b.withdraw(r)
	default:
		return drafted{}, &Refused{append(faults, refuse("action", string(r.Action), "not one of add, correct, retract, withdraw").Faults...)}
	}
	if faults = append(faults, fitting(kind, r.Fields)...); len(faults) > 0 {
		return drafted{}, &Refused{faults}
	}
	return b.write(ctx, r, taken)
}

// write drafts an added or corrected record.
func (b *Book) write(ctx context.Context, r Request, taken map[key]bool) (drafted, error) {
	w := &writing{book: b, request: r, taken: taken, cells: folder.Cells{}}
	if r.Action == record.Correct {
		if err := w.current(); err != nil {
			return drafted{}, err
		}
	} else if err := w.fresh(); err != nil {
		return drafted{}, err
	}
	maps.Copy(w.cells, r.Fields)
	if w.id != "" {
		w.cells["id"] = w.id
	}
	got, err := b.laid.Rules(calendar.FromTime(b.now())).Read(ctx, w.tables())
	if err != nil {
		return drafted{}, err
	}
	faults := w.judge(got)
	if len(faults) > 0 {
		return drafted{}, &Refused{faults}
	}
	return w.compare(got)
}

// writing is one record on its way.
type writing struct {
	book    *Book
	request Request
	taken   map[key]bool
	before  any    // the record as it is; nil when one is added
	id      string // of a record that is added, where it does not follow from the content
	cells   folder.Cells
	was     folder.Cells // of the record as it is
	notes   []Note
}

// current takes the record that is to be corrected as it is.
func (w *writing) current() error {
	r := w.request
	k := key{r.Kind, r.ID}
	v, ok := find(w.book.laid.Content, k)
	if !ok {
		return fmt.Errorf("%w: %s %q", ErrNoRecord, r.Kind, r.ID)
	}
	if err := w.book.unmoved(k, v, r.Base); err != nil {
		return err
	}
	w.before, w.cells = v, folder.CellsOf(v)
	if r.Kind == record.KindCommitment {
		if err := w.firstEvidence(); err != nil {
			return err
		}
	}
	w.was = maps.Clone(w.cells)
	for _, name := range []string{"id", "event_id", "commitment_id"} {
		if v, given := r.Fields[name]; given && v != w.cells[name] {
			return refuse(name, v, "cannot be changed; retract this record and add another one")
		}
	}
	return nil
}

// firstEvidence takes the reading that stands in the same row as a commitment. A base that
// names its version as well guards it as well.
func (w *writing) firstEvidence() error {
	k := key{record.KindEvidence, w.request.ID + "#1"}
	e, there := find(w.book.laid.Content, k)
	if _, base, both := strings.Cut(w.request.Base, BaseJoint); both {
		switch {
		case there && base == "", !there && base != "":
			return fmt.Errorf("%w: %s %s was added or taken away; look at it again", ErrMoved, k.kind, k.id)
		case there:
			if err := w.book.unmoved(k, e, base); err != nil {
				return err
			}
		}
	}
	if there {
		cells := folder.CellsOf(e)
		delete(cells, "commitment_id")
		maps.Copy(w.cells, cells)
	}
	return nil
}

// fresh finds the id of a record that is added.
func (w *writing) fresh() error {
	r := w.request
	if !slices.Contains(folder.Columns(r.Kind), "id") {
		return nil // the id follows from the content
	}
	id := r.Fields["id"]
	switch {
	case id == "":
		id = r.ID
	case r.ID != "" && r.ID != id:
		return refuse("id", id, "differs from the id of the record, "+r.ID)
	}
	if id == "" {
		id = fmt.Sprintf("added-%d", len(w.book.edits)+len(w.taken)+1)
	}
	w.id = id
	return nil
}

// unmoved refuses an edit that was made against another version than the current one.
func (b *Book) unmoved(k key, v any, base string) error {
	base, _, _ = strings.Cut(base, BaseJoint)
	if base == "" {
		return nil
	}
	version, _, err := versionOf(k, v)
	if err != nil {
		return err
	}
	if !ledger.SameContent(version, base) {
		return fmt.Errorf("%w: %s %s has version %s now, the edit was made against %s; look at it again", ErrMoved, k.kind, k.id, version, base)
	}
	return nil
}

// kindNames lists what can be edited.
func kindNames() string {
	names := make([]string, len(Kinds))
	for i, k := range Kinds {
		names[i] = string(k)
	}
	return strings.Join(names, ", ") + "; contact is an event and report a source"
}

// parent adds a fault when what a record belongs to is not there.
func parent(l *fault.List, c *folder.Content, kind record.Kind, field, id string) (any, bool) {
	v, ok := find(c, key{kind, id})
	switch {
	case id == "":
		l.Add(fault.Fault{Column: field, Reason: "is empty"})
	case !ok:
		l.Add(fault.Fault{Column: field, Value: id, Reason: fmt.Sprintf("there is no %s with this id", kind)})
	}
	return v, ok
}
