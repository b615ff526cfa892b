package record

import "detente/internal/words/calendar"

// Dated is a day with the precision it is known to; the day is unset when not given.
type Dated struct {
	Date      calendar.Date      `json:"date"`
	Precision calendar.Precision `json:"precision,omitempty"`
}

// Commitment is one public promise. What became of it is in Evidence.
type Commitment struct {
	ID          string      `json:"id"`
	Announced   Dated       `json:"announced"`
	Institution Party       `json:"institution"`
	Text        string      `json:"text"`
	Due         Dated       `json:"due"`
	Theme       string      `json:"theme"`
	SourceURL   string      `json:"source_url"`
	Sensitivity Sensitivity `json:"sensitivity,omitempty"`
}

// Evidence is one reading of what became of a commitment at one date.
type Evidence struct {
	ID           string `json:"id"`
	CommitmentID string `json:"commitment_id"`
	Status       Status `json:"status"`
	On           Dated  `json:"on"`
	Text         string `json:"text"`
	SourceURL    string `json:"source_url"`
}

// Status is the state of a commitment as read from evidence.
type Status string

// The closed set of statuses. Unknown means no later evidence was seen: it is not "not done".
const (
	Announced      Status = "announced"
	InProgress     Status = "in_progress"
	Partial        Status = "partial"
	Implemented    Status = "implemented"
	NotImplemented Status = "not_implemented"
	Abandoned      Status = "abandoned"
	Unknown        Status = "unknown"
)

// Statuses lists the closed set.
var Statuses = []Status{Announced, InProgress, Partial, Implemented, NotImplemented, Abandoned, Unknown}

// Open reports whether a commitment with this status can still be carried out.
func (s Status) Open() bool {
	switch s {
	case Announced, InProgress, Partial, Unknown:
		return true
	}
	return false
}
