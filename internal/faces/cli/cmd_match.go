package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/hands/importer/pairing"
	"detente/internal/hands/link"
	"detente/internal/thinking/match"
)

// matchOptions are the flags of match.
type matchOptions struct {
	where
	between, from, to, out, truth string
	days                          int
	km, least                     float64
	asJSON, keep                  bool
}

func newMatch(s *streams) *cobra.Command {
	var o matchOptions
	usual := match.Usual()
	cmd := &cobra.Command{
		Use:   "match [A.csv B.csv]",
		Short: "Find the same events in two data sets: links with a score and a reason, never merges",
		Long: `Compares the events of two tables, or with --between of two data sets of the ledger, and
links those that agree in time, place, kind and actors: one to one, runners-up kept. Links
between data sets of the ledger are kept there, and shown by: detente events --linked.

A table needs a date (date, or date_start and date_end) and latitude and longitude; columns
that end in _tax, or type and mode, say the kind from the general to the particular; actor
columns (actor_tax, initiator_side, target_side) the actors.` + exitHelp,
		Example: "  detente match A.csv B.csv --days 1 --km 5 --json\n  detente match --between chronology,ucdp-ged --km 25",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 && (len(args) != 0 || o.between == "") {
				return coded{exitUsage, fmt.Errorf("match takes two tables, or --between with two data sets")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 2 {
				return runMatchFiles(cmd.Context(), s, &o, args)
			}
			return runMatchSets(cmd.Context(), s, &o)
		},
	}
	o.where.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.between, "between", "", "two data sets of the ledger, such as chronology,ucdp-ged")
	f.IntVar(&o.days, "days", usual.Days, "most days between two events")
	f.Float64Var(&o.km, "km", usual.KM, "most kilometres between two events")
	f.Float64Var(&o.least, "least", usual.Least, "score from 0 to 1 under which a pair is dropped")
	f.StringVar(&o.from, "from", "", "first day (YYYY-MM-DD), with --between")
	f.StringVar(&o.to, "to", "", "last day (YYYY-MM-DD), with --between")
	f.StringVar(&o.truth, "truth", "", "column that is the same for the same event in both tables: gives precision, recall and F1")
	f.BoolVar(&o.keep, "keep", true, "with --between: keep the links in the ledger")
	f.StringVar(&o.out, "out", "", "write to this file")
	f.BoolVar(&o.asJSON, "json", false, "answer in JSON")
	return cmd
}

func (o *matchOptions) options() (match.Options, error) {
	m := match.Usual()
	m.Days, m.KM, m.Least = o.days, o.km, o.least
	if err := m.Check(); err != nil {
		return m, coded{exitUsage, err}
	}
	return m, nil
}

// matchedFiles is the answer of match on two tables.
type matchedFiles struct {
	EventsA int          `json:"events_a"`
	EventsB int          `json:"events_b"`
	Left    int          `json:"left_out"` // rows without a day or a place
	Links   []fileLink   `json:"links"`
	Truth   *truthAnswer `json:"truth,omitempty"`
	Seconds float64      `json:"seconds"`
}

type fileLink struct {
	A         string   `json:"a"`
	B         string   `json:"b"`
	Score     float64  `json:"score"`
	Days      int      `json:"days"`
	KM        float64  `json:"km"`
	Kind      *float64 `json:"kind"`
	Actors    *float64 `json:"actors"`
	RunnersUp []string `json:"runners_up"`
}

