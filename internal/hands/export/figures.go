package export

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
)

// columnsTo writes aligned columns for a terminal, uncut: addresses have to stay whole.
func columnsTo(w io.Writer, rows [][]string) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(t, strings.Join(r, "\t"))
	}
	return t.Flush()
}

// decimal writes a figure that may be missing: an empty cell is not zero.
func decimal(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}

// rounded writes a figure that may be missing for people.
func rounded(x *float64, digits int) string {
	if x == nil {
		return "–"
	}
	return strconv.FormatFloat(*x, 'f', digits, 64)
}

// figureOf writes a number with so many digits after the point; an empty cell is not known.
func figureOf(x *float64, digits int) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', digits, 64)
}

// share writes a share that may be missing as a percentage.
func share(x *float64) string {
	if x == nil {
		return "–"
	}
	return strconv.FormatFloat(100**x, 'f', 0, 64) + " %"
}

// whole writes a count that may be missing.
func whole(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func list(ids []string) string { return strings.Join(ids, ";") }

// JSON writes an answer without escaping what is only special in HTML.
func JSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// add adds a row.
func (s *Sheet) add(cells ...string) { s.Rows = append(s.Rows, cells) }
