package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/hands/gate"
)

// horizonOptions are the flags of horizon.
type horizonOptions struct {
	where
	asOf, rows, format, out string
	query                   desk.HorizonQuery
	asJSON, asCSV           bool
}

func newHorizon(s *streams) *cobra.Command {
	var o horizonOptions
	cmd := &cobra.Command{
		Use:   "horizon",
		Short: "Forecast the months ahead from the situation's own records, in total and by district",
		Long: `Forecasts violent events, or the deaths in them, for each of the coming months: the total,
provinces and districts, in draws that add up, beside base rates and earlier forecasts
against what came. A mixture of four models is in use where it did better on earlier months
than the benchmark, conflictology of twelve months, which stands else. Districts with too few events
have no forecast of their own, and the reason. Months of which little was reported are not
taken for calm ones. Tables show the first month ahead of each place; CSV and JSON all.` + exitHelp,
		Example: "  detente horizon\n  detente horizon --measure deaths --as-of 2026-03-01 --leads 3 --rows districts --csv",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runHorizon(cmd.Context(), s, &o) },
	}
	o.where.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	f.StringVar(&o.query.Measure, "measure", "events", "what is forecast: events (violent ones) or deaths in them")
	f.IntVar(&o.query.Leads, "leads", 6, "months ahead, 1 to 12")
	f.StringVar(&o.rows, "rows", "", "rows of the table or CSV: total, provinces, districts, past or history (default: total, provinces and districts; in CSV total)")
	f.StringVar(&o.format, "format", "table", "table, csv, json or geojson")
	f.StringVar(&o.out, "out", "", "write to this file")
	f.BoolVar(&o.asJSON, "json", false, "the same as --format json")
	f.BoolVar(&o.asCSV, "csv", false, "the same as --format csv")
	return cmd
}

func runHorizon(ctx context.Context, s *streams, o *horizonOptions) error {
	switch {
	case o.asJSON:
		o.format = "json"
	case o.asCSV:
		o.format = "csv"
	}
	if err := chosen("format", o.format, "table", "csv", "json", "geojson"); err != nil {
		return err
	}
	if o.rows != "" {
		if err := chosen("rows", o.rows, "total", "provinces", "districts", "past", "history"); err != nil {
			return err
		}
	}
	q := o.query
	if q.Leads == 0 {
		q.Leads = -1 // none asked is not the usual number
	}
	var err error
	if q.AsOf, err = day("as-of", o.asOf); err != nil {
		return err
	}
	if o.format != "table" {
		q.Purpose = gate.Export
	}
	return answered(ctx, s, &o.where, o.out, func(d *desk.Desk) (*desk.HorizonPage, int, error) {
		p, err := d.Horizon(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return p, p.Withheld, nil
	}, func(w io.Writer, p *desk.HorizonPage) error {
		switch o.format {
		case "csv":
			return export.HorizonSheet(p, o.rows).CSV(w)
		case "json":
			return printJSON(w, p)
		case "geojson":
			return export.HorizonGeoJSON(w, p)
		}
		return export.HorizonTable(w, p, o.rows)
	})
}
