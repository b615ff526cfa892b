package desk

import (
	"detente/internal/thinking/crossing"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
)

// CrossingSpell is one closure with what is on record around it, which is an association.
type CrossingSpell struct {
	ID             string        `json:"id" doc:"as in the ids of the curves"`
	Crossing       string        `json:"crossing"`
	Scopes         []string      `json:"scopes" doc:"scopes that closed and reopened on the same days"`
	Start          calendar.Date `json:"start"`
	StartPrecision string        `json:"start_precision"`
	End            calendar.Date `json:"end" doc:"first day observed as not closed; empty when that was not seen"`
	LastSeen       calendar.Date `json:"last_seen" doc:"newest observation of it as closed"`
	Days           int           `json:"days" doc:"a lower bound where censored"`
	Censored       bool          `json:"censored" doc:"the end was not seen"`
	Rows           []CrossingRow `json:"rows"`
	NearBefore     []string      `json:"near_before" doc:"violent events near the crossing in lead_days before"`
	NearDuring     []string      `json:"near_during"`
	BorderBefore   []string      `json:"across_before" doc:"violent events across the border, wherever, in lead_days before"`
	BorderDuring   []string      `json:"across_during"`
	Closures       []string      `json:"closure_events"`
	Reopenings     []string      `json:"reopening_events"`
}

// CrossingReopening is how predictable reopening was for one scope.
type CrossingReopening struct {
	Scope string `json:"scope"`
	Reopens
	Text  string          `json:"text"`
	Table []Chance        `json:"chances" doc:"of ending within soon_days, by the age of the closure"`
	Curve []SurvivalPoint `json:"curve" doc:"Kaplan–Meier: share of closures that last longer"`
}

// Reopens describes the lengths of closures.
type Reopens struct {
	Closures int      `json:"closures"`
	Ended    int      `json:"ended" doc:"whose end was seen"`
	Mean     *float64 `json:"mean_days" doc:"of those ended; null with fewer than three"`
	SD       *float64 `json:"sd_days"`
	Spread   *float64 `json:"spread" doc:"sd/mean: 0 all equally long, 1 about random"`
	Median   *float64 `json:"median_days" doc:"Kaplan–Meier; null when half have not ended"`
}

// Chance is how probable it is that a closure of an age ends within soon_days.
type Chance struct {
	Age    int      `json:"age_days"`
	AtRisk int      `json:"at_risk" doc:"earlier closures that lasted longer"`
	Ended  int      `json:"ended" doc:"of them, within soon_days"`
	P      *float64 `json:"p" doc:"null with fewer than three at risk"`
	Low    *float64 `json:"low" doc:"95 % interval"`
	High   *float64 `json:"high"`
	Text   string   `json:"text"`
}

func (d *Desk) lineView(l crossing.Line, own []crossing.Spell, r, pooled crossing.Reopening) CrossingLine {
	v := CrossingLine{Scope: string(l.Scope), Runs: []CrossingRun{}, Reopens: reopensView(r), Shares: daysView(l.Share())}
	for _, r := range l.Runs {
		v.Runs = append(v.Runs, CrossingRun{r.From, r.To, r.Days(), string(r.Status), r.Certain, rowViews(r.Rows)})
	}
	n := len(v.Runs)
	v.Now = v.Runs[n-1]
	v.Since = v.Now.From
	for i := n - 2; i >= 0 && v.Runs[i].Status == v.Now.Status; i-- {
		v.Since = v.Runs[i].From
	}
	key := "crossings.now"
	switch {
	case v.Now.Status == string(crossing.NotKnown):
		key = "crossings.now.not_known"
	case v.Now.Status == string(crossing.Contradictory):
		key = "crossings.now.contradictory"
	case !v.Now.Certain:
		key = "crossings.now.uncertain"
	}
	var last calendar.Date
	for _, x := range v.Now.Rows {
		last = max(last, x.Date)
	}
	v.Text = d.say.T(key, "status", d.say.T("crossings.status."+v.Now.Status), "since", v.Since, "last", last, "scope", d.say.T("crossings.scope."+v.Scope))
	if v.Now.Status == string(crossing.Closed) && v.Now.Certain {
		for _, s := range own {
			if has := touches(s, []record.CrossingScope{l.Scope}, calendar.Window{From: v.Now.To, To: v.Now.To}); has {
				c := d.chanceView(pooled.Chance(int(v.Now.To - s.Start)))
				v.Chance = &c
			}
		}
	}
	return v
}

