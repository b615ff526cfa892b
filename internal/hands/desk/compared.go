package desk

import (
	"context"
	"fmt"
	"slices"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/thinking/toll"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
)

// Compared is the human cost in the situation's own data set beside an imported one, by month.
// Neither is added to the other.
type Compared struct {
	AsOf     calendar.Date   `json:"as_of"`
	Dataset  string          `json:"dataset"`
	Title    string          `json:"title"`
	Own      string          `json:"own" doc:"title of the situation's own data set"`
	From     calendar.Date   `json:"from" doc:"first month in which the imported data set has a violent event here"`
	To       calendar.Date   `json:"to" doc:"first day of the last such month"`
	Months   []ComparedMonth `json:"months"`
	Sum      ComparedMonth   `json:"sum" doc:"over those months"`
	Pairs    ComparedPairs   `json:"pairs"`
	Text     string          `json:"text"`
	Why      []string        `json:"why" doc:"why the two differ"`
	Withheld int             `json:"withheld"`
}

// ComparedMonth is one month, or all of them.
type ComparedMonth struct {
	Month  calendar.Date `json:"month"`
	Own    ComparedShare `json:"own_set"`
	Beside ComparedShare `json:"beside_set"`
}

// ComparedShare is what one data set has of a month.
type ComparedShare struct {
	Events   int        `json:"events" doc:"violent events"`
	Linked   int        `json:"linked" doc:"of those, linked with an event of the other data set"`
	Only     int        `json:"only" doc:"of those, linked with none"`
	Deaths   figure.Sum `json:"deaths"`
	EventIDs []string   `json:"event_ids"`
}

// ComparedPairs counts linked pairs by how their ranges of deaths lie.
type ComparedPairs struct {
	Pairs   int `json:"pairs"`
	Meet    int `json:"meet" doc:"the ranges touch or overlap"`
	Lower   int `json:"lower" doc:"the situation's own range is wholly below the other"`
	Higher  int `json:"higher"`
	Unknown int `json:"unknown" doc:"one of the two gives no figure"`
}

// ComparedQuery chooses events, and the data set beside the situation's own.
type ComparedQuery struct {
	Query
	Dataset string
	Purpose gate.Purpose
}

// Compare sets an imported data set's toll beside the situation's own.
func (d *Desk) Compare(ctx context.Context, q ComparedQuery) (*Compared, error) {
	list, err := d.gate.Datasets(ctx)
	if err != nil {
		return nil, err
	}
	var known []string
	var set *record.Dataset
	for i, v := range list[1:] {
		known = append(known, v.ID)
		if v.ID == q.Dataset {
			set = &list[i+1]
		}
	}
	if set == nil {
		return nil, &BadQuery{Field: "dataset", Value: q.Dataset, Known: known}
	}
	q.Datasets = nil
	m, f, err := d.filter(ctx, q.Query)
	if err != nil {
		return nil, err
	}
	return recall(ctx, d, fmt.Sprintf("compare %d %s %s %s", q.Purpose, q.Dataset, momentKey(m), nameOf(f)), func() (*Compared, error) {
		return d.compared(ctx, m, f, *set, q.Purpose)
	})
}

