package toll

import (
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/record"
)

// Beside is a country's month in the chronology and in a published count.
type Beside struct {
	Country   string
	Month     calendar.Date
	Events    int        // violent events of the chronology
	Deaths    figure.Sum // of those
	Published float64
	URL       string
	Note      string // of the publisher's row
	IDs       []string
}

// Compare sets the violent events of each country and month beside a publisher's figure for
// the same country and month, where that exists and the month lies wholly in the window.
// country gives the code of a region's name. Neither corrects the other: they count
// different things.
func Compare(events []record.Event, published []record.Observation, country func(region string) string, w calendar.Window) []Beside {
	type key struct {
		country string
		month   calendar.Date
	}
	at := map[key]*Beside{}
	for _, o := range published {
		code := country(o.Region)
		if code == "" || o.Under > 0 || !o.Start.IsSet() || o.Start != o.Start.Month() || o.End != o.Start.Add(31).Month().Add(-1) {
			continue
		}
		if w.From.IsSet() && o.Start < w.From || w.To.IsSet() && o.End > w.To {
			continue
		}
		at[key{code, o.Start}] = &Beside{Country: code, Month: o.Start, Published: o.Value, URL: o.SourceURL, Note: o.Note}
	}
	for _, e := range events {
		if !e.Violent() || e.When.Precision == calendar.Year || e.When.Start.Month() != e.When.End.Month() && e.When.Precision == calendar.Month {
			continue
		}
		if b := at[key{e.Place.Country, e.When.Start.Month()}]; b != nil {
			b.Events++
			b.Deaths.Add(e.Deaths.Total)
			b.IDs = append(b.IDs, e.ID)
		}
	}
	out := make([]Beside, 0, len(at))
	for _, b := range at {
		out = append(out, *b)
	}
	sort.Slice(out, func(i, j int) bool {
		return out[i].Country < out[j].Country || out[i].Country == out[j].Country && out[i].Month < out[j].Month
	})
	return out
}
