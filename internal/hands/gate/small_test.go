package gate

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/words/record"
)

func TestSmallCountsOfPeopleAreHeldBack(t *testing.T) {
	for _, c := range []struct {
		value float64
		unit  string
		held  bool
	}{
		{0, "persons", false}, // a report of none points to nobody
		{1, "persons", true}, {4, "persons", true}, {4.9, "families", true}, {5, "persons", false}, {3042, "persons", false},
		{3, "deaths", false}, {3, "USD", false}, {2, "percent", false}, {-1, "persons", false},
	} {
		o := record.Observation{Value: c.value, Unit: c.unit, Note: "three brothers"}
		small(&o, 5)
		if held := o.Under > 0; held != c.held {
			t.Errorf("%v %s: held back %v, want %v", c.value, c.unit, held, c.held)
		}
		if c.held && (o.Value != 0 || o.Note != "" || o.Under != 5) {
			t.Errorf("%v %s leaves %+v", c.value, c.unit, o)
		}
		if !c.held && (o.Value != c.value || o.Note == "") {
			t.Errorf("%v %s is changed to %+v", c.value, c.unit, o)
		}
	}
}

// Nothing of a value that is held back is left, and what is shown is as it was; twice is once.
func TestSmallLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		smallest := rapid.IntRange(0, 20).Draw(t, "smallest")
		o := record.Observation{
			Value: float64(rapid.IntRange(0, 40).Draw(t, "value")), Note: strings.Repeat("n", 3),
			Unit: rapid.SampledFrom([]string{"persons", "families", "deaths", "trucks"}).Draw(t, "unit"),
		}
		shown := o
		small(&shown, smallest)
		if countsPeople[o.Unit] && shown.Under == 0 && shown.Value > 0 && shown.Value < float64(smallest) {
			t.Fatalf("%v %s is shown under %d", shown.Value, o.Unit, smallest)
		}
		if shown.Under == 0 && shown != o || shown.Under > 0 && (shown.Value != 0 || shown.Note != "") {
			t.Fatalf("%+v became %+v", o, shown)
		}
		twice := shown
		small(&twice, smallest)
		if twice != shown {
			t.Fatalf("a second time changes it to %+v", twice)
		}
	})
}
