package desk

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// SignalSet is a data set of signals in the store.
type SignalSet struct {
	record.Dataset
	Signals int           `json:"signals" doc:"of all countries and days"`
	From    calendar.Date `json:"from" doc:"day of the first of them"`
	To      calendar.Date `json:"to"`
	Newest  calendar.Date `json:"newest" doc:"newest day on which one of them became known"`
}

// SignalWeeks are signals by week and type: counts of reports, never of events.
type SignalWeeks struct {
	AsOf    calendar.Date `json:"as_of"`
	State   string        `json:"state" enum:"none,empty,ok" doc:"none: no data set of signals was taken in; empty: none of its signals passes the filter"`
	Sets    []SignalSet   `json:"sets"`
	Dataset string        `json:"dataset" doc:"the one that is counted"`
	Note    string        `json:"note"`
	Text    string        `json:"text"`
	Total   int           `json:"total" doc:"signals that pass the filters"`
	Weeks   []SignalWeek  `json:"weeks" doc:"every week from the first to the last that holds a signal"`
	Types   []SignalType  `json:"types" doc:"those with most signals first"`
}

// SignalWeek is the signals of one week.
type SignalWeek struct {
	Week    calendar.Date `json:"week" doc:"its first day"`
	Signals int           `json:"signals"`
	Taken   bool          `json:"taken" doc:"false where the data set holds nothing of the week, of any country or type: then no signal is not zero"`
}

// SignalType is the signals of one type.
type SignalType struct {
	Type    plover.Type `json:"type" doc:"empty where the signal's code has none"`
	Quad    plover.Quad `json:"quad"`
	Signals int         `json:"signals"`
	Weeks   []int       `json:"weeks" doc:"one number for each of the weeks"`
}

// SignalWeeks counts the signals of a data set by week and type. Without any data set of signals
// the answer says so and how to take one in.
func (d *Desk) SignalWeeks(ctx context.Context, q SignalQuery) (*SignalWeeks, error) {
	out := &SignalWeeks{AsOf: q.AsOf, State: "none", Note: d.say.T("signals.note"), Text: d.say.T("signals.how"), Weeks: []SignalWeek{}, Types: []SignalType{}}
	sets, err := d.signalSets(ctx)
	if out.Sets = sets; err != nil || len(sets) == 0 {
		return out, err
	}
	if q.Dataset == "" {
		q.Dataset = sets[0].ID
	}
	f, asOf, err := d.signals(ctx, q)
	if err != nil {
		return nil, err
	}
	out.AsOf, out.Dataset, out.State = asOf, q.Dataset, "empty"
	cells, err := d.gate.Counts(ctx, ledger.Query{Filter: f, Bucket: ledger.Weekly, By: []ledger.Dimension{ledger.ByType}})
	if err != nil {
		return nil, err
	}
	if len(cells) == 0 {
		out.Text = d.say.T("signals.empty", "dataset", out.title())
		return out, nil
	}
	whole := f
	whole.Countries, whole.Types = nil, nil
	taken, err := d.gate.Counts(ctx, ledger.Query{Filter: whole, Bucket: ledger.Weekly})
	if err != nil {
		return nil, err
	}
	out.State = "ok"
	out.fill(cells, taken)
	out.Text = d.say.T("signals.text", "n", out.Total, "dataset", out.title(), "from", out.Weeks[0].Week, "to", out.Weeks[len(out.Weeks)-1].Week.Add(6))
	if n := out.untaken(); n > 0 {
		out.Text += " " + d.say.T("signals.untaken", "n", n)
	}
	return out, nil
}

// fill lays the cells out by week and type.
func (s *SignalWeeks) fill(cells, taken []ledger.Cell) {
	within := func(a, b ledger.Cell) int { return cmp.Compare(a.Bucket, b.Bucket) }
	first, last := slices.MinFunc(cells, within).Bucket, slices.MaxFunc(cells, within).Bucket
	at := func(week calendar.Date) int { return int(week-first) / 7 }
	for w := first; w <= last; w = w.Add(7) {
		s.Weeks = append(s.Weeks, SignalWeek{Week: w})
	}
	for _, c := range taken {
		if c.Bucket >= first && c.Bucket <= last {
			s.Weeks[at(c.Bucket)].Taken = true
		}
	}
	types := map[string]*SignalType{}
	for _, c := range cells {
		t := types[c.Keys[0]]
		if t == nil {
			kind := plover.Type(c.Keys[0])
			t = &SignalType{Type: kind, Quad: kind.Quad(), Weeks: make([]int, len(s.Weeks))}
			types[c.Keys[0]] = t
		}
		t.Signals += c.Count
		t.Weeks[at(c.Bucket)] += c.Count
		s.Weeks[at(c.Bucket)].Signals += c.Count
		s.Total += c.Count
	}
	for _, name := range slices.Sorted(maps.Keys(types)) {
		s.Types = append(s.Types, *types[name])
	}
	slices.SortStableFunc(s.Types, func(a, b SignalType) int { return cmp.Compare(b.Signals, a.Signals) })
}

// title names the data set that is counted.
func (s *SignalWeeks) title() string {
	for _, v := range s.Sets {
		if v.ID == s.Dataset && v.Title != "" {
			return v.Title
		}
	}
	return s.Dataset
}

// untaken counts the weeks of which the data set holds nothing.
func (s *SignalWeeks) untaken() (n int) {
	for _, w := range s.Weeks {
		if !w.Taken {
			n++
		}
	}
	return n
}
