package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/hands/gate"
)

// eventsOptions are the flags of events.
type eventsOptions struct {
	where
	asOf, from, to, format, out, words, place string
	query                                     desk.Query
	limit                                     int
	asJSON, linked                            bool
}

func newEvents(s *streams) *cobra.Command {
	var o eventsOptions
	cmd := &cobra.Command{
		Use:   "events",
		Short: "List events by side, dyad, type, mode, place and date",
		Long: `Lists the events that pass every filter, oldest first. A filter given several times
takes any of its values. Places are shown no finer than the safety rules allow.` + exitHelp,
		Example: "  detente events --side TTP --from 2026-02-21 --to 2026-02-28 --json",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runEvents(cmd.Context(), s, &o) },
	}
	o.where.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	f.StringVar(&o.from, "from", "", "first day (YYYY-MM-DD)")
	f.StringVar(&o.to, "to", "", "last day (YYYY-MM-DD)")
	f.StringSliceVar(&o.query.Sides, "side", nil, "a side that acts or is acted upon")
	f.StringVar(&o.query.Dyad, "dyad", "", "a dyad of the situation")
	f.StringVar(&o.query.Unit, "unit", "", "a dyad or place that is judged")
	f.StringSliceVar(&o.query.Datasets, "dataset", nil, "an imported data set (default: the situation's own, which imports never enter)")
	f.StringSliceVar(&o.query.Types, "type", nil, "PLOVER type, such as ASSAULT")
	f.StringSliceVar(&o.query.Modes, "mode", nil, "mode, such as airstrike")
	f.StringSliceVar(&o.query.Quads, "quad", nil, "class, such as material_conflict")
	f.StringSliceVar(&o.query.Countries, "country", nil, "only in this country, by its code")
	f.StringSliceVar(&o.query.Admin1, "admin1", nil, "only in this province")
	f.StringSliceVar(&o.query.Admin2, "admin2", nil, "only in this district")
	f.StringVar(&o.place, "place", "", "province or district by name or alias")
	f.StringVar(&o.words, "words", "", "words that the summary or the names must hold")
	f.IntVar(&o.limit, "limit", 0, "at most this many events (default: all)")
	f.BoolVar(&o.query.Newest, "newest", false, "newest first")
	f.BoolVar(&o.linked, "linked", false, "one row for events of several data sets that are linked, with each one's figures")
	f.StringVar(&o.format, "format", "table", "table, csv, json or geojson")
	f.StringVar(&o.out, "out", "", "write to this file")
	f.BoolVar(&o.asJSON, "json", false, "the same as --format json")
	return cmd
}

func runEvents(ctx context.Context, s *streams, o *eventsOptions) error {
	if o.asJSON {
		o.format = "json"
	}
	write, ok := map[string]func(io.Writer, desk.EventPage) error{
		"table": export.Table, "csv": export.CSV, "geojson": export.GeoJSON,
		"json": func(w io.Writer, p desk.EventPage) error { return printJSON(w, p) },
	}[o.format]
	if !ok {
		return coded{exitUsage, fmt.Errorf("--format %q is not one of table, csv, json, geojson", o.format)}
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
	q.Words = o.words
	if o.limit < 0 {
		return coded{exitUsage, fmt.Errorf("--limit %d is below zero", o.limit)}
	}
	se, err := o.where.open(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	if o.place != "" {
		if err := se.desk.Place(&q, o.place); err != nil {
			return err
		}
	}
	purpose := gate.Show
	if o.format != "table" {
		purpose = gate.Export
	}
	if o.linked {
		return o.writeLinked(ctx, s, se.desk, q, purpose)
	}
	page, err := collect(ctx, se.desk, q, o.limit, purpose)
	if err != nil {
		return err
	}
	if page.Withheld > 0 {
		fmt.Fprintf(s.err, "detente: %d events are kept out of the export by their licence\n", page.Withheld)
	}
	return writeTo(s, o.out, func(w io.Writer) error { return write(w, page) })
}

// pageSize is how many events are read at a time.
const pageSize = 2000

// collect reads pages up to the limit; 0 is no limit.
func collect(ctx context.Context, d *desk.Desk, q desk.Query, limit int, p gate.Purpose) (desk.EventPage, error) {
	out := desk.EventPage{Events: []desk.Event{}}
	for cursor := ""; ; {
		n := pageSize
		if limit > 0 {
			n = min(n, limit-len(out.Events))
		}
		page, err := d.Events(ctx, q, cursor, n, p)
		if err != nil {
			return out, err
		}
		out.Events = append(out.Events, page.Events...)
		out.Withheld += page.Withheld
		out.AsOf, out.Total, out.Next = page.AsOf, page.Total, page.Next
		if page.Next == "" || limit > 0 && len(out.Events) >= limit {
			return out, nil
		}
		cursor = page.Next
	}
}

// writeLinked writes events with one row for those that are linked.
func (o *eventsOptions) writeLinked(ctx context.Context, s *streams, d *desk.Desk, q desk.Query, p gate.Purpose) error {
	if err := chosen("format", o.format, "table", "csv", "json"); err != nil {
		return err
	}
	page, err := d.Linked(ctx, q, p)
	if err != nil {
		return err
	}
	if o.limit > 0 && len(page.Groups) > o.limit {
		page.Groups = page.Groups[:o.limit]
	}
	if page.Withheld > 0 {
		fmt.Fprintf(s.err, "detente: %d events are kept out of the export by their licence\n", page.Withheld)
	}
	return writeTo(s, o.out, func(w io.Writer) error {
		switch o.format {
		case "json":
			return printJSON(w, page)
		case "csv":
			return export.Linked(page).CSV(w)
		}
		return export.LinkedTable(w, page)
	})
}
