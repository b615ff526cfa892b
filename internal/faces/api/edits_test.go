package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"detente/internal/faces/api"
	"detente/internal/hands/desk/desktest"
)

// edited is a server of the small situation that takes edits.
func edited(t *testing.T) http.Handler {
	t.Helper()
	d, book := desktest.Edited(t, os.DirFS("../../hands/folder/testdata/small"), time.Date(2026, 7, 10, 9, 0, 0, 0, time.UTC))
	return api.Handler(d, page, "test", api.Edits(book))
}

// post sends an edit as the server's own page does, but for the headers given.
func post(h http.Handler, body string, headers ...string) *httptest.ResponseRecorder {
	return sendTo(h, "/edits", body, headers...)
}

// sendTo sends a body to a route.
func sendTo(h http.Handler, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "http://localhost:8642"+api.Prefix+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", "http://localhost:8642")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(headers); i += 2 {
		switch {
		case headers[i] == "Host":
			r.Host = headers[i+1]
		case headers[i+1] == "":
			r.Header.Del(headers[i])
		default:
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const correction = `{"kind":"statement","id":"S1","fields":{"stance":"oppose"},"who":"JK","why":"read again"}`

func TestEditsAreTaken(t *testing.T) {
	h := edited(t)
	if w := ask(h, http.MethodGet, api.Prefix+"/audit"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"edits":[]`) {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	w := post(h, correction)
	var got struct {
		ID, Version string
		Edits       []struct{ Edit, Action string }
		Notes       []any
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusCreated || got.ID != "S1" || got.Version == "" || len(got.Edits) != 1 || got.Edits[0].Action != "correct" || got.Notes == nil {
		t.Fatalf("%d %s %v", w.Code, w.Body, err)
	}
	// What was read before is not served any more.
	list := ask(h, http.MethodGet, api.Prefix+"/audit?kind=statement&id=S1").Body.String()
	for _, want := range []string{`"field":"stance","before":"support","after":"oppose"`, `"who":"JK"`, `"why":"read again"`, `"in_force":true`, `"version":"` + got.Version} {
		if !strings.Contains(list, want) {
			t.Errorf("%s is not in %s", want, list)
		}
	}
	form := ask(h, http.MethodGet, api.Prefix+"/edits/form?kind=statement&id=S1").Body.String()
	if !strings.Contains(form, `"version":"`+got.Version) || !strings.Contains(form, `"name":"stance","value":"oppose","choices":["mixed","oppose","support"]`) {
		t.Error(form)
	}
	for _, s := range []struct {
		body string
		code int
	}{
		{correction, 409}, // nothing would change
		{strings.Replace(correction, `"why"`, `"base":"0123","why"`, 1), 409},
		{strings.Replace(correction, `S1`, `S9`, 1), 404},
		{`{"kind":"evidence","fields":{"commitment_id":"C1","status":"unknown","evidence":"Nothing later was seen."},"who":"JK","why":"x"}`, 201},
		{`{"kind":"statement","action":"retract","id":"S1","who":"JK","why":"x"}`, 201},
		{`{"kind":"statement","action":"retract","id":"S1","who":"JK","why":"x"}`, 404},
		{`{"kind":"statement","action":"withdraw","id":"S1","who":"JK","why":"x"}`, 201},
		{`{"kind":"statement","action":"withdraw","id":"S1","who":"JK","why":"x"}`, 404},
		{`{"kind":"statement","action":"erase","id":"S1","who":"JK","why":"x"}`, 422},
		{`{"kind":"statement","id":"S1","fields":{"stance":7},"who":"JK","why":"x"}`, 422},
		{`{"kind":"statement","id":"S1","fields":{},"who":"JK","why":"x","force":true}`, 422},
		{`{"kind":`, 400},
	} {
		if w := post(h, s.body); w.Code != s.code {
			t.Errorf("%s: %d, want %d: %s", s.body, w.Code, s.code, w.Body)
		}
	}
}

func TestFaultyEditsNameTheField(t *testing.T) {
	w := post(edited(t), `{"kind":"statement","id":"S1","fields":{"stance":"maybe","issue":"weather"},"who":"","why":"x"}`)
	var got struct {
		Detail string
		Errors []struct {
			Message, Location string
			Value             any
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusUnprocessableEntity {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if len(got.Errors) != 1 || got.Errors[0].Location != "body.who" {
		t.Errorf("%+v", got)
	}
	w = post(edited(t), `{"kind":"statement","id":"S1","fields":{"stance":"maybe","issue":"weather"},"who":"JK","why":"x"}`)
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || len(got.Errors) != 2 {
		t.Fatalf("%s", w.Body)
	}
	if e := got.Errors[1]; e.Location != "body.fields.stance" || e.Value != "maybe" || !strings.Contains(e.Message, "not one of support") {
		t.Errorf("%+v", got.Errors)
	}
	for _, path := range []string{"/audit?kind=war", "/audit?since=x", "/audit?cursor=x", "/edits/form?kind=war"} {
		if w := ask(server, http.MethodGet, api.Prefix+path); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if w := ask(server, http.MethodGet, api.Prefix+"/edits/form?kind=statement&id=nope"); w.Code != http.StatusNotFound {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestAServerThatOnlyReadsTakesNoEdit(t *testing.T) {
	w := post(server, correction)
	if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "detente serve --edit") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Another site, a form, and a name that points here are refused before anything is read.
func TestEditsOfOtherSitesAreRefused(t *testing.T) {
	h := edited(t)
	for name, c := range map[string]struct {
		headers []string
		code    int
	}{
		"another site":               {[]string{"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"}, 403},
		"a site beside it":           {[]string{"Origin", "http://localhost:9999", "Sec-Fetch-Site", "same-site"}, 403},
		"a browser without the mark": {[]string{"Origin", "https://evil.example", "Sec-Fetch-Site", ""}, 403},
		"another port without it":    {[]string{"Origin", "http://localhost:9999", "Sec-Fetch-Site", ""}, 403},
		"no origin":                  {[]string{"Origin", "null", "Sec-Fetch-Site", ""}, 403},
		"a form":                     {[]string{"Content-Type", "application/x-www-form-urlencoded"}, 415},
		"plain text":                 {[]string{"Content-Type", "text/plain"}, 415},
		"several parts":              {[]string{"Content-Type", "multipart/form-data; boundary=x"}, 415},
		"no type":                    {[]string{"Content-Type", ""}, 415},
		"a rebound name":             {[]string{"Host", "evil.example", "Origin", "http://evil.example"}, 421},
	} {
		w := post(h, correction, c.headers...)
		if w.Code != c.code || w.Body.Len() == 0 {
			t.Errorf("%s: %d, want %d: %s", name, w.Code, c.code, w.Body)
		}
		if c.code != 421 && w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s", name, w.Header().Get("Content-Type"))
		}
	}
	if list := ask(h, http.MethodGet, api.Prefix+"/audit").Body.String(); !strings.Contains(list, `"total":0`) {
		t.Errorf("something was taken: %s", list)
	}
	for _, c := range [][]string{nil, {"Sec-Fetch-Site", "", "Origin", ""}, {"Content-Type", "application/json; charset=utf-8"}} {
		if w := post(edited(t), correction, c...); w.Code != http.StatusCreated {
			t.Errorf("%v: %d %s", c, w.Code, w.Body)
		}
	}
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch} {
		if w := ask(h, method, api.Prefix+"/edits", "Content-Type", "application/json"); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, w.Code)
		}
	}
}

// Of several who send an edit of one version at once, one gets through.
func TestEditsAtOnce(t *testing.T) {
	h := edited(t)
	var form struct{ Version string }
	if err := json.Unmarshal(ask(h, http.MethodGet, api.Prefix+"/edits/form?kind=statement&id=S1").Body.Bytes(), &form); err != nil {
		t.Fatal(err)
	}
	codes := make(chan int, 6)
	for range cap(codes) {
		go func() {
			codes <- post(h, strings.Replace(correction, `"why"`, fmt.Sprintf(`"base":%q,"why"`, form.Version), 1)).Code
		}()
	}
	count := map[int]int{}
	for range cap(codes) {
		count[<-codes]++
	}
	if count[201] != 1 || count[409] != cap(codes)-1 {
		t.Errorf("%v", count)
	}
}
