package cli_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// A model's suggestions stand beside what the rules read and change nothing of it; without the flag nobody is asked.
func TestSuggestionsAreALayerOfTheirOwn(t *testing.T) {
	var asked atomic.Int32
	stub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		_, _ = io.WriteString(w, `{"choices":[{"message":{"content":"{\"fields\":[{\"event\":0,\"field\":\"deaths_low\",\"value\":9,\"quote\":\"killing two policemen\"},{\"event\":0,\"field\":\"deaths_low\",\"value\":9,\"quote\":\"killing nine\"}]}"}}]}`)
	}))
	defer stub.Close()
	file := filepath.Join(t.TempDir(), "report.txt")
	if err := os.WriteFile(file, []byte("Gunmen attacked a police post in Bannu on Thursday, killing two policemen, officials said."), 0o600); err != nil {
		t.Fatal(err)
	}
	plain := ask(t, "code", file, "--published", "2026-03-06")
	if asked.Load() != 0 || strings.Contains(plain, "suggestions") {
		t.Fatalf("%d questions without a flag: %s", asked.Load(), plain)
	}
	with := ask(t, "code", file, "--published", "2026-03-06", "--endpoint", stub.URL+"/v1", "--model", "small")
	var got struct {
		Suggestions struct {
			By          string
			Suggestions []struct{ Value string }
			Dropped     struct{ Quote int }
		}
	}
	if err := json.Unmarshal([]byte(with), &got); err != nil || asked.Load() != 1 || len(got.Suggestions.Suggestions) != 1 || got.Suggestions.Dropped.Quote != 1 {
		t.Fatalf("%s %v", with, err)
	}
	before, _, _ := strings.Cut(strings.TrimSpace(plain), "\"mentions\"")
	if !strings.HasPrefix(with, before) {
		t.Errorf("the rules' part is another: %s", with)
	}
}
