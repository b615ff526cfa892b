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

// Matter is what a ruling is on.
type Matter string

// The closed set of matters. Rulings from before claims and options were ruled on have none and are on events.
const (
	OnEvent  Matter = "event"
	OnClaim  Matter = "claim"
	OnOption Matter = "option"
)

// Review is one ruling on one proposed event, claim or option, never changed.
type Review struct {
	Number   string        `json:"review"` // its place among the reviews, with zeros before
	Ruling   Ruling        `json:"ruling"`
	Report   string        `json:"report"` // SHA-256 of the text that was read
	URL      string        `json:"url,omitempty"`
	Read     calendar.Date `json:"published"`
	On       Matter        `json:"on,omitempty"`
	Place    int           `json:"place"`             // of the proposal among those of the report, from 0
	Type     plover.Type   `json:"type"`              // of the event, or the option's lever
	Subject  string        `json:"subject,omitempty"` // of the claim
	Actor    string        `json:"actor,omitempty"`   // of the option: who should act
	Quote    string        `json:"quote,omitempty"`   // of the option, word for word
	Rules    string        `json:"rules"`             // digest of the coder's rules and word lists
	Evidence []Evidenced   `json:"evidence"`
	Changed  []string      `json:"changed"`          // fields that the reviewer mended
	Event    string        `json:"event,omitempty"`  // the event it became, or belongs to
	Record   string        `json:"record,omitempty"` // the claim, figure or statement that it became
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
