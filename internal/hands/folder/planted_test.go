package folder_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"detente/internal/hands/folder"
	"detente/internal/words/fault"
)

func readDir(t testing.TB, dir string) *folder.Content {
	t.Helper()
	f, err := folder.Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.Read(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSmallFolderHasNoFault(t *testing.T) {
	c := readDir(t, "testdata/small")
	for _, f := range c.Faults.All() {
		t.Error(f)
	}
	if c.Situation.Thresholds.Shown.DelayHours != 48 || c.Situation.Thresholds.Shown.SnapKM != 5 {
		t.Errorf("a threshold left out does not take its default: %+v", c.Situation.Thresholds.Shown)
	}
}

func TestTenPlantedFaultsAreAllNamed(t *testing.T) {
	c := readDir(t, "testdata/planted")
	want := []string{
		"situation.yaml|29|units[0].dyad|group-army|unknown dyad",
		"events.csv|6|date_start|2026-04-31|not a day",
		"events.csv|7|lat|61.4, 35.2|look swapped",
		"events.csv|8|initiator_side|ARMY|unknown side",
		"events.csv|9|deaths_low|9|above",
		"events.csv|10|id|E4|same id as in row 5",
		"events.csv|11|summary||loaded word",
		"sources.csv|7|event_id|E40|no such event",
		"claims.csv|3|source_url|https://news.example/zz|not among the sources",
		"series.csv|2|value|12,5|plain decimal",
	}
	var got []fault.Fault
	for _, f := range c.Faults.All() {
		if f.Level == fault.Error {
			got = append(got, f)
		}
	}
	for _, w := range want {
		p := strings.Split(w, "|")
		found := false
		for _, f := range got {
			if f.File == p[0] && fmt.Sprint(f.Row) == p[1] && f.Column == p[2] && strings.Contains(f.Value, p[3]) && strings.Contains(f.Reason, p[4]) {
				found = true
			}
		}
		if !found {
			t.Errorf("not named: %s", w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d faults, want %d:", len(got), len(want))
		for _, f := range got {
			t.Log(f)
		}
	}
	if c.Faults.Warnings() > 0 {
		t.Errorf("%d warnings in a sorted folder", c.Faults.Warnings())
	}
	if e := c.File("events.csv"); e.Read != 10 || e.Kept != 4 || e.Refused != 6 {
		t.Errorf("the good rows stay: %+v", e)
	}
}
