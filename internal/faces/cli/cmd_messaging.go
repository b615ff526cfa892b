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
)

// messagingOptions are the flags of messaging.
type messagingOptions struct {
	where
	asOf, format, out, rows string
	query                   desk.MessagingQuery
	asJSON                  bool
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
	o.where.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	f.StringSliceVar(&o.query.Sides, "sides", nil, "compare the institutions of these sides as one group")
	f.StringSliceVar(&o.query.Issues, "issue", nil, "an issue of the situation")
	f.StringVar(&o.query.By, "by", "institution", "who is compared: institution or side")
	f.IntVar(&o.query.Window, "window", 0, "days of the moving window (default 180)")
	f.IntVar(&o.query.AtLeast, "at-least", 0, "statements a window needs for an index (default 4)")
	f.IntVar(&o.query.Near, "near", 0, "days within which opposite statements contradict (default 30)")
	f.StringVar(&o.query.Weigh, "weighting", "statements", "a pair counts as often as the less heard spoke (statements) or once (equal)")
	f.StringVar(&o.rows, "rows", "index", "rows of the table or CSV: index, series, partings, contradictions, speakers or statements")
	f.StringVar(&o.format, "format", "table", "table, csv or json")
	f.StringVar(&o.out, "out", "", "write to this file")
	f.BoolVar(&o.asJSON, "json", false, "the same as --format json")
	return cmd
}

// messagingSheets are the tables that an answer can be read as.
var messagingSheets = map[string]func(*desk.MessagingPage) export.Sheet{
	"index": indexSheet, "series": seriesSheet, "partings": partingSheet, "contradictions": contradictionSheet,
	"speakers": speakerSheet, "statements": statementSheet,
}

func runMessaging(ctx context.Context, s *streams, o *messagingOptions) error {
	if o.asJSON {
		o.format = "json"
	}
	if err := chosen("format", o.format, "table", "csv", "json"); err != nil {
		return err
	}
	if err := chosen("rows", o.rows, "index", "series", "partings", "contradictions", "speakers", "statements"); err != nil {
		return err
	}
	var err error
	q := o.query
	if q.AsOf, err = day("as-of", o.asOf); err != nil {
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
	p, err := se.desk.Messaging(ctx, q)
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
			return messagingSheets[o.rows](p).CSV(w)
		}
		return printMessaging(w, p, o.rows)
	})
}

