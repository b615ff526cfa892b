package desk

import (
	"context"

	"detente/internal/hands/ledger"
	"detente/internal/thinking/contact"
	"detente/internal/thinking/overdue"
	"detente/internal/thinking/wake"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// CommitmentPage lists commitments that are overdue and how many stand where.
type CommitmentPage struct {
	AsOf     calendar.Date  `json:"as_of"`
	Total    int            `json:"total"`
	Overdue  []Commitment   `json:"overdue" doc:"due day passed, not known to be carried out; longest first"`
	ByStatus map[string]int `json:"by_status"`
}

// Commitment is one public promise with the newest evidence.
type Commitment struct {
	ID          string        `json:"id"`
	Announced   calendar.Date `json:"announced"`
	Institution string        `json:"institution"`
	Text        string        `json:"text"`
	Due         calendar.Date `json:"due"`
	Theme       string        `json:"theme"`
	Status      string        `json:"status"`
	StatusDate  calendar.Date `json:"status_date"`
	Evidence    string        `json:"evidence"`
	SourceURL   string        `json:"source_url"`
	EvidenceURL string        `json:"evidence_url"`
	DaysOverdue int           `json:"days_overdue"`
}

// Commitments returns the standing of every commitment known at the moment.
func (d *Desk) Commitments(ctx context.Context, asOf calendar.Date) (*CommitmentPage, error) {
	m, err := d.Resolve(ctx, asOf)
	if err != nil {
		return nil, err
	}
	return recall(ctx, d, "commitments "+momentKey(m), func() (*CommitmentPage, error) { return d.commitments(ctx, m) })
}

func (d *Desk) commitments(ctx context.Context, m Moment) (*CommitmentPage, error) {
	cs, err := drain(ctx, ledger.Filter{AsOf: m.AsOf}, d.gate.Commitments)
	if err != nil {
		return nil, err
	}
	ev, err := drain(ctx, ledger.Filter{AsOf: m.AsOf}, d.gate.Evidence)
	if err != nil {
		return nil, err
	}
	standing := overdue.Stand(records(cs), records(ev), m.Day)
	out := &CommitmentPage{AsOf: m.Day, Total: len(standing), Overdue: []Commitment{}, ByStatus: map[string]int{}}
	for _, s := range standing {
		out.ByStatus[string(s.Status())]++
	}
	for _, s := range overdue.Only(standing) {
		v := Commitment{
			ID: s.ID, Announced: s.Announced.Date, Institution: s.Institution.Name, Text: s.Text, Due: s.Due.Date,
			Theme: s.Theme, Status: string(s.Status()), SourceURL: s.SourceURL, DaysOverdue: s.Days,
		}
		if s.Evidence != nil {
			v.StatusDate, v.Evidence, v.EvidenceURL = s.Evidence.On.Date, s.Evidence.Text, s.Evidence.SourceURL
		}
		out.Overdue = append(out.Overdue, v)
	}
	return out, nil
}

// ChannelPage lists the channels with their contacts.
type ChannelPage struct {
	AsOf     calendar.Date `json:"as_of"`
	Channels []Channel     `json:"channels"`
}

// Channel is one mediator, or the direct line.
type Channel struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Contacts int           `json:"contacts"`
	Last     calendar.Date `json:"last" doc:"empty when no contact is on record"`
	GapDays  *int          `json:"gap_days" doc:"null when no contact is on record"`
	EventIDs []string      `json:"event_ids" doc:"newest first"`
}

// Channels returns the contacts of each channel up to the moment.
func (d *Desk) Channels(ctx context.Context, asOf calendar.Date) (*ChannelPage, error) {
	m, err := d.Resolve(ctx, asOf)
	if err != nil {
		return nil, err
	}
	s, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, err
	}
	out := &ChannelPage{AsOf: m.Day, Channels: []Channel{}}
	for _, c := range contact.Of(d.sit.Channels, d.sit, s.events, m.Day) {
		v := Channel{ID: c.ID, Name: c.Name, Contacts: len(c.Contacts), Last: c.Last, EventIDs: []string{}}
		if c.Last.IsSet() {
			gap := c.Gap
			v.GapDays = &gap
		}
		for i := len(c.Contacts) - 1; i >= 0; i-- {
			v.EventIDs = append(v.EventIDs, c.Contacts[i].ID)
		}
		out.Channels = append(out.Channels, v)
	}
	return out, nil
}

// WakeCount is what was recorded in the days after acts of one kind, against the days before.
type WakeCount struct {
	Days     int      `json:"days"`
	Triggers int      `json:"triggers" doc:"days with such an act whose days after are all on record"`
	Before   int      `json:"before"`
	After    int      `json:"after"`
	EventIDs []string `json:"event_ids"`
}

// Retaliation counts in plain numbers what followed a dyad's acts across the border: violent
// events of everybody else in the situation's home countries in the days after, against
// the days before. It is a count and not an effect.
func (d *Desk) Retaliation(ctx context.Context, asOf calendar.Date, days ...int) ([]WakeCount, error) {
	m, err := d.Resolve(ctx, asOf)
	if err != nil {
		return nil, err
	}
	s, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, err
	}
	var strikes, follow []record.Event
	for _, e := range s.events {
		if !e.Violent() {
			continue
		}
		if d.strike(e) {
			strikes = append(strikes, e)
		} else {
			follow = append(follow, e)
		}
	}
	var out []WakeCount
	for _, n := range days {
		c := wake.Around(strikes, follow, n, m.Day)
		v := WakeCount{Days: n, Triggers: c.Whole, Before: c.Before, After: c.After}
		for _, w := range c.Wakes {
			if w.Complete {
				v.EventIDs = append(v.EventIDs, w.Event.ID)
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// strike is an act across a border from the air or by long-range fire.
func (d *Desk) strike(e record.Event) bool {
	switch e.Mode {
	case "airstrike", "drone_strike", "shelling":
	default:
		return false
	}
	for _, y := range d.sit.Dyads {
		for _, a := range y.Across {
			if a.Country == e.Place.Country && holds(a.By, e.Initiator.Main()) {
				return true
			}
		}
	}
	return false
}
