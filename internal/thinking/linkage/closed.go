package linkage

import (
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// stale is the number of days after the last observation of a crossing for which its state
// is still taken to hold.
const stale = 90

// everyCrossing is the code that stands for every crossing together.
const everyCrossing = "all"

// Closed is the days a period on which crossings were closed in the scope, as the mean over
// the crossings whose state is known on each day. A state holds until the next observation
// of the crossing, and for 90 days after the last; before the first it is unknown. An
// observation of every crossing together counts for each that has one of its own. Of two
// observations on a day the one further from open is taken. Periods with a day on
// which no state is known are missing.
func Closed(a Axis, id string, obs []record.Crossing, codes []string, scope record.CrossingScope) Series {
	s := Series{ID: id, Kind: id, Unit: "days", Points: make([]Point, a.Len())}
	if a.Len() == 0 {
		return s
	}
	first, days := a.Starts[0], int(a.end-a.Starts[0])
	closed, known := make([]float64, days), make([]float64, days)
	urls := make([]map[string]bool, a.Len())
	for _, code := range codes {
		list := observed(obs, code, scope)
		for i, o := range list {
			until := o.On.Date.Add(stale)
			if i+1 < len(list) {
				until = list[i+1].On.Date
			}
			for d := max(o.On.Date, first); d < min(until, a.end); d++ {
				known[d-first]++
				if o.Status != "closed" {
					continue
				}
				closed[d-first]++
				p, _ := a.At(d)
				if urls[p] == nil {
					urls[p] = map[string]bool{}
				}
				urls[p][o.SourceURL] = true
			}
		}
	}
	for i := range s.Points {
		w := a.Span(i)
		s.Points[i].Known = true
		for d := w.From; d <= w.To; d++ {
			n := known[d-first]
			if n == 0 {
				s.Points[i].Known, s.Points[i].Value = false, 0
				break
			}
			s.Points[i].Value += closed[d-first] / n
		}
		for u := range urls[i] {
			s.Points[i].URLs = append(s.Points[i].URLs, u)
		}
		sort.Strings(s.Points[i].URLs)
	}
	return s
}

// observed lists the observations of one crossing that bear on the scope, one a day, oldest
// first. Observations known less exactly than to the day are left out.
func observed(obs []record.Crossing, code string, scope record.CrossingScope) []record.Crossing {
	own := false
	var list []record.Crossing
	for _, o := range obs {
		if o.On.Precision != calendar.Day || o.Scope != "all" && o.Scope != scope {
			continue
		}
		if o.Crossing == code || o.Crossing == everyCrossing {
			list = append(list, o)
			own = own || o.Crossing == code
		}
	}
	if !own {
		return nil
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].On.Date < list[j].On.Date })
	out := list[:0:0]
	for _, o := range list {
		if n := len(out); n > 0 && out[n-1].On.Date == o.On.Date {
			if rank(o.Status) > rank(out[n-1].Status) {
				out[n-1] = o
			}
			continue
		}
		out = append(out, o)
	}
	return out
}

// rank is how far a state is from open.
func rank(s record.CrossingStatus) int {
	switch s {
	case "closed":
		return 2
	case "partial":
		return 1
	}
	return 0
}
