package desk

import (
	"context"
	"fmt"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/thinking/claim"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
)

// ClaimQuery chooses events, and how their claims are set against what others counted and
// what followed. The unit is where what followed is counted; empty is the first place judged.
type ClaimQuery struct {
	Query
	By        string // who is one speaker: speaker or side; empty is speaker
	Threshold int64  // fewest killed claimed on a date; 0 is 1
	Purpose   gate.Purpose
}

// ClaimPage sets what was claimed against what others counted, and against what followed.
type ClaimPage struct {
	AsOf     calendar.Date       `json:"as_of"`
	Events   []RivalEvent        `json:"events" doc:"events with rival figures, newest first"`
	Losses   []LossPair          `json:"losses" doc:"a side's own dead as it acknowledges them, beside an opponent's claim about the same dead; newest first"`
	By       string              `json:"by" enum:"speaker,side"`
	Speakers []ClaimTally        `json:"speakers" doc:"by speaker and subject, in alphabetical order"`
	After    ClaimAfter          `json:"after"`
	Text     ClaimText           `json:"text"`
	Reports  map[string][]string `json:"reports" doc:"addresses of the reports behind each event named here"`
	Withheld int                 `json:"withheld" doc:"rows kept out of an export by their licence"`
}

// ClaimText is the page in words.
type ClaimText struct {
	Rivals   string `json:"rivals"`
	Losses   string `json:"losses"`
	Speakers string `json:"speakers"`
	After    string `json:"after" doc:"what followed claimed successes: the tactical against the strategic"`
	Note     string `json:"note"`
}

// RivalEvent is one event with the figures that speakers give side by side.
type RivalEvent struct {
	EventID   string        `json:"event_id"`
	DateStart calendar.Date `json:"date_start"`
	Summary   string        `json:"summary"`
	Lat       *float64      `json:"lat" doc:"null where no point is shown"`
	Lon       *float64      `json:"lon"`
	Rivals    []Rival       `json:"rivals"`
}

// LossPair is a side's own dead beside an opponent's claim about them.
type LossPair struct {
	EventID   string        `json:"event_id"`
	DateStart calendar.Date `json:"date_start"`
	Own       Claim         `json:"own" doc:"losses as acknowledged"`
	Other     Claim         `json:"other" doc:"the same dead as an opponent claims them"`
	Spread    int64         `json:"spread" doc:"the opponent's figure less the acknowledged one"`
	Ratio     *float64      `json:"ratio" doc:"the opponent's over the acknowledged; null where that is zero"`
}

// Claims answers what was claimed, by whom, what others counted and what followed.
func (d *Desk) Claims(ctx context.Context, q ClaimQuery) (*ClaimPage, error) {
	q.Newest = true
	if q.By == "" {
		q.By = string(claim.BySpeaker)
	}
	if known := []string{string(claim.BySide), string(claim.BySpeaker)}; !holds(known, q.By) {
		return nil, &BadQuery{Field: "by", Value: q.By, Known: known}
	}
	if q.Threshold < 0 {
		return nil, &BadQuery{Field: "threshold", Value: fmt.Sprint(q.Threshold), Reason: "is below zero"}
	}
	m, f, err := d.sum(ctx, q.Query)
	if err != nil {
		return nil, err
	}
	return recall(ctx, d, fmt.Sprintf("claims page %s %+v", momentKey(m), q), func() (*ClaimPage, error) { return d.claimPage(ctx, m, f, q) })
}

func (d *Desk) claimPage(ctx context.Context, m Moment, f ledger.Filter, q ClaimQuery) (*ClaimPage, error) {
	out := &ClaimPage{AsOf: m.Day, By: q.By, Events: []RivalEvent{}, Losses: []LossPair{}, Speakers: []ClaimTally{}}
	shown, err := drain(ctx, f, meant(q.Purpose, &out.Withheld, d.gate.Events))
	if err != nil {
		return nil, err
	}
	said, err := drain(ctx, ledger.Filter{AsOf: m.AsOf, Datasets: q.Datasets}, meant(q.Purpose, &out.Withheld, d.gate.Claims))
	if err != nil {
		return nil, err
	}
	claims, parties := records(said), claim.PartiesOf(d.sit)
	by := map[string][]record.Claim{}
	for _, c := range claims {
		by[c.EventID] = append(by[c.EventID], c)
	}
	var ids []string
	for _, s := range shown {
		e := s.Record
		if rivals := claim.Rivals(e, by[e.ID], parties); len(rivals) > 0 {
			v := d.eventView(s)
			out.Events = append(out.Events, RivalEvent{e.ID, e.When.Start, v.Summary, v.Lat, v.Lon, rivalViews(rivals)})
			ids = append(ids, e.ID)
		}
		for _, p := range claim.Losses(e, by[e.ID], parties) {
			out.Losses = append(out.Losses, LossPair{e.ID, e.When.Start, claimView(p.Own), claimView(p.Other), p.Spread(), ratio(p.Ratio())})
			ids = append(ids, e.ID)
		}
	}
	seed := d.sit.Thresholds.Verdict.Seed
	for _, t := range claim.Tallies(records(shown), claims, parties, claim.By(q.By), seed) {
		v := tallyView(t)
		out.Speakers = append(out.Speakers, v)
		for _, x := range v.Figures {
			ids = append(ids, x.EventID)
		}
	}
	after, more, err := d.claimAfter(ctx, m, q, claims, parties)
	if err != nil {
		return nil, err
	}
	out.After = *after
	out.Text = d.claimText(out)
	out.Reports, err = d.addresses(ctx, m, append(ids, more...), q.Datasets...)
	return out, err
}

func (d *Desk) claimText(p *ClaimPage) ClaimText {
	t := ClaimText{Note: d.say.T("claims.note"), After: p.After.Text}
	t.Rivals = d.say.T("claims.rivals", "n", len(p.Events))
	if len(p.Events) == 0 {
		t.Rivals = d.say.T("claims.rivals.none")
	}
	t.Losses = d.say.T("claims.losses.none")
	if len(p.Losses) > 0 {
		apart := 0
		for _, x := range p.Losses {
			if x.Spread > 0 {
				apart++
			}
		}
		t.Losses = d.say.T("claims.losses", "n", len(p.Losses), "apart", apart)
	}
	measured := 0
	for _, s := range p.Speakers {
		if s.Ratio != nil && s.RatioLow != nil {
			measured++
		}
	}
	switch {
	case len(p.Speakers) == 0:
		t.Speakers = d.say.T("claims.speakers.none")
	case measured == 0:
		t.Speakers = d.say.T("claims.speakers.alone", "series", phrase.Of("claims.series", "n", len(p.Speakers)))
	default:
		t.Speakers = d.say.T("claims.speakers", "series", phrase.Of("claims.series", "n", len(p.Speakers)), "measured", measured)
	}
	return t
}

func rivalViews(subjects []claim.Subject) []Rival {
	out := make([]Rival, len(subjects))
	for i, s := range subjects {
		out[i] = Rival{
			Subject: s.Subject, Low: s.Low, High: s.High, Spread: s.Spread(), Ratio: ratio(s.Ratio()),
			Supported: s.Supported, Figures: make([]Claim, len(s.Figures)),
		}
		for k, c := range s.Figures {
			out[i].Figures[k] = claimView(c)
		}
	}
	return out
}

// ratio is a number, or null in JSON where there is none.
func ratio(x float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	return &x
}
