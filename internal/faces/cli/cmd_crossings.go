package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/hands/gate"
)

// crossingsOptions are the flags of crossings.
type crossingsOptions struct {
	where
	asOf, from, to, format, rows, out string
	query                             desk.CrossingQuery
	asJSON                            bool
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
	o.where.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	f.StringVar(&o.from, "from", "", "first day (YYYY-MM-DD; default: the first of the record)")
	f.StringVar(&o.to, "to", "", "last day (YYYY-MM-DD; default: the last of the record)")
	f.StringSliceVar(&o.query.Crossings, "crossing", nil, "only this crossing of the situation")
	f.StringSliceVar(&o.query.Scopes, "scope", nil, "only this scope: pedestrian, cargo or aid")
	f.StringVar(&o.rows, "rows", "", "rows of the table or CSV: summary, calendar or closures (default: summary; in CSV calendar)")
	f.StringVar(&o.format, "format", "table", "table, csv, json or geojson")
	f.StringVar(&o.out, "out", "", "write to this file")
	f.BoolVar(&o.asJSON, "json", false, "the same as --format json")
	return cmd
}

func runCrossings(ctx context.Context, s *streams, o *crossingsOptions) error {
	if o.asJSON {
		o.format = "json"
	}
	if err := chosen("format", o.format, "table", "csv", "json", "geojson"); err != nil {
		return err
	}
	if err := chosen("rows", o.rows, "", "summary", "calendar", "closures"); err != nil {
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
	return answered(ctx, s, &o.where, o.out, func(d *desk.Desk) (*desk.CrossingPage, int, error) {
		p, err := d.Crossings(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return p, p.Withheld, nil
	}, func(w io.Writer, p *desk.CrossingPage) error { return writeCrossings(w, p, o.format, o.rows) })
}

func writeCrossings(w io.Writer, p *desk.CrossingPage, format, rows string) error {
	switch {
	case format == "json":
		return printJSON(w, p)
	case format == "geojson":
		return export.CrossingsGeoJSON(w, p)
	case format == "csv":
		return export.CrossingsSheet(p, rows).CSV(w)
	case rows == "calendar":
		return export.CrossingsCalendar(w, p)
	case rows == "closures":
		return export.SpellsTable(w, p)
	}
	return export.CrossingsTable(w, p)
}
