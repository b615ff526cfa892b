package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
	"detente/internal/faces/api"
)

// routes are one question to each route of the API, with what the page asks of it.
var routes = []string{
	"/situation", "/assess", "/events?limit=100", "/events?limit=100&order=desc&side=TTP&q=police",
	"/events/PA-20220202-01", "/events.csv", "/events.geojson", "/timeline", "/map", "/toll", "/claims",
	"/commitments", "/channels", "/health", "/brief", "/brief?format=md",
}

// BenchmarkAPI asks every route of a server that has been asked before.
func BenchmarkAPI(b *testing.B) {
	d := desktest.Default(b)
	for _, path := range routes {
		h := api.Handler(d, nothing, "test")
		b.Run(strings.ReplaceAll(strings.TrimPrefix(path, "/"), "/", "·"), func(b *testing.B) {
			for b.Loop() {
				ask(b, h, path)
			}
		})
	}
}

// BenchmarkFirstAsk asks every route of a desk that has read nothing yet.
func BenchmarkFirstAsk(b *testing.B) {
	for _, path := range routes {
		b.Run(strings.ReplaceAll(strings.TrimPrefix(path, "/"), "/", "·"), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				var d *desk.Desk = desktest.Default(b)
				h := api.Handler(d, nothing, "test")
				b.StartTimer()
				ask(b, h, path)
			}
		})
	}
}

func ask(tb testing.TB, h http.Handler, path string) {
	r := httptest.NewRequest(http.MethodGet, "http://localhost/api/v1"+path, nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		tb.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
}
