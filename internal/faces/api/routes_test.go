package api_test

import (
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"detente/internal/faces/api"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	isJSON   = "application/json"
	isText   = "text/markdown; charset=utf-8"
	isHTML   = "text/html; charset=utf-8"
	isCSV    = "text/csv; charset=utf-8"
	isPoints = "application/geo+json"
)

// scenarios ask every route at least once; has are members that the answer must hold, or
// for files, pieces of text.
var scenarios = []struct {
	path string // below the prefix
	kind string
	has  []string
}{
	{"/situation", isJSON, []string{"id", "question", "sides", "dyads", "units", "types", "modes", "newest", "data_version", "provinces", "thresholds"}},
	{"/assess", isJSON, []string{"as_of", "newest", "newest_age_days", "calibration", "units"}},
	{"/assess?as_of=2026-03-01", isJSON, []string{"as_of", "units"}},
	{"/events?limit=100", isJSON, []string{"as_of", "total", "next", "events"}},
	{"/events?order=desc&side=TTP&q=police", isJSON, []string{"events"}},
	{"/events/PA-20220202-01", isJSON, []string{"event", "score_source", "claims", "rivals", "reports", "provenance", "also"}},
	{"/events.csv", "text/csv; charset=utf-8", []string{"id,date_start,", "PA-20220202-01"}},
	{"/events.geojson", "application/geo+json", []string{`"FeatureCollection"`, "PA-20220202-01"}},
	{"/timeline", isJSON, []string{"from", "to", "weeks", "undated"}},
	{"/map", isJSON, []string{"features", "unplaced"}},
	{"/toll", isJSON, []string{"deaths", "groups", "injured", "abducted", "text", "event_ids"}},
	{"/claims", isJSON, []string{"events"}},
	{"/toll?level=district&period=week", isJSON, []string{"grades", "places", "periods", "undated", "displaced", "beside", "points", "reports"}},
	{"/claims?by=side&threshold=10", isJSON, []string{"events", "losses", "speakers", "after", "text", "reports"}},
	{"/linkage", isJSON, []string{"periods", "series", "links", "marks", "left_out", "unit_changes", "text", "note", "reports"}},
	{"/linkage?step=month&crossing=torkham&transform=ranks", isJSON, []string{"crossing_name", "links"}},
	{"/principles", isJSON, []string{"principles", "text", "note", "reports"}},
	{"/retaliation", isJSON, []string{"as_of", "streams", "moving", "stability"}},
	{"/wake?treatment=operations&control=talks&follow=attacks-on-police&follow=attacks-on-the-army&days=14&km=50&km=0", isJSON, []string{"as_of", "treatment", "control", "follow", "cells", "text", "notes"}},
	{"/linked?dataset=beside&standing=linked&order=desc&limit=5", isJSON, []string{"as_of", "total", "counts", "sets", "groups"}},
	{"/linked.csv?dataset=beside&standing=linked", isCSV, []string{"date_start,sources,events,", "chronology PA-20220202-01; beside 1", "same day"}},
	{"/compare?dataset=beside", isJSON, []string{"as_of", "title", "months", "sum", "pairs", "text", "why"}},
	{"/compare.csv?dataset=beside", isCSV, []string{"month,own_events,own_linked,", "2022-02-01,"}},
	{"/signals", isJSON, []string{"as_of", "state", "sets", "dataset", "note", "text", "total", "weeks", "types"}},
	{"/signals?dataset=wire&country=PK&from=2022-01-01", isJSON, []string{"weeks", "types"}},
	{"/signals.csv?dataset=wire", isCSV, []string{"week,type,reports", "2022-01-31,ASSAULT,2"}},
	{"/wake.csv?treatment=operations&control=talks&follow=attacks-on-police&days=14&km=0", isCSV, []string{"days,km,effect,low,high,", "14,any,"}},
	{"/retaliation/checks?as_of=2021-08-20", isJSON, []string{"state", "seconds", "sets", "streams", "refused"}},
	{"/commitments", isJSON, []string{"as_of", "total", "overdue", "by_status", "text", "weighting", "score", "by_theme", "by_side", "by_institution", "first_evidence", "time_to_implementation", "items"}},
	{"/commitments?overdue=true&theme=border&weighting=theme&weight=border=2", isJSON, []string{"items"}},
	{"/commitments/CM-20251030-01", isJSON, []string{"as_of", "commitment", "history", "reports", "provenance"}},
	{"/messaging", isJSON, []string{"as_of", "by", "window_days", "groups", "statements", "outside"}},
	{"/messaging?sides=PAK_FED&sides=PAK_MIL&by=side&issue=talks_with_kabul", isJSON, []string{"groups"}},
	{"/channels", isJSON, []string{"as_of", "channels"}},
	{"/crossings", isJSON, []string{"as_of", "crossings", "spells", "reopening"}},
	{"/returns", isJSON, []string{"as_of", "series", "plans", "orderliness"}},
	{"/horizon", isJSON, []string{"as_of", "measure", "leads", "model", "total", "provinces", "districts", "others", "trials", "skill", "text", "notes"}},
	{"/horizon?measure=deaths&leads=3&as_of=2026-03-01", isJSON, []string{"total", "districts"}},
	{"/horizon.csv", isCSV, []string{"measure,country,admin1,admin2,"}},
	{"/horizon.csv?rows=past&leads=2", isCSV, []string{"measure,origin,lead,"}},
	{"/horizon.geojson", isPoints, []string{`"FeatureCollection"`}},
	{"/audit", isJSON, []string{"total", "edits"}},
	{"/edits/form?kind=statement&id=ST-20210818-01", isJSON, []string{"kind", "id", "version", "fields"}},
	{"/toll.csv", isCSV, []string{"events,deaths_low,"}},
	{"/toll.geojson", isPoints, []string{`"FeatureCollection"`}},
	{"/claims.csv?rows=after", isCSV, []string{","}},
	{"/claims.geojson", isPoints, []string{`"FeatureCollection"`}},
	{"/linkage.csv?rows=links", isCSV, []string{"base,other,lag,pairs,r,"}},
	{"/principles.csv?rows=evidence", isCSV, []string{"principle,date,progress,"}},
	{"/commitments.csv?theme=border&rows=items", isCSV, []string{"id,status,grade,", "CM-"}},
	{"/messaging.csv?rows=statements", isCSV, []string{"id,date,institution,", "ST-"}},
	{"/channels.csv", isCSV, []string{"as_of,id,name,class,"}},
	{"/crossings.csv?rows=closures", isCSV, []string{"crossing,scopes,start,", "torkham"}},
	{"/crossings.geojson", isPoints, []string{`"FeatureCollection"`, "torkham"}},
	{"/returns.csv", isCSV, []string{"indicator,region,crossing,publisher,", "UNHCR"}},
	{"/reviews", isJSON, []string{"total", "accepted", "mended", "refused", "types", "fields", "on", "by_field", "by_rule", "options"}},
	{"/health", isJSON, []string{"newest", "age_days", "grade", "text", "kinds", "sources", "weeks", "gaps"}},
	{"/brief", isHTML, []string{"<!doctype html>", "</html>"}},
	{"/brief?format=md", isText, []string{"# ", "## "}},
}

