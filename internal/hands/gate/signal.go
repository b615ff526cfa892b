package gate

import (
	"context"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// Signals returns one page of signals. Their places are shown by country: nobody checked them, and
// a machine takes the seat of a ministry for the place of an act.
func (g *Gate) Signals(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Signal], error) {
	return read(ctx, g, record.KindSignal, f, cursor, limit, p, rules[record.Signal]{
		clean: func(s *record.Signal) {
			g.clean(&s.Initiator.Name, &s.Target.Name)
			s.Place = record.Place{Country: s.Place.Country, Precision: record.Country}
		},
		cut: func(s *Shown[record.Signal], _ ledger.Record, _ *delay) { s.Place = ByCountry },
	})
}

// Counted counts the mentions, publishers and reports of signals of a data set that were known at
// a moment, by the id of the signal. A signal without mentions has no entry.
func (g *Gate) Counted(ctx context.Context, at ledger.AsOf, dataset string, signals []string) (map[string]record.Counted, error) {
	out := map[string]record.Counted{}
	if len(signals) == 0 {
		return out, nil
	}
	type of struct{ signal, name string }
	publishers, reports := map[of]bool{}, map[of]bool{}
	f := ledger.Filter{AsOf: at, Datasets: []string{record.MentionsOf(dataset)}, EventIDs: signals}
	for cursor := ""; ; {
		page, err := read(ctx, g, record.KindMention, f, cursor, 5000, Show, rules[record.Mention]{clean: func(*record.Mention) {}})
		if err != nil {
			return nil, err
		}
		for _, v := range page.Items {
			m := v.Record
			c := out[m.Signal]
			c.Mentions++
			if k := (of{m.Signal, m.Publisher}); m.Publisher != "" && !publishers[k] {
				publishers[k] = true
				c.Sources++
			}
			if k := (of{m.Signal, m.Report}); !reports[k] {
				reports[k] = true
				c.Articles++
			}
			out[m.Signal] = c
		}
		if cursor = page.Next; cursor == "" {
			return out, nil
		}
	}
}
