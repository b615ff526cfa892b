package export

import (
	"strconv"

	"detente/internal/hands/desk"
)

// ComparedSheet gives an imported data set beside the situation's own, one row a month.
func ComparedSheet(c *desk.Compared) Sheet {
	s := Sheet{Head: []string{"month"}}
	for _, who := range []string{"own", "beside"} {
		for _, what := range []string{"events", "linked", "only", "deaths_low", "deaths_best", "deaths_high", "deaths_unknown", "deaths_at_least", "event_ids"} {
			s.Head = append(s.Head, who+"_"+what)
		}
	}
	s.Head = append(s.Head, "beside_dataset")
	for _, m := range c.Months {
		row := []string{m.Month.String()}
		for _, x := range []desk.ComparedShare{m.Own, m.Beside} {
			row = append(row, strconv.Itoa(x.Events), strconv.Itoa(x.Linked), strconv.Itoa(x.Only))
			row = append(append(row, sumCells(x.Deaths)...), list(x.EventIDs))
		}
		s.add(append(row, c.Dataset)...)
	}
	return s
}
