package all_test

import (
	"context"
	"encoding/csv"
	"io/fs"
	"strings"
	"testing"

	"detente/internal/hands/folder"
	"detente/internal/hands/importer"
	"detente/internal/hands/importer/all"
	"detente/internal/words/calendar"
	"detente/situations"
)

// The tables of actors that come with the situation are of data sets that there are importers for, name
// sides that there are, and give an actor one side a day.
func TestTablesOfActorsCanBeUsed(t *testing.T) {
	root := situations.Default()
	f, err := folder.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.Read(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string]bool{}
	for _, i := range all.List() {
		sets[i.Properties().Dataset] = true
	}
	names, err := fs.Glob(root, "actors/*.csv")
	if err != nil || len(names) < 5 {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		if !sets[strings.TrimSuffix(strings.TrimPrefix(name, "actors/"), ".csv")] {
			t.Errorf("%s is of no data set that can be imported", name)
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		a := importer.NewActors(&c.Situation)
		if err := a.Add(strings.NewReader(string(data)), name, &c.Situation); err != nil {
			t.Error(err)
			continue
		}
		rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		sided := 0
		windows := map[string][]calendar.Window{}
		for _, r := range rows[1:] {
			w := calendar.Window{From: date(t, r[2]), To: date(t, r[3])}
			for _, other := range windows[r[0]] {
				if meet(w, other) {
					t.Errorf("%s: %s counts under two sides on one day", name, r[0])
				}
			}
			windows[r[0]] = append(windows[r[0]], w)
			day := w.From
			if !day.IsSet() {
				day = w.To
			}
			if !day.IsSet() {
				day = c.Situation.Dataset.Begins
			}
			sides, known := a.Sides(r[0], day)
			if !known || strings.Join(sides, ";") != r[1] {
				t.Errorf("%s: %s on %s counts under %v, not %q", name, r[0], day, sides, r[1])
			}
			sided += len(sides)
		}
		if sided == 0 {
			t.Errorf("%s gives nobody a side", name)
		}
		// Who changes sides does so on the day on which the situation begins.
		begins := c.Situation.Dataset.Begins
		for _, r := range rows[1:] {
			if to := date(t, r[3]); to.IsSet() && to != begins.Add(-1) {
				t.Errorf("%s: %s changes after %s", name, r[0], to)
			}
		}
	}
}

func date(t *testing.T, v string) calendar.Date {
	t.Helper()
	if v == "" {
		return calendar.Unset
	}
	d, err := calendar.ParseDate(v)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// meet reports whether two windows share a day; unset ends are open.
func meet(a, b calendar.Window) bool {
	before := func(x, y calendar.Window) bool { return x.To.IsSet() && y.From.IsSet() && x.To < y.From }
	return !before(a, b) && !before(b, a)
}
