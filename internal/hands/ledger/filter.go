package ledger

import (
	"time"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// AsOf says which knowledge a read may use. The zero value uses all of it.
type AsOf struct {
	// Known keeps records that could be known by the end of this day, in the version that
	// could then be known.
	Known *calendar.Date
	// Recorded keeps what this ledger had taken in by this instant.
	Recorded *time.Time
}

// Filter chooses records. Empty fields do not restrict; the values of one field are
// alternatives, different fields must all hold.
type Filter struct {
	AsOf      AsOf
	Kinds     []record.Kind
	Datasets  []string
	IDs       []string
	EventIDs  []string
	Window    calendar.Window // records whose span overlaps it
	Countries []string
	Admin1    []string
	Admin2    []string
	Types     []string
	Modes     []string
	Quads     []string
	// Sides keeps records in which any of them is initiator or target.
	Sides          []string
	InitiatorSides []string
	TargetSides    []string
	Categories     []string
	Dyad           *Dyad
	// Text keeps records whose text holds every word, in any case.
	Text []string
	// Sensitivities keeps records with these labels; empty means public only.
	Sensitivities []record.Sensitivity
	// Desc puts the newest first.
	Desc bool
}

// Dyad keeps events between A and B in either direction, and acts By a side In a country.
type Dyad struct {
	A, B   []string
	Across []Across
}

// Across keeps acts initiated by one of the sides that took effect in the country.
type Across struct {
	By []string
	In string
}

// Page is one page of records, and how many pass the filter in all.
type Page struct {
	Records []Record
	Next    string // cursor of the next page, "" on the last
	Total   int
}

// Bounds are the newest days under a filter; unset when nothing passes it.
type Bounds struct {
	Newest   calendar.Date // newest start of a record
	Oldest   calendar.Date
	Knowable calendar.Date // newest day on which a record became knowable
	Records  int
}

// Dimension is a facet that an aggregate is grouped by.
type Dimension string

// The dimensions. Sides group by the main side.
const (
	ByKind      Dimension = "kind"
	ByDataset   Dimension = "dataset"
	ByCountry   Dimension = "country"
	ByAdmin1    Dimension = "admin1"
	ByAdmin2    Dimension = "admin2"
	ByType      Dimension = "type"
	ByMode      Dimension = "mode"
	ByQuad      Dimension = "quad"
	ByInitiator Dimension = "initiator_side"
	ByTarget    Dimension = "target_side"
	ByCategory  Dimension = "category"
	ByEvent     Dimension = "event_id"
)

// Dimensions lists the closed set.
var Dimensions = []Dimension{
	ByKind, ByDataset, ByCountry, ByAdmin1, ByAdmin2, ByType, ByMode, ByQuad, ByInitiator, ByTarget, ByCategory, ByEvent,
}

// Bucket is the length of a time bucket; a record falls into the bucket of its start.
type Bucket string

// The buckets. Weeks start on Monday.
const (
	NoBucket Bucket = ""
	Daily    Bucket = "day"
	Weekly   Bucket = "week"
	Monthly  Bucket = "month"
)

// Query asks for counts and sums of the records that pass a filter.
type Query struct {
	Filter Filter
	By     []Dimension
	Bucket Bucket
}

// Cell is one group of an aggregate. Buckets without records have no cell.
type Cell struct {
	Keys   []string      // one for each dimension, in the query's order
	Bucket calendar.Date // first day of the bucket; unset without one
	Count  int
	// Deaths are summed over records with a figure; DeathsUnknown counts those without.
	DeathsLow, DeathsBest, DeathsHigh int64
	DeathsUnknown                     int
	Score                             float64 // sum of the conflict–cooperation scores
}
