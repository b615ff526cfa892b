package pairing_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"detente/internal/hands/importer/pairing"
	"detente/internal/thinking/match"
)

func TestTablesByTheNamesOfTheirColumns(t *testing.T) {
	ours := "id,date_start,date_end,lat,lon,type,mode,initiator_side,target_side,same\nE1,2026-01-01,2026-01-03,34,70,ASSAULT,ied,TTP,A;B,x\nE2,,,34,70,,,,,y\n"
	a, err := pairing.Read(context.Background(), strings.NewReader(ours), "Same")
	if err != nil || len(a.Events) != 1 || a.Left != 1 {
		t.Fatalf("%+v, %v", a, err)
	}
	e := a.Events[0]
	if e.ID != "E1" || e.End-e.Start != 2 || !slices.Equal(e.Kind, []string{"ASSAULT", "ied"}) || !slices.Equal(e.Actors, []string{"TTP", "A", "B"}) {
		t.Errorf("%+v", e)
	}
	theirs := "\"date\",\"latitude\",\"longitude\",\"type_tax\",\"actor_tax\",\"same\"\n2026-01-02,34,70,ASSAULT,TTP,x\n2026-01-02,34,70,ASSAULT,TTP,z\n"
	b, err := pairing.Read(context.Background(), strings.NewReader(theirs), "same")
	if err != nil || len(b.Events) != 2 || b.Events[0].ID != "2" {
		t.Fatalf("%+v, %v", b, err)
	}
	v := pairing.Judge(a, b, []match.Link{{A: "E1", B: "2"}, {A: "E1", B: "3"}})
	if v.Pairs != 1 || v.Right != 1 || v.Precision != .5 || v.Recall != 1 {
		t.Errorf("%+v", v)
	}
	if _, err := pairing.Read(context.Background(), strings.NewReader("a,b\n1,2\n"), ""); err == nil || !strings.Contains(err.Error(), "date_start, lat, lon") {
		t.Errorf("a table without days is taken: %v", err)
	}
}
