package desk

import (
	"context"
	"fmt"

	"detente/internal/hands/gate"
	"detente/internal/thinking/toll"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/phrase"
)

// TollQuery chooses events, and how their human cost is cut. Empty fields take provinces and
// months.
type TollQuery struct {
	Query
	Level   string // country, province or district
	Period  string // week, month or year
	Purpose gate.Purpose
}

// Toll is the human cost of a query's events.
type Toll struct {
	AsOf     calendar.Date `json:"as_of"`
	From     calendar.Date `json:"from"`
	To       calendar.Date `json:"to"`
	Events   int           `json:"events" doc:"violent events"`
	Deaths   figure.Sum    `json:"deaths"`
	Groups   []TollGroup   `json:"groups" doc:"groups need not add up to the total"`
	Injured  figure.Sum    `json:"injured"`
	Abducted TollCount     `json:"abducted"`
	Text     string        `json:"text"`
	EventIDs []string      `json:"event_ids" doc:"all of the violent events, those without a figure too"`
	// The rest came later than the fields above and cuts the same events further.
	Level     string              `json:"level" enum:"country,province,district"`
	Period    string              `json:"period" enum:"week,month,year"`
	Grades    []TollGrade         `json:"grades" doc:"by grade of evidence, A best"`
	Places    []TollPlace         `json:"places" doc:"in alphabetical order, never ranked"`
	Periods   []TollPeriod        `json:"periods" doc:"oldest first; a period without a violent event has none on record, which is not the same as none having happened"`
	Undated   int                 `json:"undated" doc:"violent events known too roughly to lie in one period"`
	Displaced []TollSeries        `json:"displaced" doc:"published figures of people displaced, one publisher at a time and never added up"`
	Beside    TollBeside          `json:"beside" doc:"UCDP's count beside the chronology"`
	Points    []TollPoint         `json:"points" doc:"violent events with a point that may be shown"`
	Unplaced  int                 `json:"unplaced" doc:"violent events without one"`
	Words     TollText            `json:"texts"`
	Reports   map[string][]string `json:"reports" doc:"addresses of the reports behind each violent event"`
	Withheld  int                 `json:"withheld" doc:"rows kept out of an export by their licence"`
}

// TollText is the page in words, besides its first sentence.
type TollText struct {
	Injured   string `json:"injured"`
	Abducted  string `json:"abducted"`
	Displaced string `json:"displaced"`
	Grades    string `json:"grades" doc:"how evidence is graded"`
	Note      string `json:"note"`
}

// TollGroup is the dead of one group.
type TollGroup struct {
	Group   string `json:"group"`
	Deaths  int64  `json:"deaths"`
	Events  int    `json:"events" doc:"events with a figure for the group"`
	Unknown int    `json:"unknown" doc:"violent events without one"`
}

// TollCount is a sum over the events that give a figure.
type TollCount struct {
	Count int64 `json:"count"`
	Of    int   `json:"of"`
}

// TollSum is the human cost of some of the events.
type TollSum struct {
	Events   int         `json:"events" doc:"violent events"`
	Deaths   figure.Sum  `json:"deaths"`
	Groups   []TollGroup `json:"groups"`
	Injured  figure.Sum  `json:"injured"`
	Abducted TollCount   `json:"abducted"`
	EventIDs []string    `json:"event_ids" doc:"all of the violent events, those without a figure too"`
}

// TollGrade is the toll of the events of one grade of evidence.
type TollGrade struct {
	Grade string  `json:"grade" enum:"A,B,C"`
	Name  string  `json:"name"`
	Toll  TollSum `json:"toll"`
}

// TollPlace is the toll of one place; finer names are empty where events are known, or shown,
// no finer.
type TollPlace struct {
	Country string  `json:"country"`
	Admin1  string  `json:"admin1"`
	Admin2  string  `json:"admin2"`
	Toll    TollSum `json:"toll"`
}

// TollPeriod is the toll of one period.
type TollPeriod struct {
	From calendar.Date `json:"from"`
	To   calendar.Date `json:"to"`
	Toll TollSum       `json:"toll"`
}

