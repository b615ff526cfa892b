package importer

import (
	"errors"
	"io"

	"detente/internal/hands/importer/delimited"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/record"
)

// Cells reads the cells of a row and remembers the first that cannot be read.
type Cells struct {
	delimited.Row
	Bad *Refusal
}

// Fail refuses the row for a cell.
func (c *Cells) Fail(column string, reason error) {
	if c.Bad == nil {
		c.Bad = &Refusal{Row: c.Number, Column: column, Value: c.Get(column), Reason: reason.Error()}
	}
}

// Need returns a cell that may not be empty.
func (c *Cells) Need(column string) string {
	v := c.Get(column)
	if v == "" {
		c.Fail(column, ErrEmpty)
	}
	return v
}

// Count reads a whole number; an empty cell is unknown.
func (c *Cells) Count(column string) figure.Count {
	n, err := Whole(c.Get(column))
	if err != nil {
		c.Fail(column, err)
	}
	return n
}

// Grade reads a small number such as a precision, written 1 or 1.0; 0 when it is not there.
func (c *Cells) Grade(column string) int { return int(c.Count(column).Or(0)) }

// Day reads a day.
func (c *Cells) Day(column string) calendar.Date {
	d, err := Day(c.Get(column))
	if err != nil {
		c.Fail(column, err)
	}
	return d
}

// Point reads a position; nil when both cells are empty.
func (c *Cells) Point(latitude, longitude string) *record.Point {
	if c.Get(latitude) == "" && c.Get(longitude) == "" {
		return nil
	}
	lat, err := Degrees(c.Get(latitude), 90)
	if err != nil {
		c.Fail(latitude, err)
	}
	lon, err := Degrees(c.Get(longitude), 180)
	if err != nil {
		c.Fail(longitude, err)
	}
	if lat == 0 && lon == 0 {
		c.Fail(latitude, ErrNullIsland)
	}
	return &record.Point{Lat: lat, Lon: lon}
}

// Rows hands every good row of a table on, and refuses the others, until the end or until the
// sink has enough.
func Rows(t *delimited.Reader, out *Sink, take func(*Cells)) error {
	for out.Err() == nil {
		row, err := t.Next()
		var f *delimited.Fault
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &f):
			out.Refuse(f.Row, f.Column, f.Value, f.Reason)
		case err != nil:
			return err
		default:
			take(&Cells{Row: row})
		}
	}
	return out.Err()
}

// Bad hands a refused row to the sink and reports whether there was one.
func (s *Sink) Bad(c *Cells) bool {
	if c.Bad != nil {
		s.Refuse(c.Bad.Row, c.Bad.Column, c.Bad.Value, c.Bad.Reason)
	}
	return c.Bad != nil
}
