package export

import (
	"fmt"
	"html"
	"io"
	"math"
	"strconv"
	"strings"

	"detente/internal/hands/desk"
	"detente/internal/words/phrase"
)

// WakeSheet gives the grid as rows, one window a row.
func WakeSheet(p *desk.WakePage) Sheet {
	s := Sheet{Head: []string{
		"days", "km", "effect", "low", "high", "se", "p", "q", "chance", "change", "treated", "controls", "strata",
		"treated_before", "treated_after", "control_before", "control_after", "overlap_same", "overlap_mixed", "cut", "no_point", "crowded", "stands_out", "refused",
	}}
	for _, c := range p.Cells {
		num := make([]string, 8)
		if c.Effect != nil {
			e := c.Effect
			for k, v := range []float64{e.Value, e.Low, e.High, e.SE, e.P, e.Q, *c.Chance, c.Plain.Value} {
				num[k] = strconv.FormatFloat(v, 'f', 4, 64)
			}
		}
		km := "any"
		if c.KM != nil {
			km = decimal(c.KM)
		}
		row := append([]string{strconv.Itoa(c.Days), km}, num...)
		row = append(row, strconv.Itoa(c.Treated.Matched), strconv.Itoa(c.Control.Matched), strconv.Itoa(c.Strata))
		for _, v := range []float64{c.Treated.Before, c.Treated.After, c.Control.Before, c.Control.After, c.Same, c.Mixed} {
			row = append(row, strconv.FormatFloat(v, 'f', 4, 64))
		}
		for _, n := range []int{c.Treated.Cut + c.Control.Cut, c.Treated.NoPoint + c.Control.NoPoint, c.Treated.Crowded + c.Control.Crowded} {
			row = append(row, strconv.Itoa(n))
		}
		s.add(append(row, strconv.FormatBool(c.Stands), c.Refused)...)
	}
	return s
}

// WakeTable writes the grid for a terminal.
func WakeTable(w io.Writer, p *desk.WakePage) error {
	fmt.Fprintf(w, "As of %s, events dated to the day since %s, matched on the trend before and on %s.\n\n", p.AsOf, p.From, strings.Join(p.Match, ", "))
	for _, s := range append([]desk.RetaliaStream{p.Treatment, p.Control}, p.Follow...) {
		fmt.Fprintf(w, "  %-56s %5d events\n", s.Name, s.Events)
	}
	fmt.Fprintf(w, "\n%s\n\n", p.Text)
	var rows [][]string
	for _, c := range p.Cells {
		r := []string{strconv.Itoa(c.Days), "any"}
		if c.KM != nil {
			r[1] = decimal(c.KM)
		}
		r = append(r, fmt.Sprintf("%d / %d", c.Treated.Matched, c.Control.Matched), fmt.Sprintf("%.0f / %.0f %%", 100*c.Mixed, 100*c.Same))
		if c.Effect == nil {
			rows = append(rows, append(r, "–", "", "", c.Reason))
			continue
		}
		e := c.Effect
		rows = append(rows, append(r, fmt.Sprintf("%+.2f (%+.2f to %+.2f)", e.Value, e.Low, e.High), fmt.Sprintf("%.3f", e.Q), fmt.Sprintf("%.3f", *c.Chance), ""))
	}
	if err := block(w, rows, "DAYS", "KM", "MATCHED", "OVERLAP OTHER / SAME", "FURTHER EVENTS EACH (90 %)", "Q", "CHANCE", ""); err != nil {
		return err
	}
	for _, n := range p.Notes {
		fmt.Fprintln(w, n)
	}
	return nil
}

// WakeGrid writes the grid as an SVG picture. The sign is written as well as coloured, and
// windows that stand out have a frame.
func WakeGrid(w io.Writer, p *desk.WakePage) error {
	const left, top, wide, high = 110, 120, 112, 58
	say := phrase.English()
	var days []int
	var places []string
	column, line := map[int]int{}, map[string]int{}
	largest := 1e-9
	for _, c := range p.Cells {
		if _, ok := column[c.Days]; !ok {
			column[c.Days] = len(days)
			days = append(days, c.Days)
		}
		place := desk.Within(say, c.KM)
		if _, ok := line[place]; !ok {
			line[place] = len(places)
			places = append(places, place)
		}
		if c.Effect != nil {
			largest = max(largest, math.Abs(c.Effect.Value))
		}
	}
	width, height := max(620, left+wide*len(days)+20), top+high*len(places)+46
	var b strings.Builder
	text := func(x, y int, size int, fill, anchor, s string) {
		fmt.Fprintf(&b, `<text x="%d" y="%d" font-size="%d" fill="%s" text-anchor="%s">%s</text>`, x, y, size, fill, anchor, html.EscapeString(s))
	}
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" font-family="system-ui, sans-serif">`, width, height, width, height)
	fmt.Fprintf(&b, `<title>%s</title><rect width="%d" height="%d" fill="#ffffff"/>`, html.EscapeString(p.Text), width, height)
	var follow []string
	for _, f := range p.Follow {
		follow = append(follow, f.Name)
	}
	text(8, 22, 14, "#1c2430", "start", cut(strings.Join(follow, "; "), 90))
	text(8, 44, 12, "#1c2430", "start", cut("after: "+p.Treatment.Name, 100))
	text(8, 62, 12, "#1c2430", "start", cut("against matched: "+p.Control.Name, 100))
	for k, d := range days {
		text(left+wide*k+wide/2, top-12, 12, "#1c2430", "middle", fmt.Sprintf("%d days", d))
	}
	for k, s := range places {
		text(left-8, top+high*k+high/2+4, 12, "#1c2430", "end", s)
	}
	for _, c := range p.Cells {
		x, y := left+wide*column[c.Days], top+high*line[desk.Within(say, c.KM)]
		if c.Effect == nil {
			fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="%d" fill="#f2f4f7" stroke="#d5dae1"/>`, x+2, y+2, wide-4, high-4)
			text(x+wide/2, y+high/2+4, 11, "#566173", "middle", "too few")
			continue
		}
		e := c.Effect
		shade, fill, ink, frame, thick := math.Abs(e.Value)/largest, "#1f5a99", "#1c2430", "#d5dae1", 1
		if e.Value < 0 {
			fill = "#b35900"
		}
		if shade > .6 {
			ink = "#ffffff"
		}
		if c.Stands {
			frame, thick = "#1c2430", 3
		}
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s" fill-opacity="%.2f" stroke="%s" stroke-width="%d"/>`, x+2, y+2, wide-4, high-4, fill, .85*shade, frame, thick)
		text(x+wide/2, y+24, 13, ink, "middle", fmt.Sprintf("%+.2f", e.Value))
		text(x+wide/2, y+40, 10, ink, "middle", fmt.Sprintf("%+.2f to %+.2f", e.Low, e.High))
	}
	text(8, height-14, 11, "#566173", "start", fmt.Sprintf("As of %s. Further events each, association, 90 %% intervals; framed: adjusted p and chance under 0.1.", p.AsOf))
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}
