package desk

import (
	"context"
	"fmt"
	"strconv"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
)

// HorizonQuery asks for the months ahead.
type HorizonQuery struct {
	AsOf    calendar.Date
	Measure string // events or deaths; empty is events
	Leads   int    // months ahead, 1 to 12; 0 is 6
	Purpose gate.Purpose
}

// Measures are what can be forecast.
var Measures = []string{"events", "deaths"}

// HorizonPage is the months ahead by the situation's own records: the total, and each district, in draws
// that add up.
type HorizonPage struct {
	AsOf      calendar.Date   `json:"as_of"`
	Measure   string          `json:"measure" enum:"events,deaths" doc:"events: violent events; deaths: their best figures, those without one add nothing"`
	Leads     int             `json:"leads" doc:"months ahead"`
	Draws     int             `json:"draws" doc:"of each month ahead; 0 where nothing could be forecast"`
	Refused   string          `json:"refused" enum:"short,quiet," doc:"why nothing is forecast: too few months or too few acts on record; else empty"`
	Text      string          `json:"text"`
	Model     HorizonModel    `json:"model"`
	Total     HorizonTotal    `json:"total"`
	Provinces []HorizonPlace  `json:"provinces" doc:"by country and name, never ranked"`
	Districts []HorizonPlace  `json:"districts" doc:"by country, province and name, never ranked; those refused have no months ahead"`
	Others    *HorizonPlace   `json:"others,omitempty" doc:"districts refused, districts without a record, and acts of no known district, together; with the districts that are forecast they add up to the total, draw by draw"`
	Trials    []HorizonTrial  `json:"trials" doc:"each model and the benchmark over the earlier forecasts that are over"`
	Skill     []HorizonMargin `json:"skill" doc:"the models as they were in use, against the benchmark"`
	Notes     []string        `json:"notes"`
	EventIDs  []string        `json:"event_ids" doc:"violent events of the last 12 months on record, which weigh most"`
	Withheld  int             `json:"withheld,omitempty" doc:"events that a licence keeps out of an export"`
}

// HorizonModel is the model in use.
type HorizonModel struct {
	ID            string  `json:"id" enum:"mixture,whole_months,"`
	Name          string  `json:"name"`
	Text          string  `json:"text" doc:"what it does, and why it is in use"`
	Unsure        bool    `json:"untested" doc:"too few earlier forecasts are over to choose by"`
	HalfLife      float64 `json:"share_half_life_months" doc:"after which an act counts half for a district's share"`
	Neighbours    float64 `json:"share_of_neighbours" doc:"acts that an act adds to the districts near it together"`
	Concentration float64 `json:"concentration" doc:"of the Dirichlet-multinomial division; the smaller, the more a month gathers in few places"`
}

// HorizonTotal is the total with its past.
type HorizonTotal struct {
	History  []HorizonMonth `json:"history" doc:"months on record, oldest first"`
	Ahead    []HorizonAhead `json:"ahead" doc:"by month ahead"`
	Past     []HorizonPast  `json:"past" doc:"what would have been forecast at the end of earlier months from what was known then, by origin and lead, and what came"`
	Held     []HorizonHeld  `json:"held" doc:"how often what came lay within the intervals"`
	BaseRate HorizonBase    `json:"base_rate"`
}

// HorizonMonth is one month on record.
type HorizonMonth struct {
	From    calendar.Date `json:"from"`
	To      calendar.Date `json:"to"`
	Value   float64       `json:"value"`
	Violent int           `json:"violent"`
	Unknown int           `json:"unknown" doc:"violent events without a figure of deaths"`
	Share   float64       `json:"reported" doc:"how much was reported against the year before, 0 to 1"`
	Thin    bool          `json:"thin" doc:"little was reported: a low figure is not calm"`
}

// HorizonAhead is one month ahead.
type HorizonAhead struct {
	Lead int           `json:"lead"`
	From calendar.Date `json:"from"`
	To   calendar.Date `json:"to"`
	Mean float64       `json:"mean" doc:"means of the parts add up to that of the whole; quantiles do not"`
	Quantiles
	Any float64 `json:"p_any" doc:"probability of at least one"`
}

// Quantiles are those of a forecast or of a record.
type Quantiles struct {
	Q05 float64 `json:"q05"`
	Q25 float64 `json:"q25"`
	Q50 float64 `json:"q50"`
	Q75 float64 `json:"q75"`
	Q95 float64 `json:"q95"`
}

