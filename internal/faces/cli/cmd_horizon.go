package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
)

// horizonOptions are the flags of horizon.
type horizonOptions struct {
	form
	query desk.HorizonQuery
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
	o.moment(cmd)
	f := cmd.Flags()
	f.StringVar(&o.query.Measure, "measure", "events", "what is forecast: events (violent ones) or deaths in them")
	f.IntVar(&o.query.Leads, "leads", 6, "months ahead, 1 to 12")
	o.rowsOf(cmd, "", " (default: total, provinces and districts; in CSV total)", "total", "provinces", "districts", "past", "history")
	o.answers(cmd, "table", "csv", "json", "geojson")
	return cmd
}

func runHorizon(ctx context.Context, s *streams, o *horizonOptions) (err error) {
	q := o.query
	if q.AsOf, _, _, err = o.check(); err != nil {
		return err
	}
	if q.Purpose = o.purpose(); q.Leads == 0 {
		q.Leads = -1 // none asked is not the usual number
	}
	return answerIn(ctx, s, &o.form, func(d *desk.Desk) (*desk.HorizonPage, int, error) {
		p, err := d.Horizon(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return p, p.Withheld, nil
	}, drawn[*desk.HorizonPage]{
		table:  func(w io.Writer, p *desk.HorizonPage) error { return export.HorizonTable(w, p, o.rows) },
		sheet:  func(p *desk.HorizonPage) export.Sheet { return export.HorizonSheet(p, o.rows) },
		points: export.HorizonGeoJSON,
	})
}
