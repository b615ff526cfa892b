package desk

import (
	"math"
	"strconv"

	"detente/internal/thinking/commitment"
	"detente/internal/thinking/survival"
)

// d0 writes a number that is whole.
func d0(x float64) string { return strconv.FormatFloat(x, 'f', 0, 64) }

// given is a number, or nil for one that is not known.
func given(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	return &x
}

// some is a list that is never null in JSON.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func quantileView(q survival.Quantile) SurvivalQuantile {
	return SurvivalQuantile{given(q.Days), given(q.Low), given(q.High)}
}

func curveView(c survival.Curve) []SurvivalPoint {
	out := []SurvivalPoint{}
	for _, p := range c.Points {
		out = append(out, SurvivalPoint{
			Days: p.Days, AtRisk: p.AtRisk, Events: p.Events, Censored: p.Censored, Share: p.Share, SE: given(p.SE),
			Low: given(p.Log.Low), High: given(p.Log.High), PlainLow: given(p.Plain.Low), PlainHigh: given(p.Plain.High),
			IDs: some(p.EventIDs), CensoredIDs: some(p.Dropped),
		})
	}
	return out
}

func delayView(x commitment.Delay) CommitmentDelay {
	v := CommitmentDelay{
		N: len(x.IDs), Without: len(x.Without), Coarse: x.Coarse, IDs: some(x.IDs), WithoutIDs: some(x.Without),
		Estimate: quantileView(x.Curve.Median()),
	}
	if x.Known {
		v.MedianDays = &x.Median
	}
	return v
}

func timeView(t commitment.Time, r commitment.Rule) CommitmentTime {
	v := CommitmentTime{
		N: t.Curve.N, Events: t.Curve.Events, Median: quantileView(t.Curve.Median()), Curve: curveView(t.Curve),
		Followed: string(r.Followed), GivenUp: string(r.Dropped), GivenUpIDs: some(t.Dropped), Undated: some(t.Undated), Coarse: t.Coarse,
	}
	if v.Followed == "" {
		v.Followed = string(commitment.ToDay)
	}
	if v.GivenUp == "" {
		v.GivenUp = string(commitment.Competing)
	}
	return v
}

// gradeNames are the names of the grades, lowest first.
var gradeNames = [commitment.Full + 1]string{"none", "minimal", "intermediate", "full"}

func scoreView(s commitment.Score, name string) CommitmentScore {
	v := CommitmentScore{
		Key: s.Key, Name: name, N: s.N, Scored: s.Scored, Unknown: s.Unknown, Grades: map[string]int{},
		IDs: some(s.IDs), UnknownIDs: some(s.UnknownIDs),
	}
	if s.Known {
		v.Score = &s.Value
	}
	if s.Bounded {
		v.Low, v.High = &s.Low, &s.High
	}
	for g, n := range s.Grades {
		v.Grades[gradeNames[g]] = n
	}
	return v
}

func scoreViews(list []commitment.Score, name func(string) string) []CommitmentScore {
	out := make([]CommitmentScore, 0, len(list))
	for _, s := range list {
		out = append(out, scoreView(s, name(s.Key)))
	}
	return out
}
