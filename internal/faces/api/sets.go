package api

import (
	"context"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/hands/gate"
)

// LinkedFilters are the parameters that choose events of the situation's own data set and of imported ones.
type LinkedFilters struct {
	Filters
	Standing string `query:"standing" enum:"linked,own,others,outside" doc:"only events that are linked; of the situation's own data set alone; of another alone; or of the own on days that no other reaches"`
	Order    string `query:"order" enum:"asc,desc" default:"asc" doc:"desc is newest first"`
}

type linkedRows struct {
	LinkedFilters
	Limit  int `query:"limit" default:"100" minimum:"1" maximum:"2000"`
	Offset int `query:"offset" minimum:"0" doc:"rows left out at the start"`
}

func (h *handlers) linked(ctx context.Context, in *LinkedFilters, limit, offset int, purpose gate.Purpose) (*desk.LinkedPage, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	q.Newest = in.Order == "desc"
	return h.desk.LinkedRows(ctx, desk.LinkedQuery{Query: q, Standing: in.Standing, Limit: limit, Offset: offset, Purpose: purpose})
}

// compareFilters choose events, and one imported data set.
type compareFilters struct{ Filters }

func (h *handlers) compare(ctx context.Context, in *compareFilters, purpose gate.Purpose) (*desk.Compared, error) {
	if len(in.Dataset) != 1 {
		return nil, &desk.BadQuery{Field: "dataset", Value: fmt.Sprint(in.Dataset), Reason: "one imported data set at a time is set beside the situation's own"}
	}
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	return h.desk.Compare(ctx, desk.ComparedQuery{Query: q, Dataset: in.Dataset[0], Purpose: purpose})
}

// registerSets adds what is asked of imported data sets beside the situation's own.
func (h *handlers) registerSets(api huma.API) {
	get(api, "linked", "/linked", "Events of several data sets, with one row for those that are taken for one", func(ctx context.Context, in *linkedRows) (*body[*desk.LinkedPage], error) {
		return answer(h.linked(ctx, &in.LinkedFilters, in.Limit, in.Offset, gate.Show))
	})
	get(api, "compare", "/compare", "The human cost in an imported data set beside the situation's own, by month, and why they differ", shown(h.compare))
	sheetOf(api, "linked", func(ctx context.Context, in *LinkedFilters) (export.Sheet, error) {
		a, err := h.linked(ctx, in, 0, 0, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.Linked(a), nil
	})
	sheetOf(api, "compare", func(ctx context.Context, in *compareFilters) (export.Sheet, error) {
		a, err := h.compare(ctx, in, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.ComparedSheet(a), nil
	})
}
