package cli

import (
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"detente/internal/thinking/hawkes"
)

// fitting are the options of hawkes fit.
type fitting struct {
	inputs
	beta, form    string
	kernel        string
	knots, decays int
	inhibition    bool
	bootstrap     int
	corrected     bool
	zero          bool
	seed          uint64
}

func newHawkesFit(s *streams) *cobra.Command {
	var o fitting
	cmd := &cobra.Command{
		Use: "fit", Short: "Maximum-likelihood estimates with standard errors and residual tests",
		Long: `The decays are estimated, shared as --beta says. Events at one time do not excite each other.
Intervals are 90 % ones, from the information matrix, and with --bootstrap from refits to simulated events.` + exitHelp, Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return runHawkesFit(s, o) },
	}
	o.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.beta, "beta", "common", "how decays are shared: common, row, col or full")
	f.IntVar(&o.knots, "knots", 0, "knots of a slow moving baseline; 0 is constant")
	f.IntVar(&o.decays, "decays", 1, "exponential parts of each kernel: 1, or 2 for a fast and a slow one")
	f.StringVar(&o.kernel, "kernel", "exp", "exp for exponentials; power for a power law, with exponentials beside it")
	f.StringVar(&o.form, "mark-form", "power", "how marks m scale: power is (1+m)^kappa, exp is exp(kappa·m)")
	f.BoolVar(&o.inhibition, "inhibition", false, fmt.Sprintf("let a stream lower another one, down to %g of its baseline", hawkes.DefaultFloor))
	f.BoolVar(&o.zero, "zero", false, "test each branching ratio being zero, by the likelihood ratio on the boundary")
	f.IntVar(&o.bootstrap, "bootstrap", 0, "resamples of a parametric bootstrap; 0 is none")
	f.BoolVar(&o.corrected, "bias-corrected", false, "correct the percentiles of the bootstrap for bias in the median")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the bootstrap")
	return cmd
}

// options turns the flags into what is fitted.
func (o fitting) options() hawkes.Options {
	out := hawkes.Options{Structure: hawkes.Structure(o.beta), Knots: o.knots, Decays: o.decays, Inhibition: o.inhibition}
	if o.marks != "" {
		out.Marks = hawkes.MarkForm(o.form)
	}
	return out
}

func (o fitting) check() error {
	switch hawkes.MarkForm(o.form) {
	case hawkes.Power, hawkes.Exponential:
	default:
		return coded{exitUsage, fmt.Errorf("--mark-form %q is not one of power, exp", o.form)}
	}
	if o.kernel != "exp" && o.kernel != "power" {
		return coded{exitUsage, fmt.Errorf("--kernel %q is not one of exp, power", o.kernel)}
	}
	if o.decays != 1 && o.decays != 2 {
		return coded{exitUsage, fmt.Errorf("--decays %d is not 1 or 2", o.decays)}
	}
	if o.bootstrap < 0 || o.bootstrap > 0 && o.bootstrap < 20 {
		return coded{exitUsage, fmt.Errorf("--bootstrap %d: intervals take 20 resamples or more", o.bootstrap)}
	}
	for _, s := range hawkes.Structures {
		if string(s) == o.beta {
			return nil
		}
	}
	return coded{exitUsage, fmt.Errorf("--beta %q is not one of common, row, col, full", o.beta)}
}

func runHawkesFit(s *streams, o fitting) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.kernel == "power" {
		return runHawkesPower(s, o)
	}
	d, err := o.read(0)
	if err != nil {
		return err
	}
	if o.marks == "" {
		d.Marks = nil
	}
	start := s.now()
	f, err := hawkes.Estimate(d, o.options())
	if err != nil {
		return usage(err)
	}
	a, err := answerFit(d, f)
	if err != nil {
		return err
	}
	if o.bootstrap > 0 {
		b, err := hawkes.Bootstrap(d, f, hawkes.Resampling{N: o.bootstrap, Seed: o.seed, Workers: runtime.GOMAXPROCS(0), Corrected: o.corrected})
		if err != nil {
			return usage(err)
		}
		a.Bootstrap = &bootstrapAnswer{ranges(b.Intervals), b.N, b.Used, o.seed, b.Explosive}
	}
	if o.zero {
		if a.Zero, err = zeros(d, f, o.options()); err != nil {
			return usage(err)
		}
	}
	a.Seconds = s.now().Sub(start).Round(time.Microsecond).Seconds()
	if o.asJSON {
		return printJSON(s.out, a)
	}
	printFit(s.out, a)
	return nil
}

