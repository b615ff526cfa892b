package api_test

import (
	"net/http"
	"net/url"
	"testing"

	"detente/internal/faces/api"
	"detente/internal/hands/desk/desktest"
)

// The situation names the data set, the rows say whose they are, and nothing is added up.
func TestAnImportedDataSetStandsBeside(t *testing.T) {
	about := get(t, "/situation")
	sets := list(t, about, "imported")
	if len(sets) != 1 || sets[0]["id"] != desktest.Imported || number(t, sets[0], "events") != 2 || number(t, sets[0], "links") != 1 {
		t.Fatalf("imported: %v", sets)
	}
	v := get(t, "/linked?dataset=beside&from=2022-02-01&to=2022-03-31")
	counts := v["counts"].(object)
	if number(t, counts, "linked") != 1 || number(t, counts, "others") != 1 || number(t, counts, "own") == 0 || number(t, counts, "outside") == 0 {
		t.Errorf("counts: %v", counts)
	}
	total := number(t, counts, "linked") + number(t, counts, "others") + number(t, counts, "own") + number(t, counts, "outside")
	if number(t, v, "total") != total {
		t.Errorf("total %v of counts %v", v["total"], counts)
	}
	linked := list(t, get(t, "/linked?dataset=beside&standing=linked"), "groups")
	if len(linked) != 1 {
		t.Fatalf("%d linked rows, want 1", len(linked))
	}
	both := list(t, linked[0], "events")
	if both[0]["dataset"] != "chronology" || number(t, both[0], "sources") == 0 || both[1]["dataset"] != desktest.Imported || number(t, both[1], "deaths_high") != 9 {
		t.Errorf("the pair: %v", both)
	}
	// Pages of a list are parts of it, in either order.
	first := list(t, get(t, "/linked?dataset=beside&order=desc&limit=1"), "groups")
	last := list(t, get(t, "/linked?dataset=beside&limit=2000"), "groups")
	if first[0]["date_start"] != last[len(last)-1]["date_start"] {
		t.Errorf("newest first begins with %v, oldest first ends with %v", first[0]["date_start"], last[len(last)-1]["date_start"])
	}
	if len(list(t, get(t, "/linked?dataset=beside&offset=999999"), "groups")) != 0 {
		t.Error("a page after the last is not empty")
	}

	// From either of the two one gets to the other.
	for id, other := range map[string]string{"PA-20220202-01": "1", "beside/1": "PA-20220202-01"} {
		also := list(t, get(t, "/events/"+url.PathEscape(id)), "also")
		if len(also) != 1 || also[0]["event"].(object)["id"] != other || also[0]["reason"] != "same day" {
			t.Errorf("%s is also %v", id, also)
		}
	}

	c := get(t, "/compare?dataset=beside")
	months := list(t, c, "months")
	if len(months) != 2 || months[0]["month"] != "2022-02-01" {
		t.Fatalf("months: %v", months)
	}
	if number(t, months[0], "beside_set.linked") != 1 || number(t, months[0], "own_set.linked") != 1 || number(t, months[1], "beside_set.only") != 1 {
		t.Errorf("months: %v", months)
	}
	if number(t, c, "sum.beside_set.deaths.high") != 10 || number(t, c, "pairs.pairs") != 1 {
		t.Errorf("sum %v, pairs %v", c["sum"], c["pairs"])
	}
	toll := get(t, "/toll")
	if number(t, toll, "deaths.of") != number(t, toll, "events") {
		t.Error("the toll changed its meaning")
	}
}

func TestWhatCannotBeComparedIsRefused(t *testing.T) {
	for _, path := range []string{"/compare", "/compare?dataset=chronology", "/compare?dataset=nope", "/compare?dataset=beside&dataset=chronology", "/linked?dataset=nope", "/linked?standing=some"} {
		if w := ask(server, http.MethodGet, api.Prefix+path); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d, want 400: %.200s", path, w.Code, w.Body)
		}
	}
}
