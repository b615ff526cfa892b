package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"detente/internal/hands/desk"
)

// PrinciplesSheet gives the board as rows: months or evidence.
func PrinciplesSheet(p *desk.PrincipleBoard, rows string) Sheet {
	if rows == "evidence" {
		s := Sheet{Head: []string{"principle", "date", "progress", "regress", "kind", "id", "commitment_id", "party", "code", "text", "source_urls"}}
		for _, x := range p.Principles {
			for _, e := range x.Evidence {
				urls := e.SourceURL
				if urls == "" {
					urls = strings.Join(p.Reports[e.ID], " ")
				}
				s.add(x.ID, e.Date.String(), strconv.FormatBool(e.Progress), strconv.FormatBool(e.Regress), e.Kind, e.ID, e.CommitmentID, e.Party, e.Code, e.Text, urls)
			}
		}
		return s
	}
	s := Sheet{Head: []string{"principle", "month", "progress", "regress", "ids"}}
	for _, x := range p.Principles {
		for _, m := range x.Months {
			s.add(x.ID, m.Month.String(), strconv.Itoa(m.Progress), strconv.Itoa(m.Regress), list(m.IDs))
		}
	}
	return s
}

// PrinciplesTable writes the board for a terminal.
func PrinciplesTable(w io.Writer, p *desk.PrincipleBoard, rows string) error {
	fmt.Fprintf(w, "As of %s, %s to %s. %s\n\n", p.AsOf, p.From, p.To, p.Text)
	if rows != "" && rows != "summary" {
		if err := PrinciplesSheet(p, rows).Table(w); err != nil {
			return err
		}
		_, err := fmt.Fprintf(w, "\n%s\n", p.Note)
		return err
	}
	for _, x := range p.Principles {
		fmt.Fprintf(w, "%s\n  %s\n", x.Text, x.Definition)
		kinds := map[string][2]int{}
		for _, e := range x.Evidence {
			k := kinds[e.Kind]
			if e.Progress {
				k[0]++
			}
			if e.Regress {
				k[1]++
			}
			kinds[e.Kind] = k
		}
		fmt.Fprintf(w, "  in all: %d of progress, %d of regress", x.Progress, x.Regress)
		for _, k := range []struct{ code, name string }{{"event", "events"}, {"evidence", "commitments"}, {"statement", "statements"}} {
			fmt.Fprintf(w, "; %s %d/%d", k.name, kinds[k.code][0], kinds[k.code][1])
		}
		fmt.Fprintln(w)
		for _, e := range x.Evidence[:min(3, len(x.Evidence))] {
			sign := "−"
			if e.Progress {
				sign = "+"
			}
			fmt.Fprintf(w, "  %s %s %s: %s\n", sign, e.Date, e.ID, cut(e.Text, 100))
		}
		fmt.Fprintln(w)
	}
	_, err := fmt.Fprintln(w, p.Note)
	return err
}
