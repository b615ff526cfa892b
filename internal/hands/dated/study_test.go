package dated_test

import (
	"os"
	"path/filepath"
	"testing"

	"detente/internal/hands/dated"
)

// TestStudyOfUCDP reads the rules of the study in the documents, and, where UCDP's table is
// there, its streams: the counts are those of a separate count of the same rows in another language.
func TestStudyOfUCDP(t *testing.T) {
	up := filepath.Join("..", "..", "..")
	r, err := dated.OpenRules(filepath.Join(up, "docs", "studies", "pakistan-ucdp-ged.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(up, "..", "shared", "data", "ucdp", "ged_pakistan_1989_2021.csv")
	if _, err := os.Stat(path); err != nil {
		t.Skip("no UCDP table beside the repository")
	}
	table, err := dated.Open(path, r)
	if err != nil {
		t.Fatal(err)
	}
	if table.Rows != 6416 || len(table.Events) != 6068 || table.Passed != 348 || table.Long != 0 || table.Faults.Errors() != 0 {
		t.Errorf("%d of %d rows, %d passed over, %d long, %d faults", len(table.Events), table.Rows, table.Passed, table.Long, table.Faults.Errors())
	}
	got := make([]int, len(r.Streams))
	for _, e := range table.Events {
		if len(e.Streams) > 1 {
			t.Errorf("row %d is in streams %v", e.Row, e.Streams)
		}
		for _, k := range e.Streams {
			got[k]++
		}
	}
	for k, want := range []int{1517, 914, 457, 901, 541, 381, 453} {
		if got[k] != want {
			t.Errorf("%s: %d events, counted apart %d", r.Streams[k].ID, got[k], want)
		}
	}
}
