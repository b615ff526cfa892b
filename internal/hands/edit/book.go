package edit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"detente/internal/hands/folder"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Importer is the name under which the ledger knows this package.
const Importer = "edit"

// Book holds a folder and the edits made to it, and records further ones in a store that is
// open for writing. It is safe for concurrent use; edits are taken one at a time.
type Book struct {
	store   ledger.Store
	own     *folder.Content
	now     func() time.Time
	version string // of the importers

	mu    sync.Mutex
	edits []record.Edit
	laid  *Laid
}

// Open reads the edits of the folder's data set and lays them over its rows. version is that
// of the rules of reading; now is the time at which edits are made.
func Open(ctx context.Context, store ledger.Store, own *folder.Content, now func() time.Time, version string) (*Book, error) {
	edits, err := Read(ctx, store, own.Situation.Dataset.ID)
	if err != nil {
		return nil, err
	}
	laid, err := Lay(own, edits)
	if err != nil {
		return nil, err
	}
	return &Book{store: store, own: own, now: now, version: version, edits: edits, laid: laid}, nil
}

// Laid returns the folder with the edits that are in force.
func (b *Book) Laid() *Laid {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.laid
}

// Batch is the situation with its edits, for the ledger.
func (b *Book) Batch() ledger.Batch { return b.Laid().Batch(b.now(), b.version) }

// Beside appends a batch of another data set to the store that the book writes to.
func (b *Book) Beside(ctx context.Context, batch ledger.Batch) (ledger.Manifest, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.store.Append(ctx, batch)
}

// Apply records one change, and takes it into the situation's data set. It returns a *Refused
// when fields are faulty, or one of the errors of this package; nothing was recorded then.
func (b *Book) Apply(ctx context.Context, r Request) (Receipt, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	d, err := b.draft(ctx, r, nil)
	if err != nil {
		return Receipt{}, err
	}
	done, err := b.record(ctx, d.edits)
	if err != nil {
		return Receipt{}, err
	}
	out := Receipt{Kind: d.key.kind, ID: d.key.id, Edits: done, Notes: append([]Note{}, d.notes...)}
	if v, ok := find(b.laid.Content, d.key); ok {
		out.Version, _, err = versionOf(d.key, v)
	}
	return out, err
}

// record numbers edits, appends them as one batch and lays them over the folder. Edits that
// were appended count even if what follows fails: the next load takes them in.
func (b *Book) record(ctx context.Context, edits []record.Edit) ([]Done, error) {
	at := b.now().UTC().Truncate(time.Microsecond)
	sum := sha256.New()
	list := make([]ledger.Record, len(edits))
	done := make([]Done, len(edits))
	for i := range edits {
		e := &edits[i]
		e.Number, e.At = fmt.Sprintf("%08d", len(b.edits)+i+1), at
		r, err := sealed(e)
		if err != nil {
			return nil, err
		}
		sum.Write(r.Payload)
		list[i] = r
		done[i] = Done{e.Number, e.Action, e.Kind, e.ID, e.Version}
	}
	if err := b.leaving(edits); err != nil {
		return nil, err
	}
	_, err := b.store.Append(ctx, ledger.Batch{
		Dataset: record.EditsOf(b.own.Situation.Dataset.ID), Importer: Importer, ImporterVersion: b.version, RecordedAt: at,
		Files: []ledger.File{{Name: File, SHA256: hex.EncodeToString(sum.Sum(nil)), Rows: len(list)}},
		Records: func(yield func(ledger.Record, error) bool) {
			for _, r := range list {
				if !yield(r, nil) {
					return
				}
			}
		},
	})
	if err != nil {
		return nil, fmt.Errorf("edit: %w", err)
	}
	b.edits = append(b.edits, edits...)
	laid, err := Lay(b.own, b.edits)
	if err != nil {
		return nil, err
	}
	b.laid = laid
	if _, err := b.store.Append(ctx, laid.Batch(at, b.version)); err != nil {
		return nil, fmt.Errorf("edit: recorded, and taken into the situation at the next load: %w", err)
	}
	return done, nil
}

// leaving refuses edits by which a row would leave the data set while the folder has faults:
// only a whole batch withdraws anything.
func (b *Book) leaving(edits []record.Edit) error {
	if b.own.Faults.Errors() == 0 {
		return nil
	}
	for _, e := range edits {
		k := key{e.Kind, e.ID}
		_, there := find(b.own, k)
		if e.Action == record.Retract || e.Action == record.Withdraw && !there {
			return ErrFaulty
		}
	}
	return nil
}

// sealed is an edit as a record of the ledger. It can be known from the day on which it was made.
func sealed(e *record.Edit) (ledger.Record, error) {
	payload, err := json.Marshal(e)
	if err != nil {
		return ledger.Record{}, fmt.Errorf("edit: %w", err)
	}
	day := calendar.FromTime(e.At)
	sum := sha256.Sum256(payload)
	r := ledger.Record{
		Kind: record.KindEdit, ID: e.Number, Payload: payload, KnowableAt: day, File: File, Row: place(e.Number),
		SHA256: hex.EncodeToString(sum[:]),
		Facets: ledger.Facets{
			Start: day, End: day, EventID: e.ID, Category: string(e.Kind), Type: string(e.Action),
			Sensitivity: string(labelOf(e)), Text: e.Who + " " + e.Why,
		},
	}
	r.Seal()
	return r, nil
}

// labelOf is the stricter label of what was there before and what holds then.
func labelOf(e *record.Edit) record.Sensitivity {
	label := e.Sensitivity
	for _, payload := range []json.RawMessage{e.Before, e.Record} {
		if payload == nil {
			continue
		}
		v, err := record.Decode(e.Kind, payload)
		if err != nil {
			return record.Confidential // what cannot be read is not shown
		}
		label = record.Stricter(label, record.SensitivityOf(v))
	}
	return record.Stricter(label, "")
}
