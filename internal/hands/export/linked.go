package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"detente/internal/hands/desk"
)

// Linked is one row a group of linked events, with each data set's figures beside one another.
func Linked(p *desk.LinkedPage) Sheet {
	s := Sheet{Head: []string{"date_start", "sources", "events", "killed", "places", "score", "reason", "standing", "summary"}}
	for _, g := range p.Groups {
		var ids, killed, places, reasons []string
		least := ""
		for _, e := range g.Events {
			ids = append(ids, e.Dataset+" "+e.ID)
			killed = append(killed, e.Dataset+" "+Killed(e))
			places = append(places, e.Dataset+" "+spot(e))
		}
		low := 2.0
		for _, l := range g.Links {
			if l.Score < low {
				low, least = l.Score, strconv.FormatFloat(l.Score, 'f', 2, 64)
			}
			reasons = append(reasons, l.Reason)
		}
		s.Rows = append(s.Rows, []string{
			g.DateStart.String(), strconv.Itoa(len(g.Events)), strings.Join(ids, "; "), strings.Join(killed, "; "), strings.Join(places, "; "),
			least, strings.Join(reasons, "; "), g.Standing, g.Events[0].Summary,
		})
	}
	return s
}

// LinkedTable writes the groups for a terminal, with a closing line that counts.
func LinkedTable(w io.Writer, p *desk.LinkedPage) error {
	if err := Linked(p).Table(w); err != nil {
		return err
	}
	linked := 0
	for _, g := range p.Groups {
		if len(g.Events) > 1 {
			linked++
		}
	}
	_, err := fmt.Fprintf(w, "%d of %d rows, %d of them linked, as of %s. Figures stand side by side and are not added up; ? is no figure.\n", len(p.Groups), p.Total, linked, p.AsOf)
	return err
}
