package api

import (
	"context"

	"detente/internal/hands/desk"
	"detente/internal/hands/gate"
)

// ChannelFilters are the parameters that choose channels.
type ChannelFilters struct {
	Moment
	Channel []string `query:"channel,explode" doc:"a channel of the situation"`
}

func (h *handlers) channels(ctx context.Context, in *ChannelFilters, _ gate.Purpose) (*desk.ChannelPage, error) {
	d, err := in.day()
	if err != nil {
		return nil, err
	}
	p, err := h.desk.Channels(ctx, d)
	if err != nil {
		return nil, err
	}
	return p.Only(in.Channel...)
}

// Days are the first and last day of a question.
type Days struct {
	From string `query:"from" doc:"first day (YYYY-MM-DD)"`
	To   string `query:"to" doc:"last day (YYYY-MM-DD)"`
}

// CrossingFilters are the parameters that choose states of crossings.
type CrossingFilters struct {
	Moment
	Days
	Crossing []string `query:"crossing,explode" doc:"a crossing of the situation"`
	Scope    []string `query:"scope,explode" doc:"pedestrian, cargo or aid"`
}

func (h *handlers) crossings(ctx context.Context, in *CrossingFilters, purpose gate.Purpose) (*desk.CrossingPage, error) {
	q := desk.CrossingQuery{Crossings: in.Crossing, Scopes: in.Scope, Purpose: purpose}
	var err error
	if q.AsOf, err = in.day(); err != nil {
		return nil, err
	}
	if q.From, err = day("from", in.From); err != nil {
		return nil, err
	}
	if q.To, err = day("to", in.To); err != nil {
		return nil, err
	}
	return h.desk.Crossings(ctx, q)
}

// ReturnsFilters are the parameters that choose figures of returns.
type ReturnsFilters struct {
	Moment
	Days
	Indicator []string `query:"indicator,explode" doc:"an indicator of returns or deportations"`
	Region    []string `query:"region,explode" doc:"a region of the figures, which may be a crossing"`
	Publisher []string `query:"publisher,explode" doc:"who published the figures"`
}

func (h *handlers) returns(ctx context.Context, in *ReturnsFilters, purpose gate.Purpose) (*desk.ReturnsPage, error) {
	q := desk.ReturnsQuery{Indicators: in.Indicator, Regions: in.Region, Publisher: in.Publisher, Purpose: purpose}
	var err error
	if q.AsOf, err = in.day(); err != nil {
		return nil, err
	}
	if q.From, err = day("from", in.From); err != nil {
		return nil, err
	}
	if q.To, err = day("to", in.To); err != nil {
		return nil, err
	}
	return h.desk.Returns(ctx, q)
}
