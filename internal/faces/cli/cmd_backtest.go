package cli

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/deaths"
	"detente/internal/hands/skill"
	"detente/internal/thinking/forecast"
	"detente/internal/words/fault"
)

type backtestOptions struct {
	history, windows, leads, published, docs, weights, source string
	columns, vintages                                         []string
	since, judged, draws                                      int
	seed                                                      uint64
	json                                                      bool
}

func newBacktest(s *streams) *cobra.Command {
	var o backtestOptions
	cmd := &cobra.Command{
		Use:   "backtest",
		Short: "Forecast past years as they could have been forecast, and score them",
		Long: `Each window is a calendar year forecast from the October before. Models and the weights of the
pool are learnt from what was recorded by then. Columns of deaths are vintages: the history takes the first of
them that has a value, and scores are given against each on its own.` + exitHelp,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return runBacktest(s, o) },
	}
	f := cmd.Flags()
	historyFlags(cmd, &o.history, &o.columns)
	f.StringVar(&o.windows, "windows", "2018-2022", "calendar years to forecast")
	f.IntVar(&o.since, "since", 2007, "earliest year that weights are learnt from")
	f.IntVar(&o.judged, "judged", 2019, "first year of the overall tables")
	f.StringVar(&o.leads, "leads", "3-14", "months ahead, from-to")
	f.IntVar(&o.draws, "draws", 1000, "draws a country and month")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the random numbers")
	f.StringVar(&o.published, "published", "", "CSV of published scores: model, year, actuals, mean_crps")
	f.StringSliceVar(&o.vintages, "vintages", nil, "what the actuals of --published stand for, as name=column")
	f.StringVar(&o.docs, "docs", "", "write the tables as Markdown to this file")
	f.StringVar(&o.weights, "weights", "", "write the weights learnt, by origin, as JSON to this file")
	f.StringVar(&o.source, "source", "", "what the history is, whose, and under which licence, for the provenance of --weights")
	f.BoolVar(&o.json, "json", false, "answer in JSON")
	return cmd
}

func historyFlags(cmd *cobra.Command, file *string, columns *[]string) {
	cmd.Flags().StringVar(file, "history", "", "CSV of deaths: country_id or unit; month_id, or year and month; deaths (.gz is read too)")
	cmd.Flags().StringSliceVar(columns, "column", nil, "columns of deaths, newest vintage first [outcome, deaths, best, or ged_sb_vintageYYYY]")
	_ = cmd.MarkFlagRequired("history")
}

// span reads "3-14", or one number.
func span(flag, text string) (from, to int, err error) {
	a, b, two := strings.Cut(text, "-")
	if from, err = strconv.Atoi(strings.TrimSpace(a)); err == nil {
		to = from
		if two {
			to, err = strconv.Atoi(strings.TrimSpace(b))
		}
	}
	if err != nil || to < from {
		return 0, 0, coded{exitUsage, fmt.Errorf("--%s %q is not from-to, such as 3-14", flag, text)}
	}
	return from, to, nil
}

func leadsOf(text string) ([]int, error) {
	from, to, err := span("leads", text)
	if err != nil {
		return nil, err
	}
	if from < 1 || to > forecast.MaxLead {
		return nil, coded{exitUsage, fmt.Errorf("--leads %q: from 1 to %d months", text, forecast.MaxLead)}
	}
	var out []int
	for l := from; l <= to; l++ {
		out = append(out, l)
	}
	return out, nil
}

// openHistory reads a table; its faults go to the error stream, and only too bad a file ends the command.
func openHistory(s *streams, path string, columns []string) (*deaths.Table, error) {
	t, err := deaths.Open(path, columns)
	if t != nil {
		listFaults(s, &t.Faults)
	}
	if err != nil {
		return nil, coded{exitFaults, err}
	}
	return t, nil
}

// listFaults prints the first 20.
func listFaults(s *streams, l *fault.List) {
	for i, f := range l.All() {
		if i == 20 {
			fmt.Fprintf(s.err, "… and %d more\n", l.Errors()+l.Warnings()-i)
			break
		}
		fmt.Fprintln(s.err, f)
	}
}

