package desk

import (
	"context"
	"fmt"
	"strings"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// Datasets lists what can be asked for: the situation's own data set, then imported ones.
func (d *Desk) Datasets(ctx context.Context) ([]record.Dataset, error) { return d.gate.Datasets(ctx) }

// datasets are the ids of the data sets there are, looked up only when some are asked for.
func (d *Desk) datasets(ctx context.Context, asked []string) ([]string, error) {
	if len(asked) == 0 {
		return nil, nil
	}
	list, err := d.gate.Datasets(ctx)
	return codes(list, func(v record.Dataset) string { return v.ID }), err
}

// elsewhere looks an event up in the imported data sets. Where two of them use the id, it is
// asked for as DATASET/ID.
func (d *Desk) elsewhere(ctx context.Context, m Moment, id string) (gate.Shown[record.Event], error) {
	none := gate.Shown[record.Event]{}
	list, err := d.gate.Datasets(ctx)
	if err != nil {
		return none, err
	}
	var names []string
	for _, v := range list[1:] {
		if rest, ok := strings.CutPrefix(id, v.ID+"/"); ok {
			names, id = []string{v.ID}, rest
			break
		}
		names = append(names, v.ID)
	}
	if len(names) == 0 {
		return none, fmt.Errorf("%w: %s", ErrNoEvent, id)
	}
	page, err := d.gate.Events(ctx, ledger.Filter{AsOf: m.AsOf, IDs: []string{id}, Datasets: names}, "", len(names), gate.Show)
	switch {
	case err != nil:
		return none, err
	case len(page.Items) == 0:
		return none, fmt.Errorf("%w: %s", ErrNoEvent, id)
	case len(page.Items) > 1:
		both := codes(page.Items, func(s gate.Shown[record.Event]) string { return s.Provenance.Dataset + "/" + id })
		return none, &BadQuery{Field: "event", Value: id, Known: both}
	}
	return page.Items[0], nil
}