// TollSeries is what one publisher says of one indicator in one region.
type TollSeries struct {
	Indicator string       `json:"indicator"`
	Name      string       `json:"name"`
	Region    string       `json:"region"`
	Publisher string       `json:"publisher"`
	Unit      string       `json:"unit"`
	Figures   []TollFigure `json:"figures" doc:"oldest first; spans may overlap"`
}

// TollFigure is one published figure.
type TollFigure struct {
	ID        string        `json:"id"`
	From      calendar.Date `json:"from"`
	To        calendar.Date `json:"to"`
	Total     bool          `json:"running_total"`
	Value     *float64      `json:"value" doc:"null where it is held back for being small"`
	Under     *float64      `json:"under" doc:"what a value held back is below"`
	SourceURL string        `json:"source_url"`
	Note      string        `json:"note"`
}

// TollBeside sets UCDP's figures beside the chronology.
type TollBeside struct {
	Reason string          `json:"reason" doc:"why there is no comparison; empty when there is one"`
	Rows   []TollBesideRow `json:"rows" doc:"by country and month, where both exist"`
	Sums   []TollBesideSum `json:"sums" doc:"over those months"`
	Why    []string        `json:"why" doc:"why the two differ"`
}

// TollBesideRow is one country's month.
type TollBesideRow struct {
	Country   string        `json:"country"`
	Month     calendar.Date `json:"month"`
	Events    int           `json:"events" doc:"violent events of the chronology"`
	Deaths    figure.Sum    `json:"deaths"`
	UCDP      float64       `json:"ucdp" doc:"UCDP's best estimate"`
	SourceURL string        `json:"source_url"`
	Note      string        `json:"note"`
	EventIDs  []string      `json:"event_ids"`
}

// TollBesideSum is one country over all months that both have.
type TollBesideSum struct {
	Country string        `json:"country"`
	From    calendar.Date `json:"from"`
	To      calendar.Date `json:"to" doc:"first day of the last month"`
	Months  int           `json:"months"`
	Events  int           `json:"events"`
	Deaths  figure.Sum    `json:"deaths"`
	UCDP    float64       `json:"ucdp"`
	Text    string        `json:"text"`
}

// TollPoint is one violent event where it may be shown.
type TollPoint struct {
	EventID    string        `json:"event_id"`
	Date       calendar.Date `json:"date"`
	Lat        float64       `json:"lat"`
	Lon        float64       `json:"lon"`
	PlaceShown string        `json:"place_shown"`
	Grade      string        `json:"grade"`
	Deaths     figure.Range  `json:"deaths"`
	Injured    figure.Range  `json:"injured"`
	Abducted   figure.Count  `json:"abducted"`
}

// Toll adds up the human cost of a query.
func (d *Desk) Toll(ctx context.Context, q TollQuery) (*Toll, error) {
	if q.Level == "" {
		q.Level = string(toll.ByProvince)
	}
	if q.Period == "" {
		q.Period = string(calendar.Month)
	}
	if known := names(toll.Levels); !holds(known, q.Level) {
		return nil, &BadQuery{Field: "level", Value: q.Level, Known: known}
	}
	if known := names(toll.Steps); !holds(known, q.Period) {
		return nil, &BadQuery{Field: "period", Value: q.Period, Known: known}
	}
	m, f, err := d.sum(ctx, q.Query)
	if err != nil {
		return nil, err
	}
	return recall(ctx, d, fmt.Sprintf("toll %s %+v", momentKey(m), q), func() (*Toll, error) { return d.tolled(ctx, m, f, q) })
}

// tollText says how many died, as a range, and for how many events nobody gave a figure.
func (d *Desk) tollText(t toll.Toll) string {
	events := phrase.Of("violent", "n", t.Violent)
	unknown := phrase.Of("toll.unknown.some", "n", t.Deaths.Unknown)
	key := "toll.range"
	switch {
	case t.Violent == 0:
		key = "toll.none"
	case t.Deaths.Unknown == t.Deaths.Of:
		key = "toll.silent"
	case t.Deaths.Low == t.Deaths.High:
		key = "toll.same"
	}
	if t.Deaths.Unknown == 0 {
		unknown = phrase.Of("toll.unknown.none")
	}
	return d.say.T(key, "low", t.Deaths.Low, "best", t.Deaths.Best, "high", t.Deaths.High, "events", events, "unknown", unknown)
}
