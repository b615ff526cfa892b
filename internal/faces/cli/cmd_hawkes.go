package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"time"

	"github.com/spf13/cobra"

	"detente/internal/hands/times"
	"detente/internal/thinking/hawkes"
)

func newHawkes(s *streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "hawkes",
		Short: "Mutually exciting point processes as a general tool",
		Long: `Works on event times in a CSV file (columns time and mark, the 0-based stream; .gz is read
too), without a situation or a store.` + exitHelp,
	}
	cmd.AddCommand(newHawkesLoglik(s), newHawkesFit(s), newHawkesSimulate(s))
	return cmd
}

// processFile is the parameters as files hold them: mu one number a stream, beta one number
// for all pairs, or one a pair.
type processFile struct {
	Mu    json.RawMessage `json:"mu"`
	Alpha [][]float64     `json:"alpha"`
	Beta  json.RawMessage `json:"beta"`
	Kappa float64         `json:"kappa,omitempty"`
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
	p.Alpha, p.Kappa = f.Alpha, f.Kappa
	var one float64
	switch {
	case json.Unmarshal(f.Beta, &one) == nil:
		for range p.Mu {
			row := make([]float64, len(p.Mu))
			for j := range row {
				row[j] = one
			}
			p.Beta = append(p.Beta, row)
		}
	default:
		if err := json.Unmarshal(f.Beta, &p.Beta); err != nil {
			return p, bad("beta", err)
		}
	}
	if err := p.Check(); err != nil {
		return p, bad("not usable", err)
	}
	return p, nil
}

