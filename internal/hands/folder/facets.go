package folder

import (
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// pack hands every row to the packer, events first. Claims and sources take the span of
// their event, so that a window on events finds them too.
func (c *Content) pack(p *packer) {
	k := newKnowable(c.Situation.Dataset, c.Events, c.Sources)
	spans := make(map[string]calendar.Interval, len(c.Events))
	labels := make(map[string]string, len(c.Events))
	for _, e := range c.Events {
		spans[e.Record.ID], labels[e.Record.ID] = e.Record.When, label(e.Record.Sensitivity)
	}
	ofEvent := func(f *ledger.Facets, event string) {
		f.EventID, f.Start, f.End = event, spans[event].Start, spans[event].End
		f.Sensitivity = labels[event]
	}
	put(p, c.Events, record.KindEvent, func(e record.Event, r *ledger.Record) {
		r.ID, r.KnowableAt, r.Facets = e.ID, k.events[e.ID], eventFacets(e)
	})
	put(p, c.Sources, record.KindSource, func(s record.Source, r *ledger.Record) {
		r.ID, r.KnowableAt = s.ID, k.report(s.EventID, s.Published.By)
		ofEvent(&r.Facets, s.EventID)
		r.Facets.Category = string(s.Kind)
		r.Facets.Text = text(s.Publisher, s.URL)
	})
	put(p, c.Claims, record.KindClaim, func(v record.Claim, r *ledger.Record) {
		r.ID, r.KnowableAt = v.ID, k.report(v.EventID, v.SourceDate)
		ofEvent(&r.Facets, v.EventID)
		r.Facets.InitiatorSides = []string{v.SpeakerSide}
		r.Facets.Category = v.Subject
		r.Facets.Text = text(v.Speaker, v.Said)
	})
	announced := make(map[string]record.Dated, len(c.Commitments))
	parties := make(map[string]record.Party, len(c.Commitments))
	promised := make(map[string]record.Sensitivity, len(c.Commitments))
	put(p, c.Commitments, record.KindCommitment, func(v record.Commitment, r *ledger.Record) {
		announced[v.ID], parties[v.ID], promised[v.ID] = v.Announced, v.Institution, v.Sensitivity
		r.ID, r.KnowableAt = v.ID, k.dated(v.Announced)
		r.Facets = positionFacets(v.Announced, v.Institution, v.Theme, v.Sensitivity, v.Text)
	})
	put(p, c.Evidence, record.KindEvidence, func(v record.Evidence, r *ledger.Record) {
		on := v.On
		r.ID, r.KnowableAt = v.ID, max(k.dated(on), k.dated(announced[v.CommitmentID]))
		if !on.Date.IsSet() {
			on = announced[v.CommitmentID]
		}
		r.Facets = positionFacets(on, parties[v.CommitmentID], string(v.Status), promised[v.CommitmentID], v.Text)
		r.Facets.EventID = v.CommitmentID
	})
	put(p, c.Statements, record.KindStatement, func(v record.Statement, r *ledger.Record) {
		r.ID, r.KnowableAt = v.ID, k.dated(v.On)
		r.Facets = positionFacets(v.On, v.Institution, v.Issue, v.Sensitivity, text(v.SpeakerRole, v.Text))
	})
	put(p, c.Crossings, record.KindCrossing, func(v record.Crossing, r *ledger.Record) {
		r.ID, r.KnowableAt = v.ID, k.dated(v.On)
		r.Facets = positionFacets(v.On, record.Party{}, v.Crossing, "", text(string(v.Status), string(v.Scope)))
	})
	put(p, c.Observations, record.KindObservation, func(v record.Observation, r *ledger.Record) {
		r.ID, r.KnowableAt = v.ID, k.observed(v)
		r.Facets.Start, r.Facets.End = v.Start, v.End
		if !v.Start.IsSet() {
			r.Facets.Start = v.End
		}
		r.Facets.Category = v.Indicator
		r.Facets.Text = text(v.Indicator, v.Region, v.Publisher, v.Note)
	})
}

func eventFacets(e record.Event) ledger.Facets {
	score, _ := plover.Scale(e.Type, e.Mode)
	low, best, high := bounds(e.Deaths.Total)
	return ledger.Facets{
		Start: e.When.Start, End: e.When.End,
		Country: e.Place.Country, Admin1: e.Place.Admin1, Admin2: e.Place.Admin2,
		Type: string(e.Type), Mode: string(e.Mode), Quad: string(plover.Class(e.Type, e.Mode)),
		InitiatorSides: e.Initiator.Sides, TargetSides: e.Target.Sides,
		DeathsLow: low, DeathsBest: best, DeathsHigh: high,
		Score: score.Value, Sensitivity: label(e.Sensitivity),
		Text: text(e.Summary, e.Initiator.Name, e.Target.Name, e.Place.Name, e.Place.Admin2, e.Place.Admin1),
	}
}

// positionFacets are those of records that are one body's word or one observed state.
func positionFacets(on record.Dated, who record.Party, category string, s record.Sensitivity, words string) ledger.Facets {
	return ledger.Facets{
		Start: on.Date, End: on.Last(), InitiatorSides: who.Sides, Category: category,
		Sensitivity: label(s), Text: text(who.Name, category, words),
	}
}

// bounds completes a range the way figure.Sum adds it up, so that sums over records keep
// low ≤ best ≤ high. All are nil when nothing is known, which is not zero.
func bounds(r figure.Range) (low, best, high *int64) {
	if !r.Known() {
		return nil, nil, nil
	}
	l, b, h := r.Floor().Or(0), r.Middle().Or(r.High.Or(0)), r.Ceiling().Or(0)
	return &l, &b, &h
}

func text(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}
