package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
)

func newRetaliation(s *streams) *cobra.Command {
	var w where
	var asOf, format, out string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "retaliation",
		Short: "Which kind of event follows which, how strongly, how fast, how sure",
		Long: `Fits a mutually exciting point process to the streams of the situation, with a slow
moving and with a constant baseline, and splits the events of the last 90 days into background and
what is associated with earlier events. A fit takes a few seconds.` + exitHelp,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asJSON {
				format = "json"
			}
			return runRetaliation(cmd.Context(), s, &w, asOf, format, out)
		},
	}
	w.flags(cmd)
	cmd.Flags().StringVar(&asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	cmd.Flags().StringVar(&format, "format", "table", "table, json or svg")
	cmd.Flags().StringVar(&out, "out", "", "write to this file")
	cmd.Flags().BoolVar(&asJSON, "json", false, "the same as --format json")
	return cmd
}

func runRetaliation(ctx context.Context, s *streams, w *where, asOf, format, out string) error {
	d, err := day("as-of", asOf)
	if err != nil {
		return err
	}
	write, ok := map[string]func(io.Writer, *desk.Retaliation) error{
		"table": printRetaliation, "svg": export.HeatMap,
		"json": func(w io.Writer, r *desk.Retaliation) error { return printJSON(w, r) },
	}[format]
	if !ok {
		return coded{exitUsage, fmt.Errorf("--format %q is not one of table, json, svg", format)}
	}
	se, err := w.open(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	r, err := se.desk.Retaliation(ctx, d)
	if err != nil {
		return err
	}
	return writeTo(s, out, func(w io.Writer) error { return write(w, r) })
}

func printRetaliation(w io.Writer, r *desk.Retaliation) error {
	p := &linePrinter{w: w}
	p.f("As of %s, events dated to the day since %s.\n\n", r.AsOf, r.From)
	for k, s := range r.Streams {
		p.f("  %d  %-48s %4d events  %s\n", k+1, s.Name, s.Events, s.Left)
	}
	p.f("\n%s\n", r.Text)
	if r.Moving == nil {
		return p.err
	}
	name := map[string]string{}
	for _, s := range r.Streams {
		name[s.ID] = s.Name
	}
	p.f("\nFurther events associated with each event (90 %% interval; q is p adjusted for the number of pairs):\n")
	for i, row := range r.Moving.Links {
		for j, l := range row {
			if l.Q < desk.StandsOut {
				p.f("  %-44s after %-44s %.2f (%.2f–%.2f)  q %.3f; constant baseline %.2f\n",
					name[r.Moving.Streams[i]], name[r.Moving.Streams[j]], l.Value, l.Low, l.High, l.Q, r.Constant.Links[i][j].Value)
			}
		}
	}
	p.f("\nSpectral radius %.2f (%.2f–%.2f), above 1 with probability %.2f; half-life %.1f days (%.1f–%.1f)\n",
		r.Moving.Radius.Value, r.Moving.Radius.Low, r.Moving.Radius.High, r.Moving.Explosive, r.Moving.HalfLife.Value, r.Moving.HalfLife.Low, r.Moving.HalfLife.High)
	if a := r.Recent; a != nil {
		p.f("\nEvents from %s to %s:\n", a.From, a.To)
		for i, n := range a.Events {
			p.f("  %-48s %3d, of which background %.1f\n", name[r.Moving.Streams[i]], n, a.Background[i])
		}
	}
	if len(r.Daily) > 0 {
		p.f("\nThe same asked of counts by day (further events the next day for each event today):\n")
	}
	for _, t := range r.Daily {
		p.f("  %-48s own %.3f%s  others %.3f%s\n", name[t.Stream], t.Own, plusMinus(t.OwnSE), t.Others, plusMinus(t.OthersSE))
	}
	for _, n := range r.Notes {
		p.f("\n%s\n", n)
	}
	return p.err
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
