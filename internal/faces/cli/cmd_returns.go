package cli

import (
	"context"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
)

// returnsOptions are the flags of returns.
type returnsOptions struct {
	form
	query desk.ReturnsQuery
}

func newReturns(s *streams) *cobra.Command {
	var o returnsOptions
	cmd := &cobra.Command{
		Use:   "returns",
		Short: "Show returns and deportations as published, against what was announced",
		Long: `Lists published figures of returns and deportations by indicator, region and publisher, with
surges against the publisher's own earlier figures, beside announced plans and deadlines and
the notice they gave. Publishers are never added up, nor running totals with different
starting dates; what cannot be used is shown with the reason.` + exitHelp,
		Example: "  detente returns --publisher UNHCR-IOM --from 2025-10-01",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runReturns(cmd.Context(), s, &o) },
	}
	o.moment(cmd)
	o.span(cmd)
	f := cmd.Flags()
	f.StringSliceVar(&o.query.Indicators, "indicator", nil, "an indicator, such as returns or deportations")
	f.StringSliceVar(&o.query.Regions, "region", nil, "a region of the figures, which may be a crossing")
	f.StringArrayVar(&o.query.Publisher, "publisher", nil, "a publisher of the figures")
	o.answers(cmd, "table", "csv", "json")
	return cmd
}

func runReturns(ctx context.Context, s *streams, o *returnsOptions) (err error) {
	q := o.query
	if q.AsOf, q.From, q.To, err = o.check(); err != nil {
		return err
	}
	q.Purpose = o.purpose()
	return answerIn(ctx, s, &o.form, func(d *desk.Desk) (*desk.ReturnsPage, int, error) {
		p, err := d.Returns(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return p, p.Withheld, nil
	}, drawn[*desk.ReturnsPage]{table: export.ReturnsTable, sheet: export.ReturnsSheet})
}
