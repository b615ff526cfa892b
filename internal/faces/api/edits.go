package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"detente/internal/hands/desk"
	"detente/internal/hands/edit"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
)

// Edits lets the server take edits into the book; with nil it only reads.
func Edits(book *edit.Book) Option { return func(h *handlers) { h.book = book } }

type audited struct {
	Moment
	Kind   string `query:"kind" doc:"commitment, evidence, statement, event (or contact), source (or report), crossing"`
	ID     string `query:"id" doc:"id of the record" maxLength:"200"`
	Since  string `query:"since" doc:"edits made on this day or later (YYYY-MM-DD)"`
	Limit  int    `query:"limit" default:"100" minimum:"1" maximum:"2000"`
	Cursor string `query:"cursor" doc:"cursor of the page before"`
}

type formed struct {
	Kind string `query:"kind" required:"true" doc:"commitment, evidence, statement, event (or contact), source (or report), crossing"`
	ID   string `query:"id" doc:"id of the record to correct; none for a new one" maxLength:"200"`
}

// editRequest is what an editor sends.
type editRequest struct {
	Action string            `json:"action,omitempty" enum:"add,correct,retract,withdraw" doc:"by default correct with an id, and add without"`
	Kind   string            `json:"kind" doc:"commitment, evidence, statement, event (or contact), source (or report), crossing"`
	ID     string            `json:"id,omitempty" doc:"id of the record; may be left out when one is added"`
	Fields map[string]string `json:"fields,omitempty" doc:"cells by column; those not given keep their value"`
	Who    string            `json:"who" doc:"a role or initials, at most 60 characters"`
	Why    string            `json:"why" doc:"at most 300 characters"`
	Base   string            `json:"base,omitempty" doc:"version that the editor saw; another current one is refused with 409"`
}

type edited struct {
	Status int
	Body   edit.Receipt
}

// registerEdits registers the list of edits, the forms and the taking of edits.
func (h *handlers) registerEdits(api huma.API) {
	get(api, "audit", "/audit", "Edits with who, why and what each changed, newest first", h.audit)
	get(api, "edit-form", "/edits/form", "The fields of a kind of record, with those of a record as they are", func(ctx context.Context, in *formed) (*body[*desk.Form], error) {
		return answer(h.desk.Form(ctx, in.Kind, in.ID))
	})
	huma.Register(api, huma.Operation{
		OperationID: "edit", Method: http.MethodPost, Path: Prefix + "/edits", DefaultStatus: http.StatusCreated,
		Summary: "Add, correct or take back a record; a server started with --edit takes it",
		Errors: []int{
			http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusConflict, http.StatusUnsupportedMediaType,
			http.StatusUnprocessableEntity, http.StatusServiceUnavailable,
		},
	}, func(ctx context.Context, in *body[editRequest]) (*edited, error) {
		if h.book == nil {
			return nil, huma.Error403Forbidden(h.desk.Catalog().T("edit.read_only"))
		}
		r := in.Body
		action := record.Action(r.Action)
		switch {
		case action != "":
		case r.ID != "":
			action = record.Correct
		default:
			action = record.Add
		}
		out, err := h.book.Apply(ctx, edit.Request{
			Action: action, Kind: record.Kind(r.Kind), ID: r.ID, Fields: r.Fields, Who: r.Who, Why: r.Why, Base: r.Base,
		})
		h.desk.Renew()
		h.desk.Conflicts(h.book.Laid().Conflicts)
		if err != nil {
			return nil, refusal(err)
		}
		return &edited{http.StatusCreated, out}, nil
	})
}

func (h *handlers) audit(ctx context.Context, in *audited) (*body[*desk.Audit], error) {
	q := desk.AuditQuery{Kind: in.Kind, ID: in.ID, Limit: in.Limit, Cursor: in.Cursor}
	var err error
	if q.AsOf, err = in.day(); err != nil {
		return nil, err
	}
	if q.Since, err = day("since", in.Since); err != nil {
		return nil, err
	}
	return answer(h.desk.Audit(ctx, q))
}

// refusal maps why an edit was not taken to a status; each faulty field is named.
func refusal(err error) error {
	var r *edit.Refused
	switch {
	case errors.As(err, &r):
		details := make([]*huma.ErrorDetail, len(r.Faults))
		for i, f := range r.Faults {
			at := "body.fields." + f.Column
			switch f.Column {
			case "who", "why", "kind", "action", "fields":
				at = "body." + f.Column
			}
			details[i] = &huma.ErrorDetail{Location: at, Message: f.Reason, Value: f.Value}
		}
		return &huma.ErrorModel{
			Status: http.StatusUnprocessableEntity, Title: http.StatusText(http.StatusUnprocessableEntity),
			Detail: "the edit has faults, and nothing was changed", Errors: details,
		}
	case errors.Is(err, edit.ErrNoRecord), errors.Is(err, edit.ErrNoEdit):
		return huma.Error404NotFound(err.Error())
	case errors.Is(err, edit.ErrExists), errors.Is(err, edit.ErrMoved), errors.Is(err, edit.ErrNothing), errors.Is(err, edit.ErrFaulty):
		return huma.Error409Conflict(err.Error())
	}
	return problem(err)
}

// posts are the routes to which something is sent.
var posts = []string{Prefix + "/edits", Prefix + "/code", Prefix + "/reviews", Prefix + "/pdf-text", Prefix + "/suggestions"}

// writes reports whether a request sends something to be taken or read.
func writes(r *http.Request) bool {
	return r.Method == http.MethodPost && slices.Contains(posts, r.URL.Path)
}

// ownWrites refuses requests that change something unless the server's own page, or a program
// that is no browser, makes them: by the site that the browser names, and by a content type
// that no form of another site can send.
func ownWrites(next http.Handler) http.Handler {
	sites, say := http.NewCrossOriginProtection(), phrase.English()
	refuse := func(w http.ResponseWriter, status int, why string) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(huma.ErrorModel{Status: status, Title: http.StatusText(status), Detail: say.T(why)})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if writes(r) {
			if sites.Check(r) != nil {
				refuse(w, http.StatusForbidden, "edit.other_site")
				return
			}
			kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
			if !strings.EqualFold(strings.TrimSpace(kind), "application/json") {
				refuse(w, http.StatusUnsupportedMediaType, "edit.json_only")
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
