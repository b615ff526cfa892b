package desk

import (
	"detente/internal/thinking/activity"
	"detente/internal/thinking/balance"
	"detente/internal/thinking/coverage"
	"detente/internal/thinking/verdict"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
)

// Assessment is the answer to "escalating or resetting?" for every unit at one moment.
type Assessment struct {
	AsOf        calendar.Date `json:"as_of"`
	Newest      calendar.Date `json:"newest" doc:"day of the newest event on record"`
	NewestAge   int           `json:"newest_age_days" doc:"days from the newest event to today"`
	Today       calendar.Date `json:"today"`
	DataVersion string        `json:"data_version"`
	Calibration string        `json:"calibration"`
	Learnt      Learning      `json:"learnt" doc:"the model learnt from every conflict: where it comes from, and its test"`
	Units       []Unit        `json:"units"`
}

// Unit is the judgement of one dyad or place.
type Unit struct {
	ID          string      `json:"id"`
	Kind        string      `json:"kind" enum:"dyad,place"`
	Name        string      `json:"name"`
	Verdict     string      `json:"verdict" enum:"escalating,holding,resetting,unclear"`
	PEscalation *float64    `json:"p_escalation" doc:"null when no model could be fitted"`
	PHolding    *float64    `json:"p_holding"`
	PReset      *float64    `json:"p_reset"`
	Interval    Intervals   `json:"interval" doc:"90 % intervals of the probabilities over what is not known of the present rate and the model"`
	ResetScored bool        `json:"reset_scored"`
	Reason      string      `json:"reason"`
	Risk        string      `json:"risk"`
	Opportunity string      `json:"opportunity"`
	Coverage    Coverage    `json:"coverage"`
	Windows     []Window    `json:"windows"`
	Weekly      []WeekLevel `json:"weekly"`
	Undated     int         `json:"undated" doc:"violent events known only to the month, which are in no week"`
	Balance     []Balance   `json:"balance"`
	Trends      []Trend     `json:"trends"`
	Evidence    []string    `json:"evidence" doc:"ids of the events behind the reason"`
	Rates       Rates       `json:"rates"`

	Basis         Basis           `json:"basis"`
	PDeEscalation *float64        `json:"p_de_escalation" doc:"a fall to half or less, with or without cooperation; null when the learnt model does not judge the unit"`
	BaseRates     *Rated          `json:"base_rates" doc:"how often each class followed, in every conflict; null when the learnt model does not judge the unit"`
	Drivers       []Driver        `json:"drivers" doc:"what moved the probabilities since a month ago, largest first"`
	ChangeMyMind  []Scenario      `json:"change_my_mind" doc:"observable next events that would move the verdict, the strongest first"`
	History       []PastVerdict   `json:"history" doc:"verdicts on the last 24 months, oldest first"`
	HistoryScore  *HistoryScore   `json:"history_score" doc:"of the past verdicts whose three months are over; null when there is none"`
	Monthly       []MonthOfDeaths `json:"monthly" doc:"what feeds the learnt model, oldest first"`

	cases int // that the learnt model was learnt from
}

// Intervals are the 90 % intervals of the three probabilities.
type Intervals struct {
	Escalation [2]float64 `json:"p_escalation"`
	Holding    [2]float64 `json:"p_holding"`
	Reset      [2]float64 `json:"p_reset"`
}

// Rates are violent events a week, at the usual coverage.
type Rates struct {
	Baseline     float64 `json:"baseline" doc:"mean of the last 26 weeks"`
	Forecast     float64 `json:"forecast" doc:"median over the next 13 weeks"`
	ForecastLow  float64 `json:"forecast_low"`
	ForecastHigh float64 `json:"forecast_high"`
}

// Coverage says how much was reported lately.
type Coverage struct {
	Grade  string        `json:"grade" enum:"usual,thin,low,none"`
	Share  float64       `json:"share"`
	Recent int           `json:"recent"`
	Usual  float64       `json:"usual"`
	Weeks  int           `json:"weeks"`
	Newest calendar.Date `json:"newest"`
	Text   string        `json:"text"`
}

// Window is one of 1, 4 and 52 weeks against what was usual.
type Window struct {
	Weeks        int           `json:"weeks"`
	From         calendar.Date `json:"from"`
	To           calendar.Date `json:"to"`
	Events       int           `json:"events"`
	Violent      int           `json:"violent"`
	Deaths       figure.Sum    `json:"deaths"`
	UsualViolent *float64      `json:"usual_violent" doc:"null when the record does not reach back far enough"`
	UsualDeaths  *float64      `json:"usual_deaths"`
	Band         string        `json:"band" enum:"higher,usual,lower,low_baseline,not_comparable,no_history"`
	Text         string        `json:"text"`
	EventIDs     []string      `json:"event_ids"`
}

