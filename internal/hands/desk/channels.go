package desk

import (
	"cmp"
	"context"
	"slices"

	"detente/internal/thinking/channel"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
)

// ChannelPage lists the channels with their contacts and rhythm.
type ChannelPage struct {
	AsOf      calendar.Date       `json:"as_of"`
	Reach     calendar.Date       `json:"reach" doc:"newest day on which acts other than violence were recorded in a usual number: a silence after it may be one of the record; empty without any"`
	ReachText string              `json:"reach_text"`
	Rule      ChannelRule         `json:"rule"`
	Channels  []Channel           `json:"channels"`
	Reports   map[string][]string `json:"reports" doc:"addresses of the reports behind each event named here"`
}

// ChannelRule is the rule by which channels are classed.
type ChannelRule struct {
	Fewest  int     `json:"fewest" doc:"days with a contact under which no class is given"`
	Window  int     `json:"window_days" doc:"days after a contact in which something follows it"`
	Burst   float64 `json:"burstiness" doc:"steady up to this burstiness"`
	Silence int     `json:"silence_days" doc:"steady up to this silence"`
	Share   float64 `json:"gap_share" doc:"lapsed when silent for longer than this share of the own gaps"`
	Factor  float64 `json:"factor" doc:"and for at least this many times the mean gap"`
	Text    string  `json:"text"`
}

// Channel is one mediator, or the direct line.
type Channel struct {
	ID            string            `json:"id"`
	Name          string            `json:"name"`
	Contacts      int               `json:"contacts" doc:"contacts held; refused ones are apart"`
	Last          calendar.Date     `json:"last" doc:"start of the last contact held; empty when none is on record"`
	LastPrecision string            `json:"last_precision"`
	GapDays       *int              `json:"gap_days" doc:"days since; null when no contact is on record"`
	EventIDs      []string          `json:"event_ids" doc:"newest first"`
	CoveredDays   *int              `json:"covered_days" doc:"the part of gap_days that the record of diplomacy reaches"`
	Class         string            `json:"class" enum:"steady,episodic,lapsed,too_few"`
	ClassName     string            `json:"class_name"`
	Beyond        bool              `json:"beyond" doc:"the class holds up to reach and is not known since: the silence is longer than the record reaches"`
	Reason        string            `json:"reason" doc:"the rule with this channel's numbers"`
	Days          int               `json:"days" doc:"days with a contact: those on one day are one"`
	Undated       int               `json:"undated" doc:"contacts known only to the month or year, which form no gap"`
	Gaps          []ChannelGap      `json:"gaps" doc:"between neighbouring days with a contact, oldest first"`
	MeanGap       *float64          `json:"mean_gap" doc:"days"`
	MedianGap     *float64          `json:"median_gap"`
	LongestGap    *float64          `json:"longest_gap"`
	Burstiness    *float64          `json:"burstiness" doc:"B_n: -1 regular, 0 random, 1 bursty; null with fewer than two gaps"`
	Raw           *float64          `json:"burstiness_raw" doc:"without the correction for few gaps"`
	Memory        *float64          `json:"memory" doc:"correlation of each gap with the next; null with fewer than three pairs"`
	MemoryPairs   int               `json:"memory_pairs"`
	GapShare      *float64          `json:"gap_share" doc:"share of the own gaps no longer than covered_days"`
	Outcomes      ChannelOutcomes   `json:"outcomes"`
	Occasions     []ChannelOccasion `json:"occasions" doc:"days with a contact, newest first"`
	RefusedIDs    []string          `json:"refused_ids" doc:"contacts refused, called off or declared failed; newest first"`
	Apart         []ChannelContact  `json:"apart" doc:"contacts that form no occasion: refused ones, and those not known to the day; oldest first"`
}

// ChannelContact is one contact with its days as far as they are known.
type ChannelContact struct {
	ID        string        `json:"id"`
	From      calendar.Date `json:"from"`
	To        calendar.Date `json:"to"`
	Precision string        `json:"precision"`
	Refused   bool          `json:"refused"`
}

