package record

import (
	"time"

	"detente/internal/words/calendar"
	"detente/internal/words/plover"
)

// KindReview is what a reviewer made of an event that the coder proposed. Like edits, reviews
// are kept in a data set of their own and counted in no panel.
const KindReview Kind = "review"

// ReviewsOf names the data set that holds the reviews made for a data set.
func ReviewsOf(dataset string) string { return dataset + "-reviews" }

// Ruling is what a reviewer decided.
type Ruling string

// The closed set of rulings.
const (
	Accepted Ruling = "accepted" // as it was proposed
	Mended   Ruling = "mended"   // taken with fields changed
	Refused  Ruling = "refused"
)

// Rulings lists the closed set.
var Rulings = []Ruling{Accepted, Mended, Refused}

// Review is one ruling on one proposed event, never changed.
type Review struct {
	Number   string        `json:"review"` // its place among the reviews, with zeros before
	Ruling   Ruling        `json:"ruling"`
	Report   string        `json:"report"` // SHA-256 of the text that was read
	URL      string        `json:"url,omitempty"`
	Read     calendar.Date `json:"published"`
	Place    int           `json:"place"` // of the proposal among those of the report, from 0
	Type     plover.Type   `json:"type"`
	Rules    string        `json:"rules"` // version of the coder's rules
	Evidence []Evidenced   `json:"evidence"`
	Changed  []string      `json:"changed"`         // fields that the reviewer mended
	Event    string        `json:"event,omitempty"` // the record it became
	Who      string        `json:"who"`
	Why      string        `json:"why,omitempty"`
	At       time.Time     `json:"at"`
}

// Evidenced ties a field to the words it was read from: bytes [Start, End) of the text.
type Evidenced struct {
	Field string `json:"field"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Rule  string `json:"rule"`
	Quote string `json:"quote"`
}
