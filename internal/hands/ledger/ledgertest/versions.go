package ledgertest

import (
	"testing"
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
)

// known and recorded are the two ways to look back.
func known(day string) ledger.Filter {
	d := Day(day)
	return ledger.Filter{AsOf: ledger.AsOf{Known: &d}}
}

func recorded(at time.Time) ledger.Filter { return ledger.Filter{AsOf: ledger.AsOf{Recorded: &at}} }

func correction(t *testing.T, s ledger.Store) {
	add(t, s, Batch("2026-01-10", Event("a", "2025-12-01", "one")))
	if m := add(t, s, Batch("2026-02-10", Event("a", "2025-12-01", "two"))); m.Updated != 1 || m.Stored != 0 {
		t.Errorf("a correction: %+v", m)
	}
	holds(t, s, everything, "a=two")
	holds(t, s, known("2025-11-30"))
	holds(t, s, known("2025-12-01"), "a=one")
	holds(t, s, known("2026-02-09"), "a=one")
	holds(t, s, known("2026-02-10"), "a=two")
	holds(t, s, recorded(At("2026-01-10").Add(-time.Second)))
	holds(t, s, recorded(At("2026-01-10")), "a=one")
	holds(t, s, recorded(At("2026-02-10").Add(-time.Second)), "a=one")
	holds(t, s, recorded(At("2026-02-10")), "a=two")
	if r := All(t, s, everything, 10)[0]; r.KnowableAt != Day("2026-02-10") || !r.RecordedAt.Equal(At("2026-02-10")) {
		t.Errorf("the correction is knowable at %s, recorded at %s", r.KnowableAt, r.RecordedAt)
	}
	// A correction that becomes known only after it was recorded keeps its own day.
	late := Event("a", "2025-12-01", "three")
	late.KnowableAt = Day("2026-04-01")
	add(t, s, Batch("2026-03-10", late))
	holds(t, s, known("2026-03-31"), "a=two")
	holds(t, s, known("2026-04-01"), "a=three")
	holds(t, s, everything, "a=three")
}

func retraction(t *testing.T, s ledger.Store) {
	add(t, s, Batch("2026-01-10", Event("a", "2025-12-01", "one"), Event("b", "2025-12-02", "two")))
	m := add(t, s, Whole(Batch("2026-02-10", Event("b", "2025-12-02", "two"))))
	if m.Retracted != 1 || m.Unchanged != 1 || m.Read != 1 || m.Repeated {
		t.Errorf("a retraction: %+v", m)
	}
	holds(t, s, everything, "b=two")
	holds(t, s, known("2026-02-09"), "a=one", "b=two")
	holds(t, s, known("2026-02-10"), "b=two")
	holds(t, s, recorded(At("2026-02-01")), "a=one", "b=two")
	holds(t, s, recorded(At("2026-02-10")), "b=two")
	if m := add(t, s, Whole(Batch("2026-03-10", Event("b", "2025-12-02", "two")))); !m.Repeated || m.Retracted != 0 {
		t.Errorf("what is retracted is retracted once: %+v", m)
	}
}

func comeback(t *testing.T, s ledger.Store) {
	a, b := Event("a", "2025-12-01", "one"), Event("b", "2025-12-02", "two")
	add(t, s, Batch("2026-01-10", a, b))
	add(t, s, Whole(Batch("2026-02-10", b)))
	if m := add(t, s, Whole(Batch("2026-03-10", a, b))); m.Updated != 1 || m.Unchanged != 1 || m.Stored != 0 {
		t.Errorf("a record that returns: %+v", m)
	}
	holds(t, s, everything, "a=one", "b=two")
	holds(t, s, known("2026-02-01"), "a=one", "b=two")
	holds(t, s, known("2026-03-01"), "b=two")
	holds(t, s, known("2026-03-10"), "a=one", "b=two")
	if m := add(t, s, Whole(Batch("2026-04-10", b))); m.Retracted != 1 {
		t.Errorf("it can be retracted again: %+v", m)
	}
	holds(t, s, everything, "b=two")
}

func backAndForth(t *testing.T, s ledger.Store) {
	months := []string{"2026-01-10", "2026-02-10", "2026-03-10", "2026-04-10", "2026-05-10"}
	for i, day := range months {
		content := "one"
		if i%2 == 1 {
			content = "two"
		}
		m := add(t, s, Batch(day, Event("a", "2025-12-01", content)))
		if i > 0 && m.Updated != 1 {
			t.Errorf("%s: %+v", day, m)
		}
		if m := add(t, s, Batch(day, Event("a", "2025-12-01", content))); !m.Repeated {
			t.Errorf("%s again: %+v", day, m)
		}
		holds(t, s, everything, "a="+content)
	}
	for i, day := range months {
		content := "one"
		if i%2 == 1 {
			content = "two"
		}
		holds(t, s, known(day), "a="+content)
		holds(t, s, recorded(At(day).Add(time.Hour)), "a="+content)
	}
}

// outOfOrder has corrections that become known, or are recorded, in another order than
// the one they arrive in: the last one that counts is the one that shows, and alone.
func outOfOrder(t *testing.T, s ledger.Store) {
	late := Event("a", "2025-12-01", "two")
	late.KnowableAt = Day("2026-06-01")
	add(t, s, Batch("2026-01-10", Event("a", "2025-12-01", "one")))
	add(t, s, Batch("2026-02-10", late))
	add(t, s, Batch("2026-03-10", Event("a", "2025-12-01", "three")))
	for _, c := range []struct{ day, want string }{
		{"2026-01-10", "a=one"}, {"2026-03-09", "a=one"}, {"2026-03-10", "a=three"}, {"2026-05-31", "a=three"}, {"2026-06-01", "a=three"},
	} {
		holds(t, s, known(c.day), c.want)
	}
	// A clock that was set back: the batch that arrived last says an earlier instant.
	add(t, s, Batch("2026-02-20", Event("a", "2025-12-01", "four")))
	holds(t, s, recorded(At("2026-02-15")), "a=two")
	holds(t, s, recorded(At("2026-02-25")), "a=four")
	holds(t, s, recorded(At("2026-03-15")), "a=four")
	holds(t, s, everything, "a=four")
}

func asOf(t *testing.T, s ledger.Store) {
	early, never := Event("a", "2025-12-01", "one"), Event("b", "2025-12-01", "no day")
	early.KnowableAt = Day("2025-12-03")
	never.KnowableAt = calendar.Unset
	add(t, s, Batch("2026-01-10", early, never))
	add(t, s, Batch("2026-02-10", Event("a", "2025-12-01", "two")))
	holds(t, s, known("2025-12-02"))
	holds(t, s, known("2025-12-03"), "a=one")
	// Without a day of its own a record counts from the day it was recorded.
	holds(t, s, known("2026-01-09"), "a=one")
	holds(t, s, known("2026-01-10"), "a=one", "b=no day")
	both := func(day, at string) ledger.Filter {
		f := known(day)
		f.AsOf.Recorded = recorded(At(at)).AsOf.Recorded
		return f
	}
	holds(t, s, both("2026-03-01", "2026-01-15"), "a=one", "b=no day")
	holds(t, s, both("2026-01-15", "2026-03-01"), "a=one", "b=no day")
	holds(t, s, both("2025-12-15", "2026-03-01"), "a=one")
	holds(t, s, both("2026-03-01", "2026-03-01"), "a=two", "b=no day")
	holds(t, s, both("2026-03-01", "2026-01-01"))
}
