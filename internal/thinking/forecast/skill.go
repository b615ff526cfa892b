package forecast

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"detente/internal/thinking/score"
)

// Skill is the mean scores of a model over some cells, with the differences to a benchmark.
type Skill struct {
	Model    string           `json:"model"`
	N        int              `json:"n"`
	CRPS     float64          `json:"crps"`
	IGN      float64          `json:"ign"`
	MIS      float64          `json:"mis"`
	Covered  float64          `json:"covered_90"` // share within the 90 % interval
	Against  string           `json:"against,omitempty"`
	CRPSDiff score.Difference `json:"crps_difference"`
	IGNDiff  score.Difference `json:"ign_difference"`
	MISDiff  score.Difference `json:"mis_difference"`
	CRPSDM   score.Difference `json:"crps_difference_by_month"` // by month, after Diebold and Mariano
}

// Filter picks cells.
type Filter func(Cell) bool

// Windows picks the windows from a year to a year.
func Windows(from, to int) Filter {
	return func(c Cell) bool { return c.Window >= from && c.Window <= to }
}

// Mean is the mean scores of a model over the cells that the filter picks.
func (r *Result) Mean(outcome, model string, pick Filter) Skill {
	s := Skill{Model: model}
	for _, c := range r.Cells[outcome][model] {
		if pick(c) {
			s.N++
			s.CRPS += c.CRPS
			s.IGN += c.IGN
			s.MIS += c.MIS
			if c.Covered {
				s.Covered++
			}
		}
	}
	n := float64(max(1, s.N))
	s.CRPS, s.IGN, s.MIS, s.Covered = s.CRPS/n, s.IGN/n, s.MIS/n, s.Covered/n
	return s
}

// resamples is how often countries are drawn anew.
const resamples = 4000

// Against is the mean scores of a model and the paired differences to another, with 95 % intervals from drawing units anew,
// and for CRPS from months too.
func (r *Result) Against(outcome, model, other string, pick Filter, seed uint64) (Skill, error) {
	s := r.Mean(outcome, model, pick)
	s.Against = other
	for i, get := range []func(Cell) float64{
		func(c Cell) float64 { return c.CRPS }, func(c Cell) float64 { return c.IGN }, func(c Cell) float64 { return c.MIS },
	} {
		d, err := score.Pair(losses(r.Cells[outcome][model], get, pick), losses(r.Cells[outcome][other], get, pick))
		if err != nil {
			return s, fmt.Errorf("%s against %s: %w", model, other, err)
		}
		diff, err := score.Bootstrap(d, resamples, .95, rand.New(rand.NewPCG(seed, uint64(i))))
		if err != nil {
			return s, err
		}
		*[]*score.Difference{&s.CRPSDiff, &s.IGNDiff, &s.MISDiff}[i] = diff
		if i == 0 {
			if s.CRPSDM, err = score.DieboldMariano(d, 12, .95); err != nil {
				return s, err
			}
		}
	}
	return s, nil
}

func losses(cells []Cell, get func(Cell) float64, pick Filter) []score.Loss {
	var out []score.Loss
	for _, c := range cells {
		if pick(c) {
			out = append(out, score.Loss{Cluster: c.Unit, Period: int(c.Month), Value: get(c)})
		}
	}
	return out
}

// PITs counts the places of outcomes in the forecasts by tenths, as shares; a calibrated forecast has
// a tenth in each.
func (r *Result) PITs(outcome, model string, pick Filter) []float64 {
	out, n := make([]float64, 10), 0.0
	for _, c := range r.Cells[outcome][model] {
		if pick(c) {
			out[min(9, int(c.PIT*10))]++
			n++
		}
	}
	for i := range out {
		out[i] /= max(1, n)
	}
	return out
}

// Values lists the distinct values of a property of the cells, ascending.
func (r *Result) Values(outcome string, of func(Cell) int) []int {
	seen := map[int]bool{}
	for _, c := range r.Cells[outcome][r.Models[0]] {
		seen[of(c)] = true
	}
	out := make([]int, 0, len(seen))
	for v := range seen {
		out = append(out, v)
	}
	slices.Sort(out)
	return out
}
