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
	r, err := retaliation.Find(retaliation.Sort(simulated(t, 5), streams, span), span, retaliation.Options{Seed: 1, Ties: 4})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Used) != 2 || r.Streams[2].Left == nil {
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
	r, err := retaliation.Find(retaliation.Sort(simulated(t, 6), streams, span), span, retaliation.Options{Seed: 2, Ties: 2, Recent: 400})
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
	events := retaliation.Sort(simulated(t, 7), streams, span)
	a, _ := retaliation.Find(events, span, retaliation.Options{Seed: 3, Ties: 2})
	b, _ := retaliation.Find(events, span, retaliation.Options{Seed: 3, Ties: 2})
	if !reflect.DeepEqual(a.Moving.Branching, b.Moving.Branching) || !reflect.DeepEqual(a.Recent, b.Recent) {
		t.Error("the same seed gave another result")
	}
}

// inputs are streams with events on the days given, counted from the beginning of the span.
func inputs(days ...[]int) (out []retaliation.Input) {
	for k, list := range days {
		in := retaliation.Input{ID: fmt.Sprint(k), Name: fmt.Sprint("Stream ", k)}
		for n, d := range list {
			in.Events = append(in.Events, retaliation.Event{ID: fmt.Sprint(k, "-", n), Day: span.From.Add(d)})
		}
		out = append(out, in)
	}
	return out
}

// spread is n days, each step apart, from the first.
func spread(first, n, step int) (out []int) {
	for k := range n {
		out = append(out, first+k*step)
	}
	return out
}

func TestTooLittleIsRefused(t *testing.T) {
	vague := inputs(spread(0, 20, 50))
	vague[0].Vague = 21
	short := calendar.Window{From: span.From, To: span.From.Add(100)}
	for _, c := range []struct {
		name  string
		in    []retaliation.Input
		span  calendar.Window
		left  retaliation.Reason
		whole retaliation.Why
	}{
		{"nothing", inputs(nil), span, retaliation.Reason{Why: retaliation.FewEvents, N: 0, Of: 15}, retaliation.NoStreams},
		{"few events", inputs(spread(0, 14, 10)), span, retaliation.Reason{Why: retaliation.FewEvents, N: 14, Of: 15}, retaliation.NoStreams},
		{"few days", inputs(append(spread(0, 9, 7), spread(3, 20, 0)...)), span, retaliation.Reason{}, ""},
		{"fewer days", inputs(append(spread(0, 8, 7), spread(3, 20, 0)...)), span, retaliation.Reason{Why: retaliation.FewDays, N: 9, Of: 10}, retaliation.NoStreams},
		{"mostly vague", vague, span, retaliation.Reason{Why: retaliation.MostVague, N: 20, Of: 41}, retaliation.NoStreams},
		{"a short span", inputs(spread(0, 30, 3)), short, retaliation.Reason{}, retaliation.ShortSpan},
		{"more parameters than events", inputs(spread(0, 15, 100), spread(50, 15, 100)), calendar.Window{From: span.From, To: span.From.Add(3000)}, retaliation.Reason{}, retaliation.ManyParams},
	} {
		r, err := retaliation.Find(c.in, c.span, retaliation.Options{Ties: 1})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := r.Streams[0].Left; got == nil && c.left.Why != "" || got != nil && *got != c.left {
			t.Errorf("%s: left out for %+v", c.name, got)
		}
		if r.Refused == nil && c.whole != "" || r.Refused != nil && r.Refused.Why != c.whole {
			t.Errorf("%s: refused for %+v", c.name, r.Refused)
		}
		if (r.Moving == nil) != (r.Refused != nil) {
			t.Errorf("%s: fitted and refused", c.name)
		}
		if _, err := r.Check(retaliation.CheckOptions{Placebos: 1, Thinned: 1, Orders: 1}); (err != nil) != (r.Refused != nil) {
			t.Errorf("%s: checks: %v", c.name, err)
		}
	}
}
