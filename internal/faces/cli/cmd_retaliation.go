package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/words/phrase"
)

type retaliationFlags struct {
	where
	tabled
	q                 desk.RetaliationQuery
	seed              uint64
	asOf, format, out string
	breaks            []string
	asJSON            bool
}

func newRetaliation(s *streams) *cobra.Command {
	var o retaliationFlags
	cmd := &cobra.Command{
		Use:   "retaliation",
		Short: "Which kind of event follows which, how strongly, how fast, how sure",
		Long: `Fits a mutually exciting point process to the streams of the situation, with a slow
moving and with a constant baseline, to the whole and to sub-periods, and splits the events of
the last 90 days into background and what is associated with earlier events. A fit takes a
few seconds. --checks adds placebo records, records thinned to even reporting and other
orders within a day, which takes some hundred fits more. --times and --streams ask the same
of any table of dated events.` + exitHelp,
		Example: "  detente retaliation --checks\n  detente retaliation --format curves --out curves.svg\n  detente retaliation --times events.csv --streams rules.yaml --breaks 2007-01-01,2015-01-01",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runRetaliation(cmd.Context(), s, &o) },
	}
	o.where.flags(cmd)
	o.tabled.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	f.BoolVar(&o.q.Checks, "checks", false, "run the checks: placebos, thinning, other orders within a day")
	f.IntVar(&o.q.Sets, "sets", 0, "placebo records and refits of each kind (default: 20)")
	f.StringSliceVar(&o.breaks, "breaks", nil, "first days of the sub-periods after the first (default: two halves by events)")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the random numbers with --times; a situation has its own")
	f.StringVar(&o.format, "format", "table", "table, json, svg (the matrix) or curves (the responses, in SVG)")
	f.StringVar(&o.out, "out", "", "write to this file")
	f.BoolVar(&o.asJSON, "json", false, "the same as --format json")
	return cmd
}

func runRetaliation(ctx context.Context, s *streams, o *retaliationFlags) error {
	if o.asJSON {
		o.format = "json"
	}
	write, ok := map[string]func(io.Writer, *desk.Retaliation) error{
		"table": printRetaliation, "svg": export.HeatMap, "curves": export.Curves,
		"json": func(w io.Writer, r *desk.Retaliation) error { return printJSON(w, r) },
	}[o.format]
	if !ok {
		return coded{exitUsage, fmt.Errorf("--format %q is not one of table, json, svg, curves", o.format)}
	}
	if o.q.Sets < 0 || o.q.Sets > 1000 {
		return coded{exitUsage, fmt.Errorf("--sets %d is not from 1 to 1000", o.q.Sets)}
	}
	var err error
	if o.q.AsOf, err = day("as-of", o.asOf); err != nil {
		return err
	}
	for _, b := range o.breaks {
		d, err := day("breaks", b)
		if err != nil {
			return err
		}
		if n := len(o.q.Breaks); n > 0 && d <= o.q.Breaks[n-1] {
			return coded{exitUsage, fmt.Errorf("--breaks: %s does not come after %s", d, o.q.Breaks[n-1])}
		}
		o.q.Breaks = append(o.q.Breaks, d)
	}
	r, err := o.ask(ctx, s)
	if err != nil {
		return err
	}
	return writeTo(s, o.out, func(w io.Writer) error { return write(w, r) })
}

// ask asks the table, or the situation.
func (o *retaliationFlags) ask(ctx context.Context, s *streams) (*desk.Retaliation, error) {
	table, err := o.read(s)
	if err != nil {
		return nil, err
	}
	if table != nil {
		return desk.TableRetaliation(phrase.English(), table, o.q, o.seed)
	}
	se, err := o.open(ctx, s)
	if err != nil {
		return nil, err
	}
	defer se.Close()
	return se.desk.RetaliationOf(ctx, o.q)
}

