package desk

import (
	"detente/internal/thinking/claim"
	"detente/internal/words/calendar"
)

// ClaimTally is what one speaker claimed on one subject over time, against what others
// counted for the same events.
type ClaimTally struct {
	Speaker    string        `json:"speaker" doc:"the side's code where sides are counted together"`
	Side       string        `json:"side"`
	Subject    string        `json:"subject"`
	Events     int           `json:"events"`
	Low        int64         `json:"low" doc:"sum of the lower ends claimed"`
	High       int64         `json:"high" doc:"sum of the upper ends; a figure without one enters with its lower end"`
	AtLeast    int           `json:"at_least" doc:"figures without an upper end"`
	Comparable int           `json:"comparable" doc:"events for which the same dead were counted by another party, or have a supported figure"`
	Claimed    float64       `json:"claimed" doc:"over those events"`
	Counted    float64       `json:"counted" doc:"by others, over those events"`
	Ratio      *float64      `json:"ratio" doc:"claimed over counted; null without a comparable event or with none counted"`
	RatioLow   *float64      `json:"ratio_low" doc:"90 % interval over events drawn again; null with fewer than five"`
	RatioHigh  *float64      `json:"ratio_high"`
	Undated    int           `json:"undated" doc:"events known only to the year, in no month"`
	Months     []ClaimMonth  `json:"months"`
	Figures    []ClaimFigure `json:"figures" doc:"oldest event first"`
}

// ClaimMonth is what a speaker claimed about the events of one month.
type ClaimMonth struct {
	Month      calendar.Date `json:"month"`
	Events     int           `json:"events"`
	Low        int64         `json:"low"`
	High       int64         `json:"high"`
	TotalLow   int64         `json:"total_low" doc:"since the first month"`
	TotalHigh  int64         `json:"total_high"`
	Claimed    float64       `json:"claimed" doc:"over the events that others counted too"`
	Counted    float64       `json:"counted"`
	SumClaimed float64       `json:"total_claimed"`
	SumCounted float64       `json:"total_counted"`
	EventIDs   []string      `json:"event_ids"`
}

// ClaimFigure is a speaker's last figure for one event.
type ClaimFigure struct {
	EventID   string        `json:"event_id"`
	DateStart calendar.Date `json:"date_start"`
	ClaimID   string        `json:"claim_id"`
	Low       int64         `json:"low"`
	High      int64         `json:"high"`
	AtLeast   bool          `json:"at_least"`
	Counted   *float64      `json:"counted" doc:"by others; null when nobody else did"`
	CountedBy []string      `json:"counted_by" doc:"other speakers; empty with a figure is the event's supported figure"`
	SourceURL string        `json:"source_url"`
}

func tallyView(t claim.Tally) ClaimTally {
	v := ClaimTally{
		Speaker: t.Speaker, Side: t.Side, Subject: t.Subject, Events: len(t.Figures), Low: t.Low, High: t.High, AtLeast: t.AtLeast,
		Comparable: t.Comparable, Claimed: t.Claimed, Counted: t.Counted, Ratio: ratio(t.Ratio, t.HasRatio),
		RatioLow: ratio(t.Interval.Low, t.HasInterval), RatioHigh: ratio(t.Interval.High, t.HasInterval),
		Undated: t.Undated, Months: make([]ClaimMonth, len(t.Months)), Figures: make([]ClaimFigure, len(t.Figures)),
	}
	for i, m := range t.Months {
		v.Months[i] = ClaimMonth{
			m.Month, m.Events, m.Low, m.High, m.SumLow, m.SumHigh, m.Claimed, m.Counted, m.SumClaimed, m.SumCounted, m.EventIDs,
		}
	}
	for i, s := range t.Figures {
		x := ClaimFigure{
			EventID: s.Event.ID, DateStart: s.Event.When.Start, ClaimID: s.Claim.ID, Low: s.Low, High: s.High, AtLeast: s.AtLeast,
			Counted: ratio(s.Counted, s.Comparable), CountedBy: []string{}, SourceURL: s.Claim.SourceURL,
		}
		for _, by := range s.By {
			if by != "" {
				x.CountedBy = append(x.CountedBy, by)
			}
		}
		v.Figures[i] = x
	}
	return v
}
