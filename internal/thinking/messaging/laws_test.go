package messaging_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/messaging"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

func statements(t *rapid.T) []record.Statement {
	var out []record.Statement
	for i := range rapid.IntRange(0, 14).Draw(t, "n") {
		s := say(fmt.Sprintf("%02d", i), "2026-01-01", rapid.SampledFrom([]string{"A", "B", "C", "D"}).Draw(t, "who"),
			rapid.SampledFrom([]string{"x", "y"}).Draw(t, "issue"), rapid.SampledFrom(record.Stances).Draw(t, "stance"))
		s.On.Date = s.On.Date.Add(rapid.IntRange(0, 80).Draw(t, "on"))
		out = append(out, s)
	}
	return out
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := statements(t)
		o := messaging.Default()
		o.Draws = 50
		o.Weigh = rapid.SampledFrom([]messaging.Weigh{messaging.ByStatements, messaging.EachPair}).Draw(t, "weigh")
		list := place(raw...)
		x := messaging.At(list, calendar.Open, o, source())
		if x.Index < 0 || x.Index > 1 || x.Statements != len(list) || len(x.IDs) != len(list) {
			t.Fatalf("%+v", x)
		}
		if x.HasInterval && !(0 <= x.Low && x.Low <= x.Index && x.Index <= x.High && x.High <= 1) {
			t.Fatalf("interval: %+v", x)
		}
		// The order of the rows, and turning every stance round, change nothing.
		turned := slices.Clone(raw)
		slices.Reverse(turned)
		for i := range turned {
			turned[i].Stance = map[record.Stance]record.Stance{"support": "oppose", "oppose": "support", "mixed": "mixed"}[turned[i].Stance]
		}
		back := place(turned...)
		if y := messaging.At(back, calendar.Open, o, source()); math.Abs(y.Index-x.Index) > 1e-12 || y.Grade != x.Grade || math.Abs(y.Low-x.Low) > 1e-12 {
			t.Fatalf("turned round: %+v, was %+v", y, x)
		}
		if a, b := messaging.Contradictions(list, o), messaging.Contradictions(back, o); len(a) != len(b) {
			t.Fatalf("%d contradictions, %d turned round", len(a), len(b))
		}
		if a, b := messaging.Partings(list, o), messaging.Partings(back, o); len(a) != len(b) {
			t.Fatalf("%d partings, %d turned round", len(a), len(b))
		}
		for _, p := range messaging.Partings(list, o) {
			if p.Together >= p.Day || p.A >= p.B || len(p.Before) < 2 || len(p.After) < 2 || p.Again.IsSet() && p.Again <= p.Day {
				t.Fatalf("%+v", p)
			}
		}
		n, share := 0, 0.0
		for _, s := range messaging.Speakers(list, nil) {
			n, share = n+s.Statements, share+s.Share
		}
		if n != len(list) || n > 0 && math.Abs(share-1) > 1e-9 {
			t.Fatalf("%d of %d statements, shares %v", n, len(list), share)
		}
		if a, b := messaging.Series(list, today, o, source()), messaging.Series(list, today, o, source()); !reflect.DeepEqual(a, b) {
			t.Fatal("not the same twice")
		}
	})
}
