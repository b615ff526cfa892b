package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
)

func newClaims(s *streams) *cobra.Command {
	var c choice
	var q desk.ClaimQuery
	cmd := &cobra.Command{
		Use:   "claims",
		Short: "Set what was claimed against what others counted and against what followed",
		Long: `Shows rival figures side by side, a side's own losses beside an opponent's claim, what each
speaker claimed over time against what others counted for the same events, and how many
attacks followed claimed successes against matched quiet dates.` + exitHelp,
		Example: "  detente claims --side PAK_MIL --rows speakers\n  detente claims --rows after --threshold 10",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runClaims(cmd.Context(), s, &c, q) },
	}
	c.moment(cmd)
	c.span(cmd)
	c.rowsOf(cmd, "", " (default: all but months; in CSV rivals)", "rivals", "losses", "speakers", "months", "after")
	c.answers(cmd, "table", "csv", "json", "geojson")
	c.eventFlags(cmd)
	f := cmd.Flags()
	f.StringVar(&q.By, "by", "speaker", "who is one speaker: speaker or side")
	f.Int64Var(&q.Threshold, "threshold", 1, "fewest killed claimed on a date of claimed success")
	return cmd
}

func runClaims(ctx context.Context, s *streams, c *choice, q desk.ClaimQuery) error {
	var err error
	if q.Query, q.Purpose, err = c.read(); err != nil {
		return err
	}
	return answerTo(ctx, s, c, &q.Query, func(d *desk.Desk) (*desk.ClaimPage, int, error) {
		p, err := d.Claims(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return p, p.Withheld, nil
	}, func(w io.Writer, p *desk.ClaimPage) error {
		switch c.format {
		case "json":
			return printJSON(w, p)
		case "geojson":
			return export.ClaimsGeoJSON(w, p)
		case "csv":
			return export.ClaimsSheet(p, c.rows).CSV(w)
		}
		return export.ClaimsTable(w, p, c.rows)
	})
}
