package folder_test

import (
	"context"
	"testing"
	"time"

	"detente/internal/hands/folder"
	"detente/internal/words/record"
	"detente/situations"
)

func readDefault(t testing.TB) *folder.Content {
	t.Helper()
	f, err := folder.Open(situations.Default())
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.Read(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The rows that the chronology's README counts.
func TestDefaultSituationReadsWhole(t *testing.T) {
	c := readDefault(t)
	for _, f := range c.Faults.All() {
		t.Errorf("%s: %s", f.Level, f)
	}
	for name, rows := range map[string]int{
		"situation.yaml": 1, "events.csv": 530, "claims.csv": 299, "sources.csv": 788, "commitments.csv": 72,
		"statements.csv": 155, "crossings.csv": 55, "series.csv": 775,
	} {
		f := c.File(name)
		if f.State != folder.Read || f.Read != rows || f.Kept != rows || f.Refused != 0 || len(f.SHA256) != 64 {
			t.Errorf("%+v, want %d rows", f, rows)
		}
	}
	if len(c.Evidence) != 72 || len(c.Situation.Gazetteer.Spots()) == 0 {
		t.Errorf("%d readings of commitments, %d places", len(c.Evidence), len(c.Situation.Gazetteer.Spots()))
	}
}

func TestBatchOfDefaultSituation(t *testing.T) {
	c := readDefault(t)
	b := c.Batch(time.Date(2026, 7, 2, 0, 0, 0, 0, time.UTC), "test")
	if !b.Whole || b.Rejected != 0 || b.Dataset != "chronology" {
		t.Errorf("batch %+v", b)
	}
	kinds := map[record.Kind]int{}
	ids := map[string]bool{}
	for r, err := range b.Records {
		if err != nil {
			t.Fatal(err)
		}
		kinds[r.Kind]++
		if key := string(r.Kind) + " " + r.ID; ids[key] {
			t.Errorf("%s is there twice", key)
		} else {
			ids[key] = true
		}
		if !r.KnowableAt.IsSet() || r.KnowableAt > c.Situation.Dataset.Released || r.Version == "" || len(r.SHA256) != 64 || r.Row < 2 {
			t.Errorf("%s %s: %+v", r.Kind, r.ID, r)
		}
	}
	want := map[record.Kind]int{
		record.KindEvent: 530, record.KindClaim: 299, record.KindSource: 788, record.KindCommitment: 72,
		record.KindEvidence: 72, record.KindStatement: 155, record.KindCrossing: 55, record.KindObservation: 775,
	}
	for k, n := range want {
		if kinds[k] != n {
			t.Errorf("%d records of kind %s, want %d", kinds[k], k, n)
		}
	}
}
