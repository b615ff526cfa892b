package learnt

import (
	"errors"
	"fmt"
	"math/rand/v2"

	"detente/internal/hands/deaths"
	"detente/internal/thinking/outlook"
	"detente/internal/thinking/score"
)

// ErrMonths means that the months asked for cannot be tested with the data.
var ErrMonths = errors.New("these months cannot be tested")

// learnFrom is the first month learnt from: two years after the data begin, so that a case has a past.
var learnFrom = outlook.Month(1992, 1)

// Ask says what is tested; month numbers, 0 takes the default in brackets.
type Ask struct {
	From    int // [35 months up to To]
	To      int // [the last month whose outcome is known]
	Draws   int // of countries, for the intervals [500]
	Options outlook.Options
}

// tested is the number of months tested by default.
const tested = 35

// Report is the test of the verdict: every active country-month of the span, forecast from
// what came before it.
type Report struct {
	Vintage   string            `json:"vintage"`
	Digest    string            `json:"sha256"`
	From      string            `json:"from"`
	To        string            `json:"to"`
	Cases     int               `json:"cases" doc:"active country-months"`
	Countries int               `json:"countries"`
	Rates     [3]float64        `json:"base_rates" doc:"shares of escalation, holding, de-escalation among the cases"`
	Seed      uint64            `json:"seed"`
	Scores    []outlook.Scores  `json:"scores" doc:"intervals: 95 %, whole countries drawn anew"`
	Against   []Against         `json:"against" doc:"the verdict less each other forecaster; below zero the verdict is better"`
	Stack     Stack             `json:"stack" doc:"weights that the last fit gave its members"`
	Reliable  []outlook.Diagram `json:"reliability"`
	Forecasts []Said            `json:"forecasts"`

	made []outlook.Forecast
}

// Against is a paired difference.
type Against struct {
	Name    string           `json:"name"`
	RPS     score.Difference `json:"rps"`
	LogLoss score.Difference `json:"log_loss"`
}

// Stack is the weights of the members.
type Stack struct {
	Boosted     float64 `json:"boosted"`
	Forest      float64 `json:"forest"`
	Logit       float64 `json:"logit"`
	Temperature float64 `json:"temperature"`
}

// Said is one forecast and what came.
type Said struct {
	Country  int        `json:"country_id"`
	Name     string     `json:"country"`
	Month    string     `json:"month"`
	P        [3]float64 `json:"p" doc:"escalation, holding, de-escalation"`
	Base     float64    `json:"base" doc:"deaths a month in the six months before"`
	Came     float64    `json:"came" doc:"deaths a month in the three months after"`
	Happened string     `json:"happened"`
}

// Test runs the backtest of the verdict on a table.
func Test(t *deaths.Panel, a Ask) (*Report, error) {
	if a.To == 0 {
		a.To = t.Last - outlook.AheadMonths
	}
	if a.From == 0 {
		a.From = a.To - tested + 1
	}
	if a.Draws == 0 {
		a.Draws = 500
	}
	if a.From > a.To || a.To > t.Last-outlook.AheadMonths || a.From < t.First {
		return nil, fmt.Errorf("%s to %s in data from %s to %s, of which the last three months are outcomes: %w",
			month(a.From), month(a.To), month(t.First), month(t.Last), ErrMonths)
	}
	cases := outlook.Cases(t.Units, learnFrom)
	made, err := outlook.Backtest(cases, outlook.Plan{From: a.From, To: a.To, Warm: max(0, min(120, a.From-learnFrom-180)), Options: a.Options})
	if err != nil {
		return nil, err
	}
	r := &Report{Vintage: t.Vintage, Digest: t.Digest, From: month(a.From), To: month(a.To), Seed: a.Options.Seed, made: made}
	return r, r.score(a)
}

func (r *Report) score(a Ask) error {
	var cases []outlook.Case
	members := [6]outlook.Made{{Name: "verdict"}, {Name: "boosted trees"}, {Name: "forest"}, {Name: "ridge logit"}, {Name: "conflictology"}, {Name: "base rates"}}
	seen := map[int]bool{}
	for _, f := range r.made {
		if f.Warm {
			continue
		}
		c := f.Case
		cases = append(cases, c)
		seen[c.Unit] = true
		r.Rates[c.Class]++
		r.Forecasts = append(r.Forecasts, Said{c.Unit, c.Name, month(c.Month), f.P, c.Base, c.Ahead, outlook.ClassNames[c.Class]})
		for k, p := range []outlook.Probabilities{f.P, f.Members[0], f.Members[1], f.Members[2], c.Conflictology, f.Rates} {
			members[k].P = append(members[k].P, p)
		}
	}
	if len(cases) == 0 {
		return fmt.Errorf("no country is active from %s to %s: %w", r.From, r.To, ErrMonths)
	}
	r.Cases, r.Countries = len(cases), len(seen)
	for c := range r.Rates {
		r.Rates[c] /= float64(len(cases))
	}
	draw := func() *rand.Rand { return rand.New(rand.NewPCG(a.Options.Seed, 7)) } // the same countries for all
	for i, m := range members {
		s, err := outlook.Score(cases, m, a.Draws, draw())
		if err != nil {
			return err
		}
		r.Scores = append(r.Scores, s)
		if i == 0 {
			continue
		}
		rps, ll, err := outlook.Compare(cases, members[0], m, 4*a.Draws, draw())
		if err != nil {
			return err
		}
		r.Against = append(r.Against, Against{m.Name, rps, ll})
	}
	last := r.made[len(r.made)-1].Stack
	r.Stack = Stack{last.Weights[0], last.Weights[1], last.Weights[2], last.Temperature()}
	var err error
	r.Reliable, err = outlook.Reliable(cases, members[0])
	return err
}

// Train fits the parameters on all that the table knows, after testing them.
func Train(t *deaths.Panel, a Ask, data string) (*File, *Report, error) {
	r, err := Test(t, a)
	if err != nil {
		return nil, nil, err
	}
	cases := outlook.Cases(t.Units, learnFrom)
	m, err := outlook.Train(cases, r.made, a.Options)
	if err != nil {
		return nil, nil, err
	}
	units := map[int]bool{}
	first, last := cases[0].Month, cases[0].Month
	for _, c := range cases {
		units[c.Unit] = true
		first, last = min(first, c.Month), max(last, c.Month)
	}
	return &File{Model: m, Provenance: Provenance{
		Data: data, Vintage: t.Vintage, Digest: t.Digest, From: month(first), To: month(last), Cases: len(cases), Units: len(units), Seed: a.Options.Seed,
		Code: outlook.Form(), Licence: Licence, Citation: Citation, Tested: r.From + " to " + r.To, Scores: r.Scores, Reliability: r.Reliable,
	}}, r, nil
}

// What UCDP asks for.
const (
	Licence  = "CC BY 4.0"
	Citation = "Learnt from state-based deaths by country and month of the UCDP Georeferenced Event Dataset (CC BY 4.0): Sundberg and Melander 2013; Davies et al.; in the form of the ViEWS prediction challenge."
)

func month(m int) string {
	y, c := outlook.Calendar(m)
	return fmt.Sprintf("%04d-%02d", y, c)
}
