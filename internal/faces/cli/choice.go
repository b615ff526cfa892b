package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/gate"
)

// choice is the flags of a verb that answers about chosen events, and how it prints.
type choice struct {
	form
	place string
	query desk.Query
}

// eventFlags adds the filters that choose events.
func (c *choice) eventFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&c.query.Sides, "side", nil, "a side that acts or is acted upon")
	f.StringVar(&c.query.Dyad, "dyad", "", "a dyad of the situation")
	f.StringVar(&c.query.Unit, "unit", "", "a dyad or place that is judged")
	f.StringSliceVar(&c.query.Datasets, "dataset", nil, "an imported data set (default: the situation's own, which imports never enter)")
	f.StringSliceVar(&c.query.Types, "type", nil, "PLOVER type, such as ASSAULT")
	f.StringSliceVar(&c.query.Modes, "mode", nil, "mode, such as airstrike")
	f.StringSliceVar(&c.query.Countries, "country", nil, "a country by its two-letter code")
	f.StringSliceVar(&c.query.Admin1, "admin1", nil, "a province, as the tables spell it")
	f.StringSliceVar(&c.query.Admin2, "admin2", nil, "a district, as the tables spell it")
	f.StringVar(&c.place, "place", "", "province or district by name or alias")
	f.StringVar(&c.query.Words, "words", "", "words that the summary or the names must hold")
}

// read checks the form of the answer and turns the days into a query.
func (c *choice) read() (q desk.Query, purpose gate.Purpose, err error) {
	q = c.query
	q.AsOf, q.From, q.To, err = c.check()
	return q, c.purpose(), err
}

// answerTo is answered with the query narrowed to the place named.
func answerTo[T any](ctx context.Context, s *streams, c *choice, q *desk.Query, question func(*desk.Desk) (T, int, error), write func(io.Writer, T) error) error {
	return answered(ctx, s, &c.where, c.out, func(d *desk.Desk) (answer T, withheld int, err error) {
		if c.place != "" {
			if err := d.Place(q, c.place); err != nil {
				return answer, 0, err
			}
		}
		return question(d)
	}, write)
}

// answered opens the situation, asks, says how many rows their licence keeps out, and writes the answer.
func answered[T any](ctx context.Context, s *streams, at *where, out string, question func(*desk.Desk) (T, int, error), write func(io.Writer, T) error) error {
	se, err := at.open(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	answer, withheld, err := question(se.desk)
	if err != nil {
		return err
	}
	if withheld > 0 {
		fmt.Fprintf(s.err, "detente: %d rows are kept out of the export by their licence\n", withheld)
	}
	return writeTo(s, out, func(w io.Writer) error { return write(w, answer) })
}
