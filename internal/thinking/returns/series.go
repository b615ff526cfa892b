// Package returns puts published figures of people returned and deported beside the plans and
// deadlines announced: surges, notice, routes, the forced part. Figures of different
// publishers are never added up, nor running totals with different starting dates.
package returns

import (
	"sort"
	"strings"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// The indicators that are followed: those whose code begins so.
const (
	Returned = "returns"
	Deported = "deportations"
)

// Followed reports whether an indicator is one of returns or deportations.
func Followed(indicator string) bool {
	return strings.HasPrefix(indicator, Returned) || strings.HasPrefix(indicator, Deported)
}

// Reason says why a figure is shown and not used further.
type Reason string

// The reasons.
const (
	UnitChanges  Reason = "unit_changes"  // the series has more than one unit
	UnknownStart Reason = "unknown_start" // a running total from a date that is not known
	NoPeriod     Reason = "no_period"     // the period is not stated
	TwoFigures   Reason = "two_figures"   // the publisher gives another figure for the same period
	TotalFalls   Reason = "total_falls"   // a running total below an earlier one of the same start
)

// Reasons lists the closed set.
var Reasons = []Reason{UnitChanges, UnknownStart, NoPeriod, TwoFigures, TotalFalls}

// Flow is how many people one publisher says went in one period.
type Flow struct {
	Indicator, Region, Publisher, Unit string
	Span                               calendar.Window
	Value                              float64
	Under                              float64 // above 0: the value is held back for being below it
	// Rows are the figures it rests on: one, or two where two running totals of the same start
	// were subtracted.
	Rows  []record.Observation
	Surge *Surge
}

// Rate is people a day.
func (f Flow) Rate() float64 { return f.Value / float64(f.Span.Days()) }

// IDs are those of the rows.
func (f Flow) IDs() []string {
	out := make([]string, len(f.Rows))
	for i, r := range f.Rows {
		out[i] = r.ID
	}
	return out
}

// Shown is a figure that is shown and not used.
type Shown struct {
	Row    record.Observation
	Reason Reason
}

// Series is the figures of one publisher for one indicator and region.
type Series struct {
	Indicator, Region, Publisher string
	Units                        []string
	Flows                        []Flow // by period, oldest first
	Shown                        []Shown
}

// Of sorts figures into series. A figure with a period is a flow. Running totals from a known
// date are subtracted within the same publisher and start: the first covers its whole span,
// each later one adds the days since the one before. What cannot be used is kept with the
// reason. A difference above zero and below smallest is held back like a figure would be.
func Of(rows []record.Observation, smallest float64) []Series {
	type key struct{ indicator, region, publisher string }
	at := map[key]int{}
	var out []Series
	by := map[key][]record.Observation{}
	for _, r := range rows {
		if !Followed(r.Indicator) {
			continue
		}
		k := key{r.Indicator, r.Region, r.Publisher}
		if _, ok := at[k]; !ok {
			at[k] = len(out)
			out = append(out, Series{Indicator: r.Indicator, Region: r.Region, Publisher: r.Publisher})
		}
		by[k] = append(by[k], r)
	}
	for k, i := range at {
		out[i].sort(by[k], smallest)
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Indicator != b.Indicator {
			return a.Indicator < b.Indicator
		}
		if a.Region != b.Region {
			return a.Region < b.Region
		}
		return a.Publisher < b.Publisher
	})
	return out
}

// sort turns the rows of a series into flows, and sets aside what cannot be one.
func (s *Series) sort(rows []record.Observation, smallest float64) {
	rows = append([]record.Observation(nil), rows...)
	sort.Slice(rows, func(i, j int) bool {
		a, b := rows[i], rows[j]
		if a.End != b.End {
			return a.End < b.End
		}
		return a.Start < b.Start || a.Start == b.Start && a.ID < b.ID
	})
	figures := map[calendar.Window]map[float64]bool{}
	for _, r := range rows {
		if !has(s.Units, r.Unit) {
			s.Units = append(s.Units, r.Unit)
		}
		w := calendar.Window{From: r.Start, To: r.End}
		if figures[w] == nil {
			figures[w] = map[float64]bool{}
		}
		figures[w][r.Value] = true
	}
	sort.Strings(s.Units)
	totals := map[calendar.Date][]record.Observation{}
	for _, r := range rows {
		switch {
		case len(s.Units) > 1:
			s.Shown = append(s.Shown, Shown{r, UnitChanges})
		case !r.End.IsSet():
			s.Shown = append(s.Shown, Shown{r, NoPeriod})
		case !r.Start.IsSet():
			s.Shown = append(s.Shown, Shown{r, UnknownStart})
		case len(figures[calendar.Window{From: r.Start, To: r.End}]) > 1:
			s.Shown = append(s.Shown, Shown{r, TwoFigures})
		case r.TotalFrom.IsSet():
			totals[r.TotalFrom] = append(totals[r.TotalFrom], r)
		default:
			s.Flows = append(s.Flows, flow(r))
		}
	}
	for _, list := range totals {
		s.subtract(list, smallest)
	}
	sort.Slice(s.Flows, func(i, j int) bool {
		a, b := s.Flows[i], s.Flows[j]
		if a.Span != b.Span {
			return a.Span.From < b.Span.From || a.Span.From == b.Span.From && a.Span.To < b.Span.To
		}
		return a.Rows[len(a.Rows)-1].ID < b.Rows[len(b.Rows)-1].ID
	})
	sort.Slice(s.Shown, func(i, j int) bool {
		a, b := s.Shown[i].Row, s.Shown[j].Row
		return a.End < b.End || a.End == b.End && a.ID < b.ID
	})
	s.surges()
}

// subtract turns running totals of one start, in order of their ends, into flows.
func (s *Series) subtract(totals []record.Observation, smallest float64) {
	var last *record.Observation
	for i := range totals {
		r := totals[i]
		switch {
		case last == nil || r.Under > 0 || last.Under > 0:
			s.Flows = append(s.Flows, flow(r))
		case r.Value < last.Value:
			s.Shown = append(s.Shown, Shown{r, TotalFalls})
			continue
		default:
			f := flow(r)
			f.Span.From, f.Value = last.End.Add(1), r.Value-last.Value
			f.Rows = []record.Observation{*last, r}
			if f.Value > 0 && f.Value < smallest {
				f.Value, f.Under = 0, smallest
			}
			s.Flows = append(s.Flows, f)
		}
		last = &totals[i]
	}
}

func flow(r record.Observation) Flow {
	return Flow{
		Indicator: r.Indicator, Region: r.Region, Publisher: r.Publisher, Unit: r.Unit,
		Span: calendar.Window{From: r.Start, To: r.End}, Value: r.Value, Under: r.Under, Rows: []record.Observation{r},
	}
}

func has(list []string, v string) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}
