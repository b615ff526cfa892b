package desk

import (
	"context"
	"time"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// snapshot is what assessments at one moment read: kept so that the page's panels, which
// ask together, do not each read the ledger again.
type snapshot struct {
	moment Moment
	events []record.Event
	shown  map[string]gate.Shown[record.Event]
}

// fresh is how long the desk trusts that no batch was added by another process.
const fresh = time.Second

// keep is the number of moments whose snapshots and assessments are kept.
const keep = 16

// renew drops what is kept when the ledger has changed, and returns the data version.
func (d *Desk) renew(ctx context.Context) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.version != "" && d.now().Sub(d.checked).Abs() < fresh {
		return d.version, nil
	}
	v, err := d.Version(ctx)
	if err != nil {
		return "", err
	}
	if v != d.version || len(d.snaps) > keep || len(d.assessed) > keep {
		d.snaps, d.assessed = map[string]*snapshot{}, map[string]*Assessment{}
	}
	d.version, d.checked = v, d.now()
	return v, nil
}

// snapshot returns all events of a moment, through the gate.
func (d *Desk) snapshot(ctx context.Context, m Moment) (*snapshot, error) {
	v, err := d.renew(ctx)
	if err != nil {
		return nil, err
	}
	// What the gate holds back depends on the day of reading.
	key := v + "|" + d.Today().String() + "|" + momentKey(m)
	d.mu.Lock()
	s := d.snaps[key]
	d.mu.Unlock()
	if s != nil {
		return s, nil
	}
	shown, err := drain(ctx, ledger.Filter{AsOf: m.AsOf}, d.gate.Events)
	if err != nil {
		return nil, err
	}
	s = &snapshot{moment: m, events: records(shown), shown: make(map[string]gate.Shown[record.Event], len(shown))}
	for _, e := range shown {
		s.shown[e.Record.ID] = e
	}
	d.mu.Lock()
	d.snaps[key] = s
	d.mu.Unlock()
	return s, nil
}

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
