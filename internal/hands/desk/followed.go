package desk

import (
	"context"
	"math/rand/v2"

	"detente/internal/thinking/claim"
	"detente/internal/thinking/coverage"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
)

// ClaimAfter is what followed the dates on which a state's side claimed members of armed
// groups killed, in one unit.
type ClaimAfter struct {
	Unit      string         `json:"unit"`
	UnitName  string         `json:"unit_name"`
	From      calendar.Date  `json:"from" doc:"first day of the record looked at"`
	To        calendar.Date  `json:"to"`
	Threshold int64          `json:"threshold"`
	Low       int64          `json:"low" doc:"killed as claimed, over all dates"`
	High      int64          `json:"high"`
	Counted   int            `json:"counted" doc:"events of these dates whose dead another party counted too, or that have a supported figure of them"`
	Attacks   int            `json:"attacks" doc:"violent events by armed groups in the unit, known to the day"`
	Successes []ClaimSuccess `json:"successes" doc:"oldest first"`
	Windows   []ClaimWindow  `json:"windows" doc:"7, 28 and 90 days, each by both rules of what a quiet date is"`
	Coverage  Coverage       `json:"coverage"`
	Text      string         `json:"text"`
	Note      string         `json:"note"`
}

// ClaimSuccess is one such date.
type ClaimSuccess struct {
	Day      calendar.Date `json:"day"`
	Low      int64         `json:"low"`
	High     int64         `json:"high"`
	EventIDs []string      `json:"event_ids"`
	ClaimIDs []string      `json:"claim_ids"`
}

// ClaimWindow compares the days after such dates with those after matched quiet dates.
type ClaimWindow struct {
	Days           int          `json:"days"`
	Quiet          string       `json:"quiet" enum:"none_after,none_before" doc:"what a quiet date is: no such claim on it nor in the days after, or in the days before"`
	Dates          int          `json:"dates" doc:"dates whose days before and after are wholly on record"`
	Cut            int          `json:"cut" doc:"dates left out because they are not"`
	Matched        int          `json:"matched" doc:"dates that have a matched quiet date"`
	QuietDates     int          `json:"quiet_dates"`
	Quarters       int          `json:"quarters" doc:"calendar quarters the matched dates lie in"`
	LowCoverage    int          `json:"low_coverage" doc:"matched dates whose window ends in weeks with few reports"`
	Attacks        *float64     `json:"attacks" doc:"mean number of attacks after a matched date; null when none is matched"`
	Usual          *float64     `json:"usual" doc:"mean after its quiet dates"`
	Difference     *float64     `json:"difference"`
	DifferenceLow  *float64     `json:"difference_low" doc:"90 % interval over calendar quarters drawn again; null with fewer than five quarters or dates"`
	DifferenceHigh *float64     `json:"difference_high"`
	Ratio          *float64     `json:"ratio" doc:"null when nothing followed the quiet dates"`
	RatioLow       *float64     `json:"ratio_low"`
	RatioHigh      *float64     `json:"ratio_high"`
	Text           string       `json:"text"`
	Matches        []ClaimMatch `json:"matches"`
	AttackIDs      []string     `json:"attack_ids" doc:"attacks in the windows after matched dates"`
}

// ClaimMatch is one date with what followed it.
type ClaimMatch struct {
	Day     calendar.Date `json:"day"`
	Prior   int           `json:"prior" doc:"attacks in the 28 days before"`
	Attacks int           `json:"attacks"`
	Quiet   int           `json:"quiet" doc:"quiet dates of the same quarter with as many attacks before"`
	Usual   float64       `json:"usual"`
}

// followDays are the windows looked at.
var followDays = []int{7, 28, 90}

// claimAfter compares what followed claimed successes, and returns the events behind it.
func (d *Desk) claimAfter(ctx context.Context, m Moment, q ClaimQuery, claims []record.Claim, p claim.Parties) (*ClaimAfter, []string, error) {
	s, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, nil, err
	}
	a := &ClaimAfter{Threshold: max(1, q.Threshold), Successes: []ClaimSuccess{}, Windows: []ClaimWindow{}, Note: d.say.T("claims.after.note", "prior", claim.Prior)}
	inside := d.followUnit(q, a)
	span := calendar.Window{From: max(d.sit.Dataset.Begins, q.From), To: m.Day}
	if q.To.IsSet() {
		span.To = min(span.To, q.To)
	}
	if !span.From.IsSet() {
		span.From = span.To
		for _, e := range s.events {
			span.From = min(span.From, e.When.Start)
		}
	}
	a.From, a.To = span.From, span.To
	var here []record.Event
	for _, e := range s.events {
		if inside(e) && span.Holds(e.When.Start) {
			here = append(here, e)
		}
	}
	successes := claim.Successes(here, claims, p, a.Threshold)
	attacks := claim.Attacks(here, p)
	a.Attacks = len(attacks)
	var ids []string
	for _, x := range successes {
		a.Low, a.High = a.Low+x.Low, a.High+x.High
		a.Successes = append(a.Successes, ClaimSuccess{x.Day, x.Low, x.High, x.EventIDs, x.ClaimIDs})
		ids = append(ids, x.EventIDs...)
	}
	for _, e := range attacks {
		ids = append(ids, e.ID)
	}
	for _, t := range claim.Tallies(here, claims, p, claim.BySide, 0) {
		if t.Subject == "deaths_militant" && p.State(t.Side) {
			a.Counted += t.Comparable
		}
	}
	a.Coverage = d.coverageView(coverage.At(s.events, m.Day, d.sit.Thresholds.Coverage))
	for i, days := range followDays {
		for k, quiet := range []claim.Quiet{claim.Ahead, claim.Behind} {
			r := rand.New(rand.NewPCG(d.sit.Thresholds.Verdict.Seed, uint64(2*i+k)))
			a.Windows = append(a.Windows, d.claimWindow(claim.Follow(successes, attacks, span, days, quiet, r), s.events))
		}
	}
	a.Text = d.afterText(a)
	return a, ids, nil
}