// ChannelGap is one gap between contacts.
type ChannelGap struct {
	From calendar.Date `json:"from"`
	To   calendar.Date `json:"to"`
	Days int           `json:"days"`
}

// ChannelOutcomes counts what followed the days with a contact. It is an association.
type ChannelOutcomes struct {
	Of       int      `json:"of" doc:"days with a contact whose window is wholly on record"`
	Followed int      `json:"followed" doc:"by material cooperation between the sides"`
	Failed   int      `json:"failed" doc:"by none, and by a refusal or the end of a truce"`
	Nothing  int      `json:"none" doc:"by neither"`
	Open     int      `json:"open" doc:"window not wholly on record"`
	Share    *float64 `json:"share" doc:"followed of all; null without any"`
	Low      *float64 `json:"low" doc:"90 % interval"`
	High     *float64 `json:"high"`
	Base     *float64 `json:"base" doc:"the same share over all days since the first contact, with a contact or without"`
	Text     string   `json:"text"`
}

// ChannelOccasion is a day with a contact and what was on record after it.
type ChannelOccasion struct {
	Day      calendar.Date `json:"day"`
	Until    calendar.Date `json:"until"`
	EventIDs []string      `json:"event_ids"`
	Outcome  string        `json:"outcome" enum:"followed,failed,none,open"`
	Text     string        `json:"outcome_text"`
	Whole    bool          `json:"whole" doc:"the window after it is wholly on record"`
	Followed []string      `json:"followed_by" doc:"events of material cooperation in the window"`
	Failed   []string      `json:"failed_by" doc:"refusals and ends of truces in the window"`
}

// Channels returns the contacts of each channel up to the moment, and how it is used.
func (d *Desk) Channels(ctx context.Context, asOf calendar.Date) (*ChannelPage, error) {
	m, err := d.Resolve(ctx, asOf)
	if err != nil {
		return nil, err
	}
	return recall(ctx, d, "channels "+momentKey(m), func() (*ChannelPage, error) { return d.channels(ctx, m) })
}

func (d *Desk) channels(ctx context.Context, m Moment) (*ChannelPage, error) {
	s, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, err
	}
	rule := channel.Default()
	out := &ChannelPage{AsOf: m.Day, Channels: []Channel{}, Rule: ChannelRule{
		rule.Fewest, rule.Window, rule.Burst, rule.Silence, rule.Share, rule.Factor, d.say.T("channels.rule", "fewest", rule.Fewest,
			"share", percent(rule.Share), "factor", rule.Factor, "limit", places(rule.Burst), "quarter", rule.Silence),
	}}
	out.Reach = channel.Reach(s.events, m.Day, d.sit.Thresholds.Coverage)
	if out.Reach.IsSet() {
		out.ReachText = d.say.T("channels.reach", "reach", out.Reach)
	}
	var ids []string
	for _, c := range channel.Of(d.sit.Channels, d.sit, s.events, m.Day, rule) {
		v := d.channelView(c, rule)
		if v.Beyond {
			v.ClassName = d.say.T("channels.class.until", "class", v.ClassName, "reach", out.Reach)
		}
		out.Channels = append(out.Channels, v)
		ids = append(append(ids, v.EventIDs...), v.RefusedIDs...)
		for _, o := range v.Occasions {
			ids = append(append(ids, o.Followed...), o.Failed...)
		}
	}
	out.Reports, err = d.addresses(ctx, m, ids)
	return out, err
}

