package desk_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
)

// TestWakesOnTheDefaultSituation checks the page against itself: each number of units can be
// traced, and refusals say why.
func TestWakesOnTheDefaultSituation(t *testing.T) {
	d := desktest.Default(t)
	q := desk.WakeQuery{Treatment: "operations", Control: "talks", Follow: []string{"attacks-on-police", "attacks-on-the-army"}, KM: []float64{50, math.Inf(1)}, Match: []string{"year", "deaths", "before"}}
	p, err := d.Wakes(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Cells) != 6 || p.Treatment.Events != len(p.Treatment.EventIDs) || p.Treatment.Events == 0 || p.Text == "" || len(p.Notes) < 3 {
		t.Fatalf("%+v", p)
	}
	for _, c := range p.Cells {
		if got := c.Treated.Units + c.Treated.Cut + c.Treated.NoPoint; got != p.Treatment.Events-p.Both {
			t.Errorf("%d days: %d of %d treatments are accounted for", c.Days, got, p.Treatment.Events-p.Both)
		}
		if (c.Effect == nil) != (c.Refused != "") || c.Refused != "" && c.Reason == "" {
			t.Errorf("an estimate or a reason, not both and not neither: %+v", c)
		}
	}
	if !slices.ContainsFunc(p.Cells, func(c desk.WakeCell) bool { return c.KM == nil && c.Treated.NoPoint == 0 }) {
		t.Error("without a distance no place is needed")
	}
	var bad *desk.BadQuery
	for _, q := range []desk.WakeQuery{
		{Treatment: "x", Control: "talks", Follow: []string{"talks"}}, {Treatment: "talks", Control: "x", Follow: []string{"talks"}},
		{Treatment: "operations", Control: "talks"}, {Treatment: "operations", Control: "talks", Follow: []string{"x"}},
		{Treatment: "operations", Control: "operations", Follow: []string{"talks"}},
		{Treatment: "operations", Control: "talks", Follow: []string{"talks"}, KM: []float64{-1}},
	} {
		if _, err := d.Wakes(context.Background(), q); !errors.As(err, &bad) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}