// retaliationPrint writes the answer for a terminal.
type retaliationPrint struct {
	linePrinter
	r    *desk.Retaliation
	name map[string]string
}

func printRetaliation(w io.Writer, r *desk.Retaliation) error {
	p := &retaliationPrint{linePrinter{w: w}, r, map[string]string{}}
	p.f("As of %s, events dated to the day since %s.\n\n", r.AsOf, r.From)
	for k, s := range r.Streams {
		p.name[s.ID] = s.Name
		p.f("  %d  %-56s %5d events  %s\n", k+1, s.Name, s.Events, s.Left)
	}
	p.f("\n%s\n", r.Text)
	if r.Moving == nil {
		return p.err
	}
	p.links()
	if a := r.Recent; a != nil {
		p.f("\nEvents from %s to %s:\n", a.From, a.To)
		for i, n := range a.Events {
			p.f("  %-56s %3d, of which background %.1f\n", p.name[r.Moving.Streams[i]], n, a.Background[i])
		}
	}
	if len(r.Daily) > 0 {
		p.f("\nThe same asked of counts by day (further events the next day for each event today):\n")
	}
	for _, t := range r.Daily {
		p.f("  %-56s own %.3f%s  others %.3f%s\n", p.name[t.Stream], t.Own, plusMinus(t.OwnSE), t.Others, plusMinus(t.OthersSE))
	}
	if r.Checks != nil {
		p.periods(r.Checks.Stability)
		p.checks()
	} else {
		p.periods(r.Stability)
	}
	for _, n := range r.Notes {
		p.f("\n%s\n", n)
	}
	return p.err
}

func (p *retaliationPrint) links() {
	r := p.r
	p.f("\nFurther events associated with each event (90 %% interval; q is p adjusted for the number of pairs):\n")
	for i, row := range r.Moving.Links {
		for j, l := range row {
			if l.Q < desk.StandsOut {
				p.f("  %-56s after %-56s %.2f (%.2f–%.2f)  q %.3f; constant baseline %.2f\n",
					p.name[r.Moving.Streams[i]], p.name[r.Moving.Streams[j]], l.Value, l.Low, l.High, l.Q, r.Constant.Links[i][j].Value)
			}
		}
	}
	for _, m := range []struct {
		name string
		*desk.Excitation
	}{{"Moving baseline", r.Moving}, {"Constant baseline", r.Constant}} {
		p.f("\n%s: spectral radius %.2f (%.2f–%.2f), above 1 with probability %.2f; half-life %.1f days (%.1f–%.1f); AIC %.1f\n",
			m.name, m.Radius.Value, m.Radius.Low, m.Radius.High, m.Explosive, m.HalfLife.Value, m.HalfLife.Low, m.HalfLife.High, m.AIC)
		p.f("  residuals against the exponential, KS p by stream:")
		for _, x := range m.Residuals {
			p.f(" %.3f", x.P)
		}
		p.f("\n")
	}
}

// periods writes the sub-periods side by side, for the pairs that stand out in the whole or,
// where they were tested, in a part.
func (p *retaliationPrint) periods(s *desk.Stability) {
	p.f("\nSub-periods on their own: %s\n", s.Text)
	for _, x := range s.Periods {
		p.f("  %s to %s: ", x.From, x.To)
		if x.Refused != "" {
			p.f("%s\n", x.Refused)
			continue
		}
		n := 0
		for _, e := range x.Events {
			n += e
		}
		p.f("%d events, %d streams, spectral radius %.2f (%.2f–%.2f), half-life %.1f days (%.1f–%.1f)\n",
			n, len(x.Streams), x.Radius.Value, x.Radius.Low, x.Radius.High, x.HalfLife.Value, x.HalfLife.Low, x.HalfLife.High)
	}
	for i, a := range p.r.Moving.Streams {
		for j, b := range p.r.Moving.Streams {
			if p.shown(s, i, j) {
				p.f("  %-56s after %-56s ", p.name[a], p.name[b])
				for _, x := range s.Periods {
					p.f("%s  ", inPeriod(x, a, b))
				}
				p.f("\n")
			}
		}
	}
}

