package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"detente/internal/thinking/coder"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// Claim is what a text says on somebody's word, as a reviewer goes through it.
type Claim struct {
	coder.Claim
	Number   int    `json:"number" doc:"its place among the claims of the text, from 0"`
	Proposal int    `json:"proposal" doc:"number of the proposal that it is about; -1 for a sum over days or places, which is about none"`
	Becomes  string `json:"becomes" enum:"claim,observation" doc:"the record that it becomes when taken: a claim about an event, or a published figure"`
	Quote    string `json:"quote" doc:"the words with the figure"`
	// Columns are the row as it would be entered.
	Columns []Field `json:"columns" doc:"row of claims.csv, or of series.csv for a published figure, as it would be entered; what is empty and needed the reviewer gives"`
}

// none is the proposal of a claim that is about no event of the text.
const none = -1

// subjects are the coder's subjects whose name among those of claims is another one; of the others the first word may be.
var subjects = map[string]string{"injured": "injured", "abducted": "abducted", "arrested": "detained", "released": "release"}

// claims gives the claims of a text: the figures that the coder keeps with who said them, then what parties say of their own part.
func (m *Room) claims(r Report, res coder.Result) []Claim {
	out := []Claim{}
	add := func(c coder.Claim, about int) {
		x := Claim{Claim: c, Number: len(out), Proposal: about, Becomes: string(record.KindClaim)}
		if about == none {
			x.Becomes = string(record.KindObservation)
		}
		for _, f := range c.Fields {
			if x.Quote == "" && (f.Name == "figure" || f.Name == "speaker") {
				x.Quote = sentence(r.Text, f.Start, f.End)
			}
		}
		x.Columns = m.columns(r, res, x)
		out = append(out, x)
	}
	for _, c := range res.Claims {
		add(c, about(r.Text, res.Events, c))
	}
	for i, e := range res.Events {
		if subject, who := said(e); subject != "" {
			c := coder.Claim{Speaker: coder.Text(who), Subject: subject, Fields: []coder.Field{}}
			for _, f := range e.Fields {
				if f.Name == "speaker" || f.Name == "initiator" && subject == "responsibility" || f.Name == "status" {
					c.Fields = append(c.Fields, coder.Field{Name: "speaker", Start: f.Start, End: f.End, Rule: f.Rule})
				}
			}
			add(c, i)
		}
	}
	return out
}

// said is what a party says of its part in an event: that it did it, or that it did not.
func said(e coder.Event) (subject, who string) {
	for _, f := range e.Fields {
		if f.Name == "initiator" && f.Rule == "responsibility" {
			return "responsibility", string(e.Initiator)
		}
	}
	switch {
	case e.Type != plover.Assault || e.Speaker == "":
	case e.Status == coder.Denied:
		return "denial", string(e.Speaker)
	case e.Status == coder.Claimed && e.Speaker == e.Initiator:
		return "responsibility", string(e.Speaker)
	}
	return "", ""
}

// about is the event that a figure is told of: the one whose words hold it, else, for a figure on somebody's word, the attack
// that was begun last before it. Sums over days and figures on nobody's word are about none.
func about(text string, events []coder.Event, c coder.Claim) int {
	if len(c.Fields) == 0 || c.DateStart != "" {
		return none
	}
	at, last := c.Fields[0], none
	for i, e := range events {
		for _, words := range e.Evidence {
			if k := strings.Index(text, words); k >= 0 && k <= at.Start && at.End <= k+len(words) {
				return i
			}
		}
		if c.Speaker == "" || e.Type != plover.Assault || len(e.Fields) == 0 {
			continue
		}
		start := slices.MinFunc(e.Fields, func(a, b coder.Field) int { return cmp.Compare(a.Start, b.Start) }).Start
		if last == none || start <= at.Start {
			last = i
		}
	}
	return last
}

// sentence is the line of text around bytes, cut at the nearest full stops.
func sentence(text string, start, end int) string {
	if start < 0 || end > len(text) || start >= end {
		return ""
	}
	from := strings.LastIndexAny(text[:start], "\n") + 1
	if k := strings.LastIndex(text[from:start], ". "); k >= 0 {
		from += k + 2
	}
	to := len(text)
	if k := strings.IndexAny(text[end:], "\n"); k >= 0 {
		to = end + k
	}
	if k := strings.Index(text[end:to], ". "); k >= 0 {
		to = end + k + 1
	}
	return strings.TrimSpace(text[from:to])
}

