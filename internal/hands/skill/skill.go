// Package skill turns a backtest into tables: a JSON answer, and the page docs/forecast-skill.md.
package skill

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"

	"detente/internal/hands/importer/country"
	"detente/internal/thinking/forecast"
)

// Report is a backtest as tables.
type Report struct {
	From     int                  `json:"from"`
	To       int                  `json:"to"`
	Judged   int                  `json:"judged_from"` // first window of the overall table
	Leads    []int                `json:"leads"`
	Draws    int                  `json:"draws"`
	Seed     uint64               `json:"seed"`
	Models   map[string]string    `json:"models"` // what each learnt in the last window
	Outcomes []Vintage            `json:"outcomes"`
	Entrants []Entrant            `json:"published,omitempty"`
	Weights  []forecast.Learnt    `json:"weights"`
	Members  []string             `json:"members"`
	PIT      map[string][]float64 `json:"pit"` // of the pool, by outcome
}

// Vintage is the tables against one vintage of what happened.
type Vintage struct {
	Name     string           `json:"name"`
	Overall  []forecast.Skill `json:"overall"` // each model against the benchmark
	Pool     []forecast.Skill `json:"pool"`    // the pool against each other model
	ByWindow []Part           `json:"by_window"`
	ByLead   []Part           `json:"by_lead"`
	ByClass  []Part           `json:"by_activity"`
	ByRegion []Part           `json:"by_region,omitempty"` // where the units have names of countries
}

// Part is the pool and the benchmark on part of the cells.
type Part struct {
	Key       int            `json:"key"`
	Name      string         `json:"name,omitempty"` // of a region
	Pool      forecast.Skill `json:"pool"`
	Benchmark forecast.Skill `json:"benchmark"`
}

// Entrant is a published model: its mean CRPS over windows, and the pool's and the benchmark's on the same.
type Entrant struct {
	Model     string  `json:"model"`
	Vintage   string  `json:"actuals"`
	From      int     `json:"from"`
	To        int     `json:"to"`
	Windows   int     `json:"windows"`
	CRPS      float64 `json:"crps"`
	Pool      float64 `json:"pool"`
	Benchmark float64 `json:"benchmark"`
}

// Benchmark is the model that others are compared to: the unit's own last 12 months.
const Benchmark = "conflictology 12"

// Make makes the tables; judged is the first window of the overall ones, names those of the units, as far as they are known.
func Make(b forecast.Backtest, r *forecast.Result, judged int, names map[int]string) (*Report, error) {
	out := &Report{From: b.From, To: b.To, Judged: judged, Leads: b.Leads, Draws: b.Draws, Seed: b.Seed, Models: r.Describe, Weights: r.Weights, PIT: map[string][]float64{}}
	for _, m := range b.Members {
		out.Members = append(out.Members, m.Model.Name())
	}
	pool := r.Models[0]
	all := forecast.Windows(judged, b.To)
	regions, region := regionsOf(b.History.Units, names)
	for _, o := range r.Outcomes {
		v := Vintage{Name: o}
		if r.Mean(o, pool, all).N == 0 {
			continue
		}
		for _, m := range r.Models {
			s, err := r.Against(o, m, Benchmark, all, b.Seed)
			if err != nil {
				return nil, err
			}
			v.Overall = append(v.Overall, s)
			if m == pool {
				continue
			}
			if s, err = r.Against(o, pool, m, all, b.Seed); err != nil {
				return nil, err
			}
			v.Pool = append(v.Pool, s)
		}
		var err error
		for _, by := range []struct {
			into *[]Part
			of   func(forecast.Cell) int
			pick forecast.Filter
		}{
			{&v.ByWindow, func(c forecast.Cell) int { return c.Window }, forecast.Windows(b.From, b.To)},
			{&v.ByLead, func(c forecast.Cell) int { return c.Lead }, all},
			{&v.ByClass, func(c forecast.Cell) int { return c.Activity }, all},
		} {
			if *by.into, err = parts(r, o, pool, by.of, by.pick, b.Seed); err != nil {
				return nil, err
			}
		}
		if len(regions) > 1 {
			if v.ByRegion, err = parts(r, o, pool, func(c forecast.Cell) int { return region[c.Unit] }, all, b.Seed); err != nil {
				return nil, err
			}
			for i := range v.ByRegion {
				v.ByRegion[i].Name = regions[v.ByRegion[i].Key]
			}
		}
		out.Outcomes = append(out.Outcomes, v)
		out.PIT[o] = r.PITs(o, pool, all)
	}
	if len(out.Outcomes) == 0 {
		return nil, fmt.Errorf("no outcome from %d to %d is there to score against", judged, b.To)
	}
	return out, nil
}

