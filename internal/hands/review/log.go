package review

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"detente/internal/hands/desk"
	"detente/internal/hands/edit"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/fault"
	"detente/internal/words/record"
)

// Importer is the name under which the ledger knows this package.
const Importer = "review"

// file is the name under which rulings stand in a batch.
const file = "reviews"

// Log keeps rulings in the store that the book writes to. It is safe for concurrent use.
type Log struct {
	book *edit.Book
	desk *desk.Desk
	now  func() time.Time
	turn sync.Mutex // one ruling at a time
}

// NewLog keeps rulings beside the edits of the book. now is the time at which they are made.
func NewLog(book *edit.Book, d *desk.Desk, now func() time.Time) *Log {
	return &Log{book: book, desk: d, now: now}
}

// note keeps a ruling of which nothing is made.
func (l *Log) note(ctx context.Context, v record.Review) error {
	faults := edit.Signed(v.Who, v.Why)
	if v.Why == "" { // it needs no reason
		faults = slices.DeleteFunc(faults, func(f fault.Fault) bool { return f.Column == "why" })
	}
	if len(faults) > 0 {
		return &edit.Refused{Faults: faults}
	}
	l.turn.Lock()
	defer l.turn.Unlock()
	return l.keep(ctx, v)
}

// take makes the edits and keeps the ruling, with the id of the record that was made. What comes first may be there already.
// An edit that was made stays if the ruling cannot be kept; the error says so.
func (l *Log) take(ctx context.Context, r edit.Request, first []edit.Request, v *record.Review) error {
	l.turn.Lock()
	defer l.turn.Unlock()
	for _, x := range first {
		if _, err := l.book.Apply(ctx, x); err != nil && !errors.Is(err, edit.ErrExists) {
			return err
		}
	}
	done, err := l.book.Apply(ctx, r)
	if err != nil {
		return err
	}
	if v.On != record.OnEvent {
		v.Record = done.ID
	}
	if err := l.keep(ctx, *v); err != nil {
		return fmt.Errorf("it was taken, but the ruling on it could not be kept: %w", err)
	}
	return nil
}

// keep appends one ruling.
func (l *Log) keep(ctx context.Context, v record.Review) error {
	page, err := l.desk.Reviews(ctx, "")
	if err != nil {
		return err
	}
	v.Number, v.At = fmt.Sprintf("%08d", page.Total+1), l.now().UTC().Truncate(time.Microsecond)
	payload, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("review: %w", err)
	}
	sum := sha256.Sum256(payload)
	on := calendar.FromTime(v.At)
	rec := ledger.Record{
		Kind: record.KindReview, ID: v.Number, Payload: payload, KnowableAt: on, File: file, Row: page.Total + 1, SHA256: hex.EncodeToString(sum[:]),
		Facets: ledger.Facets{
			Start: on, End: on, EventID: v.Event, Type: string(v.Ruling), Category: string(v.Type), Sensitivity: string(record.Public), Text: v.Who,
		},
	}
	rec.Seal()
	_, err = l.book.Beside(ctx, ledger.Batch{
		Dataset: record.ReviewsOf(l.desk.Situation().Dataset.ID), Importer: Importer, ImporterVersion: v.Rules, RecordedAt: v.At,
		Files: []ledger.File{{Name: file, SHA256: rec.SHA256, Rows: 1}},
		Records: func(yield func(ledger.Record, error) bool) {
			yield(rec, nil)
		},
	})
	if err != nil {
		return fmt.Errorf("review: %w", err)
	}
	return nil
}
