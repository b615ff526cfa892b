package ledger

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Place is where a page ended: the sort key of its last record.
type Place struct {
	Filter  string `json:"f"` // the fingerprint of the filter that the place belongs to
	Start   int32  `json:"s"`
	Kind    string `json:"k"`
	ID      string `json:"i"`
	Dataset string `json:"d"`
}

// Fingerprint tells filters apart.
func (f Filter) Fingerprint() string {
	b, err := json.Marshal(f)
	if err != nil {
		panic(err) // a filter is plain data
	}
	h := sha256.Sum256(b)
	return base64.RawURLEncoding.EncodeToString(h[:12])
}

// Cursor is that of a page of the filter with this fingerprint that ended on a record.
func Cursor(filter string, last Record) string {
	b, err := json.Marshal(Place{filter, int32(last.Facets.Start), string(last.Kind), last.ID, last.Dataset})
	if err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// ReadCursor is where the page before ended; nil for the first page. Errors wrap ErrCursor.
func ReadCursor(cursor, filter string) (*Place, error) {
	if cursor == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, fmt.Errorf("%w: it is not whole", ErrCursor)
	}
	var p Place
	if err := json.Unmarshal(b, &p); err != nil {
		return nil, fmt.Errorf("%w: it is not whole", ErrCursor)
	}
	if p.Filter != filter {
		return nil, fmt.Errorf("%w: it belongs to another filter; begin again at the first page", ErrCursor)
	}
	for _, t := range []*string{&p.Kind, &p.ID, &p.Dataset} {
		*t = strings.ToValidUTF8(*t, "\uFFFD")
	}
	return &p, nil
}

// Passed is how many of the records, in the order of Fetch, are not after the place.
func (p *Place) Passed(list []Record, desc bool) int {
	last := Record{Kind: record.Kind(p.Kind), ID: p.ID, Dataset: p.Dataset, Facets: Facets{Start: calendar.Date(p.Start)}}
	return sort.Search(len(list), func(i int) bool {
		c := Compare(list[i], last)
		return c > 0 && !desc || c < 0 && desc
	})
}
