package deaths_test

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"detente/internal/hands/deaths"
	"detente/internal/thinking/forecast"
)

func read(t *testing.T, text string, columns ...string) *deaths.Table {
	t.Helper()
	h, err := deaths.Read(strings.NewReader(text), "h.csv", columns)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestHistoryByMonthOrByDate(t *testing.T) {
	a := read(t, "country_id,month_id,outcome\n7,121,3\n7,122,0\n9,121,1.5\n")
	b := read(t, "\ufeffunit,year,month,best\n9,1990,1,1.5\n7,1990,2,0\n7,1990,1,3\n")
	for _, h := range []*deaths.Table{a, b} {
		if h.Faults.Errors() != 0 || h.History.First != 121 || h.History.Last != 122 {
			t.Errorf("%v, %s to %s", h.Faults.All(), h.History.First, h.History.Last)
		}
		if i, ok := h.History.Index(9); !ok || h.History.At(i, 121) != 1.5 || !math.IsNaN(h.History.At(i, 122)) {
			t.Error("a fraction is taken, and a month without a row is unknown, not zero")
		}
	}
}

func TestTheFirstVintageWithAValueCounts(t *testing.T) {
	const text = "unit,month_id,new,old\n1,10,5,4\n1,11,,6\n1,12,,\n"
	h := read(t, text, "new", "old").History
	if h.At(0, 10) != 5 || h.At(0, 11) != 6 || h.Last != 11 {
		t.Errorf("%v %v to %s", h.At(0, 10), h.At(0, 11), h.Last)
	}
	if usual := read(t, "unit,month_id,ged_sb_vintage2023,ged_sb_vintage2024\n1,10,4,5\n1,11,6,\n"); usual.History.At(0, 10) != 5 || usual.History.At(0, 11) != 6 {
		t.Errorf("without columns: %v, the newest vintage is first", usual.Columns)
	}
	if old := read(t, text, "old").History; old.At(0, 10) != 4 {
		t.Errorf("old alone: %v", old.At(0, 10))
	}
}

func TestBadRowsAreListedAndTheRestKept(t *testing.T) {
	h := read(t, strings.Join([]string{
		"unit,year,month,deaths", "1,2020,1,5", "1,2020,2,-3", "1,2020,3,many", "1,2020,13,1", "x,2020,4,1",
		"1,2020,1,9", "1,2020,5", "1,2020,6,", "1,2020,7,2", "1,20,7,2",
	}, "\n")+"\n")
	want := []string{
		"row 3, column deaths: is negative", "row 4, column deaths: is not a number", "row 5, column month: is not a month", "row 6, column unit: is not a whole",
		"row 7, column unit: this unit and month are there already", "row 8: has 3 fields", "row 11, column year: is not a year",
	}
	all := h.Faults.All()
	if len(all) != len(want) {
		t.Fatalf("%d faults: %v", len(all), all)
	}
	for i, w := range want {
		if !strings.Contains(all[i].String(), w) || !strings.Contains(all[i].String(), "h.csv") {
			t.Errorf("fault %d: %s, want %s", i, all[i], w)
		}
	}
	if h.History.At(0, forecast.MonthOf(2020, 1)) != 5 || h.History.At(0, forecast.MonthOf(2020, 7)) != 2 {
		t.Error("good rows were lost")
	}
}

func TestUnusableTables(t *testing.T) {
	for text, want := range map[string]error{
		"unit,month_id\n1,2\n":                deaths.ErrHeader,
		"unit,outcome\n1,2\n":                 deaths.ErrHeader,
		"unit,month_id,outcome\n1,2,\n":       forecast.ErrEmpty,
		"unit,month_id,outcome\n1,2,-1\n":     forecast.ErrEmpty,
		"unit,year,month,outcome,a\n1,1,1,,1": forecast.ErrEmpty,
	} {
		if _, err := deaths.Read(strings.NewReader(text), "h.csv", nil); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
	if _, err := deaths.Read(strings.NewReader("unit,month_id,a\n"), "h.csv", []string{"b"}); !errors.Is(err, deaths.ErrHeader) {
		t.Error(err)
	}
}

func TestEnsemblesRoundTrip(t *testing.T) {
	list := []deaths.Ensemble{{Unit: 3, Month: 9, Draws: []float64{4, 0, 2.5}}, {Unit: 3, Month: 10, Draws: []float64{1, 1, 1}}}
	var b bytes.Buffer
	if err := deaths.WriteEnsembles(&b, list); err != nil {
		t.Fatal(err)
	}
	back, faults, err := deaths.ReadEnsembles(&b, "f.csv")
	if err != nil || faults.Errors() != 0 || !reflect.DeepEqual(back, list) {
		t.Errorf("%v, %v, %v", back, faults.All(), err)
	}
}

func TestBadDrawsAreListed(t *testing.T) {
	const head = "outcome,month_id,country_id,draw\n"
	for text, want := range map[string]string{
		"1,5,1,0\n-2,5,1,1\n":                    "row 3, column outcome: is negative",
		"1,5,1,0\nNaN,5,1,1\n":                   "row 3, column outcome: is not a number",
		"1,5,1,0\n1,5.5,1,1\n":                   "row 3, column month_id: is not a whole number",
		"1,5,1,0\n2,5,1,1\n1,6,1,0\n":            "country 1, month 6 has 1 draws, others 2",
		"1,5,1,0\n2,5,1,0\n":                     "is there twice for country 1, month 5",
		"1,5,1,0\n2,5,1\n":                       "row 3: has 3 fields",
		"1,5,1,0\n2,5,1,1\n1,6,1,0\n1,6,1,two\n": "row 5, column draw",
	} {
		_, faults, err := deaths.ReadEnsembles(strings.NewReader(head+text), "f.csv")
		if err != nil || faults.Errors() == 0 || !strings.Contains(faults.All()[0].String(), want) {
			t.Errorf("%q: %v, %v, want %q", text, faults.All(), err, want)
		}
	}
	if _, _, err := deaths.ReadEnsembles(strings.NewReader("month_id,draw\n"), "f.csv"); !errors.Is(err, deaths.ErrHeader) {
		t.Error(err)
	}
	_, faults, err := deaths.ReadOutcomes(strings.NewReader("outcome,month_id,country_id\n1,2,3\n4,2,3\n"), "a.csv")
	if err != nil || faults.Errors() != 1 {
		t.Errorf("an outcome twice: %v, %v", faults.All(), err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("unit,month_id,outcome\n1,2,3\n")
	f.Add("country_id,year,month,deaths\n1,2020,1,\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		h, err := deaths.Read(strings.NewReader(text), "f", nil)
		if err == nil && (h.History.Last < h.History.First || len(h.History.Units) == 0) {
			t.Error("an empty history without an error")
		}
	})
}

func FuzzReadEnsembles(f *testing.F) {
	f.Add("month_id,country_id,draw,outcome\n1,2,0,3\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, _, err := deaths.ReadEnsembles(strings.NewReader(text), "f")
		for _, e := range list {
			if err == nil && len(e.Draws) != len(list[0].Draws) {
				t.Error("cells with different numbers of draws")
			}
		}
	})
}