// besides are the models outside the pool that a backtest scores.
func besides() []forecast.Model {
	out := []forecast.Model{
		forecast.Conflictology{Months: 12}, forecast.Conflictology{Months: 24, Half: 6}, forecast.Last{}, forecast.Zero{},
		forecast.Everyone{Months: 240}, forecast.Everyone{}, forecast.Analogues{K: 150, Scale: 5},
		forecast.States{Every: 6, Ridge: 1e-4}, forecast.NegBin{Kappa: 60, Half: 3, Cap: 5},
	}
	for _, m := range forecast.Members() {
		if l, ok := m.Model.(forecast.Leaves); ok {
			out = append(out, forecast.Packed{Leaves: l})
		}
	}
	return out
}

func runBacktest(s *streams, o backtestOptions) error {
	leads, err := leadsOf(o.leads)
	if err != nil {
		return err
	}
	from, to, err := span("windows", o.windows)
	if err != nil {
		return err
	}
	t, err := openHistory(s, o.history, o.columns)
	if err != nil {
		return err
	}
	b := forecast.Backtest{History: t.History, Members: forecast.Members(), Benchmarks: besides(), First: o.since, From: from, To: to,
		Leads: leads, Draws: o.draws, Seed: o.seed, Pooling: forecast.Defaults(), Progress: func(y int) { fmt.Fprintln(s.err, "window", y) }}
	for _, c := range t.Columns {
		v, err := deaths.Open(o.history, []string{c})
		if err != nil {
			return coded{exitFaults, err}
		}
		b.Outcomes = append(b.Outcomes, forecast.Outcome{Name: c, History: v.History})
	}
	res, err := b.Run()
	if err != nil {
		return coded{exitFaults, err}
	}
	r, err := skill.Make(b, res, max(from, o.judged), t.Names)
	if err != nil {
		return err
	}
	if err := entrants(o, r, res); err != nil {
		return err
	}
	if o.weights != "" {
		m := r.Outcomes[0].Overall[0]
		scores := fmt.Sprintf("windows %d to %d against %s: CRPS %.2f, IGN %.4f, MIS %.0f", r.Judged, r.To, r.Outcomes[0].Name, m.CRPS, m.IGN, m.MIS)
		if err := writeTo(s, o.weights, func(w io.Writer) error { return writeWeights(w, b, res, t.Columns, o.source, scores) }); err != nil {
			return err
		}
	}
	if o.docs != "" {
		if err := writeTo(s, o.docs, func(w io.Writer) error { return skill.Page(w, r, "detente backtest") }); err != nil {
			return err
		}
	}
	if o.json {
		return printJSON(s.out, r)
	}
	for _, v := range r.Outcomes {
		fmt.Fprintf(s.out, "against %s, windows %d to %d\n", v.Name, r.Judged, r.To)
		for _, k := range v.Overall {
			d := k.CRPSDiff
			fmt.Fprintf(s.out, "  %-26s CRPS %7.2f  IGN %.4f  MIS %6.0f   CRPS against %s %+.2f [%+.2f, %+.2f]\n", k.Model, k.CRPS, k.IGN, k.MIS, k.Against, d.Mean, d.Low, d.High)
		}
	}
	return nil
}

func entrants(o backtestOptions, r *skill.Report, res *forecast.Result) error {
	if o.published == "" {
		return nil
	}
	f, err := os.Open(o.published)
	if err != nil {
		return coded{exitUsage, fmt.Errorf("--published: %w", err)}
	}
	defer func() { _ = f.Close() }() // it was only read
	stands := map[string]string{}
	for _, v := range o.vintages {
		name, column, ok := strings.Cut(v, "=")
		if !ok {
			return coded{exitUsage, fmt.Errorf("--vintages %q is not name=column", v)}
		}
		stands[name] = column
	}
	if r.Entrants, err = skill.Published(f, o.published, stands, res, r.From, min(2021, r.To)); err != nil {
		return coded{exitFaults, err}
	}
	return nil
}
