package api_test

import (
	"fmt"
	"net/url"
	"slices"
	"sort"
	"strings"
	"testing"

	"detente/internal/hands/desk/desktest"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
)

func TestPagesHoldEveryEventOnce(t *testing.T) {
	var want []string
	for _, r := range chronology(t) {
		want = append(want, r["date_start"]+" "+r["id"])
	}
	sort.Strings(want)
	for _, order := range []string{"asc", "desc"} {
		var got []string
		next, pages := "", 0
		for {
			v := get(t, "/events?limit=37&order="+order+"&cursor="+next)
			events := list(t, v, "events")
			for _, e := range events {
				got = append(got, e["date_start"].(string)+" "+e["id"].(string))
			}
			if n := number(t, v, "total"); n != len(want) {
				t.Fatalf("page %d names a total of %d, want %d", pages, n, len(want))
			}
			pages++
			if next = v["next"].(string); next == "" {
				break
			}
			if len(events) != 37 {
				t.Fatalf("page %d holds %d events", pages, len(events))
			}
		}
		if order == "desc" {
			slices.Reverse(got)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d events on %d pages, not the %d of the chronology in order", order, len(got), pages, len(want))
		}
	}
}

// ask by ask, the events found are those that a plain reading of the table finds.
func TestFiltersChoose(t *testing.T) {
	rows := chronology(t)
	held := calendar.FromTime(desktest.Now.AddDate(0, 0, -3)).String()
	has := func(column string, values ...string) func(row) bool {
		return func(r row) bool {
			for v := range strings.SplitSeq(r[column], ";") {
				if slices.Contains(values, v) {
					return true
				}
			}
			return false
		}
	}
	either := func(a, b func(row) bool) func(row) bool { return func(r row) bool { return a(r) || b(r) } }
	both := func(a, b func(row) bool) func(row) bool { return func(r row) bool { return a(r) && b(r) } }
	// What looks into places and summaries does not reach the last three days.
	over := func(f func(row) bool) func(row) bool { return func(r row) bool { return f(r) && r["date_end"] < held } }
	words := func(ws ...string) func(row) bool {
		return over(func(r row) bool {
			text := strings.ToLower(strings.Join([]string{r["summary"], r["initiator"], r["target"], r["place"], r["admin2"], r["admin1"]}, " "))
			for _, w := range ws {
				if !strings.Contains(text, w) {
					return false
				}
			}
			return true
		})
	}
	quad := func(q plover.Quad) func(row) bool {
		return func(r row) bool { return plover.Class(plover.Type(r["type"]), plover.Mode(r["mode"])) == q }
	}
	from := func(day string) func(row) bool { return func(r row) bool { return r["date_end"] >= day } }
	to := func(day string) func(row) bool { return func(r row) bool { return r["date_start"] <= day } }
	pakistan := []string{"PAK_FED", "PAK_KP", "PAK_MIL", "PAK_POLICE"}
	ttp := []string{"TTP", "TTP_AFFILIATE"}
	dyad := either(both(has("initiator_side", pakistan...), has("target_side", ttp...)), both(has("initiator_side", ttp...), has("target_side", pakistan...)))
	across := either(both(has("initiator_side", "PAK_MIL", "PAK_POLICE"), has("country", "AF")), both(has("initiator_side", "AFG_DFA"), has("country", "PK")))
	kabul := either(across, either(both(has("initiator_side", "AFG_DFA"), has("target_side", pakistan...)), both(has("initiator_side", pakistan...), has("target_side", "AFG_DFA"))))
	province := both(has("country", "PK"), has("admin1", "Khyber Pakhtunkhwa"))
	for query, want := range map[string]func(row) bool{
		"side=TTP":                      either(has("initiator_side", "TTP"), has("target_side", "TTP")),
		"side=TTP&side=ISKP":            either(has("initiator_side", "TTP", "ISKP"), has("target_side", "TTP", "ISKP")),
		"type=ASSAULT":                  has("type", "ASSAULT"),
		"type=AID&type=RETREAT":         has("type", "AID", "RETREAT"),
		"mode=airstrike":                has("mode", "airstrike"),
		"country=AF":                    has("country", "AF"),
		"admin1=Khyber+Pakhtunkhwa":     has("admin1", "Khyber Pakhtunkhwa"),
		"admin2=Bannu":                  over(has("admin2", "Bannu")),
		"admin2=Bannu&admin2=Bajaur":    over(has("admin2", "Bannu", "Bajaur")),
		"quad=material_cooperation":     quad(plover.MaterialCooperation),
		"quad=verbal_conflict":          quad(plover.VerbalConflict),
		"from=2025-10-01":               from("2025-10-01"),
		"to=2022-06-30":                 to("2022-06-30"),
		"from=2026-02-21&to=2026-02-28": both(from("2026-02-21"), to("2026-02-28")),
		"dyad=pakistan-ttp":             dyad,
		"unit=afghanistan-pakistan":     kabul,
		"unit=khyber-pakhtunkhwa":       province,
		"q=police":                      words("police"),
		"q=POLICE+bannu":                words("police", "bannu"),
		"unit=khyber-pakhtunkhwa&side=TTP&type=ASSAULT&from=2026-01-01": both(both(province, has("type", "ASSAULT")),
			both(from("2026-01-01"), either(has("initiator_side", "TTP"), has("target_side", "TTP")))),
	} {
		ids := map[string]bool{}
		for _, r := range rows {
			if want(r) {
				ids[r["id"]] = true
			}
		}
		if len(ids) == 0 || len(ids) == len(rows) {
			t.Errorf("%s: the chronology is no test of it: %d rows pass", query, len(ids))
		}
		got := everyEvent(t, query)
		for _, e := range got {
			if !ids[e["id"].(string)] {
				t.Errorf("%s finds %v, which does not pass", query, e["id"])
			}
		}
		if len(got) != len(ids) {
			t.Errorf("%s finds %d events, want %d", query, len(got), len(ids))
		}
	}
}

