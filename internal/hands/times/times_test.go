package times_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"detente/internal/hands/times"
)

func TestReadNamesRowAndColumn(t *testing.T) {
	for _, c := range []struct{ text, marks, want string }{
		{"time,mark\n1,0\n2,x\n", "", "row 3, column mark"},
		{"time,mark\n1,0\nNaN,0\n", "", "row 3, column time"},
		{"time,mark\n1,-1\n", "", "row 2, column mark"},
		{"time,mark\n1,0.5\n", "", "row 2, column mark"},
		{"time,size\n1,many\n", "", "row 2, column size"},
		{"date,mark\n1,0\n", "", "no column time"},
		{"", "", "no header"},
		{"time,mark\n1\n", "", "row 2: 1 fields of 2"},
		{"time,mark\n1,0\n-2,0\n", "", "row 3, column time"},
		{"time,mark\n3,0\n2,0\n", "", "row 3, column time"},
		{"time,mark\n3,0\n12,0\n", "", "row 3, column time: \"12\" is after the horizon 10"},
		{"time,mark,mag\n1,0,2\n2,0,many\n", "mag", "row 3, column mag"},
		{"time,mark,mag\n1,0,2\n2,0,-1\n", "mag", "row 3, column mag"},
		{"time,mark,mag\n1,0,2\n2,0,\n", "mag", "row 3, column mag"},
		{"time,mark\n1,0\n", "mag", "no column mag"},
		{"time,mark\nx,0\n" + strings.Repeat("-1,0\n", 20), "", "and 11 more rows"},
	} {
		_, err := times.Read(strings.NewReader(c.text), "f.csv", times.Shape{Horizon: 10, Marks: c.marks})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "f.csv") {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

// TestEveryBadRowIsListed: one error names all, and the good rows are still there.
func TestEveryBadRowIsListed(t *testing.T) {
	d, err := times.Read(strings.NewReader("time,mark\n1,0\n2,x\n3,1\n1,0\n4,1\n"), "f.csv", times.Shape{Horizon: 10})
	if err == nil || !strings.Contains(err.Error(), "row 3,") || !strings.Contains(err.Error(), "row 5,") || len(d.Times) != 3 {
		t.Errorf("%v: %v", d.Times, err)
	}
}

func TestDuplicateTimesAreTaken(t *testing.T) {
	d, err := times.Read(strings.NewReader("time,mark\n1,0\n1,0\n1,1\n"), "f.csv", times.Shape{Horizon: 10})
	if err != nil || d.Ties() != 2 || d.D != 2 {
		t.Errorf("%+v: %v", d, err)
	}
}

func TestMarksColumn(t *testing.T) {
	d, err := times.Read(strings.NewReader("time,mag\n1,0.5\n2,3\n"), "f.csv", times.Shape{Horizon: 10, Marks: "mag"})
	if err != nil || d.D != 1 || len(d.Marks) != 2 || d.Marks[1] != 3 {
		t.Errorf("%+v: %v", d, err)
	}
}

func TestCovariates(t *testing.T) {
	c, err := times.ReadCovariates(strings.NewReader("day,frost,talks\n0,1,0\n7,0,2\n"), "c.csv")
	if err != nil || c.From[1] != 7 || c.Values[1][1] != 2 || c.Names[0] != "frost" {
		t.Errorf("%+v: %v", c, err)
	}
	for _, x := range []struct{ text, want string }{
		{"day,frost\n0,1\n7,cold\n", "row 3, column frost"},
		{"day,frost\n1,1\n", "row 2, column day"},
		{"day,frost\n0,1\n0,2\n", "row 3, column day"},
		{"day,frost\n0,1,2\n", "row 2: 3 fields of 2"},
		{"day\n0\n", "row 1"},
		{"frost\n0\n", "row 1"},
		{"day,frost\n", "no rows"},
		{"", "no header"},
	} {
		if _, err := times.ReadCovariates(strings.NewReader(x.text), "c.csv"); err == nil || !strings.Contains(err.Error(), x.want) || !strings.Contains(err.Error(), "c.csv") {
			t.Errorf("%q: %v, want %q", x.text, err, x.want)
		}
	}
}

func FuzzReadCovariates(f *testing.F) {
	f.Add("day,x\n0,1\n")
	f.Add("time,x,y\n-1,1,2\n\"")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := times.ReadCovariates(strings.NewReader(s), "f")
		if err == nil && c.Check() != nil {
			t.Errorf("%q is read as covariates that cannot be used: %v", s, c.Check())
		}
	})
}

func TestRoundTrip(t *testing.T) {
	in := "time,mark\n0.1,0\n0.30000000000000004,2\n"
	d, err := times.Read(strings.NewReader(in), "f", times.Shape{Horizon: 10})
	if err != nil || d.D != 3 {
		t.Fatal(d, err)
	}
	var b bytes.Buffer
	if err := times.Write(&b, d); err != nil || b.String() != in {
		t.Errorf("%q, %v", b.String(), err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("time,mark\n1,0\n")
	f.Add("time,stream,size\n1,0,3\n\"")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := times.Read(strings.NewReader(s), "f", times.Shape{Horizon: 10})
		if err != nil {
			if errors.Is(err, times.ErrRow) && !strings.Contains(err.Error(), "row ") {
				t.Errorf("no row in %v", err)
			}
			return
		}
		_ = d.Check()
	})
}
