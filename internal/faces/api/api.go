// Package api serves the JSON API under /api/v1, its OpenAPI document and the page.
// Each handler parses, asks the desk once and answers.
package api

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"detente/internal/hands/desk"
	"detente/internal/hands/edit"
	"detente/internal/hands/pdf"
	"detente/internal/hands/review"
	"detente/internal/words/calendar"
)

// Prefix is where the API lives.
const Prefix = "/api/v1"

// Handler serves the API and, everywhere else, the page's files.
func Handler(d *desk.Desk, page fs.FS, version string, with ...Option) http.Handler {
	mux := http.NewServeMux()
	New(mux, d, version, with...)
	mux.Handle("/", files(page))
	return guard(ownWrites(compress(remember(d, mux))))
}

// New registers every operation on the mux and returns the API.
func New(mux *http.ServeMux, d *desk.Desk, version string, with ...Option) huma.API {
	config := huma.DefaultConfig("Détente", version)
	config.OpenAPIPath = Prefix + "/openapi"
	config.DocsPath, config.SchemasPath = "", ""
	config.CreateHooks = nil // no $schema member in the answers
	config.Components.Schemas = registry()
	config.Info.Description = "Is a conflict escalating or resetting, on what evidence. Unknown figures are null; dates that are not given are empty. Query parameters that a route does not have are ignored; known ones with a value that makes no sense are refused."
	api := humago.New(mux, config)
	plainStatus()
	h := &handlers{desk: d, version: version}
	for _, o := range with {
		o(h)
	}
	h.register(api)
	return api
}

type handlers struct {
	desk    *desk.Desk
	version string
	book    *edit.Book                                          // nil on a server that only reads
	room    *review.Room                                        // nil on a server without word lists
	pdf     func(context.Context, []byte) (pdf.Document, error) // nil on a server that reads none

	suggester Suggester // nil on a server without a local model

	checking   checking
	suggesting sync.Mutex // one question at a time
}

// Option is something that a server does beyond reading.
type Option func(*handlers)

// get registers one GET operation.
func get[I, O any](api huma.API, id, path, summary string, handler func(context.Context, *I) (*O, error)) {
	huma.Register(api, huma.Operation{
		OperationID: id, Method: http.MethodGet, Path: Prefix + path, Summary: summary,
		Errors: []int{http.StatusBadRequest, http.StatusNotFound, http.StatusServiceUnavailable},
	}, func(ctx context.Context, in *I) (*O, error) {
		out, err := handler(ctx, in)
		if err != nil {
			return nil, problem(err)
		}
		return out, nil
	})
	// What the library calls 422 is answered as 400.
	delete(api.OpenAPI().Paths[Prefix+path].Get.Responses, strconv.Itoa(http.StatusUnprocessableEntity))
}

// plainStatus makes the library say 400 where a parameter of a question makes no sense, as
// the handlers do; its hook for this is a variable of the package. What is sent to be taken
// keeps 422.
var plainStatus = sync.OnceFunc(func() {
	made := huma.NewErrorWithContext
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		if status == http.StatusUnprocessableEntity && ctx.Method() != http.MethodPost {
			status = http.StatusBadRequest
		}
		return made(ctx, status, msg, errs...)
	}
})

// problem maps what went wrong to a status, with the reason in words.
func problem(err error) error {
	var q *desk.BadQuery
	var said huma.StatusError
	switch {
	case errors.As(err, &said):
		return err
	case errors.As(err, &q), errors.Is(err, calendar.ErrNotADate), errors.Is(err, desk.ErrCursor):
		return huma.Error400BadRequest(err.Error())
	case errors.Is(err, edit.ErrNoRecord), errors.Is(err, desk.ErrNoEvent):
		return huma.Error404NotFound(err.Error())
	case desk.Unavailable(err):
		return huma.Error503ServiceUnavailable(err.Error())
	}
	return huma.Error500InternalServerError("the answer could not be worked out: " + err.Error())
}

// files serves the page; unknown paths without a dot are the page itself, so that any
// address of it can be opened.
func files(page fs.FS) http.Handler {
	server := http.FileServerFS(page)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			http.NotFound(w, r)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		} else {
			w.Header().Set("Cache-Control", "no-cache")
		}
		server.ServeHTTP(w, r)
	})
}

// guard sets the headers that keep the page to itself and refuses requests that another
// site makes through the user's browser: a Host that is not an address of this machine is
// how such a request looks after DNS rebinding.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if !ownHost(r) {
			http.Error(w, "this server answers to the address it listens on", http.StatusMisdirectedRequest)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead && !writes(r) {
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "everything here is only read: GET or HEAD", http.StatusMethodNotAllowed)
			return
		}
		next.ServeHTTP(w, r)
	})
}

var writers = sync.Pool{New: func() any { w, _ := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed); return w }}

// compress gzips what the client accepts compressed.
func compress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept-Encoding")
		if !takesGzip(r) || r.Header.Get("Range") != "" {
			next.ServeHTTP(w, r)
			return
		}
		g := &gzipped{ResponseWriter: w}
		defer g.close()
		next.ServeHTTP(g, r)
	})
}

// takesGzip reports whether the client accepts gzip; a weight of zero refuses it.
func takesGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(part, ";")
		if n := strings.TrimSpace(name); n != "gzip" && n != "*" {
			continue
		}
		q, given := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
		return !given || strings.Trim(q, "0.") != ""
	}
	return false
}

// gzipped compresses a body once its headers say that it is text.
type gzipped struct {
	http.ResponseWriter
	zip    *gzip.Writer
	passed bool
}

func (g *gzipped) WriteHeader(code int) {
	if g.zip == nil && !g.passed {
		t := g.Header().Get("Content-Type")
		text := strings.HasPrefix(t, "text/") || strings.Contains(t, "json") || strings.Contains(t, "javascript") || strings.Contains(t, "svg")
		if g.passed = !text || code == http.StatusNotModified || code == http.StatusNoContent; !g.passed {
			g.Header().Set("Content-Encoding", "gzip")
			g.Header().Del("Content-Length")
			g.zip = writers.Get().(*gzip.Writer)
			g.zip.Reset(g.ResponseWriter)
		}
	}
	g.ResponseWriter.WriteHeader(code)
}

func (g *gzipped) Write(b []byte) (int, error) {
	if g.zip == nil && !g.passed {
		if g.Header().Get("Content-Type") == "" {
			g.Header().Set("Content-Type", http.DetectContentType(b))
		}
		g.WriteHeader(http.StatusOK)
	}
	if g.zip != nil {
		return g.zip.Write(b)
	}
	return g.ResponseWriter.Write(b)
}

func (g *gzipped) close() {
	if g.zip != nil {
		_ = g.zip.Close() // the client is gone or the body is whole
		writers.Put(g.zip)
	}
}
