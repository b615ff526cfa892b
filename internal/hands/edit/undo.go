package edit

import (
	"fmt"
	"strings"

	"detente/internal/words/record"
)

// retract drafts the withdrawal of a record, and of what belongs to it.
func (b *Book) retract(r Request) (drafted, error) {
	k := key{r.Kind, r.ID}
	v, ok := find(b.laid.Content, k)
	if !ok {
		return drafted{}, fmt.Errorf("%w: %s %q", ErrNoRecord, r.Kind, r.ID)
	}
	if err := b.unmoved(k, v, r.Base); err != nil {
		return drafted{}, err
	}
	if e, ok := v.(record.Event); ok && e.Violent() && b.owns(k) {
		return drafted{}, refuse("type", "", "violent events are not edited; take the row out of the folder")
	}
	out := drafted{key: k}
	for _, at := range append([]key{k}, dependents(b.laid.Content, k)...) {
		v, _ := find(b.laid.Content, at)
		e, _, err := b.between(at, v, nil)
		if err != nil {
			return out, err
		}
		out.add(e, r)
	}
	return out, nil
}

// withdraw drafts taking back the edits of a record, so that the folder's own row holds
// again. What was taken away together with it comes back with it, and what was added to a
// record that is then no longer there goes with it.
func (b *Book) withdraw(r Request) (drafted, error) {
	k := key{r.Kind, r.ID}
	in := standing(b.edits)
	e, ok := in[k]
	if !ok {
		return drafted{}, fmt.Errorf("%w: %s %q", ErrNoEdit, r.Kind, r.ID)
	}
	if v, ok := find(b.laid.Content, k); ok {
		if err := b.unmoved(k, v, r.Base); err != nil {
			return drafted{}, err
		}
	}
	_, there := find(b.own, k)
	back := []key{k}
	for _, x := range b.edits {
		at := key{x.Kind, x.ID}
		last, stands := in[at]
		if !stands || last.Number != x.Number || !belongs(x, k) {
			continue
		}
		if !there || e.Action == record.Retract && x.Action == record.Retract {
			back = append(back, at)
		}
	}
	out := drafted{key: k}
	for _, at := range back {
		before, _ := find(b.laid.Content, at)
		after, _ := find(b.own, at)
		e, _, err := b.between(at, before, after)
		if err != nil {
			return out, err
		}
		out.add(e, r)
	}
	return out, nil
}

// add signs an edit with what was asked.
func (d *drafted) add(e record.Edit, r Request) {
	e.Action, e.Who, e.Why = r.Action, strings.TrimSpace(r.Who), strings.TrimSpace(r.Why)
	d.edits = append(d.edits, e)
}

// belongs reports whether an edit is of a record that belongs to another one.
func belongs(e record.Edit, to key) bool {
	payload := e.Record
	if payload == nil {
		payload = e.Before
	}
	v, err := record.Decode(e.Kind, payload)
	if err != nil {
		return false
	}
	switch v := v.(type) {
	case record.Source:
		return to.kind == record.KindEvent && v.EventID == to.id
	case record.Claim:
		return to.kind == record.KindEvent && v.EventID == to.id
	case record.Evidence:
		return to.kind == record.KindCommitment && v.CommitmentID == to.id
	}
	return false
}
