package figure_test

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/words/figure"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int64
	}{{"0", 0}, {"7", 7}, {"007", 7}, {"4611686018427387903", 1<<62 - 1}} {
		got, err := figure.Parse(c.text)
		if n, known := got.Value(); err != nil || !known || n != c.n {
			t.Errorf("Parse(%q) = %v, %v; want %d", c.text, got, err, c.n)
		}
	}
	if got, err := figure.Parse(""); err != nil || got.Known() {
		t.Errorf("Parse of nothing = %v, %v; want unknown", got, err)
	}
}

func TestParseRefusesWhatItWouldHaveToGuess(t *testing.T) {
	for _, text := range []string{
		"1,234", "1.234", "1 234", "-1", "+1", "1e3", " 1", "1 ", "1\n", "1_000", "0x10", "1.0", "~5", "5+", "5-7",
		"many", "unknown", "NaN", "Inf", "٣", "１", "4611686018427387904", "99999999999999999999", "\x00", "1\x00",
	} {
		got, err := figure.Parse(text)
		if !errors.Is(err, figure.ErrNotACount) {
			t.Errorf("Parse(%q) = %v, %v; want ErrNotACount", text, got, err)
		}
		if got.Known() {
			t.Errorf("Parse(%q) gives %v beside its error", text, got)
		}
	}
	if _, err := figure.Parse(strings.Repeat("x", 1<<20)); err == nil || len(err.Error()) > 200 {
		t.Errorf("a long cell floods the error: %d bytes", len(err.Error()))
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "0", "12", "1,234", "-1", "1e3", " 1", "+1", "1_0", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := figure.Parse(s)
		if err != nil {
			return
		}
		n, known := c.Value()
		if known != (s != "") || n < 0 {
			t.Fatalf("Parse(%q) = %d, known %t", s, n, known)
		}
		if known && strings.TrimLeft(s, "0") != strings.TrimLeft(strconv.FormatInt(n, 10), "0") {
			t.Fatalf("Parse(%q) = %d", s, n)
		}
	})
}

func TestUnknownIsNotZero(t *testing.T) {
	var unknown figure.Count
	if unknown.Known() || !figure.Of(0).Known() || unknown == figure.Of(0) {
		t.Error("unknown and zero are the same")
	}
	if unknown.String() != "" || figure.Of(0).String() != "0" {
		t.Errorf("unknown reads %q, zero reads %q", unknown, figure.Of(0))
	}
	if unknown.Or(9) != 9 || figure.Of(0).Or(9) != 0 {
		t.Error("Or replaces a known zero, or keeps an unknown")
	}
}

func TestCountJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCount().Draw(t, "count")
		b, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		back := figure.Of(99) // must be overwritten by null too
		if err := json.Unmarshal(b, &back); err != nil || back != c {
			t.Fatalf("%s came back as %v, %v", b, back, err)
		}
	})
	var c figure.Count
	for _, bad := range []string{`"3"`, `1.5`, `true`, `[1]`} {
		if json.Unmarshal([]byte(bad), &c) == nil {
			t.Errorf("%s was taken for a count", bad)
		}
	}
}

func TestRangeCheck(t *testing.T) {
	of := figure.Of
	for _, c := range []struct {
		r   figure.Range
		bad string // words of the error
	}{
		{figure.Range{}, ""},
		{figure.Range{Low: of(1), Best: of(2), High: of(3)}, ""},
		{figure.Range{Low: of(2), Best: of(2), High: of(2)}, ""},
		{figure.Range{Low: of(2)}, ""},
		{figure.Range{High: of(2)}, ""},
		{figure.Range{Low: of(3), Best: of(2)}, "low 3 is above best 2"},
		{figure.Range{Best: of(3), High: of(2)}, "best 3 is above high 2"},
		{figure.Range{Low: of(3), High: of(2)}, "low 3 is above high 2"},
		{figure.Range{Low: of(5), Best: of(1), High: of(3)}, "low 5 is above best 1"},
	} {
		err := c.r.Check()
		if (err == nil) != (c.bad == "") || err != nil && err.Error() != c.bad {
			t.Errorf("Check(%+v) = %v, want %q", c.r, err, c.bad)
		}
	}
}

func TestAtLeast(t *testing.T) {
	of := figure.Of
	if r := (figure.Range{Low: of(5)}); !r.AtLeast() || r.Ceiling() != of(5) || r.Middle() != of(5) {
		t.Errorf("at least five: %+v", r)
	}
	if (figure.Range{}).AtLeast() || (figure.Range{Low: of(1), High: of(2)}).AtLeast() {
		t.Error("a range without a floor, or with a ceiling, says at least")
	}
}

// The parts of a range that is in order are in order too, each where it is known.
func TestPartsStayInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := orderlyRange().Draw(t, "range")
		if err := r.Check(); err != nil {
			t.Fatalf("the generator is wrong: %v", err)
		}
		floor, low := r.Floor().Value()
		mid, middle := r.Middle().Value()
		top, high := r.Ceiling().Value()
		if low && middle && floor > mid || middle && high && mid > top || low && high && floor > top {
			t.Fatalf("floor %d, middle %d, ceiling %d", floor, mid, top)
		}
	})
}

// A total keeps low ≤ best ≤ high, counts each range once, and never takes unknown for zero
// deaths without saying so.
func TestSumKeepsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rs := rapid.SliceOf(orderlyRange()).Draw(t, "ranges")
		var s figure.Sum
		var low, high int64
		unknown, open := 0, 0
		for _, r := range rs {
			s.Add(r)
			if s.Low > s.Best || s.Best > s.High {
				t.Fatalf("after %+v: %+v", r, s)
			}
			low += r.Floor().Or(0)
			high += r.Ceiling().Or(0)
			if !r.Known() {
				unknown++
			}
			if r.AtLeast() {
				open++
			}
		}
		if s.Of != len(rs) || s.Unknown != unknown || s.AtLeast != open || s.Low != low || s.High != high {
			t.Fatalf("%+v: want of %d, unknown %d, at least %d, low %d, high %d", s, len(rs), unknown, open, low, high)
		}
	})
}

// The order in which ranges are added does not matter.
func TestSumTakesAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rs := rapid.SliceOf(orderlyRange()).Draw(t, "ranges")
		var a, b figure.Sum
		for i := range rs {
			a.Add(rs[i])
			b.Add(rs[len(rs)-1-i])
		}
		if a != b {
			t.Fatalf("%+v backwards is %+v", a, b)
		}
	})
}

func anyCount() *rapid.Generator[figure.Count] {
	return rapid.Custom(func(t *rapid.T) figure.Count {
		if !rapid.Bool().Draw(t, "known") {
			return figure.Count{}
		}
		return figure.Of(rapid.Int64Range(0, 1<<40).Draw(t, "n"))
	})
}

// orderlyRange draws ranges that pass Check, with any of the three parts unknown.
func orderlyRange() *rapid.Generator[figure.Range] {
	return rapid.Custom(func(t *rapid.T) figure.Range {
		low := rapid.Int64Range(0, 1<<40).Draw(t, "low")
		best := low + rapid.Int64Range(0, 1<<20).Draw(t, "up to best")
		high := best + rapid.Int64Range(0, 1<<20).Draw(t, "up to high")
		part := func(name string, n int64) figure.Count {
			if rapid.Bool().Draw(t, name) {
				return figure.Of(n)
			}
			return figure.Count{}
		}
		return figure.Range{Low: part("low known", low), Best: part("best known", best), High: part("high known", high)}
	})
}
