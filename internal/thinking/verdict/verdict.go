// Package verdict judges whether a unit is escalating, holding or resetting over the next
// weeks, from a local-level model of its weekly violent events (package trend).
//
// The classes follow the rule of escalation against the recent past: with b the mean
// weekly rate of the last BaselineWeeks and f the mean of the next HorizonWeeks,
// escalating is f ≥ max(Rise·b, b+Step), de-escalating f ≤ min(Fall·b, b−Step). Resetting
// is de-escalating together with net material cooperation; what is left is holding.
package verdict

import (
	"errors"
	"math/rand/v2"
	"sort"

	"detente/internal/thinking/trend"
	"detente/internal/words/situation"
)

// Verdict is the word for the most probable class.
type Verdict string

// The verdicts. Unclear means that there was too little to fit a model to.
const (
	Escalating Verdict = "escalating"
	Holding    Verdict = "holding"
	Resetting  Verdict = "resetting"
	Unclear    Verdict = "unclear"
)

// Interval is a 90 % interval.
type Interval [2]float64

// Judgement holds the class probabilities, which sum to 1, and how far they could move
// with what is not known about the present rate and the model's parameters.
type Judgement struct {
	Verdict                          Verdict
	Escalation, Holding, Reset       float64
	EscalationIn, HoldingIn, ResetIn Interval
	Baseline, Forecast               float64 // violent events a week: b and the median of f
	ForecastLow, ForecastHigh        float64 // 5 % and 95 % of f
	Path                             []trend.Level
	Weeks                            []trend.Week
	DeEscalation                     float64 // probability of de-escalation, with or without cooperation
	Cooperation                      float64 // probability of net material cooperation
}

// states is the number of draws of the present rate and parameters; for each one the
// class probabilities are estimated from v.Draws/states futures.
const states = 100

// Judge fits the weekly counts and simulates the next weeks. cooperation is the
// probability of net material cooperation between the sides. r is the random source: the
// same seed gives the same judgement. trend.ErrTooFewWeeks gives Unclear and no error.
func Judge(weeks []trend.Week, cooperation float64, v situation.Verdict, r *rand.Rand) (Judgement, error) {
	j := Judgement{Verdict: Unclear, Weeks: weeks, Cooperation: cooperation}
	m, err := trend.Fit(weeks, trend.Options{})
	if errors.Is(err, trend.ErrTooFewWeeks) {
		return j, nil
	}
	if err != nil {
		return j, err
	}
	j.Path = m.Path()
	back := j.Path[max(0, len(j.Path)-v.BaselineWeeks):]
	for _, l := range back {
		j.Baseline += l.Mean / float64(len(back))
	}
	up := max(v.Rise*j.Baseline, j.Baseline+v.Step)
	down := min(v.Fall*j.Baseline, j.Baseline-v.Step)

	futures := max(10, v.Draws/states)
	esc := make([]float64, states)
	hold := make([]float64, states)
	reset := make([]float64, states)
	all := make([]float64, 0, states*futures)
	for s, rows := range m.SimulateFrom(r, v.HorizonWeeks, states, futures) {
		var e, d float64
		for _, row := range rows {
			f := mean(row)
			all = append(all, f)
			if f >= up {
				e++
			} else if f <= down {
				d++
			}
		}
		n := float64(len(rows))
		esc[s], reset[s] = e/n, d/n*cooperation
		hold[s] = max(0, 1-esc[s]-reset[s]) // rounding must not make it negative
		j.DeEscalation += d / n / states
	}
	j.Escalation, j.EscalationIn = summary(esc)
	j.Reset, j.ResetIn = summary(reset)
	j.Holding, j.HoldingIn = summary(hold)
	j.Holding = max(0, 1-j.Escalation-j.Reset)
	sort.Float64s(all)
	j.Forecast = quantile(all, .5)
	j.ForecastLow, j.ForecastHigh = quantile(all, .05), quantile(all, .95)
	j.Verdict = word(j)
	return j, nil
}

func word(j Judgement) Verdict {
	switch {
	case j.Escalation >= j.Holding && j.Escalation >= j.Reset:
		return Escalating
	case j.Reset > j.Holding:
		return Resetting
	}
	return Holding
}

func mean(row []int) float64 {
	s := 0
	for _, n := range row {
		s += n
	}
	return float64(s) / float64(max(1, len(row)))
}

// summary gives the mean and the 5 % and 95 % points.
func summary(p []float64) (float64, Interval) {
	s := 0.0
	for _, x := range p {
		s += x
	}
	q := append([]float64(nil), p...)
	sort.Float64s(q)
	return s / float64(len(p)), Interval{quantile(q, .05), quantile(q, .95)}
}

// quantile is the linear quantile of sorted values.
func quantile(sorted []float64, p float64) float64 {
	h := p * float64(len(sorted)-1)
	i := int(h)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}
