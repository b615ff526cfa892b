package dictionary_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"detente/internal/thinking/coder"
	"detente/internal/words/calendar"
	"detente/situations"
)

// TestEvalChronology codes the summaries of the situation's own events, real and written for readers, and compares the type
// and the sides with those on file. A summary says less than its event: most name no day and no place, and many types rest on
// what the analysts knew besides, so not all of them can be found.
func TestEvalChronology(t *testing.T) {
	f, err := situations.Default().Open("events.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	col := map[string]int{}
	for i, h := range rows[0] {
		col[h] = i
	}
	c := newCoder(t)
	type tally struct{ all, found, sides int }
	var force, other tally
	for _, row := range rows[1:] {
		day, err := calendar.ParseDate(row[col["date_end"]])
		if err != nil {
			continue // dated to a month or a year
		}
		sum := &other
		if row[col["type"]] == "ASSAULT" {
			sum = &force
		}
		sum.all++
		side := func(column, got string) bool {
			return got != "" && slices.Contains(strings.Split(row[col[column]], ";"), got)
		}
		found, sides := 0, 0
		for _, e := range c.Code(coder.Item{ID: row[0], Published: day, Text: row[col["summary"]]}).Events {
			a, b := side("initiator_side", string(e.InitiatorSide)), side("target_side", string(e.TargetSide))
			if string(e.Type) == row[col["type"]] && (a || b) {
				found = 1
				if a && b {
					sides = 1
				}
			}
		}
		sum.found += found
		sum.sides += sides
	}
	for _, x := range []struct {
		name  string
		of    tally
		floor float64
	}{{"force", force, .8}, {"other acts", other, .25}} {
		share := float64(x.of.found) / float64(x.of.all)
		t.Logf("chronology, %s: %d of %d summaries coded to their type with one side at least, %d of them with both", x.name, x.of.found, x.of.all, x.of.sides)
		if share < x.floor {
			t.Errorf("%s: %.3f is under %.2f", x.name, share, x.floor)
		}
	}
}
