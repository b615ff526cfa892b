package api_test

import (
	"fmt"
	"testing"

	"detente/internal/words/figure"
)

// questions are asked of several routes, whose answers must agree.
var questions = []string{
	"", "unit=khyber-pakhtunkhwa", "dyad=pakistan-ttp", "side=AFG_DFA", "type=ASSAULT", "quad=material_cooperation",
	"as_of=2026-03-01", "as_of=2025-10-20&unit=afghanistan-pakistan", "side=ISKP&mode=visit",
}

func TestPanelsAgree(t *testing.T) {
	for _, q := range questions {
		events := everyEvent(t, q)
		// What is known to the month or year is in no week.
		dated, violent, unknown := 0, 0, 0
		var deaths figure.Sum
		for _, e := range events {
			if p := e["date_precision"]; p == "day" || p == "week" {
				dated++
			}
			if e["type"] == "ASSAULT" {
				violent++
				r := figure.Range{Low: count(e["deaths_low"]), Best: count(e["deaths_best"]), High: count(e["deaths_high"])}
				deaths.Add(r)
				if !r.Known() {
					unknown++
				}
			}
		}

		line := get(t, "/timeline?"+q)
		weekly, attacks, best := 0, 0, 0
		for _, w := range list(t, line, "weeks") {
			weekly += number(t, w, "events")
			attacks += number(t, w, "violent")
			best += number(t, w, "deaths_best")
			if quads := number(t, w, "material_conflict") + number(t, w, "verbal_conflict") + number(t, w, "verbal_cooperation") + number(t, w, "material_cooperation"); quads != number(t, w, "events") {
				t.Errorf("%q: %d events in %v, %d by class", q, number(t, w, "events"), w["week"], quads)
			}
		}
		if weekly != dated || weekly+number(t, line, "undated") != len(events) {
			t.Errorf("%q: %d in weeks and %d undated, of %d events, %d of them dated", q, weekly, number(t, line, "undated"), len(events), dated)
		}
		if attacks > violent || int64(best) > deaths.Best {
			t.Errorf("%q: the timeline has %d attacks and %d dead, the events %d and %d", q, attacks, best, violent, deaths.Best)
		}

		places := get(t, "/map?"+q)
		if n := len(list(t, places, "features")) + number(t, places, "unplaced"); n != len(events) {
			t.Errorf("%q: the map accounts for %d of %d events", q, n, len(events))
		}

		toll := get(t, "/toll?"+q)
		if number(t, toll, "events") != violent || number(t, toll, "deaths.unknown") != unknown ||
			int64(number(t, toll, "deaths.low")) != deaths.Low || int64(number(t, toll, "deaths.best")) != deaths.Best || int64(number(t, toll, "deaths.high")) != deaths.High {
			t.Errorf("%q: toll %v of %v, the events %+v of %d", q, toll["deaths"], toll["events"], deaths, violent)
		}
		for _, v := range []object{line, places, toll} {
			if v["as_of"] != line["as_of"] {
				t.Errorf("%q: as of %v and %v", q, v["as_of"], line["as_of"])
			}
		}
	}
}

func count(v any) figure.Count {
	if n, ok := v.(float64); ok {
		return figure.Of(int64(n))
	}
	return figure.Count{}
}

// A window of the assessment is the toll of the same unit and days.
func TestWindowsAgreeWithTheToll(t *testing.T) {
	for _, asOf := range []string{"", "&as_of=2026-03-01"} {
		a := get(t, "/assess?"+asOf)
		for _, u := range list(t, a, "units") {
			for _, w := range list(t, u, "windows") {
				q := fmt.Sprintf("unit=%v&from=%v&to=%v%s", u["id"], w["from"], w["to"], asOf)
				toll := get(t, "/toll?"+q)
				if number(t, w, "violent") != number(t, toll, "events") || fmt.Sprint(w["deaths"]) != fmt.Sprint(toll["deaths"]) {
					t.Errorf("%s: the window has %v violent, %v; the toll %v, %v", q, w["violent"], w["deaths"], toll["events"], toll["deaths"])
				}
			}
		}
	}
}

func TestAsOfIsTheSameEverywhere(t *testing.T) {
	for _, asOf := range []string{"", "as_of=2026-03-01", "as_of=2022-02-02"} {
		want := get(t, "/assess?"+asOf)["as_of"]
		for _, route := range []string{"/events", "/events.geojson", "/timeline", "/map", "/toll", "/claims", "/commitments", "/channels", "/health"} {
			if got := get(t, route+"?"+asOf)["as_of"]; got != want {
				t.Errorf("%s?%s is as of %v, the assessment of %v", route, asOf, got, want)
			}
		}
	}
	if a, s := get(t, "/assess"), get(t, "/situation"); a["as_of"] != s["newest"] || a["data_version"] != s["data_version"] {
		t.Errorf("assessed as of %v on %v, the situation says %v on %v", a["as_of"], a["data_version"], s["newest"], s["data_version"])
	}
}

// The counts beside an event are those of its own page.
func TestEventAgreesWithItsPage(t *testing.T) {
	for i, e := range everyEvent(t, "") {
		if i%25 != 0 {
			continue
		}
		v := get(t, "/events/"+e["id"].(string))
		one := v["event"].(object)
		if fmt.Sprint(one) != fmt.Sprint(e) {
			t.Errorf("in the list %v\nalone %v", e, one)
		}
		if len(list(t, v, "claims")) != number(t, e, "claims") || len(list(t, v, "reports")) != number(t, e, "sources") {
			t.Errorf("%v: %v claims and %v reports, its page has %d and %d", e["id"], e["claims"], e["sources"], len(list(t, v, "claims")), len(list(t, v, "reports")))
		}
	}
}

// Health counts what the other routes hold.
func TestHealthAgrees(t *testing.T) {
	h := get(t, "/health")
	for _, k := range list(t, h, "kinds") {
		if k["kind"] == "event" && (number(t, k, "records") != len(chronology(t)) || k["newest"] != h["newest"]) {
			t.Errorf("%v, newest %v", k, h["newest"])
		}
		if (number(t, k, "records") == 0) != (k["state"] == "empty") {
			t.Errorf("%v", k)
		}
		if k["kind"] == "source" {
			n := 0
			for _, s := range list(t, h, "sources") {
				n += number(t, s, "reports")
			}
			if n != number(t, k, "records") {
				t.Errorf("%d reports by kind, %v in all", n, k["records"])
			}
		}
	}
}
