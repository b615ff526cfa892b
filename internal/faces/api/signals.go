package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/hands/gate"
)

// SignalFilters are the parameters that choose signals.
type SignalFilters struct {
	Span
	Dataset string   `query:"dataset" doc:"data set of signals; default: the first"`
	Country []string `query:"country,explode" doc:"two-letter code; repeat for any of several; default: all"`
	Type    []string `query:"type,explode" doc:"PLOVER type"`
}

func (h *handlers) signals(ctx context.Context, in *SignalFilters, _ gate.Purpose) (*desk.SignalWeeks, error) {
	d, err := in.Filters().query()
	if err != nil {
		return nil, err
	}
	return h.desk.SignalWeeks(ctx, desk.SignalQuery{AsOf: d.AsOf, From: d.From, To: d.To, Dataset: in.Dataset, Countries: in.Country, Types: in.Type})
}

// registerSignals adds what machines read in the news.
func (h *handlers) registerSignals(api huma.API) {
	get(api, "signals", "/signals", "Reports as machines read them, by week and type: signals, never events", shown(h.signals))
	sheetOf(api, "signals", func(ctx context.Context, in *SignalFilters) (export.Sheet, error) {
		a, err := h.signals(ctx, in, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.SignalWeekSheet(a), nil
	})
}
