package linkage

import (
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/record"
)

// Point is the value of one period. An unknown point is missing, which is not zero.
type Point struct {
	Value  float64
	Known  bool
	Events []string // behind the value
	URLs   []string // reports behind a published figure or a crossing's state
}

// Series is one measure over an axis.
type Series struct {
	ID        string
	Kind      string // what it is; an indicator's code for a published figure
	Unit      string
	Region    string // of a published figure
	Publisher string // of a published figure; two are never joined
	Points    []Point
	Undated   int // events not known well enough to lie in one period
	Unplaced  int // figures that speak for no single period of the axis
	Twice     int // periods for which the publisher gave several figures; the last is shown
}

// Known counts the periods with a value.
func (s Series) Known() int {
	n := 0
	for _, p := range s.Points {
		if p.Known {
			n++
		}
	}
	return n
}

// Recorded says for each period whether anything at all is on record in it. Where nothing is,
// counts are missing and not zero: no reports is not no events.
func Recorded(a Axis, events []record.Event) []bool {
	out := make([]bool, a.Len())
	for _, e := range events {
		if i, ok := a.Place(e.When); ok {
			out[i] = true
		}
	}
	return out
}

// Counts is the number of events a period.
func Counts(a Axis, id string, events []record.Event, recorded []bool) Series {
	s := Series{ID: id, Kind: id, Unit: "events", Points: make([]Point, a.Len())}
	for i := range s.Points {
		s.Points[i].Known = recorded[i]
	}
	for _, e := range events {
		i, ok := a.Place(e.When)
		if !ok {
			s.undated(a, e)
			continue
		}
		s.Points[i].Value++
		s.Points[i].Events = append(s.Points[i].Events, e.ID)
	}
	return s
}

// Deaths is the sum of best supported figures of the violent events a period. A period
// whose violent events all lack a figure is missing.
func Deaths(a Axis, id string, events []record.Event, recorded []bool) Series {
	s := Series{ID: id, Kind: id, Unit: "deaths", Points: make([]Point, a.Len())}
	sums := make([]figure.Sum, a.Len())
	for _, e := range events {
		if !e.Violent() {
			continue
		}
		i, ok := a.Place(e.When)
		if !ok {
			s.undated(a, e)
			continue
		}
		sums[i].Add(e.Deaths.Total)
		s.Points[i].Events = append(s.Points[i].Events, e.ID)
	}
	for i, sum := range sums {
		s.Points[i].Value = float64(sum.Best)
		s.Points[i].Known = recorded[i] && (sum.Of == 0 || sum.Unknown < sum.Of)
	}
	return s
}

// undated counts an event that touches the axis and lies in no single period.
func (s *Series) undated(a Axis, e record.Event) {
	if a.Len() == 0 {
		return
	}
	w := calendar.Window{From: a.Starts[0], To: a.end.Add(-1)}
	if e.When.Overlaps(w) {
		s.Undated++
	}
}

// Published turns observations into one series for each indicator, region, publisher and
// unit. Publishers are never joined, and a change of unit starts another series. Running
// totals speak for no single period; they, and values held back for being small, are
// counted as unplaced.
func Published(a Axis, obs []record.Observation) []Series {
	type key struct{ indicator, region, publisher, unit string }
	at := map[key]*Series{}
	var keys []key
	sorted := append([]record.Observation{}, obs...)
	sort.SliceStable(sorted, func(i, j int) bool {
		return sorted[i].End < sorted[j].End || sorted[i].End == sorted[j].End && sorted[i].ID < sorted[j].ID
	})
	for _, o := range sorted {
		k := key{o.Indicator, o.Region, o.Publisher, o.Unit}
		s := at[k]
		if s == nil {
			s = &Series{
				ID: o.Indicator + "|" + o.Region + "|" + o.Publisher + "|" + o.Unit, Kind: o.Indicator,
				Unit: o.Unit, Region: o.Region, Publisher: o.Publisher, Points: make([]Point, a.Len()),
			}
			at[k] = s
			keys = append(keys, k)
		}
		i, ok := a.Fits(o.Start, o.End)
		if !ok || o.TotalFrom.IsSet() || o.Under > 0 {
			s.Unplaced++
			continue
		}
		p := &s.Points[i]
		if p.Known {
			s.Twice++
		}
		p.Value, p.Known = o.Value, true
		p.URLs = append(p.URLs, o.SourceURL)
	}
	out := make([]Series, 0, len(keys))
	for _, k := range keys {
		out = append(out, *at[k])
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// UnitChanges lists the indicators that one publisher gives for one region in several
// units; their series stay apart.
func UnitChanges(series []Series) []string {
	units := map[[3]string]map[string]bool{}
	for _, s := range series {
		k := [3]string{s.Kind, s.Region, s.Publisher}
		if units[k] == nil {
			units[k] = map[string]bool{}
		}
		units[k][s.Unit] = true
	}
	var out []string
	for k, u := range units {
		if len(u) > 1 {
			out = append(out, k[0]+"|"+k[1]+"|"+k[2])
		}
	}
	sort.Strings(out)
	return out
}
