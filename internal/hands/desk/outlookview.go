package desk

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"detente/internal/hands/learnt"
	"detente/internal/thinking/activity"
	"detente/internal/thinking/outlook"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
)

// Basis says which model judged a unit, and from what.
type Basis struct {
	Model   string        `json:"model" enum:"learnt,weekly,none" doc:"learnt: from every conflict; weekly: from this unit's weekly events alone, not calibrated; none: nothing could be fitted"`
	Why     string        `json:"why" enum:"learnt,rule,short,quiet" doc:"why another than the learnt model: own thresholds, a short record, or few deaths"`
	Text    string        `json:"text"`
	Series  string        `json:"series" enum:"events" doc:"what feeds the learnt model: the deaths in the unit's own events"`
	Months  int           `json:"months" doc:"whole months on record up to the as-of day"`
	Last    calendar.Date `json:"last" doc:"last day of the newest month"`
	Deaths  int64         `json:"deaths_12_months"`
	Unknown int           `json:"unknown" doc:"violent events of those months without a figure, which add nothing"`
	Thin    int           `json:"thin_months" doc:"of the last six, those with thin coverage; with any, a second reading counts for half and widens the interval"`
}

// Rated are the base rates: how often each class followed in what was learnt from.
type Rated struct {
	Escalation   float64 `json:"p_escalation"`
	Holding      float64 `json:"p_holding" doc:"neither a rise nor a fall"`
	DeEscalation float64 `json:"p_de_escalation" doc:"a fall, with or without cooperation; that with it is not known worldwide"`
}

// Driver is what moved the probabilities since a month ago.
type Driver struct {
	Group        string  `json:"group" enum:"level,recent,longer,swings,habit,season"`
	Escalation   float64 `json:"escalation_points" doc:"percentage points added to escalation"`
	DeEscalation float64 `json:"de_escalation_points"`
	Text         string  `json:"text"`
}

// Scenario is an observable next event and what the verdict would be after it.
type Scenario struct {
	ID            string  `json:"id"`
	Text          string  `json:"text"`
	PEscalation   float64 `json:"p_escalation"`
	PHolding      float64 `json:"p_holding"`
	PReset        float64 `json:"p_reset"`
	PDeEscalation float64 `json:"p_de_escalation"`
	Verdict       string  `json:"verdict" enum:"escalating,holding,resetting"`
	Moves         float64 `json:"moves" doc:"probability that changes class, 0 to 1"`
}

// PastVerdict is what the model says of an earlier month from what came before it, by the
// records as they are known now, and what came.
type PastVerdict struct {
	Day           calendar.Date `json:"day"`
	Verdict       string        `json:"verdict" enum:"escalating,holding,resetting"`
	PEscalation   float64       `json:"p_escalation"`
	PHolding      float64       `json:"p_holding"`
	PReset        float64       `json:"p_reset"`
	PDeEscalation float64       `json:"p_de_escalation"`
	Base          float64       `json:"base" doc:"deaths a month in the six months before"`
	Came          *float64      `json:"came" doc:"deaths a month in the three months after; null while they are not over"`
	Happened      string        `json:"happened" enum:"escalation,holding,de_escalation," doc:"empty while the three months are not over"`
	Reset         *bool         `json:"reset_happened" doc:"a fall with more acts of material cooperation than against it; null where cooperation is not observed or the months are not over"`
}

// HistoryScore is how well the past verdicts did.
type HistoryScore struct {
	Months       int     `json:"months"`
	RPS          float64 `json:"rps" doc:"ranked probability score over escalation, holding, de-escalation; lower is better"`
	BaseRatesRPS float64 `json:"rps_base_rates" doc:"of always giving the base rates"`
}

func (s *HistoryScore) add(p, rates outlook.Probabilities, came outlook.Class) {
	s.Months++
	s.RPS += rps(p, came)
	s.BaseRatesRPS += rps(rates, came)
}

func rps(p outlook.Probabilities, came outlook.Class) float64 {
	up, down := p[outlook.Escalation], p[outlook.DeEscalation]
	if came == outlook.Escalation {
		up--
	}
	if came == outlook.DeEscalation {
		down--
	}
	return (up*up + down*down) / 2
}

// MonthOfDeaths is one month of what feeds the model.
type MonthOfDeaths struct {
	From    calendar.Date `json:"from"`
	To      calendar.Date `json:"to"`
	Deaths  int64         `json:"deaths"`
	Violent int           `json:"violent"`
	Unknown int           `json:"unknown" doc:"violent events without a figure"`
}

