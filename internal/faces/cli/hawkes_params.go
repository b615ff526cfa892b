package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"

	"github.com/spf13/cobra"

	"detente/internal/hands/times"
	"detente/internal/thinking/hawkes"
)

// processFile is the parameters as files hold them: mu one number a stream, or one row of coefficients
// by knot; beta one number for all pairs, or one a pair.
type processFile struct {
	Mu    json.RawMessage `json:"mu"`
	Alpha [][]float64     `json:"alpha"`
	Beta  json.RawMessage `json:"beta"`
	Slow  *struct {
		Alpha [][]float64     `json:"alpha"`
		Beta  json.RawMessage `json:"beta"`
	} `json:"slow,omitempty"`
	Kappa float64         `json:"kappa,omitempty"`
	Form  hawkes.MarkForm `json:"mark_form,omitempty"`
	Gamma [][]float64     `json:"gamma,omitempty"`
	Floor float64         `json:"floor,omitempty"`
}

func readParams(path string) (hawkes.Params, error) {
	var f processFile
	var p hawkes.Params
	b, err := os.ReadFile(path)
	if err != nil {
		return p, coded{exitUsage, fmt.Errorf("--params: %w", err)}
	}
	bad := func(what string, err error) error {
		return coded{exitUsage, fmt.Errorf("--params: %s: %s: %w", path, what, err)}
	}
	if err := json.Unmarshal(b, &f); err != nil {
		return p, bad("not the JSON of parameters", err)
	}
	var flat []float64
	if json.Unmarshal(f.Mu, &flat) == nil {
		for _, m := range flat {
			p.Mu = append(p.Mu, []float64{m})
		}
	} else if err := json.Unmarshal(f.Mu, &p.Mu); err != nil {
		return p, bad("mu", err)
	}
	p.Alpha, p.Kappa, p.Form, p.Gamma, p.Floor = f.Alpha, f.Kappa, f.Form, f.Gamma, f.Floor
	if p.Beta, err = spread(f.Beta, len(p.Mu)); err != nil {
		return p, bad("beta", err)
	}
	if f.Slow != nil {
		p.Slow = &hawkes.Kernel{Alpha: f.Slow.Alpha}
		if p.Slow.Beta, err = spread(f.Slow.Beta, len(p.Mu)); err != nil {
			return p, bad("slow.beta", err)
		}
	}
	if err := p.Check(); err != nil {
		return p, bad("not usable", err)
	}
	return p, nil
}

// spread reads one number for all pairs, or one a pair.
func spread(raw json.RawMessage, d int) ([][]float64, error) {
	var one float64
	var all [][]float64
	if json.Unmarshal(raw, &one) != nil {
		return all, json.Unmarshal(raw, &all)
	}
	for range d {
		row := make([]float64, d)
		for j := range row {
			row[j] = one
		}
		all = append(all, row)
	}
	return all, nil
}

// baselineOf is the basis that the parameters have coefficients for.
func baselineOf(p hawkes.Params, horizon float64) (hawkes.Baseline, error) {
	if k := len(p.Mu[0]); k > 1 {
		return hawkes.Moving(horizon, k)
	}
	return hawkes.Constant(horizon), nil
}

// inputs are the files that a process is fitted to.
type inputs struct {
	times, marks, covariates string
	horizon                  float64
	asJSON                   bool
}

func (in *inputs) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&in.times, "times", "", "CSV file of times, or .csv.gz")
	f.Float64Var(&in.horizon, "horizon", 0, "end T of the window")
	f.StringVar(&in.marks, "marks", "", "column of marks: sizes of 0 or more, such as deaths")
	f.StringVar(&in.covariates, "covariates", "", "CSV file of covariates of the baseline: a column time or day, and one of values each")
	f.BoolVar(&in.asJSON, "json", false, "answer in JSON")
	_ = cmd.MarkFlagRequired("times")
	_ = cmd.MarkFlagRequired("horizon")
}

// read reads the files; streams is the number of streams, or 0.
func (in *inputs) read(streams int) (hawkes.Data, error) {
	if !(in.horizon > 0) || math.IsInf(in.horizon, 1) {
		return hawkes.Data{}, coded{exitUsage, fmt.Errorf("--horizon %v is not a positive number", in.horizon)}
	}
	d, err := times.Open(in.times, times.Shape{Horizon: in.horizon, Streams: streams, Marks: in.marks})
	if err != nil {
		return d, coded{exitFaults, err}
	}
	if len(d.Times) == 0 {
		return d, coded{exitFaults, fmt.Errorf("%s: no events", in.times)}
	}
	if in.covariates == "" {
		return d, nil
	}
	if d.Covariates, err = times.OpenCovariates(in.covariates); err != nil {
		return d, coded{exitFaults, err}
	}
	return d, nil
}

// usage makes errors of options exit as such; the others are about the data.
func usage(err error) error {
	for _, e := range []error{hawkes.ErrFloor, hawkes.ErrForm, hawkes.ErrExplosive} {
		if errors.Is(err, e) {
			return coded{exitUsage, err}
		}
	}
	return coded{exitFaults, err}
}
