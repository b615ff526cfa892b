package export

import (
	"fmt"
	"io"
	"strconv"

	"detente/internal/hands/desk"
	"detente/internal/words/figure"
)

// tollHead are the columns of every cut of the toll, after those that name the row.
var tollHead = []string{"events", "deaths_low", "deaths_best", "deaths_high", "deaths_unknown", "deaths_at_least",
	"civilian", "police", "military", "militant", "injured_low", "injured_high", "injured_unknown", "abducted", "abducted_events", "event_ids"}

func tollCells(t desk.TollSum) []string {
	out := append([]string{strconv.Itoa(t.Events)}, sumCells(t.Deaths)...)
	for _, g := range t.Groups {
		n := ""
		if g.Events > 0 {
			n = whole64(g.Deaths)
		}
		out = append(out, n)
	}
	injured, abducted := []string{"", "", strconv.Itoa(t.Injured.Unknown)}, ""
	if t.Injured.Unknown < t.Injured.Of {
		injured[0], injured[1] = whole64(t.Injured.Low), whole64(t.Injured.High)
	}
	if t.Abducted.Of > 0 {
		abducted = whole64(t.Abducted.Count)
	}
	return append(append(out, injured...), abducted, strconv.Itoa(t.Abducted.Of), list(t.EventIDs))
}

// sumCells writes a sum of ranges; without any figure the ends are empty, which is not zero.
func sumCells(s figure.Sum) []string {
	unknown, open := strconv.Itoa(s.Unknown), strconv.Itoa(s.AtLeast)
	if s.Unknown == s.Of {
		return []string{"", "", "", unknown, open}
	}
	return []string{whole64(s.Low), whole64(s.Best), whole64(s.High), unknown, open}
}

// TollSheet gives the toll as rows: places, periods, grades, displaced or ucdp.
func TollSheet(t *desk.Toll, rows string) Sheet {
	var s Sheet
	switch rows {
	case "periods":
		s.Head = append([]string{"from", "to"}, tollHead...)
		for _, p := range t.Periods {
			s.add(append([]string{p.From.String(), p.To.String()}, tollCells(p.Toll)...)...)
		}
	case "grades":
		s.Head = append([]string{"grade"}, tollHead...)
		for _, g := range t.Grades {
			s.add(append([]string{g.Grade}, tollCells(g.Toll)...)...)
		}
	case "displaced":
		s.Head = []string{"indicator", "region", "publisher", "unit", "from", "to", "running_total", "value", "under", "source_url", "note", "id"}
		for _, x := range t.Displaced {
			for _, f := range x.Figures {
				s.add(x.Indicator, x.Region, x.Publisher, x.Unit, f.From.String(), f.To.String(), strconv.FormatBool(f.Total), decimal(f.Value), decimal(f.Under), f.SourceURL, f.Note, f.ID)
			}
		}
	case "ucdp":
		s.Head = []string{"country", "month", "events", "deaths_low", "deaths_best", "deaths_high", "deaths_unknown", "deaths_at_least", "ucdp_best", "source_url", "note", "event_ids"}
		for _, r := range t.Beside.Rows {
			s.add(append(append([]string{r.Country, r.Month.String(), strconv.Itoa(r.Events)}, sumCells(r.Deaths)...), number1(r.UCDP), r.SourceURL, r.Note, list(r.EventIDs))...)
		}
	default:
		s.Head = append([]string{"country", "admin1", "admin2"}, tollHead...)
		for _, p := range t.Places {
			s.add(append([]string{p.Country, p.Admin1, p.Admin2}, tollCells(p.Toll)...)...)
		}
	}
	return s
}

// TollTable writes the toll for a terminal.
func TollTable(w io.Writer, t *desk.Toll, rows string) error {
	fmt.Fprintf(w, "As of %s. %s\n%s\n%s\n%s\n\n", t.AsOf, t.Text, t.Words.Injured, t.Words.Abducted, t.Words.Displaced)
	show := func(name string) bool { return rows == "" || rows == name }
	cells := func(x desk.TollSum, first ...string) []string {
		return append(first, strconv.Itoa(x.Events), ranged(x.Deaths), strconv.Itoa(x.Deaths.Unknown), ranged(x.Injured), counted(x.Abducted))
	}
	head := []string{"EVENTS", "KILLED", "NO FIGURE", "INJURED", "ABDUCTED"}
	for _, part := range []struct {
		name  string
		first []string
		rows  func() [][]string
	}{
		{"grades", []string{"EVIDENCE"}, func() (out [][]string) {
			for _, g := range t.Grades {
				out = append(out, cells(g.Toll, g.Name))
			}
			return out
		}},
		{"places", []string{"COUNTRY", "PROVINCE", "DISTRICT"}, func() (out [][]string) {
			for _, p := range t.Places {
				out = append(out, cells(p.Toll, p.Country, dash(p.Admin1), dash(p.Admin2)))
			}
			return out
		}},
		{"periods", []string{"FROM", "TO"}, func() (out [][]string) {
			for _, p := range t.Periods {
				out = append(out, cells(p.Toll, p.From.String(), p.To.String()))
			}
			return out
		}},
	} {
		if show(part.name) {
			if err := block(w, part.rows(), append(part.first, head...)...); err != nil {
				return err
			}
		}
	}
	if show("displaced") {
		var shown [][]string
		for _, x := range t.Displaced {
			for _, f := range x.Figures {
				n := dash(decimal(f.Value))
				if f.Under != nil {
					n = "under " + decimal(f.Under)
				}
				if f.Total {
					n += " (running total)"
				}
				shown = append(shown, []string{x.Name, x.Region, x.Publisher, f.From.String(), f.To.String(), n, f.SourceURL})
			}
		}
		if err := block(w, shown, "DISPLACED", "REGION", "PUBLISHER", "FROM", "TO", "FIGURE", "REPORT"); err != nil {
			return err
		}
	}
	if show("ucdp") {
		fmt.Fprint(w, t.Beside.Reason)
		for _, s := range t.Beside.Sums {
			fmt.Fprintln(w, s.Text)
		}
		for _, y := range t.Beside.Why {
			fmt.Fprintln(w, "  ", y)
		}
		fmt.Fprintln(w)
	}
	if rows == "ucdp" {
		if err := TollSheet(t, rows).Table(w); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%s\n%s\n", t.Words.Grades, t.Words.Note)
	return err
}

// ranged writes a sum in a few characters: "?" without any figure, "3–5" otherwise, with "+"
// where an upper end is not known.
func ranged(s figure.Sum) string {
	if s.Of == 0 {
		return "–"
	}
	if s.Unknown == s.Of {
		return "?"
	}
	out := span64(s.Low, s.High)
	if s.AtLeast > 0 {
		out += "+"
	}
	return out
}

func counted(c desk.TollCount) string {
	if c.Of == 0 {
		return "?"
	}
	return whole64(c.Count)
}

// TollGeoJSON writes the violent events that have a point.
func TollGeoJSON(w io.Writer, t *desk.Toll) error {
	c := points{Type: "FeatureCollection", AsOf: t.AsOf.String(), Unplaced: t.Unplaced, Features: []point{}}
	for _, p := range t.Points {
		c.add(p.EventID, &p.Lat, &p.Lon, p)
	}
	return JSON(w, c)
}
