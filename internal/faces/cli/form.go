package cli

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/hands/gate"
	"detente/internal/words/calendar"
)

// form is the situation and the days of a question, and the form of its answer. Each part is there for the commands that
// add its flags.
type form struct {
	where
	asOf, from, to    string
	format, rows, out string
	asJSON, asCSV     bool
	formats, kinds    []string // the formats and rows that the command knows
}

// moment adds the situation and the as-of.
func (f *form) moment(cmd *cobra.Command) {
	f.where.flags(cmd)
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
}

// span adds the first and the last day; otherwise says what they are when not given.
func (f *form) span(cmd *cobra.Command, otherwise ...string) {
	first, last := "first day (YYYY-MM-DD)", "last day (YYYY-MM-DD)"
	if len(otherwise) == 2 {
		first, last = "first day (YYYY-MM-DD; default: "+otherwise[0]+")", "last day (YYYY-MM-DD; default: "+otherwise[1]+")"
	}
	cmd.Flags().StringVar(&f.from, "from", "", first)
	cmd.Flags().StringVar(&f.to, "to", "", last)
}

// rowsOf adds what the rows are: those known, the one that stands when none is given, and what else to say of it.
func (f *form) rowsOf(cmd *cobra.Command, usual, more string, known ...string) {
	f.kinds = known
	cmd.Flags().StringVar(&f.rows, "rows", usual, "rows of the table or CSV: "+listed(known)+more)
}

// answers adds the form of the answer, of the formats given.
func (f *form) answers(cmd *cobra.Command, formats ...string) {
	f.formats = formats
	cmd.Flags().StringVar(&f.format, "format", "table", listed(formats))
	cmd.Flags().StringVar(&f.out, "out", "", "write to this file")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "the same as --format json")
	cmd.Flags().BoolVar(&f.asCSV, "csv", false, "the same as --format csv")
}

// listed writes "a, b or c".
func listed(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// check settles the format, refuses one or rows that the command does not know, and reads the days.
func (f *form) check() (asOf, from, to calendar.Date, err error) {
	switch {
	case f.asJSON:
		f.format = "json"
	case f.asCSV:
		f.format = "csv"
	}
	if err := chosen("format", f.format, f.formats...); err != nil {
		return asOf, from, to, err
	}
	if f.rows != "" {
		if err := chosen("rows", f.rows, f.kinds...); err != nil {
			return asOf, from, to, err
		}
	}
	if asOf, err = day("as-of", f.asOf); err != nil {
		return asOf, from, to, err
	}
	if from, err = day("from", f.from); err != nil {
		return asOf, from, to, err
	}
	to, err = day("to", f.to)
	return asOf, from, to, err
}

// purpose is that of what is printed: a table is shown, a file is passed on.
func (f *form) purpose() gate.Purpose {
	if f.format == "table" {
		return gate.Show
	}
	return gate.Export
}

// drawn is how an answer is written in each format; points may be nil.
type drawn[T any] struct {
	table  func(io.Writer, T) error
	sheet  func(T) export.Sheet
	points func(io.Writer, T) error
}

func (d drawn[T]) write(w io.Writer, format string, answer T) error {
	switch format {
	case "json":
		return printJSON(w, answer)
	case "csv":
		return d.sheet(answer).CSV(w)
	case "geojson":
		return d.points(w, answer)
	}
	return d.table(w, answer)
}

// answerIn asks the situation and writes the answer in its form.
func answerIn[T any](ctx context.Context, s *streams, f *form, question func(*desk.Desk) (T, int, error), as drawn[T]) error {
	return answered(ctx, s, &f.where, f.out, question, func(w io.Writer, answer T) error { return as.write(w, f.format, answer) })
}
