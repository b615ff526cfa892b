package coder

import (
	"encoding/json"
	"slices"
	"sort"
	"unicode/utf8"

	"detente/internal/thinking/casualty"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
)

func quote(s string) []byte {
	plain := true
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			plain = false
		}
	}
	if plain {
		return append(append(append(make([]byte, 0, len(s)+2), '"'), s...), '"')
	}
	b, err := json.Marshal(s)
	if err != nil {
		return []byte(`""`) // a string always marshals
	}
	return b
}

// Code reads one report.
func (c *Coder) Code(item Item) Result {
	out := Result{ID: item.ID, Language: "en", Rules: c.rules, Events: []Event{}, Claims: []Claim{}, Proposals: []Proposal{}, Mentions: []Mention{}}
	if out.Language = language(item.Text); out.Language != "en" {
		out.Uncoded = "only English is coded; names that the dictionary has are listed"
		d := c.open(item)
		defer c.end(d)
		out.Mentions = c.named(d)
		return out
	}
	d := c.read(item)
	defer c.end(d)
	if d.cut {
		out.Uncoded = "only the first 600 sentences were coded: cut the text into reports"
	}
	d.counts = c.counts.Append(d.counts, d.Document)
	force := c.spread(d, c.gapped(d, c.assaults(d)))
	c.settle(d, force)
	c.share(d, force)
	c.blamed(d, force)
	c.responsibility(d, force)
	c.origins(d, force)
	for _, e := range force {
		c.fallen(d, e)
		if !e.who.found() && (c.armedVictims(e) || e.mode == "operation") {
			c.operator(d, e)
		}
		c.chooseTarget(d, e)
	}
	all := c.prune(d, slices.Concat(force, c.acts(d, force)))
	sort.SliceStable(all, func(i, j int) bool { return all[i].first < all[j].first })
	out.Claims = c.claims(d, force)
	out.Proposals = c.proposals(d, all)
	out.Mentions = c.mentions(d)
	for _, e := range all {
		c.status(d, e)
		out.Events = append(out.Events, c.finish(d, e))
	}
	c.attribute(&out)
	return out
}

// attribute puts loaded words in the labels into quotation marks: they are the report's words.
func (c *Coder) attribute(out *Result) {
	quote := func(labels ...*Text) {
		for _, l := range labels {
			if *l != "" {
				*l = Text(c.lint.Quote(string(*l)))
			}
		}
	}
	for i := range out.Events {
		quote(&out.Events[i].Initiator, &out.Events[i].Target, &out.Events[i].Speaker)
	}
	for i := range out.Claims {
		quote(&out.Claims[i].Speaker)
	}
	for i := range out.Proposals {
		quote(&out.Proposals[i].Actor)
	}
	for i := range out.Mentions {
		quote(&out.Mentions[i].Label)
	}
}

// settle gives the events without a day or place what the text around them says.
func (c *Coder) settle(d *reading, events []*draft) {
	for _, e := range events {
		if c.long(d) && !e.owned && !e.dated {
			c.abroad(d, e)
			continue // named in passing: an essay's other days and places are not its own
		}
		if !e.dated {
			c.inheritDay(d, e)
		}
		if !e.owned {
			c.inheritPlace(d, e)
		}
	}
}

// inheritDay: the last day named before, else the first after, else the day of issue.
func (c *Coder) inheritDay(d *reading, e *draft) {
	for i := len(d.moments) - 1; i >= 0; i-- {
		if m := d.moments[i]; m.first < e.last && c.carries(d, m) {
			m = c.told(d, i)
			e.when = m
			e.note("date", m.first, m.last, m.rule+".before")
			return
		}
	}
	for _, m := range d.moments {
		if c.carries(d, m) {
			e.when = m
			e.note("date", m.first, m.last, m.rule+".after")
			return
		}
	}
	if p := d.item.Published; p.IsSet() {
		e.when = moment{Interval: calendar.Interval{Start: p, End: p, Precision: calendar.Day}}
		e.note("date", 0, 0, "date.published")
	}
}

// carries reports a time that may date what is told elsewhere in the text. Where the day of issue is unknown, only a day
// may: "since August 2021" is more often history than news.
func (c *Coder) carries(d *reading, m moment) bool {
	return c.recent(d, m) && (d.item.Published.IsSet() || m.Precision == calendar.Day)
}

// told is moment i, or where that is only the day of a report the one before it in the same sentence, of which it reports.
func (c *Coder) told(d *reading, i int) moment {
	n := d.SentenceOf(d.moments[i].first)
	if b := d.moments[max(i-1, 0)]; n >= 0 && d.SentenceOf(b.first) == n && c.recent(d, b) && b.Start > d.moments[i].Start && (d.word(d.moments[i].last) == "after" || d.word(d.moments[i].last-1) == "after") {
		return b // "on Tuesday, two days after a truce"
	}
	if n < 0 || i == 0 || !c.saidThen(d, &d.sentences[n], d.moments[i]) {
		return d.moments[i]
	}
	if b := d.moments[i-1]; d.SentenceOf(b.first) == n && c.recent(d, b) && !c.saidThen(d, &d.sentences[n], b) {
		return b
	}
	return d.moments[i]
}