// An as-of in the past finds nothing that could not be known then, and never more than later.
func TestAsOfOnlyAdds(t *testing.T) {
	last := 0
	for _, day := range []string{"2021-08-14", "2022-01-01", "2024-06-01", "2026-03-01", "2026-07-01"} {
		v := get(t, "/events?limit=2000&as_of="+day)
		n := number(t, v, "total")
		for _, e := range list(t, v, "events") {
			if e["knowable_at"].(string) > day || e["date_start"].(string) > day {
				t.Errorf("as of %s: %v, knowable on %v", day, e["id"], e["knowable_at"])
			}
		}
		if n < last {
			t.Errorf("as of %s there are %d events, before that %d", day, n, last)
		}
		last = n
	}
	if last != len(chronology(t)) {
		t.Errorf("%d events in the end", last)
	}
}

// Nothing found is an answer: 200, empty lists, and words that say what it means.
func TestNothingFoundIsAnAnswer(t *testing.T) {
	q := "?" + url.Values{"side": {"ISKP"}, "mode": {"visit"}}.Encode()
	for path, name := range map[string]string{"/events" + q: "events", "/map" + q: "features", "/claims" + q: "events"} {
		if v := get(t, path); len(list(t, v, name)) != 0 {
			t.Errorf("%s: %v", path, v[name])
		}
	}
	v := get(t, "/toll"+q)
	if text := fmt.Sprint(v["text"]); !strings.Contains(text, "No violent event") || !strings.Contains(text, "not the same as") {
		t.Errorf("the toll of nothing reads %q", text)
	}
	if number(t, v, "deaths.of") != 0 || number(t, v, "deaths.unknown") != 0 {
		t.Errorf("the toll of nothing is %v", v["deaths"])
	}
	for _, w := range list(t, get(t, "/timeline"+q), "weeks") {
		if number(t, w, "events") != 0 {
			t.Errorf("a week of nothing: %v", w)
		}
	}
	before := get(t, "/assess?as_of=2021-08-01")
	for _, u := range list(t, before, "units") {
		if u["verdict"] != "unclear" || u["p_escalation"] != nil || u["p_holding"] != nil || u["p_reset"] != nil || u["reason"] == "" {
			t.Errorf("before the record: %v %v %v", u["verdict"], u["p_escalation"], u["reason"])
		}
	}
}
