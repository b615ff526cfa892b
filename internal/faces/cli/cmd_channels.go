package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/export"
)

// channelsOptions are the flags of channels.
type channelsOptions struct {
	where
	asOf, format, out string
	channels          []string
	asJSON            bool
}

func newChannels(s *streams) *cobra.Command {
	var o channelsOptions
	cmd := &cobra.Command{
		Use:   "channels",
		Short: "Show how each diplomatic channel is used: contacts, gaps, rhythm, what followed",
		Long: `Lists each mediator and the direct line with its contacts, the gaps between them, whether
they come steadily or in bursts, how long the silence is against its own silences, and
what was on record in the days after. That is an association and not shown to be an effect.
With --channel, each day of contact is listed with its events and reports.` + exitHelp,
		Example: "  detente channels --channel qatar --channel turkey",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runChannels(cmd.Context(), s, &o) },
	}
	o.where.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	f.StringSliceVar(&o.channels, "channel", nil, "only this channel of the situation")
	f.StringVar(&o.format, "format", "table", "table, csv or json")
	f.StringVar(&o.out, "out", "", "write to this file")
	f.BoolVar(&o.asJSON, "json", false, "the same as --format json")
	return cmd
}

func runChannels(ctx context.Context, s *streams, o *channelsOptions) error {
	if o.asJSON {
		o.format = "json"
	}
	if err := chosen("format", o.format, "table", "csv", "json"); err != nil {
		return err
	}
	d, err := day("as-of", o.asOf)
	if err != nil {
		return err
	}
	se, err := o.where.open(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	p, err := se.desk.Channels(ctx, d)
	if err != nil {
		return err
	}
	if p, err = p.Only(o.channels...); err != nil {
		return err
	}
	return writeTo(s, o.out, func(w io.Writer) error {
		switch o.format {
		case "csv":
			return export.ChannelsSheet(p).CSV(w)
		case "json":
			return printJSON(w, p)
		}
		return export.ChannelsTable(w, p, len(o.channels) > 0)
	})
}