// inheritPlace: a place of the sentences before, of those after, else the dateline.
func (c *Coder) inheritPlace(d *reading, e *draft) {
	for n := e.sentence - 1; n >= 0; n-- {
		if ps := c.places(d, &d.sentences[n]); len(ps) > 0 {
			e.at = best(ps)
			e.note("place", e.at.first, e.at.last, "place.before")
			return
		}
	}
	for n := e.sentence + 1; n < len(d.sentences); n++ {
		if ps := c.places(d, &d.sentences[n]); len(ps) > 0 {
			e.at = best(ps)
			e.note("place", e.at.first, e.at.last, "place.after")
			return
		}
	}
	if d.dateline.found() {
		e.at = d.dateline
		e.note("place", 0, 0, "place.dateline")
	}
}

func best(ps []place) place {
	b := ps[0]
	for _, p := range ps[1:] {
		if b.admin2 == "" && p.admin2 != "" {
			b = p
		}
	}
	return b
}

// finish writes a draft as an event.
func (c *Coder) finish(d *reading, e *draft) Event {
	out := Event{
		Type: e.typ, Mode: Text(e.mode), Status: e.status, Speaker: Text(e.speaker), Country: Text(e.at.country), Admin1: Text(e.at.admin1), Admin2: Text(e.at.admin2),
		Place: Text(e.at.name), Initiator: Text(e.who.label), Target: Text(e.whom.label), Evidence: []string{}, Fields: make([]Field, 0, len(e.fields)+4),
	}
	if !inHome(c, e.at.country) {
		out.Admin1, out.Admin2 = "", ""
	}
	out.InitiatorSide = Text(c.placedSide(d, e.who, e))
	out.TargetSide = Text(c.placedSide(d, e.whom, e))
	if e.when.found() {
		out.DateStart, out.DateEnd = Text(e.when.Start.String()), Text(e.when.End.String())
	}
	if e.typ == plover.Assault {
		t := c.toll(d, e)
		out.DeathsLow, out.DeathsHigh, out.InjuredLow, out.InjuredHigh, out.Abducted = t.deathsLow, t.deathsHigh, t.injuredLow, t.injuredHigh, t.abducted
		for _, x := range []struct {
			name string
			of   []casualty.Count
		}{{"deaths", t.deaths}, {"injured", t.injured}, {"abducted", t.taken}} {
			for _, k := range x.of {
				out.Fields = append(out.Fields, Field{x.name, k.Span.Start, k.Span.End, k.Rule})
			}
		}
	}
	for _, n := range e.fields {
		f := Field{Name: n.name, Rule: n.rule}
		if n.last > n.first {
			f.Start, f.End = d.Tokens[n.first].Start, d.Tokens[n.last-1].End
		}
		out.Fields = append(out.Fields, f)
	}
	for i, ev := range e.evidence {
		text := d.Slice(ev.first, ev.last)
		if text != "" && (i == 0 || text != out.Evidence[len(out.Evidence)-1]) && len(out.Evidence) < 4 {
			out.Evidence = append(out.Evidence, text)
		}
	}
	return out
}

// inHome reports a country whose districts the dictionary knows.
func inHome(c *Coder, code string) bool { return c.districts[code] }

// placedSide is the side of an actor, the place of the event deciding for "the police" and the like.
func (c *Coder) placedSide(d *reading, a actor, e *draft) string {
	if a.side != "" {
		return a.side
	}
	country, admin1 := e.at.country, e.at.admin1
	if !c.districts[country] {
		country = d.dateline.country
		admin1 = d.dateline.admin1
	}
	if country == "" || !c.districts[country] {
		country = c.home
	}
	return c.sideOf(d.on, a, country, admin1)
}

// prune drops sums of what is also told one by one, and what only repeats.
func (c *Coder) prune(d *reading, all []*draft) []*draft {
	var out []*draft
	for _, e := range all {
		covered := false
		for _, o := range all {
			if o != e && e.typ == "ASSAULT" && o.typ == e.typ && e.at.admin2 == "" && o.at.admin2 != "" && o.sentence > e.sentence && e.sentence == 0 && (e.at.admin1 == "" || e.at.admin1 == o.at.admin1) {
				covered = true
				if !o.who.found() || o.who.side == armedUnknown && !o.who.org {
					o.who = e.who
					o.told = append(o.told, e.told...)
				}
				if !o.whom.found() {
					o.whom = e.whom
				}
			}
		}
		if !covered {
			out = append(out, e)
		}
	}
	return out
}

// abroad places an act "across the border" in the neighbouring state.
func (c *Coder) abroad(d *reading, e *draft) {
	for _, ev := range e.evidence {
		if o := c.neighbour(d, e.who); o.found() && containsAny(d.lower(ev.first, ev.last), "across the border", "cross-border", "inside") {
			e.at = place{country: o.nation}
			e.note("place", ev.first, ev.last, "place.acrossBorder")
		}
	}
}
