package desk

import (
	"context"
	"sort"

	"detente/internal/hands/ledger"
	"detente/internal/thinking/activity"
	"detente/internal/thinking/coverage"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Health says what the ledger holds, how new it is and how far reporting reaches.
type Health struct {
	AsOf   calendar.Date `json:"as_of"`
	Newest calendar.Date `json:"newest"`
	Age    int           `json:"age_days"`
	Today  calendar.Date `json:"today"`
	Grade  string        `json:"grade"`
	Text   string        `json:"text"`
	Kinds  []KindHealth  `json:"kinds"`
	Source []SourceKind  `json:"sources"`
	Weeks  []WeekHealth  `json:"weeks"`
	Gaps   []string      `json:"gaps"`
}

// KindHealth is one kind of record; state empty means that none is on record.
type KindHealth struct {
	Kind    string        `json:"kind"`
	Records int           `json:"records"`
	Newest  calendar.Date `json:"newest"`
	State   string        `json:"state" enum:"ok,empty"`
}

// SourceKind is one kind of publisher.
type SourceKind struct {
	Kind    string        `json:"kind"`
	Reports int           `json:"reports"`
	Newest  calendar.Date `json:"newest"`
}

// WeekHealth is the volume of one week and the share of the usual volume.
type WeekHealth struct {
	Week    calendar.Date `json:"week"`
	Records int           `json:"records"`
	Share   float64       `json:"share"`
}

// Health describes the data behind the answers at a moment.
func (d *Desk) Health(ctx context.Context, asOf calendar.Date) (*Health, error) {
	m, err := d.Resolve(ctx, asOf)
	if err != nil {
		return nil, err
	}
	return recall(ctx, d, "health "+momentKey(m), func() (*Health, error) { return d.health(ctx, m) })
}

func (d *Desk) health(ctx context.Context, m Moment) (*Health, error) {
	s, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, err
	}
	cov := coverage.At(s.events, m.Day, d.sit.Thresholds.Coverage)
	h := &Health{
		AsOf: m.Day, Newest: cov.Newest, Today: d.Today(), Grade: string(cov.Grade), Text: d.say.Say(cov.Describe()),
		Gaps: d.sit.Dataset.Gaps, Kinds: []KindHealth{}, Source: []SourceKind{},
	}
	if h.Newest.IsSet() {
		h.Age = int(h.Today - h.Newest)
	}
	kinds, err := d.newestBy(ctx, ledger.ByKind, ledger.Filter{AsOf: m.AsOf})
	if err != nil {
		return nil, err
	}
	for _, k := range record.Kinds {
		v := KindHealth{Kind: string(k), Records: kinds[string(k)].records, Newest: kinds[string(k)].newest, State: "ok"}
		if v.Records == 0 {
			v.State = "empty"
		}
		h.Kinds = append(h.Kinds, v)
	}
	if h.Source, err = d.sourceKinds(ctx, m); err != nil {
		return nil, err
	}
	n := min(chartWeeks, weeksKnown(s.events, m.Day))
	ends := weekEnds(m.Day, n)
	share := coverage.Exposure(s.events, ends, d.sit.Thresholds.Coverage)
	counts := activity.Volume(s.events, ends)
	for i, e := range ends {
		h.Weeks = append(h.Weeks, WeekHealth{e.Add(-6), counts[i], share[i]})
	}
	return h, nil
}

func (d *Desk) sourceKinds(ctx context.Context, m Moment) ([]SourceKind, error) {
	kinds, err := d.newestBy(ctx, ledger.ByCategory, ledger.Filter{AsOf: m.AsOf, Kinds: []record.Kind{record.KindSource}})
	if err != nil {
		return nil, err
	}
	out := make([]SourceKind, 0, len(kinds))
	for name, k := range kinds {
		out = append(out, SourceKind{name, k.records, k.newest})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Reports != out[j].Reports {
			return out[i].Reports > out[j].Reports
		}
		return out[i].Kind < out[j].Kind
	})
	return out, nil
}

// volume is how many records a group has and the newest day on which one begins.
type volume struct {
	records int
	newest  calendar.Date
}

// newestBy counts the records of a filter by one dimension, in one question to the ledger.
func (d *Desk) newestBy(ctx context.Context, by ledger.Dimension, f ledger.Filter) (map[string]volume, error) {
	cells, err := d.gate.Counts(ctx, ledger.Query{Filter: f, By: []ledger.Dimension{by}, Bucket: ledger.Daily})
	if err != nil {
		return nil, err
	}
	out := map[string]volume{}
	for _, c := range cells {
		v := out[c.Keys[0]]
		out[c.Keys[0]] = volume{v.records + c.Count, max(v.newest, c.Bucket)}
	}
	return out, nil
}
