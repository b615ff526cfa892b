package desk

import (
	"math"
	"slices"
	"strconv"

	"detente/internal/thinking/horizon"
	"detente/internal/words/phrase"
)

// horizonSkill says which model is in use and how the models did.
func (d *Desk) horizonSkill(out *HorizonPage, a *horizon.Answer) {
	why := phrase.Of("horizon.why.best")
	switch {
	case a.Unsure:
		why = phrase.Of("horizon.why.untested")
	case a.Model == horizon.Whole:
		why = phrase.Of("horizon.why.benchmark")
	}
	name := func(m horizon.Model) string { return d.say.T("horizon.model." + string(m)) }
	out.Model = HorizonModel{
		ID: string(a.Model), Name: name(a.Model), Unsure: a.Unsure, Text: d.say.T("horizon.model", "name", phrase.Of("horizon.model."+string(a.Model)), "why", why),
		HalfLife: a.Shares.Half, Neighbours: a.Shares.Near, Concentration: a.Shares.Size,
	}
	for _, t := range a.Trials {
		if t.Cases > 0 {
			out.Trials = append(out.Trials, HorizonTrial{string(t.Model), name(t.Model), t.Total, t.Leaves, t.Cases})
		}
	}
	for _, m := range a.Skill {
		v := HorizonMargin{Level: m.Level, CRPS: m.Used, Benchmark: m.Benchmark, Difference: m.Mean, Low: finite(m.Low), High: finite(m.High), Cases: m.N}
		said := phrase.Of("horizon.skill.same")
		switch {
		case v.Low == nil || v.High == nil:
			said = phrase.Of("horizon.skill.unknown")
		case *v.High < 0:
			said = phrase.Of("horizon.skill.better")
		case *v.Low > 0:
			said = phrase.Of("horizon.skill.worse")
		}
		if v.Low != nil && v.High != nil {
			said.Args = map[string]any{"low": signed(*v.Low), "high": signed(*v.High)}
		}
		v.Text = d.say.T("horizon.skill", "level", phrase.Of("horizon.level."+m.Level), "used", two(v.CRPS), "plain", two(v.Benchmark), "difference", signed(v.Difference), "cases", v.Cases, "said", said)
		out.Skill = append(out.Skill, v)
	}
}

func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

func two(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

func signed(x float64) string {
	s := two(x)
	if x > 0 {
		s = "+" + s
	}
	return s
}

// Outside these shares of outcomes held, a nine-in-ten range is said to be too narrow or too wide.
const narrow, wide = .82, .97

// horizonWords puts the answer into sentences.
func (d *Desk) horizonWords(out *HorizonPage, a *horizon.Answer) {
	t := out.Total
	first, last := t.Ahead[0], t.Ahead[len(t.Ahead)-1]
	what := phrase.Of("horizon.what." + out.Measure)
	out.Text = d.say.T("horizon.text", "what", what, "from", first.From, "to", first.To,
		"low", count(first.Q05), "mid", count(first.Q50), "high", count(first.Q95), "any", percent(first.Any))
	if len(t.Ahead) > 1 {
		out.Text += " " + d.say.T("horizon.text.last", "from", last.From, "to", last.To, "low", count(last.Q05), "mid", count(last.Q50), "high", count(last.Q95))
	}
	b := t.BaseRate
	if b.Months > 0 {
		out.Text += " " + d.say.T("horizon.text.base", "n", b.Months, "low", count(b.Q05), "mid", count(b.Q50), "high", count(b.Q95))
	}
	if h := t.Held[1]; h.Of > 0 {
		out.Text += " " + d.say.T("horizon.text.held", "within", h.Within, "of", h.Of, "half", t.Held[0].Within)
	}
	if h := t.Held[1]; h.Of >= 20 {
		switch x := float64(h.Within) / float64(h.Of); {
		case x < narrow:
			out.Notes = append(out.Notes, d.say.T("horizon.note.narrow", "what", what, "share", percent(x)))
		case x > wide:
			out.Notes = append(out.Notes, d.say.T("horizon.note.wide", "what", what, "share", percent(x)))
		}
	}
	thin := 0
	for _, m := range t.History[max(0, len(t.History)-unsure):] {
		if m.Thin {
			thin++
		}
	}
	if thin > 0 {
		out.Notes = append(out.Notes, d.say.T("horizon.note.thin", "n", thin))
	}
	if unknown := unknownIn(t.History); out.Measure == "deaths" && unknown > 0 {
		out.Notes = append(out.Notes, d.say.T("horizon.note.unknown", "n", unknown))
	}
	refused := 0
	for _, p := range out.Districts {
		if p.Refused != "" {
			refused++
		}
	}
	if refused > 0 {
		out.Notes = append(out.Notes, d.say.T("horizon.note.refused", "n", refused, "of", len(out.Districts)))
	}
	out.Notes = append(out.Notes, d.say.T("horizon.note.record"), d.say.T("horizon.note.months"), d.say.T("horizon.note.past"))
	if a.Model != horizon.Whole && a.Shares.Near > 0 {
		out.Notes = append(out.Notes, d.say.T("horizon.note.near", "share", two(a.Shares.Near)))
	}
}

func unknownIn(months []HorizonMonth) int {
	n := 0
	for _, m := range months {
		n += m.Unknown
	}
	return n
}

// count is a quantile as one would say it.
func count(x float64) string { return strconv.FormatFloat(math.Round(x), 'f', 0, 64) }

// Named is the districts that are forecast.
func (p *HorizonPage) Named() []HorizonPlace {
	return slices.DeleteFunc(slices.Clone(p.Districts), func(x HorizonPlace) bool { return x.Refused != "" })
}