// followUnit names the unit of a query and says which events lie in it.
func (d *Desk) followUnit(q ClaimQuery, a *ClaimAfter) func(record.Event) bool {
	id := q.Unit
	if id == "" {
		id = q.Dyad
	}
	for _, u := range d.sit.Units {
		if u.ID == id || id == "" {
			a.Unit, a.UnitName = u.ID, u.Name
			return u.Holds
		}
	}
	for _, y := range d.sit.Dyads {
		if y.ID == id || id == "" {
			a.Unit, a.UnitName = y.ID, y.Name
			return y.Holds
		}
	}
	return func(record.Event) bool { return true }
}

func (d *Desk) claimWindow(x claim.After, events []record.Event) ClaimWindow {
	any := x.Matched > 0
	v := ClaimWindow{
		Days: x.Days, Quiet: string(x.Quiet), Dates: x.Whole, Cut: x.Cut, Matched: x.Matched, QuietDates: x.QuietDates, Quarters: x.Quarters,
		Attacks: ratio(x.Attacks, any), Usual: ratio(x.Usual, any), Difference: ratio(x.Difference, any), Ratio: ratio(x.Ratio, x.HasRatio),
		DifferenceLow: ratio(x.DiffIn.Low, x.HasDiffIn), DifferenceHigh: ratio(x.DiffIn.High, x.HasDiffIn),
		RatioLow: ratio(x.RatioIn.Low, x.HasRatioIn), RatioHigh: ratio(x.RatioIn.High, x.HasRatioIn),
		Matches: []ClaimMatch{}, AttackIDs: some(x.AttackIDs),
	}
	ends := make([]calendar.Date, len(x.Dates))
	for i, y := range x.Dates {
		v.Matches = append(v.Matches, ClaimMatch{y.Day, y.Prior, y.Attacks, len(y.Quiet), y.Usual})
		ends[i] = y.Day.Add(x.Days)
	}
	for _, share := range coverage.Exposure(events, ends, d.sit.Thresholds.Coverage) {
		if share < d.sit.Thresholds.Coverage.Low {
			v.LowCoverage++
		}
	}
	v.Text = d.windowText(v)
	return v
}

func (d *Desk) windowText(v ClaimWindow) string {
	rule := phrase.Of("claims.quiet." + v.Quiet)
	if v.Matched == 0 {
		return d.say.T("claims.window.none", "days", v.Days, "dates", v.Dates, "rule", rule)
	}
	key := "claims.window.plain"
	args := []any{"days", v.Days, "matched", v.Matched, "dates", v.Dates, "attacks", places(*v.Attacks), "usual", places(*v.Usual), "rule", rule, "quarters", v.Quarters}
	if v.DifferenceLow != nil {
		key = "claims.window"
		args = append(args, "difference", places(*v.Difference), "low", places(*v.DifferenceLow), "high", places(*v.DifferenceHigh))
	}
	text := d.say.T(key, args...)
	if v.LowCoverage > 0 {
		text += " " + d.say.T("claims.window.low_coverage", "n", v.LowCoverage)
	}
	return text
}

// afterText is the sentence on the tactical against the strategic: what was claimed, and
// whether fewer, more or about as many attacks followed than after quiet dates.
func (d *Desk) afterText(a *ClaimAfter) string {
	if len(a.Successes) == 0 {
		return d.say.T("claims.after.none", "unit", a.UnitName)
	}
	lead := d.say.T("claims.after.claimed", "dates", phrase.Of("claims.dates", "n", len(a.Successes)), "low", a.Low, "high", a.High, "unit", a.UnitName)
	if a.Low == a.High {
		lead = d.say.T("claims.after.claimed.same", "dates", phrase.Of("claims.dates", "n", len(a.Successes)), "n", a.Low, "unit", a.UnitName)
	}
	var ahead, behind ClaimWindow
	for _, w := range a.Windows {
		switch {
		case w.Days == 28 && w.Quiet == string(claim.Ahead):
			ahead = w
		case w.Days == 28:
			behind = w
		}
	}
	counted := "claims.after.counted"
	if a.Counted == 0 {
		counted += ".none"
	}
	lead += " " + d.say.T(counted, "n", a.Counted)
	return lead + " " + ahead.Text + " " + d.say.T("claims.after."+sign(ahead, behind)) + " " + d.say.T("claims.after.association")
}

// sign says which way the two rules point together.
func sign(ahead, behind ClaimWindow) string {
	way := func(w ClaimWindow) int {
		switch {
		case w.DifferenceLow == nil:
			return 0
		case *w.DifferenceLow > 0:
			return 1
		case *w.DifferenceHigh < 0:
			return -1
		}
		return 0
	}
	x, y := way(ahead), way(behind)
	switch {
	case ahead.DifferenceLow == nil && behind.DifferenceLow == nil:
		return "thin"
	case x == y && x > 0:
		return "more"
	case x == y && x < 0:
		return "fewer"
	case x != y:
		return "depends"
	}
	return "same"
}