// HorizonPast is an earlier forecast of the total.
type HorizonPast struct {
	Origin calendar.Date `json:"origin" doc:"day whose knowledge it is from"`
	Lead   int           `json:"lead"`
	From   calendar.Date `json:"from"`
	To     calendar.Date `json:"to"`
	Model  string        `json:"model" enum:"mixture,whole_months"`
	Quantiles
	Came *float64 `json:"came" doc:"as known on the as-of day; null while the month is not over"`
	Thin bool     `json:"thin" doc:"little was reported of the month: what came may be more, and it is not scored"`
}

// HorizonHeld is how often what came lay within an interval.
type HorizonHeld struct {
	Interval float64 `json:"interval" doc:"0.5 or 0.9"`
	Within   int     `json:"within"`
	Of       int     `json:"of" doc:"earlier forecasts that are over, of months with enough reporting"`
}

// HorizonBase is what the months on record with enough reporting held.
type HorizonBase struct {
	Months int `json:"months"`
	Quantiles
	Any float64 `json:"share_any" doc:"share of the months with at least one"`
}

// HorizonPlace is a district, a province, or the rest.
type HorizonPlace struct {
	Country  string         `json:"country"`
	Admin1   string         `json:"admin1"`
	Admin2   string         `json:"admin2"`
	Lat      *float64       `json:"lat" doc:"the gazetteer's point of the place; null where it has none"`
	Lon      *float64       `json:"lon"`
	Acts     int            `json:"acts" doc:"violent events on record"`
	Active   int            `json:"active_months" doc:"months with one"`
	Recent   []float64      `json:"recent" doc:"the last 24 months, oldest first"`
	Refused  string         `json:"refused" enum:"too_few," doc:"why there is no forecast; else empty"`
	Reason   string         `json:"reason"`
	Ahead    []HorizonAhead `json:"ahead"`
	BaseRate *HorizonBase   `json:"base_rate,omitempty"`
}

// HorizonTrial is how one model did.
type HorizonTrial struct {
	Model     string  `json:"model" enum:"conflictology,whole_months,level_shares,pool_shares,mixture"`
	Name      string  `json:"name"`
	Total     float64 `json:"crps_total"`
	Districts float64 `json:"crps_districts" doc:"summed over districts and rests"`
	Cases     int     `json:"cases"`
}

// HorizonMargin is the skill at one level; below zero is better than the benchmark.
type HorizonMargin struct {
	Level      string   `json:"level" enum:"total,districts"`
	CRPS       float64  `json:"crps"`
	Benchmark  float64  `json:"crps_conflictology"`
	Difference float64  `json:"difference"`
	Low        *float64 `json:"low" doc:"end of the 90 % interval; null where there are too few cases"`
	High       *float64 `json:"high"`
	Cases      int      `json:"cases"`
	Text       string   `json:"text"`
}

// Horizon forecasts the months ahead from the situation's own records.
func (d *Desk) Horizon(ctx context.Context, q HorizonQuery) (*HorizonPage, error) {
	if q.Measure == "" {
		q.Measure = Measures[0]
	}
	if !holds(Measures, q.Measure) {
		return nil, &BadQuery{Field: "measure", Value: q.Measure, Known: Measures}
	}
	if q.Leads == 0 {
		q.Leads = usualLeads
	}
	if q.Leads < 1 || q.Leads > 12 {
		return nil, &BadQuery{Field: "leads", Value: strconv.Itoa(q.Leads), Reason: "is not from 1 to 12"}
	}
	m, err := d.Resolve(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	if q.Purpose == gate.Export {
		// Where nothing is withheld, the file is the page's own answer.
		if _, withheld, err := drainFor(ctx, ledger.Filter{AsOf: m.AsOf}, q.Purpose, d.gate.Events); err != nil {
			return nil, err
		} else if withheld == 0 {
			q.Purpose = gate.Show
		}
	}
	return recall(ctx, d, fmt.Sprintf("horizon %s %s %d %d", momentKey(m), q.Measure, q.Leads, q.Purpose), func() (*HorizonPage, error) { return d.horizon(ctx, m, q) })
}

// usualLeads is how many months ahead are forecast unless asked otherwise.
const usualLeads = 6
