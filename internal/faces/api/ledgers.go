package api

import (
	"context"

	"detente/internal/hands/desk"
	"detente/internal/hands/gate"
)

// ClaimFilters are the parameters that choose events and how their claims are compared.
type ClaimFilters struct {
	Filters
	By        string `query:"by" doc:"who is one speaker: speaker (default) or side"`
	Threshold int64  `query:"threshold" minimum:"0" doc:"fewest killed claimed on a date of claimed success; default 1"`
}

func (h *handlers) claims(ctx context.Context, in *ClaimFilters, purpose gate.Purpose) (*desk.ClaimPage, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	return h.desk.Claims(ctx, desk.ClaimQuery{Query: q, By: in.By, Threshold: in.Threshold, Purpose: purpose})
}

// TollFilters are the parameters that choose events and how their toll is cut.
type TollFilters struct {
	Filters
	Level  string `query:"level" doc:"how finely places are told apart: country, province (default) or district"`
	Period string `query:"period" doc:"length of a period: week, month (default) or year"`
}

func (h *handlers) toll(ctx context.Context, in *TollFilters, purpose gate.Purpose) (*desk.Toll, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	return h.desk.Toll(ctx, desk.TollQuery{Query: q, Level: in.Level, Period: in.Period, Purpose: purpose})
}

// Span is the days of a question.
type Span struct {
	Moment
	From string `query:"from" doc:"first day (YYYY-MM-DD)"`
	To   string `query:"to" doc:"last day (YYYY-MM-DD)"`
}

// LinkageFilters are the parameters that choose what is put on one axis.
type LinkageFilters struct {
	Span
	Dyad      string   `query:"dyad" doc:"a dyad of the situation; default: the first"`
	Crossing  string   `query:"crossing" doc:"a border point instead of the whole dyad"`
	Step      string   `query:"step" doc:"week (default) or month"`
	Base      string   `query:"base" doc:"id of the series set against the others; default strikes"`
	Transform string   `query:"transform" doc:"differences (default) or ranks"`
	Scope     string   `query:"scope" doc:"for which crossings are closed: pedestrian, cargo (default) or aid"`
	Indicator []string `query:"indicator,explode" doc:"only published figures of this indicator; repeat for any of several"`
	Publisher []string `query:"publisher,explode" doc:"only published figures of this publisher"`
}

func (h *handlers) linkage(ctx context.Context, in *LinkageFilters, purpose gate.Purpose) (*desk.LinkagePage, error) {
	d, err := in.Filters().query()
	if err != nil {
		return nil, err
	}
	return h.desk.Linkage(ctx, desk.LinkageQuery{
		AsOf: d.AsOf, From: d.From, To: d.To, Dyad: in.Dyad, Crossing: in.Crossing, Step: in.Step, Base: in.Base,
		Transform: in.Transform, Scope: in.Scope, Indicators: in.Indicator, Publishers: in.Publisher, Purpose: purpose,
	})
}

// PrincipleFilters are the parameters that choose principles.
type PrincipleFilters struct {
	Span
	Principle []string `query:"principle,explode" doc:"only this principle of the situation; repeat for any of several"`
}

func (h *handlers) principles(ctx context.Context, in *PrincipleFilters, purpose gate.Purpose) (*desk.PrincipleBoard, error) {
	d, err := in.Filters().query()
	if err != nil {
		return nil, err
	}
	return h.desk.Principles(ctx, desk.PrincipleQuery{AsOf: d.AsOf, From: d.From, To: d.To, Principles: in.Principle, Purpose: purpose})
}

// Filters reads the days as the filters of events do.
func (s Span) Filters() Filters { return Filters{Moment: s.Moment, From: s.From, To: s.To} }