// regionsOf are the regions that the units lie in, by name, after the empty one of those whose country is not known, and
// the number of each unit's.
func regionsOf(units []int, names map[int]string) (regions []string, of map[int]int) {
	in := map[int]string{}
	regions = []string{""}
	for _, u := range units {
		in[u] = country.Region(country.Name(names[u]))
		if !slices.Contains(regions, in[u]) {
			regions = append(regions, in[u])
		}
	}
	slices.Sort(regions)
	of = map[int]int{}
	for u, name := range in {
		of[u] = slices.Index(regions, name)
	}
	return regions, of
}

func parts(r *forecast.Result, outcome, pool string, of func(forecast.Cell) int, pick forecast.Filter, seed uint64) ([]Part, error) {
	var out []Part
	for _, key := range r.Values(outcome, of) {
		only := func(c forecast.Cell) bool { return pick(c) && of(c) == key }
		if r.Mean(outcome, pool, only).N == 0 {
			continue
		}
		s, err := r.Against(outcome, pool, Benchmark, only, seed)
		if err != nil {
			return nil, err
		}
		out = append(out, Part{Key: key, Pool: s, Benchmark: r.Mean(outcome, Benchmark, only)})
	}
	return out, nil
}

// Published reads model, year, actuals, mean_crps: scores that others published or that were computed from what they
// published. vintages says which outcome each value of actuals stands for. Means are over the windows up to last that an
// entrant has.
func Published(in io.Reader, name string, vintages map[string]string, r *forecast.Result, first, last int) ([]Entrant, error) {
	all, err := csv.NewReader(in).ReadAll()
	if err != nil || len(all) == 0 {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	col := map[string]int{}
	for i, h := range all[0] {
		col[h] = i
	}
	for _, h := range []string{"model", "year", "actuals", "mean_crps"} {
		if _, ok := col[h]; !ok {
			return nil, fmt.Errorf("%s, row 1: no column %s", name, h)
		}
	}
	type key struct{ model, actuals string }
	years, sums := map[key][]int{}, map[key]float64{}
	var keys []key
	for i, rec := range all[1:] {
		y, err := strconv.Atoi(rec[col["year"]])
		if err != nil {
			return nil, fmt.Errorf("%s, row %d, column year: %w", name, i+2, err)
		}
		v, err := strconv.ParseFloat(rec[col["mean_crps"]], 64)
		if err != nil {
			return nil, fmt.Errorf("%s, row %d, column mean_crps: %w", name, i+2, err)
		}
		k := key{rec[col["model"]], rec[col["actuals"]]}
		if y < first || y > last || vintages[k.actuals] == "" {
			continue
		}
		if years[k] == nil {
			keys = append(keys, k)
		}
		years[k] = append(years[k], y)
		sums[k] += v
	}
	var out []Entrant
	for _, k := range keys {
		in := func(c forecast.Cell) bool { return slices.Contains(years[k], c.Window) }
		o := vintages[k.actuals]
		out = append(out, Entrant{Model: k.model, Vintage: k.actuals, From: slices.Min(years[k]), To: slices.Max(years[k]), Windows: len(years[k]),
			CRPS: sums[k] / float64(len(years[k])), Pool: r.Mean(o, r.Models[0], in).CRPS, Benchmark: r.Mean(o, Benchmark, in).CRPS})
	}
	return out, nil
}
