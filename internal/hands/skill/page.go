package skill

import (
	"fmt"
	"io"
	"math"
	"strings"

	"detente/internal/thinking/forecast"
	"detente/internal/thinking/score"
)

// classNames are the activity classes by mean deaths a month over the year before.
var classNames = []string{"none", "under 2", "2 to 10", "10 to 50", "50 to 200", "200 to 1,000", "1,000 and more"}

// Page writes the report as Markdown. command is what made it.
func Page(w io.Writer, r *Report, command string) error {
	p := &page{w: w}
	p.line("# Forecast skill\n")
	p.line("Written by `%s`; do not edit. Scores are means over country-months: lower is better. Method: [forecast](methods/forecast.md), [scores](methods/score.md).\n", command)
	p.line("Windows are calendar years %d to %d, each forecast from the October before, %d to %d months ahead, with %d draws (seed %d). Everything, the weights of the pool too, is learnt from what was recorded by then. Differences are to %s, with 95 %% intervals from drawing countries anew; *by month* are intervals from months (Diebold and Mariano).%s\n",
		r.From, r.To, r.Leads[0], r.Leads[len(r.Leads)-1], r.Draws, r.Seed, Benchmark, regional(r))
	for i, v := range r.Outcomes {
		p.line("## Against %s\n", v.Name)
		p.overall(v, r)
		if i > 0 {
			p.parts("window", v.ByWindow, number)
			continue
		}
		p.line("The pool against each of the others (below zero: the pool is better):\n")
		p.line("| other | CRPS difference | IGN difference | MIS difference |")
		p.line("|---|---|---|---|")
		for _, s := range v.Pool {
			p.line("| %s | %s | %s | %s |", s.Against, diff(s.CRPSDiff, 2), diff(s.IGNDiff, 3), diff(s.MISDiff, 0))
		}
		p.line("")
		p.parts("window", v.ByWindow, number)
		p.parts("lead", v.ByLead, number)
		p.parts("deaths a month in the year before", v.ByClass, func(x Part) string { return classNames[x.Key] })
		if len(v.ByRegion) > 0 {
			p.parts("region", v.ByRegion, func(x Part) string {
				if x.Name == "" {
					return "not known"
				}
				return x.Name
			})
		}
		var tenths []string
		for _, x := range r.PIT[v.Name] {
			tenths = append(tenths, fmt.Sprintf("%.3f", x))
		}
		p.line("Place of the outcome in the pool, by tenths (calibrated: .1 in each): %s.\n", strings.Join(tenths, ", "))
	}
	if len(r.Entrants) > 0 {
		p.line("## Against published entrants\n")
		p.line("Mean CRPS over the windows that an entrant has, and of the pool and %s on the same.\n", Benchmark)
		p.line("| model | outcomes | windows | theirs | pool | %s |", Benchmark)
		p.line("|---|---|---|---|---|---|")
		for _, e := range r.Entrants {
			p.line("| %s | %s | %d–%d | %.2f | %.2f | %.2f |", e.Model, e.Vintage, e.From, e.To, e.CRPS, e.Pool, e.Benchmark)
		}
		p.line("")
	}
	p.weights(r)
	return p.err
}

func number(x Part) string { return fmt.Sprint(x.Key) }

// regional says where the regions come from.
func regional(r *Report) string {
	for _, v := range r.Outcomes {
		if len(v.ByRegion) > 0 {
			return " Regions are those of UN M49, by the names of the countries."
		}
	}
	return " The data do not name countries, so there is no table by region."
}

type page struct {
	w   io.Writer
	err error
}

func (p *page) line(format string, a ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", a...)
	}
}

func diff(d score.Difference, digits int) string {
	if math.IsNaN(d.Low) {
		return fmt.Sprintf("%+.*f (no interval)", digits, d.Mean)
	}
	return fmt.Sprintf("%+.*f [%+.*f, %+.*f]", digits, d.Mean, digits, d.Low, digits, d.High)
}

func (p *page) overall(v Vintage, r *Report) {
	p.line("Windows %d–%d, %d country-months.\n", r.Judged, r.To, v.Overall[0].N)
	p.line("| model | CRPS | IGN | MIS | in 90 %% | CRPS difference | by month | IGN difference | MIS difference |")
	p.line("|---|---|---|---|---|---|---|---|---|")
	for _, s := range v.Overall {
		cells := []string{diff(s.CRPSDiff, 2), diff(s.CRPSDM, 2), diff(s.IGNDiff, 3), diff(s.MISDiff, 0)}
		if s.Model == s.Against { // nothing to compare
			cells = []string{"–", "–", "–", "–"}
		}
		p.line("| %s | %.2f | %.4f | %.0f | %.3f | %s |", s.Model, s.CRPS, s.IGN, s.MIS, s.Covered, strings.Join(cells, " | "))
	}
	p.line("")
}

func (p *page) parts(what string, list []Part, name func(Part) string) {
	p.line("By %s, the pool, and %s in brackets:\n", what, Benchmark)
	p.line("| %s | n | CRPS | IGN | MIS | in 90 %% | CRPS difference | IGN difference |", what)
	p.line("|---|---|---|---|---|---|---|---|")
	for _, x := range list {
		p.line("| %s | %d | %.2f (%.2f) | %.3f (%.3f) | %.1f (%.1f) | %.3f (%.3f) | %s | %s |", name(x), x.Pool.N, x.Pool.CRPS, x.Benchmark.CRPS,
			x.Pool.IGN, x.Benchmark.IGN, x.Pool.MIS, x.Benchmark.MIS, x.Pool.Covered, x.Benchmark.Covered, diff(x.Pool.CRPSDiff, 2), diff(x.Pool.IGNDiff, 3))
	}
	p.line("")
}

func (p *page) weights(r *Report) {
	if len(r.Weights) == 0 {
		return
	}
	l := r.Weights[len(r.Weights)-1]
	p.line("## Weights\n")
	p.line("Learnt up to %s from %d past country-months; by deaths a month in the year before, then leads 3–6, 7–10, 11–14. The highest class averages quantiles evenly instead.\n", l.Until, l.Cases)
	p.line("| class | %s |", strings.Join(r.Members, " | "))
	p.line("|---|%s", strings.Repeat("---|", len(r.Members)))
	for k := range forecast.Activities - 1 {
		cells := make([]string, len(r.Members))
		for i := range cells {
			var three []string
			for _, lead := range []int{3, 7, 11} {
				three = append(three, fmt.Sprintf("%.2f", l.Weights[forecast.Group(k, lead)][i]))
			}
			cells[i] = strings.Join(three, " ")
		}
		p.line("| %s | %s |", classNames[k], strings.Join(cells, " | "))
	}
	p.line("")
}
