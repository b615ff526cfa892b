package folder

import "fmt"

// seen remembers keys and the rows they were first met on.
type seen map[string]int

// twice refuses a row whose key was met before.
func (s seen) twice(r *row, col, key, what string) bool {
	if first, ok := s[key]; ok {
		r.fail(col, fmt.Sprintf("%s as in row %d", what, first))
		return true
	}
	s[key] = r.number
	return false
}

// order warns once when a table is not sorted. Rows that are not taken do not count: a
// misspelt date is one fault, not two.
type order struct {
	last string
	told bool
}

func (o *order) check(r *row, col, key string) {
	if r.bad {
		return
	}
	if key < o.last && !o.told {
		o.told = true
		r.warn(col, "the table is not sorted: this row belongs before the one above it")
	}
	o.last = key
}