func (d *Desk) channelView(c channel.Channel, rule channel.Rule) Channel {
	r := c.Rhythm
	v := Channel{
		ID: c.ID, Name: c.Name, Contacts: len(c.Contacts), Last: c.Last, LastPrecision: string(c.LastKnownTo),
		EventIDs: []string{}, Class: c.Class.Name, Beyond: c.Class.Beyond, ClassName: d.say.T("channels.class." + c.Class.Name), Reason: trim(d.say.Say(c.Class.Reason)),
		Days: len(c.Occasions), Undated: c.Undated, Gaps: []ChannelGap{}, MeanGap: r.Mean, MedianGap: r.Median, LongestGap: r.Longest,
		Burstiness: r.Burstiness, Raw: r.Raw, Memory: r.Memory, MemoryPairs: r.Pairs, GapShare: r.Share,
		Outcomes: d.outcomes(c.Rate, rule, len(c.Refused)), Occasions: []ChannelOccasion{}, RefusedIDs: []string{},
	}
	if c.Last.IsSet() {
		v.GapDays, v.CoveredDays = &c.Gap, &c.Covered
	}
	for i := len(c.Contacts) - 1; i >= 0; i-- {
		v.EventIDs = append(v.EventIDs, c.Contacts[i].ID)
	}
	for i := len(c.Refused) - 1; i >= 0; i-- {
		v.RefusedIDs = append(v.RefusedIDs, c.Refused[i].ID)
	}
	for i, o := range c.Occasions {
		if i > 0 {
			v.Gaps = append(v.Gaps, ChannelGap{c.Occasions[i-1].Day, o.Day, int(o.Day - c.Occasions[i-1].Day)})
		}
		v.Occasions = append(v.Occasions, ChannelOccasion{o.Day, o.Until, o.IDs, string(o.Outcome), d.say.T("channels.outcome." + string(o.Outcome)), o.Whole, some(o.Cooperation), some(o.Failures)})
	}
	slices.Reverse(v.Occasions)
	v.Apart = apart(c)
	return v
}

// apart lists the contacts of a channel that form no occasion.
func apart(c channel.Channel) []ChannelContact {
	out := []ChannelContact{}
	met := map[string]bool{}
	for _, o := range c.Occasions {
		for _, id := range o.IDs {
			met[id] = true
		}
	}
	add := func(list []record.Event, refused bool) {
		for _, e := range list {
			if !met[e.ID] {
				out = append(out, ChannelContact{e.ID, e.When.Start, e.When.End, string(e.When.Precision), refused})
			}
		}
	}
	add(c.Contacts, false)
	add(c.Refused, true)
	slices.SortStableFunc(out, func(a, b ChannelContact) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// outcomes puts the outcome rate into words.
func (d *Desk) outcomes(r channel.Rate, rule channel.Rule, refused int) ChannelOutcomes {
	v := ChannelOutcomes{Of: r.Of, Followed: r.Followed, Failed: r.Failed, Nothing: r.Nothing, Open: r.Open, Share: r.Share, Base: r.Base}
	v.Text = d.say.T("channels.rate.none", "window", rule.Window)
	if r.Share != nil {
		v.Low, v.High = &r.Low, &r.High
		base := phrase.Of("channels.base.none")
		if r.Base != nil {
			base = phrase.Of("channels.base", "base", percent(*r.Base))
		}
		v.Text = d.say.T("channels.rate", "followed", r.Followed, "n", r.Of, "window", rule.Window,
			"share", percent(*r.Share), "low", percent(r.Low), "high", percent(r.High), "base", base)
		if r.Failed > 0 {
			v.Text += " " + d.say.T("channels.failed", "n", r.Failed)
		}
	}
	if refused > 0 {
		v.Text += " " + d.say.T("channels.refused", "n", refused)
	}
	return v
}

// Only keeps the channels with the ids.
func (p *ChannelPage) Only(ids ...string) (*ChannelPage, error) {
	if len(ids) == 0 {
		return p, nil
	}
	known := codes(p.Channels, func(c Channel) string { return c.ID })
	out := *p
	out.Channels = []Channel{}
	for _, id := range ids {
		i := slices.Index(known, id)
		if i < 0 {
			return nil, &BadQuery{Field: "channel", Value: id, Known: known}
		}
		out.Channels = append(out.Channels, p.Channels[i])
	}
	return &out, nil
}
