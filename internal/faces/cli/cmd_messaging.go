package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
)

// messagingOptions are the flags of messaging.
type messagingOptions struct {
	form
	query desk.MessagingQuery
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
	o.moment(cmd)
	f := cmd.Flags()
	f.StringSliceVar(&o.query.Sides, "sides", nil, "compare the institutions of these sides as one group")
	f.StringSliceVar(&o.query.Issues, "issue", nil, "an issue of the situation")
	f.StringVar(&o.query.By, "by", "institution", "who is compared: institution or side")
	f.IntVar(&o.query.Window, "window", 0, "days of the moving window (default 180)")
	f.IntVar(&o.query.AtLeast, "at-least", 0, "statements a window needs for an index (default 4)")
	f.IntVar(&o.query.Near, "near", 0, "days within which opposite statements contradict (default 30)")
	f.StringVar(&o.query.Weigh, "weighting", "statements", "a pair counts as often as the less heard spoke (statements) or once (equal)")
	o.rowsOf(cmd, "index", "", "index", "series", "partings", "contradictions", "speakers", "statements")
	o.answers(cmd, "table", "csv", "json")
	return cmd
}

func runMessaging(ctx context.Context, s *streams, o *messagingOptions) (err error) {
	q := o.query
	if q.AsOf, _, _, err = o.check(); err != nil {
		return err
	}
	q.Purpose = o.purpose()
	return answerIn(ctx, s, &o.form, func(d *desk.Desk) (*desk.MessagingPage, int, error) {
		p, err := d.Messaging(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return p, p.Withheld, nil
	}, drawn[*desk.MessagingPage]{
		table: func(w io.Writer, p *desk.MessagingPage) error { return export.MessagingTable(w, p, o.rows) },
		sheet: func(p *desk.MessagingPage) export.Sheet { return export.MessagingSheet(p, o.rows) },
	})
}