// subjectOf is the subject in the list of claims; empty when none is the same.
func subjectOf(s string) string {
	if slices.Contains(record.ClaimSubjects, s) {
		return s
	}
	head, _, _ := strings.Cut(s, "_")
	return subjects[head]
}

// columns is the row that a claim would be.
func (m *Room) columns(r Report, res coder.Result, c Claim) []Field {
	row := &drafter{sit: m.sit, say: m.say, report: r, spans: map[string]coder.Field{}}
	for _, f := range c.Fields {
		if _, ok := row.spans[f.Name]; !ok {
			row.spans[f.Name] = f
		}
	}
	published := ""
	if r.Published.IsSet() {
		published = r.Published.String()
	}
	if c.Becomes == string(record.KindObservation) {
		value, note := written(c.Low), ""
		switch {
		case !c.Low.Known():
			value, note = written(c.High), m.say.T("review.at_most")
		case !c.High.Known():
			note = m.say.T("review.at_least")
		}
		row.put("indicator", "", "")
		row.put("region", "", "")
		row.put("period_start", string(c.DateStart), "date")
		row.put("period_end", string(c.DateEnd), "date")
		row.put("value", value, "figure")
		row.put("unit", "", "")
		row.put("publisher", cmp.Or(string(c.Speaker), r.Publisher), "speaker")
		row.put("cumulative_from", "", "")
		row.put("source_url", r.URL, "")
		row.put("note", note, "")
		return row.out
	}
	e := res.Events[c.Proposal]
	row.put("event_id", eventID(e, hashed(r.Text), c.Proposal), "")
	row.put("speaker", cmp.Or(capital(string(c.Speaker)), r.Publisher), "speaker")
	row.put("speaker_side", m.sideOf(string(c.Speaker), e), "speaker")
	row.put("subject", subjectOf(c.Subject), "figure")
	row.put("value_low", written(c.Low), "figure")
	row.put("value_high", written(c.High), "figure")
	row.put("quote_or_paraphrase", m.paraphrase(c), "")
	row.put("source_url", r.URL, "")
	row.put("source_date", published, "")
	return row.out
}

// paraphrase says a claim in the product's own words.
func (m *Room) paraphrase(c Claim) string {
	subject := subjectOf(c.Subject)
	switch {
	case subject == "responsibility" || subject == "denial":
		return m.say.T("review.claim." + subject)
	case c.Low.Known() && c.Low == c.High:
		return m.say.T("review.claim.figure", "n", written(c.Low))
	case c.Low.Known() && c.High.Known():
		return m.say.T("review.claim.range", "low", written(c.Low), "high", written(c.High))
	case c.Low.Known():
		return m.say.T("review.claim.low", "n", written(c.Low))
	case c.High.Known():
		return m.say.T("review.claim.high", "n", written(c.High))
	}
	return ""
}

// sideOf is the side of who speaks: that of the party of the event with the name, or of the actor whom the situation names so.
func (m *Room) sideOf(name string, e coder.Event) string {
	d := drafter{sit: m.sit}
	switch {
	case name == "":
		return ""
	case name == string(e.Initiator):
		return d.side(string(e.InitiatorSide))
	case name == string(e.Target):
		return d.side(string(e.TargetSide))
	}
	for _, s := range m.sit.Sides {
		if strings.EqualFold(s.Name, name) || s.Code == name {
			return s.Code
		}
	}
	for _, a := range m.sit.Actors {
		if strings.EqualFold(a.Name, name) || slices.ContainsFunc(a.Aliases, func(x string) bool { return strings.EqualFold(x, name) }) {
			return d.side(a.Side)
		}
	}
	return ""
}

// eventID names an event after its day and the text, so that taking it twice is noticed.
func eventID(e coder.Event, report string, place int) string {
	return fmt.Sprintf("CD-%s-%s-%d", strings.ReplaceAll(string(e.DateStart), "-", ""), report[:8], place+1)
}
