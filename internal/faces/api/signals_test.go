package api_test

import (
	"net/http"
	"strings"
	"testing"

	"detente/internal/faces/api"
	"detente/internal/hands/desk/desktest"
	"detente/situations"
)

// Signals are counts of reports by week and type; a week of which nothing was taken in is told from
// one in which the filter finds nothing.
func TestSignalsByWeekAndType(t *testing.T) {
	v := get(t, "/signals")
	if v["state"] != "ok" || v["dataset"] != desktest.Wire || number(t, v, "total") != 4 {
		t.Fatalf("%v", v)
	}
	weeks, types := list(t, v, "weeks"), list(t, v, "types")
	if len(weeks) != 3 || weeks[0]["taken"] != true || weeks[1]["taken"] != false || number(t, weeks[0], "signals") != 3 || number(t, weeks[1], "signals") != 0 {
		t.Errorf("weeks %v", weeks)
	}
	if len(types) != 3 || types[0]["type"] != "ASSAULT" || types[0]["quad"] != "material_conflict" || len(types[0]["weeks"].([]any)) != 3 {
		t.Errorf("types %v", types)
	}
	sum := 0
	for _, x := range types {
		sum += number(t, x, "signals")
	}
	if sum != number(t, v, "total") || !strings.Contains(v["text"].(string), "is not zero") {
		t.Errorf("sum %d, text %v", sum, v["text"])
	}
	if v := get(t, "/signals?country=PK"); number(t, v, "total") != 2 || len(list(t, v, "weeks")) != 1 {
		t.Errorf("of one country: %v", v)
	}
	if v := get(t, "/signals?as_of=2022-01-31"); number(t, v, "total") != 1 {
		t.Errorf("as known then: %v", v)
	}
	if v := get(t, "/signals?country=IN"); v["state"] != "empty" || len(list(t, v, "weeks")) != 0 {
		t.Errorf("of a country without: %v", v)
	}
	for _, path := range []string{"/signals?dataset=beside", "/signals?type=BOOM", "/signals?country=PAK", "/signals?from=2022-02-02&to=2022-01-01"} {
		if w := ask(server, http.MethodGet, api.Prefix+path); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d, want 400", path, w.Code)
		}
	}
}

// They enter no answer that is of events.
func TestSignalsAreNoEvents(t *testing.T) {
	for _, set := range list(t, get(t, "/situation"), "imported") {
		if set["id"] == desktest.Wire {
			t.Error("signals are listed as a data set of events")
		}
	}
	if v := get(t, "/events?from=2022-02-14&to=2022-02-14&dataset=wire"); number(t, v, "total") != 0 {
		t.Errorf("events of a data set of signals: %v", v)
	}
}

// Without any data set of signals the answer says how to take one in.
func TestWithoutSignals(t *testing.T) {
	d := desktest.Open(t, situations.Default(), desktest.Now)
	w := ask(api.Handler(d, page, "test"), http.MethodGet, api.Prefix+"/signals")
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"state":"none"`) || !strings.Contains(w.Body.String(), "detente import gdelt") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