// shown says whether a pair stands out anywhere.
func (p *retaliationPrint) shown(s *desk.Stability, i, j int) bool {
	if p.r.Moving.Links[i][j].Q < desk.StandsOut {
		return true
	}
	for _, x := range s.Periods {
		if l := linkOf(x, p.r.Moving.Streams[i], p.r.Moving.Streams[j]); l != nil && l.Q < desk.StandsOut {
			return true
		}
	}
	return false
}

// linkOf is the link of a pair in a period, nil when one of the two streams is not in it.
func linkOf(x desk.StablePeriod, receiver, source string) *desk.Link {
	i, j := -1, -1
	for k, id := range x.Streams {
		if id == receiver {
			i = k
		}
		if id == source {
			j = k
		}
	}
	if i < 0 || j < 0 || len(x.Links) == 0 {
		return nil
	}
	return &x.Links[i][j]
}

func inPeriod(x desk.StablePeriod, receiver, source string) string {
	l := linkOf(x, receiver, source)
	if l == nil {
		return "    –             "
	}
	mark := " "
	if l.Q < desk.StandsOut {
		mark = "*"
	}
	return fmt.Sprintf("%.2f (%.2f–%.2f)%s", l.Value, l.Low, l.High, mark)
}

func (p *retaliationPrint) checks() {
	c := p.r.Checks
	p.f("\nChecks: %s\n", c.Text)
	for _, x := range []struct {
		name string
		desk.PlaceboView
	}{{"streams moved against each other, pairs between streams", c.Shifted}, {"events on a random day of their four weeks, all pairs", c.Scattered}} {
		p.f("  %-56s %d of %d pairs in %d records stand out (%.1f %%); real: %d of %d; spectral radius %.2f (%.2f–%.2f)\n",
			x.name, x.Stood, x.Pairs, x.Sets, 100*x.Share, x.RealStood, x.RealPairs, x.Radius.Value, x.Radius.Low, x.Radius.High)
	}
	p.f("  %-56s spectral radius %.2f, half-life %.1f days\n", "no order within a day", c.Noon.Radius, c.Noon.HalfLife)
	p.f("  pairs that stand out: chance among moved and among scattered records; median (least–greatest) and how often named over orders, then thinned to even reporting, then thinned evenly; without order within a day\n")
	for i, row := range p.r.Moving.Links {
		for j, l := range row {
			if l.Q >= desk.StandsOut {
				continue
			}
			moved := "–   "
			if i != j {
				moved = fmt.Sprintf("%.2f", c.Shifted.Chance[i][j])
			}
			p.f("  %-56s after %-56s %s  %.2f  %s  %s  %s  %.2f (q %.3f)\n", p.name[p.r.Moving.Streams[i]], p.name[p.r.Moving.Streams[j]],
				moved, c.Scattered.Chance[i][j], refitted(c.Orders.Pairs[i][j]), refitted(c.Thinned.Pairs[i][j]), refitted(c.Thinned.Evenly.Pairs[i][j]), c.Noon.Links[i][j], c.Noon.Q[i][j])
		}
	}
}

func refitted(x desk.RefitView) string {
	if x.Estimate == nil {
		return "too few events"
	}
	return fmt.Sprintf("%.2f (%.2f–%.2f) %d of %d", x.Estimate.Value, x.Estimate.Low, x.Estimate.High, x.Stood, x.Sets)
}

// linePrinter keeps the first error of a run of prints.
type linePrinter struct {
	w   io.Writer
	err error
}

func (p *linePrinter) f(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

// plusMinus writes a standard error, or that there is none on the boundary.
func plusMinus(se *float64) string {
	if se == nil {
		return " (at its bound)"
	}
	return fmt.Sprintf(" (%.3f)", *se)
}
