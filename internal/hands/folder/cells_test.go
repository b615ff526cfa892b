package folder_test

import (
	"context"
	"reflect"
	"testing"

	"detente/internal/hands/folder"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/situations"
)

// Each row of the chronology that is written out as cells and read again by itself is the
// same record, without a fault.
func TestCellsReadBack(t *testing.T) {
	f, err := folder.Open(situations.Default())
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.Read(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	rules := c.Rules(calendar.Unset)
	back := func(rows map[record.Kind]folder.Cells) *folder.Content {
		t.Helper()
		got, err := rules.Read(context.Background(), rows)
		if err != nil || got.Faults.Errors() > 0 {
			t.Fatalf("%v: %v %v", rows, err, got.Faults.All())
		}
		return got
	}
	same := func(want, got any) {
		t.Helper()
		if !reflect.DeepEqual(want, got) {
			t.Errorf("%+v reads back as %+v", want, got)
		}
	}
	events := map[string]record.Event{}
	for i, r := range c.Events {
		events[r.Record.ID] = r.Record
		if i%5 == 0 {
			same(r.Record, back(map[record.Kind]folder.Cells{record.KindEvent: folder.CellsOf(r.Record)}).Events[0].Record)
		}
	}
	for i, r := range c.Sources {
		if i%10 == 0 {
			same(r.Record, back(map[record.Kind]folder.Cells{
				record.KindEvent: folder.CellsOf(events[r.Record.EventID]), record.KindSource: folder.CellsOf(r.Record),
			}).Sources[0].Record)
		}
	}
	evidence := map[string]record.Evidence{}
	for _, r := range c.Evidence {
		evidence[r.Record.CommitmentID] = r.Record
	}
	for _, r := range c.Commitments {
		cells := folder.CellsOf(r.Record)
		e, ok := evidence[r.Record.ID]
		if ok {
			for k, v := range folder.CellsOf(e) {
				cells[k] = v
			}
		}
		got := back(map[record.Kind]folder.Cells{record.KindCommitment: cells})
		same(r.Record, got.Commitments[0].Record)
		if ok {
			same(e, got.Evidence[0].Record)
		}
	}
	for _, r := range c.Statements {
		same(r.Record, back(map[record.Kind]folder.Cells{record.KindStatement: folder.CellsOf(r.Record)}).Statements[0].Record)
	}
	for _, r := range c.Crossings {
		same(r.Record, back(map[record.Kind]folder.Cells{record.KindCrossing: folder.CellsOf(r.Record)}).Crossings[0].Record)
	}
	sources := map[string]record.Source{}
	for _, r := range c.Sources {
		sources[r.Record.EventID+r.Record.URL] = r.Record
	}
	for i, r := range c.Claims {
		if i%10 == 0 {
			same(r.Record, back(map[record.Kind]folder.Cells{
				record.KindEvent: folder.CellsOf(events[r.Record.EventID]), record.KindClaim: folder.CellsOf(r.Record),
				record.KindSource: folder.CellsOf(sources[r.Record.EventID+r.Record.SourceURL]),
			}).Claims[0].Record)
		}
	}
	for i, r := range c.Observations {
		got := folder.CellsOf(r.Record)
		if i%10 == 0 && r.Record.ID != "" {
			x := back(map[record.Kind]folder.Cells{record.KindObservation: got}).Observations[0].Record
			x.ID = r.Record.ID // the second figure of a publisher for a period has its value in it
			same(r.Record, x)
		}
	}
	if folder.CellsOf(record.Review{}) != nil || folder.Columns(record.KindReview) != nil {
		t.Error("reviews have no cells")
	}
}

// What is added to a data set may be newer than its release; what a folder holds may not.
func TestGivenEventsMayBeNewerThanTheDataSet(t *testing.T) {
	c := read(t, small(t))
	cells := folder.CellsOf(c.Events[1].Record)
	cells["date_start"], cells["date_end"], cells["date_precision"] = "2026-07-20", "2026-07-20", "day"
	for day, faults := range map[calendar.Date]int{calendar.Unset: 1, calendar.DateOf(2026, 7, 19): 1, calendar.DateOf(2026, 7, 20): 0} {
		got, err := c.Rules(day).Read(context.Background(), map[record.Kind]folder.Cells{record.KindEvent: cells})
		if err != nil || got.Faults.Errors() != faults {
			t.Errorf("on %s: %v %v", day, err, got.Faults.All())
		}
	}
}
