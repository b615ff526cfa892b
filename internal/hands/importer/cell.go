package importer

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"detente/internal/words/calendar"
	"detente/internal/words/figure"
)

// The reasons for which cells of any data set are refused. They hold no value, so that refusals
// can be counted by them.
var (
	ErrEmpty       = errors.New("is empty")
	ErrNotACount   = errors.New("not a whole number of zero or more")
	ErrNegative    = errors.New("below zero")
	ErrSeparators  = errors.New("has separators between thousands; numbers are read without them")
	ErrNotADate    = errors.New("not a date")
	ErrPlaceholder = errors.New("the date 1970-01-01, which stands for none")
	ErrNotDegrees  = errors.New("not degrees, or out of range")
	ErrNullIsland  = errors.New("latitude and longitude 0, which stand for no place")
)

// Whole reads a whole number as data sets write it: 12, 12.0, or nothing for unknown.
func Whole(v string) (figure.Count, error) {
	if v == "" || v == "NA" {
		return figure.Count{}, nil
	}
	if n, ok := digits(strings.TrimSuffix(v, ".0")); ok {
		return figure.Of(n), nil
	}
	if strings.HasPrefix(v, "-") {
		return figure.Count{}, ErrNegative
	}
	digits := strings.TrimRight(strings.TrimSuffix(v, "."), "0")
	if head, ok := strings.CutSuffix(digits, "."); ok && strings.Contains(v, ".") {
		v = head
	}
	if strings.ContainsAny(v, ",' \u00a0\u202f") {
		return figure.Count{}, ErrSeparators
	}
	c, err := figure.Parse(v)
	if err != nil {
		return figure.Count{}, ErrNotACount
	}
	return c, nil
}

// digits reads what is up to fifteen digits and nothing else.
func digits(v string) (n int64, ok bool) {
	for i := 0; i < len(v); i++ {
		if v[i] < '0' || v[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(v[i]-'0')
	}
	return n, len(v) > 0 && len(v) <= 15
}

// Day reads a day at the beginning of a cell: YYYY-MM-DD, with a time of day after it or not.
func Day(v string) (calendar.Date, error) {
	if v == "" {
		return calendar.Unset, ErrEmpty
	}
	if len(v) > 10 && (v[10] == ' ' || v[10] == 'T') {
		v = v[:10]
	}
	d, err := date(v)
	switch {
	case err != nil || d <= earliest:
		return calendar.Unset, ErrNotADate
	case d == epoch:
		return calendar.Unset, ErrPlaceholder
	}
	return d, nil
}

// date is calendar.ParseDate, in less time for the days that every month has.
func date(v string) (calendar.Date, error) {
	if len(v) == 10 && v[4] == '-' && v[7] == '-' {
		y, ok1 := digits(v[:4])
		m, ok2 := digits(v[5:7])
		d, ok3 := digits(v[8:])
		if ok1 && ok2 && ok3 && m >= 1 && m <= 12 && d >= 1 && d <= 28 {
			return calendar.DateOf(int(y), time.Month(m), int(d)), nil
		}
	}
	return calendar.ParseDate(v)
}

// epoch is what an empty date becomes in programs that count from there.
var epoch = calendar.DateOf(1970, 1, 1)

// earliest is before all that data sets of events tell of.
var earliest = calendar.DateOf(1800, 1, 1)

// Degrees reads latitude or longitude, whose size is at most limit.
func Degrees(v string, limit float64) (float64, error) {
	x, err := strconv.ParseFloat(v, 64)
	if err != nil || !(x >= -limit && x <= limit) {
		return 0, ErrNotDegrees
	}
	return x, nil
}

// Identifier reads an id that a spreadsheet may have turned into a number such as 59553.0.
func Identifier(v string) string {
	if head, ok := strings.CutSuffix(v, ".0"); ok && strings.Trim(head, "0123456789") == "" {
		return head
	}
	return v
}
