package desk

import (
	"context"
	"sync"
	"time"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// snapshot is every event of a moment, as shown.
type snapshot struct {
	moment Moment
	events []record.Event
	shown  map[string]gate.Shown[record.Event]

	fit    sync.Once // of the retaliation model, which takes seconds
	fitted *Retaliation
	fitErr error
}

// snapshot returns all events of a moment, through the gate.
func (d *Desk) snapshot(ctx context.Context, m Moment) (*snapshot, error) {
	return recall(ctx, d, "snapshot "+momentKey(m), func() (*snapshot, error) {
		shown, err := d.events(ctx, ledger.Filter{AsOf: m.AsOf})
		if err != nil {
			return nil, err
		}
		s := &snapshot{moment: m, events: records(shown), shown: make(map[string]gate.Shown[record.Event], len(shown))}
		for _, e := range shown {
			s.shown[e.Record.ID] = e
		}
		return s, nil
	})
}

// events returns all events of a filter.
func (d *Desk) events(ctx context.Context, f ledger.Filter) ([]gate.Shown[record.Event], error) {
	return recall(ctx, d, "events "+nameOf(f), func() ([]gate.Shown[record.Event], error) { return drain(ctx, f, d.gate.Events) })
}

// claims returns all claims of a moment.
func (d *Desk) claims(ctx context.Context, m Moment) ([]gate.Shown[record.Claim], error) {
	return recall(ctx, d, "claims "+momentKey(m), func() ([]gate.Shown[record.Claim], error) {
		return drain(ctx, ledger.Filter{AsOf: m.AsOf}, d.gate.Claims)
	})
}

// sources returns all reports of a moment.
func (d *Desk) sources(ctx context.Context, m Moment) ([]gate.Shown[record.Source], error) {
	return recall(ctx, d, "sources "+momentKey(m), func() ([]gate.Shown[record.Source], error) {
		return drain(ctx, ledger.Filter{AsOf: m.AsOf}, d.gate.Sources)
	})
}

// momentKey names a moment: the day that windows end on and what may be known.
func momentKey(m Moment) string {
	k := m.Day.String()
	if m.Asked {
		k += "!"
	}
	if m.AsOf.Recorded != nil {
		k += m.AsOf.Recorded.Format(time.RFC3339Nano)
	}
	return k
}
