package retaliation_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"detente/internal/thinking/hawkes"
	"detente/internal/thinking/retaliation"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

var streams = []situation.Stream{
	{ID: "a", Name: "Strikes", Modes: []string{"airstrike"}},
	{ID: "b", Name: "Ambushes", Modes: []string{"ambush"}},
	{ID: "c", Name: "Talks", Modes: []string{"talks"}},
}

var span = calendar.Window{From: calendar.DateOf(2020, 1, 1), To: calendar.DateOf(2025, 12, 31)}

// simulated turns a simulated process into events known to the day. Strikes are followed by
// ambushes (n = .6, mean delay 8 days, long against the day within which order is lost) and by nothing else.
func simulated(t *testing.T, seed uint64) []record.Event {
	t.Helper()
	p := hawkes.Params{
		Mu:    [][]float64{{.1}, {.05}},
		Alpha: [][]float64{{0, 0}, {.075, 0}},
		Beta:  [][]float64{{.125, .125}, {.125, .125}},
	}
	d, err := hawkes.Branch(p, float64(span.Days()), rand.New(rand.NewPCG(seed, 1)))
	if err != nil {
		t.Fatal(err)
	}
	var out []record.Event
	for k, at := range d.Times {
		day := span.From.Add(int(at))
		e := record.Event{ID: fmt.Sprint("E", k), When: calendar.Interval{Start: day, End: day, Precision: calendar.Day}, Type: "ASSAULT", Mode: "airstrike"}
		if d.Stream[k] == 1 {
			e.Mode = "ambush"
		}
		out = append(out, e)
	}
	return out
}

func TestFindsTheLinkThatIsThereAndNoOther(t *testing.T) {
	r, err := retaliation.Find(simulated(t, 5), streams, span, retaliation.Options{Seed: 1, Ties: 4})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Used) != 2 || r.Streams[2].Left == "" {
		t.Fatalf("talks without events must be left out: %+v", r.Streams)
	}
	link := r.Still.Branching[1][0]
	if !(link.Low < .6 && .6 < link.High) || r.Still.P[1][0] > 1e-4 {
		t.Errorf("ambushes after strikes: %+v, p %g; the truth is 0.6", link, r.Still.P[1][0])
	}
	for _, ij := range [][2]int{{0, 0}, {0, 1}} {
		if p := r.Still.P[ij[0]][ij[1]]; p < .01 {
			t.Errorf("a link %v that is not there has p %g", ij, p)
		}
	}
	if h := r.Still.HalfLife; !(h.Low < 8*math.Ln2 && 8*math.Ln2 < h.High) {
		t.Errorf("half-life %+v; the truth is %.2f days", h, 8*math.Ln2)
	}
}

func TestAttributionAddsUp(t *testing.T) {
	r, err := retaliation.Find(simulated(t, 6), streams, span, retaliation.Options{Seed: 2, Ties: 2, Recent: 400})
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range r.Recent.Events {
		sum := r.Recent.Baseline[i]
		for _, v := range r.Recent.Source[i] {
			sum += v
		}
		if math.Abs(sum-float64(n)) > 1e-6 {
			t.Errorf("stream %d: %d events are split into %.6f", i, n, sum)
		}
	}
}

func TestSameSeedSameResult(t *testing.T) {
	events := simulated(t, 7)
	a, _ := retaliation.Find(events, streams, span, retaliation.Options{Seed: 3, Ties: 2})
	b, _ := retaliation.Find(events, streams, span, retaliation.Options{Seed: 3, Ties: 2})
	if !reflect.DeepEqual(a.Moving.Branching, b.Moving.Branching) || !reflect.DeepEqual(a.Recent, b.Recent) {
		t.Error("the same seed gave another result")
	}
}

func TestTooLittleIsRefused(t *testing.T) {
	r, err := retaliation.Find(nil, streams, span, retaliation.Options{})
	if err != nil || r.Refused == "" || r.Moving != nil {
		t.Errorf("nothing was fitted to nothing: %+v, %v", r, err)
	}
}
