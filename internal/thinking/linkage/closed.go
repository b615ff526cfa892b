package linkage

import (
	"slices"
	"sort"

	"detente/internal/thinking/crossing"
)

// Closed is the days a period on which crossings were closed, as the mean over the crossings
// whose state is known on each day. The lines are those of package crossing, over a span
// that holds the axis: a state counts until the next observation, and after the last one
// only while package crossing takes it as certain; contradictory days are not known. A
// period with a day on which no state is known is missing.
func Closed(a Axis, id string, lines []crossing.Line) Series {
	s := Series{ID: id, Kind: id, Unit: "days", Points: make([]Point, a.Len())}
	if a.Len() == 0 {
		return s
	}
	first, days := a.Starts[0], int(a.end-a.Starts[0])
	closed, known := make([]float64, days), make([]float64, days)
	for _, l := range lines {
		for i, r := range l.Runs {
			last := i == len(l.Runs)-1 && !r.Certain
			if last || r.Status == crossing.NotKnown || r.Status == crossing.Contradictory {
				continue
			}
			for d := max(r.From, first); d <= min(r.To, a.end.Add(-1)); d++ {
				known[d-first]++
				if r.Status == crossing.Closed {
					closed[d-first]++
					p, _ := a.At(d)
					s.Points[p].cite(r)
				}
			}
		}
	}
	for i := range s.Points {
		p, w := &s.Points[i], a.Span(i)
		sort.Strings(p.URLs)
		p.Known = !slices.Contains(known[w.From-first:w.To-first+1], 0)
		for d := w.From; d <= w.To && p.Known; d++ {
			p.Value += closed[d-first] / known[d-first]
		}
	}
	return s
}

// cite adds the reports of a run.
func (p *Point) cite(r crossing.Run) {
	for _, row := range r.Rows {
		if !slices.Contains(p.URLs, row.SourceURL) {
			p.URLs = append(p.URLs, row.SourceURL)
		}
	}
}
