package verdict

import "detente/internal/thinking/outlook"

// With puts what was learnt from every conflict in the place of the probabilities that the
// weekly model gave: reset is de-escalation with net material cooperation, of probability
// cooperation, and a fall without it is holding. The path and rates of the weekly model stay.
func (j Judgement) With(o outlook.Outlook, cooperation float64) Judgement {
	up, down := outlook.Escalation, outlook.DeEscalation
	j.Cooperation = cooperation
	j.Escalation, j.DeEscalation = o.P[up], o.P[down]
	j.Reset = j.DeEscalation * cooperation
	j.Holding = max(0, 1-j.Escalation-j.Reset)
	j.EscalationIn = Interval{o.Low[up], o.High[up]}
	j.ResetIn = Interval{o.Low[down] * cooperation, o.High[down] * cooperation}
	j.HoldingIn = Interval{
		min(j.Holding, max(0, 1-j.EscalationIn[1]-j.ResetIn[1])),
		max(j.Holding, min(1, 1-j.EscalationIn[0]-j.ResetIn[0])),
	}
	j.Verdict = word(j)
	return j
}
