package desk

import (
	"slices"
	"strings"

	"detente/internal/thinking/returns"
	"detente/internal/words/calendar"
)

// followed are the indicators of the situation that are about returns.
func (d *Desk) followed() []string {
	var out []string
	for _, i := range d.sit.Indicators {
		if returns.Followed(i.Code) {
			out = append(out, i.Code)
		}
	}
	return out
}

// crossingOf is the code of the crossing that a region is, by code, name or alias.
func (d *Desk) crossingOf(region string) string {
	for _, t := range d.sit.Crossings {
		names := append([]string{t.Code, t.Name, strings.ReplaceAll(t.Code, "_", " ")}, strings.Split(t.Aliases, ";")...)
		if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(strings.TrimSpace(n), region) }) {
			return t.Code
		}
	}
	return ""
}

// known refuses an indicator, region or publisher that no figure has.
func (q ReturnsQuery) known(every []returns.Series) error {
	for _, c := range []struct {
		field string
		given []string
		of    func(returns.Series) string
	}{
		{"indicator", q.Indicators, func(s returns.Series) string { return s.Indicator }},
		{"region", q.Regions, func(s returns.Series) string { return s.Region }},
		{"publisher", q.Publisher, func(s returns.Series) string { return s.Publisher }},
	} {
		known := codes(every, c.of)
		slices.Sort(known)
		known = slices.Compact(known)
		for _, v := range c.given {
			if !holds(known, v) {
				return &BadQuery{Field: c.field, Value: v, Known: known}
			}
		}
	}
	return nil
}

func (q ReturnsQuery) wants(indicator, region, publisher string) bool {
	ok := func(list []string, v string) bool { return len(list) == 0 || v == "" || holds(list, v) }
	return ok(q.Indicators, indicator) && ok(q.Regions, region) && ok(q.Publisher, publisher)
}

// overlaps reports whether a span shares a day with what is asked for; an end that is not
// given does not restrict.
func (q ReturnsQuery) overlaps(from, to calendar.Date) bool {
	return (!from.IsSet() || from <= q.To) && (!to.IsSet() || to >= q.From)
}
