package calendar

import "fmt"

// Precision says how exactly a date is known.
type Precision string

// The precisions, finest first.
const (
	Day   Precision = "day"
	Week  Precision = "week"
	Month Precision = "month"
	Year  Precision = "year"
)

// Precisions lists the closed set, finest first.
var Precisions = []Precision{Day, Week, Month, Year}

// Valid reports whether p is one of Precisions.
func (p Precision) Valid() bool {
	for _, q := range Precisions {
		if p == q {
			return true
		}
	}
	return false
}

// Interval is a span of days, both ends included, with the precision it is known to.
// With precision month or year the ends bound that month or year.
type Interval struct {
	Start     Date      `json:"start"`
	End       Date      `json:"end"`
	Precision Precision `json:"precision"`
}

// Check returns an error when the interval ends before it starts or its precision
// does not fit its ends.
func (v Interval) Check() error {
	switch {
	case !v.Start.IsSet():
		return fmt.Errorf("start is missing")
	case !v.End.IsSet():
		return fmt.Errorf("end is missing")
	case v.End < v.Start:
		return fmt.Errorf("end %s is before start %s", v.End, v.Start)
	case !v.Precision.Valid():
		return fmt.Errorf("precision %q is not one of day, week, month, year", v.Precision)
	case v.Precision == Month && v.Start != v.Start.Month():
		return fmt.Errorf("precision is month, but the start %s is not the first of a month", v.Start)
	case v.Precision == Year && v.Start.String()[4:] != "-01-01":
		return fmt.Errorf("precision is year, but the start %s is not 1 January", v.Start)
	case v.Precision == Week && v.End-v.Start > 14:
		return fmt.Errorf("precision is week, but the span is %d days", v.End-v.Start+1)
	}
	return nil
}

// Overlaps reports whether the two spans share a day.
func (v Interval) Overlaps(w Window) bool {
	return (!w.To.IsSet() || v.Start <= w.To) && (!w.From.IsSet() || v.End >= w.From)
}

// Window is a span of days, both ends included; an unset end is open.
type Window struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

// Open is the window that holds every day.
var Open = Window{From: Unset, To: Unset}

// Last returns the window of n days that ends on the given day.
func Last(n int, end Date) Window { return Window{From: end.Add(1 - n), To: end} }

// Days returns the number of days in a closed window.
func (w Window) Days() int { return int(w.To-w.From) + 1 }

// Holds reports whether the day lies in the window.
func (w Window) Holds(d Date) bool {
	return (!w.From.IsSet() || d >= w.From) && (!w.To.IsSet() || d <= w.To)
}
