package channel_test

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/channel"
	"detente/internal/words/record"
)

// The order in which events come does not matter, nor do events after the day, and the
// same input gives the same answer twice.
func TestLaws(t *testing.T) {
	kinds := []string{"CONSULT talks EAST>NORTH", "CONSULT call NORTH>SOUTH", "REJECT talks SOUTH>EAST", "AGREE border_reopening NORTH>SOUTH",
		"ASSAULT clash SOUTH>NORTH", "REJECT ceasefire_end NORTH>SOUTH", "CONSULT visit WEST>SOUTH"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 25).Draw(t, "n")
		events := make([]record.Event, n)
		for i := range events {
			day := on("2024-01-01").Add(rapid.IntRange(0, 500).Draw(t, "day"))
			events[i] = act(string(rune('a'+i)), day.String(), rapid.SampledFrom(kinds).Draw(t, "kind"))
		}
		day := on("2024-01-01").Add(rapid.IntRange(0, 500).Draw(t, "as of"))
		a := channel.Of(lines, sit, events, day, channel.Default())
		back := slices.Clone(events)
		slices.Reverse(back)
		if b := channel.Of(lines, sit, back, day, channel.Default()); !reflect.DeepEqual(a, b) {
			t.Fatalf("another order gives another answer")
		}
		for _, c := range a {
			if c.Rate.Of+c.Rate.Open != len(c.Occasions) || c.Rate.Followed+c.Rate.Failed+c.Rate.Nothing != c.Rate.Of {
				t.Fatalf("outcomes do not add up: %+v", c.Rate)
			}
			if c.Covered > c.Gap || len(c.Rhythm.Gaps) != max(0, len(c.Occasions)-1) {
				t.Fatalf("gap %d, covered %d, gaps %v", c.Gap, c.Covered, c.Rhythm.Gaps)
			}
			if s := c.Rate.Share; s != nil && (*s < c.Rate.Low || *s > c.Rate.High) {
				t.Fatalf("share %v outside %v to %v", *s, c.Rate.Low, c.Rate.High)
			}
			for _, e := range c.Contacts {
				if e.When.Start > day {
					t.Fatalf("%s is after the day", e.ID)
				}
			}
		}
	})
}
