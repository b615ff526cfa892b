package api_test

import (
	"net/http"
	"strings"
	"testing"

	"detente/internal/faces/api"
	"detente/internal/hands/desk/desktest"
)

// BenchmarkAPI asks every route of a server that has been asked before, as a page that is
// open does; nothing of the answers themselves is cached.
func BenchmarkAPI(b *testing.B) {
	for _, s := range scenarios {
		b.Run(benchName(s.path), func(b *testing.B) {
			ask(server, http.MethodGet, api.Prefix+s.path)
			for b.Loop() {
				ask(server, http.MethodGet, api.Prefix+s.path)
			}
		})
	}
}

// BenchmarkFirstAsk asks every route of a desk that has read nothing yet: the reading of
// the ledger and the model are in it.
func BenchmarkFirstAsk(b *testing.B) {
	for _, s := range scenarios {
		b.Run(benchName(s.path), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				h := api.Handler(desktest.Default(b), page, "test")
				b.StartTimer()
				ask(h, http.MethodGet, api.Prefix+s.path)
			}
		})
	}
}

func benchName(path string) string {
	return strings.NewReplacer("/", "·", "?", " ", "&", " ").Replace(strings.TrimPrefix(path, "/"))
}
