package brief

import (
	"strconv"
	"strings"

	"detente/internal/hands/desk"
)

// commitments says how far public promises were carried out, how long it took, and which
// are past their day.
func (w *writer) commitments(*desk.Assessment) (Section, error) {
	s := Section{ID: "commitments", Heading: w.say.T("commitment.brief.title")}
	page, err := w.desk.Commitments(w.ctx, desk.CommitmentQuery{AsOf: w.asOf})
	if err != nil {
		return s, err
	}
	if page.Total == 0 {
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: page.Text.Score})
		return s, nil
	}
	s.Paragraphs = append(s.Paragraphs,
		Sentence{Text: join(page.Text.Score, page.Text.Weighting, w.rows("commitment.brief.ids", page.Score.IDs))},
		Sentence{Text: join(page.Text.Evidence, page.Text.Time, page.Text.Note)},
		Sentence{Text: page.Text.Overdue})
	for _, c := range page.Overdue {
		s.Points = append(s.Points, Sentence{
			Bold: c.Institution + ":",
			Text: w.say.T("commitment.brief.item", "text", c.Text, "due", c.Due, "days", c.DaysOverdue, "status", w.say.T("status."+c.Status), "id", c.ID),
			URL:  c.SourceURL,
		})
	}
	tab := Table{Caption: w.say.T("commitment.head.scores")}
	for _, k := range []string{"theme", "score", "bounds", "scored", "unknown"} {
		tab.Head = append(tab.Head, w.say.T("commitment.head."+k))
	}
	for _, x := range page.ByTheme {
		row := []string{x.Name, "–", "–", strconv.Itoa(x.Scored), strconv.Itoa(x.Unknown)}
		if x.Score != nil {
			row[1] = strconv.FormatFloat(*x.Score, 'f', 0, 64)
		}
		if x.Low != nil {
			row[2] = strconv.FormatFloat(*x.Low, 'f', 0, 64) + "–" + strconv.FormatFloat(*x.High, 'f', 0, 64)
		}
		tab.Rows = append(tab.Rows, row)
	}
	s.Tables = append(s.Tables, tab)
	return s, nil
}

// rows names records that are not events: the first of them, and how many more there are.
func (w *writer) rows(key string, ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	list := append([]string(nil), ids[:min(shown, len(ids))]...)
	if n := len(ids) - shown; n > 0 {
		list = append(list, w.say.T("brief.more", "n", n))
	}
	return w.say.T(key, "ids", list)
}

func join(sentences ...string) string {
	var out []string
	for _, s := range sentences {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}
