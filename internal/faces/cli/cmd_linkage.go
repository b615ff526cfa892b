package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
)

func newLinkage(s *streams) *cobra.Command {
	var c choice
	var q desk.LinkageQuery
	cmd := &cobra.Command{
		Use:   "linkage",
		Short: "Put strikes, talks, deaths, crossings, returns and trade on one axis, with lead and lag",
		Long: `Puts series of one dyad, or of one border point, on one axis of weeks or months and measures
how two of them move together up to twelve periods before and after, with intervals. What
it finds is an association. Missing periods are missing and not zero.` + exitHelp,
		Example: "  detente linkage --base strikes --step week\n  detente linkage --crossing torkham --rows links --format csv",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runLinkage(cmd.Context(), s, &c, q) },
	}
	c.moment(cmd)
	c.span(cmd)
	c.rowsOf(cmd, "", " (default: summary; in CSV series)", "summary", "series", "links", "marks")
	c.answers(cmd, "table", "csv", "json")
	f := cmd.Flags()
	f.StringVar(&q.Dyad, "dyad", "", "a dyad of the situation (default: the first)")
	f.StringVar(&q.Crossing, "crossing", "", "a border point of the situation instead of the whole dyad")
	f.StringVar(&q.Step, "step", "week", "length of a period: week or month")
	f.StringVar(&q.Base, "base", "strikes", "series set against the others: strikes, talks, deaths, closed_days or the id of a published one")
	f.StringVar(&q.Transform, "transform", "differences", "what is compared: differences from period to period, or ranks")
	f.StringVar(&q.Scope, "scope", "cargo", "for which crossings are closed: pedestrian, cargo or aid")
	f.StringSliceVar(&q.Indicators, "indicator", nil, "only published figures of this indicator")
	f.StringSliceVar(&q.Publishers, "publisher", nil, "only published figures of this publisher")
	return cmd
}

func runLinkage(ctx context.Context, s *streams, c *choice, q desk.LinkageQuery) error {
	days, purpose, err := c.read()
	if err != nil {
		return err
	}
	q.AsOf, q.From, q.To, q.Purpose = days.AsOf, days.From, days.To, purpose
	return answerTo(ctx, s, c, &days, func(d *desk.Desk) (*desk.LinkagePage, int, error) {
		p, err := d.Linkage(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return p, p.Withheld, nil
	}, func(w io.Writer, p *desk.LinkagePage) error {
		switch c.format {
		case "json":
			return printJSON(w, p)
		case "csv":
			return export.LinkageSheet(p, c.rows).CSV(w)
		}
		return export.LinkageTable(w, p, c.rows)
	})
}
