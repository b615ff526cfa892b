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

// commitmentsOptions are the flags of commitments.
type commitmentsOptions struct {
	where
	asOf, format, out, rows string
	weights                 []string
	query                   desk.CommitmentQuery
	asJSON                  bool
}

func newCommitments(s *streams) *cobra.Command {
	var o commitmentsOptions
	cmd := &cobra.Command{
		Use:   "commitments [id]",
		Short: "Show what became of public commitments: how far, how late, how long",
		Long: `Lists public commitments with where each stands on a scale from 0 (none) to 3 (full), how
far they were carried out together, which are overdue, and how long it took. Unknown is
kept apart from not done. With an id, shows one commitment with its history.` + exitHelp,
		Example: "  detente commitments --side PAK_FED --overdue\n  detente commitments CM-20251030-01",
		Args:    atMostOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCommitments(cmd.Context(), s, &o, args)
		},
	}
	o.where.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	f.StringSliceVar(&o.query.Sides, "side", nil, "a side of the institution")
	f.StringSliceVar(&o.query.Themes, "theme", nil, "a theme of the situation")
	f.StringSliceVar(&o.query.Statuses, "status", nil, "a status, such as partial")
	f.BoolVar(&o.query.Overdue, "overdue", false, "only those past their day")
	f.StringVar(&o.query.Each, "weighting", "equal", "what counts once: equal (every commitment), theme or side")
	f.StringSliceVar(&o.weights, "weight", nil, "factor of a theme or side, as border=2")
	f.StringVar(&o.query.Followed, "followed", "as_of", "up to when one counts as followed: as_of or last_reading")
	f.StringVar(&o.query.Dropped, "given-up", "competing", "what was given up is a competing end, or censored")
	f.StringVar(&o.rows, "rows", "items", "rows of the table or CSV: items, scores or curve")
	f.StringVar(&o.format, "format", "table", "table, csv or json")
	f.StringVar(&o.out, "out", "", "write to this file")
	f.BoolVar(&o.asJSON, "json", false, "the same as --format json")
	return cmd
}

// atMostOne refuses a second argument with the usage exit code.
func atMostOne(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return coded{exitUsage, fmt.Errorf("%s takes at most one id, found %q; see detente %s --help", cmd.Name(), args, cmd.Name())}
	}
	return nil
}

// chosen refuses a value that a flag does not know.
func chosen(flag, value string, known ...string) error {
	for _, k := range known {
		if value == k {
			return nil
		}
	}
	return coded{exitUsage, fmt.Errorf("--%s %q is not one of %s", flag, value, strings.Join(known, ", "))}
}

func runCommitments(ctx context.Context, s *streams, o *commitmentsOptions, args []string) error {
	if o.asJSON {
		o.format = "json"
	}
	if err := chosen("format", o.format, "table", "csv", "json"); err != nil {
		return err
	}
	if err := chosen("rows", o.rows, "items", "scores", "curve"); err != nil {
		return err
	}
	var err error
	q := o.query
	if q.AsOf, err = day("as-of", o.asOf); err != nil {
		return err
	}
	if q.Weights, err = desk.Weights(o.weights); err != nil {
		return err
	}
	if o.format != "table" {
		q.Purpose = gate.Export
	}
	se, err := o.where.open(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	if len(args) == 1 {
		x, err := se.desk.Commitment(ctx, args[0], q.AsOf)
		if err != nil {
			return err
		}
		return writeTo(s, o.out, func(w io.Writer) error { return export.Commitment(w, se.desk.Catalog(), x, o.format) })
	}
	p, err := se.desk.Commitments(ctx, q)
	if err != nil {
		return err
	}
	if p.Withheld > 0 {
		fmt.Fprintf(s.err, "detente: %d rows are kept out of the export by their licence\n", p.Withheld)
	}
	return writeTo(s, o.out, func(w io.Writer) error {
		switch o.format {
		case "json":
			return printJSON(w, p)
		case "csv":
			return export.CommitmentsSheet(p, o.rows).CSV(w)
		}
		return export.CommitmentsTable(w, p, o.rows)
	})
}
