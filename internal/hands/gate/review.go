package gate

import (
	"context"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// Reviews returns one page of the rulings on what the coder proposed, oldest first. The words
// of recent reports, which may name a place that is held back, are left out.
func (g *Gate) Reviews(ctx context.Context, cursor string, limit int) (Page[record.Review], error) {
	f := ledger.Filter{Datasets: []string{record.ReviewsOf(g.sit.Dataset.ID)}}
	return read(ctx, g, record.KindReview, f, cursor, limit, Show, rules[record.Review]{
		clean: func(v *record.Review) { g.clean(&v.Who, &v.Why, &v.Actor, &v.Quote) },
		cut: func(s *Shown[record.Review], _ ledger.Record, late *delay) {
			if s.Record.Read >= late.from {
				s.Record.Why, s.Record.URL, s.Record.Quote = "", site(s.Record.URL), ""
				for i := range s.Record.Evidence { // which rule read which field stays
					s.Record.Evidence[i].Quote = ""
				}
				s.mark(Delayed)
			}
		},
	})
}