func printMessaging(w io.Writer, p *desk.MessagingPage, rows string) error {
	fmt.Fprintf(w, "As of %s. Statements: %d; compared by %s.\n", p.AsOf, len(p.Statements), p.By)
	for _, g := range p.Groups {
		fmt.Fprintf(w, "%s\n", g.Text)
		if g.Statements > 0 {
			fmt.Fprintf(w, "  %s\n  %s\n", g.Overall.Text, g.Overall.RecordText)
		}
	}
	if p.Scope != "" {
		fmt.Fprintln(w, p.Scope)
	}
	fmt.Fprintln(w)
	sheet := messagingSheets[rows](p)
	if err := sheet.Table(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", p.Note)
	return err
}

// each calls with every issue of every group.
func each(p *desk.MessagingPage, call func(desk.MessagingGroup, desk.MessagingIssue)) {
	for _, g := range p.Groups {
		for _, i := range g.Issues {
			call(g, i)
		}
	}
}

func indexSheet(p *desk.MessagingPage) export.Sheet {
	s := export.Sheet{Head: []string{"group", "issue", "now", "index", "low", "high", "statements", "institutions",
		"record", "record_index", "record_low", "record_high", "record_statements", "partings", "contradictions", "ids"}, Shown: 15}
	add := func(g desk.MessagingGroup, i desk.MessagingIssue) {
		n, r := i.Now, i.Record
		issue := i.Issue
		if issue == "" {
			issue = "all"
		}
		s.Rows = append(s.Rows, []string{g.Name, issue, n.Grade, places(n.Index, 2), places(n.Low, 2), places(n.High, 2), strconv.Itoa(n.Statements), strconv.Itoa(n.Speakers),
			r.Grade, places(r.Index, 2), places(r.Low, 2), places(r.High, 2), strconv.Itoa(r.Statements),
			strconv.Itoa(len(i.Partings)), strconv.Itoa(len(i.Contradictions)), strings.Join(n.IDs, ";")})
	}
	for _, g := range p.Groups {
		add(g, g.Overall)
		for _, i := range g.Issues {
			add(g, i)
		}
	}
	return s
}

func seriesSheet(p *desk.MessagingPage) export.Sheet {
	s := export.Sheet{Head: []string{"group", "issue", "from", "to", "grade", "index", "low", "high", "statements", "institutions", "ids"}}
	each(p, func(g desk.MessagingGroup, i desk.MessagingIssue) {
		for _, x := range i.Series {
			s.Rows = append(s.Rows, []string{g.Name, i.Issue, x.From.String(), x.To.String(), x.Grade, places(x.Index, 4), places(x.Low, 4), places(x.High, 4),
				strconv.Itoa(x.Statements), strconv.Itoa(x.Speakers), strings.Join(x.IDs, ";")})
		}
	})
	return s
}

func partingSheet(p *desk.MessagingPage) export.Sheet {
	s := export.Sheet{Head: []string{"group", "issue", "date", "a", "b", "agreed", "again", "agreed_ids", "parted_ids"}}
	each(p, func(g desk.MessagingGroup, i desk.MessagingIssue) {
		for _, x := range i.Partings {
			s.Rows = append(s.Rows, []string{g.Name, i.Issue, x.Date.String(), x.A, x.B, x.Together.String(), x.Again.String(), strings.Join(x.Before, ";"), strings.Join(x.After, ";")})
		}
	})
	return s
}

func contradictionSheet(p *desk.MessagingPage) export.Sheet {
	s := export.Sheet{Head: []string{"group", "issue", "date", "days", "support_id", "supports", "support_text", "oppose_id", "opposes", "oppose_text", "own", "support_url", "oppose_url"}, Shown: 10}
	by := map[string]desk.Statement{}
	for _, x := range p.Statements {
		by[x.ID] = x
	}
	each(p, func(g desk.MessagingGroup, i desk.MessagingIssue) {
		for _, x := range i.Contradictions {
			a, b := by[x.For], by[x.Against]
			s.Rows = append(s.Rows, []string{g.Name, i.Issue, x.Date.String(), strconv.Itoa(x.Days), a.ID, a.Institution, a.Text, b.ID, b.Institution, b.Text, strconv.FormatBool(x.Own), a.SourceURL, b.SourceURL})
		}
	})
	return s
}

func speakerSheet(p *desk.MessagingPage) export.Sheet {
	s := export.Sheet{Head: []string{"group", "name", "statements", "support", "mixed", "oppose", "mean", "first", "last", "ids"}}
	for _, g := range p.Groups {
		for _, x := range g.Speakers {
			s.Rows = append(s.Rows, []string{g.Name, x.Name, strconv.Itoa(x.Statements), strconv.Itoa(x.Support), strconv.Itoa(x.Mixed), strconv.Itoa(x.Oppose),
				places(x.Mean, 2), x.First.String(), x.Last.String(), strings.Join(x.IDs, ";")})
		}
	}
	return s
}

func statementSheet(p *desk.MessagingPage) export.Sheet {
	s := export.Sheet{Head: []string{"id", "date", "institution", "institution_side", "issue", "stance", "paraphrase", "date_precision", "speaker_role", "body", "source_url", "knowable_at", "dataset", "version"}, Shown: 7}
	for _, x := range p.Statements {
		s.Rows = append(s.Rows, []string{x.ID, x.Date.String(), x.Institution, strings.Join(x.Sides, ";"), x.Issue, x.Stance, x.Text, x.Precision, x.SpeakerRole, x.Body,
			x.SourceURL, x.KnowableAt.String(), x.Dataset, x.Version})
	}
	return s
}
