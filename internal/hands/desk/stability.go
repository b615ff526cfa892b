package desk

import (
	"fmt"
	"math"
	"strings"

	"detente/internal/thinking/retaliation"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
)

// Stability is fits to parts of the span on their own, and how they differ.
type Stability struct {
	Periods     []StablePeriod     `json:"periods"`
	Differences []StableDifference `json:"differences" doc:"each period against the last fitted one before it"`
	Pairs       int                `json:"pairs" doc:"pairs of streams that could be compared"`
	Apart       int                `json:"apart" doc:"of these, pairs whose 90 % interval of the difference leaves zero out; one in ten is due to chance"`
	Text        string             `json:"text"`
}

// StablePeriod is one part of the span. Links are [receiver][source] over its own streams.
type StablePeriod struct {
	From      calendar.Date `json:"from"`
	To        calendar.Date `json:"to"`
	Events    []int         `json:"events" doc:"by stream used in the whole fit"`
	Streams   []string      `json:"streams" doc:"ids of the streams with enough events here"`
	Refused   string        `json:"refused,omitempty"`
	Links     [][]Link      `json:"links" doc:"p and q are 1 unless the checks were asked for"`
	Radius    *Ranged       `json:"spectral_radius"`
	Explosive float64       `json:"p_explosive"`
	HalfLife  *Ranged       `json:"half_life_days"`
}

// StableDifference is later less earlier, with a 90 % interval. Receiver and source are empty
// for the spectral radius.
type StableDifference struct {
	Earlier  int    `json:"earlier"`
	Later    int    `json:"later"`
	Receiver string `json:"receiver"`
	Source   string `json:"source"`
	Ranged
	Apart bool `json:"apart" doc:"the interval leaves zero out"`
}

func stability(say *phrase.Catalog, streams []retaliation.Stream, periods []retaliation.Period, differences []retaliation.Difference) *Stability {
	out := &Stability{Periods: []StablePeriod{}, Differences: []StableDifference{}}
	var radii []string
	for _, p := range periods {
		v := StablePeriod{From: p.Window.From, To: p.Window.To, Events: p.Events, Streams: []string{}, Links: [][]Link{}}
		for _, k := range p.Used {
			v.Streams = append(v.Streams, streams[k].ID)
		}
		if p.Refused != nil {
			v.Refused = say.T("retaliation.refused."+string(p.Refused.Why), "n", p.Refused.N, "of", p.Refused.Of)
		}
		if m := p.Model; m != nil {
			v.fill(m)
			radii = append(radii, fmt.Sprintf("%.2f (%.2f–%.2f)", m.Radius.Value, m.Radius.Low, m.Radius.High))
		}
		out.Periods = append(out.Periods, v)
	}
	for _, d := range differences {
		v := StableDifference{Earlier: d.Earlier, Later: d.Later, Ranged: Ranged(d.Estimate), Apart: d.Apart()}
		if d.Receiver >= 0 {
			v.Receiver, v.Source = streams[d.Receiver].ID, streams[d.Source].ID
			out.Pairs++
			if v.Apart {
				out.Apart++
			}
		}
		out.Differences = append(out.Differences, v)
	}
	if len(radii) < 2 {
		out.Text = say.T("retaliation.stable.none")
		return out
	}
	out.Text = say.T("retaliation.stable", "n", len(radii), "apart", out.Apart, "pairs", out.Pairs,
		"due", fmt.Sprintf("%.0f", float64(out.Pairs)/10), "radii", strings.Join(radii, ", "))
	return out
}

func (v *StablePeriod) fill(m *retaliation.Model) {
	for i, row := range m.Branching {
		links := make([]Link, len(row))
		for j, e := range row {
			links[j] = Link{Ranged(e), 1, 1}
			if m.P != nil {
				links[j].P, links[j].Q = m.P[i][j], m.Q[i][j]
			}
		}
		v.Links = append(v.Links, links)
	}
	radius, half := Ranged(m.Radius), Ranged(m.HalfLife)
	v.Radius, v.HalfLife, v.Explosive = &radius, &half, m.Explosive
}

func curves(r *retaliation.Result) []ResponseCurve {
	out := []ResponseCurve{}
	ranged := func(e []retaliation.Estimate) (v []Ranged) {
		for _, x := range e {
			v = append(v, Ranged(x))
		}
		return v
	}
	for _, c := range r.Moving.Curves() {
		out = append(out, ResponseCurve{
			Receiver: r.Streams[r.Used[c.Receiver]].ID, Source: r.Streams[r.Used[c.Source]].ID,
			Lags: c.Lags, Rate: ranged(c.Rate), Total: ranged(c.Total),
		})
	}
	return out
}

// RetaliaChecks is what could show the fit wrong. Matrices are [receiver][source] over the
// streams used.
type RetaliaChecks struct {
	Shifted   PlaceboView `json:"shifted" doc:"each stream moved round the record by a distance of its own: no stream follows another; pairs between streams"`
	Scattered PlaceboView `json:"scattered" doc:"each event on a random day of its own four weeks: what crowds in the same weeks still does; all pairs"`
	Thinned   ThinnedView `json:"thinned" doc:"events kept with a probability that evens out the reports a month"`
	Orders    RefitsView  `json:"orders" doc:"other random orders within a day"`
	Noon      NoonView    `json:"noon" doc:"events of one day do not excite each other"`
	Stability *Stability  `json:"stability" doc:"the sub-periods, with tests of each pair"`
	Text      string      `json:"text"`
}

