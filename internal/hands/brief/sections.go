package brief

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"detente/internal/hands/desk"
	"detente/internal/hands/gate"
	"detente/internal/thinking/outlook"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
)

// writer composes the sections of one brief.
type writer struct {
	ctx  context.Context
	desk *desk.Desk
	say  *phrase.Catalog
	asOf calendar.Date
	day  calendar.Date
	used map[string]bool
}

// shown is how many event ids a sentence names before "and n more"; all of them are listed
// at the end.
const shown = 6

func (w *writer) use(ids []string) {
	for _, id := range ids {
		w.used[id] = true
	}
}

func (w *writer) query(weeks int) desk.Query {
	v := calendar.Last(7*weeks, w.day)
	return desk.Query{AsOf: w.asOf, From: v.From, To: v.To}
}

// toll is the first section: the human cost, before any verdict.
func (w *writer) toll(a *desk.Assessment) (Section, error) {
	s := Section{ID: "human-cost", Heading: w.say.T("brief.toll")}
	for _, weeks := range []int{4, 52} {
		t, err := w.desk.Toll(w.ctx, desk.TollQuery{Query: w.query(weeks)})
		if err != nil {
			return s, err
		}
		s.Paragraphs = append(s.Paragraphs, Sentence{
			Bold: w.say.T("brief.toll.span", "n", weeks), Text: t.Text, Events: t.EventIDs,
		})
		if weeks == 4 && t.Events > 0 {
			s.Tables = append(s.Tables, w.groups(t))
			s.Paragraphs = append(s.Paragraphs, Sentence{Text: w.hurt(t), Events: t.EventIDs})
		}
		if weeks == 52 {
			w.cost(&s, t)
		}
	}
	if len(a.Units) > 0 {
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: a.Units[0].Coverage.Text + "."})
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: w.say.T("brief.toll.note")})
	return s, nil
}

// groups is the dead by group; a group without any figure is not zero.
func (w *writer) groups(t *desk.Toll) Table {
	tab := Table{Caption: w.say.T("brief.toll.groups"), Head: w.heads("group", "deaths", "with_figure", "without_figure")}
	for _, g := range t.Groups {
		n := strconv.FormatInt(g.Deaths, 10)
		if g.Events == 0 {
			n = w.say.T("brief.no_figure")
		}
		tab.Rows = append(tab.Rows, []string{w.say.T("group." + g.Group), n, strconv.Itoa(g.Events), strconv.Itoa(g.Unknown)})
	}
	return tab
}

// hurt says how many were injured and abducted.
func (w *writer) hurt(t *desk.Toll) string {
	text := w.say.T("brief.injured.none")
	if t.Injured.Unknown < t.Injured.Of {
		text = w.say.T("brief.injured", "low", t.Injured.Low, "high", t.Injured.High, "unknown", t.Injured.Unknown, "n", t.Events)
	}
	if t.Abducted.Of == 0 {
		return text + " " + w.say.T("brief.abducted.none")
	}
	return text + " " + w.say.T("brief.abducted", "count", t.Abducted.Count, "n", t.Abducted.Of)
}

// tested is how the learnt model did on months that it had not learnt.
func (w *writer) tested(l desk.Learning) Table {
	t := Table{Caption: w.say.T("brief.verdict.tested", "tested", l.Provenance.Tested), Head: w.heads("model", "rps", "log_loss", "auc_escalation", "auc_fall", "slope", "calibration_error")}
	for _, x := range l.Provenance.Scores {
		row := []string{x.Name}
		for _, e := range []outlook.Estimate{x.RPS, x.LogLoss, x.AUCEscalation, x.AUCDeEscalation, x.Slope, x.ECE} {
			row = append(row, fmt.Sprintf("%.3f (%.3f–%.3f)", e.Value, e.Low, e.High))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (w *writer) verdict(a *desk.Assessment) (Section, error) {
	s := Section{ID: "verdict", Heading: w.say.T("brief.verdict")}
	tab := Table{Caption: w.say.T("brief.verdict.table", "horizon", w.desk.Situation().Thresholds.Verdict.HorizonWeeks), Head: w.heads("unit", "verdict", "p_escalation", "p_holding", "p_reset", "coverage")}
	for _, u := range a.Units {
		s.Paragraphs = append(s.Paragraphs, Sentence{
			Bold: u.Name + ": " + w.say.T("verdict."+u.Verdict) + ". " + u.Reason,
			Text: u.Risk + " " + u.Opportunity + " " + u.Coverage.Text + ".", Events: u.Evidence,
		})
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: strings.Join(w.desk.Told(u), " "), Events: u.Evidence})
		tab.Rows = append(tab.Rows, []string{u.Name, w.say.T("verdict." + u.Verdict),
			chance(u.PEscalation, u.Interval.Escalation), chance(u.PHolding, u.Interval.Holding), chance(u.PReset, u.Interval.Reset),
			w.say.T("grade." + u.Coverage.Grade)})
	}
	s.Tables = append(s.Tables, tab)
	s.Tables = append(s.Tables, w.tested(a.Learnt))
	w.reliability(a, &s)
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: a.Calibration})
	if len(a.Units) > 0 {
		s.Chart = &WeeksChart{Title: w.say.T("brief.chart", "name", a.Units[0].Name), Weeks: a.Units[0].Weekly}
	}
	return s, nil
}

