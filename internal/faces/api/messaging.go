package api

import (
	"context"

	"detente/internal/hands/desk"
	"detente/internal/hands/gate"
)

// MessagingFilters are the parameters that choose statements and the rules of comparison.
type MessagingFilters struct {
	Moment
	Sides   []string `query:"sides,explode" doc:"compare the institutions of these sides as one group; default: each end of each dyad for itself"`
	Issue   []string `query:"issue,explode"`
	By      string   `query:"by" doc:"who is compared: institution (default) or side"`
	Window  int      `query:"window" doc:"days of the moving window; default 180"`
	AtLeast int      `query:"at_least" doc:"statements a window needs for an index; default 4"`
	Near    int      `query:"near" doc:"days within which opposite statements contradict each other; default 30"`
	Weigh   string   `query:"weighting" doc:"a pair of institutions counts as often as the less heard spoke (statements, the default) or once (equal)"`
}

func (h *handlers) messaging(ctx context.Context, in *MessagingFilters, purpose gate.Purpose) (*desk.MessagingPage, error) {
	d, err := in.day()
	if err != nil {
		return nil, err
	}
	return h.desk.Messaging(ctx, desk.MessagingQuery{
		AsOf: d, Sides: in.Sides, Issues: in.Issue, By: in.By, Window: in.Window, AtLeast: in.AtLeast, Near: in.Near, Weigh: in.Weigh, Purpose: purpose,
	})
}
