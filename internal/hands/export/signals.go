package export

import (
	"cmp"
	"fmt"
	"io"
	"strconv"

	"detente/internal/hands/desk"
	"detente/internal/words/figure"
)

// SignalSheet gives counts of signals as rows.
func SignalSheet(c desk.SignalCounts) Sheet {
	s := Sheet{Head: []string{c.By, "reports"}}
	for _, x := range c.Cells {
		key := x.Key
		if key == "" {
			key = "none"
		}
		s.add(key, strconv.Itoa(x.Signals))
	}
	return s
}

// SignalWeekSheet gives signals by week and type as rows. Weeks of which the data set holds nothing
// are left out: no signal there is not zero.
func SignalWeekSheet(c *desk.SignalWeeks) Sheet {
	s := Sheet{Head: []string{"week", "type", "reports"}}
	for i, w := range c.Weeks {
		if !w.Taken {
			continue
		}
		for _, t := range c.Types {
			s.add(w.Week.String(), cmp.Or(string(t.Type), "none"), strconv.Itoa(t.Weeks[i]))
		}
	}
	return s
}

// SignalTable writes counts of signals for a terminal.
func SignalTable(w io.Writer, c desk.SignalCounts) error {
	fmt.Fprintf(w, "%s, as of %s: %d signals from reports.\n%s\n\n", c.Dataset, c.AsOf, c.Total, c.Note)
	return SignalSheet(c).Table(w)
}

// SignalRows gives signals one by one. The counts of the data set come first, then those from mentions;
// what is not known is empty.
func SignalRows(l desk.SignalList) Sheet {
	s := Sheet{
		Head: []string{"id", "day", "type", "code", "country", "initiator", "target", "mentions", "sources", "articles",
			"counted_mentions", "counted_sources", "counted_articles", "added", "source_url"},
		Shown: 13,
	}
	for _, v := range l.Signals {
		row := []string{v.ID, v.Day.String(), string(v.Type), v.Code, v.Place.Country, v.Initiator.Name, v.Target.Name,
			reported(v.Reports.Mentions), reported(v.Reports.Sources), reported(v.Reports.Articles), "", "", ""}
		if c := v.Counted; c != nil {
			row[10], row[11], row[12] = strconv.Itoa(c.Mentions), strconv.Itoa(c.Sources), strconv.Itoa(c.Articles)
		}
		s.add(append(row, v.Added.String(), v.SourceURL)...)
	}
	return s
}

// SignalListTable writes signals for a terminal.
func SignalListTable(w io.Writer, l desk.SignalList) error {
	fmt.Fprintf(w, "%s, as of %s: %d of %d signals from reports.\n%s\n\n", l.Dataset, l.AsOf, len(l.Signals), l.Total, l.Note)
	return SignalRows(l).Table(w)
}

// reported writes a count of the data set; unknown is empty.
func reported(c figure.Count) string {
	if n, ok := c.Value(); ok {
		return whole64(n)
	}
	return ""
}
