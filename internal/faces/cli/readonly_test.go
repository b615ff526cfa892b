package cli_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// Without --edit a server only reads, also where its store is in memory and so open for writing.
func TestServeInMemoryOnlyReads(t *testing.T) {
	address := served(t, "--db", ":memory:")
	for route, sent := range map[string]string{
		"edits":   `{"kind":"commitment","id":"CM-20251030-01","base":"x","fields":{"evidence":"a"},"who":"desk","why":"a test"}`,
		"reviews": `{"report":{"text":"Gunmen attacked a police post in Bannu on Thursday.","published":"2026-03-06"},"number":0,"refuse":true,"who":"desk"}`,
	} {
		resp, err := http.Post(address+"api/v1/"+route, "application/json", strings.NewReader(sent))
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d %s %v, want 403", route, resp.StatusCode, b, err)
		}
	}
}
