package record

import (
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
)

// Event is one act at one place and time, violent or not.
type Event struct {
	ID          string            `json:"id"`
	When        calendar.Interval `json:"when"`
	Type        plover.Type       `json:"type"`
	Mode        plover.Mode       `json:"mode"`
	Initiator   Party             `json:"initiator"`
	Target      Party             `json:"target"`
	Place       Place             `json:"place"`
	Deaths      Deaths            `json:"deaths"`
	Injured     figure.Range      `json:"injured"`
	Abducted    figure.Count      `json:"abducted"`
	Attribution Attribution       `json:"attribution"`
	Confidence  Confidence        `json:"confidence"`
	Summary     string            `json:"summary"`
	Sensitivity Sensitivity       `json:"sensitivity,omitempty"`
}

// Violent reports whether the event is an ASSAULT.
func (e Event) Violent() bool { return e.Type == plover.Assault }

// Party is an organisation or public office as reported, and the sides it counts under;
// the first side is the main one.
type Party struct {
	Name  string   `json:"name"`
	Sides []string `json:"sides"`
}

// Main returns the main side, or "" when none is given.
func (p Party) Main() string {
	if len(p.Sides) == 0 {
		return ""
	}
	return p.Sides[0]
}

// Has reports whether the party counts under the side.
func (p Party) Has(side string) bool {
	for _, s := range p.Sides {
		if s == side {
			return true
		}
	}
	return false
}

// Deaths are the best-supported figures: the total as a range and counts by group.
// The groups need not add up to the total.
type Deaths struct {
	Total    figure.Range `json:"total"`
	Civilian figure.Count `json:"civilian"`
	Police   figure.Count `json:"police"`
	Military figure.Count `json:"military"`
	Militant figure.Count `json:"militant"`
}

// Attribution says how the act is tied to its initiator.
type Attribution string

// The closed set of attributions.
const (
	Claimed   Attribution = "claimed"
	Denied    Attribution = "denied"
	Disputed  Attribution = "disputed"
	Unclaimed Attribution = "unclaimed"
	Official  Attribution = "official"
)

// Attributions lists the closed set.
var Attributions = []Attribution{Claimed, Denied, Disputed, Unclaimed, Official}

// Confidence is in the act having happened as described, not in its toll.
type Confidence string

// The closed set of confidences.
const (
	High   Confidence = "high"
	Medium Confidence = "medium"
	Low    Confidence = "low"
)

// Confidences lists the closed set.
var Confidences = []Confidence{High, Medium, Low}
