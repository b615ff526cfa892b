package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/words/phrase"
)

// commitmentsOptions are the flags of commitments.
type commitmentsOptions struct {
	form
	weights []string
	query   desk.CommitmentQuery
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
	o.moment(cmd)
	f := cmd.Flags()
	f.StringSliceVar(&o.query.Sides, "side", nil, "a side of the institution")
	f.StringSliceVar(&o.query.Themes, "theme", nil, "a theme of the situation")
	f.StringSliceVar(&o.query.Statuses, "status", nil, "a status, such as partial")
	f.BoolVar(&o.query.Overdue, "overdue", false, "only those past their day")
	f.StringVar(&o.query.Each, "weighting", "equal", "what counts once: equal (every commitment), theme or side")
	f.StringSliceVar(&o.weights, "weight", nil, "factor of a theme or side, as border=2")
	f.StringVar(&o.query.Followed, "followed", "as_of", "up to when one counts as followed: as_of or last_reading")
	f.StringVar(&o.query.Dropped, "given-up", "competing", "what was given up is a competing end, or censored")
	o.rowsOf(cmd, "items", "", "items", "scores", "curve")
	o.answers(cmd, "table", "csv", "json")
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

func runCommitments(ctx context.Context, s *streams, o *commitmentsOptions, args []string) (err error) {
	q := o.query
	if q.AsOf, _, _, err = o.check(); err != nil {
		return err
	}
	if q.Weights, err = desk.Weights(o.weights); err != nil {
		return err
	}
	q.Purpose = o.purpose()
	if len(args) == 1 {
		say := phrase.English()
		return answered(ctx, s, &o.where, o.out, func(d *desk.Desk) (*desk.CommitmentDossier, int, error) {
			say = d.Catalog()
			x, err := d.Commitment(ctx, args[0], q.AsOf)
			return x, 0, err
		}, func(w io.Writer, x *desk.CommitmentDossier) error { return export.Commitment(w, say, x, o.format) })
	}
	return answerIn(ctx, s, &o.form, func(d *desk.Desk) (*desk.CommitmentPage, int, error) {
		p, err := d.Commitments(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return p, p.Withheld, nil
	}, drawn[*desk.CommitmentPage]{
		table: func(w io.Writer, p *desk.CommitmentPage) error { return export.CommitmentsTable(w, p, o.rows) },
		sheet: func(p *desk.CommitmentPage) export.Sheet { return export.CommitmentsSheet(p, o.rows) },
	})
}
