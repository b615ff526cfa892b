package record

import "detente/internal/words/calendar"

// Statement is one institution's position on one issue at one date.
type Statement struct {
	ID          string      `json:"id"`
	On          Dated       `json:"on"`
	Institution Party       `json:"institution"`
	SpeakerRole string      `json:"speaker_role"`
	Issue       string      `json:"issue"`
	Stance      Stance      `json:"stance"`
	Text        string      `json:"text"`
	SourceURL   string      `json:"source_url"`
	Sensitivity Sensitivity `json:"sensitivity,omitempty"`
}

// Stance is a position towards an issue.
type Stance string

// Stances lists the closed set.
var Stances = []Stance{"support", "oppose", "mixed"}

// Crossing is one observed state of one border crossing.
type Crossing struct {
	ID        string         `json:"id"`
	Crossing  string         `json:"crossing"`
	On        Dated          `json:"on"`
	Status    CrossingStatus `json:"status"`
	Scope     CrossingScope  `json:"scope"`
	SourceURL string         `json:"source_url"`
}

// CrossingStatus is open, closed or partial.
type CrossingStatus string

// CrossingStatuses lists the closed set.
var CrossingStatuses = []CrossingStatus{"open", "closed", "partial"}

// CrossingScope is what the state applies to.
type CrossingScope string

// CrossingScopes lists the closed set.
var CrossingScopes = []CrossingScope{"pedestrian", "cargo", "all", "aid"}

// Observation is one published figure for one indicator, region and period.
type Observation struct {
	ID        string  `json:"id"`
	Indicator string  `json:"indicator"`
	Region    string  `json:"region"`
	Value     float64 `json:"value"`
	Unit      string  `json:"unit"`
	Publisher string  `json:"publisher"`
	// Start is unset for a running total from an unknown date; End is unset when the
	// period is not stated.
	Start     calendar.Date `json:"start"`
	End       calendar.Date `json:"end"`
	TotalFrom calendar.Date `json:"total_from"` // set for a running total from a known date
	SourceURL string        `json:"source_url"`
	Note      string        `json:"note,omitempty"`
	// Under is set where the value is held back for being small: it is above zero and below
	// Under, and Value is not to be read.
	Under float64 `json:"under,omitempty"`
}