func newHawkesLoglik(s *streams) *cobra.Command {
	var file, params string
	var horizon float64
	var asJSON bool
	cmd := &cobra.Command{
		Use: "loglik", Short: "Log-likelihood and gradient at given parameters", Long: "The window is [0, T]; the history before 0 is empty." + exitHelp, Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			p, err := readParams(params)
			if err != nil {
				return err
			}
			d, err := times.Open(file, horizon, p.D())
			if err != nil {
				return coded{exitFaults, err}
			}
			ll, g, err := hawkes.LogLikelihood(d, p, hawkes.Constant(horizon))
			if err != nil {
				return coded{exitFaults, err}
			}
			if !asJSON {
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
	timesFlags(cmd, &file, &horizon, &asJSON)
	cmd.Flags().StringVar(&params, "params", "", "JSON file with mu, alpha and beta")
	_ = cmd.MarkFlagRequired("params")
	return cmd
}

func timesFlags(cmd *cobra.Command, file *string, horizon *float64, asJSON *bool) {
	cmd.Flags().StringVar(file, "times", "", "CSV file of times, or .csv.gz")
	cmd.Flags().Float64Var(horizon, "horizon", 0, "end T of the window")
	cmd.Flags().BoolVar(asJSON, "json", false, "answer in JSON")
	_ = cmd.MarkFlagRequired("times")
	_ = cmd.MarkFlagRequired("horizon")
}

// fitAnswer is the answer of hawkes fit. A standard error that does not exist (a parameter on
// its boundary) is null.
type fitAnswer struct {
	Loglik    float64           `json:"loglik"`
	Mu        []float64         `json:"mu"`
	Baseline  [][]float64       `json:"baseline,omitempty"` // coefficients by knot, with --knots
	Alpha     [][]float64       `json:"alpha"`
	Beta      [][]float64       `json:"beta"`
	SE        fitErrors         `json:"se"`
	Branching [][]float64       `json:"branching"`
	Radius    float64           `json:"spectral_radius"`
	KS        []float64         `json:"ks"`
	Residuals []hawkes.Residual `json:"residuals"`
	AIC       float64           `json:"aic"`
	BIC       float64           `json:"bic"`
	Poisson   float64           `json:"poisson_loglik"`
	N         int               `json:"n"`
	Ties      int               `json:"ties"`
	Free      int               `json:"parameters"`
	Seconds   float64           `json:"seconds"`
}

type fitErrors struct {
	Mu        []*float64   `json:"mu"`
	Alpha     [][]*float64 `json:"alpha"`
	Beta      [][]*float64 `json:"beta"`
	Branching [][]*float64 `json:"branching"`
}

func newHawkesFit(s *streams) *cobra.Command {
	var file, beta string
	var horizon float64
	var knots int
	var asJSON bool
	cmd := &cobra.Command{
		Use: "fit", Short: "Maximum-likelihood estimates with standard errors and residual tests",
		Long: "The decays are estimated, shared as --beta says. Events at one time do not excite each other." + exitHelp, Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			d, err := times.Open(file, horizon, 0)
			if err != nil {
				return coded{exitFaults, err}
			}
			start := s.now()
			f, err := hawkes.Estimate(d, hawkes.Options{Structure: hawkes.Structure(beta), Knots: knots})
			if err != nil {
				return coded{exitFaults, err}
			}
			a, err := answerFit(d, f)
			if err != nil {
				return err
			}
			a.Seconds = s.now().Sub(start).Round(time.Microsecond).Seconds()
			if asJSON {
				return printJSON(s.out, a)
			}
			printFit(s.out, a)
			return nil
		},
	}
	timesFlags(cmd, &file, &horizon, &asJSON)
	cmd.Flags().StringVar(&beta, "beta", "common", "how decays are shared: common, row, col or full")
	cmd.Flags().IntVar(&knots, "knots", 0, "knots of a slow moving baseline; 0 is constant")
	return cmd
}

func answerFit(d hawkes.Data, f *hawkes.Fit) (fitAnswer, error) {
	a := fitAnswer{
		Loglik: f.LogLik, Alpha: f.Params.Alpha, Beta: f.Params.Beta, Branching: f.Params.Branching(), Radius: f.Radius,
		AIC: f.AIC, BIC: f.BIC, Poisson: f.Poisson, N: f.N, Ties: d.Ties(), Free: f.Free,
		SE: fitErrors{Alpha: known(f.SE.Alpha), Beta: known(f.SE.Beta), Branching: known(f.BranchSE)},
	}
	for i, m := range f.Params.Mu {
		a.Mu = append(a.Mu, m[0])
		a.SE.Mu = append(a.SE.Mu, known(f.SE.Mu)[i][0])
	}
	if f.Baseline.Len() > 1 {
		a.Mu, a.SE.Mu, a.Baseline = nil, nil, f.Params.Mu
	}
	gaps, err := hawkes.Residuals(d, f.Params, f.Baseline)
	if err != nil {
		return a, err
	}
	for _, g := range gaps {
		r := hawkes.Test(g)
		a.Residuals, a.KS = append(a.Residuals, r), append(a.KS, r.KS)
	}
	return a, nil
}

// known turns what is not a number into null.
func known(rows [][]float64) [][]*float64 {
	out := make([][]*float64, len(rows))
	for i, r := range rows {
		out[i] = make([]*float64, len(r))
		for j := range r {
			if !math.IsNaN(r[j]) {
				out[i][j] = &r[j]
			}
		}
	}
	return out
}

func printFit(w io.Writer, a fitAnswer) {
	fmt.Fprintf(w, "%d events, log-likelihood %.4f (Poisson %.4f), AIC %.2f, spectral radius %.3f\n", a.N, a.Loglik, a.Poisson, a.AIC, a.Radius)
	fmt.Fprintln(w, "branching ratios, receiver by source (standard error):")
	for i, row := range a.Branching {
		for j, n := range row {
			se := "     –"
			if x := a.SE.Branching[i][j]; x != nil {
				se = fmt.Sprintf("%6.3f", *x)
			}
			fmt.Fprintf(w, "  %6.3f (%s)", n, se)
		}
		fmt.Fprintf(w, "   residuals KS %.4f, p %.3f\n", a.Residuals[i].KS, a.Residuals[i].P)
	}
	if a.Ties > 0 {
		fmt.Fprintf(w, "%d events share their time with another; events at one time do not excite each other\n", a.Ties)
	}
}

func newHawkesSimulate(s *streams) *cobra.Command {
	var params, out, how string
	var horizon float64
	var seed uint64
	var asJSON bool
	cmd := &cobra.Command{
		Use: "simulate", Short: "Simulate events; the same seed gives the same bytes", Long: "Writes CSV with columns time and mark." + exitHelp, Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			p, err := readParams(params)
			if err != nil {
				return err
			}
			draw, ok := map[string]func(hawkes.Params, float64, *rand.Rand) (hawkes.Data, error){"thinning": hawkes.Thin, "branching": hawkes.Branch}[how]
			if !ok {
				return coded{exitUsage, fmt.Errorf("--method %q is not one of thinning, branching", how)}
			}
			d, err := draw(p, horizon, rand.New(rand.NewPCG(seed, 0)))
			if err != nil {
				return coded{exitUsage, err}
			}
			return writeTo(s, out, func(w io.Writer) error {
				if asJSON {
					return printJSON(w, struct {
						Times  []float64 `json:"times"`
						Marks  []int     `json:"marks"`
						T      float64   `json:"horizon"`
						N      int       `json:"n"`
						Counts []int     `json:"counts"`
					}{d.Times, d.Stream, horizon, len(d.Times), d.Counts()})
				}
				return times.Write(w, d)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&params, "params", "", "JSON file with mu, alpha and beta")
	f.Float64Var(&horizon, "horizon", 0, "end T of the window")
	f.Uint64Var(&seed, "seed", 1, "seed of the random numbers")
	f.StringVar(&how, "method", "thinning", "thinning or branching; they agree in law")
	f.StringVar(&out, "out", "", "write to this file")
	f.BoolVar(&asJSON, "json", false, "answer in JSON")
	_ = cmd.MarkFlagRequired("params")
	_ = cmd.MarkFlagRequired("horizon")
	return cmd
}
