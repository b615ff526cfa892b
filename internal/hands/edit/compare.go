package edit

import (
	"fmt"
	"strings"

	"detente/internal/hands/folder"
	"detente/internal/words/record"
)

// compare drafts the edits by which what is there becomes what was read: the record itself,
// and what stands in the same row or beside it.
func (w *writing) compare(got *folder.Content) (drafted, error) {
	v, _ := w.result(got)
	id, err := w.identity(got, v)
	if err != nil {
		return drafted{}, err
	}
	k := key{w.request.Kind, id}
	v = labelled(withID(v, id), w.before)
	if w.before == nil {
		if err := w.alone(k, v); err != nil {
			return drafted{}, err
		}
	}
	out := drafted{key: k, notes: w.notes}
	if err := w.change(&out, k, w.before, v); err != nil {
		return out, err
	}
	beside := map[key]any{} // what the row says further
	switch w.request.Kind {
	case record.KindCommitment:
		first := key{record.KindEvidence, id + "#1"}
		if len(got.Evidence) > 0 {
			beside[first] = got.Evidence[0].Record
		} else if _, ok := find(w.book.laid.Content, first); ok {
			beside[first] = nil
		}
	case record.KindEvent:
		if len(got.Sources) > 0 {
			s := got.Sources[0].Record
			beside[key{record.KindSource, s.ID}] = s
		}
	}
	for at, v := range beside {
		before, _ := find(w.book.laid.Content, at)
		if err := w.change(&out, at, before, v); err != nil {
			return out, err
		}
	}
	if len(out.edits) == 0 {
		return out, fmt.Errorf("%w: %s %s", ErrNothing, k.kind, k.id)
	}
	return out, nil
}

// identity is the id of what was read. A corrected record keeps its own, even where the id of
// a new one would follow from its content.
func (w *writing) identity(got *folder.Content, v any) (string, error) {
	if w.before != nil {
		if id := naturalID(got, w.request.Kind); id != w.request.ID {
			if _, ok := find(w.book.laid.Content, key{w.request.Kind, id}); ok && w.request.Kind != record.KindEvidence {
				return "", &there{key: key{w.request.Kind, id}}
			}
		}
		return w.request.ID, nil
	}
	if e, ok := v.(record.Evidence); ok {
		return w.book.nextEvidence(e.CommitmentID, w.taken), nil
	}
	return naturalID(got, w.request.Kind), nil
}

func naturalID(got *folder.Content, kind record.Kind) (out string) {
	each(got, kind, func(id string, _ any) { out = id })
	return out
}

// nextEvidence is the first id of a commitment's evidence that was never used.
func (b *Book) nextEvidence(commitment string, taken map[key]bool) string {
	used := map[string]bool{}
	for _, c := range []*folder.Content{b.own, b.laid.Content} {
		each(c, record.KindEvidence, func(id string, _ any) { used[id] = true })
	}
	for _, e := range b.edits {
		if e.Kind == record.KindEvidence {
			used[e.ID] = true
		}
	}
	for k := range taken {
		used[k.id] = used[k.id] || k.kind == record.KindEvidence
	}
	for n := 1; ; n++ {
		if id := fmt.Sprintf("%s#%d", commitment, n); !used[id] {
			return id
		}
	}
}

// alone refuses to add what is there already, under its id or under another one.
func (w *writing) alone(k key, v any) error {
	if _, ok := find(w.book.laid.Content, k); ok {
		return &there{key: k}
	}
	bare, _, err := versionOf(k, withID(v, ""))
	if err != nil {
		return err
	}
	twin := ""
	each(w.book.laid.Content, k.kind, func(id string, x any) {
		if version, _, _ := versionOf(k, withID(x, "")); version == bare {
			twin = id
		}
	})
	if twin != "" {
		return &there{key: key{k.kind, twin}, same: true}
	}
	return nil
}

// there is ErrExists with the record that is there.
type there struct {
	key
	same bool // it says the same
}

// Error names the record.
func (t *there) Error() string {
	if t.same {
		return fmt.Sprintf("%v: %s %s says the same", ErrExists, t.kind, t.id)
	}
	return fmt.Sprintf("%v: %s %s; correct it instead", ErrExists, t.kind, t.id)
}

// Is tells errors.Is that it is ErrExists.
func (t *there) Is(target error) bool { return target == ErrExists }

// change adds the edit by which before becomes after; nil is no record. Records that are
// the same need none.
func (w *writing) change(out *drafted, k key, before, after any) error {
	e, ok, err := w.book.between(k, before, after)
	if err != nil || !ok {
		return err
	}
	switch {
	case after == nil:
		e.Action = record.Retract
	case before == nil:
		e.Action = record.Add
	default:
		e.Action = record.Correct
	}
	e.Who, e.Why = strings.TrimSpace(w.request.Who), strings.TrimSpace(w.request.Why)
	out.edits = append(out.edits, e)
	return nil
}

// between fills in an edit with versions and contents; ok is false when nothing changes.
func (b *Book) between(k key, before, after any) (e record.Edit, ok bool, err error) {
	e = record.Edit{Kind: k.kind, ID: k.id, Sensitivity: b.above(before, after)}
	if before != nil {
		if e.Base, e.Before, err = versionOf(k, before); err != nil {
			return e, false, err
		}
	}
	if after != nil {
		if e.Version, e.Record, err = versionOf(k, after); err != nil {
			return e, false, err
		}
	}
	if own, there := find(b.own, k); there {
		if e.Own, _, err = versionOf(k, own); err != nil {
			return e, false, err
		}
	}
	return e, e.Base != e.Version, nil
}

// above is the label of what the record belongs to, which travels to it.
func (b *Book) above(versions ...any) record.Sensitivity {
	label := record.Sensitivity("")
	for _, v := range versions {
		k := key{}
		switch v := v.(type) {
		case record.Source:
			k = key{record.KindEvent, v.EventID}
		case record.Claim:
			k = key{record.KindEvent, v.EventID}
		case record.Evidence:
			k = key{record.KindCommitment, v.CommitmentID}
		}
		for _, c := range []*folder.Content{b.own, b.laid.Content} {
			if p, ok := find(c, k); ok {
				label = record.Stricter(label, record.SensitivityOf(p))
			}
		}
	}
	if label == record.Public {
		label = ""
	}
	return label
}