func monthsView(ms []activity.MonthDeaths) []MonthOfDeaths {
	out := make([]MonthOfDeaths, len(ms))
	for i, m := range ms {
		out[i] = MonthOfDeaths(m)
	}
	return out
}

func (d *Desk) basisView(why string, fitted bool, l lens) Basis {
	b := Basis{Model: "weekly", Why: why, Series: "events", Months: len(l.months), Thin: l.thin}
	if n := len(l.months); n > 0 {
		b.Last = l.months[n-1].To
	}
	for _, m := range l.months[max(0, len(l.months)-outlook.ActiveMonths):] {
		b.Deaths += m.Deaths
		b.Unknown += m.Unknown
	}
	switch {
	case why == isLearnt:
		b.Model = "learnt"
	case !fitted:
		b.Model = "none"
	}
	second := phrase.Of("basis.one_reading")
	if l.thin > 0 {
		second = phrase.Of("basis.two_readings", "n", l.thin)
	}
	b.Text = d.say.T("basis."+why, "months", b.Months, "deaths", b.Deaths, "unknown", phrase.Of("basis.unknown", "n", b.Unknown),
		"second", second, "least", outlook.ActiveDeaths, "shortest", shortest)
	return b
}

// Learning is what the learnt model is and how it did in its test.
type Learning struct {
	Provenance learnt.Provenance `json:"provenance"`
	Text       string            `json:"text"`
}

func (d *Desk) learning() (Learning, error) {
	f, err := d.parameters()
	if err != nil {
		return Learning{}, err
	}
	p := f.Provenance
	out := Learning{Provenance: p}
	if len(p.Scores) == 0 {
		out.Text = d.say.T("assess.untested")
		return out, nil
	}
	s, worst := p.Scores[0], p.Scores[len(p.Scores)-1]
	out.Text = d.say.T("assess.tested", "cases", p.Cases, "from", p.From, "to", p.To, "tested", p.Tested,
		"rps", decimals(s.RPS.Value), "rates", decimals(worst.RPS.Value), "loss", decimals(s.LogLoss.Value), "rates_loss", decimals(worst.LogLoss.Value),
		"slope", decimals(s.Slope.Value), "low", decimals(s.Slope.Low), "high", decimals(s.Slope.High))
	return out, nil
}

func decimals(x outlook.Number) string {
	if math.IsNaN(float64(x)) {
		return "–"
	}
	return strconv.FormatFloat(float64(x), 'f', 3, 64)
}

// most is how many drivers and scenarios a text names.
const most = 3

// Told puts what the learnt model adds to a verdict into sentences: what it rests on, base rates,
// what moved it, what would change it, and how past verdicts did.
func (d *Desk) Told(u Unit) []string {
	out := []string{u.Basis.Text}
	if r := u.BaseRates; r != nil && u.PDeEscalation != nil && u.PEscalation != nil {
		rise, fall := *u.PEscalation, *u.PDeEscalation
		out = append(out, d.say.T("outlook.base_rates", "up", percent(rise), "between", percent(1-rise-fall), "down", percent(fall), "rise", percent(r.Escalation), "same", percent(r.Holding), "fall", percent(r.DeEscalation)))
	}
	var moved, would []string
	for _, x := range u.Drivers[:min(most, len(u.Drivers))] {
		moved = append(moved, x.Text)
	}
	for _, x := range u.ChangeMyMind[:min(most, len(u.ChangeMyMind))] {
		would = append(would, d.say.T("outlook.after", "what", x.Text, "rise", percent(x.PEscalation), "same", percent(x.PHolding), "reset", percent(x.PReset)))
	}
	if len(moved) > 0 {
		out = append(out, d.say.T("outlook.drivers", "list", strings.Join(moved, "; ")))
	}
	if len(would) > 0 {
		out = append(out, d.say.T("outlook.change", "list", strings.Join(would, "; ")))
	}
	if s := u.HistoryScore; s != nil {
		out = append(out, d.say.T("outlook.past", "n", s.Months, "rps", decimals(outlook.Number(s.RPS)), "rates", decimals(outlook.Number(s.BaseRatesRPS))))
	}
	return out
}

// points writes a change in percentage points with its sign.
func points(x float64) string { return fmt.Sprintf("%+.0f", x) }

func dist(a, b float64) float64 { return math.Abs(a - b) }

func figureOf(x float64) string { return strconv.FormatFloat(x, 'f', 0, 64) }
