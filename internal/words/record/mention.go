package record

import "detente/internal/words/calendar"

// KindMention is one report that speaks of a signal. It is no claim and no event.
const KindMention Kind = "mention"

// MentionsOf names the data set that holds the mentions of the signals of a data set. It is one of
// its own, so that neither is retracted when all of the other is given anew.
func MentionsOf(dataset string) string { return dataset + "-mentions" }

// Mention says that a report speaks of a signal.
type Mention struct {
	ID     string `json:"id"`
	Signal string `json:"signal"` // id of the signal
	// Day is that of the report.
	Day       calendar.Date `json:"day"`
	Publisher string        `json:"publisher"`
	// Report tells reports apart: a hash of what the data set knows the report by.
	Report string `json:"report"`
	URL    string `json:"url,omitempty"` // where the report is on the web
	// Sentence is where in the report the signal stands, counted from 1.
	Sentence int `json:"sentence"`
	// Confidence is how sure the data set is of its reading, in percent.
	Confidence int `json:"confidence"`
}

// Counted is what the mentions of a signal add up to.
type Counted struct {
	Mentions int `json:"mentions"`
	Sources  int `json:"sources" doc:"publishers, each counted once"`
	Articles int `json:"articles" doc:"reports, each counted once"`
}