// WeekLevel is one week's count with the model's underlying rate.
type WeekLevel struct {
	Week      calendar.Date `json:"week" doc:"first day of the seven"`
	Violent   int           `json:"violent"`
	Level     *float64      `json:"level"`
	LevelLow  *float64      `json:"level_low"`
	LevelHigh *float64      `json:"level_high"`
	Exposure  float64       `json:"exposure" doc:"share of the usual volume of reports"`
}

// Balance is one week on the conflict–cooperation scale.
type Balance struct {
	Week                calendar.Date `json:"week"`
	Score               float64       `json:"score"`
	Events              int           `json:"events"`
	MaterialConflict    int           `json:"material_conflict"`
	VerbalConflict      int           `json:"verbal_conflict"`
	VerbalCooperation   int           `json:"verbal_cooperation"`
	MaterialCooperation int           `json:"material_cooperation"`
}

// Trend is the weekly mean of a class lately and before.
type Trend struct {
	Class  string  `json:"class"`
	Recent float64 `json:"recent" doc:"events a week in the last 4 weeks"`
	Before float64 `json:"before" doc:"events a week in the 26 weeks before those"`
	Text   string  `json:"text"`
}

func (u *Unit) fill(j verdict.Judgement) {
	u.Verdict = string(j.Verdict)
	if j.Verdict == verdict.Unclear {
		return
	}
	u.PEscalation, u.PHolding, u.PReset = &j.Escalation, &j.Holding, &j.Reset
	u.Interval = Intervals{[2]float64(j.EscalationIn), [2]float64(j.HoldingIn), [2]float64(j.ResetIn)}
	u.Rates = Rates{j.Baseline, j.Forecast, j.ForecastLow, j.ForecastHigh}
}

func (d *Desk) coverageView(c coverage.Coverage) Coverage {
	return Coverage{string(c.Grade), c.Share, c.Recent, c.Usual, c.Weeks, c.Newest, d.say.Say(c.Describe())}
}

func (d *Desk) windowView(w activity.Window) Window {
	v := Window{
		Weeks: w.Weeks, From: w.Span.From, To: w.Span.To, Events: w.Events, Violent: w.Violent,
		Deaths: w.Deaths, Band: string(w.Band), Text: d.say.Say(w.Describe()), EventIDs: w.IDs,
	}
	if w.HasUsual {
		v.UsualViolent, v.UsualDeaths = &w.UsualViolent, &w.UsualDeaths
	}
	if v.EventIDs == nil {
		v.EventIDs = []string{}
	}
	return v
}

func weeklyView(w activity.Weekly, j verdict.Judgement, exposure []float64) []WeekLevel {
	out := make([]WeekLevel, 0, chartWeeks)
	for i := max(0, len(w.Weeks)-chartWeeks); i < len(w.Weeks); i++ {
		v := WeekLevel{Week: w.Weeks[i].From, Violent: w.Weeks[i].Violent, Exposure: exposure[i]}
		if i < len(j.Path) {
			l := j.Path[i]
			v.Level, v.LevelLow, v.LevelHigh = &l.Median, &l.Low, &l.High
		}
		out = append(out, v)
	}
	return out
}

func balanceView(weeks []balance.Week) []Balance {
	out := make([]Balance, len(weeks))
	for i, w := range weeks {
		out[i] = Balance{
			w.From, w.Score, w.Events, w.ByQuad[plover.MaterialConflict], w.ByQuad[plover.VerbalConflict],
			w.ByQuad[plover.VerbalCooperation], w.ByQuad[plover.MaterialCooperation],
		}
	}
	return out
}

func (d *Desk) trendViews(ts []balance.Trend) []Trend {
	out := make([]Trend, len(ts))
	for i, t := range ts {
		key := "trend.level"
		switch {
		case t.Recent < .05 && t.Before < .05:
			key = "trend.nothing"
		case t.Recent > 1.25*t.Before:
			key = "trend.up"
		case t.Recent < 0.8*t.Before:
			key = "trend.down"
		}
		out[i] = Trend{string(t.Class), t.Recent, t.Before,
			d.say.T(key, "class", d.say.T("quad."+string(t.Class)), "recent", t.Recent, "before", t.Before)}
	}
	return out
}

// Only returns the assessment of one unit.
func (a *Assessment) Only(id string) (*Assessment, error) {
	var known []string
	for _, u := range a.Units {
		if u.ID == id {
			b := *a
			b.Units = []Unit{u}
			return &b, nil
		}
		known = append(known, u.ID)
	}
	return nil, &BadQuery{Field: "unit", Value: id, Known: known}
}
