package folder

import (
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// knowable finds the first day on which each record could have been known. The rule:
//
//	event        its earliest dated report, never before its start; without one, its end
//	source       its own date (the last day it can mean), else as its event
//	claim        its report's date, else as its event
//	commitment   the last day its announcement can mean
//	evidence     the last day its date can mean, never before the commitment;
//	             without a date, the release
//	statement    the last day its date can mean
//	crossing     the last day its date can mean
//	observation  the end of its period; without one, the release
//
// Sources and claims never count before their event starts, and nothing counts later
// than the release of the data set.
type knowable struct {
	released calendar.Date
	events   map[string]calendar.Date
	starts   map[string]calendar.Date
}

func newKnowable(d situation.Dataset, events []Row[record.Event], sources []Row[record.Source]) knowable {
	k := knowable{
		released: d.Released,
		events:   make(map[string]calendar.Date, len(events)),
		starts:   make(map[string]calendar.Date, len(events)),
	}
	earliest := make(map[string]calendar.Date, len(events))
	for _, s := range sources {
		by := s.Record.Published.By
		if old := earliest[s.Record.EventID]; by.IsSet() && (!old.IsSet() || by < old) {
			earliest[s.Record.EventID] = by
		}
	}
	for _, e := range events {
		when := e.Record.When
		day := when.End
		if by := earliest[e.Record.ID]; by.IsSet() {
			day = max(by, when.Start)
		}
		k.events[e.Record.ID] = k.cap(day)
		k.starts[e.Record.ID] = when.Start
	}
	return k
}

// cap keeps a day from lying after the release.
func (k knowable) cap(d calendar.Date) calendar.Date {
	if k.released.IsSet() && d > k.released {
		return k.released
	}
	return d
}

// report is the day of a source or claim that belongs to an event.
func (k knowable) report(event string, by calendar.Date) calendar.Date {
	if !by.IsSet() {
		return k.events[event]
	}
	return k.cap(max(by, k.starts[event]))
}

// dated is the last day that a date can mean, or the release when there is none.
func (k knowable) dated(d record.Dated) calendar.Date {
	if !d.Date.IsSet() {
		return k.released
	}
	return k.cap(d.Last())
}

// observed is the end of an observation's period, or the release when it has none.
func (k knowable) observed(o record.Observation) calendar.Date {
	if !o.End.IsSet() {
		return k.released
	}
	return k.cap(o.End)
}
