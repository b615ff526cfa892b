// Package forecast says how many deaths a country, district or other unit may see in each of
// the coming months, as draws from a distribution. Each model is a file and has the same verbs: fit to a
// history, draw, describe. A model is given the history up to the origin and nothing later.
package forecast

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// What a history or a question can be refused for; messages add the place.
var (
	ErrEmpty   = errors.New("no units or no months")
	ErrCount   = errors.New("not a count of deaths")
	ErrOrigin  = errors.New("the origin is outside the history")
	ErrLead    = errors.New("lead outside 1 to 36 months")
	ErrDraws   = errors.New("too few draws")
	ErrTooThin = errors.New("too little history")
)

// Unknown marks a month that was not recorded, or in which the unit did not exist.
var Unknown = math.NaN()

// Month is a month counted from January 1980, which is 1, as the ViEWS challenge does.
type Month int

// MonthOf gives the month of a calendar year and month 1 … 12.
func MonthOf(year, month int) Month { return Month((year-1980)*12 + month) }

// Date gives the calendar year and month.
func (m Month) Date() (year, month int) { return 1980 + (int(m)-1)/12, (int(m)-1)%12 + 1 }

// String is "2021-10".
func (m Month) String() string {
	y, n := m.Date()
	return fmt.Sprintf("%04d-%02d", y, n)
}

// History is deaths by unit and month. A month without a record is Unknown and is never taken
// for zero.
type History struct {
	Units []int // ids, ascending
	First Month // of the first column
	Last  Month
	count []float64 // unit after unit
}

// NewHistory makes a history of the units and months with every month Unknown.
func NewHistory(units []int, first, last Month) (*History, error) {
	if len(units) == 0 || last < first {
		return nil, ErrEmpty
	}
	h := &History{Units: slices.Clone(units), First: first, Last: last}
	slices.Sort(h.Units)
	h.Units = slices.Compact(h.Units)
	h.count = make([]float64, len(h.Units)*h.Months())
	for i := range h.count {
		h.count[i] = Unknown
	}
	return h, nil
}

// Months is the number of months from first to last.
func (h *History) Months() int { return int(h.Last-h.First) + 1 }

// Index is where a unit stands in Units; false when it is not there.
func (h *History) Index(unit int) (int, bool) { return slices.BinarySearch(h.Units, unit) }

// Set records the deaths of a month; index is that of Units. Fractions are taken, since a data set
// may spread an event over months; what is negative or not a number is refused.
func (h *History) Set(index int, m Month, deaths float64) error {
	if index < 0 || index >= len(h.Units) || m < h.First || m > h.Last {
		return fmt.Errorf("unit %d, %s: %w", index, m, ErrOrigin)
	}
	if math.IsNaN(deaths) || math.IsInf(deaths, 0) || deaths < 0 {
		return fmt.Errorf("unit %d, %s: %v: %w", h.Units[index], m, deaths, ErrCount)
	}
	h.count[index*h.Months()+int(m-h.First)] = deaths
	return nil
}

// At is the deaths of a month, or Unknown.
func (h *History) At(index int, m Month) float64 {
	if m < h.First || m > h.Last {
		return Unknown
	}
	return h.count[index*h.Months()+int(m-h.First)]
}

// Until is a copy that ends with the origin: what was recorded for later months is not in it,
// so nothing that is given the copy can see it.
func (h *History) Until(origin Month) (*History, error) {
	if origin < h.First || origin > h.Last {
		return nil, fmt.Errorf("%s is not within %s to %s: %w", origin, h.First, h.Last, ErrOrigin)
	}
	out, err := NewHistory(h.Units, h.First, origin)
	if err != nil {
		return nil, err
	}
	n := out.Months()
	for u := range h.Units {
		copy(out.count[u*n:(u+1)*n], h.count[u*h.Months():])
	}
	return out, nil
}

// Series is the recorded months of a unit up to and with the origin, oldest first, from the last gap of more
// than maxGap months on; shorter gaps are filled with the mean of the months at their two ends,
// since most measures need evenly spaced months. It is nil when the newest maxGap months are all unknown.
func (h *History) Series(index int, origin Month) []float64 {
	end := min(origin, h.Last)
	for end >= h.First && math.IsNaN(h.At(index, end)) {
		end--
	}
	if end < h.First || int(origin-end) > maxGap {
		return nil
	}
	var back []float64 // newest first
	for range origin - end {
		back = append(back, h.At(index, end)) // the newest months are late: the last known stands in
	}
	for m := end; m >= h.First; {
		if v := h.At(index, m); !math.IsNaN(v) {
			back = append(back, v)
			m--
			continue
		}
		from := m
		for m >= h.First && math.IsNaN(h.At(index, m)) {
			m--
		}
		if m < h.First || int(from-m) > maxGap {
			break
		}
		mid := (h.At(index, m) + h.At(index, from+1)) / 2
		for range from - m {
			back = append(back, mid)
		}
	}
	slices.Reverse(back)
	return back
}

// maxGap is the longest run of unknown months that is bridged.
const maxGap = 3
