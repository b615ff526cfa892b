package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"detente/internal/hands/suggestion"
	"detente/internal/thinking/coder"
)

// Suggester is a model on the user's own machine.
type Suggester interface {
	Name() string
	Suggest(context.Context, coder.Item) suggestion.Layer
}

// Suggestions lets the server ask a local model about a report, when it is asked to.
func Suggestions(by Suggester) Option { return func(h *handlers) { h.suggester = by } }

func (h *handlers) modelName() string {
	if h.suggester == nil {
		return ""
	}
	return h.suggester.Name()
}

// registerSuggestions registers what a local model suggests for a report: a layer of its own, which no reading and no
// ruling holds.
func (h *handlers) registerSuggestions(api huma.API) {
	huma.Register(api, posting("suggestions", "/suggestions", "Ask the model on this machine for fields of a report, each with a quote of it; nothing is stored, and no reading holds them", http.StatusOK),
		func(ctx context.Context, in *body[reportBody]) (*body[*suggestion.Layer], error) {
			say := h.desk.Catalog()
			if h.room == nil || h.suggester == nil {
				return nil, huma.Error503ServiceUnavailable(say.T("review.no_model"))
			}
			r, err := in.Body.report()
			if err != nil {
				return nil, problem(err)
			}
			read, err := h.room.Read(ctx, r)
			if err != nil {
				return nil, h.unruled(err)
			}
			if read.Uncoded != "" { // as the command: what the rules do not read is asked of nobody
				return &body[*suggestion.Layer]{&suggestion.Layer{By: suggestion.By, Model: h.modelName(), Suggestions: []suggestion.Suggestion{}, Failed: read.Uncoded}}, nil
			}
			if !h.suggesting.TryLock() {
				return nil, huma.Error503ServiceUnavailable(say.T("review.model_busy"))
			}
			defer h.suggesting.Unlock()
			l := h.suggester.Suggest(ctx, coder.Item{ID: "report", Published: r.Published, Dateline: r.Dateline, Text: r.Text})
			return &body[*suggestion.Layer]{&l}, nil
		})
}