func (d *Desk) compared(ctx context.Context, m Moment, f ledger.Filter, set record.Dataset, p gate.Purpose) (*Compared, error) {
	own := d.sit.Dataset.ID
	out := &Compared{AsOf: m.Day, Dataset: set.ID, Title: set.Title, Own: d.sit.Dataset.Title, Months: []ComparedMonth{}, Why: []string{}}
	links, err := d.gate.Links(ctx, m.AsOf)
	if err != nil {
		return nil, err
	}
	f.Datasets = []string{own, set.ID}
	both := map[string][]record.Event{}
	for _, part := range d.eachSet(f) {
		list, err := drain(ctx, part, meant(p, &out.Withheld, d.gate.Events))
		if err != nil {
			return nil, err
		}
		// Events that reach into the window from before belong to a month outside it.
		both[part.Datasets[0]] = slices.DeleteFunc(records(list), func(e record.Event) bool { return e.When.Start < f.Window.From })
	}
	// Own events elsewhere than the other was asked for are not compared.
	places := d.here(f).Countries
	both[own] = slices.DeleteFunc(both[own], func(e record.Event) bool { return len(places) > 0 && !holds(places, e.Place.Country) })
	at := map[eventKey]record.Event{}
	for id, list := range both {
		for _, e := range list {
			at[eventKey{id, e.ID}] = e
		}
	}
	linked := map[eventKey]bool{}
	var agree toll.Agreement
	for _, l := range links {
		if !d.between(l, set.ID) {
			continue
		}
		a, b := eventKey{l.A.Dataset, l.A.ID}, eventKey{l.B.Dataset, l.B.ID}
		if a.dataset != own {
			a, b = b, a
		}
		linked[a], linked[b] = true, true
		x, here := at[a]
		if y, there := at[b]; here && there && x.Violent() && y.Violent() {
			agree.Add(x.Deaths.Total, y.Deaths.Total)
		}
	}
	entries := func(id string) []toll.Entry {
		list := make([]toll.Entry, len(both[id]))
		for i, e := range both[id] {
			list[i] = toll.Entry{Event: e, Linked: linked[eventKey{id, e.ID}]}
		}
		return list
	}
	for _, s := range toll.SideBySide(entries(own), entries(set.ID)) {
		v := ComparedMonth{Month: s.Month, Own: share(s.Own), Beside: share(s.Beside)}
		out.Months = append(out.Months, v)
		out.Sum.Own.add(v.Own)
		out.Sum.Beside.add(v.Beside)
	}
	out.Sum.Own.EventIDs, out.Sum.Beside.EventIDs = []string{}, []string{} // those of the months
	if n := len(out.Months); n > 0 {
		out.From, out.To = out.Months[0].Month, out.Months[n-1].Month
		out.Sum.Month = out.From
	}
	out.Pairs = ComparedPairs(agree)
	d.comparedWords(out, set, both[set.ID])
	return out, nil
}

func share(s toll.Share) ComparedShare {
	return ComparedShare{s.Events, s.Linked, s.Only(), s.Deaths, some(s.IDs)}
}

func (s *ComparedShare) add(x ComparedShare) {
	s.Events, s.Linked, s.Only = s.Events+x.Events, s.Linked+x.Linked, s.Only+x.Only
	join(&s.Deaths, x.Deaths)
}

// comparedWords says what is compared and why the two differ.
func (d *Desk) comparedWords(c *Compared, set record.Dataset, list []record.Event) {
	if len(c.Months) == 0 {
		c.Text = d.say.T("compare.none", "title", set.Title)
		return
	}
	own, beside := c.Sum.Own, c.Sum.Beside
	c.Text = d.say.T("compare.text", "title", set.Title, "from", c.From.String()[:7], "to", c.To.String()[:7],
		"own", phrase.Of("violent", "n", own.Events), "low", own.Deaths.Low, "high", own.Deaths.High, "unknown", own.Deaths.Unknown,
		"beside", phrase.Of("violent", "n", beside.Events), "best", beside.Deaths.Best, "low2", beside.Deaths.Low, "high2", beside.Deaths.High,
		"linked", own.Linked, "only", own.Only, "only2", beside.Only)
	if c.Pairs.Pairs > 0 {
		c.Why = append(c.Why, d.say.T("compare.why.pairs", "n", c.Pairs.Pairs, "meet", c.Pairs.Meet, "lower", c.Pairs.Lower, "higher", c.Pairs.Higher, "unknown", c.Pairs.Unknown))
	}
	rough := 0
	for _, e := range list {
		if e.When.Precision == calendar.Month || e.When.Precision == calendar.Year || e.Place.Point == nil || e.Place.Precision > record.District {
			rough++
		}
	}
	c.Why = append(c.Why, d.say.T("compare.why.links", "title", set.Title, "rough", rough, "of", len(list)), d.say.T("compare.why.parts"))
	rules := []string{"compare.why.rules"}
	if set.Importer == ucdpImporter {
		rules = []string{"toll.beside.why.scope", "toll.beside.why.attackers", "compare.why.candidate"}
	}
	for _, k := range append(rules, "toll.beside.why.selection") {
		c.Why = append(c.Why, d.say.T(k, "title", set.Title))
	}
}

// ucdpImporter is the importer whose data sets the sentences about UCDP are true of.
const ucdpImporter = "ucdp"
