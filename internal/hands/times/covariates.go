package times

import (
	"fmt"
	"io"
	"strings"

	"detente/internal/hands/packed"
	"detente/internal/thinking/hawkes"
)

// OpenCovariates reads covariates from a CSV file, compressed when its name ends in .gz.
func OpenCovariates(path string) (*hawkes.Covariates, error) {
	return packed.Open(path, func(r io.Reader) (*hawkes.Covariates, error) { return ReadCovariates(r, path) })
}

// ReadCovariates reads a column time or day and one column a covariate. A row holds from its time until the
// next one's, the last one until the horizon; the first time is 0 or less.
func ReadCovariates(r io.Reader, name string) (*hawkes.Covariates, error) {
	t, err := header(r, name)
	if err != nil {
		return nil, err
	}
	c := &hawkes.Covariates{}
	var columns []int
	for i, h := range t.head {
		switch plain(h) {
		case "time", "day":
			t.time = i
		default:
			columns = append(columns, i)
			c.Names = append(c.Names, strings.TrimSpace(h))
		}
	}
	if t.time < 0 || len(columns) == 0 {
		return nil, fmt.Errorf("%s, row 1: needs a column time or day and one of values; found %s", name, strings.Join(t.head, ", "))
	}
	err = t.each(func() error {
		at, err := t.number(t.time)
		if err != nil {
			return err
		}
		n := len(c.From)
		if n == 0 && at > 0 {
			return t.bad(t.time, "after 0: the first row has to hold from the beginning of the window")
		}
		if n > 0 && at <= c.From[n-1] {
			return t.bad(t.time, fmt.Sprintf("not after the row before, %v", c.From[n-1]))
		}
		row := make([]float64, len(columns))
		for k, col := range columns {
			if row[k], err = t.number(col); err != nil {
				return err
			}
		}
		c.From, c.Values = append(c.From, at), append(c.Values, row)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(c.From) == 0 {
		return nil, fmt.Errorf("%s: no rows of covariates", name)
	}
	return c, nil
}
