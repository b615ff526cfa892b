package review

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Tally is what reviewers made of the coder's proposals.
type Tally struct {
	Total    int         `json:"total"`
	Accepted int         `json:"accepted" doc:"taken as proposed"`
	Mended   int         `json:"mended" doc:"taken with fields changed"`
	Refused  int         `json:"refused"`
	Types    []TypeTally `json:"types" doc:"by type of event, in alphabetical order"`
	Fields   []FieldFix  `json:"fields" doc:"fields that were mended, the most often first"`
	// On, ByField and ByRule are the precision of what was read.
	On      []MatterTally `json:"on" doc:"rulings on events, claims and options"`
	ByField []Precision   `json:"by_field" doc:"by field that was read from words, in alphabetical order"`
	ByRule  []Precision   `json:"by_rule" doc:"by rule that read it, in alphabetical order"`
	Taken   []Taken       `json:"options" doc:"options that were taken, oldest first"`
}

// MatterTally is the rulings on one kind of proposal.
type MatterTally struct {
	On       string `json:"on" enum:"event,claim,option"`
	Accepted int    `json:"accepted"`
	Mended   int    `json:"mended"`
	Refused  int    `json:"refused"`
}

// Precision is what became of readings of one field, or by one rule. A reading stands when its proposal was taken and the
// reviewer left the field as it was.
type Precision struct {
	Name     string  `json:"name"`
	Read     int     `json:"read" doc:"accepted, mended and refused together"`
	Accepted int     `json:"accepted" doc:"left as it was read"`
	Mended   int     `json:"mended" doc:"changed in a proposal that was taken"`
	Refused  int     `json:"refused" doc:"in a proposal that was refused"`
	Share    float64 `json:"share" doc:"accepted among read"`
}

// Taken is an option that a reviewer took.
type Taken struct {
	Actor     string        `json:"actor"`
	Lever     string        `json:"lever"`
	Quote     string        `json:"quote" doc:"word for word; empty while the report is recent"`
	URL       string        `json:"url"`
	Published calendar.Date `json:"published"`
	Record    string        `json:"record" doc:"the statement that it became; empty when it is kept as a ruling only"`
}

// TypeTally is the rulings on one type of event.
type TypeTally struct {
	Type    string `json:"type"`
	Taken   int    `json:"taken"`
	Refused int    `json:"refused"`
}

// FieldFix is how often a field was mended in what was taken.
type FieldFix struct {
	Field string `json:"field"`
	Times int    `json:"times"`
}

// Tally counts the rulings on file.
func (m *Room) Tally(ctx context.Context) (*Tally, error) {
	var all []record.Review
	for cursor := ""; ; {
		page, err := m.desk.Reviews(ctx, cursor)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Reviews...)
		if cursor = page.Next; cursor == "" {
			return count(all), nil
		}
	}
}

func count(all []record.Review) *Tally {
	out := &Tally{Total: len(all), Types: []TypeTally{}, Fields: []FieldFix{}, On: []MatterTally{}, Taken: []Taken{}}
	types, fixes, on := map[string]*TypeTally{}, map[string]int{}, map[string]*MatterTally{}
	fields, rules := map[string]*Precision{}, map[string]*Precision{}
	for _, v := range all {
		if v.On == "" {
			v.On = record.OnEvent
		}
		o := entry(on, string(v.On))
		o.On = string(v.On)
		switch v.Ruling {
		case record.Accepted:
			out.Accepted++
			o.Accepted++
		case record.Mended:
			out.Mended++
			o.Mended++
		case record.Refused:
			out.Refused++
			o.Refused++
		}
		switch {
		case v.On == record.OnEvent:
			entry(types, string(v.Type)).add(v)
		case v.On == record.OnOption && v.Ruling != record.Refused:
			out.Taken = append(out.Taken, Taken{v.Actor, string(v.Type), v.Quote, v.URL, v.Read, v.Record})
		}
		for _, f := range v.Changed {
			fixes[f]++
		}
		for _, e := range v.Evidence {
			mended := slices.Contains(v.Changed, e.Field)
			entry(fields, e.Field).add(v.Ruling, mended)
			entry(rules, e.Rule).add(v.Ruling, mended)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(types)) {
		out.Types = append(out.Types, *types[k])
	}
	for _, k := range slices.Sorted(maps.Keys(on)) {
		out.On = append(out.On, *on[k])
	}
	out.ByField, out.ByRule = shares(fields), shares(rules)
	for _, f := range slices.Sorted(maps.Keys(fixes)) {
		out.Fields = append(out.Fields, FieldFix{f, fixes[f]})
	}
	slices.SortStableFunc(out.Fields, func(a, b FieldFix) int { return cmp.Compare(b.Times, a.Times) })
	return out
}

func (t *TypeTally) add(v record.Review) {
	t.Type = string(v.Type)
	if v.Ruling == record.Refused {
		t.Refused++
		return
	}
	t.Taken++
}

// add counts one reading. In a proposal that was taken with other fields changed, a field that was left counts as accepted.
func (p *Precision) add(r record.Ruling, mended bool) {
	p.Read++
	switch {
	case r == record.Refused:
		p.Refused++
	case mended:
		p.Mended++
	default:
		p.Accepted++
	}
}

// shares are the counts by name, in alphabetical order.
func shares(of map[string]*Precision) []Precision {
	out := make([]Precision, 0, len(of))
	for _, k := range slices.Sorted(maps.Keys(of)) {
		p := *of[k]
		p.Name, p.Share = k, float64(p.Accepted)/float64(p.Read)
		out = append(out, p)
	}
	return out
}

// entry is what a map has under a key, made if it is not there.
func entry[T any](m map[string]*T, k string) *T {
	if m[k] == nil {
		m[k] = new(T)
	}
	return m[k]
}
