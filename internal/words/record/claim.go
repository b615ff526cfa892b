package record

import (
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
)

// Claim is what one speaker said about one subject of one event. It is never a fact.
type Claim struct {
	ID          string        `json:"id"`
	EventID     string        `json:"event_id"`
	Speaker     string        `json:"speaker"`
	SpeakerSide string        `json:"speaker_side"`
	Subject     string        `json:"subject"`
	Low         figure.Count  `json:"low"`
	High        figure.Count  `json:"high"` // unknown with a known Low: "at least"
	Said        string        `json:"said"` // quotation or paraphrase
	SourceURL   string        `json:"source_url"`
	SourceDate  calendar.Date `json:"source_date"`
	Sensitivity Sensitivity   `json:"sensitivity,omitempty"`
}

// ClaimSubjects is the closed list of what a claim can be about.
var ClaimSubjects = []string{
	"deaths_total", "deaths_civilian", "deaths_children", "deaths_police", "deaths_military",
	"deaths_militant", "own_losses", "injured", "abducted", "detained", "posts_taken",
	"territory_held_km2", "target_hit", "responsibility", "denial", "release",
}

// Source is one report behind one event.
type Source struct {
	ID        string     `json:"id"`
	EventID   string     `json:"event_id"`
	URL       string     `json:"url"`
	Publisher string     `json:"publisher"`
	Published Published  `json:"published"`
	Kind      SourceKind `json:"kind"`
	Licence   Licence    `json:"licence"`
}

// Published is the date of a report, which may be known only to the month or not at all.
type Published struct {
	Text string        `json:"text"` // as given: YYYY, YYYY-MM, YYYY-MM-DD or empty
	By   calendar.Date `json:"by"`   // the last day it can mean; unset when unknown
}

// SourceKind is the kind of publisher.
type SourceKind string

// SourceKinds is the closed list of kinds of publisher.
var SourceKinds = []SourceKind{"newspaper", "agency", "official", "un", "thinktank", "aggregator", "other"}
