package desk

import (
	"context"
	"fmt"
	"math"
	"sort"

	"detente/internal/thinking/coverage"
	"detente/internal/thinking/hawkes"
	"detente/internal/thinking/retaliation"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
)

// Retaliation is which kind of event follows which, how strongly and how fast.
type Retaliation struct {
	AsOf     calendar.Date   `json:"as_of"`
	From     calendar.Date   `json:"from"`
	To       calendar.Date   `json:"to"`
	Text     string          `json:"text"`
	Notes    []string        `json:"notes"`
	Refused  string          `json:"refused,omitempty" doc:"why nothing was fitted"`
	Streams  []RetaliaStream `json:"streams"`
	Moving   *Excitation     `json:"moving" doc:"with a slow moving baseline: the one to read"`
	Constant *Excitation     `json:"constant" doc:"with a constant baseline: crowding in the same months counts as following"`
	Recent   *Attributed     `json:"recent"`
	Daily    []DailyTwin     `json:"daily" doc:"the same question asked of counts by day, where the order within a day does not matter"`
	// Stability is nil when nothing was fitted, Checks when they were not asked for.
	Stability *Stability     `json:"stability,omitempty" doc:"fits to parts of the span on their own"`
	Checks    *RetaliaChecks `json:"checks,omitempty" doc:"only when asked for: placebos, thinning, other orders within a day"`
}

// DailyTwin is one stream in the daily model: further events the next day for each of its
// own and of the other streams' events today. A standard error that does not exist is null.
type DailyTwin struct {
	Stream   string   `json:"stream"`
	Own      float64  `json:"own"`
	OwnSE    *float64 `json:"own_se"`
	Others   float64  `json:"others"`
	OthersSE *float64 `json:"others_se"`
}

// RetaliaStream is one stream of the situation.
type RetaliaStream struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Events   int      `json:"events"`
	Vague    int      `json:"vague" doc:"events not known to the day, which are not used"`
	Left     string   `json:"left,omitempty" doc:"why it is not in the fit"`
	EventIDs []string `json:"event_ids"`
}

// Ranged is an estimate with its 90 % interval.
type Ranged struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Excitation is one fit. Links are [receiver][source] over the streams used.
type Excitation struct {
	Streams   []string          `json:"streams" doc:"ids of the streams used, in the order of the matrices"`
	Links     [][]Link          `json:"links" doc:"rows receive, columns are followed"`
	Radius    Ranged            `json:"spectral_radius"`
	Explosive float64           `json:"p_explosive" doc:"probability that the spectral radius is above 1"`
	HalfLife  Ranged            `json:"half_life_days"`
	Baseline  []float64         `json:"background" doc:"share of each stream's events not associated with earlier ones"`
	Response  []float64         `json:"response" doc:"share of the response that has come by day 0.5, 1, 2, 4, 7, 14 and 28"`
	LogLik    float64           `json:"loglik"`
	AIC       float64           `json:"aic"`
	Residuals []hawkes.Residual `json:"residuals"`
	Curves    []ResponseCurve   `json:"curves" doc:"responses of the pairs that stand out, of the fit with the moving baseline"`
}

// ResponseCurve is how one stream responds to one event of another, by lag.
type ResponseCurve struct {
	Receiver string    `json:"receiver"`
	Source   string    `json:"source"`
	Lags     []float64 `json:"lags" doc:"days"`
	Rate     []Ranged  `json:"rate" doc:"further events a day, 90 % band"`
	Total    []Ranged  `json:"total" doc:"further events by the lag, 90 % band"`
}

// Link is the mean number of events of the row's stream associated with one event of the
// column's stream.
type Link struct {
	Ranged
	P float64 `json:"p" doc:"of no link, by boundary likelihood ratio"`
	Q float64 `json:"q" doc:"p adjusted for the number of pairs (Benjamini and Hochberg)"`
}

// Attributed splits the events of the last days.
type Attributed struct {
	From       calendar.Date `json:"from"`
	To         calendar.Date `json:"to"`
	Events     []int         `json:"events" doc:"by stream used"`
	Background []float64     `json:"background" doc:"expected number that is not associated with earlier events"`
	Source     [][]float64   `json:"source" doc:"expected number associated with earlier events, [receiver][source]"`
	Pairs      []EventPair   `json:"pairs"`
}

// EventPair is a recent event and the earlier one it is most associated with.
type EventPair struct {
	Event   string  `json:"event"`
	Earlier string  `json:"earlier"`
	Row     string  `json:"receiver"`
	Column  string  `json:"source"`
	Share   float64 `json:"share"`
}

