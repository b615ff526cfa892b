package api_test

import (
	"net/http"
	"sync"
	"testing"

	"detente/internal/faces/api"
)

func TestTheSameQuestionGetsTheSameBytes(t *testing.T) {
	const path = api.Prefix + "/toll?from=2026-02-01&to=2026-02-28"
	first := ask(server, http.MethodGet, path)
	again := ask(server, http.MethodGet, path)
	if first.Code != http.StatusOK || first.Body.String() != again.Body.String() {
		t.Fatalf("%d and %d bytes", first.Body.Len(), again.Body.Len())
	}
	tag := first.Header().Get("ETag")
	if w := ask(server, http.MethodGet, path, "If-None-Match", tag); tag == "" || w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("with the tag %q of what the client has: %d, %d bytes", tag, w.Code, w.Body.Len())
	}
	if w := ask(server, http.MethodGet, api.Prefix+"/toll?from=2026-03-01&to=2026-03-28"); w.Header().Get("ETag") == tag {
		t.Error("another answer has the same tag")
	}
}

func TestFailuresAreNotHeld(t *testing.T) {
	for range 2 {
		if w := ask(server, http.MethodGet, api.Prefix+"/toll?from=never"); w.Code != http.StatusBadRequest || w.Header().Get("ETag") != "" {
			t.Errorf("%d with tag %q", w.Code, w.Header().Get("ETag"))
		}
	}
}

func TestManyAskAtOnce(t *testing.T) {
	var wg sync.WaitGroup
	bodies := make([]string, 8)
	for i := range bodies {
		wg.Go(func() { bodies[i] = ask(server, http.MethodGet, api.Prefix+"/channels?as_of=2025-12-01").Body.String() })
	}
	wg.Wait()
	for _, b := range bodies {
		if b != bodies[0] || b == "" {
			t.Fatal("askers at the same time got different answers")
		}
	}
}
