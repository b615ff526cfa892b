package brief

import (
	"slices"

	"detente/internal/hands/desk"
	"detente/internal/thinking/claim"
)

// claims sets what was claimed against what followed, over the whole record: the tactical
// against the strategic.
func (w *writer) claims(*desk.Assessment) (Section, error) {
	s := Section{ID: "claims", Heading: w.say.T("claims.brief")}
	p, err := w.desk.Claims(w.ctx, desk.ClaimQuery{Query: desk.Query{AsOf: w.asOf}, By: string(claim.BySide)})
	if err != nil {
		return s, err
	}
	var dates []string
	for _, x := range p.After.Successes {
		dates = append(dates, x.EventIDs...)
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: p.After.Text, Events: dates})
	for _, x := range p.After.Windows {
		if x.Days != 28 && x.Matched > 0 {
			s.Points = append(s.Points, Sentence{Text: x.Text, Events: x.AttackIDs})
		}
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: p.After.Note + " " + p.After.Coverage.Text + ".", Events: dates})
	var apart []string
	for _, x := range p.Losses {
		apart = append(apart, x.EventID)
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: p.Text.Losses, Events: slices.Compact(apart)})
	return s, nil
}
