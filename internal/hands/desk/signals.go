package desk

import (
	"context"
	"slices"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// SignalQuery chooses signals of one data set. Empty fields do not restrict.
type SignalQuery struct {
	AsOf, From, To calendar.Date
	Dataset        string // may be empty where one data set holds signals
	Countries      []string
	Types          []string
	By             string // week, country or type
}

// SignalWays are what signals can be counted by.
var SignalWays = []string{"week", "country", "type"}

// SignalCounts are counts of signals: rows that machines read out of reports, never events.
type SignalCounts struct {
	AsOf    calendar.Date `json:"as_of" doc:"the day asked for, else the newest on which a signal became known"`
	Dataset string        `json:"dataset"`
	By      string        `json:"by"`
	Note    string        `json:"note"`
	Total   int           `json:"total" doc:"signals that pass the filters"`
	Cells   []SignalCell  `json:"cells"`
}

// SignalCell counts the signals of one week, country or type.
type SignalCell struct {
	Key     string `json:"key" doc:"first day of the week, country or type; empty where the signal has none"`
	Signals int    `json:"signals"`
}

// Signal is one signal and what the mentions of it add up to.
type Signal struct {
	record.Signal
	// Counted is nil when no mention of the signal was taken in.
	Counted *record.Counted `json:"counted"`
}

// SignalList is signals one by one.
type SignalList struct {
	AsOf     calendar.Date `json:"as_of"`
	Dataset  string        `json:"dataset"`
	Note     string        `json:"note"`
	Total    int           `json:"total"`
	Withheld int           `json:"withheld" doc:"kept out of the export by their licence"`
	Signals  []Signal      `json:"signals"`
}

// Signals counts the signals of a data set by week, country or type. Weeks without any are not
// listed.
func (d *Desk) Signals(ctx context.Context, q SignalQuery) (SignalCounts, error) {
	out := SignalCounts{By: q.By, Note: d.say.T("signals.note"), Cells: []SignalCell{}}
	query := ledger.Query{}
	switch q.By {
	case "week":
		query.Bucket = ledger.Weekly
	case "country":
		query.By = []ledger.Dimension{ledger.ByCountry}
	case "type":
		query.By = []ledger.Dimension{ledger.ByType}
	default:
		return out, &BadQuery{Field: "by", Value: q.By, Known: SignalWays}
	}
	var err error
	if query.Filter, out.AsOf, err = d.signals(ctx, q); err != nil {
		return out, err
	}
	out.Dataset = query.Filter.Datasets[0]
	cells, err := d.gate.Counts(ctx, query)
	for _, c := range cells {
		key := c.Bucket.String()
		if len(c.Keys) > 0 {
			key = c.Keys[0]
		}
		out.Cells = append(out.Cells, SignalCell{key, c.Count})
		out.Total += c.Count
	}
	if q.By != "week" {
		slices.SortStableFunc(out.Cells, func(a, b SignalCell) int { return b.Signals - a.Signals })
	}
	return out, err
}

// ListSignals lists at most limit signals, oldest first, each with what its mentions add up to.
func (d *Desk) ListSignals(ctx context.Context, q SignalQuery, limit int, p gate.Purpose) (SignalList, error) {
	out := SignalList{Note: d.say.T("signals.note"), Signals: []Signal{}}
	f, asOf, err := d.signals(ctx, q)
	if err != nil {
		return out, err
	}
	out.AsOf, out.Dataset = asOf, f.Datasets[0]
	page, err := d.gate.Signals(ctx, f, "", limit, p)
	if err != nil {
		return out, err
	}
	out.Total, out.Withheld = page.Total, page.Withheld.Licence
	counted, err := d.gate.Counted(ctx, f.AsOf, out.Dataset, codes(page.Items, func(s gate.Shown[record.Signal]) string { return s.Record.ID }))
	for _, s := range page.Items {
		v := Signal{Signal: s.Record}
		if c, ok := counted[v.ID]; ok {
			v.Counted = &c
		}
		out.Signals = append(out.Signals, v)
	}
	return out, err
}

// signals makes the filter of a query.
func (d *Desk) signals(ctx context.Context, q SignalQuery) (ledger.Filter, calendar.Date, error) {
	f := ledger.Filter{Kinds: []record.Kind{record.KindSignal}, Window: calendar.Window{From: q.From, To: q.To}, Countries: q.Countries, Types: q.Types}
	if q.AsOf.IsSet() {
		f.AsOf.Known = &q.AsOf
	}
	if q.From.IsSet() && q.To.IsSet() && q.From > q.To {
		return f, q.AsOf, &BadQuery{Field: "from", Value: q.From.String(), Reason: "is after to " + q.To.String()}
	}
	for _, t := range q.Types {
		if known := names(plover.Types); !holds(known, t) {
			return f, q.AsOf, &BadQuery{Field: "type", Value: t, Known: known}
		}
	}
	for _, c := range q.Countries {
		if len(c) != 2 || c[0] < 'A' || c[0] > 'Z' || c[1] < 'A' || c[1] > 'Z' {
			return f, q.AsOf, &BadQuery{Field: "country", Value: c, Reason: d.say.T("signals.country")}
		}
	}
	set, newest, err := d.signalSet(ctx, q.Dataset)
	f.Datasets = []string{set}
	if q.AsOf.IsSet() {
		newest = q.AsOf
	}
	return f, newest, err
}

// signalSet finds the data set of signals that is asked for, or the only one, and the newest day
// on which a signal of it became known.
func (d *Desk) signalSet(ctx context.Context, asked string) (string, calendar.Date, error) {
	sets, err := d.signalSets(ctx)
	if err != nil {
		return "", calendar.Unset, err
	}
	var known []string
	for _, v := range sets {
		if v.ID == asked || asked == "" && len(sets) == 1 {
			return v.ID, v.Newest, nil
		}
		known = append(known, v.ID)
	}
	if len(sets) == 0 {
		return "", calendar.Unset, &BadQuery{Field: "dataset", Value: asked, Reason: d.say.T("signals.none")}
	}
	return "", calendar.Unset, &BadQuery{Field: "dataset", Value: asked, Known: known}
}

// signalSets lists the data sets that hold signals.
func (d *Desk) signalSets(ctx context.Context) ([]SignalSet, error) {
	out := []SignalSet{}
	list, err := d.gate.Datasets(ctx)
	if err != nil {
		return out, err
	}
	for _, v := range list {
		b, err := d.gate.Bounds(ctx, ledger.Filter{Kinds: []record.Kind{record.KindSignal}, Datasets: []string{v.ID}})
		if err != nil {
			return out, err
		}
		if b.Records > 0 {
			out = append(out, SignalSet{Dataset: v, Signals: b.Records, From: b.Oldest, To: b.Newest, Newest: b.Knowable})
		}
	}
	return out, nil
}
