package outlook

import (
	"fmt"
	"slices"
)

// Gap is the number of months left out between the last month learnt from and the first
// one forecast: their outcomes would overlap.
const Gap = 3

// Plan says which months are forecast, and how often the model is fitted anew.
type Plan struct {
	From, To int // first and last month forecast from
	Every    int // months between fits [6]
	Warm     int // months before From whose forecasts only teach the stack [120]
	Options  Options
}

// Forecast is what was said at the end of a month and what came.
type Forecast struct {
	Case    Case
	P       Probabilities
	Members [Kinds]Probabilities
	Rates   Probabilities // shares of the classes in what was learnt from: the base rates
	Stack   Stack         // that joined the members
	Warm    bool          // made to teach the stack
}

// Backtest forecasts every case of the plan from what came before it: at each fit, members
// learn from the cases whose month lies more than Gap months back, and the stack from the
// forecasts made for such months by earlier fits. Forecasts come by fit, then in the order of cases.
func Backtest(cases []Case, p Plan) ([]Forecast, error) {
	if p.Every == 0 {
		p.Every = 6
	}
	var out []Forecast
	for from := p.From - p.Warm; from <= p.To; {
		every := p.Every
		if from < p.From {
			every = min(12, p.From-from) // the stack needs no more
		}
		made, err := fold(cases, out, from, min(from+every-1, p.To), p.Options)
		if err != nil {
			year, month := Calendar(from)
			return nil, fmt.Errorf("fit for %d-%02d: %w", year, month, err)
		}
		for i := range made {
			made[i].Warm = from < p.From
		}
		out = append(out, made...)
		from += every
	}
	return out, nil
}

// fold forecasts the cases of the months from … to.
func fold(cases []Case, before []Forecast, from, to int, o Options) ([]Forecast, error) {
	known := func(month int) bool { return month < from-Gap }
	var learn []Case
	var rates Probabilities
	for _, c := range cases {
		if known(c.Month) {
			learn = append(learn, c)
			rates[c.Class]++
		}
	}
	for c := range rates {
		rates[c] /= float64(max(1, len(learn)))
	}
	m, err := Fit(learn, o)
	if err != nil {
		return nil, err
	}
	s := stackOf(slices.DeleteFunc(slices.Clone(before), func(f Forecast) bool { return !known(f.Case.Month) }))
	var out []Forecast
	for _, c := range cases {
		if c.Month < from || c.Month > to {
			continue
		}
		p := m.Predict(c.Features)
		out = append(out, Forecast{Case: c, P: s.Join(p), Members: p, Rates: rates, Stack: s})
	}
	return out, nil
}

func stackOf(made []Forecast) Stack {
	p := make([][Kinds]Probabilities, len(made))
	class := make([]Class, len(made))
	for i, f := range made {
		p[i], class[i] = f.Members, f.Case.Class
	}
	return FitStack(p, class)
}

// Train fits the model that is shipped: members on all cases, the stack on the forecasts of
// a backtest.
func Train(cases []Case, made []Forecast, o Options) (*Model, error) {
	m, err := Fit(cases, o)
	if err != nil {
		return nil, err
	}
	out := &Model{Members: *m, Stack: stackOf(made)}
	for _, c := range cases {
		out.Rates[c.Class] += 1 / float64(len(cases))
	}
	return out, nil
}
