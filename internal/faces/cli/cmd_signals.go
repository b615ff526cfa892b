package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/hands/gate"
)

// signalsOptions are the flags of signals.
type signalsOptions struct {
	where
	asOf, from, to, format, out string
	query                       desk.SignalQuery
	limit                       int
	list, asJSON, asCSV         bool
}

func newSignals(s *streams) *cobra.Command {
	var o signalsOptions
	cmd := &cobra.Command{
		Use:   "signals",
		Short: "Count what machines read in the news, by week, country or type",
		Long: `Counts the signals of a data set such as GDELT, of all countries and days unless a filter
says otherwise. A signal is a row that a machine read out of a report: these are counts of
reports, never of events, and they have no deaths. With --list they come one by one, each with
how many publishers and reports speak of it where mentions files were taken in.` + exitHelp,
		Example: "  detente signals --dataset gdelt --country PK --country AF --by type",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runSignals(cmd.Context(), s, &o) },
	}
	o.where.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.query.Dataset, "dataset", "", "data set of signals (default: the one there is)")
	f.StringVar(&o.asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	f.StringVar(&o.from, "from", "", "first day (YYYY-MM-DD)")
	f.StringVar(&o.to, "to", "", "last day (YYYY-MM-DD)")
	f.StringSliceVar(&o.query.Countries, "country", nil, "only in this country, by its two-letter code")
	f.StringSliceVar(&o.query.Types, "type", nil, "PLOVER type, such as ASSAULT")
	f.StringVar(&o.query.By, "by", "week", strings.Join(desk.SignalWays, ", "))
	f.BoolVar(&o.list, "list", false, "list signals one by one, oldest first")
	f.IntVar(&o.limit, "limit", 50, "with --list, at most this many (up to 5000)")
	f.StringVar(&o.format, "format", "table", "table, csv or json")
	f.StringVar(&o.out, "out", "", "write to this file")
	f.BoolVar(&o.asJSON, "json", false, "the same as --format json")
	f.BoolVar(&o.asCSV, "csv", false, "the same as --format csv")
	return cmd
}

// mostSignals is how many signals are listed at most.
const mostSignals = 5000

func runSignals(ctx context.Context, s *streams, o *signalsOptions) error {
	switch {
	case o.asJSON:
		o.format = "json"
	case o.asCSV:
		o.format = "csv"
	}
	if err := chosen("format", o.format, "table", "csv", "json"); err != nil {
		return err
	}
	if o.limit < 1 || o.limit > mostSignals {
		return coded{exitUsage, fmt.Errorf("--limit %d is not between 1 and %d", o.limit, mostSignals)}
	}
	var err error
	if o.query.AsOf, err = day("as-of", o.asOf); err != nil {
		return err
	}
	if o.query.From, err = day("from", o.from); err != nil {
		return err
	}
	if o.query.To, err = day("to", o.to); err != nil {
		return err
	}
	se, err := o.where.open(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	if o.list {
		return o.writeList(ctx, s, se.desk)
	}
	c, err := se.desk.Signals(ctx, o.query)
	if err != nil {
		return err
	}
	return writeTo(s, o.out, func(w io.Writer) error {
		switch o.format {
		case "json":
			return printJSON(w, c)
		case "csv":
			fmt.Fprintln(s.err, "detente: "+c.Note)
			return export.SignalSheet(c).CSV(w)
		}
		return export.SignalTable(w, c)
	})
}

// writeList writes signals one by one.
func (o *signalsOptions) writeList(ctx context.Context, s *streams, d *desk.Desk) error {
	purpose := gate.Show
	if o.format != "table" {
		purpose = gate.Export
	}
	l, err := d.ListSignals(ctx, o.query, o.limit, purpose)
	if err != nil {
		return err
	}
	if l.Withheld > 0 {
		fmt.Fprintf(s.err, "detente: %d signals are kept out of the export by their licence\n", l.Withheld)
	}
	return writeTo(s, o.out, func(w io.Writer) error {
		switch o.format {
		case "json":
			return printJSON(w, l)
		case "csv":
			fmt.Fprintln(s.err, "detente: "+l.Note)
			return export.SignalRows(l).CSV(w)
		}
		return export.SignalListTable(w, l)
	})
}
