package cli

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/deaths"
	"detente/internal/hands/duckstore/parquet"
	"detente/internal/thinking/score"
	"detente/internal/words/fault"
)

type scoreOptions struct {
	forecast, actuals string
	cells, json       bool
}

func newScore(s *streams) *cobra.Command {
	var o scoreOptions
	cmd := &cobra.Command{
		Use:   "score",
		Short: "Score a forecast against what happened, with proper scores",
		Long: `Reads draws (month_id, country_id, draw, outcome) and outcomes (month_id, country_id,
outcome), as CSV or Parquet, and gives CRPS, IGN and the interval score of the 90 % interval as the
ViEWS challenge defines them, with calibration. Bad rows are listed and left out.` + exitHelp,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runScore(cmd, s, o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.forecast, "forecast", "", "file of draws, .csv or .parquet")
	f.StringVar(&o.actuals, "actuals", "", "file of outcomes, .csv or .parquet")
	f.BoolVar(&o.cells, "cells", false, "give the score of each country and month too (with --json)")
	f.BoolVar(&o.json, "json", false, "answer in JSON")
	_ = cmd.MarkFlagRequired("forecast")
	_ = cmd.MarkFlagRequired("actuals")
	return cmd
}

// scoreAnswer is the answer of score. Scores are means over cells.
type scoreAnswer struct {
	N        int           `json:"cells"`
	Draws    int           `json:"draws"`
	CRPS     float64       `json:"crps"`
	IGN      float64       `json:"ign"`
	MIS      float64       `json:"mis"`
	Covered  float64       `json:"covered_90"`
	PIT      []float64     `json:"pit"` // shares by tenths
	Events   []eventSkill  `json:"events"`
	Unscored int           `json:"forecast_without_outcome"`
	Missing  int           `json:"outcome_without_forecast"`
	Warnings []string      `json:"warnings"`
	Cells    []scoreCell   `json:"by_cell,omitempty"`
	Faults   []fault.Fault `json:"faults"`
}

type scoreCell struct {
	Month   int     `json:"month_id"`
	Country int     `json:"country_id"`
	CRPS    float64 `json:"crps"`
	IGN     float64 `json:"ign"`
	MIS     float64 `json:"mis"`
}

// eventSkill is how good the probability of at least so many deaths was. What does not exist is null.
type eventSkill struct {
	Deaths    float64             `json:"at_least"`
	Rate      float64             `json:"happened"`
	Brier     float64             `json:"brier"`
	LogLoss   *float64            `json:"log_loss"`
	AUC       *float64            `json:"auc"`
	ECE       float64             `json:"expected_calibration_error"`
	Slope     *float64            `json:"calibration_slope"`
	Intercept *float64            `json:"calibration_intercept"`
	Bins      []score.Reliability `json:"reliability"`
}

// tabular opens a table; Parquet is turned into CSV in a temporary folder first.
func tabular(cmd *cobra.Command, flag, path string) (io.ReadCloser, error) {
	if strings.EqualFold(filepath.Ext(path), ".parquet") {
		dir, err := os.MkdirTemp("", "detente-")
		if err != nil {
			return nil, err
		}
		defer func() { _ = os.RemoveAll(dir) }() // an open file stays readable
		csv := filepath.Join(dir, "table.csv")
		if err := parquet.ToCSV(cmd.Context(), path, csv); err != nil {
			return nil, coded{exitUsage, fmt.Errorf("--%s: %w", flag, err)}
		}
		path = csv
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, coded{exitUsage, fmt.Errorf("--%s: %w", flag, err)}
	}
	return f, nil
}

func runScore(cmd *cobra.Command, s *streams, o scoreOptions) error {
	f, err := tabular(cmd, "forecast", o.forecast)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	list, faults, err := deaths.ReadEnsembles(f, o.forecast)
	if err != nil {
		return coded{exitFaults, err}
	}
	g, err := tabular(cmd, "actuals", o.actuals)
	if err != nil {
		return err
	}
	defer func() { _ = g.Close() }() // it was only read
	happened, more, err := deaths.ReadOutcomes(g, o.actuals)
	if err != nil {
		return coded{exitFaults, err}
	}
	a, err := answerScore(list, happened, o.cells)
	if err != nil {
		return coded{exitFaults, err}
	}
	a.Faults = append(append([]fault.Fault{}, faults.All()...), more.All()...)
	if o.json {
		err = printJSON(s.out, a)
	} else {
		printScore(s.out, a)
	}
	if n := faults.Errors() + more.Errors(); err == nil && n > 0 {
		err = coded{exitFaults, fmt.Errorf("%d faults in the input; the first: %s", n, a.Faults[0])}
	}
	return err
}

func answerScore(list []deaths.Ensemble, happened deaths.Outcomes, cells bool) (scoreAnswer, error) {
	a := scoreAnswer{PIT: make([]float64, 10), Warnings: []string{}}
	thresholds := []float64{1, 25}
	events := make([][]score.Event, len(thresholds))
	for _, e := range list {
		y, ok := happened[[2]int{e.Unit, e.Month}]
		if !ok {
			a.Unscored++
			continue
		}
		x, err := score.NewSample(e.Draws)
		if err != nil {
			return a, fmt.Errorf("country %d, month %d: %w", e.Unit, e.Month, err)
		}
		c := scoreCell{Month: e.Month, Country: e.Unit}
		if c.CRPS, err = x.CRPS(y); err != nil {
			return a, err
		}
		c.IGN, _ = x.IGN(y) // what could be wrong with y was found by CRPS
		c.MIS, _ = x.MIS(y, .9)
		pit, _ := x.PIT(y, .5)
		a.N, a.Draws = a.N+1, x.Len()
		a.CRPS, a.IGN, a.MIS = a.CRPS+c.CRPS, a.IGN+c.IGN, a.MIS+c.MIS
		a.PIT[min(9, int(pit*10))]++
		if y >= x.Quantile(.05) && y <= x.Quantile(.95) {
			a.Covered++
		}
		for i, t := range thresholds {
			events[i] = append(events[i], score.Event{P: x.Above(t), Happened: y >= t})
		}
		if cells {
			a.Cells = append(a.Cells, c)
		}
	}
	if a.N == 0 {
		return a, fmt.Errorf("no country and month is in both files")
	}
	n := float64(a.N)
	a.Missing = len(happened) - a.N
	a.CRPS, a.IGN, a.MIS, a.Covered = a.CRPS/n, a.IGN/n, a.MIS/n, a.Covered/n
	for i := range a.PIT {
		a.PIT[i] /= n
	}
	if a.Draws != score.Full {
		a.Warnings = append(a.Warnings, fmt.Sprintf("IGN is of %d draws stretched to %d by their Fourier series, as the challenge does; it depends on their order", a.Draws, score.Full))
	}
	for i, t := range thresholds {
		e, err := skillOf(t, events[i])
		if err != nil {
			return a, err
		}
		a.Events = append(a.Events, e)
	}
	return a, nil
}

func skillOf(deaths float64, events []score.Event) (e eventSkill, err error) {
	e.Deaths = deaths
	if e.Brier, err = score.Brier(events); err != nil {
		return e, err
	}
	for _, x := range events {
		if x.Happened {
			e.Rate += 1 / float64(len(events))
		}
	}
	loss, _ := score.LogLoss(events) // Brier found what could be wrong
	auc, _ := score.AUC(events)
	at, slope, _ := score.Calibration(events)
	e.ECE, _ = score.ECE(events, 10)
	e.Bins, err = score.Reliable(events, 10)
	one := known([][]float64{{finite(loss), auc, slope, at}})[0]
	e.LogLoss, e.AUC, e.Slope, e.Intercept = one[0], one[1], one[2], one[3]
	return e, err
}

func printScore(w io.Writer, a scoreAnswer) {
	fmt.Fprintf(w, "%d cells of %d draws: CRPS %.4f, IGN %.4f, MIS %.2f, %.1f %% within the 90 %% interval\n", a.N, a.Draws, a.CRPS, a.IGN, a.MIS, 100*a.Covered)
	for _, e := range a.Events {
		fmt.Fprintf(w, "at least %g deaths (happened in %.1f %%): Brier %.4f, calibration error %.4f", e.Deaths, 100*e.Rate, e.Brier, e.ECE)
		if e.AUC != nil {
			fmt.Fprintf(w, ", AUC %.3f", *e.AUC)
		}
		fmt.Fprintln(w)
	}
	if a.Unscored+a.Missing > 0 {
		fmt.Fprintf(w, "%d forecast without an outcome, %d outcomes without a forecast\n", a.Unscored, a.Missing)
	}
	for _, t := range a.Warnings {
		fmt.Fprintln(w, "note:", t)
	}
}

// finite turns an infinite number into none.
func finite(v float64) float64 {
	if math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}
