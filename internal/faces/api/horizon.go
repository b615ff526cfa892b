package api

import (
	"context"

	"detente/internal/hands/desk"
	"detente/internal/hands/gate"
)

// HorizonFilters are the parameters that choose months ahead.
type HorizonFilters struct {
	Moment
	Measure string `query:"measure" enum:"events,deaths" default:"events" doc:"what is forecast: violent events, or deaths in them"`
	Leads   int    `query:"leads" minimum:"1" maximum:"12" default:"6" doc:"months ahead"`
}

func (h *handlers) horizon(ctx context.Context, in *HorizonFilters, purpose gate.Purpose) (*desk.HorizonPage, error) {
	d, err := in.day()
	if err != nil {
		return nil, err
	}
	return h.desk.Horizon(ctx, desk.HorizonQuery{AsOf: d, Measure: in.Measure, Leads: in.Leads, Purpose: purpose})
}
