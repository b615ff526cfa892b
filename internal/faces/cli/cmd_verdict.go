package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"detente/internal/hands/deaths"
	"detente/internal/hands/learnt"
	"detente/internal/thinking/outlook"
)

func newVerdict(s *streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verdict",
		Short: "What the verdict was learnt from, its test on every conflict, and learning it anew",
		Long: `Works on a table of deaths by country and month (columns country_id, year, month and deaths
or ged_sb_vintageYYYY; .gz is read too), without a situation or a store.` + exitHelp,
	}
	cmd.AddCommand(newVerdictShow(s), newVerdictBacktest(s), newVerdictTrain(s))
	return cmd
}

// panelFile is how a command names the table and what is tested on it.
type panelFile struct {
	file, vintage, from, to string
	seed                    uint64
	workers                 int
	asJSON                  bool
}

func (h *panelFile) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&h.file, "history", "", "CSV file of deaths by country and month, or .csv.gz")
	cmd.Flags().StringVar(&h.vintage, "vintage", "", "column of deaths that is preferred, or its year (default the newest)")
	cmd.Flags().StringVar(&h.from, "from", "", "first month tested, YYYY-MM (default 35 months up to the last)")
	cmd.Flags().StringVar(&h.to, "to", "", "last month tested, YYYY-MM (default the last whose outcome is known)")
	cmd.Flags().Uint64Var(&h.seed, "seed", 1, "seed of all draws: the same seed gives the same bytes")
	cmd.Flags().IntVar(&h.workers, "workers", 2, "models fitted at once; the answer does not depend on it")
	cmd.Flags().BoolVar(&h.asJSON, "json", false, "answer in JSON")
	_ = cmd.MarkFlagRequired("history")
}

func (h *panelFile) open(s *streams) (*deaths.Panel, learnt.Ask, error) {
	a := learnt.Ask{Options: outlook.Options{Seed: h.seed, Workers: h.workers}}
	var err error
	if a.From, err = panelMonth("from", h.from); err != nil {
		return nil, a, err
	}
	if a.To, err = panelMonth("to", h.to); err != nil {
		return nil, a, err
	}
	t, err := deaths.OpenPanel(h.file, h.vintage)
	if t != nil {
		listFaults(s, &t.Faults)
	}
	if err != nil {
		return nil, a, coded{exitFaults, err}
	}
	return t, a, nil
}

// panelMonth reads YYYY-MM as a month number; empty is 0.
func panelMonth(flag, v string) (int, error) {
	if v == "" {
		return 0, nil
	}
	var y, m int
	if n, err := fmt.Sscanf(v+" ", "%4d-%2d ", &y, &m); n != 2 || err != nil || len(v) != 7 || m < 1 || m > 12 || y < 1900 {
		return 0, coded{exitUsage, fmt.Errorf("--%s: %q is not a month YYYY-MM", flag, v)}
	}
	return outlook.Month(y, m), nil
}

func newVerdictBacktest(s *streams) *cobra.Command {
	var h panelFile
	cmd := &cobra.Command{
		Use:   "backtest",
		Short: "Test the verdict on every active country-month, forecast from what came before it",
		Long: `Fits the verdict anew every six months on the months that lie more than three back, and forecasts
every country with 25 deaths or more in twelve months. Takes some minutes.` + exitHelp,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			t, a, err := h.open(s)
			if err != nil {
				return err
			}
			r, err := learnt.Test(t, a)
			if err != nil {
				return learning(err)
			}
			if h.asJSON {
				return printJSON(s.out, r)
			}
			printReport(s.out, r)
			return nil
		},
	}
	h.flags(cmd)
	return cmd
}

func learning(err error) error {
	if errors.Is(err, learnt.ErrMonths) {
		return coded{exitUsage, err}
	}
	if errors.Is(err, outlook.ErrTooFew) {
		return coded{exitFaults, err}
	}
	return err
}

