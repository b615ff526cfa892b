package brief

import (
	"fmt"

	"detente/internal/hands/desk"
)

// excitation is the fitted model of who follows whom, in plain words.
func (w *writer) excitation(*desk.Assessment) (Section, error) {
	s := Section{ID: "excitation", Heading: w.say.T("brief.excitation")}
	r, err := w.desk.Retaliation(w.ctx, w.asOf)
	if err != nil {
		return s, err
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: r.Text, Events: w.fitted(r)})
	if r.Stability != nil {
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: r.Stability.Text, Events: w.fitted(r)})
	}
	for _, n := range r.Notes {
		s.Points = append(s.Points, Sentence{Text: n, Events: w.fitted(r)})
	}
	if r.Moving == nil {
		return s, nil
	}
	name := map[string]string{}
	for _, st := range r.Streams {
		name[st.ID] = st.Name
	}
	tab := Table{Caption: w.say.T("brief.excitation.table"), Head: w.heads("follower", "followed", "link", "q")}
	for i, row := range r.Moving.Links {
		for j, l := range row {
			if l.Q < desk.StandsOut {
				tab.Rows = append(tab.Rows, []string{
					name[r.Moving.Streams[i]], name[r.Moving.Streams[j]],
					fmt.Sprintf("%.2f (%.2f–%.2f)", l.Value, l.Low, l.High), fmt.Sprintf("%.3f", l.Q),
				})
			}
		}
	}
	s.Tables = append(s.Tables, tab)
	return s, nil
}

// fitted names the recent events that the model was asked about, or all it was fitted to.
func (w *writer) fitted(r *desk.Retaliation) []string {
	var out []string
	for _, st := range r.Streams {
		if st.Left == "" {
			out = append(out, st.EventIDs...)
		}
	}
	return out
}
