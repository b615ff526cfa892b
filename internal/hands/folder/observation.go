package folder

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"detente/internal/words/record"
)

var decimal = regexp.MustCompile(`^-?[0-9]{1,18}(\.[0-9]{1,12})?$`)

// notStated is what a note says when a figure has no period.
const notStated = "period not stated"

// observations reads series.csv: published figures, one a row.
func (x *reading) observations() {
	keys, periods, inOrder := seen{}, seen{}, order{}
	x.c.Observations = rows(x, observationTable, func(r *row) record.Observation {
		o := record.Observation{
			Indicator: r.get("indicator"),
			Region:    r.listed("region", x.known.regions, "regions"),
			Value:     r.value(),
			Unit:      r.need("unit"),
			Publisher: r.need("publisher"),
			Start:     r.day("period_start", false),
			End:       r.day("period_end", false),
			TotalFrom: r.day("cumulative_from", false),
			SourceURL: r.web("source_url", true),
			Note:      r.get("note"),
		}
		r.neutral("note")
		r.unit()
		switch {
		case o.Start.IsSet() && o.End.IsSet() && o.End < o.Start:
			r.fail("period_end", fmt.Sprintf("period_end is before period_start %s", o.Start))
		case r.get("period_end") == "" && !strings.Contains(o.Note, notStated):
			r.fail("period_end", fmt.Sprintf("is empty, and the note does not say %q", notStated))
		}
		if o.TotalFrom.IsSet() && o.Start.IsSet() && o.TotalFrom != o.Start {
			r.fail("cumulative_from", fmt.Sprintf("differs from period_start %s", o.Start))
		}
		period := r.key("indicator", "region", "period_start", "period_end", "publisher")
		o.ID = o.Indicator + "#" + short(period)
		if keys.twice(r, "value", period+"\x00"+r.get("value"), "the same figure of the same publisher") {
			return o
		}
		// Two figures of one publisher for one period are kept apart; the later row's id
		// takes in the value.
		if first, ok := periods[period]; ok && !r.bad {
			o.ID = o.Indicator + "#" + short(period, r.get("value"))
			r.warn("value", fmt.Sprintf("the publisher has another figure for the same period in row %d", first))
		} else {
			periods[period] = r.number
		}
		inOrder.check(r, "period_start", startKey(r))
		return o
	})
}

func startKey(r *row) string {
	if r.get("period_start") == "" {
		return r.get("period_end") + "\x00" + r.get("period_end")
	}
	return r.key("period_start", "period_end")
}

// value reads a plain decimal; exponents, separators and NaN are refused.
func (r *row) value() float64 {
	v := r.need("value")
	if v == "" {
		return 0
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || !decimal.MatchString(v) {
		r.fail("value", "not a plain decimal number")
	}
	return f
}

// unit holds the unit against those the indicator may have.
func (r *row) unit() {
	units, ok := r.x.known.units[r.get("indicator")]
	switch {
	case r.get("indicator") == "":
		r.fail("indicator", "is empty")
	case !ok:
		r.fail("indicator", "not listed under indicators in "+situationFile)
	case r.get("unit") != "" && !slices.Contains(units, r.get("unit")):
		r.fail("unit", "not a unit of the indicator; it may be "+strings.Join(units, ", "))
	}
}
