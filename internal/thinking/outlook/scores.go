package outlook

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"sort"

	"detente/internal/thinking/bootstrap"
	"detente/internal/thinking/score"
)

// Estimate is a score with its 95 % interval over countries drawn anew.
type Estimate struct {
	Value Number `json:"value"`
	Low   Number `json:"low"`
	High  Number `json:"high"`
}

// Number is written as null where it does not exist.
type Number float64

// MarshalJSON writes null for NaN.
func (n Number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// UnmarshalJSON reads null as NaN.
func (n *Number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = Number(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(n))
}

// Scores are those of one forecaster over cases.
type Scores struct {
	Name            string          `json:"name"`
	RPS             Estimate        `json:"rps"`
	LogLoss         Estimate        `json:"log_loss" doc:"nats"`
	AUCEscalation   Estimate        `json:"auc_escalation"`
	AUCDeEscalation Estimate        `json:"auc_de_escalation"`
	Slope           Estimate        `json:"calibration_slope" doc:"the power of the probabilities that fits what came best; 1 is calibrated, above 1 too timid"`
	ECE             Estimate        `json:"expected_calibration_error" doc:"over the three classes, ten bins"`
	SlopeEscalation Number          `json:"calibration_slope_escalation"`
	SlopeFall       Number          `json:"calibration_slope_de_escalation"`
	ECEByClass      [Classes]Number `json:"expected_calibration_error_by_class"`
}

// bins of a reliability diagram.
const bins = 10

// Made is one forecaster's probabilities for cases, in the cases' order.
type Made struct {
	Name string
	P    []Probabilities
}

// Score scores forecasts of cases; the intervals come from times draws of whole countries.
func Score(cases []Case, m Made, times int, r *rand.Rand) (Scores, error) {
	s, err := point(cases, m)
	if err != nil || times == 0 {
		return s, err
	}
	by := map[int][]int{}
	var ids []int
	for i, c := range cases {
		if by[c.Unit] == nil {
			ids = append(ids, c.Unit)
		}
		by[c.Unit] = append(by[c.Unit], i)
	}
	sort.Ints(ids)
	draws := make([][]float64, len(s.estimates()))
	for range times {
		var dc []Case
		d := Made{Name: m.Name}
		for range ids {
			for _, i := range by[ids[r.IntN(len(ids))]] {
				dc, d.P = append(dc, cases[i]), append(d.P, m.P[i])
			}
		}
		one, err := point(dc, d)
		if err != nil {
			return s, err
		}
		for k, e := range one.estimates() {
			if v := float64(e.Value); !math.IsNaN(v) {
				draws[k] = append(draws[k], v)
			}
		}
	}
	for k, e := range s.estimates() {
		e.Low, e.High = e.Value, e.Value
		if in, ok := bootstrap.Percentile(draws[k], .95); ok {
			e.Low, e.High = Number(in.Low), Number(in.High)
		}
	}
	return s, nil
}

func (s *Scores) estimates() []*Estimate {
	return []*Estimate{&s.RPS, &s.LogLoss, &s.AUCEscalation, &s.AUCDeEscalation, &s.Slope, &s.ECE}
}

func classes(cases []Case, m Made) []score.Classes {
	out := make([]score.Classes, len(cases))
	for i, c := range cases {
		out[i] = score.Classes{P: m.P[i][:], Happened: int(c.Class)}
	}
	return out
}

// point gives the scores without intervals.
func point(cases []Case, m Made) (Scores, error) {
	s := Scores{Name: m.Name}
	all := classes(cases, m)
	var rps, ll float64
	for _, c := range all {
		a, err := c.RPS()
		if err != nil {
			return s, err
		}
		b, err := c.LogLoss()
		if err != nil {
			return s, err
		}
		rps += a / float64(len(all))
		ll += b / float64(len(all))
	}
	s.RPS.Value, s.LogLoss.Value = Number(rps), Number(ll)
	var pooled []score.Event
	for c := range Classes {
		ev, err := score.Of(all, c)
		if err != nil {
			return s, err
		}
		pooled = append(pooled, ev...)
		ece, err := score.ECE(ev, bins)
		if err != nil {
			return s, err
		}
		s.ECEByClass[c] = Number(ece)
		auc, err := score.AUC(ev)
		if err != nil {
			return s, err
		}
		_, slope, err := score.Calibration(ev)
		if err != nil {
			return s, err
		}
		switch Class(c) {
		case Escalation:
			s.AUCEscalation.Value, s.SlopeEscalation = Number(auc), Number(slope)
		case DeEscalation:
			s.AUCDeEscalation.Value, s.SlopeFall = Number(auc), Number(slope)
		}
	}
	ece, err := score.ECE(pooled, bins)
	s.ECE.Value, s.Slope.Value = Number(ece), Number(power(cases, m))
	return s, err
}

// power is the s for which probabilities proportional to p^s give what came the highest
// likelihood: the calibration slope over all classes at once. It is NaN when there is none.
func power(cases []Case, m Made) float64 {
	s := 1.0
	for range 60 {
		g, h := 0.0, 0.0
		for i, c := range cases {
			var z Probabilities
			for k, p := range m.P[i] {
				z[k] = s * math.Log(max(least, p))
			}
			q, at, sq := softmax(z), 0.0, 0.0
			for k, p := range m.P[i] {
				l := math.Log(max(least, p))
				at += q[k] * l
				sq += q[k] * l * l
			}
			g += math.Log(max(least, m.P[i][c.Class])) - at
			h += sq - at*at
		}
		if !(h > 1e-12) {
			return math.NaN()
		}
		step := max(-1, min(1, g/h))
		s += step
		if math.Abs(step) < 1e-10 {
			return s
		}
	}
	return math.NaN()
}

// Diagram is the reliability of one class.
type Diagram struct {
	Class string              `json:"class"`
	Bins  []score.Reliability `json:"bins"`
}

// ClassNames are the classes in words, in their order.
var ClassNames = [Classes]string{"escalation", "holding", "de_escalation"}

// Reliable gives the reliability diagram of each class.
func Reliable(cases []Case, m Made) ([]Diagram, error) {
	var out []Diagram
	for c, name := range ClassNames {
		ev, err := score.Of(classes(cases, m), c)
		if err != nil {
			return nil, err
		}
		b, err := score.Reliable(ev, bins)
		if err != nil {
			return nil, err
		}
		out = append(out, Diagram{name, b})
	}
	return out, nil
}

// Compare gives the difference in mean RPS and log loss of two forecasters over the same
// cases, with intervals over countries drawn anew; below zero a is better.
func Compare(cases []Case, a, b Made, times int, r *rand.Rand) (rps, logLoss score.Difference, err error) {
	loss := func(m Made, f func(score.Classes) (float64, error)) ([]score.Loss, error) {
		out := make([]score.Loss, len(cases))
		for i, c := range classes(cases, m) {
			v, err := f(c)
			if err != nil {
				return nil, err
			}
			out[i] = score.Loss{Cluster: cases[i].Unit, Period: cases[i].Month, Value: v}
		}
		return out, nil
	}
	diff := func(f func(score.Classes) (float64, error)) (score.Difference, error) {
		x, err := loss(a, f)
		if err != nil {
			return score.Difference{}, err
		}
		y, err := loss(b, f)
		if err != nil {
			return score.Difference{}, err
		}
		d, err := score.Pair(x, y)
		if err != nil {
			return score.Difference{}, err
		}
		return score.Bootstrap(d, times, .95, r)
	}
	if rps, err = diff(score.Classes.RPS); err != nil {
		return rps, logLoss, err
	}
	logLoss, err = diff(score.Classes.LogLoss)
	return rps, logLoss, err
}
