package desk

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"detente/internal/thinking/matched"
	"detente/internal/thinking/retaliation"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
)

// WakeQuery names the streams of a matched wake analysis and its windows.
type WakeQuery struct {
	AsOf      calendar.Date
	Treatment string
	Control   string
	Follow    []string  // streams counted before and after
	Days      []int     // empty is 7, 14, 28
	KM        []float64 // +Inf is any distance; empty is 50, 100, 200 and any
	Match     []string  // country, province, district, year, deaths, time, before; empty is before and year
	Overlap   string    // keep, mixed or any
	Seed      uint64    // 0 is the situation's
}

// WakeMatches are what events of a situation can be matched on besides the trend before.
var WakeMatches = []string{"before", "country", "deaths", "district", "province", "time", "year"}

// WakePage is what followed one kind of event, against matched events of another.
type WakePage struct {
	AsOf      calendar.Date   `json:"as_of"`
	From      calendar.Date   `json:"from"`
	To        calendar.Date   `json:"to"`
	Treatment RetaliaStream   `json:"treatment"`
	Control   RetaliaStream   `json:"control"`
	Follow    []RetaliaStream `json:"follow" doc:"streams counted before and after"`
	Match     []string        `json:"match" doc:"what events are matched on besides the trend before"`
	Overlap   string          `json:"overlap" enum:"keep,mixed,any" doc:"units left out: none, those near one of the other kind, or those near any"`
	Both      int             `json:"both" doc:"events of both kinds, left out"`
	Stand     int             `json:"stand_out" doc:"windows that stand out"`
	Cells     []WakeCell      `json:"cells" doc:"days within distances"`
	Text      string          `json:"text"`
	Notes     []string        `json:"notes"`
}

// WakeCell is one window of days and kilometres.
type WakeCell struct {
	Days    int         `json:"days"`
	KM      *float64    `json:"km" doc:"null is any distance"`
	Refused string      `json:"refused,omitempty" enum:"too_few,few_months,no_spans,no_event"`
	Reason  string      `json:"reason,omitempty"`
	Treated WakeArm     `json:"treated"`
	Control WakeArm     `json:"control"`
	Strata  int         `json:"strata"`
	Months  int         `json:"months" doc:"calendar months the matched lie in; events of one month may move together"`
	Stands  bool        `json:"stands_out" doc:"adjusted p and chance are both under 0.1"`
	Same    float64     `json:"overlap_same" doc:"share of units whose window holds another of their own kind"`
	Mixed   float64     `json:"overlap_mixed" doc:"share of units whose window holds one of the other kind"`
	Effect  *WakeEffect `json:"effect" doc:"further events after a treatment given those before, by weighted regression"`
	Plain   *WakeEffect `json:"change" doc:"change against change, without allowing for regression to the mean"`
	Chance  *float64    `json:"chance" doc:"share of relabellings within strata with as large an effect"`
}

// WakeArm is the events of one kind in a window. Means are weighted, over the matched.
type WakeArm struct {
	Units   int     `json:"units"`
	Cut     int     `json:"cut" doc:"left out: the days before and after are not wholly on record"`
	NoPoint int     `json:"no_point" doc:"left out: the place is not known well enough"`
	Crowded int     `json:"crowded" doc:"left out by the rule for overlaps"`
	Matched int     `json:"matched"`
	Before  float64 `json:"before"`
	After   float64 `json:"after"`
}

// WakeEffect is a difference with its 90 % interval.
type WakeEffect struct {
	Ranged
	SE float64 `json:"se"`
	P  float64 `json:"p"`
	Q  float64 `json:"q" doc:"p adjusted for the number of windows (Benjamini and Hochberg)"`
}

// WakeUnit is one event as a wake analysis takes it.
type WakeUnit struct {
	ID      string
	Day     calendar.Date
	Point   *record.Point
	Streams []int
	Levels  []string
	Values  []float64
}

// WakeData is what a wake analysis is asked of: a situation's events, or a table's.
type WakeData struct {
	AsOf    calendar.Date
	Span    calendar.Window
	Streams []RetaliaStream
	Units   []WakeUnit
	Match   []string
}

// Wakes sets what followed one stream's events against what followed matched events of
// another.
func (d *Desk) Wakes(ctx context.Context, q WakeQuery) (*WakePage, error) {
	m, err := d.Resolve(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	s, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, err
	}
	if len(q.Match) == 0 {
		q.Match = []string{"before", "year"}
	}
	for _, f := range q.Match {
		if !holds(WakeMatches, f) {
			return nil, &BadQuery{Field: "match", Value: f, Known: WakeMatches}
		}
	}
	if q.Seed == 0 {
		q.Seed = d.sit.Thresholds.Verdict.Seed
	}
	data := &WakeData{AsOf: m.Day, Span: calendar.Window{From: d.sit.Dataset.Begins, To: m.Day}, Match: q.Match}
	for _, st := range d.sit.Streams {
		data.Streams = append(data.Streams, RetaliaStream{ID: st.ID, Name: st.Name})
	}
	for _, e := range s.events {
		if e.When.Precision != calendar.Day || !data.Span.Holds(e.When.Start) {
			continue
		}
		u := WakeUnit{ID: e.ID, Day: e.When.Start}
		if e.Place.Precision <= record.District {
			u.Point = e.Place.Point
		}
		for k, st := range d.sit.Streams {
			if st.Holds(e) {
				u.Streams = append(u.Streams, k)
			}
		}
		u.covariates(e, data.Span, q.Match)
		data.Units = append(data.Units, u)
	}
	return WakesOf(d.say, data, q)
}

