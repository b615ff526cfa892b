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

// modelStub is a local model that answers every question alike, and how often it was asked.
func modelStub(t *testing.T, content string) (*httptest.Server, *atomic.Int32) {
	t.Helper()
	asked := new(atomic.Int32)
	stub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		_, _ = io.WriteString(w, `{"choices":[{"message":{"content":"`+content+`"}}]}`)
	}))
	t.Cleanup(stub.Close)
	return stub, asked
}

// A model's suggestions stand beside what the rules read and change nothing of it; without the flag nobody is asked.
func TestSuggestionsAreALayerOfTheirOwn(t *testing.T) {
	stub, asked := modelStub(t, `{\"fields\":[{\"event\":0,\"field\":\"deaths_low\",\"value\":9,\"quote\":\"killing two policemen\"},{\"event\":0,\"field\":\"deaths_low\",\"value\":9,\"quote\":\"killing nine\"}]}`)
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

// A server asks a local model only where it was started with one, only on this machine, and only through the route of its own.
func TestServeAsksALocalModel(t *testing.T) {
	stub, asked := modelStub(t, `{\"fields\":[{\"event\":0,\"field\":\"deaths_low\",\"value\":2,\"quote\":\"killing two policemen\"}]}`)
	address := served(t, "--db", chronology, "--endpoint", stub.URL+"/v1", "--model", "small")
	send := func(route string) string {
		const report = `{"text":"Gunmen attacked a police post in Bannu on Thursday, killing two policemen, officials said.","published":"2026-03-06"}`
		resp, err := http.Post(address+"api/v1/"+route, "application/json", strings.NewReader(report))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %s %v", route, resp.StatusCode, b, err)
		}
		return string(b)
	}
	if read := send("code"); !strings.Contains(read, `"model":"small"`) || asked.Load() != 0 {
		t.Errorf("%d questions for a reading: %s", asked.Load(), read)
	}
	if l := send("suggestions"); asked.Load() != 1 || !strings.Contains(l, `"quote":"killing two policemen"`) {
		t.Errorf("%d questions: %s", asked.Load(), l)
	}
	for _, wrong := range [][]string{{"--endpoint", "http://192.0.2.1/v1", "--model", "m"}, {"--endpoint", stub.URL}, {"--model", "m"}} {
		if a := run(t, append([]string{"serve", "--port", "0"}, wrong...)...); a.code != 2 {
			t.Errorf("serve %v ends with %d, want 2: %s", wrong, a.code, a.err)
		}
	}
}
