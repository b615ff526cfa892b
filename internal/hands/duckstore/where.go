package duckstore

import (
	"fmt"
	"slices"
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// where is a condition on ledger.record r with its parameters. No text from outside is ever
// written into a query; numbers of words are.
//
// Which rows pass that a later version counts instead of is kept apart, in replaced: they
// are few, and it takes less to count them than to look for each row among them.
type where struct {
	conds    []string
	args     []any
	replaced string
	also     []any // parameters of replaced
}

func (w *where) and(cond string, args ...any) {
	w.conds = append(w.conds, cond)
	w.args = append(w.args, args...)
}

func (w *where) String() string { return strings.Join(w.conds, " AND ") }

// filter makes conditions of filters, over one state of the store.
type filter struct {
	where
	words *words
	fresh func() error // reads the words that the state has and nobody met before
	err   error
}

// filtered is the condition that a version of a record passes the filter, whether or not a
// later one counts instead.
func (t *reading) filtered(f ledger.Filter) (*where, error) {
	w := &filter{words: &t.words, fresh: t.refresh}
	w.asOf(f.AsOf)
	oneWord(w, "r.kind", f.Kinds)
	oneWord(w, "r.dataset", f.Datasets)
	if len(f.IDs) == 1 {
		// Looking at the hash of each row takes a tenth of the time of looking at its id.
		w.and("r.id_hash = ?", idHash(valid(f.IDs[0])))
	}
	oneOf(w, "r.id", f.IDs)
	oneOf(w, "r.event_id", f.EventIDs)
	w.overlaps(f.Window)
	oneWord(w, "r.country", f.Countries)
	oneWord(w, "r.admin1", f.Admin1)
	oneWord(w, "r.admin2", f.Admin2)
	oneWord(w, "r.type", f.Types)
	oneWord(w, "r.mode", f.Modes)
	oneWord(w, "r.quad", f.Quads)
	oneWord(w, "r.category", f.Categories)
	w.bySides(t, f)
	for _, word := range f.Text {
		w.and("contains(lower(r.text), lower(?))", valid(word))
	}
	w.labels(f.Sensitivities)
	return &w.where, w.err
}

// numbers are the words among the texts. A text that is no word is in no record.
func (w *filter) numbers(texts []string) []int32 {
	out := w.words.lookup(texts)
	if len(out) < len(texts) && w.err == nil {
		w.err = w.fresh()
		out = w.words.lookup(texts)
	}
	return out
}

// oneWord keeps records whose column of words holds one of the values; none does not restrict.
func oneWord[S ~string](w *filter, column string, values []S) {
	if len(values) == 0 {
		return
	}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	w.and(among(column, w.numbers(texts)))
}

// among is the condition that a column holds one of the numbers.
func among(column string, numbers []int32) string {
	switch len(numbers) {
	case 0:
		return "false"
	case 1:
		return fmt.Sprintf("%s = %d", column, numbers[0])
	}
	var b strings.Builder
	for i, n := range numbers {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprint(&b, n)
	}
	return column + " IN (" + b.String() + ")"
}

// labels keeps what may be seen. No label is public, and public records have a column of
// their own, since nearly every read asks for them alone.
func (w *filter) labels(allowed []record.Sensitivity) {
	if len(allowed) == 0 {
		w.and("r.public")
		return
	}
	if slices.Contains(allowed, record.Public) {
		allowed = append([]record.Sensitivity{""}, allowed...)
	}
	oneWord(w, "r.sensitivity", allowed)
}

// asOf keeps the versions of records that counted then, and says which were replaced then.
func (w *where) asOf(a ledger.AsOf) {
	w.and("NOT r.retracted")
	out := &where{}
	if a.Known != nil {
		w.and("r.knowable <= ?", int32(*a.Known))
		out.and("s.by_knowable <= ?", int32(*a.Known))
	}
	if a.Recorded != nil {
		w.and("r.recorded <= ?", a.Recorded.UnixMicro())
		out.and("s.by_recorded <= ?", a.Recorded.UnixMicro())
	}
	w.replaced = "(SELECT s.seq FROM ledger.superseded s"
	if len(out.conds) > 0 {
		w.replaced += " WHERE " + out.String()
	}
	w.replaced, w.also = w.replaced+")", out.args
}

// current adds that no later version counts instead.
func (w *where) current() { w.and("r.seq NOT IN "+w.replaced, w.also...) }

// past returns the same condition for the rows that a later version counts instead of.
func (w *where) past() *where {
	v := &where{conds: slices.Clone(w.conds), args: slices.Clone(w.args)}
	v.and("r.seq IN "+w.replaced, w.also...)
	return v
}

// overlaps keeps records whose span shares a day with the window. A record without a
// start began at an unknown time before; one without an end lasts a day.
func (w *where) overlaps(v calendar.Window) {
	if !v.From.IsSet() && !v.To.IsSet() {
		return
	}
	w.and("(r.start_day <> 0 OR r.end_day <> 0)")
	if v.From.IsSet() {
		w.and("(r.end_day >= ? OR (r.end_day = 0 AND r.start_day >= ?))", int32(v.From), int32(v.From))
	}
	if v.To.IsSet() {
		w.and("r.start_day <= ?", int32(v.To))
	}
}

// sides compares the sides of each row.
func (w *filter) sides(f ledger.Filter) {
	if len(f.Sides) > 0 {
		w.and("(" + w.has("initiator", f.Sides) + " OR " + w.has("target", f.Sides) + ")")
	}
	if len(f.InitiatorSides) > 0 {
		w.and(w.has("initiator", f.InitiatorSides))
	}
	if len(f.TargetSides) > 0 {
		w.and(w.has("target", f.TargetSides))
	}
	if d := f.Dyad; d != nil {
		ways := []string{
			"(" + w.has("initiator", d.A) + " AND " + w.has("target", d.B) + ")",
			"(" + w.has("initiator", d.B) + " AND " + w.has("target", d.A) + ")",
		}
		for _, a := range d.Across {
			ways = append(ways, "("+w.has("initiator", a.By)+" AND "+among("r.country", w.numbers([]string{a.In}))+")")
		}
		w.and("(" + strings.Join(ways, " OR ") + ")")
	}
}

// has is the condition that a party of the record counts under one of the sides; the
// side "" stands for none. Parties of several sides are few, and one word each, so that
// which of them count is settled here.
func (w *filter) has(column string, sides []string) string {
	if len(sides) == 0 {
		return "false"
	}
	main := within("r."+column+"_side", w.numbers(sides))
	several := w.words.parties(sides)
	if len(several) == 0 {
		return main
	}
	return "(" + main + " OR (r." + column + "_sides <> 0 AND " + within("r."+column+"_sides", several) + "))"
}

// within is among for a condition that is one of several. DuckDB makes a join of a longer IN,
// which then looks at every row.
func within(column string, numbers []int32) string {
	if len(numbers) < 2 {
		return among(column, numbers)
	}
	if len(numbers) <= 4 {
		ways := make([]string, len(numbers))
		for i, n := range numbers {
			ways[i] = among(column, []int32{n})
		}
		return "(" + strings.Join(ways, " OR ") + ")"
	}
	list := strings.TrimPrefix(among(column, numbers), column+" IN ")
	return "list_contains([" + strings.Trim(list, "()") + "], " + column + ")"
}

// oneOf keeps records whose column holds one of the values; none does not restrict.
func oneOf(w *filter, column string, values []string) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = valid(v)
	}
	w.and(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", args...)
}

// valid makes text that DuckDB takes as a parameter; what is not UTF-8 matches nothing.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
