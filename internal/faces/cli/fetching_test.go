package cli_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// A download by the command, from an upstream of the test's own, up to the events.
func TestFetchedEventsAreImported(t *testing.T) {
	up := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/gedevents/26.0.2" || r.Header.Get("X-Ucdp-Access-Token") != "mine" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		fmt.Fprint(w, `{"TotalCount":1,"TotalPages":1,"Result":[{"id":7,"type_of_violence":1,"side_a":"A","side_b":"B","latitude":33.5,"longitude":70.5,
			"country":"Pakistan","country_id":770,"date_prec":1,"date_start":"2026-02-01T00:00:00","date_end":"2026-02-01T00:00:00","best":2,"low":1,"high":3,"where_prec":1}]}`)
	}))
	defer up.Close()
	dir := t.TempDir()
	args := []string{"import", "ucdp", "--fetch", "--release", "26.0.2", "--service", up.URL, "--originals", dir, "--db", filepath.Join(dir, "s.duckdb"), "--situation", "testdata/river"}
	t.Setenv("UCDP_ACCESS_TOKEN", "mine")
	if out := ask(t, args...); !strings.Contains(out, "stored 1") {
		t.Error(out)
	}
	if out := ask(t, args...); !strings.Contains(out, "unchanged 1") {
		t.Error(out)
	}
	t.Setenv("UCDP_ACCESS_TOKEN", "another")
	if a := run(t, args...); a.code == 0 || !strings.Contains(a.err, "denies access") {
		t.Errorf("%d: %s", a.code, a.err)
	}
}
