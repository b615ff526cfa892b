package edit

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"detente/internal/hands/folder"
	"detente/internal/words/fault"
	"detente/internal/words/record"
)

// Kinds are the kinds of record that can be edited.
var Kinds = []record.Kind{
	record.KindCommitment, record.KindEvidence, record.KindStatement, record.KindEvent, record.KindSource, record.KindCrossing,
}

// KindOf reads the name of a kind; a contact is an event, and a report a source.
func KindOf(name string) (record.Kind, bool) {
	switch name {
	case "contact":
		name = string(record.KindEvent)
	case "report":
		name = string(record.KindSource)
	}
	return record.Kind(name), slices.Contains(Kinds, record.Kind(name))
}

// reviewed are the kinds that only a reviewer of a report adds: figures rest on what was said where.
var reviewed = []record.Kind{record.KindClaim, record.KindObservation}

// kindOf reads the name of a kind that the request may be of: one that can be edited, or one that was read from a report, which
// can be taken back as well where the folder has no row of its own.
func (b *Book) kindOf(r Request) (record.Kind, bool) {
	if slices.Contains(reviewed, r.Kind) {
		back := r.Action == record.Retract || r.Action == record.Withdraw
		return r.Kind, r.Action == record.Add && r.Reviewed || back && !b.owns(key{r.Kind, r.ID})
	}
	return KindOf(string(r.Kind))
}

// reported are the fields of a contact that name its report, by the column of sources.csv.
var reported = map[string]string{"source_url": "url", "publisher": "publisher", "source_date": "date", "source_kind": "kind"}

// reportedFields are the keys of reported in the order of the table.
var reportedFields = []string{"source_url", "publisher", "source_date", "source_kind"}

// Fields are those that a kind has: the columns of the situation's table, and for a contact
// those of its report.
func Fields(kind record.Kind) []string {
	cols := folder.Columns(kind)
	if kind == record.KindEvent {
		cols = append(cols, reportedFields...)
	}
	return cols
}

// The most that who, why and a field may hold, in characters.
const (
	MostWho   = 60
	MostWhy   = 300
	mostField = 4000
)

// Signed lists what is wrong with who made an edit and why.
func Signed(who, why string) []fault.Fault {
	var l fault.List
	check := func(field, v string, most int) {
		switch {
		case strings.TrimSpace(v) == "":
			l.Add(fault.Fault{Column: field, Reason: "is empty; every edit says it"})
		case utf8.RuneCountInString(v) > most:
			l.Add(fault.Fault{Column: field, Value: v, Reason: fmt.Sprintf("longer than %d characters", most)})
		case !plain(v):
			l.Add(fault.Fault{Column: field, Value: strings.ToValidUTF8(v, "�"), Reason: "is not plain text"})
		}
	}
	check("who", who, MostWho)
	check("why", why, MostWhy)
	if strings.Contains(who, "@") {
		l.Add(fault.Fault{Column: "who", Value: who, Reason: "looks like an address; a role or initials are enough"})
	}
	return l.All()
}

// fitting checks that the fields are those of the kind, and that they are text.
func fitting(kind record.Kind, fields map[string]string) []fault.Fault {
	known := Fields(kind)
	var l fault.List
	for _, name := range sortedKeys(fields) {
		v := fields[name]
		switch {
		case !slices.Contains(known, name):
			l.Add(fault.Fault{Column: name, Value: v, Reason: fmt.Sprintf("is not a field of a record of kind %s; its fields are %s", kind, strings.Join(known, ", "))})
		case !plain(v):
			l.Add(fault.Fault{Column: name, Value: strings.ToValidUTF8(v, "�"), Reason: "is not plain text in UTF-8"})
		case utf8.RuneCountInString(v) > mostField:
			l.Add(fault.Fault{Column: name, Value: v, Reason: fmt.Sprintf("longer than %d characters", mostField)})
		}
	}
	return l.All()
}

// plain reports whether a text is UTF-8 without characters that a terminal might obey.
func plain(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
	})
}

func sortedKeys(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
