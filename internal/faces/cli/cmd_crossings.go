package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
)

// crossingsOptions are the flags of crossings.
type crossingsOptions struct {
	form
	query desk.CrossingQuery
}

func newCrossings(s *streams) *cobra.Command {
	var o crossingsOptions
	cmd := &cobra.Command{
		Use:   "crossings",
		Short: "Show which crossings are open, for whom, closures and how predictable reopening is",
		Long: `Shows the state of each crossing for people on foot, cargo and aid, as it was observed:
now, as a calendar, and as closures with what is on record around them. A state that nobody
has reported for long is shown as not certain; reports of a day that differ are both shown.` + exitHelp,
		Example: "  detente crossings --crossing torkham --from 2025-01-01 --rows calendar\n  detente crossings --format geojson --out crossings.geojson",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runCrossings(cmd.Context(), s, &o) },
	}
	o.moment(cmd)
	o.span(cmd, "the first of the record", "the last of the record")
	f := cmd.Flags()
	f.StringSliceVar(&o.query.Crossings, "crossing", nil, "only this crossing of the situation")
	f.StringSliceVar(&o.query.Scopes, "scope", nil, "only this scope: pedestrian, cargo or aid")
	o.rowsOf(cmd, "", " (default: summary; in CSV calendar)", "summary", "calendar", "closures")
	o.answers(cmd, "table", "csv", "json", "geojson")
	return cmd
}

func runCrossings(ctx context.Context, s *streams, o *crossingsOptions) (err error) {
	q := o.query
	if q.AsOf, q.From, q.To, err = o.check(); err != nil {
		return err
	}
	q.Purpose = o.purpose()
	return answerIn(ctx, s, &o.form, func(d *desk.Desk) (*desk.CrossingPage, int, error) {
		p, err := d.Crossings(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return p, p.Withheld, nil
	}, drawn[*desk.CrossingPage]{
		table: func(w io.Writer, p *desk.CrossingPage) error {
			switch o.rows {
			case "calendar":
				return export.CrossingsCalendar(w, p)
			case "closures":
				return export.SpellsTable(w, p)
			}
			return export.CrossingsTable(w, p)
		},
		sheet:  func(p *desk.CrossingPage) export.Sheet { return export.CrossingsSheet(p, o.rows) },
		points: export.CrossingsGeoJSON,
	})
}
