package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/hands/gate"
	"detente/internal/words/phrase"
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
		return writeTo(s, o.out, func(w io.Writer) error { return writeCommitment(w, se.desk.Catalog(), x, o.format) })
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
			return commitmentSheet(p, o.rows).CSV(w)
		}
		return printCommitments(w, p, o.rows)
	})
}

func printCommitments(w io.Writer, p *desk.CommitmentPage, rows string) error {
	fmt.Fprintf(w, "As of %s; %d commitments.\n", p.AsOf, p.Total)
	for _, text := range []string{p.Text.Score, p.Text.Overdue, p.Text.Evidence, p.Text.Time, p.Text.Weighting} {
		if text != "" {
			fmt.Fprintln(w, text)
		}
	}
	fmt.Fprintln(w)
	if err := commitmentSheet(p, rows).Table(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", p.Text.Note)
	return err
}

func commitmentSheet(p *desk.CommitmentPage, rows string) export.Sheet {
	switch rows {
	case "scores":
		return scoreSheet(p)
	case "curve":
		s := export.Sheet{Head: []string{"days", "at_risk", "events", "censored", "share", "std_err", "low", "high", "plain_low", "plain_high", "ids", "censored_ids"}, Shown: 11}
		for _, x := range p.Time.Curve {
			s.Rows = append(s.Rows, []string{strconv.Itoa(x.Days), strconv.Itoa(x.AtRisk), strconv.Itoa(x.Events), strconv.Itoa(x.Censored),
				places(&x.Share, 4), places(x.SE, 4), places(x.Low, 4), places(x.High, 4), places(x.PlainLow, 4), places(x.PlainHigh, 4),
				strings.Join(x.IDs, ";"), strings.Join(x.CensoredIDs, ";")})
		}
		return s
	}
	s := export.Sheet{Head: []string{"id", "status", "grade", "announced", "due", "days_overdue", "theme", "institution_side", "institution", "commitment",
		"announced_precision", "status_date", "days_open", "days_to_evidence", "evidence", "evidence_id", "source_url", "evidence_url"}, Shown: 10}
	for _, c := range p.Items {
		s.Rows = append(s.Rows, []string{c.ID, c.Status, number(c.Grade), c.Announced.String(), c.Due.String(), strconv.Itoa(c.DaysOverdue), c.Theme,
			strings.Join(c.Sides, ";"), c.Institution, c.Text, c.AnnouncedPrecision, c.StatusDate.String(), number(c.DaysOpen), number(c.DaysToEvidence),
			c.Evidence, c.EvidenceID, c.SourceURL, c.EvidenceURL})
	}
	return s
}

func scoreSheet(p *desk.CommitmentPage) export.Sheet {
	s := export.Sheet{Head: []string{"group", "key", "score", "low", "high", "scored", "unknown", "none", "minimal", "intermediate", "full", "ids", "unknown_ids"}, Shown: 11}
	add := func(group string, list ...desk.CommitmentScore) {
		for _, x := range list {
			s.Rows = append(s.Rows, []string{group, x.Key, places(x.Score, 1), places(x.Low, 1), places(x.High, 1), strconv.Itoa(x.Scored), strconv.Itoa(x.Unknown),
				strconv.Itoa(x.Grades["none"]), strconv.Itoa(x.Grades["minimal"]), strconv.Itoa(x.Grades["intermediate"]), strconv.Itoa(x.Grades["full"]),
				strings.Join(x.IDs, ";"), strings.Join(x.UnknownIDs, ";")})
		}
	}
	add("all", p.Score)
	add("theme", p.ByTheme...)
	add("side", p.BySide...)
	add("institution", p.ByInstitution...)
	return s
}

func writeCommitment(w io.Writer, say *phrase.Catalog, x *desk.CommitmentDossier, format string) error {
	if format == "json" {
		return printJSON(w, x)
	}
	s := export.Sheet{Head: []string{"id", "date", "date_precision", "status", "grade", "days", "evidence", "source_url"}}
	for _, e := range x.History {
		s.Rows = append(s.Rows, []string{e.ID, e.Date.String(), e.Precision, e.Status, number(e.Grade), number(e.Days), e.Text, e.SourceURL})
	}
	if format == "csv" {
		return s.CSV(w)
	}
	c := x.Commitment
	fmt.Fprintf(w, "%s — %s (%s), as of %s\n%s\nAnnounced %s (%s); due %s; theme %s.\nStands at: %s.\n", c.ID, c.Institution, strings.Join(c.Sides, ", "), x.AsOf,
		c.Text, c.Announced, c.AnnouncedPrecision, orDash(c.Due.String()), c.Theme, say.T("status."+c.Status))
	if c.DaysOverdue > 0 {
		fmt.Fprintf(w, "%d days past due.\n", c.DaysOverdue)
	}
	fmt.Fprintf(w, "Report: %s\n\n", c.SourceURL)
	for _, e := range x.History {
		fmt.Fprintf(w, "%s  %s  %s\n  %s\n", orDash(e.Date.String()), e.ID, say.T("status."+e.Status), e.Text)
		if e.SourceURL != "" {
			fmt.Fprintf(w, "  %s\n", e.SourceURL)
		}
	}
	if len(x.History) == 0 {
		fmt.Fprintln(w, say.T("status.unknown"))
	}
	p := x.Provenance
	_, err := fmt.Fprintf(w, "\nRow %d of %s (%s), SHA-256 %s, known from %s.\n", p.Row, p.File, p.Dataset, p.SHA256, p.KnowableAt)
	return err
}

// number writes a whole number; empty is not known.
func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// places writes a number with so many digits after the point; empty is not known.
func places(x *float64, n int) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', n, 64)
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
