package score

import (
	"fmt"
	"math"
	"sort"
)

// Event is a forecast probability and whether the event happened.
type Event struct {
	P        float64
	Happened bool
}

func assert(events []Event) error {
	if len(events) == 0 {
		return ErrEmpty
	}
	for i, e := range events {
		if math.IsNaN(e.P) || e.P < 0 || e.P > 1 {
			return fmt.Errorf("case %d: %v: %w", i, e.P, ErrProbability)
		}
	}
	return nil
}

func (e Event) y() float64 {
	if e.Happened {
		return 1
	}
	return 0
}

// Brier is the mean squared difference between probability and outcome (Brier 1950).
func Brier(events []Event) (float64, error) {
	if err := assert(events); err != nil {
		return math.NaN(), err
	}
	sum := 0.0
	for _, e := range events {
		sum += (e.P - e.y()) * (e.P - e.y())
	}
	return sum / float64(len(events)), nil
}

// LogLoss is the mean −ln of the probability given to what happened, in nats. It is infinite
// when something happened that was given no chance.
func LogLoss(events []Event) (float64, error) {
	if err := assert(events); err != nil {
		return math.NaN(), err
	}
	sum := 0.0
	for _, e := range events {
		p := e.P
		if !e.Happened {
			p = 1 - p
		}
		sum -= math.Log(p)
	}
	return sum / float64(len(events)), nil
}

// AUC is the chance that a case in which the event happened got a higher probability than one
// in which it did not; ties count one half (Hanley and McNeil 1982). It is NaN, and no error,
// when only one of the two is present.
func AUC(events []Event) (float64, error) {
	if err := assert(events); err != nil {
		return math.NaN(), err
	}
	by := append(make([]Event, 0, len(events)), events...)
	sort.SliceStable(by, func(i, j int) bool { return by[i].P < by[j].P })
	ranks, yes := 0.0, 0.0
	for i := 0; i < len(by); {
		j := i
		for j < len(by) && by[j].P == by[i].P {
			j++
		}
		for _, e := range by[i:j] {
			if e.Happened {
				ranks += float64(i+j+1) / 2 // the mean of the ranks i+1 … j
				yes++
			}
		}
		i = j
	}
	no := float64(len(by)) - yes
	if yes == 0 || no == 0 {
		return math.NaN(), nil
	}
	return (ranks - yes*(yes+1)/2) / (yes * no), nil
}

// Reliability is one bin of a reliability diagram.
type Reliability struct {
	Low      float64 `json:"low"` // the probabilities of the bin lie in [Low, High); 1 is in the last
	High     float64 `json:"high"`
	N        int     `json:"n"`
	Forecast float64 `json:"forecast"` // mean probability
	Observed float64 `json:"observed"` // share that happened
}

// Reliable groups forecasts into bins of equal width; empty bins are left out.
func Reliable(events []Event, bins int) ([]Reliability, error) {
	if err := assert(events); err != nil {
		return nil, err
	}
	if bins < 1 {
		return nil, fmt.Errorf("%d bins: %w", bins, ErrEmpty)
	}
	all := make([]Reliability, bins)
	for i := range all {
		all[i].Low, all[i].High = float64(i)/float64(bins), float64(i+1)/float64(bins)
	}
	for _, e := range events {
		b := &all[min(bins-1, int(e.P*float64(bins)))]
		b.N++
		b.Forecast += e.P
		b.Observed += e.y()
	}
	out := all[:0]
	for _, b := range all {
		if b.N > 0 {
			b.Forecast /= float64(b.N)
			b.Observed /= float64(b.N)
			out = append(out, b)
		}
	}
	return out, nil
}

// ECE is the expected calibration error: the mean over cases of |mean probability − share that
// happened| of the case's bin (Naeini, Cooper and Hauskrecht 2015).
func ECE(events []Event, bins int) (float64, error) {
	diagram, err := Reliable(events, bins)
	if err != nil {
		return math.NaN(), err
	}
	sum := 0.0
	for _, b := range diagram {
		sum += float64(b.N) * math.Abs(b.Forecast-b.Observed)
	}
	return sum / float64(len(events)), nil
}

// clip keeps log odds finite.
const clip = 1e-6

// Calibration is the line that a logistic regression of outcomes on the log odds of the
// forecasts finds: slope 1 and intercept 0 is calibrated, a slope below 1 overconfident
// (Cox 1958). Probabilities are cut to [1e−6, 1 − 1e−6]. Both are NaN when there is no such line: one outcome
// only, one probability only, or outcomes split perfectly.
func Calibration(events []Event) (intercept, slope float64, err error) {
	nan := math.NaN()
	if err := assert(events); err != nil {
		return nan, nan, err
	}
	x := make([]float64, len(events))
	for i, e := range events {
		p := math.Min(1-clip, math.Max(clip, e.P))
		x[i] = math.Log(p / (1 - p))
	}
	a, b := 0.0, 1.0
	for range 100 {
		var ga, gb, haa, hab, hbb float64
		for i, e := range events {
			p := 1 / (1 + math.Exp(-a-b*x[i]))
			r, w := e.y()-p, p*(1-p)
			ga, gb = ga+r, gb+r*x[i]
			haa, hab, hbb = haa+w, hab+w*x[i], hbb+w*x[i]*x[i]
		}
		det := haa*hbb - hab*hab
		if !(det > 1e-12*haa*hbb) {
			return nan, nan, nil
		}
		da, db := (hbb*ga-hab*gb)/det, (haa*gb-hab*ga)/det
		step := 1.0
		if big := math.Max(math.Abs(da), math.Abs(db)); big > 2 {
			step = 2 / big
		}
		a, b = a+step*da, b+step*db
		if math.Abs(a) > 100 || math.Abs(b) > 100 {
			return nan, nan, nil
		}
		if math.Abs(da)+math.Abs(db) < 1e-10 {
			return a, b, nil
		}
	}
	return nan, nan, nil
}
