package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"detente/internal/hands/pdf"
	"detente/internal/hands/review"
	"detente/internal/words/record"
)

// Reviews lets the server read reports and, where the room can, take rulings on what they propose.
func Reviews(room *review.Room) Option { return func(h *handlers) { h.room = room } }

// reportBody is a report as it is sent.
type reportBody struct {
	Text      string `json:"text" doc:"the report's text"`
	Published string `json:"published" doc:"day of issue (YYYY-MM-DD)"`
	URL       string `json:"url,omitempty" doc:"where it can be read"`
	Publisher string `json:"publisher,omitempty"`
	Kind      string `json:"kind,omitempty" doc:"kind of publisher, such as newspaper"`
	Dateline  string `json:"dateline,omitempty" doc:"place it was sent from, when that is not part of the text"`
}

func (b reportBody) report() (review.Report, error) {
	d, err := day("published", b.Published)
	return review.Report{Text: b.Text, URL: b.URL, Publisher: b.Publisher, Kind: b.Kind, Dateline: b.Dateline, Published: d}, err
}

// PDFs lets the server take the text out of PDFs, by the function given.
func PDFs(read func(context.Context, []byte) (pdf.Document, error)) Option {
	return func(h *handlers) { h.pdf = read }
}

// pdfBody is a PDF as it is sent.
type pdfBody struct {
	PDF []byte `json:"pdf" doc:"the file's bytes in base64, 16 MB of them at most"`
}

// readBody is what a text proposes, and whether a local model can be asked as well.
type readBody struct {
	review.Reading
	Model string `json:"model" doc:"name of the model on this machine that /suggestions asks; empty when there is none"`
}

// rulingBody is what a reviewer sends.
type rulingBody struct {
	Report reportBody        `json:"report"`
	On     string            `json:"on,omitempty" enum:"event,claim,option" doc:"what the ruling is on; an event when left out"`
	Number int               `json:"number" minimum:"0" doc:"which of the text's proposals, claims or options, from 0"`
	Refuse bool              `json:"refuse,omitempty" doc:"the proposal is not taken; the refusal is kept"`
	Fields map[string]string `json:"fields,omitempty" doc:"fields as the reviewer leaves them; those not named stay as proposed"`
	Same   string            `json:"same,omitempty" doc:"id of the event on file that this is: only the report is added to it"`
	Who    string            `json:"who" doc:"a role or initials, at most 60 characters"`
	Why    string            `json:"why,omitempty" doc:"at most 300 characters"`
}

// ruled is a ruling that was taken.
type ruled struct {
	Status int
	Body   *review.Receipt
}

// registerReviews registers the reading of reports and the rulings on what they propose.
func (h *handlers) registerReviews(api huma.API) {
	huma.Register(api, posting("code", "/code", "Propose events, claims and options from a report's text; nothing is stored", http.StatusOK),
		func(ctx context.Context, in *body[reportBody]) (*body[*readBody], error) {
			if h.room == nil {
				return nil, huma.Error503ServiceUnavailable(h.desk.Catalog().T("review.no_coder"))
			}
			r, err := in.Body.report()
			if err != nil {
				return nil, problem(err)
			}
			a, err := h.room.Read(ctx, r)
			if err != nil {
				return nil, h.unruled(err)
			}
			return &body[*readBody]{&readBody{*a, h.modelName()}}, nil
		})
	huma.Register(api, posting("review", "/reviews", "Take, mend or refuse one event, claim or option that a report's text proposes; a server started with --edit takes it", http.StatusCreated),
		func(ctx context.Context, in *body[rulingBody]) (*ruled, error) {
			if h.room == nil {
				return nil, huma.Error503ServiceUnavailable(h.desk.Catalog().T("review.no_coder"))
			}
			r, err := in.Body.Report.report()
			if err != nil {
				return nil, problem(err)
			}
			b := in.Body
			out, err := h.room.Rule(ctx, review.Ruling{Report: r, On: record.Matter(b.On), Number: b.Number, Refuse: b.Refuse, Fields: b.Fields, Same: b.Same, Who: b.Who, Why: b.Why})
			h.desk.Renew()
			if err != nil {
				return nil, h.unruled(err)
			}
			return &ruled{http.StatusCreated, out}, nil
		})
	h.registerSuggestions(api)
	upload := posting("pdf_text", "/pdf-text", "Take the text out of a PDF, for reading; nothing is stored", http.StatusOK)
	upload.MaxBodyBytes = 23 << 20
	huma.Register(api, upload, func(ctx context.Context, in *body[pdfBody]) (*body[*pdf.Document], error) {
		if h.pdf == nil {
			return nil, huma.Error503ServiceUnavailable(h.desk.Catalog().T("review.no_pdf"))
		}
		doc, err := h.pdf(ctx, in.Body.PDF)
		if err != nil {
			return nil, huma.Error422UnprocessableEntity(err.Error())
		}
		return &body[*pdf.Document]{&doc}, nil
	})
	get(api, "reviews", "/reviews", "What reviewers made of the proposals, by type, field and rule", func(ctx context.Context, _ *none) (*body[*review.Tally], error) {
		if h.room == nil {
			return nil, huma.Error503ServiceUnavailable(h.desk.Catalog().T("review.no_coder"))
		}
		return answer(h.room.Tally(ctx))
	})
}

// posting is an operation that is sent something.
func posting(id, path, summary string, status int) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: http.MethodPost, Path: Prefix + path, DefaultStatus: status, Summary: summary, MaxBodyBytes: 2 << 20,
		Errors: []int{
			http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge,
			http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity, http.StatusServiceUnavailable,
		},
	}
}

// unruled maps why a text was not read, or a ruling not taken, to a status.
func (h *handlers) unruled(err error) error {
	switch {
	case errors.Is(err, review.ErrReadOnly):
		return huma.Error403Forbidden(h.desk.Catalog().T("review.read_only"))
	case errors.Is(err, review.ErrEmpty), errors.Is(err, review.ErrLong), errors.Is(err, review.ErrUndated):
		return huma.Error400BadRequest(err.Error())
	case errors.Is(err, review.ErrNoProposal):
		return huma.Error404NotFound(err.Error())
	}
	return refusal(err)
}
