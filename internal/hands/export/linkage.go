package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"detente/internal/hands/desk"
)

// LinkageSheet gives the axis as rows: series (one value a row), links (one lag a row) or marks.
func LinkageSheet(p *desk.LinkagePage, rows string) Sheet {
	switch rows {
	case "links":
		s := Sheet{Head: []string{"base", "other", "lag", "pairs", "r", "low", "high", "chance", "reason"}}
		for _, l := range p.Links {
			for _, x := range l.Lags {
				s.add(p.Base, l.Other, strconv.Itoa(x.Lag), strconv.Itoa(x.Pairs), fixed(x.R, 4), fixed(x.Low, 4), fixed(x.High, 4), fixed(l.Chance, 4), l.Reason)
			}
		}
		return s
	case "marks":
		s := Sheet{Head: []string{"period", "date", "mode", "event_id", "summary", "source_urls"}}
		for _, m := range p.Marks {
			s.add(m.Period.String(), m.Date.String(), m.Mode, m.EventID, m.Summary, strings.Join(p.Reports[m.EventID], " "))
		}
		return s
	}
	s := Sheet{Head: []string{"series", "kind", "unit", "region", "publisher", "period", "value", "event_ids", "source_urls"}}
	for _, x := range p.Series {
		for i, v := range x.Points {
			s.add(x.ID, x.Kind, x.Unit, x.Region, x.Publisher, p.Periods[i].String(), decimal(v.Value), list(v.EventIDs), strings.Join(v.URLs, " "))
		}
	}
	return s
}

// LinkageTable writes the series, how they are linked, and the marks for a terminal.
func LinkageTable(w io.Writer, p *desk.LinkagePage, rows string) error {
	fmt.Fprintf(w, "As of %s, %s. %s\n\n", p.AsOf, p.DyadName, p.Text)
	if rows != "" && rows != "summary" {
		if err := LinkageSheet(p, rows).Table(w); err != nil {
			return err
		}
		_, err := fmt.Fprintf(w, "\n%s\n", p.Note)
		return err
	}
	var t [][]string
	for _, s := range p.Series {
		sum, n := 0.0, 0
		for _, v := range s.Points {
			if v.Value != nil && *v.Value != 0 {
				sum, n = sum+*v.Value, n+1
			}
		}
		total := fixed(&sum, 1)
		if s.Publisher != "" || s.Known == 0 {
			total = "–" // published figures are not added up here
		}
		t = append(t, []string{s.Name, dash(s.Region), dash(s.Publisher), s.Unit, strconv.Itoa(s.Known), strconv.Itoa(s.Missing), strconv.Itoa(n), total})
	}
	if err := block(w, t, "SERIES", "REGION", "PUBLISHER", "UNIT", "KNOWN", "MISSING", "ABOVE ZERO", "SUM"); err != nil {
		return err
	}
	for _, l := range p.Links {
		fmt.Fprintln(w, l.Text)
	}
	if n := len(p.LeftOut); n > 0 {
		fmt.Fprintf(w, "\n%d published series have fewer than two figures for one %s and are left out; --json lists them.\n", n, p.Step)
	}
	for _, u := range p.UnitChanges {
		fmt.Fprintf(w, "The unit changes in %s; the units stay apart.\n", strings.ReplaceAll(u, "|", ", "))
	}
	_, err := fmt.Fprintf(w, "\n%s\n", p.Note)
	return err
}
