package duckstore

import (
	"slices"
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// where is a condition on ledger.record r with its parameters. No value is ever written
// into the text of a query.
type where struct {
	conds []string
	args  []any
}

func (w *where) and(cond string, args ...any) {
	w.conds = append(w.conds, cond)
	w.args = append(w.args, args...)
}

func (w *where) String() string { return strings.Join(w.conds, " AND ") }

// filtered is the condition that a record passes the filter.
func filtered(f ledger.Filter) *where {
	w := &where{}
	w.asOf(f.AsOf)
	oneOf(w, "r.kind", f.Kinds)
	oneOf(w, "r.dataset", f.Datasets)
	oneOf(w, "r.id", f.IDs)
	oneOf(w, "r.event_id", f.EventIDs)
	w.overlaps(f.Window)
	oneOf(w, "r.country", f.Countries)
	oneOf(w, "r.admin1", f.Admin1)
	oneOf(w, "r.admin2", f.Admin2)
	oneOf(w, "r.type", f.Types)
	oneOf(w, "r.mode", f.Modes)
	oneOf(w, "r.quad", f.Quads)
	oneOf(w, "r.category", f.Categories)
	w.sides(f)
	for _, word := range f.Text {
		w.and("contains(lower(r.text), lower(?))", valid(word))
	}
	w.labels(f.Sensitivities)
	return w
}

// labels keeps what may be seen. No label is public, and public records have a column of
// their own, since nearly every read asks for them alone.
func (w *where) labels(allowed []record.Sensitivity) {
	if len(allowed) == 0 {
		w.and("r.public")
		return
	}
	if slices.Contains(allowed, record.Public) {
		allowed = append([]record.Sensitivity{""}, allowed...)
	}
	oneOf(w, "r.sensitivity", allowed)
}

// asOf keeps the version of each record that counted then. The superseded rows are few
// and kept apart, so that the others are not ranked.
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
	if len(out.conds) == 0 {
		w.and("r.seq NOT IN (SELECT s.seq FROM ledger.superseded s)")
		return
	}
	w.and("r.seq NOT IN (SELECT s.seq FROM ledger.superseded s WHERE "+out.String()+")", out.args...)
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

func (w *where) sides(f ledger.Filter) {
	if len(f.Sides) > 0 {
		w.or(has("initiator", f.Sides), has("target", f.Sides))
	}
	if len(f.InitiatorSides) > 0 {
		w.or(has("initiator", f.InitiatorSides))
	}
	if len(f.TargetSides) > 0 {
		w.or(has("target", f.TargetSides))
	}
	if d := f.Dyad; d != nil {
		ways := []*where{
			both(has("initiator", d.A), has("target", d.B)),
			both(has("initiator", d.B), has("target", d.A)),
		}
		for _, a := range d.Across {
			in := &where{}
			in.and("r.country = ?", valid(a.In))
			ways = append(ways, both(has("initiator", a.By), in))
		}
		w.or(ways...)
	}
}

// has is the condition that a party of the record counts under one of the sides; the
// side "" stands for none. The list of sides is only there for parties with several.
func has(party string, sides []string) *where {
	w := &where{}
	if len(sides) == 0 {
		w.and("false")
		return w
	}
	clean := make([]string, len(sides))
	for i, s := range sides {
		clean[i] = valid(s)
	}
	// A function of one column is worked out once for each word of its dictionary, where IN
	// is for each row.
	w.and("(list_contains(CAST(? AS VARCHAR[]), r."+party+"_side) OR (r."+party+"_sides IS NOT NULL AND list_has_any(r."+
		party+"_sides, CAST(? AS VARCHAR[]))))", clean, clean)
	return w
}

func both(a, b *where) *where {
	w := &where{}
	w.and("("+a.String()+" AND "+b.String()+")", append(append([]any{}, a.args...), b.args...)...)
	return w
}

// or adds the condition that one of the ways holds.
func (w *where) or(ways ...*where) {
	var parts []string
	var args []any
	for _, v := range ways {
		parts = append(parts, v.String())
		args = append(args, v.args...)
	}
	w.and("("+strings.Join(parts, " OR ")+")", args...)
}

// oneOf keeps records whose column holds one of the values; none does not restrict.
func oneOf[S ~string](w *where, column string, values []S) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = valid(string(v))
	}
	w.and(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", args...)
}

// valid makes text that DuckDB takes as a parameter; what is not UTF-8 matches nothing.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
