// Package figure holds counts that may be unknown and ranges of them.
// Unknown is not zero: a toll nobody reported differs from a report of none.
package figure

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrNotACount is returned for text that is not a whole number of zero or more.
var ErrNotACount = errors.New("not a whole number")

// Count is a number of people or things, or unknown. The zero value is unknown.
type Count struct {
	n     int64
	known bool
}

// Of returns the known count n.
func Of(n int64) Count { return Count{n: n, known: true} }

// Parse reads a whole number; empty text is unknown. Signs, fractions, exponents
// and thousands separators are refused, since guessing at them changes tolls.
func Parse(s string) (Count, error) {
	if s == "" {
		return Count{}, nil
	}
	n, err := strconv.ParseUint(s, 10, 62)
	if err != nil || strings.ContainsAny(s, "+_") {
		if r := []rune(s); len(r) > 40 {
			s = string(r[:40]) + "…"
		}
		return Count{}, fmt.Errorf("%w: %q", ErrNotACount, s)
	}
	return Of(int64(n)), nil
}

// Known reports whether the count was given.
func (c Count) Known() bool { return c.known }

// Value returns the count and whether it is known.
func (c Count) Value() (int64, bool) { return c.n, c.known }

// Or returns the count, or n when it is unknown.
func (c Count) Or(n int64) int64 {
	if c.known {
		return c.n
	}
	return n
}

// String returns the digits, or the empty string when unknown.
func (c Count) String() string {
	if !c.known {
		return ""
	}
	return strconv.FormatInt(c.n, 10)
}

// MarshalJSON writes a number, or null when unknown.
func (c Count) MarshalJSON() ([]byte, error) {
	if !c.known {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, c.n, 10), nil
}

// UnmarshalJSON reads a number or null.
func (c *Count) UnmarshalJSON(b []byte) error {
	var p *int64
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	*c = Count{}
	if p != nil {
		*c = Of(*p)
	}
	return nil
}

// Range is a figure with its bounds. Any part may be unknown; an unknown High with a
// known Low means "at least".
type Range struct {
	Low  Count `json:"low"`
	Best Count `json:"best"`
	High Count `json:"high"`
}

// Known reports whether any part of the range was given.
func (r Range) Known() bool { return r.Low.known || r.Best.known || r.High.known }

// Check returns an error when the known parts are out of order.
func (r Range) Check() error {
	parts := []struct {
		name string
		c    Count
	}{{"low", r.Low}, {"best", r.Best}, {"high", r.High}}
	var last int
	seen := false
	for i, p := range parts {
		if !p.c.known {
			continue
		}
		if seen && parts[last].c.n > p.c.n {
			return fmt.Errorf("%s %d is above %s %d", parts[last].name, parts[last].c.n, p.name, p.c.n)
		}
		last, seen = i, true
	}
	return nil
}

// Floor is the smallest supported figure: Low, else Best, else unknown. Where a publisher's
// figures are out of order, as some are, it is the least of them.
func (r Range) Floor() Count {
	floor := r.Low
	if !floor.known || r.Best.known && r.Best.n < floor.n {
		floor = r.Best
	}
	if floor.known && r.High.known && r.High.n < floor.n {
		return r.High
	}
	return floor
}

// Middle is the figure used in sums: Best, else Low, else unknown.
func (r Range) Middle() Count {
	if r.Best.known {
		return r.Best
	}
	return r.Low
}

// Ceiling is the largest reported figure: High, else Best, else Low, else unknown; the
// largest of them where they are out of order. With an unknown High the true figure may be
// larger; see AtLeast.
func (r Range) Ceiling() Count {
	var most Count
	for _, c := range []Count{r.High, r.Best, r.Low} {
		if c.known && (!most.known || c.n > most.n) {
			most = c
		}
	}
	return most
}

// AtLeast reports whether the range has a floor and no upper bound.
func (r Range) AtLeast() bool { return !r.High.known && r.Low.known }

// Sum is a total of ranges together with how many had no figure at all.
type Sum struct {
	Low     int64 `json:"low"`
	Best    int64 `json:"best"`
	High    int64 `json:"high"`
	Of      int   `json:"of"`       // ranges added, with and without a figure
	Unknown int   `json:"unknown"`  // ranges without any figure: not counted as zero deaths
	AtLeast int   `json:"at_least"` // ranges whose upper bound is unknown
}

// Add puts a range into the total. Each bound is summed on its own, so that
// Low ≤ Best ≤ High holds for the total when it holds for each part.
func (s *Sum) Add(r Range) {
	s.Of++
	if !r.Known() {
		s.Unknown++
		return
	}
	mid := r.Middle().Or(r.High.Or(0))
	s.Low += r.Floor().Or(0)
	s.Best += mid
	s.High += r.Ceiling().Or(0)
	if r.AtLeast() {
		s.AtLeast++
	}
}
