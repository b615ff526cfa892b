package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"detente/internal/faces/api"
)

func TestWhatMakesNoSenseIsRefused(t *testing.T) {
	other := get(t, "/events?limit=3&side=TTP")["next"].(string)
	cases := []struct {
		path   string
		status int
		names  string // what the reason names
	}{
		{"/assess?as_of=2026-02-30", 400, "as_of"},
		{"/assess?as_of=yesterday", 400, "as_of"},
		{"/events/PA-20220202-01?as_of=1", 400, "as_of"},
		{"/commitments?as_of=x", 400, "as_of"},
		{"/channels?as_of=x", 400, "as_of"},
		{"/health?as_of=x", 400, "as_of"},
		{"/brief?as_of=x", 400, "as_of"},
		{"/brief?format=pdf", 400, "format"},
		{"/events?limit=0", 400, "limit"},
		{"/events?limit=2001", 400, "limit"},
		{"/events?limit=many", 400, "limit"},
		{"/events?order=up", 400, "order"},
		{"/events?cursor=%21%21", 400, "cursor"},
		{"/events?cursor=" + other, 400, "cursor"},
		{"/events?limit=3&side=PAK_MIL&cursor=" + other, 400, "cursor"},
		{"/events?q=" + strings.Repeat("a", 201), 400, "q"},
		{"/events/NO-SUCH-EVENT", 404, "NO-SUCH-EVENT"},
		{"/events/PA-20220202-01?as_of=2021-09-01", 404, "as-of"},
		{"/events/" + strings.Repeat("x", 201), 400, "id"},
		{"/retaliation?break=2025-02-30", 400, "break"},
		{"/retaliation?break=2025-02-01&break=2024-02-01", 400, "break"},
		{"/retaliation/checks?sets=101", 400, "sets"},
		{"/wake", 400, "treatment"},
		{"/wake?treatment=none&control=talks&follow=operations", 400, "treatment"},
		{"/wake?treatment=talks&control=talks&follow=operations", 400, "control"},
		{"/wake?treatment=operations&control=talks&follow=none", 400, "follow"},
		{"/wake?treatment=operations&control=talks&follow=talks&days=0", 400, "days"},
		{"/wake?treatment=operations&control=talks&follow=talks&km=-1", 400, "km"},
		{"/wake?treatment=operations&control=talks&follow=talks&match=colour", 400, "match"},
		{"/wake?treatment=operations&control=talks&follow=talks&overlap=some", 400, "overlap"},
	}
	// Every route that takes the filters refuses the same.
	for _, route := range []string{"/events", "/events.csv", "/events.geojson", "/timeline", "/map", "/toll", "/claims"} {
		for _, bad := range []string{
			"as_of=2026-13-01", "from=x", "to=2026-06-31", "side=NOBODY", "dyad=none", "unit=none", "type=assault", "mode=war",
			"quad=conflict", "country=XX", "from=2026-02-01&to=2026-01-01",
			"unit=khyber-pakhtunkhwa&country=AF",
		} {
			name, _, _ := strings.Cut(bad, "=")
			cases = append(cases, struct {
				path   string
				status int
				names  string
			}{route + "?" + bad, 400, name})
		}
	}
	for _, c := range cases {
		w := ask(server, http.MethodGet, api.Prefix+c.path)
		if w.Code != c.status || w.Header().Get("Content-Type") != "application/problem+json" || !strings.Contains(w.Body.String(), c.names) {
			t.Errorf("%s: %d %s\n%.400s\nwant %d and a reason that names %q", c.path, w.Code, w.Header().Get("Content-Type"), w.Body, c.status, c.names)
		}
	}
}

// A parameter that the route does not have changes nothing, as the document says.
func TestUnknownParametersAreIgnored(t *testing.T) {
	a, b := get(t, "/toll?unit=pakistan-ttp"), get(t, "/toll?unit=pakistan-ttp&colour=blue")
	if a["text"] != b["text"] {
		t.Errorf("%v and %v", a["text"], b["text"])
	}
}

func TestOtherMethodsAndNames(t *testing.T) {
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodOptions} {
		for _, path := range []string{api.Prefix + "/events", api.Prefix + "/assess", "/"} {
			w := ask(server, method, path)
			if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: %d, Allow %q", method, path, w.Code, w.Header().Get("Allow"))
			}
		}
	}
	if w := ask(server, http.MethodHead, api.Prefix+"/situation"); w.Code != http.StatusOK {
		t.Errorf("HEAD: %d", w.Code)
	}
	if w := ask(server, http.MethodGet, api.Prefix+"/nothing"); w.Code != http.StatusNotFound {
		t.Errorf("an unknown route: %d", w.Code)
	}
	for host, want := range map[string]int{
		"localhost": 200, "localhost:8642": 200, "127.0.0.1:8642": 200, "[::1]:8642": 200, "::1": 200,
		"news.example": 421, "localhost.news.example": 421, "127.0.0.1.news.example:8642": 421, "": 421,
	} {
		for _, path := range []string{"/", api.Prefix + "/situation", api.Prefix + "/openapi.json"} {
			if w := ask(server, http.MethodGet, path, "Host", host); w.Code != want {
				t.Errorf("%s of host %q: %d, want %d", path, host, w.Code, want)
			}
		}
	}
}

// Whatever stands in a query reaches the store as a value.
func TestHostileValuesFindNothing(t *testing.T) {
	for _, s := range []string{"' OR 1=1 --", `"; DROP TABLE record; --`, "%", "_", "\x00", "\xff\xfe", "<script>", "{{.}}"} {
		v := get(t, "/events?q="+url.QueryEscape(s+" zzz"))
		if n := number(t, v, "total"); n != 0 {
			t.Errorf("%q finds %d events", s, n)
		}
	}
	if n := number(t, get(t, "/events"), "total"); n != len(chronology(t)) {
		t.Errorf("%d events left", n)
	}
}