// fitAnswer is the answer of hawkes fit. A standard error that does not exist (a parameter on
// its boundary) is null.
type fitAnswer struct {
	Loglik    float64           `json:"loglik"`
	Mu        []float64         `json:"mu"`
	Baseline  [][]float64       `json:"baseline,omitempty"` // coefficients by knot, with --knots
	Alpha     [][]float64       `json:"alpha"`
	Beta      [][]float64       `json:"beta"`
	Slow      *hawkes.Kernel    `json:"slow,omitempty"`
	Weight    [][]float64       `json:"weight,omitempty"` // of the fast part in the branching ratio
	Kappa     *float64          `json:"kappa,omitempty"`
	Form      hawkes.MarkForm   `json:"mark_form,omitempty"`
	Gamma     [][]float64       `json:"gamma,omitempty"`
	Floor     float64           `json:"floor,omitempty"`
	SE        fitErrors         `json:"se"`
	Branching [][]float64       `json:"branching"`
	Radius    float64           `json:"spectral_radius"`
	HalfLife  [][]*float64      `json:"half_life"`
	Intervals rangesAnswer      `json:"intervals"`
	Bootstrap *bootstrapAnswer  `json:"bootstrap,omitempty"`
	KS        []float64         `json:"ks"`
	Residuals []hawkes.Residual `json:"residuals"`
	AIC       float64           `json:"aic"`
	BIC       float64           `json:"bic"`
	Poisson   float64           `json:"poisson_loglik"`
	N         int               `json:"n"`
	Ties      int               `json:"ties"`
	Free      int               `json:"parameters"`
	Gap       *float64          `json:"gap"` // log-likelihood that one more step would promise; null: the information is not positive
	Zero      []zeroAnswer      `json:"zero,omitempty"`
	Seconds   float64           `json:"seconds"`
}

// zeroAnswer is the test of one branching ratio being zero.
type zeroAnswer struct {
	Receiver int     `json:"receiver"`
	Source   int     `json:"source"`
	LR       float64 `json:"lr"`
	P        float64 `json:"p"`
}

type fitErrors struct {
	Mu        []*float64   `json:"mu"`
	Alpha     [][]*float64 `json:"alpha"`
	Beta      [][]*float64 `json:"beta"`
	SlowAlpha [][]*float64 `json:"slow_alpha,omitempty"`
	SlowBeta  [][]*float64 `json:"slow_beta,omitempty"`
	Weight    [][]*float64 `json:"weight,omitempty"`
	Kappa     *float64     `json:"kappa,omitempty"`
	Gamma     [][]*float64 `json:"gamma,omitempty"`
	Branching [][]*float64 `json:"branching"`
	Radius    *float64     `json:"spectral_radius"`
}

type bootstrapAnswer struct {
	rangesAnswer
	Resamples int     `json:"resamples"`
	Used      int     `json:"used"`
	Seed      uint64  `json:"seed"`
	Explosive float64 `json:"explosive"` // share with a spectral radius of 1 or more
}

// rangesAnswer are intervals as [low, high], null where there is none.
type rangesAnswer struct {
	Level     float64         `json:"level"`
	Mu        [][]*[2]float64 `json:"mu"`
	Alpha     [][]*[2]float64 `json:"alpha"`
	Beta      [][]*[2]float64 `json:"beta"`
	SlowAlpha [][]*[2]float64 `json:"slow_alpha,omitempty"`
	SlowBeta  [][]*[2]float64 `json:"slow_beta,omitempty"`
	Weight    [][]*[2]float64 `json:"weight,omitempty"`
	Branching [][]*[2]float64 `json:"branching"`
	HalfLife  [][]*[2]float64 `json:"half_life"`
	Gamma     [][]*[2]float64 `json:"gamma,omitempty"`
	Kappa     *[2]float64     `json:"kappa,omitempty"`
	Radius    *[2]float64     `json:"spectral_radius"`
}

