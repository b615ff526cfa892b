package api_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"

	"detente/internal/faces/api"
)

func TestHeadersKeepThePageToItself(t *testing.T) {
	for path, cache := range map[string]string{"/": "no-cache", "/assets/a.abc.js": "immutable", api.Prefix + "/situation": "", api.Prefix + "/nothing": "", api.Prefix + "/events?limit=0": ""} {
		h := ask(server, http.MethodGet, path).Header()
		csp := h.Get("Content-Security-Policy")
		for _, rule := range []string{"default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(csp, rule) {
				t.Errorf("%s: no %q in %q", path, rule, csp)
			}
		}
		if strings.Contains(csp, "unsafe-eval") || strings.Contains(csp, "script-src") || strings.Contains(csp, "http") {
			t.Errorf("%s: scripts from elsewhere or from text: %q", path, csp)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" || h.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s: %v", path, h)
		}
		if h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: other sites may read it", path)
		}
		if !strings.Contains(h.Get("Cache-Control"), cache) {
			t.Errorf("%s: Cache-Control %q", path, h.Get("Cache-Control"))
		}
	}
}

func TestCompressedAnswersAreTheSame(t *testing.T) {
	for _, s := range scenarios {
		path := api.Prefix + s.path
		plain := ask(server, http.MethodGet, path)
		small := ask(server, http.MethodGet, path, "Accept-Encoding", "br, gzip")
		if plain.Header().Get("Content-Encoding") != "" || small.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(small.Header().Get("Vary"), "Accept-Encoding") {
			t.Fatalf("%s: encoded %q and %q", s.path, plain.Header().Get("Content-Encoding"), small.Header().Get("Content-Encoding"))
		}
		z, err := gzip.NewReader(small.Body)
		if err != nil {
			t.Fatalf("%s: %v", s.path, err)
		}
		b, err := io.ReadAll(z)
		if err != nil || string(b) != plain.Body.String() {
			t.Errorf("%s: %d bytes unpacked (%v), %d plain", s.path, len(b), err, plain.Body.Len())
		}
	}
	for accept, want := range map[string]string{"gzip;q=0": "", "identity": "", "gzip; q=0.5": "gzip", "*": "gzip", "": "", "xgzip": ""} {
		w := ask(server, http.MethodGet, api.Prefix+"/situation", "Accept-Encoding", accept)
		if got := w.Header().Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q is answered with %q", accept, got)
		}
	}
}

// The same question has the same bytes, however many ask at once; and all that is kept to
// answer fast stays small.
func TestManyAtOnce(t *testing.T) {
	var first sync.Map
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, s := range scenarios {
				w := ask(server, http.MethodGet, api.Prefix+s.path)
				if old, loaded := first.LoadOrStore(s.path, w.Body.String()); loaded && old != w.Body.String() {
					t.Errorf("%s has two answers", s.path)
				}
			}
		})
	}
	wg.Wait()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapAlloc > 60<<20 {
		t.Errorf("%d MB are kept", m.HeapAlloc>>20)
	}
}
