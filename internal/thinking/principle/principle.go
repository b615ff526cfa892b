// Package principle places events, commitments and statements under the principles that a
// situation names, as progress or regress, month by month. It counts what is on record and
// weighs nothing: one act counts as one, whatever its size.
package principle

import (
	"slices"
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Material is what is read. Evidence says what became of commitments.
type Material struct {
	Events      []record.Event
	Commitments []record.Commitment
	Evidence    []record.Evidence
	Statements  []record.Statement
}

// Entry is one piece of evidence under a principle.
type Entry struct {
	Kind     record.Kind // event, evidence on a commitment, or statement
	ID       string
	Of       string // for evidence, the commitment's id
	On       calendar.Date
	Undated  bool // known only to the year, or not at all: in no month
	Progress bool
	Regress  bool
	Party    string // who acted or spoke
	Code     string // type and mode, status, or issue and stance
	Text     string
	URL      string // the report, where the record has one of its own
}

// Month counts the evidence of one month.
type Month struct {
	Month    calendar.Date
	Progress int
	Regress  int
}

// Standing is one principle with its evidence, oldest first.
type Standing struct {
	situation.Principle
	Progress int
	Regress  int
	Undated  int
	Months   []Month // every month of the span; one without evidence has none on record
	Entries  []Entry
}

// Board places the material of a span of days under each principle. An event counts when it
// is between the parties of the principle's dyad, or both take part, or for a sign that
// says so when one of them acts alone; a commitment or statement when its institution is of
// one of the parties. A piece of material that is a sign of both counts as both.
func Board(principles []situation.Principle, dyad func(id string) (situation.Dyad, bool), m Material, span calendar.Window) []Standing {
	out := make([]Standing, 0, len(principles))
	for _, p := range principles {
		d, ok := dyad(p.Dyad)
		s := Standing{Principle: p}
		if ok {
			s.Entries = append(s.Entries, events(p, d, m.Events)...)
			s.Entries = append(s.Entries, evidence(p, d, m.Commitments, m.Evidence)...)
			s.Entries = append(s.Entries, statements(p, d, m.Statements)...)
		}
		s.Entries = slices.DeleteFunc(s.Entries, func(e Entry) bool { return !span.Holds(e.On) })
		sort.Slice(s.Entries, func(i, j int) bool {
			a, b := s.Entries[i], s.Entries[j]
			return a.On < b.On || a.On == b.On && (a.Kind < b.Kind || a.Kind == b.Kind && a.ID < b.ID)
		})
		s.count(span)
		out = append(out, s)
	}
	return out
}

func (s *Standing) count(span calendar.Window) {
	at := map[calendar.Date]int{}
	if span.From.IsSet() && span.To >= span.From {
		for d := span.From.Month(); d <= span.To; d = d.Add(31).Month() {
			at[d] = len(s.Months)
			s.Months = append(s.Months, Month{Month: d})
		}
	}
	for _, e := range s.Entries {
		p, r := 0, 0
		if e.Progress {
			p = 1
		}
		if e.Regress {
			r = 1
		}
		s.Progress, s.Regress = s.Progress+p, s.Regress+r
		i, ok := at[e.On.Month()]
		if e.Undated || !ok {
			s.Undated++
			continue
		}
		s.Months[i].Progress += p
		s.Months[i].Regress += r
	}
}

func events(p situation.Principle, d situation.Dyad, list []record.Event) []Entry {
	var out []Entry
	for _, e := range list {
		both := d.Holds(e) || takesPart(e, d.A) && takesPart(e, d.B)
		one := acts(e.Initiator, d.A) || acts(e.Initiator, d.B)
		is := func(s situation.Sign) bool {
			return len(s.Types)+len(s.Modes) > 0 && (both || s.Alone && one) &&
				chosen(s.Types, string(e.Type)) && chosen(s.Modes, string(e.Mode)) && named(s, e.ID)
		}
		x := Entry{
			Kind: record.KindEvent, ID: e.ID, On: e.When.Start, Undated: e.When.Precision == calendar.Year,
			Party: e.Initiator.Name, Code: string(e.Type) + " " + string(e.Mode), Text: e.Summary,
		}
		if x.Progress, x.Regress = slices.ContainsFunc(p.Progress, is), slices.ContainsFunc(p.Regress, is); x.Progress || x.Regress {
			out = append(out, x)
		}
	}
	return out
}

// evidence places each reading of what became of a commitment at its own date, so that a
// commitment first kept and then given up is progress first and regress later. Readings
// without a date of their own have no place in time and are left out.
func evidence(p situation.Principle, d situation.Dyad, commitments []record.Commitment, list []record.Evidence) []Entry {
	at := make(map[string]record.Commitment, len(commitments))
	for _, c := range commitments {
		at[c.ID] = c
	}
	var out []Entry
	for _, v := range list {
		c, ok := at[v.CommitmentID]
		if !ok || !v.On.Date.IsSet() || !acts(c.Institution, d.A) && !acts(c.Institution, d.B) {
			continue
		}
		is := func(s situation.Sign) bool {
			return len(s.Themes)+len(s.Statuses) > 0 && chosen(s.Themes, c.Theme) && chosen(s.Statuses, string(v.Status)) && named(s, c.ID)
		}
		x := Entry{
			Kind: record.KindEvidence, ID: v.ID, Of: c.ID, On: v.On.Date, Undated: v.On.Precision == calendar.Year,
			Party: c.Institution.Name, Code: c.Theme + " " + string(v.Status), Text: c.Text, URL: v.SourceURL,
		}
		if x.URL == "" {
			x.URL = c.SourceURL
		}
		if x.Progress, x.Regress = slices.ContainsFunc(p.Progress, is), slices.ContainsFunc(p.Regress, is); x.Progress || x.Regress {
			out = append(out, x)
		}
	}
	return out
}

func statements(p situation.Principle, d situation.Dyad, list []record.Statement) []Entry {
	var out []Entry
	for _, v := range list {
		if !v.On.Date.IsSet() || !acts(v.Institution, d.A) && !acts(v.Institution, d.B) {
			continue
		}
		is := func(s situation.Sign) bool {
			return len(s.Issues)+len(s.Stances) > 0 && chosen(s.Issues, v.Issue) && chosen(s.Stances, string(v.Stance)) && named(s, v.ID)
		}
		x := Entry{
			Kind: record.KindStatement, ID: v.ID, On: v.On.Date, Undated: v.On.Precision == calendar.Year,
			Party: v.Institution.Name, Code: v.Issue + " " + string(v.Stance), Text: v.Text, URL: v.SourceURL,
		}
		if x.Progress, x.Regress = slices.ContainsFunc(p.Progress, is), slices.ContainsFunc(p.Regress, is); x.Progress || x.Regress {
			out = append(out, x)
		}
	}
	return out
}

// chosen reports whether the value is in the list; an empty list chooses all.
func chosen(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }

// named reports whether a sign that names records is about this one.
func named(s situation.Sign, id string) bool {
	return chosen(s.Only, id) && !slices.Contains(s.Except, id)
}

func acts(p record.Party, sides []string) bool { return slices.ContainsFunc(sides, p.Has) }

func takesPart(e record.Event, sides []string) bool {
	return acts(e.Initiator, sides) || acts(e.Target, sides)
}
