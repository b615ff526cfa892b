package cli

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"

	"github.com/spf13/cobra"

	"detente/internal/hands/times"
	"detente/internal/thinking/hawkes"
)

func newHawkes(s *streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "hawkes",
		Short: "Mutually exciting point processes as a general tool",
		Long: `Works on event times in a CSV file (columns time and mark, the 0-based stream; .gz is read
too), without a situation or a store. Times are in order; events at one time do not excite each other.` + exitHelp,
	}
	cmd.AddCommand(newHawkesLoglik(s), newHawkesFit(s), newHawkesSimulate(s))
	return cmd
}

func newHawkesLoglik(s *streams) *cobra.Command {
	var in inputs
	var params string
	cmd := &cobra.Command{
		Use: "loglik", Short: "Log-likelihood and gradient at given parameters", Long: "The window is [0, T]; the history before 0 is empty." + exitHelp, Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			p, err := readParams(params)
			if err != nil {
				return err
			}
			d, err := in.read(p.D())
			if err != nil {
				return err
			}
			b, err := baselineOf(p, in.horizon)
			if err != nil {
				return usage(err)
			}
			ll, g, err := hawkes.LogLikelihood(d, p, b)
			if err != nil {
				return usage(err)
			}
			if !in.asJSON {
				fmt.Fprintf(s.out, "log-likelihood %.9f, %d events\n", ll, len(d.Times))
				return nil
			}
			return printJSON(s.out, struct {
				Loglik   float64         `json:"loglik"`
				Gradient hawkes.Gradient `json:"gradient"`
				N        int             `json:"n"`
			}{ll, g, len(d.Times)})
		},
	}
	in.flags(cmd)
	cmd.Flags().StringVar(&params, "params", "", "JSON file with mu, alpha and beta, and if wanted slow, kappa, mark_form, gamma, floor")
	_ = cmd.MarkFlagRequired("params")
	return cmd
}

func newHawkesSimulate(s *streams) *cobra.Command {
	var params, out, how, covariates string
	var horizon, meanMark float64
	var seed uint64
	var asJSON bool
	cmd := &cobra.Command{
		Use: "simulate", Short: "Simulate events; the same seed gives the same bytes",
		Long: "Writes CSV with columns time and mark, and size with --mark-mean. A process whose spectral radius is 1 or more is refused." + exitHelp, Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			p, err := readParams(params)
			if err != nil {
				return err
			}
			if !(horizon > 0) || math.IsInf(horizon, 1) {
				return coded{exitUsage, fmt.Errorf("--horizon %v is not a positive number", horizon)}
			}
			draw, ok := map[string]func(hawkes.Params, hawkes.World, *rand.Rand) (hawkes.Data, error){"thinning": hawkes.SimulateByThinning, "branching": hawkes.SimulateByBranching}[how]
			if !ok {
				return coded{exitUsage, fmt.Errorf("--method %q is not one of thinning, branching", how)}
			}
			w, err := worldOf(p, horizon, meanMark, covariates)
			if err != nil {
				return err
			}
			d, err := draw(p, w, rand.New(rand.NewPCG(seed, 0)))
			if err != nil {
				return coded{exitUsage, err}
			}
			return writeTo(s, out, func(w io.Writer) error {
				if asJSON {
					return printJSON(w, struct {
						Times  []float64 `json:"times"`
						Marks  []int     `json:"marks"`
						Sizes  []float64 `json:"sizes,omitempty"`
						T      float64   `json:"horizon"`
						N      int       `json:"n"`
						Counts []int     `json:"counts"`
					}{d.Times, d.Stream, d.Marks, horizon, len(d.Times), d.Counts()})
				}
				return times.Write(w, d)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&params, "params", "", "JSON file with mu, alpha and beta, and if wanted slow, kappa, mark_form, gamma, floor")
	f.Float64Var(&horizon, "horizon", 0, "end T of the window")
	f.Uint64Var(&seed, "seed", 1, "seed of the random numbers")
	f.StringVar(&how, "method", "thinning", "thinning or branching; they agree in law")
	f.Float64Var(&meanMark, "mark-mean", 0, "mean of exponential marks; 0 is no marks")
	f.StringVar(&covariates, "covariates", "", "CSV file of covariates, when the parameters have gamma")
	f.StringVar(&out, "out", "", "write to this file")
	f.BoolVar(&asJSON, "json", false, "answer in JSON")
	_ = cmd.MarkFlagRequired("params")
	_ = cmd.MarkFlagRequired("horizon")
	return cmd
}

// worldOf is what a simulation needs beside the parameters.
func worldOf(p hawkes.Params, horizon, meanMark float64, covariates string) (hawkes.World, error) {
	b, err := baselineOf(p, horizon)
	if err != nil {
		return hawkes.World{}, usage(err)
	}
	w := hawkes.World{Baseline: b}
	if !(meanMark >= 0) || math.IsInf(meanMark, 1) {
		return w, coded{exitUsage, fmt.Errorf("--mark-mean %v is not a number of zero or more", meanMark)}
	}
	if meanMark > 0 {
		// The quantiles of the exponential, alike for every stream.
		pool := make([]float64, 4096)
		for k := range pool {
			pool[k] = -meanMark * math.Log1p(-(float64(k)+.5)/float64(len(pool)))
		}
		for range p.D() {
			w.Marks = append(w.Marks, pool)
		}
	}
	if covariates == "" {
		return w, nil
	}
	if w.Covariates, err = times.OpenCovariates(covariates); err != nil {
		return w, coded{exitFaults, err}
	}
	return w, nil
}
