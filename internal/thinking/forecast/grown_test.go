package forecast_test

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"detente/internal/thinking/forecast"
)

var grove = forecast.Leaves{Trees: 20, MinLeaf: 15, Try: 8, Scale: 1.5, Half: 3, Share: .5, Every: 2}

func grow(t testing.TB, h *forecast.History) *forecast.Grown {
	t.Helper()
	g, err := forecast.Grow(grove, h, leads, 3)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestPackingAForestKeepsIt(t *testing.T) {
	h := world(t, 20, 200, 8)
	g := grow(t, h)
	b, err := g.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var back forecast.Grown
	if err := back.UnmarshalBinary(b); err != nil {
		t.Fatal(err)
	}
	again, err := back.MarshalBinary()
	if err != nil || !bytes.Equal(b, again) {
		t.Error("unpacking and packing gives other bytes", err)
	}
	if back.Until != h.Last || back.Cases != g.Cases {
		t.Errorf("up to %s, %d cases", back.Until, back.Cases)
	}
	one, err := back.For(h)
	if err != nil {
		t.Fatal(err)
	}
	other, err := g.For(h)
	if err != nil {
		t.Fatal(err)
	}
	for u := range h.Units {
		for _, l := range []int{1, 3, 8, 36} { // outside the leads it was grown for too
			x, y := one.Draw(u, l, 60, rand.New(rand.NewPCG(1, 1))), other.Draw(u, l, 60, rand.New(rand.NewPCG(1, 1)))
			for i := range x {
				if x[i] != y[i] || x[i] < 0 || x[i] != math.Trunc(x[i]) {
					t.Fatalf("unit %d, lead %d: draw %v, before packing %v", u, l, x[i], y[i])
				}
			}
		}
	}
	if _, err := back.For(first(t, h, 100)); !errors.Is(err, forecast.ErrOrigin) {
		t.Errorf("a forest that saw what came later was used: %v", err)
	}
}

// first is the first months of a history.
func first(t testing.TB, h *forecast.History, months int) *forecast.History {
	t.Helper()
	out, err := h.Until(h.First + forecast.Month(months-1))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The packed forest forecasts about what the forest does.
func TestPackedForestIsLikeTheForest(t *testing.T) {
	h := world(t, 24, 200, 9)
	whole, packed := draw(t, grove, h, h.Last), draw(t, forecast.Packed{Leaves: grove}, h, h.Last)
	violent := func(list []forecast.Future) (share []float64) {
		for _, f := range list {
			n := 0.0
			for _, v := range f.Draws {
				if v > 0 {
					n++
				}
			}
			share = append(share, n/float64(len(f.Draws)))
		}
		return share
	}
	a, b, far := violent(whole), violent(packed), 0.0
	for i := range a {
		far += math.Abs(a[i]-b[i]) / float64(len(a))
	}
	if far > .1 {
		t.Errorf("the chance of any death differs by %.2f on average", far)
	}
}

func TestTheShippedForestStandsInForOneTooThinToGrow(t *testing.T) {
	thin := world(t, 2, 60, 10)
	g := grow(t, first(t, world(t, 20, 200, 8), 60))
	p := forecast.Pool{Members: forecast.Members(), Grown: g}
	list, _, describe, err := forecast.Run(p, thin, thin.Last, leads, 50, 1)
	if err != nil || len(list) != 2*len(leads) {
		t.Fatal(len(list), err)
	}
	if !strings.Contains(describe, "forest (20 trees grown before") {
		t.Error(describe)
	}
	// One that saw months after the origin must not.
	_, _, describe, err = forecast.Run(p, thin, thin.Last-1, leads, 50, 1)
	if err != nil || !strings.Contains(describe, "forest (left out") {
		t.Error(describe, err)
	}
}

func TestShippedForest(t *testing.T) {
	s, err := forecast.ShippedWeights()
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Forest) == 0 || len(s.Forest) > 3<<20 || s.Data == "" || s.Code == "" || s.Scores == "" {
		t.Errorf("%d bytes of forest; from %q, %q, %q", len(s.Forest), s.Data, s.Code, s.Scores)
	}
	p, _ := s.Pooled(forecast.MonthOf(2024, 1))
	if p.Grown == nil || p.Grown.Until > forecast.MonthOf(2022, 12) || p.Grown.Cases < 10000 {
		t.Fatalf("%+v", p.Grown)
	}
	if p, _ := s.Pooled(forecast.MonthOf(2020, 1)); p.Grown != nil {
		t.Error("an origin of 2020 is given a forest that saw 2022")
	}
	h, err := forecast.NewHistory([]int{1, 2}, forecast.MonthOf(2019, 1), forecast.MonthOf(2023, 12))
	if err != nil {
		t.Fatal(err)
	}
	for m := h.First; m <= h.Last; m++ {
		set(t, h, 0, m, float64(60+7*(int(m)%5)))
		set(t, h, 1, m, 0)
	}
	f, err := p.Grown.For(h)
	if err != nil {
		t.Fatal(err)
	}
	none := func(u int) (n float64) {
		for _, v := range f.Draw(u, 3, 1000, rand.New(rand.NewPCG(1, 1))) {
			if v == 0 {
				n++
			}
		}
		return n / 1000
	}
	if a, b := none(0), none(1); a > .15 || b < .97 {
		t.Errorf("no death next quarter: %.3f in a steady war, %.3f after years of none", a, b)
	}
}

func FuzzGrown(f *testing.F) {
	h := world(f, 8, 80, 2)
	b, err := grow(f, h).MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:len(b)/2])
	f.Add([]byte("x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var g forecast.Grown
		if err := g.UnmarshalBinary(b); err != nil {
			if !errors.Is(err, forecast.ErrForm) {
				t.Fatal(err)
			}
			return
		}
		if g.Until > h.Last {
			return
		}
		fit, err := g.For(h)
		if err != nil {
			t.Fatal(err)
		}
		fit.Draw(0, 5, 10, rand.New(rand.NewPCG(1, 1)))
	})
}