func chance(p *float64, in [2]float64) string {
	if p == nil {
		return "–"
	}
	return fmt.Sprintf("%.0f %% (%.0f–%.0f)", 100**p, 100*in[0], 100*in[1])
}

func (w *writer) changed(a *desk.Assessment) (Section, error) {
	s := Section{ID: "changed", Heading: w.say.T("brief.changed")}
	for _, u := range a.Units {
		for _, x := range u.Windows {
			text := x.Text + ". " + desk.Killed(w.say, x)
			s.Points = append(s.Points, Sentence{Bold: u.Name + ":", Text: text, Events: x.EventIDs})
		}
		for _, t := range u.Trends {
			s.Points = append(s.Points, Sentence{Bold: u.Name + ":", Text: t.Text + ".", Events: u.Evidence})
		}
	}
	return s, nil
}

func (w *writer) rivals(*desk.Assessment) (Section, error) {
	s := Section{ID: "rival-figures", Heading: w.say.T("brief.rivals")}
	page, err := w.desk.Claims(w.ctx, desk.ClaimQuery{Query: w.query(26)})
	if err != nil {
		return s, err
	}
	if len(page.Events) == 0 {
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: w.say.T("brief.rivals.none")})
		return s, nil
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: w.say.T("brief.rivals.note")})
	tab := Table{Caption: w.say.T("brief.rivals"), Head: w.heads("event", "date", "subject", "figures")}
	for _, e := range page.Events {
		for _, r := range e.Rivals {
			list := ""
			for i, f := range r.Figures {
				if i > 0 {
					list += "; "
				}
				list += w.say.T("brief.said", "speaker", f.Speaker, "figure", figureText(f))
			}
			tab.Rows = append(tab.Rows, []string{e.EventID, e.DateStart.String(), w.say.T("subject." + r.Subject), list})
			tab.Events = append(tab.Events, e.EventID)
		}
	}
	s.Tables = append(s.Tables, tab)
	return s, nil
}

func figureText(c desk.Claim) string {
	lo, hi := c.Low.String(), c.High.String()
	switch {
	case hi == "":
		return "≥ " + lo
	case lo == hi:
		return lo
	}
	return lo + "–" + hi
}

func (w *writer) timeline(*desk.Assessment) (Section, error) {
	s := Section{ID: "timeline", Heading: w.say.T("brief.timeline")}
	q := w.query(8)
	q.Newest = true
	page, err := w.desk.Events(w.ctx, q, "", 40, gate.Show)
	if err != nil {
		return s, err
	}
	if len(page.Events) == 0 {
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: w.say.T("toll.none")})
	}
	for _, e := range page.Events {
		s.Points = append(s.Points, Sentence{Bold: e.DateStart.String(), Text: e.Summary, Events: []string{e.ID}})
	}
	if page.Total > len(page.Events) {
		s.Paragraphs = append(s.Paragraphs, Sentence{Text: w.say.T("brief.timeline.more", "n", page.Total-len(page.Events))})
	}
	return s, nil
}

func (w *writer) retaliation(*desk.Assessment) (Section, error) {
	s := Section{ID: "retaliation", Heading: w.say.T("brief.retaliation")}
	counts, err := w.desk.AfterStrikes(w.ctx, w.asOf, 7, 28)
	if err != nil {
		return s, err
	}
	for _, c := range counts {
		key := "brief.wake"
		if c.Triggers == 0 {
			key = "brief.wake.none"
		}
		s.Paragraphs = append(s.Paragraphs, Sentence{
			Text: w.say.T(key, "days", c.Days, "n", c.Triggers, "before", c.Before, "after", c.After), Events: c.EventIDs,
		})
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: w.say.T("brief.wake.note")})
	return s, nil
}

func (w *writer) coverage(*desk.Assessment) (Section, error) {
	s := Section{ID: "coverage", Heading: w.say.T("brief.coverage")}
	h, err := w.desk.Health(w.ctx, w.asOf)
	if err != nil {
		return s, err
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: h.Text + "."})
	for _, g := range h.Gaps {
		s.Points = append(s.Points, Sentence{Text: g})
	}
	return s, nil
}

// heads gives column headings from the catalogue.
func (w *writer) heads(keys ...string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = w.say.T("head." + k)
	}
	return out
}