func ranges(s hawkes.Intervals) rangesAnswer {
	one := func(i hawkes.Interval) *[2]float64 {
		for _, v := range []float64{i.Low, i.High} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil
			}
		}
		return &[2]float64{i.Low, i.High}
	}
	each := func(rows [][]hawkes.Interval) [][]*[2]float64 {
		var out [][]*[2]float64
		for _, r := range rows {
			row := make([]*[2]float64, len(r))
			for j := range r {
				row[j] = one(r[j])
			}
			out = append(out, row)
		}
		return out
	}
	a := rangesAnswer{
		Level: s.Level, Mu: each(s.Mu), Alpha: each(s.Alpha), Beta: each(s.Beta), SlowAlpha: each(s.SlowAlpha), SlowBeta: each(s.SlowBeta),
		Weight: each(s.Weight), Branching: each(s.Branch), HalfLife: each(s.HalfLife), Gamma: each(s.Gamma), Radius: one(s.Radius),
	}
	if s.Kappa.Low < s.Kappa.High {
		a.Kappa = one(s.Kappa)
	}
	return a
}

func answerFit(d hawkes.Data, f *hawkes.Fit) (fitAnswer, error) {
	p := f.Params
	a := fitAnswer{
		Loglik: f.LogLik, Alpha: p.Alpha, Beta: p.Beta, Slow: p.Slow, Weight: f.Weight, Gamma: p.Gamma, Floor: p.Floor,
		Branching: f.Branch, Radius: f.Radius, HalfLife: known(p.HalfLife()), Intervals: ranges(f.Intervals(.9)),
		AIC: f.AIC, BIC: f.BIC, Gap: known([][]float64{{f.Gap}})[0][0], Poisson: f.Poisson, N: f.N, Ties: d.Ties(), Free: f.Free,
		SE: fitErrors{
			Alpha: known(f.SE.Alpha), Beta: known(f.SE.Beta), Gamma: known(f.SE.Gamma), Weight: known(f.WeightSE),
			Branching: known(f.BranchSE), Radius: known([][]float64{{f.RadiusSE}})[0][0],
		},
	}
	if p.Slow != nil {
		a.SE.SlowAlpha, a.SE.SlowBeta = known(f.SE.Slow.Alpha), known(f.SE.Slow.Beta)
	}
	if d.Marks != nil {
		a.Kappa, a.Form, a.SE.Kappa = &p.Kappa, p.Form, known([][]float64{{f.SE.Kappa}})[0][0]
	}
	for i, m := range p.Mu {
		a.Mu = append(a.Mu, m[0])
		a.SE.Mu = append(a.SE.Mu, known(f.SE.Mu)[i][0])
	}
	if f.Baseline.Len() > 1 {
		a.Mu, a.SE.Mu, a.Baseline = nil, nil, p.Mu
	}
	gaps, err := hawkes.Residuals(d, p, f.Baseline)
	if err != nil {
		return a, err
	}
	for _, g := range gaps {
		r := hawkes.Test(g)
		a.Residuals, a.KS = append(a.Residuals, r), append(a.KS, r.KS)
	}
	return a, nil
}

// zeros fits again without each pair in turn.
func zeros(d hawkes.Data, f *hawkes.Fit, o hawkes.Options) ([]zeroAnswer, error) {
	var out []zeroAnswer
	o.Quick, o.Start = true, &f.Params
	for i := range d.D {
		for j := range d.D {
			o.Without = [][2]int{{i, j}}
			without, err := hawkes.Estimate(d, o)
			if err != nil {
				return nil, err
			}
			z := zeroAnswer{Receiver: i, Source: j}
			z.LR, z.P = hawkes.LikelihoodRatio(f, without)
			out = append(out, z)
		}
	}
	return out, nil
}

