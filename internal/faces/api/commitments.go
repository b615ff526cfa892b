package api

import (
	"context"

	"detente/internal/hands/desk"
	"detente/internal/hands/gate"
)

// CommitmentFilters are the parameters that choose and weigh commitments.
type CommitmentFilters struct {
	Moment
	Side      []string `query:"side,explode" doc:"a side of the institution; repeat for any of several"`
	Theme     []string `query:"theme,explode"`
	Status    []string `query:"status,explode" doc:"announced, in_progress, partial, implemented, not_implemented, abandoned or unknown"`
	Overdue   bool     `query:"overdue" doc:"only those past their day"`
	Weighting string   `query:"weighting" doc:"what counts once: equal (every commitment, the default), theme or side"`
	Weight    []string `query:"weight,explode" doc:"factor of a theme or side, as border=2; repeat for several" example:"border=2"`
	Followed  string   `query:"followed" doc:"up to when a commitment counts as followed: as_of (default) or last_reading"`
	GivenUp   string   `query:"given_up" doc:"what was given up is a competing end (default) or censored"`
}

type oneCommitment struct {
	Moment
	ID string `path:"id" doc:"commitment id" maxLength:"200"`
}

func (h *handlers) commitments(ctx context.Context, in *CommitmentFilters, purpose gate.Purpose) (*desk.CommitmentPage, error) {
	d, err := in.day()
	if err != nil {
		return nil, err
	}
	w, err := desk.Weights(in.Weight)
	if err != nil {
		return nil, err
	}
	return h.desk.Commitments(ctx, desk.CommitmentQuery{
		AsOf: d, Sides: in.Side, Themes: in.Theme, Statuses: in.Status, Overdue: in.Overdue,
		Each: in.Weighting, Weights: w, Followed: in.Followed, Dropped: in.GivenUp, Purpose: purpose,
	})
}

func (h *handlers) commitment(ctx context.Context, in *oneCommitment) (*body[*desk.CommitmentDossier], error) {
	d, err := in.day()
	if err != nil {
		return nil, err
	}
	return answer(h.desk.Commitment(ctx, in.ID, d))
}
