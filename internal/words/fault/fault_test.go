package fault_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"detente/internal/words/fault"
)

func TestString(t *testing.T) {
	for _, c := range []struct {
		f    fault.Fault
		want string
	}{
		{fault.Fault{File: "events.csv", Reason: "is empty"}, "events.csv: is empty"},
		{fault.Fault{File: "events.csv", Row: 3, Reason: "has 4 fields"}, "events.csv, row 3: has 4 fields"},
		{fault.Fault{File: "events.csv", Column: "mode", Reason: "is missing"}, "events.csv, column mode: is missing"},
		{
			fault.Fault{File: "events.csv", Row: 3, Column: "date", Value: "2026-02-31", Reason: "no such day"},
			`events.csv, row 3, column date: no such day (found "2026-02-31")`,
		},
		{
			fault.Fault{File: "a.csv", Row: 2, Column: "b", Value: "x\x00\x1b[31m\n", Reason: "odd"},
			`a.csv, row 2, column b: odd (found "x\x00\x1b[31m\n")`,
		},
	} {
		if got := c.f.String(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestListCountsWhatItDoesNotKeep(t *testing.T) {
	var l fault.List
	if l.Errors() != 0 || l.Warnings() != 0 || l.Omitted() != 0 || len(l.All()) != 0 {
		t.Error("an empty list holds something")
	}
	for i := range fault.Cap + 7 {
		l.Add(fault.Fault{Level: fault.Error, File: "a.csv", Row: i + 2, Reason: "bad"})
	}
	l.Add(fault.Fault{Level: fault.Warning, File: "a.csv", Reason: "odd"})
	if len(l.All()) != fault.Cap || l.Errors() != fault.Cap+7 || l.Warnings() != 1 || l.Omitted() != 8 {
		t.Errorf("kept %d, errors %d, warnings %d, omitted %d", len(l.All()), l.Errors(), l.Warnings(), l.Omitted())
	}
	if first, last := l.All()[0], l.All()[fault.Cap-1]; first.Row != 2 || last.Row != fault.Cap+1 {
		t.Errorf("kept rows %d to %d, want the first ones in the order found", first.Row, last.Row)
	}
}

func TestALevelIsAnErrorUnlessSaid(t *testing.T) {
	var l fault.List
	l.Add(fault.Fault{File: "a.csv", Reason: "bad"})
	if l.Errors() != 1 || l.All()[0].Level != fault.Error {
		t.Errorf("%+v counts as %d errors", l.All(), l.Errors())
	}
}

// Whatever is added: every fault is counted once, and no value is longer than the cut.
func TestListLaws(t *testing.T) {
	faults := rapid.Custom(func(t *rapid.T) fault.Fault {
		return fault.Fault{
			Level: rapid.SampledFrom([]fault.Level{"", fault.Error, fault.Warning}).Draw(t, "level"),
			File:  "a.csv", Row: rapid.IntRange(0, 9).Draw(t, "row"),
			Value: rapid.String().Draw(t, "value"), Reason: "odd",
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		var l fault.List
		added := rapid.SliceOfN(faults, 0, 40).Draw(t, "faults")
		for _, f := range added {
			l.Add(f)
		}
		if n := l.Errors() + l.Warnings(); n != len(added) || len(l.All())+l.Omitted() != n {
			t.Fatalf("%d added, %d counted, %d kept, %d omitted", len(added), n, len(l.All()), l.Omitted())
		}
		for i, f := range l.All() {
			if whole := added[i].Value; utf8.RuneCountInString(whole) <= 60 && f.Value != whole {
				t.Fatalf("a short value %q became %q", whole, f.Value)
			}
			checkCut(t, added[i].Value, f.Value)
		}
	})
}

func FuzzAddCutsLongValues(f *testing.F) {
	f.Add("")
	f.Add(strings.Repeat("a", 61))
	f.Add(strings.Repeat("پ", 200))
	f.Add("\xff\xfe" + strings.Repeat("\x00", 100))
	f.Fuzz(func(t *testing.T, value string) {
		var l fault.List
		l.Add(fault.Fault{File: "a.csv", Row: 2, Column: "b", Value: value, Reason: "odd"})
		got := l.All()[0]
		checkCut(t, value, got.Value)
		if s := got.String(); strings.ContainsAny(s, "\x00\n\x1b") || len(s) > 2000 {
			t.Fatalf("the line %q is not fit for a terminal", s)
		}
	})
}

func checkCut(t interface{ Fatalf(string, ...any) }, whole, cut string) {
	if n := utf8.RuneCountInString(cut); n > 61 {
		t.Fatalf("a value of %d characters was kept", n)
	}
	if short, was := strings.CutSuffix(cut, "…"); was && utf8.ValidString(whole) && cut != whole && !strings.HasPrefix(whole, short) {
		t.Fatalf("%q was cut to %q", whole, cut)
	}
}
