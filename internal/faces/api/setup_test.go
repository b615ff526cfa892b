package api_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"detente/internal/faces/api"
	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
	"detente/internal/hands/dictionary"
	"detente/internal/hands/review"
	"detente/internal/thinking/coder"
	"detente/situations"
)

// page stands in for the page's files.
var page = fstest.MapFS{
	"index.html":      {Data: []byte("<!doctype html><title>page</title>")},
	"assets/a.abc.js": {Data: []byte("void 0")},
}

// The default situation, served as the program does it; every test asks the same server.
var (
	office *desk.Desk
	server http.Handler
)

func TestMain(m *testing.M) {
	d, done, err := desktest.Make(situations.Default(), desktest.Now, append(desktest.Beside(), desktest.Signals())...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	office, server = d, api.Handler(d, page, "test", api.Reviews(review.New(lists, d, nil)))
	code := m.Run()
	_ = done()
	os.Exit(code)
}

// lists are the word lists of the default situation.
func lists() (*coder.Coder, error) {
	d, _, err := dictionary.Read(situations.Default())
	return coder.New(d), err
}

// ask sends a request as a browser on this machine would, and returns the answer.
func ask(h http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://localhost:8642"+path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// object is an answer in JSON as anyone sees it.
type object = map[string]any

// get reads the JSON answer of a route that must succeed.
func get(t testing.TB, path string) object {
	t.Helper()
	w := ask(server, http.MethodGet, api.Prefix+path)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	var v object
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return v
}

// number is a member that must be a number; members are named "a.b".
func number(t testing.TB, v object, name string) int {
	t.Helper()
	var at any = v
	for part := range strings.SplitSeq(name, ".") {
		m, _ := at.(object)
		at = m[part]
	}
	n, ok := at.(float64)
	if !ok {
		t.Fatalf("%s is %v, not a number", name, at)
	}
	return int(n)
}

// list is a member that must be a list of objects.
func list(t testing.TB, v object, name string) []object {
	t.Helper()
	all, ok := v[name].([]any)
	if !ok {
		t.Fatalf("%s is %v, not a list", name, v[name])
	}
	out := make([]object, len(all))
	for i, x := range all {
		out[i] = x.(object)
	}
	return out
}

// everyEvent reads the pages of a query and returns the events, in order.
func everyEvent(t testing.TB, query string) []object {
	t.Helper()
	var out []object
	for cursor := ""; ; {
		v := get(t, "/events?limit=2000&"+query+cursor)
		out = append(out, list(t, v, "events")...)
		next := v["next"].(string)
		if next == "" {
			return out
		}
		cursor = "&cursor=" + next
	}
}

// row is one row of events.csv by column.
type row map[string]string

func chronology(t testing.TB) []row {
	t.Helper()
	f, err := situations.Default().Open("events.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]row, len(all)-1)
	for i := range out {
		out[i] = row{}
		for k, name := range all[0] {
			out[i][name] = all[i+1][k]
		}
	}
	return out
}

func indented(b []byte) []byte {
	var out bytes.Buffer
	if json.Indent(&out, b, "", " ") != nil {
		return b
	}
	out.WriteByte('\n')
	return out.Bytes()
}
