package cli

import (
	"detente/internal/thinking/coder"
	"detente/internal/thinking/template"
)

// mucAnswer is the templates of one report with the slot names of the evaluation.
type mucAnswer struct {
	ID        string        `json:"id"`
	Templates []mucTemplate `json:"templates"`
}

type mucTemplate struct {
	Slots    map[string][]string `json:"slots"`
	Evidence []template.Span     `json:"evidence"`
}

func mucRow(item coder.Item) mucAnswer {
	out := mucAnswer{ID: item.ID, Templates: []mucTemplate{}}
	for _, t := range template.Read(item.Text, item.Published) {
		out.Templates = append(out.Templates, mucTemplate{Slots: t.Slots(), Evidence: t.Evidence})
	}
	return out
}
