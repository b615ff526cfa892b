package brief

import (
	"detente/internal/hands/desk"
	"detente/internal/words/phrase"
)

// channels says how each channel is used, what followed its contacts, and by which rule.
func (w *writer) channels(*desk.Assessment) (Section, error) {
	s := Section{ID: "channels", Heading: w.say.T("brief.channels")}
	page, err := w.desk.Channels(w.ctx, w.asOf)
	if err != nil {
		return s, err
	}
	for _, c := range page.Channels {
		if c.GapDays == nil {
			s.Points = append(s.Points, Sentence{Bold: c.Name + ":", Text: w.say.T("channels.none"), Events: c.RefusedIDs})
			continue
		}
		text := w.say.T("channels.brief", "class", c.ClassName, "n", c.Contacts, "days", phrase.Of("channels.days", "n", c.Days), "last", c.Last, "gap", *c.GapDays)
		if c.Outcomes.Of >= page.Rule.Fewest {
			text += " " + c.Reason + " " + c.Outcomes.Text
		}
		s.Points = append(s.Points, Sentence{Bold: c.Name + ":", Text: text, Events: append(append([]string{}, c.EventIDs...), c.RefusedIDs...)})
	}
	if page.ReachText != "" {
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: page.ReachText})
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: page.Rule.Text})
	return s, nil
}
