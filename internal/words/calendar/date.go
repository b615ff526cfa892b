// Package calendar holds days, intervals with precision, windows and weeks.
// It has no clock: "today" is always passed in.
package calendar

import (
	"errors"
	"fmt"
	"time"
)

// ErrNotADate is returned for text that is not an ISO day of the calendar.
var ErrNotADate = errors.New("not a day of the calendar written YYYY-MM-DD")

// Date is a civil day without clock or zone: the count of days with 0001-01-01 as day 1.
// The zero value is a day that was not given.
type Date int32

// Unset is the value of a day that was not given.
const Unset Date = 0

// epoch is 1970-01-01, where Unix time begins.
const epoch = 719163

// DateOf returns the day for a year, month and day of the Gregorian calendar.
// Out-of-range values roll over as in time.Date; ParseDate refuses them instead.
func DateOf(year int, month time.Month, day int) Date {
	return FromTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// FromTime returns the UTC day of an instant.
func FromTime(t time.Time) Date {
	s := t.UTC().Unix()
	d := s / 86400
	if s%86400 < 0 {
		d--
	}
	return Date(d + epoch)
}

// ParseDate reads YYYY-MM-DD and refuses days that do not exist, such as 31 February.
func ParseDate(s string) (Date, error) {
	if len(s) != 10 {
		return Unset, fmt.Errorf("%w: %q", ErrNotADate, clip(s))
	}
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return Unset, fmt.Errorf("%w: %q", ErrNotADate, clip(s))
	}
	return FromTime(t), nil
}

// ParseLoose reads YYYY, YYYY-MM or YYYY-MM-DD as the interval it names.
func ParseLoose(s string) (Interval, error) {
	switch len(s) {
	case 4:
		if t, err := time.Parse("2006", s); err == nil {
			d := FromTime(t)
			return Interval{Start: d, End: DateOf(t.Year(), 12, 31), Precision: Year}, nil
		}
	case 7:
		if t, err := time.Parse("2006-01", s); err == nil {
			return Interval{Start: FromTime(t), End: FromTime(t.AddDate(0, 1, -1)), Precision: Month}, nil
		}
	default:
		d, err := ParseDate(s)
		return Interval{Start: d, End: d, Precision: Day}, err
	}
	return Interval{}, fmt.Errorf("%w: %q", ErrNotADate, clip(s))
}

// IsSet reports whether the day was given.
func (d Date) IsSet() bool { return d != Unset }

// Time returns midnight UTC at the start of the day.
func (d Date) Time() time.Time { return time.Unix((int64(d)-epoch)*86400, 0).UTC() }

// String returns YYYY-MM-DD, or the empty string for an unset day.
func (d Date) String() string {
	if !d.IsSet() {
		return ""
	}
	t := d.Time()
	y, m, day := t.Date()
	if y < 0 || y > 9999 {
		return t.Format("2006-01-02")
	}
	return string([]byte{digit(y / 1000), digit(y / 100), digit(y / 10), digit(y), '-', digit(int(m) / 10), digit(int(m)), '-', digit(day / 10), digit(day)})
}

// digit is the last digit of a number.
func digit(n int) byte { return '0' + byte(n%10) }

// Add returns the day n days later.
func (d Date) Add(n int) Date { return d + Date(n) }

// Week returns the Monday that starts the ISO week of the day.
func (d Date) Week() Date {
	// 0001-01-01, day 1, was a Monday.
	return d - (d-1)%7
}

// Month returns the first day of the month.
func (d Date) Month() Date {
	t := d.Time()
	return DateOf(t.Year(), t.Month(), 1)
}

// MarshalText writes the day as YYYY-MM-DD.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD; empty text is an unset day.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Unset
		return nil
	}
	v, err := ParseDate(string(b))
	*d = v
	return err
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
