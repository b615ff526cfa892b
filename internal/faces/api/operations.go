package api

import (
	"bytes"
	"context"
	"io"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"detente/internal/hands/brief"
	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/hands/gate"
)

// body is an answer in JSON.
type body[T any] struct{ Body T }

// file is an answer as a file.
type file struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

type none struct{}

type oneEvent struct {
	Moment
	ID string `path:"id" doc:"event id" maxLength:"200"`
}

type paged struct {
	Filters
	Limit  int    `query:"limit" default:"100" minimum:"1" maximum:"2000"`
	Cursor string `query:"cursor" doc:"cursor of the page before"`
	Order  string `query:"order" enum:"asc,desc" default:"asc" doc:"desc is newest first"`
}

type asked struct {
	Moment
	Format string `query:"format" enum:"html,md" default:"html"`
}

func (h *handlers) register(api huma.API) {
	get(api, "situation", "/situation", "What the situation is: sides, dyads, places, words, data set", func(ctx context.Context, _ *none) (*body[*desk.About], error) {
		return answer(h.desk.About(ctx, h.version))
	})
	get(api, "assess", "/assess", "The verdict for each dyad and place", func(ctx context.Context, in *Moment) (*body[*desk.Assessment], error) {
		d, err := in.day()
		if err != nil {
			return nil, err
		}
		return answer(h.desk.Assess(ctx, d))
	})
	get(api, "events", "/events", "Events, page by page", func(ctx context.Context, in *paged) (*body[desk.EventPage], error) {
		q, err := in.query()
		if err != nil {
			return nil, err
		}
		q.Newest = in.Order == "desc"
		return answer(h.desk.Events(ctx, q, in.Cursor, in.Limit, gate.Show))
	})
	get(api, "event", "/events/{id}", "One event with its claims, reports and provenance", func(ctx context.Context, in *oneEvent) (*body[*desk.Dossier], error) {
		d, err := in.day()
		if err != nil {
			return nil, err
		}
		return answer(h.desk.Event(ctx, in.ID, d))
	})
	get(api, "events-csv", "/events.csv", "Events as a CSV file", func(ctx context.Context, in *Filters) (*file, error) {
		return h.export(ctx, in, "text/csv; charset=utf-8", "events.csv", export.CSV)
	})
	get(api, "events-geojson", "/events.geojson", "Events as a GeoJSON file", func(ctx context.Context, in *Filters) (*file, error) {
		return h.export(ctx, in, "application/geo+json", "events.geojson", export.GeoJSON)
	})
	get(api, "timeline", "/timeline", "Events and deaths by week", panel(h.desk.Timeline))
	get(api, "map", "/map", "Events as points", panel(h.desk.Map))
	get(api, "toll", "/toll", "Human cost as ranges, by place, period and grade of evidence", shown(h.toll))
	get(api, "claims", "/claims", "What was claimed against what others counted and what followed", shown(h.claims))
	get(api, "linkage", "/linkage", "Series on one axis of time, and how they move together", shown(h.linkage))
	get(api, "principles", "/principles", "Progress and regress under each principle, by month", shown(h.principles))
	get(api, "commitments", "/commitments", "Where commitments stand, how far they were carried out and how long it took", shown(h.commitments))
	get(api, "commitment", "/commitments/{id}", "One commitment with its history and reports", h.commitment)
	get(api, "messaging", "/messaging", "Whether institutions say the same thing, by issue over time", shown(h.messaging))
	get(api, "channels", "/channels", "How each channel is used: contacts, rhythm, what followed", shown(h.channels))
	get(api, "crossings", "/crossings", "Which crossings are open, for whom, closures and their ends", shown(h.crossings))
	get(api, "returns", "/returns", "Returns and deportations as published, against what was announced", shown(h.returns))
	get(api, "horizon", "/horizon", "The months ahead by the situation's own records, in total and by district, beside earlier forecasts", shown(h.horizon))
	get(api, "health", "/health", "How new the data is and how far reporting reaches", func(ctx context.Context, in *Moment) (*body[*desk.Health], error) {
		d, err := in.day()
		if err != nil {
			return nil, err
		}
		return answer(h.desk.Health(ctx, d))
	})
	get(api, "retaliation", "/retaliation", "Which kind of event follows which, how strongly and how fast", h.retaliation)
	get(api, "retaliation-checks", "/retaliation/checks", "The checks of which kind of event follows which: placebos, thinning, other orders within a day; 202 while they run", h.checks)
	get(api, "wake", "/wake", "What followed one kind of event, against matched events of another, by days and distance", h.wake)
	get(api, "brief", "/brief", "The situation report", h.brief)
	h.registerSets(api)
	h.registerSignals(api)
	h.registerFiles(api)
	h.registerEdits(api)
	h.registerReviews(api)
}

// shown makes a handler of a ledger's question.
func shown[I, T any](ask func(context.Context, *I, gate.Purpose) (T, error)) func(context.Context, *I) (*body[T], error) {
	return func(ctx context.Context, in *I) (*body[T], error) { return answer(ask(ctx, in, gate.Show)) }
}

// panel makes a handler of a desk method that takes a query.
func panel[T any](ask func(context.Context, desk.Query) (T, error)) func(context.Context, *Filters) (*body[T], error) {
	return func(ctx context.Context, in *Filters) (*body[T], error) {
		q, err := in.query()
		if err != nil {
			return nil, err
		}
		return answer(ask(ctx, q))
	}
}

func answer[T any](v T, err error) (*body[T], error) {
	if err != nil {
		return nil, err
	}
	return &body[T]{v}, nil
}

// exportLimit is the number of events read at a time for a file.
const exportLimit = 5000

func (h *handlers) export(ctx context.Context, in *Filters, kind, name string, write func(w io.Writer, p desk.EventPage) error) (*file, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	var page desk.EventPage
	for cursor := ""; ; {
		p, err := h.desk.Events(ctx, q, cursor, exportLimit, gate.Export)
		if err != nil {
			return nil, err
		}
		p.Events = slices.Concat(page.Events, p.Events)
		page = p
		if cursor = p.Next; cursor == "" {
			break
		}
	}
	var b bytes.Buffer
	if err := write(&b, page); err != nil {
		return nil, err
	}
	return &file{kind, `attachment; filename="` + name + `"`, b.Bytes()}, nil
}

func (h *handlers) brief(ctx context.Context, in *asked) (*file, error) {
	d, err := in.day()
	if err != nil {
		return nil, err
	}
	r, err := brief.Write(ctx, h.desk, d)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if in.Format == "md" {
		err = brief.Markdown(&b, r)
		return &file{"text/markdown; charset=utf-8", "", b.Bytes()}, err
	}
	err = brief.HTML(&b, r)
	return &file{"text/html; charset=utf-8", "", b.Bytes()}, err
}