// known turns what is not a number into null.
func known(rows [][]float64) [][]*float64 {
	var out [][]*float64
	for _, r := range rows {
		row := make([]*float64, len(r))
		for j := range r {
			if !math.IsNaN(r[j]) && !math.IsInf(r[j], 0) {
				row[j] = &r[j]
			}
		}
		out = append(out, row)
	}
	return out
}

func printFit(w io.Writer, a fitAnswer) {
	fmt.Fprintf(w, "%d events, log-likelihood %.4f (Poisson %.4f), AIC %.2f, BIC %.2f\n", a.N, a.Loglik, a.Poisson, a.AIC, a.BIC)
	shown, whence := a.Intervals, "information matrix"
	if a.Bootstrap != nil {
		shown, whence = a.Bootstrap.rangesAnswer, fmt.Sprintf("%d of %d resamples, seed %d", a.Bootstrap.Used, a.Bootstrap.Resamples, a.Bootstrap.Seed)
	}
	fmt.Fprintf(w, "spectral radius %.3f %s; %.0f %% intervals by %s\n", a.Radius, between(shown.Radius), 100*shown.Level, whence)
	fmt.Fprintln(w, "branching ratios, receiver by source:")
	for i, row := range a.Branching {
		for j, n := range row {
			fmt.Fprintf(w, "  %6.3f %-16s", n, between(shown.Branching[i][j]))
		}
		fmt.Fprintf(w, "   residuals KS %.4f, p %.3f, lag-1 %.3f\n", a.Residuals[i].KS, a.Residuals[i].P, a.Residuals[i].Lag1)
	}
	fmt.Fprintln(w, "time by which half of a response has come:")
	for i, row := range a.HalfLife {
		for j, h := range row {
			if h == nil {
				fmt.Fprintf(w, "  %6s %-16s", "–", "")
				continue
			}
			fmt.Fprintf(w, "  %6.3g %-16s", *h, between(shown.HalfLife[i][j]))
		}
		fmt.Fprintln(w)
	}
	if a.Slow != nil {
		fmt.Fprintln(w, "decays fast, slow, and the fast one's share of the branching ratio:")
		for i := range a.Beta {
			for j := range a.Beta[i] {
				fmt.Fprintf(w, "  %.4g, %.4g, %.3f %s", a.Beta[i][j], a.Slow.Beta[i][j], a.Weight[i][j], between(shown.Weight[i][j]))
			}
			fmt.Fprintln(w)
		}
	}
	if a.Kappa != nil {
		fmt.Fprintf(w, "kappa %.4f %s, form %s; branching ratios are means over the marks\n", *a.Kappa, between(shown.Kappa), a.Form)
	}
	for i, row := range a.Gamma {
		for k, v := range row {
			fmt.Fprintf(w, "covariate %d on stream %d: %.4f %s\n", k, i, v, between(shown.Gamma[i][k]))
		}
	}
	printZeros(w, a.Zero)
	if a.Gap == nil || *a.Gap > 1e-3 {
		fmt.Fprintln(w, "the search did not settle at a maximum: do not use these standard errors")
	}
	if a.Floor > 0 {
		fmt.Fprintf(w, "ratios between streams may be negative; an intensity never falls below %g of its baseline\n", a.Floor)
	}
	if a.Ties > 0 {
		fmt.Fprintf(w, "%d events share their time with another; events at one time do not excite each other\n", a.Ties)
	}
}

func printZeros(w io.Writer, zeros []zeroAnswer) {
	if len(zeros) > 0 {
		fmt.Fprintln(w, "p of no excitation, receiver by source:")
	}
	for k, z := range zeros {
		fmt.Fprintf(w, "  %.2g", z.P)
		if k+1 == len(zeros) || zeros[k+1].Receiver != z.Receiver {
			fmt.Fprintln(w)
		}
	}
}

func between(r *[2]float64) string {
	if r == nil {
		return "(–)"
	}
	low := r[0]
	if math.Abs(low) < 1e-6*math.Abs(r[1]) {
		low = 0
	}
	return strings.ReplaceAll(fmt.Sprintf("(%.3g–%.3g)", low, r[1]), "–-", " to -")
}