// covariates fills what the event is matched on.
func (u *WakeUnit) covariates(e record.Event, span calendar.Window, match []string) {
	for _, f := range match {
		switch f {
		case "country":
			u.Levels = append(u.Levels, e.Place.Country)
		case "province":
			u.Levels = append(u.Levels, e.Place.Admin1)
		case "district":
			u.Levels = append(u.Levels, e.Place.Admin2)
		case "year":
			u.Levels = append(u.Levels, e.When.Start.String()[:4])
		case "time":
			u.Values = append(u.Values, float64(e.When.Start-span.From))
		case "deaths":
			v := math.NaN() // unknown is matched with unknown
			if n := e.Deaths.Total.Best; n.Known() {
				v = math.Log1p(float64(n.Or(0)))
			}
			u.Values = append(u.Values, v)
		}
	}
}

// windows fills what is left out and checks the rest.
func (q *WakeQuery) windows() error {
	if len(q.KM) == 0 {
		q.KM = []float64{50, 100, 200, math.Inf(1)}
	}
	if len(q.Days) == 0 {
		q.Days = []int{7, 14, 28}
	}
	if q.Overlap == "" {
		q.Overlap = string(matched.Keep)
	}
	if !holds(names(matched.Overlaps), q.Overlap) {
		return &BadQuery{Field: "overlap", Value: q.Overlap, Known: names(matched.Overlaps)}
	}
	for _, n := range q.Days {
		if n < 1 || n > 3650 {
			return &BadQuery{Field: "days", Value: strconv.Itoa(n), Reason: "is not from 1 to 3650"}
		}
	}
	for _, km := range q.KM {
		if !(km > 0) {
			return &BadQuery{Field: "km", Value: fmt.Sprint(km), Reason: "is not above 0"}
		}
	}
	return nil
}

// WakesOf analyses any events that are sorted into streams.
func WakesOf(say *phrase.Catalog, data *WakeData, q WakeQuery) (*WakePage, error) {
	if err := q.windows(); err != nil {
		return nil, err
	}
	p := &WakePage{AsOf: data.AsOf, From: data.Span.From, To: data.Span.To, Match: data.Match, Overlap: q.Overlap, Cells: []WakeCell{}}
	at := func(field, id string) (int, error) {
		k := slices.IndexFunc(data.Streams, func(s RetaliaStream) bool { return s.ID == id })
		if k < 0 {
			return 0, &BadQuery{Field: field, Value: id, Known: codes(data.Streams, func(s RetaliaStream) string { return s.ID })}
		}
		return k, nil
	}
	t, err := at("treatment", q.Treatment)
	if err != nil {
		return nil, err
	}
	c, err := at("control", q.Control)
	if err != nil {
		return nil, err
	}
	if t == c {
		return nil, &BadQuery{Field: "control", Value: q.Control, Reason: "is the treatment too"}
	}
	if len(q.Follow) == 0 {
		return nil, &BadQuery{Field: "follow", Reason: "names no stream", Known: codes(data.Streams, func(s RetaliaStream) string { return s.ID })}
	}
	var follow []int
	for _, id := range q.Follow {
		k, err := at("follow", id)
		if err != nil {
			return nil, err
		}
		follow = append(follow, k)
	}
	units, spots := data.split(p, t, c, follow)
	r, err := matched.Analyse(units, spots, data.Span, matched.Options{
		Days: q.Days, KM: q.KM, Overlap: matched.Overlap(q.Overlap), Pre: slices.Contains(q.Match, "before"), Seed: q.Seed,
	})
	if err != nil {
		return nil, err
	}
	p.Both = r.Both
	p.fill(say, r)
	return p, nil
}

// split makes units and spots of the events, and fills the streams of the page.
func (w *WakeData) split(p *WakePage, t, c int, follow []int) (units []matched.Unit, spots []matched.Spot) {
	ids := make([][]string, len(w.Streams))
	for _, u := range w.Units {
		for _, k := range u.Streams {
			ids[k] = append(ids[k], u.ID)
			if k == t || k == c {
				units = append(units, matched.Unit{ID: u.ID, Day: u.Day, Point: u.Point, Treated: k == t, Levels: u.Levels, Values: u.Values})
			}
		}
		// An event in two of the streams that follow is one event.
		if slices.ContainsFunc(u.Streams, func(k int) bool { return slices.Contains(follow, k) }) {
			spots = append(spots, matched.Spot{Day: u.Day, Point: u.Point})
		}
	}
	stream := func(k int) RetaliaStream {
		s := w.Streams[k]
		s.Events, s.EventIDs = len(ids[k]), append([]string{}, ids[k]...)
		return s
	}
	p.Treatment, p.Control = stream(t), stream(c)
	for _, k := range follow {
		p.Follow = append(p.Follow, stream(k))
	}
	return units, spots
}

