package brief

import "detente/internal/hands/desk"

// linkage says how strikes moved together with talks, deaths, crossings and published
// figures, by week; pairs too short to measure are left to the page.
func (w *writer) linkage(*desk.Assessment) (Section, error) {
	s := Section{ID: "linkage", Heading: w.say.T("linkage.brief")}
	if len(w.desk.Situation().Dyads) == 0 {
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: w.say.T("linkage.brief.none")})
		return s, nil
	}
	p, err := w.desk.Linkage(w.ctx, desk.LinkageQuery{AsOf: w.asOf})
	if err != nil {
		return s, err
	}
	ids := map[string][]string{}
	for _, x := range p.Series {
		for _, v := range x.Points {
			ids[x.ID] = append(ids[x.ID], v.EventIDs...)
		}
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Bold: p.DyadName + ":", Text: p.Text, Events: ids[p.Base]})
	for _, l := range p.Links {
		if l.Best != nil {
			behind := ids[l.Other]
			if len(behind) == 0 { // crossings and published figures are no events
				behind = ids[p.Base]
			}
			s.Points = append(s.Points, Sentence{Text: l.Text, Events: behind})
		}
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: p.Note, Events: ids[p.Base]})
	return s, nil
}
