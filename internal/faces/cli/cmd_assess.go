package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
)

func newAssess(s *streams) *cobra.Command {
	var w where
	var asOf, unit string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "assess",
		Short: "Judge each dyad and place: escalating, holding or resetting, why, how sure",
		Long: `Judges every dyad and place of the situation from what was known on a day.
Without --as-of that day is the newest observation.` + exitHelp,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runAssess(cmd.Context(), s, &w, asOf, unit, asJSON)
		},
	}
	w.flags(cmd)
	w.paramsFlag(cmd)
	cmd.Flags().StringVar(&asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	cmd.Flags().StringVar(&unit, "unit", "", "only this dyad or place")
	cmd.Flags().BoolVar(&asJSON, "json", false, "answer in JSON")
	return cmd
}

func runAssess(ctx context.Context, s *streams, w *where, asOf, unit string, asJSON bool) error {
	d, err := day("as-of", asOf)
	if err != nil {
		return err
	}
	se, err := w.open(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	a, err := se.desk.Assess(ctx, d)
	if err != nil {
		return err
	}
	if unit != "" {
		if a, err = a.Only(unit); err != nil {
			return err
		}
	}
	if asJSON {
		return printJSON(s.out, a)
	}
	printAssessment(s.out, se.desk, a)
	return nil
}

func printAssessment(w io.Writer, d *desk.Desk, a *desk.Assessment) {
	say := d.Catalog()
	fmt.Fprintf(w, "As of %s; newest event %s, %d days before today.\n", a.AsOf, a.Newest, a.NewestAge)
	for _, u := range a.Units {
		fmt.Fprintf(w, "\n%s — %s\n", u.Name, strings.ToUpper(say.T("verdict."+u.Verdict)))
		if u.PEscalation != nil {
			for _, p := range []struct {
				name string
				p    float64
				in   [2]float64
			}{
				{"escalating", *u.PEscalation, u.Interval.Escalation},
				{"holding", *u.PHolding, u.Interval.Holding},
				{"resetting", *u.PReset, u.Interval.Reset},
			} {
				fmt.Fprintf(w, "  %-11s %3.0f %%  (%.0f–%.0f %%)\n", p.name, 100*p.p, 100*p.in[0], 100*p.in[1])
			}
		}
		fmt.Fprintf(w, "  Reason:      %s\n  Risk:        %s\n  Opportunity: %s\n  Coverage:    %s\n", u.Reason, u.Risk, u.Opportunity, u.Coverage.Text)
		for _, line := range d.Told(u) {
			fmt.Fprintf(w, "  %s\n", line)
		}
		for _, win := range u.Windows {
			fmt.Fprintf(w, "  · %s\n    %s\n", win.Text, desk.Killed(say, win))
		}
	}
	fmt.Fprintf(w, "\n%s\n%s\n", a.Learnt.Text, a.Calibration)
}
