package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
)

// signalsOptions are the flags of signals.
type signalsOptions struct {
	form
	query desk.SignalQuery
	limit int
	list  bool
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
	o.moment(cmd)
	o.span(cmd)
	f := cmd.Flags()
	f.StringVar(&o.query.Dataset, "dataset", "", "data set of signals (default: the one there is)")
	f.StringSliceVar(&o.query.Countries, "country", nil, "only in this country, by its two-letter code")
	f.StringSliceVar(&o.query.Types, "type", nil, "PLOVER type, such as ASSAULT")
	f.StringVar(&o.query.By, "by", "week", strings.Join(desk.SignalWays, ", "))
	f.BoolVar(&o.list, "list", false, "list signals one by one, oldest first")
	f.IntVar(&o.limit, "limit", 50, "with --list, at most this many (up to 5000)")
	o.answers(cmd, "table", "csv", "json")
	return cmd
}

// mostSignals is how many signals are listed at most.
const mostSignals = 5000

func runSignals(ctx context.Context, s *streams, o *signalsOptions) (err error) {
	q := o.query
	if q.AsOf, q.From, q.To, err = o.check(); err != nil {
		return err
	}
	if o.limit < 1 || o.limit > mostSignals {
		return coded{exitUsage, fmt.Errorf("--limit %d is not between 1 and %d", o.limit, mostSignals)}
	}
	// A file has no place for the note, so it is said beside.
	noted := func(note string) {
		if o.format == "csv" {
			fmt.Fprintln(s.err, "detente: "+note)
		}
	}
	if o.list {
		return answerIn(ctx, s, &o.form, func(d *desk.Desk) (desk.SignalList, int, error) {
			l, err := d.ListSignals(ctx, q, o.limit, o.purpose())
			return l, l.Withheld, err
		}, drawn[desk.SignalList]{table: export.SignalListTable, sheet: func(l desk.SignalList) export.Sheet {
			noted(l.Note)
			return export.SignalRows(l)
		}})
	}
	return answerIn(ctx, s, &o.form, func(d *desk.Desk) (desk.SignalCounts, int, error) {
		c, err := d.Signals(ctx, q)
		return c, 0, err
	}, drawn[desk.SignalCounts]{table: export.SignalTable, sheet: func(c desk.SignalCounts) export.Sheet {
		noted(c.Note)
		return export.SignalSheet(c)
	}})
}
