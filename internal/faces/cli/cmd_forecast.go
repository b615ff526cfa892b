package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/deaths"
	"detente/internal/hands/duckstore/parquet"
	"detente/internal/thinking/forecast"
	"detente/internal/thinking/score"
)

type forecastOptions struct {
	history, origin, leads, out, model, weights string
	columns                                     []string
	draws                                       int
	seed                                        uint64
	json                                        bool
}

func newForecast(s *streams) *cobra.Command {
	var o forecastOptions
	cmd := &cobra.Command{
		Use:   "forecast",
		Short: "Forecast deaths by unit and month, as draws",
		Long: `Fits to what was recorded up to the origin and to nothing later, and writes draws in the format of the
ViEWS prediction challenge (month_id, country_id, draw, outcome), as CSV or, for a file that ends in
.parquet, as Parquet. The same seed gives the same bytes. A unit that has no record in the three months
before the origin has no forecast and is listed.` + exitHelp,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runForecast(cmd, s, o) },
	}
	f := cmd.Flags()
	historyFlags(cmd, &o.history, &o.columns)
	f.StringVar(&o.origin, "origin", "", "last month that is known, YYYY-MM [the newest of the history]")
	f.StringVar(&o.leads, "leads", "3-14", "months ahead, from-to")
	f.IntVar(&o.draws, "draws", 1000, "draws a unit and month")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the random numbers")
	f.StringVar(&o.model, "model", "pool", "pool, or the name of one model as the tables of backtest have it")
	f.StringVar(&o.weights, "weights", "", "file of weights from detente train [those of the program]")
	f.StringVarP(&o.out, "out", "o", "", "write draws to this file, .csv or .parquet")
	f.BoolVar(&o.json, "json", false, "give a summary by unit and month in JSON, instead of draws on standard output")
	return cmd
}

// originOf reads YYYY-MM.
func originOf(flag, text string) (forecast.Month, error) {
	var y, m int
	if n, err := fmt.Sscanf(text, "%4d-%2d", &y, &m); n != 2 || err != nil || len(text) != 7 || y < 1900 || m < 1 || m > 12 {
		return 0, coded{exitUsage, fmt.Errorf("--%s %q is not a month as YYYY-MM", flag, text)}
	}
	return forecast.MonthOf(y, m), nil
}

// modelOf is the pool with its weights, or one model by name.
func modelOf(o forecastOptions, origin forecast.Month) (m forecast.Model, notes []string, err error) {
	if o.model != (forecast.Pool{}).Name() {
		all := append(besides(), forecast.Boosted{Every: 2, Rounds: 200, Rate: .08, Depth: 4})
		for _, x := range forecast.Members() {
			all = append(all, x.Model)
		}
		var names []string
		for _, x := range all {
			if x.Name() == o.model {
				return x, nil, nil
			}
			names = append(names, x.Name())
		}
		return nil, nil, coded{exitUsage, fmt.Errorf("--model %q is not one of pool, %s", o.model, strings.Join(names, ", "))}
	}
	shipped, err := forecast.ShippedWeights()
	if o.weights != "" {
		b, rerr := os.ReadFile(o.weights)
		if rerr != nil {
			return nil, nil, coded{exitUsage, fmt.Errorf("--weights: %w", rerr)}
		}
		shipped, err = forecast.ParseWeights(b)
	}
	if err != nil {
		return nil, nil, coded{exitFaults, err}
	}
	p, ok := shipped.Pooled(origin)
	if !ok {
		notes = append(notes, fmt.Sprintf("no weights were learnt from outcomes up to %s only: the models count the same", origin))
	}
	return p, notes, nil
}

// forecastAnswer is the summary of a forecast.
type forecastAnswer struct {
	Origin   string         `json:"origin"`
	Model    string         `json:"model"`
	Describe string         `json:"describe"`
	Learnt   string         `json:"learnt_from,omitempty"`
	Draws    int            `json:"draws"`
	Seed     uint64         `json:"seed"`
	Notes    []string       `json:"notes"`
	Absent   []int          `json:"units_without_forecast"`
	Faults   int            `json:"faults"`
	Months   []forecastLine `json:"months"`
}

