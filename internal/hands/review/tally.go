package review

import (
	"cmp"
	"context"
	"slices"

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
	out := &Tally{Total: len(all), Types: []TypeTally{}, Fields: []FieldFix{}}
	types, fields := map[string]*TypeTally{}, map[string]int{}
	for _, v := range all {
		t := types[string(v.Type)]
		if t == nil {
			t = &TypeTally{Type: string(v.Type)}
			types[t.Type] = t
		}
		switch v.Ruling {
		case record.Accepted:
			out.Accepted++
			t.Taken++
		case record.Mended:
			out.Mended++
			t.Taken++
		case record.Refused:
			out.Refused++
			t.Refused++
		}
		for _, f := range v.Changed {
			fields[f]++
		}
	}
	for _, t := range types {
		out.Types = append(out.Types, *t)
	}
	slices.SortFunc(out.Types, func(a, b TypeTally) int { return cmp.Compare(a.Type, b.Type) })
	for f, n := range fields {
		out.Fields = append(out.Fields, FieldFix{f, n})
	}
	slices.SortFunc(out.Fields, func(a, b FieldFix) int { return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.Field, b.Field)) })
	return out
}
