package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/hands/gate"
)

// messagingOptions are the flags of messaging.
type messagingOptions struct {
	where
	asOf, format, out, rows string
	query                   desk.MessagingQuery
	asJSON                  bool
}

func newMessaging(s *streams) *cobra.Command {
	var o messagingOptions
	cmd := &cobra.Command{
		Use:   "messaging",
		Short: "Show whether institutions say the same thing, and when they parted",
		Long: `Compares the positions of institutions on each issue: an index of agreement with its
interval, the days on which two of them parted, statements that contradict each other,
and who speaks. Each end of each dyad is looked at for itself, or the sides of --sides
together. Too few statements give no index, which is not an index of zero.` + exitHelp,
		Example: "  detente messaging --sides PAK_FED,PAK_MIL,PAK_KP --issue operations_in_kp --rows contradictions",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runMessaging(cmd.Context(), s, &o) },
	}
	o.where.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	f.StringSliceVar(&o.query.Sides, "sides", nil, "compare the institutions of these sides as one group")
	f.StringSliceVar(&o.query.Issues, "issue", nil, "an issue of the situation")
	f.StringVar(&o.query.By, "by", "institution", "who is compared: institution or side")
	f.IntVar(&o.query.Window, "window", 0, "days of the moving window (default 180)")
	f.IntVar(&o.query.AtLeast, "at-least", 0, "statements a window needs for an index (default 4)")
	f.IntVar(&o.query.Near, "near", 0, "days within which opposite statements contradict (default 30)")
	f.StringVar(&o.query.Weigh, "weighting", "statements", "a pair counts as often as the less heard spoke (statements) or once (equal)")
	f.StringVar(&o.rows, "rows", "index", "rows of the table or CSV: index, series, partings, contradictions, speakers or statements")
	f.StringVar(&o.format, "format", "table", "table, csv or json")
	f.StringVar(&o.out, "out", "", "write to this file")
	f.BoolVar(&o.asJSON, "json", false, "the same as --format json")
	return cmd
}

func runMessaging(ctx context.Context, s *streams, o *messagingOptions) error {
	if o.asJSON {
		o.format = "json"
	}
	if err := chosen("format", o.format, "table", "csv", "json"); err != nil {
		return err
	}
	if err := chosen("rows", o.rows, "index", "series", "partings", "contradictions", "speakers", "statements"); err != nil {
		return err
	}
	var err error
	q := o.query
	if q.AsOf, err = day("as-of", o.asOf); err != nil {
		return err
	}
	if o.format != "table" {
		q.Purpose = gate.Export
	}
	return answered(ctx, s, &o.where, o.out, func(d *desk.Desk) (*desk.MessagingPage, int, error) {
		p, err := d.Messaging(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return p, p.Withheld, nil
	}, func(w io.Writer, p *desk.MessagingPage) error {
		switch o.format {
		case "json":
			return printJSON(w, p)
		case "csv":
			return export.MessagingSheet(p, o.rows).CSV(w)
		}
		return export.MessagingTable(w, p, o.rows)
	})
}