type forecastLine struct {
	Unit   int     `json:"unit"`
	Name   string  `json:"name,omitempty"`
	Month  string  `json:"month"`
	Lead   int     `json:"lead"`
	Mean   float64 `json:"mean"`
	Low    float64 `json:"low_90"`
	Median float64 `json:"median"`
	High   float64 `json:"high_90"`
	Any    float64 `json:"p_any"`
	Many   float64 `json:"p_25_or_more"`
}

func runForecast(cmd *cobra.Command, s *streams, o forecastOptions) error {
	leads, err := leadsOf(o.leads)
	if err != nil {
		return err
	}
	if o.draws < 1 {
		return coded{exitUsage, fmt.Errorf("--draws %d: at least 1", o.draws)}
	}
	t, err := openHistory(s, o.history, o.columns)
	if err != nil {
		return err
	}
	origin := t.History.Last
	if o.origin != "" {
		if origin, err = originOf("origin", o.origin); err != nil {
			return err
		}
	}
	m, notes, err := modelOf(o, origin)
	if err != nil {
		return err
	}
	list, absent, describe, err := forecast.Run(m, t.History, origin, leads, o.draws, o.seed)
	if err != nil {
		return coded{exitFaults, err}
	}
	if o.draws != score.Full {
		notes = append(notes, fmt.Sprintf("%d draws: the challenge's IGN is defined on %d and stretches others", o.draws, score.Full))
	}
	if thin := short(t.History, origin); len(thin) > 0 {
		notes = append(notes, fmt.Sprintf("fewer than 24 months of history: units %v", thin))
	}
	if err := writeDraws(cmd, s, o, list); err != nil {
		return err
	}
	a := forecastAnswer{Origin: origin.String(), Model: m.Name(), Describe: describe, Draws: o.draws, Seed: o.seed,
		Notes: append([]string{}, notes...), Absent: append([]int{}, absent...), Faults: t.Faults.Errors()}
	if p, ok := m.(forecast.Pool); ok {
		a.Learnt = p.From
	}
	if o.json {
		if a.Months, err = summary(list, t.Names); err != nil {
			return err
		}
		if err := printJSON(s.out, a); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(s.err, "origin %s, %s: %s; %d units, %d without a forecast\n", a.Origin, a.Model, a.Describe, len(list)/len(leads), len(absent))
		for _, n := range notes {
			fmt.Fprintln(s.err, "note:", n)
		}
	}
	if a.Faults > 0 {
		return coded{exitFaults, fmt.Errorf("%d rows of the history were left out", a.Faults)}
	}
	return nil
}

// short lists units with a record near the origin and fewer than 24 months of it.
func short(h *forecast.History, origin forecast.Month) (out []int) {
	for u, id := range h.Units {
		if n := len(h.Series(u, origin)); n > 0 && n < 24 {
			out = append(out, id)
		}
	}
	return out
}

func summary(list []forecast.Future, names map[int]string) ([]forecastLine, error) {
	out := make([]forecastLine, 0, len(list))
	for _, f := range list {
		x, err := score.NewSample(f.Draws)
		if err != nil {
			return nil, err
		}
		out = append(out, forecastLine{Unit: f.Unit, Name: names[f.Unit], Month: f.Month.String(), Lead: f.Lead,
			Mean: x.Mean(), Low: x.Quantile(.05), Median: x.Quantile(.5), High: x.Quantile(.95), Any: x.Above(1), Many: x.Above(25)})
	}
	return out, nil
}

func writeDraws(cmd *cobra.Command, s *streams, o forecastOptions, list []forecast.Future) error {
	if o.json && o.out == "" {
		return nil
	}
	rows := make([]deaths.Ensemble, 0, len(list))
	for _, f := range list {
		rows = append(rows, deaths.Ensemble{Unit: f.Unit, Month: int(f.Month), Draws: f.Draws})
	}
	slices.SortStableFunc(rows, func(a, b deaths.Ensemble) int { return a.Month - b.Month })
	write := func(w io.Writer) error { return deaths.WriteEnsembles(w, rows) }
	if !strings.EqualFold(filepath.Ext(o.out), ".parquet") {
		return writeTo(s, o.out, write)
	}
	dir, err := os.MkdirTemp("", "detente-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // it only holds the copy
	csv := filepath.Join(dir, "draws.csv")
	if err := writeTo(s, csv, write); err != nil {
		return err
	}
	if err := parquet.FromCSV(cmd.Context(), csv, o.out); err != nil {
		return coded{exitUsage, fmt.Errorf("--out: %w", err)}
	}
	return nil
}
