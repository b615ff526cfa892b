package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"detente/internal/hands/desk"
)

// MessagingSheet gives the answer as rows: index, series, partings, contradictions, speakers
// or statements; any other word is index.
func MessagingSheet(p *desk.MessagingPage, rows string) Sheet {
	switch rows {
	case "series":
		return agreementSheet(p)
	case "partings":
		return partingSheet(p)
	case "contradictions":
		return contradictionSheet(p)
	case "speakers":
		return voiceSheet(p)
	case "statements":
		return statementSheet(p)
	}
	return indexSheet(p)
}

// MessagingTable writes what was found and the rows for a terminal.
func MessagingTable(w io.Writer, p *desk.MessagingPage, rows string) error {
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
	sheet := MessagingSheet(p, rows)
	if err := sheet.Table(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", p.Note)
	return err
}

// eachIssue calls with every issue of every group.
func eachIssue(p *desk.MessagingPage, call func(desk.MessagingGroup, desk.MessagingIssue)) {
	for _, g := range p.Groups {
		for _, i := range g.Issues {
			call(g, i)
		}
	}
}

func indexSheet(p *desk.MessagingPage) Sheet {
	s := Sheet{Head: []string{"group", "issue", "now", "index", "low", "high", "statements", "institutions",
		"record", "record_index", "record_low", "record_high", "record_statements", "partings", "contradictions", "ids"}, Shown: 15}
	add := func(g desk.MessagingGroup, i desk.MessagingIssue) {
		n, r := i.Now, i.Record
		issue := i.Issue
		if issue == "" {
			issue = "all"
		}
		s.Rows = append(s.Rows, []string{g.Name, issue, n.Grade, figureOf(n.Index, 2), figureOf(n.Low, 2), figureOf(n.High, 2), strconv.Itoa(n.Statements), strconv.Itoa(n.Speakers),
			r.Grade, figureOf(r.Index, 2), figureOf(r.Low, 2), figureOf(r.High, 2), strconv.Itoa(r.Statements),
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

func agreementSheet(p *desk.MessagingPage) Sheet {
	s := Sheet{Head: []string{"group", "issue", "from", "to", "grade", "index", "low", "high", "statements", "institutions", "ids"}}
	eachIssue(p, func(g desk.MessagingGroup, i desk.MessagingIssue) {
		for _, x := range i.Series {
			s.Rows = append(s.Rows, []string{g.Name, i.Issue, x.From.String(), x.To.String(), x.Grade, figureOf(x.Index, 4), figureOf(x.Low, 4), figureOf(x.High, 4),
				strconv.Itoa(x.Statements), strconv.Itoa(x.Speakers), strings.Join(x.IDs, ";")})
		}
	})
	return s
}

func partingSheet(p *desk.MessagingPage) Sheet {
	s := Sheet{Head: []string{"group", "issue", "date", "a", "b", "agreed", "again", "agreed_ids", "parted_ids"}}
	eachIssue(p, func(g desk.MessagingGroup, i desk.MessagingIssue) {
		for _, x := range i.Partings {
			s.Rows = append(s.Rows, []string{g.Name, i.Issue, x.Date.String(), x.A, x.B, x.Together.String(), x.Again.String(), strings.Join(x.Before, ";"), strings.Join(x.After, ";")})
		}
	})
	return s
}

func contradictionSheet(p *desk.MessagingPage) Sheet {
	s := Sheet{Head: []string{"group", "issue", "date", "days", "support_id", "supports", "support_text", "oppose_id", "opposes", "oppose_text", "own", "support_url", "oppose_url"}, Shown: 10}
	by := map[string]desk.Statement{}
	for _, x := range p.Statements {
		by[x.ID] = x
	}
	eachIssue(p, func(g desk.MessagingGroup, i desk.MessagingIssue) {
		for _, x := range i.Contradictions {
			a, b := by[x.For], by[x.Against]
			s.Rows = append(s.Rows, []string{g.Name, i.Issue, x.Date.String(), strconv.Itoa(x.Days), a.ID, a.Institution, a.Text, b.ID, b.Institution, b.Text, strconv.FormatBool(x.Own), a.SourceURL, b.SourceURL})
		}
	})
	return s
}

func voiceSheet(p *desk.MessagingPage) Sheet {
	s := Sheet{Head: []string{"group", "name", "statements", "support", "mixed", "oppose", "mean", "first", "last", "ids"}}
	for _, g := range p.Groups {
		for _, x := range g.Speakers {
			s.Rows = append(s.Rows, []string{g.Name, x.Name, strconv.Itoa(x.Statements), strconv.Itoa(x.Support), strconv.Itoa(x.Mixed), strconv.Itoa(x.Oppose),
				figureOf(x.Mean, 2), x.First.String(), x.Last.String(), strings.Join(x.IDs, ";")})
		}
	}
	return s
}

func statementSheet(p *desk.MessagingPage) Sheet {
	s := Sheet{Head: []string{"id", "date", "institution", "institution_side", "issue", "stance", "paraphrase", "date_precision", "speaker_role", "body", "source_url", "knowable_at", "dataset", "version"}, Shown: 7}
	for _, x := range p.Statements {
		s.Rows = append(s.Rows, []string{x.ID, x.Date.String(), x.Institution, strings.Join(x.Sides, ";"), x.Issue, x.Stance, x.Text, x.Precision, x.SpeakerRole, x.Body,
			x.SourceURL, x.KnowableAt.String(), x.Dataset, x.Version})
	}
	return s
}