// fill turns the grid into the page's cells and words.
func (p *WakePage) fill(say *phrase.Catalog, r *matched.Result) {
	ps := make([]float64, 0, len(r.Cells))
	for _, c := range r.Cells {
		if c.Refused == "" && !math.IsNaN(c.Effect.P) {
			ps = append(ps, c.Effect.P)
		}
	}
	q := retaliation.Adjusted([][]float64{ps})[0]
	plain := make([]float64, 0, len(ps))
	for _, c := range r.Cells {
		if c.Refused == "" && !math.IsNaN(c.Effect.P) {
			plain = append(plain, c.Plain.P)
		}
	}
	plainQ := retaliation.Adjusted([][]float64{plain})[0]
	k := 0
	for _, c := range r.Cells {
		v := WakeCell{Days: c.Days, Refused: string(c.Refused), Treated: WakeArm(c.Treated), Control: WakeArm(c.Control), Strata: c.Strata, Months: c.Months, Same: c.Same, Mixed: c.Mixed}
		if !math.IsInf(c.KM, 1) {
			v.KM = &c.KM
		}
		switch {
		case c.Refused == matched.TooFew:
			v.Reason = say.T("wakes.too_few", "t", c.Treated.Matched, "c", c.Control.Matched, "least", 10)
		case c.Refused == matched.Crammed:
			v.Reason = say.T("wakes.few_months", "n", c.Months, "least", 6)
		case c.Refused == matched.NoSpans:
			v.Reason = say.T("wakes.no_spans")
		case c.Refused != "" || math.IsNaN(c.Effect.P):
			v.Refused, v.Reason = string(matched.NoEvent), say.T("wakes.no_event")
		default:
			v.Effect = &WakeEffect{Ranged{c.Effect.Value, c.Effect.Low, c.Effect.High}, c.Effect.SE, c.Effect.P, q[k]}
			v.Plain = &WakeEffect{Ranged{c.Plain.Value, c.Plain.Low, c.Plain.High}, c.Plain.SE, c.Plain.P, plainQ[k]}
			v.Chance = &c.Chance
			k++
			if v.Stands = v.Effect.Q < StandsOut && c.Chance < StandsOut; v.Stands {
				p.Stand++
			}
		}
		p.Cells = append(p.Cells, v)
	}
	p.words(say, k)
}

// words says what the grid shows.
func (p *WakePage) words(say *phrase.Catalog, measured int) {
	var follow []string
	for _, f := range p.Follow {
		follow = append(follow, f.Name)
	}
	pairs := []any{"follow", strings.Join(follow, "”"+say.T("wakes.and")+"“"), "treatment", p.Treatment.Name, "control", p.Control.Name, "count", p.Stand, "of", measured}
	switch {
	case measured == 0:
		p.Text = say.T("wakes.refused", pairs...)
	case p.Stand == 0:
		p.Text = say.T("wakes.none", pairs...)
	default:
		p.Text = say.T("wakes.lead", pairs...) + " " + p.strongest(say)
	}
	p.Notes = []string{say.T("wakes.note.association"), say.T("wakes.note.day")}
	if measured > 0 {
		p.Notes = append(p.Notes, say.T("wakes.note.many", "of", measured))
	}
	if last := p.Cells[len(p.Cells)-1]; last.Mixed > 0 || last.Same > 0 {
		p.Notes = append(p.Notes, say.T("wakes.note.overlap", "mixed", strconv.Itoa(int(math.Round(100*last.Mixed))), "same", strconv.Itoa(int(math.Round(100*last.Same)))))
	}
	if p.Both > 0 {
		p.Notes = append(p.Notes, say.T("wakes.note.both", "n", p.Both))
	}
}

// strongest names the window that stands out most.
func (p *WakePage) strongest(say *phrase.Catalog) string {
	var out []WakeCell
	for _, c := range p.Cells {
		if c.Stands {
			out = append(out, c)
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return math.Abs(out[a].Effect.Value) > math.Abs(out[b].Effect.Value) })
	c, key := out[0], "wakes.strongest.more"
	if c.Effect.Value < 0 {
		key = "wakes.strongest.fewer"
	}
	return say.T(key, "days", c.Days, "where", Within(say, c.KM), "n", fmt.Sprintf("%.2f", c.Effect.Value),
		"low", fmt.Sprintf("%.2f", c.Effect.Low), "high", fmt.Sprintf("%.2f", c.Effect.High))
}

// Within names a distance.
func Within(say *phrase.Catalog, km *float64) string {
	if km == nil {
		return say.T("wakes.anywhere")
	}
	return say.T("wakes.km", "km", strconv.FormatFloat(*km, 'f', -1, 64))
}
