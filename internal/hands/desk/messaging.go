package desk

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/thinking/messaging"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// MessagingQuery chooses statements and the rules by which they are compared. Empty fields
// do not restrict, and zero rules take messaging.Default's.
type MessagingQuery struct {
	AsOf    calendar.Date
	Sides   []string // one group of these; empty gives each end of each dyad its own
	Issues  []string
	By      string // institution or side
	Window  int
	AtLeast int
	Near    int
	Weigh   string // statements or equal
	Purpose gate.Purpose
}

// bySide compares the sides of a group with each other, and not its institutions.
const bySide = "side"

// Messaging says, for each group and issue, whether institutions say the same thing.
func (d *Desk) Messaging(ctx context.Context, q MessagingQuery) (*MessagingPage, error) {
	o, err := d.messagingRules(&q)
	if err != nil {
		return nil, err
	}
	m, err := d.Resolve(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	return recall(ctx, d, fmt.Sprintf("messaging %s %+v", momentKey(m), q), func() (*MessagingPage, error) {
		p := &MessagingPage{
			AsOf: m.Day, By: q.By, Window: o.Window, AtLeast: o.AtLeast, Near: o.Near, Level: o.Level, Weighting: string(o.Weigh),
			Note: d.say.T("messaging.note"), Groups: []MessagingGroup{}, Statements: []Statement{},
		}
		shown, err := drain(ctx, ledger.Filter{AsOf: m.AsOf, Categories: q.Issues}, meant(q.Purpose, &p.Withheld, d.gate.Statements))
		if err != nil {
			return nil, err
		}
		for _, s := range shown {
			p.AsOf = d.newest(m, p.AsOf, s.Record.On)
		}
		used := map[string]bool{}
		for _, g := range d.blocs(q.Sides) {
			var mine []record.Statement
			for _, s := range records(shown) {
				if slices.ContainsFunc(g.sides, s.Institution.Has) {
					mine = append(mine, s)
					used[s.ID] = true
				}
			}
			p.Groups = append(p.Groups, d.messagingGroup(g, mine, p.AsOf, q, o))
		}
		for _, s := range shown {
			if used[s.Record.ID] {
				p.Statements = append(p.Statements, d.statementView(s))
			} else {
				p.Outside++
			}
		}
		if p.Outside > 0 {
			p.Scope = d.say.T("messaging.outside", "n", p.Outside)
		}
		return p, nil
	})
}

// messagingRules checks a query and fills in the rules it leaves open.
func (d *Desk) messagingRules(q *MessagingQuery) (messaging.Options, error) {
	o := messaging.Default()
	for _, c := range []struct {
		field string
		given []string
		known []string
	}{
		{"sides", q.Sides, codes(d.sit.Sides, func(s situation.Side) string { return s.Code })},
		{"issue", q.Issues, codes(d.sit.Issues, func(t situation.Term) string { return t.Code })},
		{"by", one(q.By), []string{"institution", bySide}},
		{"weighting", one(q.Weigh), []string{string(messaging.ByStatements), string(messaging.EachPair)}},
	} {
		for _, v := range c.given {
			if !holds(c.known, v) {
				return o, &BadQuery{Field: c.field, Value: v, Known: c.known}
			}
		}
	}
	for _, c := range []struct {
		field string
		given int
		least int
		rule  *int
	}{{"window", q.Window, 1, &o.Window}, {"at-least", q.AtLeast, 2, &o.AtLeast}, {"near", q.Near, 1, &o.Near}} {
		switch {
		case c.given == 0:
		case c.given < c.least || c.given > 36500:
			return o, &BadQuery{Field: c.field, Value: fmt.Sprint(c.given), Reason: fmt.Sprintf("has to be from %d to 36500", c.least)}
		default:
			*c.rule = c.given
		}
	}
	if q.By == "" {
		q.By = "institution"
	}
	if q.Weigh != "" {
		o.Weigh = messaging.Weigh(q.Weigh)
	}
	return o, nil
}

// bloc is the sides whose institutions are compared with each other.
type bloc struct {
	id, name string
	sides    []string
}

// blocs are the sides asked for as one group, or the ends of the dyads, each once.
func (d *Desk) blocs(sides []string) []bloc {
	if len(sides) > 0 {
		return []bloc{{id: strings.Join(sides, "+"), name: strings.Join(codes(sides, d.sideName), ", "), sides: sides}}
	}
	var out []bloc
	for _, y := range d.sit.Dyads {
		// A dyad is named after its ends, in their order.
		ends := strings.Split(y.Name, " – ")
		for i, end := range [][]string{y.A, y.B} {
			set := slices.Sorted(slices.Values(end))
			id := strings.Join(set, "+")
			if slices.ContainsFunc(out, func(b bloc) bool { return b.id == id }) {
				continue
			}
			name := strings.Join(codes(end, d.sideName), ", ")
			if len(ends) == 2 {
				name = ends[i]
			}
			out = append(out, bloc{id, name, end})
		}
	}
	return out
}

// speaker says for whom a statement of the group speaks.
func (d *Desk) speaker(g bloc, by string) func(record.Statement) string {
	return func(s record.Statement) string {
		if by != bySide {
			return d.body(s.Institution.Name)
		}
		for _, c := range s.Institution.Sides {
			if holds(g.sides, c) {
				return d.sideName(c)
			}
		}
		return ""
	}
}

// known lists those of a group that statements may come from.
func (d *Desk) known(g bloc, by string) []string {
	if by == bySide {
		return codes(g.sides, d.sideName)
	}
	var out []string
	for _, i := range d.sit.Institutions {
		if holds(g.sides, i.Side) {
			out = append(out, i.Name)
		}
	}
	return out
}

func (d *Desk) messagingGroup(g bloc, list []record.Statement, day calendar.Date, q MessagingQuery, o messaging.Options) MessagingGroup {
	placed, apart := messaging.Place(list, d.speaker(g, q.By), day)
	v := MessagingGroup{
		ID: g.id, Name: g.name, Sides: g.sides, Statements: len(placed), Apart: []string{},
		Issues: []MessagingIssue{}, Speakers: speakerViews(messaging.Speakers(placed, d.known(g, q.By))), Silent: []string{},
	}
	for _, s := range apart {
		v.Apart = append(v.Apart, s.ID)
	}
	v.Overall = d.messagingIssue(g, "", d.say.T("messaging.all"), placed, day, q, o)
	by := messaging.ByIssue(placed)
	for _, t := range d.sit.Issues {
		switch {
		case len(by[t.Code]) > 0:
			v.Issues = append(v.Issues, d.messagingIssue(g, t.Code, t.Name, by[t.Code], day, q, o))
		case len(q.Issues) == 0 || holds(q.Issues, t.Code):
			v.Silent = append(v.Silent, t.Code)
		}
	}
	v.Text = d.speakersText(v)
	return v
}

// messagingIssue reads one issue, or all of them together.
func (d *Desk) messagingIssue(g bloc, code, name string, list []messaging.Statement, day calendar.Date, q MessagingQuery, o messaging.Options) MessagingIssue {
	// Each issue of each group has its own stream of draws, so that adding one changes no other.
	r := rand.New(rand.NewPCG(d.sit.Thresholds.Verdict.Seed, hash("messaging|"+g.id+"|"+code+"|"+q.By)))
	whole := calendar.Window{From: day, To: day}
	if len(list) > 0 {
		whole.From = list[0].Day
	}
	v := MessagingIssue{
		Issue: code, Name: name,
		Now:    readingView(messaging.At(list, calendar.Last(o.Window, day), o, r)),
		Record: readingView(messaging.At(list, whole, o, r)),
		Series: []MessagingReading{}, Positions: speakerViews(messaging.Speakers(list, nil)), Partings: []MessagingParting{}, Contradictions: []MessagingContradiction{},
	}
	for _, x := range messaging.Series(list, day, o, r) {
		v.Series = append(v.Series, readingView(x))
	}
	for _, p := range messaging.Partings(list, o) {
		v.Partings = append(v.Partings, d.partingView(p))
	}
	for _, c := range messaging.Contradictions(list, o) {
		v.Contradictions = append(v.Contradictions, contradictionView(c))
	}
	v.Text = d.readingText(v.Now, phraseNow, o)
	v.RecordText = d.readingText(v.Record, phraseRecord, o)
	return v
}