func TestEveryRouteAnswers(t *testing.T) {
	for _, s := range scenarios {
		t.Run(s.path, func(t *testing.T) {
			w := ask(server, http.MethodGet, api.Prefix+s.path)
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != s.kind {
				t.Fatalf("%d %s, want 200 %s\n%.300s", w.Code, w.Header().Get("Content-Type"), s.kind, w.Body)
			}
			if s.kind != isJSON {
				for _, piece := range s.has {
					if !strings.Contains(w.Body.String(), piece) {
						t.Errorf("%q is not in the answer", piece)
					}
				}
				return
			}
			var v object
			if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
				t.Fatal(err)
			}
			for _, name := range s.has {
				if _, ok := v[name]; !ok {
					t.Errorf("no member %q", name)
				}
			}
			for name, x := range v {
				if x == nil && name != "disputed_borders" {
					t.Errorf("member %q is null: an empty list is [] and a missing number has its own type", name)
				}
			}
		})
	}
}

// The document is what others build on: a change to it must be seen.
func TestOpenAPIDocument(t *testing.T) {
	w := ask(server, http.MethodGet, api.Prefix+"/openapi.json")
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	got, golden := indented(w.Body.Bytes()), filepath.Join("testdata", "openapi.json")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("the document differs from %s; when that is meant, run: go test ./internal/faces/api -update", golden)
	}
}

// Every documented route has a scenario, every scenario a documented route, and every route
// says what can go wrong.
func TestEveryRouteIsDocumentedAndTried(t *testing.T) {
	var doc struct {
		Paths map[string]map[string]struct {
			Summary    string
			Parameters []struct{ Name, Description string }
			Responses  map[string]any
		}
	}
	if err := json.Unmarshal(ask(server, http.MethodGet, api.Prefix+"/openapi.json").Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	tried := map[string]bool{}
	for _, s := range scenarios {
		path, _, _ := strings.Cut(api.Prefix+s.path, "?")
		if _, ok := doc.Paths[path]; !ok {
			// The last part is an id.
			path = path[:strings.LastIndexByte(path, '/')] + "/{id}"
		}
		if _, ok := doc.Paths[path]; !ok {
			t.Errorf("%s is served and not documented", s.path)
		}
		tried[path] = true
	}
	for path, methods := range doc.Paths {
		if !tried[path] && methods["get"].Summary != "" {
			t.Errorf("%s has no scenario", path)
		}
		for method, op := range methods {
			if method == "post" && slices.Contains([]string{"/edits", "/code", "/reviews", "/pdf-text", "/suggestions"}, strings.TrimPrefix(path, api.Prefix)) {
				continue // what is sent something has tests of its own
			}
			if method != "get" || op.Summary == "" {
				t.Errorf("%s %s: %q; everything is read with GET and says what it answers", method, path, op.Summary)
			}
			for _, code := range []string{"200", "400", "404", "500", "503"} {
				if op.Responses[code] == nil {
					t.Errorf("%s does not document %s", path, code)
				}
			}
			if op.Responses["422"] != nil {
				t.Errorf("%s documents 422, which is never answered", path)
			}
			if slices.ContainsFunc(op.Parameters, func(p struct{ Name, Description string }) bool { return p.Name == "" }) {
				t.Errorf("%s has a parameter without a name", path)
			}
		}
	}
}
