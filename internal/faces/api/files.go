package api

import (
	"bytes"
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"detente/internal/hands/export"
	"detente/internal/hands/gate"
)

// The questions of the ledgers' files: those of the answers, and what of them the rows are.
type (
	tollRows struct {
		TollFilters
		Rows string `query:"rows" enum:"grades,places,periods,displaced,ucdp" default:"places" doc:"what the rows are"`
	}
	claimsRows struct {
		ClaimFilters
		Rows string `query:"rows" enum:"rivals,losses,speakers,months,after" default:"rivals" doc:"what the rows are"`
	}
	linkageRows struct {
		LinkageFilters
		Rows string `query:"rows" enum:"series,links,marks" default:"series" doc:"what the rows are"`
	}
	principlesRows struct {
		PrincipleFilters
		Rows string `query:"rows" enum:"months,evidence" default:"months" doc:"what the rows are"`
	}
	commitmentsRows struct {
		CommitmentFilters
		Rows string `query:"rows" enum:"items,scores,curve" default:"items" doc:"what the rows are"`
	}
	messagingRows struct {
		MessagingFilters
		Rows string `query:"rows" enum:"index,series,partings,contradictions,speakers,statements" default:"index" doc:"what the rows are"`
	}
	horizonRows struct {
		HorizonFilters
		Rows string `query:"rows" enum:"total,provinces,districts,past,history" default:"districts" doc:"what the rows are"`
	}
	crossingsRows struct {
		CrossingFilters
		Rows string `query:"rows" enum:"calendar,closures" default:"calendar" doc:"what the rows are"`
	}
)

// registerFiles adds what the ledgers say as files. Rows whose licence forbids to pass them on
// are left out of them.
func (h *handlers) registerFiles(api huma.API) {
	sheetOf(api, "toll", func(ctx context.Context, in *tollRows) (export.Sheet, error) {
		a, err := h.toll(ctx, &in.TollFilters, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.TollSheet(a, in.Rows), nil
	})
	sheetOf(api, "claims", func(ctx context.Context, in *claimsRows) (export.Sheet, error) {
		a, err := h.claims(ctx, &in.ClaimFilters, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.ClaimsSheet(a, in.Rows), nil
	})
	sheetOf(api, "linkage", func(ctx context.Context, in *linkageRows) (export.Sheet, error) {
		a, err := h.linkage(ctx, &in.LinkageFilters, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.LinkageSheet(a, in.Rows), nil
	})
	sheetOf(api, "principles", func(ctx context.Context, in *principlesRows) (export.Sheet, error) {
		a, err := h.principles(ctx, &in.PrincipleFilters, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.PrinciplesSheet(a, in.Rows), nil
	})
	sheetOf(api, "commitments", func(ctx context.Context, in *commitmentsRows) (export.Sheet, error) {
		a, err := h.commitments(ctx, &in.CommitmentFilters, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.CommitmentsSheet(a, in.Rows), nil
	})
	sheetOf(api, "messaging", func(ctx context.Context, in *messagingRows) (export.Sheet, error) {
		a, err := h.messaging(ctx, &in.MessagingFilters, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.MessagingSheet(a, in.Rows), nil
	})
	sheetOf(api, "crossings", func(ctx context.Context, in *crossingsRows) (export.Sheet, error) {
		a, err := h.crossings(ctx, &in.CrossingFilters, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.CrossingsSheet(a, in.Rows), nil
	})
	sheetOf(api, "horizon", func(ctx context.Context, in *horizonRows) (export.Sheet, error) {
		a, err := h.horizon(ctx, &in.HorizonFilters, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.HorizonSheet(a, in.Rows), nil
	})
	sheetOf(api, "channels", func(ctx context.Context, in *ChannelFilters) (export.Sheet, error) {
		a, err := h.channels(ctx, in, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.ChannelsSheet(a), nil
	})
	sheetOf(api, "returns", func(ctx context.Context, in *ReturnsFilters) (export.Sheet, error) {
		a, err := h.returns(ctx, in, gate.Export)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.ReturnsSheet(a), nil
	})
	sheetOf(api, "wake", func(ctx context.Context, in *woken) (export.Sheet, error) {
		a, err := h.wake(ctx, in)
		if err != nil {
			return export.Sheet{}, err
		}
		return export.WakeSheet(a.Body), nil
	})
	pointsOf(api, "toll", h.toll, export.TollGeoJSON)
	pointsOf(api, "horizon", h.horizon, export.HorizonGeoJSON)
	pointsOf(api, "claims", h.claims, export.ClaimsGeoJSON)
	pointsOf(api, "crossings", h.crossings, export.CrossingsGeoJSON)
}

// sheetOf registers a ledger as a CSV file.
func sheetOf[I any](api huma.API, ledger string, rows func(context.Context, *I) (export.Sheet, error)) {
	get(api, ledger+"-csv", "/"+ledger+".csv", "The answer of /"+ledger+" as a CSV file", func(ctx context.Context, in *I) (*file, error) {
		s, err := rows(ctx, in)
		if err != nil {
			return nil, err
		}
		return written("text/csv; charset=utf-8", ledger+".csv", s.CSV)
	})
}

// pointsOf registers a ledger as a GeoJSON file.
func pointsOf[I, T any](api huma.API, ledger string, ask func(context.Context, *I, gate.Purpose) (T, error), write func(io.Writer, T) error) {
	get(api, ledger+"-geojson", "/"+ledger+".geojson", "The answer of /"+ledger+" as a GeoJSON file", func(ctx context.Context, in *I) (*file, error) {
		a, err := ask(ctx, in, gate.Export)
		if err != nil {
			return nil, err
		}
		return written("application/geo+json", ledger+".geojson", func(w io.Writer) error { return write(w, a) })
	})
}

func written(kind, name string, write func(io.Writer) error) (*file, error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return nil, err
	}
	return &file{kind, `attachment; filename="` + name + `"`, b.Bytes()}, nil
}