type truthAnswer struct {
	Pairs     int     `json:"pairs"`
	Right     int     `json:"right"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

func runMatchFiles(ctx context.Context, s *streams, o *matchOptions, args []string) error {
	m, err := o.options()
	if err != nil {
		return err
	}
	began := s.now()
	var tables [2]*pairing.Table
	for i, name := range args {
		f, err := os.Open(name)
		if err != nil {
			return coded{exitUsage, err}
		}
		tables[i], err = pairing.Read(ctx, f, o.truth)
		_ = f.Close() // it was only read
		if err != nil {
			return coded{exitFaults, fmt.Errorf("%s: %w", name, err)}
		}
	}
	links, err := match.All(tables[0].Events, tables[1].Events, m)
	if err != nil {
		return err
	}
	a := matchedFiles{
		EventsA: len(tables[0].Events), EventsB: len(tables[1].Events), Left: tables[0].Left + tables[1].Left,
		Links: make([]fileLink, len(links)),
	}
	for i, l := range links {
		a.Links[i] = fileLink{l.A, l.B, l.Score, l.Days, l.KM, given(l.Kind), given(l.Actors), []string{}}
		for _, r := range append(l.RunnersA, l.RunnersB...) {
			a.Links[i].RunnersUp = append(a.Links[i].RunnersUp, r.ID)
		}
	}
	if o.truth != "" {
		t := pairing.Judge(tables[0], tables[1], links)
		a.Truth = &truthAnswer{t.Pairs, t.Right, t.Precision, t.Recall, t.F1}
	}
	a.Seconds = s.now().Sub(began).Seconds()
	return writeTo(s, o.out, func(w io.Writer) error {
		if o.asJSON {
			return printJSON(w, a)
		}
		return a.table(w)
	})
}

// given is an agreement, nil where one of the two does not say.
func given(x float64) *float64 {
	if x < 0 {
		return nil
	}
	return &x
}

func (a matchedFiles) table(w io.Writer) error {
	t := export.Sheet{Head: []string{"A", "B", "SCORE", "DAYS", "KM", "RUNNERS-UP"}}
	for _, l := range a.Links {
		t.Rows = append(t.Rows, []string{
			l.A, l.B, strconv.FormatFloat(l.Score, 'f', 2, 64), strconv.Itoa(l.Days), strconv.FormatFloat(l.KM, 'f', 1, 64), strings.Join(l.RunnersUp, ";"),
		})
	}
	if err := t.Table(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d links between %d and %d events; %d rows left out for want of a day or a place.\n", len(a.Links), a.EventsA, a.EventsB, a.Left)
	if err == nil && a.Truth != nil {
		_, err = fmt.Fprintf(w, "Of %d true pairs: precision %.4f, recall %.4f, F1 %.4f.\n", a.Truth.Pairs, a.Truth.Precision, a.Truth.Recall, a.Truth.F1)
	}
	return err
}

func runMatchSets(ctx context.Context, s *streams, o *matchOptions) error {
	m, err := o.options()
	if err != nil {
		return err
	}
	a, b, ok := strings.Cut(o.between, ",")
	if !ok || strings.Contains(b, ",") {
		return coded{exitUsage, fmt.Errorf("--between %q does not name two data sets", o.between)}
	}
	q := desk.MatchQuery{A: strings.TrimSpace(a), B: strings.TrimSpace(b), Options: m}
	if q.From, err = day("from", o.from); err != nil {
		return err
	}
	if q.To, err = day("to", o.to); err != nil {
		return err
	}
	if o.keep && (o.from != "" || o.to != "") {
		return coded{exitUsage, fmt.Errorf("links are kept for whole data sets: leave --from and --to out, or add --keep=false")}
	}
	se, err := o.open(ctx, s)
	if err != nil {
		return err
	}
	found, err := se.desk.Match(ctx, q)
	var data string
	if err == nil {
		data, err = se.desk.Stamp(ctx)
	}
	if cerr := se.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	if o.keep && se.path != "" {
		store, err := openForImport(ctx, se.path)
		if err != nil {
			return err
		}
		_, err = store.Append(ctx, link.Batch(q.A, q.B, found.Links, data, s.now(), importerVersion))
		if cerr := store.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return fmt.Errorf("keep the links: %w", err)
		}
	}
	return writeTo(s, o.out, func(w io.Writer) error {
		if o.asJSON {
			return printJSON(w, found)
		}
		return linksTable(w, found)
	})
}

func linksTable(w io.Writer, m *desk.Matching) error {
	t := export.Sheet{Head: []string{m.A, m.B, "SCORE", "WHY"}}
	for _, l := range m.Links {
		t.Rows = append(t.Rows, []string{l.A.ID, l.B.ID, strconv.FormatFloat(l.Score, 'f', 2, 64), l.Reason})
	}
	if err := t.Table(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d links between %d and %d events; left out: %d known only to the month or year, %d without a point or known no finer than the province.\n",
		len(m.Links), m.EventsA, m.EventsB, m.LeftOut.Date, m.LeftOut.Place)
	return err
}
