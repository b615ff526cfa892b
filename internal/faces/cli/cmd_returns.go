package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/hands/gate"
)

// returnsOptions are the flags of returns.
type returnsOptions struct {
	where
	asOf, from, to, format, out string
	query                       desk.ReturnsQuery
	asJSON                      bool
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
	o.where.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	f.StringVar(&o.from, "from", "", "first day (YYYY-MM-DD)")
	f.StringVar(&o.to, "to", "", "last day (YYYY-MM-DD)")
	f.StringSliceVar(&o.query.Indicators, "indicator", nil, "an indicator, such as returns or deportations")
	f.StringSliceVar(&o.query.Regions, "region", nil, "a region of the figures, which may be a crossing")
	f.StringArrayVar(&o.query.Publisher, "publisher", nil, "a publisher of the figures")
	f.StringVar(&o.format, "format", "table", "table, csv or json")
	f.StringVar(&o.out, "out", "", "write to this file")
	f.BoolVar(&o.asJSON, "json", false, "the same as --format json")
	return cmd
}

func runReturns(ctx context.Context, s *streams, o *returnsOptions) error {
	if o.asJSON {
		o.format = "json"
	}
	if err := chosen("format", o.format, "table", "csv", "json"); err != nil {
		return err
	}
	q := o.query
	var err error
	if q.AsOf, err = day("as-of", o.asOf); err != nil {
		return err
	}
	if q.From, err = day("from", o.from); err != nil {
		return err
	}
	if q.To, err = day("to", o.to); err != nil {
		return err
	}
	if o.format != "table" {
		q.Purpose = gate.Export
	}
	return answered(ctx, s, &o.where, o.out, func(d *desk.Desk) (*desk.ReturnsPage, int, error) {
		p, err := d.Returns(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return p, p.Withheld, nil
	}, func(w io.Writer, p *desk.ReturnsPage) error {
		switch o.format {
		case "csv":
			return export.ReturnsSheet(p).CSV(w)
		case "json":
			return printJSON(w, p)
		}
		return export.ReturnsTable(w, p)
	})
}
