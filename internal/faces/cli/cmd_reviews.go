package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/review"
	"detente/internal/words/phrase"
)

// reviewsOptions are the flags of reviews.
type reviewsOptions struct {
	where
	asJSON bool
}

func newReviews(s *streams) *cobra.Command {
	var o reviewsOptions
	cmd := &cobra.Command{
		Use:   "reviews",
		Short: "Tell what reviewers made of what was read from reports, by field and by rule",
		Long: `Counts the rulings on events, claims and options that reports proposed: accepted, mended and
refused, by type, by field and by the rule that read it. A reading stands when its proposal was
taken and the field was left as it was. Rulings are made on the page (detente serve --edit).` + exitHelp,
		Example: "  detente reviews --json",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runReviews(cmd.Context(), s, &o) },
	}
	o.where.flags(cmd)
	cmd.Flags().BoolVar(&o.asJSON, "json", false, "answer in JSON")
	return cmd
}

func runReviews(ctx context.Context, s *streams, o *reviewsOptions) error {
	se, err := o.open(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	t, err := reviewRoom(s, o.situation, se).Tally(ctx)
	if err != nil {
		return err
	}
	if o.asJSON {
		return printJSON(s.out, t)
	}
	printTally(s.out, se.desk.Catalog(), t)
	return nil
}

// printTally writes the counts as tables.
func printTally(w io.Writer, say *phrase.Catalog, t *review.Tally) {
	if t.Total == 0 {
		fmt.Fprintln(w, say.T("review.tally.none"))
		return
	}
	fmt.Fprintln(w, say.T("review.tally", "n", t.Total, "accepted", t.Accepted, "mended", t.Mended, "refused", t.Refused))
	for _, o := range t.On {
		fmt.Fprintf(w, "  %-10s %6d %6d %6d\n", o.On, o.Accepted, o.Mended, o.Refused)
	}
	for _, list := range []struct {
		head string
		of   []review.Precision
	}{{say.T("review.tally.fields"), t.ByField}, {say.T("review.tally.rules"), t.ByRule}} {
		fmt.Fprintf(w, "\n%s\n", list.head)
		for _, p := range list.of {
			fmt.Fprintf(w, "  %-28s %6d %6d %6d  %.2f\n", p.Name, p.Accepted, p.Mended, p.Refused, p.Share)
		}
	}
}
