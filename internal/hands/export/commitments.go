package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"detente/internal/hands/desk"
	"detente/internal/words/phrase"
)

// CommitmentsTable writes what was found and the rows for a terminal.
func CommitmentsTable(w io.Writer, p *desk.CommitmentPage, rows string) error {
	fmt.Fprintf(w, "As of %s; %d commitments.\n", p.AsOf, p.Total)
	for _, text := range []string{p.Text.Score, p.Text.Overdue, p.Text.Evidence, p.Text.Time, p.Text.Weighting} {
		if text != "" {
			fmt.Fprintln(w, text)
		}
	}
	fmt.Fprintln(w)
	if err := CommitmentsSheet(p, rows).Table(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", p.Text.Note)
	return err
}

// CommitmentsSheet gives the answer as rows: items, scores or curve; any other word is items.
func CommitmentsSheet(p *desk.CommitmentPage, rows string) Sheet {
	switch rows {
	case "scores":
		return scoreSheet(p)
	case "curve":
		s := Sheet{Head: []string{"days", "at_risk", "events", "censored", "share", "std_err", "low", "high", "plain_low", "plain_high", "ids", "censored_ids"}, Shown: 11}
		for _, x := range p.Time.Curve {
			s.Rows = append(s.Rows, []string{strconv.Itoa(x.Days), strconv.Itoa(x.AtRisk), strconv.Itoa(x.Events), strconv.Itoa(x.Censored),
				figureOf(&x.Share, 4), figureOf(x.SE, 4), figureOf(x.Low, 4), figureOf(x.High, 4), figureOf(x.PlainLow, 4), figureOf(x.PlainHigh, 4),
				strings.Join(x.IDs, ";"), strings.Join(x.CensoredIDs, ";")})
		}
		return s
	}
	s := Sheet{Head: []string{"id", "status", "grade", "announced", "due", "days_overdue", "theme", "institution_side", "institution", "commitment",
		"announced_precision", "status_date", "days_open", "days_to_evidence", "evidence", "evidence_id", "source_url", "evidence_url"}, Shown: 10}
	for _, c := range p.Items {
		s.Rows = append(s.Rows, []string{c.ID, c.Status, whole(c.Grade), c.Announced.String(), c.Due.String(), strconv.Itoa(c.DaysOverdue), c.Theme,
			strings.Join(c.Sides, ";"), c.Institution, c.Text, c.AnnouncedPrecision, c.StatusDate.String(), whole(c.DaysOpen), whole(c.DaysToEvidence),
			c.Evidence, c.EvidenceID, c.SourceURL, c.EvidenceURL})
	}
	return s
}

func scoreSheet(p *desk.CommitmentPage) Sheet {
	s := Sheet{Head: []string{"group", "key", "score", "low", "high", "scored", "unknown", "none", "minimal", "intermediate", "full", "ids", "unknown_ids"}, Shown: 11}
	add := func(group string, list ...desk.CommitmentScore) {
		for _, x := range list {
			s.Rows = append(s.Rows, []string{group, x.Key, figureOf(x.Score, 1), figureOf(x.Low, 1), figureOf(x.High, 1), strconv.Itoa(x.Scored), strconv.Itoa(x.Unknown),
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

// Commitment writes one commitment with its history as json, csv or a text for a terminal.
func Commitment(w io.Writer, say *phrase.Catalog, x *desk.CommitmentDossier, format string) error {
	if format == "json" {
		return JSON(w, x)
	}
	s := Sheet{Head: []string{"id", "date", "date_precision", "status", "grade", "days", "evidence", "source_url"}}
	for _, e := range x.History {
		s.Rows = append(s.Rows, []string{e.ID, e.Date.String(), e.Precision, e.Status, whole(e.Grade), whole(e.Days), e.Text, e.SourceURL})
	}
	if format == "csv" {
		return s.CSV(w)
	}
	c := x.Commitment
	fmt.Fprintf(w, "%s — %s (%s), as of %s\n%s\nAnnounced %s (%s); due %s; theme %s.\nStands at: %s.\n", c.ID, c.Institution, strings.Join(c.Sides, ", "), x.AsOf,
		c.Text, c.Announced, c.AnnouncedPrecision, dash(c.Due.String()), c.Theme, say.T("status."+c.Status))
	if c.DaysOverdue > 0 {
		fmt.Fprintf(w, "%d days past due.\n", c.DaysOverdue)
	}
	fmt.Fprintf(w, "Report: %s\n\n", c.SourceURL)
	for _, e := range x.History {
		fmt.Fprintf(w, "%s  %s  %s\n  %s\n", dash(e.Date.String()), e.ID, say.T("status."+e.Status), e.Text)
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
