package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
)

func newPrinciples(s *streams) *cobra.Command {
	var c choice
	var q desk.PrincipleQuery
	cmd := &cobra.Command{
		Use:   "principles",
		Short: "Place what is on record under each principle, as progress or regress by month",
		Long: `Places events, readings of commitments and statements under the principles that the
situation names, as signs of progress or regress, month by month with the evidence. An act
may fall under several. Each counts as one, whatever its size.` + exitHelp,
		Example: "  detente principles --rows evidence --from 2026-01-01",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runPrinciples(cmd.Context(), s, &c, q) },
	}
	c.moment(cmd)
	c.span(cmd)
	c.rowsOf(cmd, "", " (default: summary; in CSV months)", "summary", "months", "evidence")
	c.answers(cmd, "table", "csv", "json")
	cmd.Flags().StringSliceVar(&q.Principles, "principle", nil, "only this principle of the situation")
	return cmd
}

func runPrinciples(ctx context.Context, s *streams, c *choice, q desk.PrincipleQuery) error {
	days, purpose, err := c.read()
	if err != nil {
		return err
	}
	q.AsOf, q.From, q.To, q.Purpose = days.AsOf, days.From, days.To, purpose
	return answerTo(ctx, s, c, &days, func(d *desk.Desk) (*desk.PrincipleBoard, int, error) {
		p, err := d.Principles(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return p, p.Withheld, nil
	}, func(w io.Writer, p *desk.PrincipleBoard) error {
		switch c.format {
		case "json":
			return printJSON(w, p)
		case "csv":
			return export.PrinciplesSheet(p, c.rows).CSV(w)
		}
		return export.PrinciplesTable(w, p, c.rows)
	})
}
