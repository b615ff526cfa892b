package importer

import (
	"fmt"

	"detente/internal/words/calendar"
)

// Summary says what became of the rows. Read = Stored + Unchanged + Updated + Rejected.
type Summary struct {
	Importer   string         `json:"importer"`
	Dataset    string         `json:"dataset"`
	Files      []FileRead     `json:"files"`
	Read       int            `json:"read"`
	Stored     int            `json:"stored"`
	Unchanged  int            `json:"unchanged"`
	Updated    int            `json:"updated"`
	Retracted  int            `json:"retracted"`
	Rejected   int            `json:"rejected"`
	Reasons    map[string]int `json:"rejected_by_reason"`
	Warned     int            `json:"warned"`
	Warnings   map[string]int `json:"warnings"`
	First      calendar.Date  `json:"first_date"`
	Last       calendar.Date  `json:"last_date"`
	Seconds    float64        `json:"seconds"`
	Rate       float64        `json:"rows_per_second"`
	Records    int            `json:"records"` // written: events, reports and whatever else the rows became
	Batches    []int64        `json:"batches"` // of the ledger, empty when all was taken in before
	Unmapped   []Unmapped     `json:"unmapped_actors"`
	UnmappedOf int            `json:"unmapped_actors_total"`
	Rejects    string         `json:"rejects_file"`
	Licence    string         `json:"licence"`
	Citation   string         `json:"citation"`
}

// FileRead is one original.
type FileRead struct {
	Name     string `json:"name"`
	SHA256   string `json:"sha256"`
	Bytes    int64  `json:"bytes"`
	Rows     int    `json:"rows"`
	Rejected int    `json:"rejected"`
	// Repeated says that the data set took in these bytes before: nothing was to do.
	Repeated bool `json:"repeated"`
}

// Check returns an error when the parts do not add up.
func (s Summary) Check() error {
	reasons := 0
	for _, n := range s.Reasons {
		reasons += n
	}
	switch {
	case s.Read != s.Stored+s.Unchanged+s.Updated+s.Rejected:
		return fmt.Errorf("read %d is not stored %d + unchanged %d + updated %d + rejected %d",
			s.Read, s.Stored, s.Unchanged, s.Updated, s.Rejected)
	case min(s.Stored, s.Unchanged, s.Updated, s.Retracted, s.Rejected) < 0:
		return fmt.Errorf("a count is below zero: %+v", s)
	case reasons != s.Rejected:
		return fmt.Errorf("%d reasons for %d rejected rows", reasons, s.Rejected)
	}
	return nil
}

// Line is the summary in one line.
func (s Summary) Line() string {
	return fmt.Sprintf("read %d, stored %d, unchanged %d, updated %d, retracted %d, rejected %d; %s to %s; %.1f s, %.0f rows a second",
		s.Read, s.Stored, s.Unchanged, s.Updated, s.Retracted, s.Rejected, dash(s.First), dash(s.Last), s.Seconds, s.Rate)
}

func dash(d calendar.Date) string {
	if !d.IsSet() {
		return "–"
	}
	return d.String()
}

// add joins what another batch of the same import gave.
func (s *Summary) add(c *Counts) {
	s.Read += c.Read
	s.Rejected += c.Refused
	s.Warned += c.Warned
	for k, n := range c.Reasons {
		s.Reasons[k] += n
	}
	for k, n := range c.Warnings {
		s.Warnings[k] += n
	}
	if c.First.IsSet() && (!s.First.IsSet() || c.First < s.First) {
		s.First = c.First
	}
	s.Last = max(s.Last, c.Last)
}