// StandsOut is the adjusted p under which a pair is named and framed.
const StandsOut = retaliation.StandsOut

// responseDays are the days at which the response is shown.
var responseDays = []float64{.5, 1, 2, 4, 7, 14, 28}

// RetaliationQuery asks for more than the fit.
type RetaliationQuery struct {
	AsOf   calendar.Date
	Checks bool            // run the checks, which take minutes
	Breaks []calendar.Date // first days of the sub-periods after the first; none is two halves
	Sets   int             // placebo data sets and refits of each kind; 0 is the default
}

// Retaliation fits the situation's streams up to the moment. Answers are kept, since a fit
// takes seconds.
func (d *Desk) Retaliation(ctx context.Context, asOf calendar.Date) (*Retaliation, error) {
	m, err := d.Resolve(ctx, asOf)
	if err != nil {
		return nil, err
	}
	s, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, err
	}
	s.fit.Do(func() { s.fitted, s.result, s.fitErr = d.fitStreams(s, nil) })
	return s.fitted, s.fitErr
}

// RetaliationOf is Retaliation with the checks or with sub-periods of the user's own.
func (d *Desk) RetaliationOf(ctx context.Context, q RetaliationQuery) (*Retaliation, error) {
	out, err := d.Retaliation(ctx, q.AsOf)
	if err != nil || !q.Checks && len(q.Breaks) == 0 {
		return out, err
	}
	m, err := d.Resolve(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	s, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, err
	}
	key := fmt.Sprintf("retaliation %s %v %v %d", momentKey(m), q.Checks, q.Breaks, q.Sets)
	return recall(ctx, d, key, func() (*Retaliation, error) {
		v, r := out, s.result
		if len(q.Breaks) > 0 {
			if v, r, err = d.fitStreams(s, q.Breaks); err != nil {
				return nil, err
			}
		}
		if !q.Checks || r == nil || r.Refused != nil {
			return v, nil
		}
		reports, err := d.reportsByMonth(ctx, m, s)
		if err != nil {
			return nil, err
		}
		return withChecks(d.say, v, r, q, reports)
	})
}

// reportsByMonth counts the reports behind the events of each month.
func (d *Desk) reportsByMonth(ctx context.Context, m Moment, s *snapshot) (map[calendar.Date]float64, error) {
	sources, err := d.sources(ctx, m)
	if err != nil {
		return nil, err
	}
	out := map[calendar.Date]float64{}
	for _, r := range records(sources) {
		if e, ok := s.shown[r.EventID]; ok {
			out[e.Record.When.Start.Month()]++
		}
	}
	return out, nil
}

func (d *Desk) fitStreams(s *snapshot, breaks []calendar.Date) (*Retaliation, *retaliation.Result, error) {
	span := calendar.Window{From: d.sit.Dataset.Begins, To: s.moment.Day}
	if len(d.sit.Streams) == 0 {
		text := d.say.T("retaliation.no_streams")
		return &Retaliation{AsOf: s.moment.Day, From: span.From, To: span.To, Streams: []RetaliaStream{}, Refused: text, Text: text}, nil, nil
	}
	in := retaliation.Sort(s.events, d.sit.Streams, span)
	out, r, err := fitInputs(d.say, in, span, retaliation.Options{Seed: d.sit.Thresholds.Verdict.Seed, Breaks: breaks})
	if err != nil {
		return nil, nil, err
	}
	c := coverage.At(s.events, s.moment.Day, d.sit.Thresholds.Coverage)
	if out.Moving != nil && c.Grade != coverage.Usual {
		out.Notes = append(out.Notes, d.say.Say(c.Describe())+".")
	}
	return out, r, nil
}

// fitInputs fits streams of any origin and puts the result into words.
func fitInputs(say *phrase.Catalog, in []retaliation.Input, span calendar.Window, o retaliation.Options) (*Retaliation, *retaliation.Result, error) {
	out := &Retaliation{AsOf: span.To, From: span.From, To: span.To, Streams: []RetaliaStream{}}
	r, err := retaliation.Find(in, span, o)
	if err != nil {
		return nil, nil, err
	}
	for _, st := range r.Streams {
		v := RetaliaStream{ID: st.ID, Name: st.Name, Events: st.Events, Vague: st.Vague, EventIDs: append([]string{}, st.IDs...)}
		if st.Left != nil {
			v.Left = say.T("retaliation.left."+string(st.Left.Why), "n", st.Left.N, "of", st.Left.Of)
		}
		out.Streams = append(out.Streams, v)
	}
	if r.Refused != nil {
		out.Refused = say.T("retaliation.refused."+string(r.Refused.Why), "n", r.Refused.N, "of", r.Refused.Of)
		out.Text = out.Refused
		return out, r, nil
	}
	out.Moving, out.Constant = excitation(r, r.Moving), excitation(r, r.Still)
	out.Moving.Curves = curves(r)
	out.Recent, out.Daily = attributed(r), daily(r)
	out.Stability = stability(say, r.Streams, r.Periods, r.Differences)
	out.Text, out.Notes = sayRetaliation(say, r, out), retaliationNotes(say, out)
	return out, r, nil
}