func daysView(s crossing.Shares) CrossingDays {
	return CrossingDays{
		All: s.Days, Open: s.Open, Partial: s.Partial, Closed: s.Closed, OpenMaybe: s.OpenMaybe, PartialMaybe: s.PartialMaybe,
		ClosedMaybe: s.ClosedMaybe, Contradictory: s.Contradictory, NotKnown: s.NotKnown,
		OpenShare: s.OpenShare, OpenLeast: s.OpenLeast, OpenMost: s.OpenMost, CertainShare: s.CertainShare,
	}
}

func rowViews(rows []record.Crossing) []CrossingRow {
	out := []CrossingRow{}
	for _, r := range rows {
		out = append(out, CrossingRow{r.ID, r.Crossing, r.On.Date, string(r.On.Precision), string(r.Status), string(r.Scope), r.SourceURL})
	}
	return out
}

func spellView(s crossing.Spell, a crossing.Around) CrossingSpell {
	return CrossingSpell{
		ID: s.ID(), Crossing: s.Crossing, Scopes: codes(s.Scopes, func(x record.CrossingScope) string { return string(x) }),
		Start: s.Start, StartPrecision: string(s.StartKnownTo), End: s.End, LastSeen: s.LastSeen, Days: s.Days, Censored: s.Censored,
		Rows: rowViews(s.Rows), NearBefore: some(a.NearBefore), NearDuring: some(a.NearDuring), BorderBefore: some(a.BorderBefore),
		BorderDuring: some(a.BorderDuring), Closures: some(a.Closures), Reopenings: some(a.Reopenings),
	}
}

func reopensView(r crossing.Reopening) Reopens {
	return Reopens{r.Closures, r.Ended, r.Mean, r.SD, r.Spread, r.Median}
}

func (d *Desk) reopeningView(scope record.CrossingScope, r crossing.Reopening) CrossingReopening {
	v := CrossingReopening{Scope: string(scope), Reopens: reopensView(r), Table: []Chance{}, Curve: curveView(r.Curve())}
	name := d.say.T("crossings.scope." + v.Scope)
	switch {
	case r.Closures == 0:
		v.Text = d.say.T("crossings.reopening.none", "scope", name)
	case r.Spread == nil:
		v.Text = d.say.T("crossings.reopening.few", "scope", name, "n", r.Closures, "ended", r.Ended)
	default:
		median := phrase.Of("crossings.median.none")
		if r.Median != nil {
			median = phrase.Of("crossings.median", "days", d0(*r.Median))
		}
		v.Text = d.say.T("crossings.reopening", "scope", name, "n", r.Closures, "ended", r.Ended, "mean", d0(*r.Mean), "spread", places(*r.Spread), "median", median)
	}
	for _, c := range r.Table {
		v.Table = append(v.Table, d.chanceView(c))
	}
	return v
}

func (d *Desk) chanceView(c crossing.Chance) Chance {
	v := Chance{Age: c.Age, AtRisk: c.AtRisk, Ended: c.Ended, P: c.P, Low: c.Low, High: c.High}
	if c.P == nil {
		v.Text = d.say.T("crossings.chance.none", "age", c.Age, "n", c.AtRisk)
		return v
	}
	v.Text = d.say.T("crossings.chance", "age", c.Age, "soon", crossing.Soon, "p", percent(*c.P), "low", percent(*c.Low), "high", percent(*c.High), "n", c.AtRisk)
	return v
}
