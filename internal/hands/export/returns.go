package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"detente/internal/hands/desk"
)

// ReturnsSheet gives one row a figure: those in use by period, then those only shown. A figure
// held back for being small is "<5".
func ReturnsSheet(p *desk.ReturnsPage) Sheet {
	s := Sheet{Head: []string{"indicator", "region", "crossing", "publisher", "from", "to", "days", "value", "unit", "per_day", "differenced",
		"surge_ratio", "norm_per_day", "norm_periods", "used", "reason", "row_ids", "source_urls", "note"}}
	for _, x := range p.Series {
		for _, f := range x.Flows {
			ratio, norm, periods := "", "", ""
			if f.Surge != nil {
				ratio, norm, periods = decimal(&f.Surge.Ratio), decimal(&f.Surge.PerDay), strconv.Itoa(f.Surge.Periods)
			}
			ids, urls, notes := figureRefs(f.Rows)
			s.add(x.Indicator, x.Region, x.Crossing, x.Publisher, f.From.String(), f.To.String(), strconv.Itoa(f.Days), value(f.Value, f.ValueText), f.Unit, decimal(f.PerDay),
				strconv.FormatBool(f.Differenced), ratio, norm, periods, "true", "", ids, urls, notes)
		}
		for _, u := range x.Shown {
			r := u.Row
			s.add(x.Indicator, x.Region, x.Crossing, x.Publisher, r.From.String(), r.To.String(), "", value(r.Value, r.ValueText), r.Unit, "", "", "", "", "", "false", u.Reason, r.ID, r.SourceURL, r.Note)
		}
	}
	return s
}

func value(x *float64, text string) string {
	if x == nil {
		return text
	}
	return decimal(x)
}

func figureRefs(rows []desk.ReturnsRow) (ids, urls, notes string) {
	var a, b, c []string
	for _, r := range rows {
		a, b = append(a, r.ID), append(b, r.SourceURL)
		if r.Note != "" {
			c = append(c, r.Note)
		}
	}
	return list(a), strings.Join(b, " "), strings.Join(c, " | ")
}

// ReturnsTable writes figures, plans and the parts of orderliness for a terminal.
func ReturnsTable(w io.Writer, p *desk.ReturnsPage) error {
	rows := [][]string{{"INDICATOR", "REGION", "PUBLISHER", "FROM", "TO", "FIGURE", "A DAY", "SURGE", "REPORT"}}
	for _, x := range p.Series {
		for _, f := range x.Flows {
			surge := "–"
			if f.Surge != nil {
				surge = fmt.Sprintf("%.2f (%d)", f.Surge.Ratio, f.Surge.Periods)
			}
			rows = append(rows, []string{x.Indicator, x.Region, x.Publisher, f.From.String(), f.To.String(), f.ValueText, rounded(f.PerDay, 0), surge, f.Rows[len(f.Rows)-1].SourceURL})
		}
		for _, u := range x.Shown {
			rows = append(rows, []string{x.Indicator, x.Region, x.Publisher, "?", dash(u.Row.To.String()), u.Row.ValueText, "not used", u.ReasonText, u.Row.SourceURL})
		}
	}
	if err := columnsTo(w, rows); err != nil {
		return err
	}
	if len(p.Plans) > 0 {
		fmt.Fprintln(w, "\nAnnounced:")
	}
	for _, x := range p.Plans {
		fmt.Fprintf(w, "  %s  %s  %s: %s\n", x.Announced, x.ID, x.Who, x.Text)
		if x.NoticeLeast != nil {
			fmt.Fprintf(w, "      due %s: %s", x.Due, x.NoticeText)
			if len(x.EarlierIDs) > 0 {
				fmt.Fprintf(w, " (earlier: %s)", list(x.EarlierIDs))
			}
			fmt.Fprintln(w)
		}
		for _, f := range x.Beside {
			fmt.Fprintf(w, "      %s to %s: %s %s, %s (%s)\n", f.From, f.To, f.ValueText, f.Indicator, f.Region, f.Publisher)
		}
	}
	for _, r := range p.Routes {
		fmt.Fprintf(w, "\nRoutes, %s to %s, %s (%s): %s through the crossings given\n", r.From, r.To, r.Region, r.Publisher, share(r.Share))
	}
	if len(p.Orders) > 0 {
		fmt.Fprintln(w, "\nOrderliness by period:")
	}
	for _, o := range p.Orders {
		fmt.Fprintf(w, "  %s to %s, %s (%s): %s. %s\n", o.From, o.To, o.Region, o.Publisher, parts(o), o.Text)
	}
	_, err := fmt.Fprintf(w, "\nAs of %s. %s\n", p.AsOf, p.Text)
	return err
}

func parts(o desk.ReturnsOrder) string {
	var out []string
	for _, p := range o.Parts {
		v := fmt.Sprintf("%.2f", p.Low)
		if p.High > p.Low {
			v = fmt.Sprintf("%.2f–%.2f", p.Low, p.High)
		}
		out = append(out, fmt.Sprintf("%s %s (%s)", p.Name, v, p.Text))
	}
	return strings.Join(out, "; ")
}
