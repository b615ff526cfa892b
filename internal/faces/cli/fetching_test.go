package cli_test

import (
	"archive/zip"
	"bytes"
	"crypto/md5"
	"fmt"
	"io"
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

// Mentions of a range of days, from a list and files of the test's own.
func TestFetchedMentionsAreImported(t *testing.T) {
	const row = "7\t20240102000000\t20240102001500\t1\tx.example\thttps://x.example/a\t1\t-1\t5\t9\t1\t50\t1000\t-2.5\t\t\n"
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	w, err := z.Create("20240102001500.mentions.CSV")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, row); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var up *httptest.Server
	up = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sum := md5.Sum(file.Bytes())
		switch r.URL.Path {
		case "/gdeltv2/masterfilelist.txt":
			for _, name := range []string{"20240101001500.mentions.CSV.zip", "20240102001500.export.CSV.zip", "20240102001500.mentions.CSV.zip"} {
				fmt.Fprintf(w, "%d %x %s/gdeltv2/%s\n", file.Len(), sum, up.URL, name)
			}
		case "/gdeltv2/20240102001500.mentions.CSV.zip":
			_, _ = w.Write(file.Bytes())
		default:
			w.WriteHeader(http.StatusForbidden) // what was not asked for is not fetched
		}
	}))
	defer up.Close()
	dir := t.TempDir()
	args := []string{"import", "gdelt-mentions", "--fetch", "--from", "2024-01-02", "--to", "2024-01-02", "--service", up.URL, "--originals", dir,
		"--db", filepath.Join(dir, "s.duckdb"), "--situation", "testdata/river"}
	if out := ask(t, args...); !strings.Contains(out, "stored 1") {
		t.Error(out)
	}
	if out := ask(t, args...); !strings.Contains(out, "unchanged 1") {
		t.Error(out)
	}
	if a := run(t, append(args, "--from", "2025-01-01", "--to", "2025-01-02")...); a.code == 0 || !strings.Contains(a.err, "no mentions files") {
		t.Errorf("%d: %s", a.code, a.err)
	}
}
