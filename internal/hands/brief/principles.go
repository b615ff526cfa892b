package brief

import "detente/internal/hands/desk"

// principles says how the parties stood to each principle in the last months, with the
// newest signs.
func (w *writer) principles(*desk.Assessment) (Section, error) {
	s := Section{ID: "principles", Heading: w.say.T("principles.brief")}
	p, err := w.desk.Principles(w.ctx, desk.PrincipleQuery{AsOf: w.asOf})
	if err != nil {
		return s, err
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: p.Text})
	for _, x := range p.Principles {
		var ids []string
		newest := map[string]*desk.PrincipleEvidence{}
		for i, e := range x.Evidence {
			if e.Kind == "event" && e.Date >= x.Recent.From {
				ids = append(ids, e.ID)
			}
			if e.Progress && newest["progress"] == nil {
				newest["progress"] = &x.Evidence[i]
			}
			if e.Regress && newest["regress"] == nil {
				newest["regress"] = &x.Evidence[i]
			}
		}
		s.Points = append(s.Points, Sentence{Text: x.Text, Events: ids})
		for _, way := range []string{"progress", "regress"} {
			e := newest[way]
			if e == nil {
				continue
			}
			v := Sentence{Text: w.say.T("principles.brief.newest."+way, "date", e.Date, "text", e.Text), URL: e.SourceURL}
			if e.Kind == "event" {
				v.Events = []string{e.ID}
			}
			s.Points = append(s.Points, v)
		}
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: p.Note})
	return s, nil
}
