package cli

import (
	"fmt"
	"io"
	"time"

	"detente/internal/thinking/hawkes"
)

// powerAnswer is the answer of hawkes fit --kernel power.
type powerAnswer struct {
	Kernel    string            `json:"kernel"`
	Loglik    float64           `json:"loglik"`
	Mu        []float64         `json:"mu"`
	A         [][]float64       `json:"a"`
	C         float64           `json:"c"`
	P         float64           `json:"p"`
	Kappa     *float64          `json:"kappa,omitempty"`
	Form      hawkes.MarkForm   `json:"mark_form,omitempty"`
	SE        powerErrors       `json:"se"`
	Branching [][]float64       `json:"branching"`
	Radius    float64           `json:"spectral_radius"`
	HalfLife  float64           `json:"half_life"`
	KS        []float64         `json:"ks"`
	Residuals []hawkes.Residual `json:"residuals"`
	AIC       float64           `json:"aic"`
	BIC       float64           `json:"bic"`
	Compare   []compared        `json:"compare"` // exponential kernels on the same events
	N         int               `json:"n"`
	Ties      int               `json:"ties"`
	Free      int               `json:"parameters"`
	Seconds   float64           `json:"seconds"`
}

type powerErrors struct {
	Mu        []*float64   `json:"mu"`
	A         [][]*float64 `json:"a"`
	C         *float64     `json:"c"`
	P         *float64     `json:"p"`
	Kappa     *float64     `json:"kappa,omitempty"`
	Branching [][]*float64 `json:"branching"`
	Radius    *float64     `json:"spectral_radius"`
	HalfLife  *float64     `json:"half_life"`
}

// compared is another kernel on the same events; Failed says why there is none.
type compared struct {
	Kernel string  `json:"kernel"`
	Loglik float64 `json:"loglik"`
	Free   int     `json:"parameters"`
	AIC    float64 `json:"aic"`
	BIC    float64 `json:"bic"`
	Failed string  `json:"failed,omitempty"`
}

func runHawkesPower(s *streams, o fitting) error {
	if o.beta != "common" || o.knots > 1 || o.decays > 1 || o.inhibition || o.bootstrap > 0 || o.covariates != "" {
		return coded{exitUsage, fmt.Errorf("--kernel power takes --beta common and a constant baseline, without --decays 2, --inhibition, --covariates and --bootstrap")}
	}
	d, err := o.read(0)
	if err != nil {
		return err
	}
	start := s.now()
	f, err := hawkes.EstimatePower(d, o.options().Marks)
	if err != nil {
		return usage(err)
	}
	if o.marks == "" {
		d.Marks = nil
	}
	lone := func(v float64) *float64 { return known([][]float64{{v}})[0][0] }
	a := powerAnswer{
		Kernel: "power", Loglik: f.LogLik, Mu: f.Params.Mu, A: f.Params.A, C: f.Params.C, P: f.Params.P,
		SE: powerErrors{
			Mu: known([][]float64{f.SE.Mu})[0], A: known(f.SE.A), C: lone(f.SE.C), P: lone(f.SE.P),
			Branching: known(f.BranchSE), Radius: lone(f.RadiusSE), HalfLife: lone(f.HalfSE),
		},
		Branching: f.Branch, Radius: f.Radius, HalfLife: f.Params.HalfLife(), AIC: f.AIC, BIC: f.BIC, N: f.N, Ties: d.Ties(), Free: f.Free,
	}
	if d.Marks != nil {
		a.Kappa, a.Form, a.SE.Kappa = &f.Params.Kappa, f.Params.Form, lone(f.SE.Kappa)
	}
	gaps, err := hawkes.PowerResiduals(d, f.Params)
	if err != nil {
		return err
	}
	for _, g := range gaps {
		r := hawkes.Test(g)
		a.Residuals, a.KS = append(a.Residuals, r), append(a.KS, r.KS)
	}
	for decays, name := range []string{1: "exponential", 2: "two exponentials"} {
		if decays == 0 {
			continue
		}
		c := compared{Kernel: name}
		plain := o.options()
		plain.Decays, plain.Quick = decays, true
		e, err := hawkes.Estimate(d, plain)
		if err != nil {
			c.Failed = err.Error()
		} else {
			c.Loglik, c.Free, c.AIC, c.BIC = e.LogLik, e.Free, e.AIC, e.BIC
		}
		a.Compare = append(a.Compare, c)
	}
	a.Seconds = s.now().Sub(start).Round(time.Microsecond).Seconds()
	if o.asJSON {
		return printJSON(s.out, a)
	}
	printPower(s.out, a)
	return nil
}

func printPower(w io.Writer, a powerAnswer) {
	fmt.Fprintf(w, "%d events, power-law kernel (1 + t/c)^-p: c %.4g, p %.4g; half of a response has come by %.3g\n", a.N, a.C, a.P, a.HalfLife)
	if a.P > .99*hawkes.SteepestPower {
		fmt.Fprintf(w, "p is at its bound of %d: the response falls like an exponential\n", hawkes.SteepestPower)
	}
	fmt.Fprintf(w, "spectral radius %.3f; branching ratios, receiver by source (standard error):\n", a.Radius)
	for i, row := range a.Branching {
		for j, n := range row {
			se := "–"
			if x := a.SE.Branching[i][j]; x != nil {
				se = fmt.Sprintf("%.3f", *x)
			}
			fmt.Fprintf(w, "  %6.3f (%s)", n, se)
		}
		fmt.Fprintf(w, "   residuals KS %.4f, p %.3f, lag-1 %.3f\n", a.Residuals[i].KS, a.Residuals[i].P, a.Residuals[i].Lag1)
	}
	if a.Kappa != nil {
		fmt.Fprintf(w, "kappa %.4f, form %s; branching ratios are means over the marks\n", *a.Kappa, a.Form)
	}
	line := func(c compared) {
		if c.Failed != "" {
			fmt.Fprintf(w, "  %-17s not fitted: %s\n", c.Kernel, c.Failed)
			return
		}
		fmt.Fprintf(w, "  %-17s log-likelihood %.4f, %d parameters, AIC %.2f, BIC %.2f\n", c.Kernel, c.Loglik, c.Free, c.AIC, c.BIC)
	}
	fmt.Fprintln(w, "kernels on the same events:")
	line(compared{Kernel: "power law", Loglik: a.Loglik, Free: a.Free, AIC: a.AIC, BIC: a.BIC})
	for _, c := range a.Compare {
		line(c)
	}
	if a.Ties > 0 {
		fmt.Fprintf(w, "%d events share their time with another; events at one time do not excite each other\n", a.Ties)
	}
}
