package retaliation

import (
	"math"
	"sort"

	"detente/internal/thinking/hawkes"
	"detente/internal/words/calendar"
)

// Attribution splits recent events into background and what is associated with earlier ones.
type Attribution struct {
	Window   calendar.Window
	Events   []int       // by receiver
	Baseline []float64   // expected number, by receiver
	Source   [][]float64 // expected number, [receiver][source]
	Pairs    []Pair      // strongest single links, strongest first
}

// Pair is a recent event and an earlier one it is most associated with.
type Pair struct {
	Event, Earlier string
	Receiver       int
	Source         int
	Share          float64
}

// attribute splits the events of the last days of the span.
func (c *cases) attribute(m *Model) (Attribution, error) {
	n := len(c.used)
	a := Attribution{
		Window: calendar.Window{From: max(c.span.From, c.span.To.Add(1-c.o.Recent)), To: c.span.To},
		Events: make([]int, n), Baseline: make([]float64, n), Source: square[float64](n),
	}
	d, events := c.data(c.source(13))
	shares, err := hawkes.Attribute(d, m.fit.Params, m.fit.Baseline)
	if err != nil {
		return a, err
	}
	for k, s := range shares {
		if !a.Window.Holds(events[k].Day) {
			continue
		}
		i := d.Stream[k]
		a.Events[i]++
		a.Baseline[i] += s.Baseline
		for j, v := range s.Source {
			a.Source[i][j] += v
		}
		if p, ok := strongest(d, events, m.fit.Params, s, k); ok {
			a.Pairs = append(a.Pairs, p)
		}
	}
	sort.SliceStable(a.Pairs, func(x, y int) bool { return a.Pairs[x].Share > a.Pairs[y].Share })
	return a, nil
}

// strongest finds the earlier event with the largest share in event k.
func strongest(d hawkes.Data, events []Event, p hawkes.Params, s hawkes.Share, k int) (Pair, bool) {
	i, best, at := d.Stream[k], 0.0, -1
	rates := make([]float64, len(s.Source))
	for h := k - 1; h >= 0; h-- {
		j := d.Stream[h]
		v := p.Alpha[i][j] * math.Exp(-p.Beta[i][j]*(d.Times[k]-d.Times[h]))
		rates[j] += v
		if v > best {
			best, at = v, h
		}
	}
	if at < 0 {
		return Pair{}, false
	}
	j := d.Stream[at]
	share := s.Source[j] * best / rates[j]
	return Pair{events[k].ID, events[at].ID, i, j, share}, share >= .1
}

// Lags are the days at which response curves are given.
var Lags = []float64{0, .25, .5, .75, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 10, 14, 21, 28}

// Curve is the response of one stream to one event of another, by lag: the rate of further
// events a day, n·β·exp(−β·t), and their number so far, n·(1−exp(−β·t)), both with bands from
// the draws of n and β together.
type Curve struct {
	Receiver, Source int
	Lags             []float64
	Rate, Total      []Estimate
}

// Curves gives the response of each pair that stands out, receiver by receiver.
func (m *Model) Curves() []Curve {
	out := []Curve{}
	for i := range m.Branching {
		for j := range m.Branching[i] {
			if m.Stands(i, j) {
				out = append(out, m.curve(i, j))
			}
		}
	}
	return out
}

func (m *Model) curve(i, j int) Curve {
	c := Curve{Receiver: i, Source: j, Lags: Lags}
	n := m.draws.branching[i][j]
	rate, total := make([]float64, len(n)), make([]float64, len(n))
	for _, t := range Lags {
		for k, b := range m.draws.decay {
			rate[k], total[k] = n[k]*b*math.Exp(-b*t), n[k]*-math.Expm1(-b*t)
		}
		c.Rate, c.Total = append(c.Rate, summarise(rate)), append(c.Total, summarise(total))
	}
	return c
}