func printReport(w io.Writer, r *learnt.Report) {
	fmt.Fprintf(w, "%d active country-months of %d countries, %s to %s; %s.\n", r.Cases, r.Countries, r.From, r.To, r.Vintage)
	fmt.Fprintf(w, "Base rates: escalation %.3f, holding %.3f, de-escalation %.3f. Intervals: 95 %%, whole countries drawn anew.\n\n", r.Rates[0], r.Rates[1], r.Rates[2])
	printScores(w, r.Scores)
	fmt.Fprintf(w, "\nThe verdict less each other one; below zero the verdict is better:\n")
	for _, a := range r.Against {
		fmt.Fprintf(w, "%-14s RPS %+.4f [%+.4f, %+.4f]  log loss %+.4f [%+.4f, %+.4f]\n", a.Name, a.RPS.Mean, a.RPS.Low, a.RPS.High, a.LogLoss.Mean, a.LogLoss.Low, a.LogLoss.High)
	}
	fmt.Fprintf(w, "\nWeights of the last fit: boosted trees %.2f, forest %.2f, logit %.2f; temperature %.2f.\n", r.Stack.Boosted, r.Stack.Forest, r.Stack.Logit, r.Stack.Temperature)
	fmt.Fprintln(w, "\nReliability: said, happened, number")
	for _, d := range r.Reliable {
		fmt.Fprintf(w, "%s:", d.Class)
		for _, b := range d.Bins {
			fmt.Fprintf(w, "  %.2f %.2f %d", b.Forecast, b.Observed, b.N)
		}
		fmt.Fprintln(w)
	}
}

func printScores(w io.Writer, scores []outlook.Scores) {
	fmt.Fprintf(w, "%-14s %-20s %-20s %-20s %-20s %-20s %s\n", "", "RPS", "log loss", "AUC escalation", "AUC de-escalation", "calibration slope", "calibration error")
	for _, s := range scores {
		fmt.Fprintf(w, "%-14s", s.Name)
		for _, e := range []outlook.Estimate{s.RPS, s.LogLoss, s.AUCEscalation, s.AUCDeEscalation, s.Slope, s.ECE} {
			fmt.Fprintf(w, " %-20s", fmt.Sprintf("%.3f [%.3f, %.3f]", e.Value, e.Low, e.High))
		}
		fmt.Fprintln(w)
	}
}

func newVerdictTrain(s *streams) *cobra.Command {
	var h panelFile
	var out string
	cmd := &cobra.Command{
		Use:   "train",
		Short: "Learn the verdict anew, and write its parameters with their scores and provenance",
		Long: `Tests as backtest does, then learns from all months and writes the parameters to a file.
The same data, seed and program give the same bytes.` + exitHelp,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			t, a, err := h.open(s)
			if err != nil {
				return err
			}
			f, _, err := learnt.Train(t, a, filepath.Base(h.file))
			if err != nil {
				return learning(err)
			}
			if err := save(out, f); err != nil {
				return err
			}
			if h.asJSON {
				return printJSON(s.out, f.Provenance)
			}
			printProvenance(s.out, f.Provenance)
			return nil
		},
	}
	h.flags(cmd)
	cmd.Flags().StringVarP(&out, "output", "o", "", "file to write the parameters to")
	_ = cmd.MarkFlagRequired("output")
	return cmd
}

// save writes the whole file or none.
func save(path string, f *learnt.File) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".verdict-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already when all went well
	if err := errors.Join(f.Write(tmp), tmp.Chmod(0o644), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

func newVerdictShow(s *streams) *cobra.Command {
	var params string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show",
		Short: "Say what the verdict was learnt from, and how it did in its test",
		Long:  "Shows the parameters in this program, or those of a file." + exitHelp,
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			f, err := learnt.Shipped()
			if params != "" {
				f, err = load(params)
			}
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(s.out, f.Provenance)
			}
			printProvenance(s.out, f.Provenance)
			return nil
		},
	}
	cmd.Flags().StringVar(&params, "params", "", "file of parameters (default those in the program)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "answer in JSON")
	return cmd
}

func load(path string) (*learnt.File, error) {
	b, err := os.Open(path)
	if err != nil {
		return nil, coded{exitUsage, fmt.Errorf("--params: %w", err)}
	}
	defer func() { _ = b.Close() }() // it was only read
	f, err := learnt.Read(b)
	if err != nil {
		return nil, coded{exitFaults, fmt.Errorf("%s: %w", path, err)}
	}
	return f, nil
}

func printProvenance(w io.Writer, p learnt.Provenance) {
	fmt.Fprintf(w, "Learnt from %d active country-months of %d countries, %s to %s, of %s (%s).\nSHA-256 of the data: %s. Seed %d; %s.\n%s. %s\n\nTested on %s, each month forecast before it was learnt from:\n",
		p.Cases, p.Units, p.From, p.To, p.Data, p.Vintage, p.Digest, p.Seed, p.Code, p.Licence, p.Citation, p.Tested)
	printScores(w, p.Scores)
}
