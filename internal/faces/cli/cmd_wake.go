package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/dated"
	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/words/phrase"
)

// tabled is the flags of a verb that can be asked of a table of dated events instead of a situation.
type tabled struct{ times, streams, from, until string }

func (t *tabled) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.times, "times", "", "CSV or .csv.gz of dated events, to be asked instead of the situation")
	cmd.Flags().StringVar(&t.streams, "streams", "", "YAML file of rules: the columns and the streams of --times")
	cmd.Flags().StringVar(&t.from, "from", "", "first day of the record of --times (YYYY-MM-DD)")
	cmd.Flags().StringVar(&t.until, "to", "", "last day of the record of --times (YYYY-MM-DD)")
}

// read reads the table, or returns nil when none is given. Days that are set take the place of
// those of the rules. Faults are counted on stderr.
func (t *tabled) read(s *streams) (*dated.Table, error) {
	from, err := day("from", t.from)
	if err != nil {
		return nil, err
	}
	to, err := day("to", t.until)
	if err != nil {
		return nil, err
	}
	switch {
	case t.times == "" && (from.IsSet() || to.IsSet()):
		return nil, coded{exitUsage, errors.New("--from and --to need --times")}
	case t.times == "" && t.streams == "":
		return nil, nil
	case t.times == "" || t.streams == "":
		return nil, coded{exitUsage, errors.New("--times and --streams go together")}
	}
	rules, err := dated.OpenRules(t.streams)
	if err != nil {
		return nil, coded{exitUsage, fmt.Errorf("--streams: %w", err)}
	}
	if from.IsSet() {
		rules.From = from
	}
	if to.IsSet() {
		rules.To = to
	}
	if rules.From.IsSet() && rules.To.IsSet() && rules.To < rules.From {
		return nil, coded{exitUsage, fmt.Errorf("--to %s is before --from %s", rules.To, rules.From)}
	}
	table, err := dated.Open(t.times, rules)
	if err != nil {
		return nil, coded{exitFaults, fmt.Errorf("--times: %w", err)}
	}
	if n := table.Faults.Errors(); n > 0 {
		fmt.Fprintf(s.err, "detente: %d of %d rows have faults and are left out; the first: %s\n", n, table.Rows, table.Faults.All()[0])
	}
	if len(table.Events) == 0 {
		return nil, coded{exitFaults, fmt.Errorf("--times: %s: none of %d rows is used", t.times, table.Rows)}
	}
	fmt.Fprintf(s.err, "detente: %d of %d rows used; left out: %d by the rules, %d longer than a day, %d outside the span\n",
		len(table.Events), table.Rows, table.Passed, table.Long, table.Span)
	return table, nil
}

type wakeFlags struct {
	where
	tabled
	q                     desk.WakeQuery
	asOf, km, format, out string
	asJSON                bool
}

func newWake(s *streams) *cobra.Command {
	var o wakeFlags
	cmd := &cobra.Command{
		Use:   "wake",
		Short: "What followed one kind of event, against matched events of another, by days and distance",
		Long: `Counts the events of some streams in the days before and after each event of one stream
(the treatment) and of another (the control), within a distance; matches treatments and
controls that are alike; and gives the difference in differences for each window, with its
interval. What it finds is an association. Streams are those of situation.yaml, or of the
rules of a table given by --times and --streams.` + exitHelp,
		Example: "  detente wake --treatment strikes-in-afghanistan --control border-clashes --follow attacks-on-police,attacks-on-the-army --km any",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runWake(cmd.Context(), s, &o) },
	}
	o.where.flags(cmd)
	o.tabled.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	f.StringVar(&o.q.Treatment, "treatment", "", "stream whose wake is looked at")
	f.StringVar(&o.q.Control, "control", "", "stream whose wake it is set against")
	f.StringSliceVar(&o.q.Follow, "follow", nil, "streams counted before and after")
	f.IntSliceVar(&o.q.Days, "days", nil, "lengths of the window in days (default: 7,14,28)")
	f.StringVar(&o.km, "km", "50,100,200,any", "distances in kilometres; any is without regard to place")
	f.StringSliceVar(&o.q.Match, "match", nil, "matched on besides the trend: before, country, province, district, year, time or deaths; for a table also its columns (default: before and year, and its columns)")
	f.StringVar(&o.q.Overlap, "overlap", "keep", "events left out: keep none, mixed (near one of the other kind) or any (near another)")
	f.Uint64Var(&o.q.Seed, "seed", 0, "seed of the random numbers (default: the situation's)")
	f.StringVar(&o.format, "format", "table", "table, csv, json or svg")
	f.StringVar(&o.out, "out", "", "write to this file")
	f.BoolVar(&o.asJSON, "json", false, "the same as --format json")
	return cmd
}

func runWake(ctx context.Context, s *streams, o *wakeFlags) error {
	if o.asJSON {
		o.format = "json"
	}
	if err := chosen("format", o.format, "table", "csv", "json", "svg"); err != nil {
		return err
	}
	if o.q.Treatment == "" || o.q.Control == "" || len(o.q.Follow) == 0 {
		return coded{exitUsage, errors.New("--treatment, --control and --follow each name a stream")}
	}
	var err error
	if o.q.AsOf, err = day("as-of", o.asOf); err != nil {
		return err
	}
	if o.q.KM, err = distances(o.km); err != nil {
		return err
	}
	table, err := o.read(s)
	if err != nil {
		return err
	}
	var p *desk.WakePage
	if table != nil {
		p, err = desk.TableWakes(phrase.English(), table, o.q)
	} else {
		se, oerr := o.open(ctx, s)
		if oerr != nil {
			return oerr
		}
		defer se.Close()
		p, err = se.desk.Wakes(ctx, o.q)
	}
	if err != nil {
		return err
	}
	return writeTo(s, o.out, func(w io.Writer) error {
		switch o.format {
		case "json":
			return printJSON(w, p)
		case "svg":
			return export.WakeGrid(w, p)
		case "csv":
			return export.WakeSheet(p).CSV(w)
		}
		return export.WakeTable(w, p)
	})
}

// distances reads a list of kilometres; any is infinite.
func distances(text string) ([]float64, error) {
	var out []float64
	for _, part := range strings.Split(text, ",") {
		if part = strings.TrimSpace(part); part == "any" {
			out = append(out, math.Inf(1))
			continue
		}
		v, err := strconv.ParseFloat(part, 64)
		if err != nil || !(v > 0) {
			return nil, coded{exitUsage, fmt.Errorf("--km %q is neither a number above 0 nor any", part)}
		}
		out = append(out, v)
	}
	return out, nil
}
