package desk

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/thinking/retaliation"
	"detente/internal/words/record"
)

// snapshot is every event of a moment, as shown.
type snapshot struct {
	moment Moment
	events []record.Event
	shown  map[string]gate.Shown[record.Event]

	fit    sync.Once // of the retaliation model, which takes seconds
	fitted *Retaliation
	result *retaliation.Result
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

// sources returns all reports of a moment, of the situation's own data set or of those named.
func (d *Desk) sources(ctx context.Context, m Moment, datasets ...string) ([]gate.Shown[record.Source], error) {
	return recall(ctx, d, fmt.Sprintf("sources %s %q", momentKey(m), datasets), func() ([]gate.Shown[record.Source], error) {
		return drain(ctx, ledger.Filter{AsOf: m.AsOf, Datasets: datasets}, d.gate.Sources)
	})
}

// behind is the claims and reports of a moment by event.
type behind struct {
	claims  map[eventKey][]record.Claim
	sources map[eventKey][]record.Source
}

// eventKey names an event: two data sets may use the same id. The situation's own has none.
type eventKey struct{ dataset, id string }

func (d *Desk) key(dataset, id string) eventKey {
	if dataset == d.sit.Dataset.ID {
		dataset = ""
	}
	return eventKey{dataset, id}
}

// small is the number of events up to which what is behind all of them is read at once;
// a larger ledger is asked about the events at hand.
const small = 20000

// behind returns the claims and reports of at least the given events, of the situation's own
// data set or of those named.
func (d *Desk) behind(ctx context.Context, m Moment, ids []string, datasets ...string) (*behind, error) {
	if len(datasets) > 0 {
		return d.readBehind(ctx, ledger.Filter{AsOf: m.AsOf, EventIDs: ids, Datasets: datasets})
	}
	held, err := recall(ctx, d, "how many events "+momentKey(m), func() (ledger.Bounds, error) {
		return d.gate.Bounds(ctx, ledger.Filter{AsOf: m.AsOf, Kinds: []record.Kind{record.KindEvent}})
	})
	if err != nil {
		return nil, err
	}
	if held.Records > small {
		return d.readBehind(ctx, ledger.Filter{AsOf: m.AsOf, EventIDs: ids})
	}
	return recall(ctx, d, "behind "+momentKey(m), func() (*behind, error) {
		// All reports are asked for by others too, and read once.
		return d.joinBehind(ctx, ledger.Filter{AsOf: m.AsOf}, func() ([]gate.Shown[record.Source], error) { return d.sources(ctx, m) })
	})
}

func (d *Desk) readBehind(ctx context.Context, f ledger.Filter) (*behind, error) {
	return d.joinBehind(ctx, f, func() ([]gate.Shown[record.Source], error) { return drain(ctx, f, d.gate.Sources) })
}

// joinBehind reads claims and reports side by side: each waits for the store most of the time.
func (d *Desk) joinBehind(ctx context.Context, f ledger.Filter, reports func() ([]gate.Shown[record.Source], error)) (*behind, error) {
	var sources []gate.Shown[record.Source]
	var errSources error
	var beside sync.WaitGroup
	beside.Go(func() { sources, errSources = reports() })
	claims, err := drain(ctx, f, d.gate.Claims)
	beside.Wait()
	if err := errors.Join(err, errSources); err != nil {
		return nil, err
	}
	out := &behind{map[eventKey][]record.Claim{}, map[eventKey][]record.Source{}}
	for _, c := range claims {
		k := d.key(c.Provenance.Dataset, c.Record.EventID)
		out.claims[k] = append(out.claims[k], c.Record)
	}
	for _, r := range sources {
		k := d.key(r.Provenance.Dataset, r.Record.EventID)
		out.sources[k] = append(out.sources[k], r.Record)
	}
	return out, nil
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

// Stamp names the data and the day behind answers: it changes with a batch and at midnight.
func (d *Desk) Stamp(ctx context.Context) (string, error) {
	v, err := d.renew(ctx)
	return v + " " + d.Today().String(), err
}