func excitation(r *retaliation.Result, m *retaliation.Model) *Excitation {
	v := &Excitation{
		Radius: Ranged(m.Radius), Explosive: m.Explosive, HalfLife: Ranged(m.HalfLife), Baseline: m.Background,
		LogLik: m.LogLik, AIC: m.AIC, Residuals: m.Residuals, Curves: []ResponseCurve{},
	}
	for _, k := range r.Used {
		v.Streams = append(v.Streams, r.Streams[k].ID)
	}
	for i, row := range m.Branching {
		links := make([]Link, len(row))
		for j, e := range row {
			links[j] = Link{Ranged(e), m.P[i][j], m.Q[i][j]}
		}
		v.Links = append(v.Links, links)
	}
	for _, t := range responseDays {
		v.Response = append(v.Response, 1-math.Exp(-math.Ln2*t/m.HalfLife.Value))
	}
	return v
}

func daily(r *retaliation.Result) []DailyTwin {
	out := []DailyTwin{}
	if r.Daily == nil {
		return out
	}
	known := func(v float64) *float64 {
		if math.IsNaN(v) {
			return nil
		}
		return &v
	}
	for i, k := range r.Used {
		p, se := r.Daily.Params, r.Daily.SE
		out = append(out, DailyTwin{r.Streams[k].ID, p.Own[i], known(se.Own[i]), p.Others[i], known(se.Others[i])})
	}
	return out
}

func attributed(r *retaliation.Result) *Attributed {
	a := r.Recent
	v := &Attributed{From: a.Window.From, To: a.Window.To, Events: a.Events, Background: a.Baseline, Source: a.Source, Pairs: []EventPair{}}
	for _, p := range a.Pairs {
		v.Pairs = append(v.Pairs, EventPair{p.Event, p.Earlier, r.Streams[r.Used[p.Receiver]].ID, r.Streams[r.Used[p.Source]].ID, p.Share})
	}
	return v
}

// sayRetaliation names the links that stand after adjusting for their number, strongest first.
func sayRetaliation(say *phrase.Catalog, r *retaliation.Result, v *Retaliation) string {
	type link struct {
		i, j int
		Link
	}
	var kept []link
	for i, row := range v.Moving.Links {
		for j, l := range row {
			if l.Q < StandsOut && l.Low > 0 {
				kept = append(kept, link{i, j, l})
			}
		}
	}
	sort.SliceStable(kept, func(a, b int) bool { return kept[a].Value > kept[b].Value })
	name := func(k int) string { return r.Streams[r.Used[k]].Name }
	text := say.T("retaliation.radius", "rho", fmt.Sprintf("%.2f", v.Moving.Radius.Value),
		"low", fmt.Sprintf("%.2f", v.Moving.Radius.Low), "high", fmt.Sprintf("%.2f", v.Moving.Radius.High),
		"half", fmt.Sprintf("%.1f", v.Moving.HalfLife.Value))
	if len(kept) == 0 {
		return say.T("retaliation.none") + " " + text
	}
	var list []string
	for _, l := range kept[:min(5, len(kept))] {
		key := "retaliation.link"
		if l.i == l.j {
			key = "retaliation.self"
		}
		list = append(list, say.T(key, "source", name(l.j), "receiver", name(l.i), "n", fmt.Sprintf("%.2f", l.Value),
			"low", fmt.Sprintf("%.2f", l.Low), "high", fmt.Sprintf("%.2f", l.High)))
	}
	out := say.T("retaliation.lead", "count", len(kept), "of", len(v.Moving.Links)*len(v.Moving.Links)) + " "
	for _, s := range list {
		out += s + " "
	}
	return out + text
}

func retaliationNotes(say *phrase.Catalog, v *Retaliation) []string {
	return []string{
		say.T("retaliation.note.association"),
		say.T("retaliation.note.baseline", "moving", fmt.Sprintf("%.2f", v.Moving.Radius.Value), "still", fmt.Sprintf("%.2f", v.Constant.Radius.Value)),
		say.T("retaliation.note.ties"),
	}
}