// PlaceboView is what the same procedure names where nothing is to be found.
type PlaceboView struct {
	Sets      int         `json:"sets"`
	Pairs     int         `json:"pairs" doc:"looked at, over all sets"`
	Stood     int         `json:"stood_out"`
	Any       int         `json:"sets_with_any"`
	Share     float64     `json:"share"`
	RealPairs int         `json:"real_pairs"`
	RealStood int         `json:"real_stood_out"`
	Radius    Ranged      `json:"spectral_radius" doc:"median, 5 % and 95 % over the sets"`
	Chance    [][]float64 `json:"chance" doc:"share of sets, the real events counted, in which the pair is as clear: a permutation p-value; 1 where p is 0.1 or more"`
}

// RefitsView is how pairs vary over refits.
type RefitsView struct {
	Sets   int           `json:"sets"`
	Radius *Ranged       `json:"spectral_radius" doc:"median, least and greatest"`
	Pairs  [][]RefitView `json:"pairs"`
}

// RefitView is one pair over refits; the estimate is null when no refit had enough events.
type RefitView struct {
	Sets     int     `json:"sets"`
	Stood    int     `json:"stood_out"`
	Estimate *Ranged `json:"estimate" doc:"median, least and greatest"`
}

// ThinnedView adds how far the events were thinned.
type ThinnedView struct {
	RefitsView
	Target float64 `json:"reports_a_month" doc:"down to which months are thinned"`
	Kept   float64 `json:"kept" doc:"mean share of events kept"`
	// Evenly tells what is lost by having fewer events from what is lost by even reporting.
	Evenly RefitsView `json:"evenly" doc:"as many events kept without regard to the month"`
}

// NoonView is the fit without any order within a day.
type NoonView struct {
	Links    [][]float64 `json:"links"`
	Q        [][]float64 `json:"q"`
	Radius   float64     `json:"spectral_radius"`
	HalfLife float64     `json:"half_life_days"`
}

// withChecks returns a copy of the answer with the checks.
func withChecks(say *phrase.Catalog, v *Retaliation, r *retaliation.Result, q RetaliationQuery, reports map[calendar.Date]float64) (*Retaliation, error) {
	c, err := r.Check(retaliation.CheckOptions{Reports: reports, Placebos: q.Sets, Thinned: q.Sets, Orders: q.Sets})
	if err != nil {
		return nil, err
	}
	view := &RetaliaChecks{
		Shifted: placebo(c.Shifted), Scattered: placebo(c.Scattered), Orders: refits(c.Orders),
		Thinned:   ThinnedView{refits(c.Thinned.Refits), c.Thinned.Target, c.Thinned.Kept, refits(c.Thinned.Evenly)},
		Noon:      NoonView{c.Noon.Branching, c.Noon.Q, c.Noon.Radius, c.Noon.HalfLife},
		Stability: stability(say, r.Streams, c.Periods, c.Differences),
	}
	named, thin, even, orders, clear, noon := 0, 0, 0, 0, 0, 0
	for i := range r.Used {
		for j := range r.Used {
			if !r.Moving.Stands(i, j) {
				continue
			}
			named++
			if x := c.Thinned.Pairs[i][j]; 2*x.Stood > x.Sets {
				thin++
			}
			if x := c.Thinned.Evenly.Pairs[i][j]; 2*x.Stood > x.Sets {
				even++
			}
			if c.Noon.Q[i][j] < StandsOut {
				noon++
			}
			if x := c.Orders.Pairs[i][j]; 2*x.Stood > x.Sets {
				orders++
			}
			if c.Scattered.Chance[i][j] <= StandsOut {
				clear++
			}
		}
	}
	view.Text = say.T("retaliation.checks", "sets", c.Shifted.Sets, "share", hundred(c.Shifted.Share()),
		"real", hundred(float64(c.Shifted.RealStood)/float64(max(1, c.Shifted.RealPairs))), "named", named, "thin", thin, "kept", hundred(c.Thinned.Kept),
		"orders", orders, "clear", clear, "even", even, "noon", noon)
	out := *v
	out.Checks = view
	return &out, nil
}

func hundred(v float64) string { return fmt.Sprintf("%.0f", 100*v) }

func placebo(p retaliation.Placebo) PlaceboView {
	return PlaceboView{p.Sets - p.Failed, p.Pairs, p.Stood, p.Any, p.Share(), p.RealPairs, p.RealStood, Ranged(p.Radius), p.Chance}
}

func refits(r retaliation.Refits) RefitsView {
	known := func(e retaliation.Estimate) *Ranged {
		if math.IsNaN(e.Value) {
			return nil
		}
		v := Ranged(e)
		return &v
	}
	out := RefitsView{Sets: r.Sets - r.Failed, Radius: known(r.Radius)}
	for _, row := range r.Pairs {
		views := make([]RefitView, len(row))
		for j, x := range row {
			views[j] = RefitView{x.Sets, x.Stood, known(x.Estimate)}
		}
		out.Pairs = append(out.Pairs, views)
	}
	return out
}
