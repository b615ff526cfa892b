package record

import (
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
)

// KindSignal is what a machine read in the news: that reports speak of such an act. It is no
// event: nobody checked that the act took place, and many signals may speak of one act.
const KindSignal Kind = "signal"

// Signal is one row of a machine-coded data set. It has no deaths.
type Signal struct {
	ID        string        `json:"id"`
	Day       calendar.Date `json:"day"`   // on which the act is said to have taken place
	Added     calendar.Date `json:"added"` // on which the data set took it in
	Type      plover.Type   `json:"type,omitempty"`
	Code      string        `json:"code"` // in the data set's own scheme
	Initiator Party         `json:"initiator"`
	Target    Party         `json:"target"`
	Place     Place         `json:"place"`
	// Reports counts what spoke of the act as the data set counted it; unknown where it did not.
	Reports   Reports `json:"reports"`
	Intensity float64 `json:"intensity"` // on the data set's own scale
	SourceURL string  `json:"source_url,omitempty"`
}

// Reports are counts of reports, never of acts.
type Reports struct {
	Mentions figure.Count `json:"mentions"`
	Sources  figure.Count `json:"sources"`
	Articles figure.Count `json:"articles"`
}
