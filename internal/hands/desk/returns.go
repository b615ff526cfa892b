package desk

import (
	"context"
	"fmt"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/thinking/returns"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// ReturnsQuery chooses figures of returns. Empty fields do not restrict.
type ReturnsQuery struct {
	AsOf, From, To                 calendar.Date
	Indicators, Regions, Publisher []string
	Purpose                        gate.Purpose
}

// ReturnsPage is what publishers say about returns, beside what was announced.
type ReturnsPage struct {
	AsOf     calendar.Date       `json:"as_of"`
	From     calendar.Date       `json:"from"`
	To       calendar.Date       `json:"to"`
	Text     string              `json:"text"`
	Smallest int                 `json:"smallest_count" doc:"figures above zero and below it are held back"`
	Series   []ReturnsSeries     `json:"series" doc:"one an indicator, region and publisher; never added up"`
	Plans    []ReturnsPlan       `json:"plans" doc:"commitments and announcements, oldest first"`
	Forced   []ReturnsForced     `json:"forced" doc:"deportations over returns of one publisher, region and period"`
	Routes   []ReturnsRoute      `json:"routes" doc:"parts that went through crossings, where one publisher gives both"`
	Orders   []ReturnsOrder      `json:"orderliness" doc:"by period, with its parts"`
	Reports  map[string][]string `json:"reports" doc:"addresses of the reports behind each event named here"`
	Withheld int                 `json:"withheld,omitempty" doc:"rows that a licence keeps out of an export"`
}

// ReturnsSeries is one publisher's figures for one indicator and region.
type ReturnsSeries struct {
	Indicator     string         `json:"indicator"`
	IndicatorName string         `json:"indicator_name"`
	Region        string         `json:"region"`
	Crossing      string         `json:"crossing" doc:"code of the crossing that the region is; empty for other regions"`
	Publisher     string         `json:"publisher"`
	Units         []string       `json:"units"`
	Flows         []ReturnsFlow  `json:"flows" doc:"by period, oldest first; periods may overlap"`
	Shown         []ReturnsShown `json:"not_used" doc:"figures shown and not used, with the reason"`
}

// ReturnsFlow is how many people went in one period.
type ReturnsFlow struct {
	From        calendar.Date `json:"from"`
	To          calendar.Date `json:"to"`
	Days        int           `json:"days"`
	Value       *float64      `json:"value" doc:"null where held back for being small"`
	ValueText   string        `json:"value_text"`
	Unit        string        `json:"unit"`
	PerDay      *float64      `json:"per_day"`
	Differenced bool          `json:"differenced" doc:"one running total less an earlier one of the same start"`
	Surge       *ReturnsSurge `json:"surge" doc:"null without an earlier period of the same publisher"`
	Rows        []ReturnsRow  `json:"rows"`
}

// ReturnsSurge is the rate of a period against earlier ones of the publisher.
type ReturnsSurge struct {
	Ratio   float64  `json:"ratio"`
	PerDay  float64  `json:"norm_per_day"`
	Periods int      `json:"periods"`
	Days    int      `json:"days"`
	RowIDs  []string `json:"row_ids"`
	Text    string   `json:"text"`
}

// ReturnsRow is one published figure.
type ReturnsRow struct {
	ID        string        `json:"id"`
	From      calendar.Date `json:"from"`
	To        calendar.Date `json:"to"`
	TotalFrom calendar.Date `json:"total_from" doc:"set for a running total from a known date"`
	Value     *float64      `json:"value"`
	ValueText string        `json:"value_text"`
	Unit      string        `json:"unit"`
	SourceURL string        `json:"source_url"`
	Note      string        `json:"note"`
}

// ReturnsShown is a figure that is shown and not used.
type ReturnsShown struct {
	Row        ReturnsRow `json:"row"`
	Reason     string     `json:"reason" enum:"unit_changes,unknown_start,no_period,two_figures,total_falls"`
	ReasonText string     `json:"reason_text"`
}

// Returns returns what is published about returns, and what was announced, up to the moment.
func (d *Desk) Returns(ctx context.Context, q ReturnsQuery) (*ReturnsPage, error) {
	m, err := d.Resolve(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	if !q.To.IsSet() {
		q.To = m.Day
	}
	if !q.From.IsSet() {
		q.From = min(d.sit.Dataset.Begins, q.To)
	}
	if q.From > q.To {
		return nil, &BadQuery{Field: "from", Value: q.From.String(), Reason: "is after " + q.To.String()}
	}
	return recall(ctx, d, fmt.Sprintf("returns %s %#v", momentKey(m), q), func() (*ReturnsPage, error) { return d.returns(ctx, q, m) })
}

func (d *Desk) returns(ctx context.Context, q ReturnsQuery, m Moment) (*ReturnsPage, error) {
	var shown []record.Observation
	var withheld int
	if codes := d.followed(); len(codes) > 0 {
		var err error
		if shown, withheld, err = drainFor(ctx, ledger.Filter{AsOf: m.AsOf, Categories: codes}, q.Purpose, d.gate.Observations); err != nil {
			return nil, err
		}
	}
	cs, more, err := drainFor(ctx, ledger.Filter{AsOf: m.AsOf, Categories: []string{returns.Theme}}, q.Purpose, d.gate.Commitments)
	if err != nil {
		return nil, err
	}
	s, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, err
	}
	smallest := d.sit.Thresholds.Shown.SmallestCount
	every := returns.Of(shown, float64(smallest))
	if err := q.known(every); err != nil {
		return nil, err
	}
	plans := returns.Plans(cs, s.events, every)
	forced, routes := returns.ForcedShares(every), returns.Routes(every, d.crossingOf)
	out := &ReturnsPage{
		AsOf: m.Day, From: q.From, To: q.To, Smallest: smallest, Text: d.say.T("returns.note"), Series: []ReturnsSeries{},
		Plans: []ReturnsPlan{}, Forced: []ReturnsForced{}, Routes: []ReturnsRoute{}, Orders: []ReturnsOrder{}, Withheld: withheld + more,
	}
	if len(every) == 0 {
		out.Text = d.say.T("returns.none")
	}
	for _, x := range every {
		if q.wants(x.Indicator, x.Region, x.Publisher) {
			if v := d.publisherView(x, q); len(v.Flows)+len(v.Shown) > 0 {
				out.Series = append(out.Series, v)
			}
		}
	}
	wants := func(f returns.Flow) bool {
		return q.wants("", f.Region, f.Publisher) && q.overlaps(f.Span.From, f.Span.To)
	}
	for _, x := range forced {
		if wants(x.Returned) {
			out.Forced = append(out.Forced, d.forcedView(x))
		}
	}
	for _, x := range routes {
		if wants(x.Whole) {
			out.Routes = append(out.Routes, d.routeView(x))
		}
	}
	for _, x := range returns.Orderliness(every, plans, forced, routes) {
		if wants(x.Flow) {
			out.Orders = append(out.Orders, d.orderView(x))
		}
	}
	var ids []string
	for _, p := range plans {
		if q.overlaps(p.Announced.First(), max(p.Announced.Last(), p.Due.Last())) {
			v := d.planView(p, q)
			out.Plans = append(out.Plans, v)
			ids = append(ids, v.EarlierIDs...)
			if p.Event {
				ids = append(ids, p.ID)
			}
		}
	}
	out.Reports, err = d.addresses(ctx, m, ids)
	return out, err
}

func (d *Desk) publisherView(s returns.Series, q ReturnsQuery) ReturnsSeries {
	v := ReturnsSeries{
		Indicator: s.Indicator, IndicatorName: s.Indicator, Region: s.Region, Crossing: d.crossingOf(s.Region), Publisher: s.Publisher,
		Units: s.Units, Flows: []ReturnsFlow{}, Shown: []ReturnsShown{},
	}
	for _, i := range d.sit.Indicators {
		if i.Code == s.Indicator {
			v.IndicatorName = i.Name
		}
	}
	for _, f := range s.Flows {
		if q.overlaps(f.Span.From, f.Span.To) {
			v.Flows = append(v.Flows, d.flowView(f))
		}
	}
	for _, x := range s.Shown {
		if q.overlaps(x.Row.Start, x.Row.End) {
			v.Shown = append(v.Shown, ReturnsShown{d.figureRow(x.Row), string(x.Reason), d.say.T("returns.reason." + string(x.Reason))})
		}
	}
	return v
}

// figureRow is one published figure as it may be shown.
func (d *Desk) figureRow(r record.Observation) ReturnsRow {
	v := ReturnsRow{ID: r.ID, From: r.Start, To: r.End, TotalFrom: r.TotalFrom, Unit: r.Unit, SourceURL: r.SourceURL, Note: r.Note}
	v.Value, v.ValueText = amount(r.Value, r.Under)
	return v
}
