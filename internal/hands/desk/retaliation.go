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
const StandsOut = .1

// responseDays are the days at which the response is shown.
var responseDays = []float64{.5, 1, 2, 4, 7, 14, 28}

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
	s.fit.Do(func() { s.fitted, s.fitErr = d.fitStreams(s) })
	return s.fitted, s.fitErr
}

func (d *Desk) fitStreams(s *snapshot) (*Retaliation, error) {
	span := calendar.Window{From: d.sit.Dataset.Begins, To: s.moment.Day}
	out := &Retaliation{AsOf: s.moment.Day, From: span.From, To: span.To, Streams: []RetaliaStream{}}
	if len(d.sit.Streams) == 0 {
		out.Refused = d.say.T("retaliation.no_streams")
		out.Text = out.Refused
		return out, nil
	}
	r, err := retaliation.Find(s.events, d.sit.Streams, span, retaliation.Options{Seed: d.sit.Thresholds.Verdict.Seed})
	if err != nil {
		return nil, err
	}
	for _, st := range r.Streams {
		v := RetaliaStream{ID: st.ID, Name: st.Name, Events: st.Events, EventIDs: []string{}}
		if st.Left != "" {
			v.Left = d.say.T("retaliation.left", "n", st.Events)
		}
		for _, e := range s.events {
			if st.Holds(e) && e.When.Precision == calendar.Day {
				v.EventIDs = append(v.EventIDs, e.ID)
			}
		}
		out.Streams = append(out.Streams, v)
	}
	if r.Refused != "" {
		out.Refused = d.say.T("retaliation.refused")
		out.Text = out.Refused
		return out, nil
	}
	out.Moving, out.Constant = excitation(r, r.Moving), excitation(r, r.Still)
	out.Recent, out.Daily = attributed(r), daily(r)
	out.Text, out.Notes = d.sayRetaliation(r, out), d.retaliationNotes(s, out)
	return out, nil
}

func excitation(r *retaliation.Result, m *retaliation.Model) *Excitation {
	v := &Excitation{
		Radius: Ranged(m.Radius), Explosive: m.Explosive, HalfLife: Ranged(m.HalfLife), Baseline: m.Background,
		LogLik: m.LogLik, AIC: m.AIC, Residuals: m.Residuals,
	}
	for _, k := range r.Used {
		v.Streams = append(v.Streams, r.Streams[k].ID)
	}
	q := adjusted(m.P)
	for i, row := range m.Branching {
		links := make([]Link, len(row))
		for j, e := range row {
			links[j] = Link{Ranged(e), m.P[i][j], q[i][j]}
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

// adjusted applies the step-up rule of Benjamini and Hochberg (1995, JRSS B 57) to all pairs.
func adjusted(p [][]float64) [][]float64 {
	type at struct {
		i, j int
		p    float64
	}
	var all []at
	out := make([][]float64, len(p))
	for i, row := range p {
		out[i] = make([]float64, len(row))
		for j, v := range row {
			all = append(all, at{i, j, v})
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].p < all[b].p })
	least := 1.0
	for k := len(all) - 1; k >= 0; k-- {
		least = min(least, all[k].p*float64(len(all))/float64(k+1))
		out[all[k].i][all[k].j] = least
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
func (d *Desk) sayRetaliation(r *retaliation.Result, v *Retaliation) string {
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
	text := d.say.T("retaliation.radius", "rho", fmt.Sprintf("%.2f", v.Moving.Radius.Value),
		"low", fmt.Sprintf("%.2f", v.Moving.Radius.Low), "high", fmt.Sprintf("%.2f", v.Moving.Radius.High),
		"half", fmt.Sprintf("%.1f", v.Moving.HalfLife.Value))
	if len(kept) == 0 {
		return d.say.T("retaliation.none") + " " + text
	}
	var list []string
	for _, l := range kept[:min(5, len(kept))] {
		key := "retaliation.link"
		if l.i == l.j {
			key = "retaliation.self"
		}
		list = append(list, d.say.T(key, "source", name(l.j), "receiver", name(l.i), "n", fmt.Sprintf("%.2f", l.Value),
			"low", fmt.Sprintf("%.2f", l.Low), "high", fmt.Sprintf("%.2f", l.High)))
	}
	out := d.say.T("retaliation.lead", "count", len(kept), "of", len(v.Moving.Links)*len(v.Moving.Links)) + " "
	for _, s := range list {
		out += s + " "
	}
	return out + text
}

func (d *Desk) retaliationNotes(s *snapshot, v *Retaliation) []string {
	notes := []string{
		d.say.T("retaliation.note.association"),
		d.say.T("retaliation.note.baseline", "moving", fmt.Sprintf("%.2f", v.Moving.Radius.Value), "still", fmt.Sprintf("%.2f", v.Constant.Radius.Value)),
		d.say.T("retaliation.note.ties"),
	}
	c := coverage.At(s.events, s.moment.Day, d.sit.Thresholds.Coverage)
	if c.Grade != coverage.Usual {
		notes = append(notes, d.say.Say(c.Describe())+".")
	}
	return notes
}
