package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
)

// addresses gives the addresses of the reports behind events, by event.
func (d *Desk) addresses(ctx context.Context, m Moment, ids []string, datasets ...string) (map[string][]string, error) {
	out := make(map[string][]string, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	sources, err := d.sources(ctx, m, datasets...)
	if err != nil {
		return nil, err
	}
	for _, s := range sources {
		if r := s.Record; wanted[r.EventID] && !slices.Contains(out[r.EventID], r.URL) {
			out[r.EventID] = append(out[r.EventID], r.URL)
		}
	}
	return out, nil
}

// places gives a number with two places.
func places(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

// trim drops the space that an empty part leaves at the end of a sentence.
func trim(s string) string { return strings.TrimSpace(s) }

// drainFor reads every page of a kind for a purpose, and counts what its licence keeps back.
func drainFor[T any](ctx context.Context, f ledger.Filter, p gate.Purpose, next func(context.Context, ledger.Filter, string, int, gate.Purpose) (gate.Page[T], error)) (out []T, withheld int, err error) {
	shown, err := drain(ctx, f, func(ctx context.Context, f ledger.Filter, cursor string, limit int, _ gate.Purpose) (gate.Page[T], error) {
		page, err := next(ctx, f, cursor, limit, p)
		withheld += page.Withheld.Licence
		return page, err
	})
	return records(shown), withheld, err
}
