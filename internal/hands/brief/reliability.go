package brief

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"detente/internal/hands/desk"
	"detente/internal/thinking/score"
)

// reliability says how often what the learnt model gave a chance to came: in its test, all classes together by tens of percent, and
// on this record.
func (w *writer) reliability(a *desk.Assessment, s *Section) {
	tested := pooled(a.Learnt)
	tab := Table{Caption: w.say.T("brief.reliability.table", "tested", a.Learnt.Provenance.Tested), Head: w.heads("given", "cases", "came", "share")}
	text := ""
	for _, b := range tested {
		came := int(math.Round(b.Observed * float64(b.N)))
		tab.Rows = append(tab.Rows, []string{fmt.Sprintf("%.0f–%.0f %%", 100*b.Low, 100*b.High), strconv.Itoa(b.N), strconv.Itoa(came), w.percent(b.Observed)})
		if b.Low <= .55 && .55 < b.High {
			text = w.say.T("brief.reliability", "low", int(math.Round(100*b.Low)), "high", int(math.Round(100*b.High)), "n", b.N, "came", came, "share", w.percent(b.Observed), "mean", w.percent(b.Forecast))
		}
	}
	if len(tab.Rows) == 0 {
		return
	}
	months, right, learnt := 0, 0, false
	var ids []string
	for _, u := range a.Units {
		if u.Basis.Model == "learnt" {
			learnt = true
			ids = append(ids, u.Evidence...)
		}
		for _, v := range u.History {
			if v.Happened == "" {
				continue
			}
			months++
			if likeliest(v) == v.Happened {
				right++
			}
		}
	}
	if !learnt {
		return // what is said rests on a model that was not tested
	}
	if months > 0 {
		text = strings.TrimSpace(text + " " + w.say.T("brief.reliability.here", "n", months, "right", right))
	}
	s.Paragraphs = append(s.Paragraphs, Sentence{Text: text, Events: slices.Compact(slices.Sorted(slices.Values(ids)))})
	s.Tables = append(s.Tables, tab)
}

// likeliest is the class of deaths that a past verdict gave most to.
func likeliest(v desk.PastVerdict) string {
	between := 1 - v.PEscalation - v.PDeEscalation
	switch {
	case v.PEscalation > between && v.PEscalation >= v.PDeEscalation:
		return "escalation"
	case v.PDeEscalation > between:
		return "de_escalation"
	}
	return "holding"
}

// pooled is the reliability of all classes together, by bin.
func pooled(l desk.Learning) []score.Reliability {
	var out []score.Reliability
	const bins = 10
	for k := range bins {
		sum := score.Reliability{Low: float64(k) / bins, High: float64(k+1) / bins}
		for _, d := range l.Provenance.Reliability {
			for _, b := range d.Bins {
				if math.Abs(b.Low-sum.Low) < 1e-9 {
					n := float64(b.N)
					sum.N += b.N
					sum.Forecast += n * b.Forecast
					sum.Observed += n * b.Observed
				}
			}
		}
		if sum.N > 0 {
			sum.Forecast /= float64(sum.N)
			sum.Observed /= float64(sum.N)
			out = append(out, sum)
		}
	}
	return out
}
