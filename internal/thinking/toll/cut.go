package toll

import (
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Level is how finely places are told apart.
type Level string

// The levels.
const (
	ByCountry  Level = "country"
	ByProvince Level = "province"
	ByDistrict Level = "district"
)

// Levels lists the closed set.
var Levels = []Level{ByCountry, ByProvince, ByDistrict}

// Place is the toll of one place. An event known or shown no finer than a wider place has
// the finer names empty; it belongs to none of the finer places.
type Place struct {
	Country, Admin1, Admin2 string
	Toll                    Toll
}

// ByPlace adds up the violent events of each place, in alphabetical order: places are never
// ranked by their dead.
func ByPlace(events []record.Event, level Level) []Place {
	by := map[[3]string][]record.Event{}
	for _, e := range events {
		if !e.Violent() {
			continue
		}
		k := [3]string{e.Place.Country}
		if level != ByCountry {
			k[1] = e.Place.Admin1
		}
		if level == ByDistrict {
			k[2] = e.Place.Admin2
		}
		by[k] = append(by[k], e)
	}
	out := make([]Place, 0, len(by))
	for k, list := range by {
		out = append(out, Place{k[0], k[1], k[2], Of(list)})
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Country != b.Country {
			return a.Country < b.Country
		}
		if a.Admin1 != b.Admin1 {
			return a.Admin1 < b.Admin1
		}
		return a.Admin2 < b.Admin2
	})
	return out
}

// Period is the toll of one week, month or year. A period without a violent event has none
// on record, which is not the same as none having happened.
type Period struct {
	From, To calendar.Date
	Toll     Toll
}

// Steps lists the lengths of period.
var Steps = []calendar.Precision{calendar.Week, calendar.Month, calendar.Year}

// ByPeriod adds up the violent events of each period from the first event, or the window's
// first day, to its last, empty ones included. The number of events that lie in no single
// period, being known too roughly, is returned beside.
func ByPeriod(events []record.Event, w calendar.Window, step calendar.Precision) ([]Period, int) {
	first := w.From
	if !first.IsSet() {
		for _, e := range events {
			if e.Violent() && (!first.IsSet() || e.When.Start < first) {
				first = e.When.Start
			}
		}
	}
	if !first.IsSet() || !w.To.IsSet() || w.To < first {
		return nil, 0
	}
	var out []Period
	at := map[calendar.Date]int{}
	for d := start(first, step); d <= w.To; d = start(d.Add(span(step)), step) {
		at[d] = len(out)
		out = append(out, Period{From: d, To: start(d.Add(span(step)), step).Add(-1)})
	}
	by := make([][]record.Event, len(out))
	undated := 0
	for _, e := range events {
		if !e.Violent() {
			continue
		}
		from, to := start(e.When.Start, step), start(e.When.End, step)
		fine := e.When.Precision == calendar.Day || e.When.Precision == calendar.Week
		i, ok := at[from]
		if !fine && from != to || !ok {
			undated++
			continue
		}
		by[i] = append(by[i], e)
	}
	for i := range out {
		out[i].Toll = Of(by[i])
	}
	return out, undated
}

// start is the first day of the period that holds the day.
func start(d calendar.Date, step calendar.Precision) calendar.Date {
	switch step {
	case calendar.Week:
		return d.Week()
	case calendar.Year:
		return calendar.DateOf(d.Time().Year(), 1, 1)
	}
	return d.Month()
}

// span is a number of days that leads from the start of a period into the next one and
// not beyond it.
func span(step calendar.Precision) int {
	switch step {
	case calendar.Week:
		return 7
	case calendar.Year:
		return 366
	}
	return 31
}
