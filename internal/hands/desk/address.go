package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// addresses gives the addresses of the reports behind events, by event.
func (d *Desk) addresses(ctx context.Context, m Moment, ids []string) (map[string][]string, error) {
	out := make(map[string][]string, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	sources, err := d.sources(ctx, m)
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
