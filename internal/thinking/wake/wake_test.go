package wake_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/wake"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

var zero = calendar.DateOf(2026, 1, 1)

// at is one event on each of the days, counted from zero.
func at(days ...int) []record.Event {
	out := make([]record.Event, len(days))
	for i, d := range days {
		out[i].When = calendar.Interval{Start: zero.Add(d), End: zero.Add(d), Precision: calendar.Day}
	}
	return out
}

func TestAround(t *testing.T) {
	// Triggers on days 10, 12 and 30, seven days each way; the record ends on day 40. Day 12
	// lies within seven days of day 10 and is part of its run.
	c := wake.Around(at(10, 12, 30), at(2, 3, 9, 10, 11, 17, 18, 25, 31, 37, 38), 7, zero.Add(40))
	// Day 10: before it 3 and 9 (2 is eight days off), after it 11 and 17 (10 is its own day).
	// Day 30: before it 25, after it 31 and 37.
	if len(c.Wakes) != 2 || c.Whole != 2 || c.Before != 3 || c.After != 4 {
		t.Fatalf("%+v", c)
	}
	if a, b := c.Wakes[0], c.Wakes[1]; a.Before != 2 || a.After != 2 || b.Before != 1 || b.After != 2 {
		t.Errorf("%+v and %+v", a, b)
	}
}

func TestAroundTheEnd(t *testing.T) {
	// Seven days after day 30 end on day 37: with the record to day 36 they are not whole.
	for end, whole := range map[int]int{37: 1, 36: 0} {
		c := wake.Around(at(30), at(29, 31), 7, zero.Add(end))
		if c.Whole != whole || c.Before != whole || c.After != whole || len(c.Wakes) != 1 || c.Wakes[0].Complete != (whole == 1) {
			t.Errorf("to day %d: %+v", end, c)
		}
	}
}

// What is known only to the week or month has no days before and after.
func TestAroundLeavesOutWhatHasNoDay(t *testing.T) {
	vague := at(10, 11)
	vague[0].When.Precision, vague[1].When.Precision = calendar.Week, calendar.Month
	if c := wake.Around(vague, at(12), 7, zero.Add(40)); len(c.Wakes) != 0 {
		t.Errorf("triggers without a day: %+v", c)
	}
	if c := wake.Around(at(9), vague, 7, zero.Add(40)); c.After != 0 {
		t.Errorf("follow-on events without a day: %+v", c)
	}
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(1, 28).Draw(t, "days")
		on := rapid.SliceOfN(rapid.IntRange(0, 200), 0, 20).Draw(t, "triggers")
		sorted := append([]int{}, on...)
		for i := range sorted {
			for k := i; k > 0 && sorted[k] < sorted[k-1]; k-- {
				sorted[k], sorted[k-1] = sorted[k-1], sorted[k]
			}
		}
		follow := at(rapid.SliceOf(rapid.IntRange(0, 250)).Draw(t, "follow")...)
		end := zero.Add(rapid.IntRange(50, 200).Draw(t, "end"))
		c := wake.Around(at(sorted...), follow, days, end)
		// No follow-on event is counted after two triggers.
		if total := len(follow); c.After > total {
			t.Fatalf("%d of %d events came after", c.After, total)
		}
		for i := 1; i < len(c.Wakes); i++ {
			if c.Wakes[i].Event.When.Start <= c.Wakes[i-1].Event.When.Start.Add(days) {
				t.Fatalf("wakes %d and %d overlap", i-1, i)
			}
		}
		// What came after the record's end changes no wake that is whole.
		with := wake.Around(at(sorted...), append(follow, at(int(end-zero)+1, 260)...), days, end)
		if with.Before != c.Before || with.After != c.After || with.Whole != c.Whole {
			t.Fatalf("later events changed %+v to %+v", c, with)
		}
		if again := wake.Around(at(sorted...), follow, days, end); !reflect.DeepEqual(c, again) {
			t.Fatal("asked twice, answered differently")
		}
	})
}
