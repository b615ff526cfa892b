package times_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"detente/internal/hands/times"
)

func TestReadNamesRowAndColumn(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"time,mark\n1,0\n2,x\n", "row 3, column mark"},
		{"time,mark\n1,0\nNaN,0\n", "row 3, column time"},
		{"time,mark\n1,-1\n", "row 2, column mark"},
		{"time,mark\n1,0.5\n", "row 2, column mark"},
		{"time,size\n1,many\n", "row 2, column size"},
		{"date,mark\n1,0\n", "no column time"},
		{"", "no header"},
		{"time,mark\n1\n", "wrong number of fields"},
	} {
		_, err := times.Read(strings.NewReader(c.text), "f.csv", 10, 0)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "f.csv") {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	in := "time,mark\n0.1,0\n0.30000000000000004,2\n"
	d, err := times.Read(strings.NewReader(in), "f", 10, 0)
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
		d, err := times.Read(strings.NewReader(s), "f", 10, 0)
		if err != nil {
			if errors.Is(err, times.ErrRow) && !strings.Contains(err.Error(), "row ") {
				t.Errorf("no row in %v", err)
			}
			return
		}
		_ = d.Check()
	})
}
