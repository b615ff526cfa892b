package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/thinking/forecast"
)

type trainOptions struct {
	history, origins, leads, out, source string
	columns                              []string
	since                                int
	seed                                 uint64
	json                                 bool
}

func newTrain(s *streams) *cobra.Command {
	var o trainOptions
	cmd := &cobra.Command{
		Use:   "train",
		Short: "Learn the weights of the forecast's pool, and a forest to ship, from a history",
		Long: `Forecasts each year from --since on as it could have been forecast the October before, and learns
weights for each year of --windows from outcomes recorded by its origin, and one more from all. Grows a forest on
the whole history, for those whose own is too thin to grow one. Writes both as JSON, for detente forecast --weights.` + exitHelp,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return runTrain(s, o) },
	}
	f := cmd.Flags()
	historyFlags(cmd, &o.history, &o.columns)
	f.StringVar(&o.origins, "windows", "2018-2022", "calendar years to learn weights for")
	f.IntVar(&o.since, "since", 2007, "earliest year that weights are learnt from")
	f.StringVar(&o.leads, "leads", "3-14", "months ahead, from-to")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the random numbers")
	f.StringVarP(&o.out, "out", "o", "", "write the weights to this file")
	f.StringVar(&o.source, "source", "", "what the history is, whose, and under which licence, for the provenance")
	f.BoolVar(&o.json, "json", true, "answer in JSON; there is no other form")
	return cmd
}

func runTrain(s *streams, o trainOptions) error {
	leads, err := leadsOf(o.leads)
	if err != nil {
		return err
	}
	from, to, err := span("windows", o.origins)
	if err != nil {
		return err
	}
	t, err := openHistory(s, o.history, o.columns)
	if err != nil {
		return err
	}
	b := forecast.Backtest{History: t.History, Members: forecast.Members(), First: o.since, From: from, To: to, Leads: leads, Draws: 1000, Seed: o.seed,
		Pooling: forecast.Defaults(), Progress: func(y int) { fmt.Fprintln(s.err, "window", y) }}
	res, err := b.Run()
	if err != nil {
		return coded{exitFaults, err}
	}
	m := res.Mean("history", res.Models[0], forecast.Windows(from, to))
	return writeTo(s, o.out, func(w io.Writer) error {
		return writeWeights(w, b, res, t.Columns, o.source, fmt.Sprintf("windows %d to %d: CRPS %.2f, IGN %.4f, MIS %.0f", from, to, m.CRPS, m.IGN, m.MIS))
	})
}

// writeWeights writes what ParseWeights reads, with a forest grown on the whole history.
func writeWeights(w io.Writer, b forecast.Backtest, res *forecast.Result, columns []string, source, scores string) error {
	h := b.History
	grown, err := forecast.GrowShipped(h, b.Leads, b.Seed)
	if err != nil && !errors.Is(err, forecast.ErrTooThin) { // too little to grow one: the weights go alone
		return err
	}
	out := forecast.Shipped{Forest: grown, Code: trainedBy(), Scores: scores, Learnt: res.Weights,
		Data: fmt.Sprintf("deaths by unit and month, %d units, %s to %s, columns %s", len(h.Units), h.First, h.Last, strings.Join(columns, " before "))}
	if source != "" {
		out.Data = source + "; " + out.Data
	}
	for _, m := range forecast.Members() {
		out.Members = append(out.Members, m.Model.Name())
	}
	return json.NewEncoder(w).Encode(out)
}

// trainedBy names the program's version, when it is a release, and the text that learnt.
func trainedBy() string {
	by := "sources " + forecast.Source() + ", " + forecast.Form()
	if Version != "dev" {
		by = Version + ", " + by
	}
	return by
}
