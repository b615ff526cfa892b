package folder

import (
	"detente/internal/words/record"
)

// statements reads statements.csv.
func (x *reading) statements() {
	ids, inOrder := seen{}, order{}
	x.c.Statements = rows(x, statementTable, func(r *row) record.Statement {
		s := record.Statement{
			ID:          r.id("id"),
			On:          r.dated("date", "date_precision", true),
			Institution: record.Party{Name: r.need("institution"), Sides: r.sides("institution_side")},
			SpeakerRole: r.need("speaker_role"),
			Issue:       r.listed("issue", x.known.issues, "issues"),
			Stance:      oneOf(r, "stance", record.Stances),
			Text:        r.text("paraphrase"),
			SourceURL:   r.web("source_url", true),
		}
		r.firstDay(s.On, "date_precision")
		ids.twice(r, "id", s.ID, "the same id")
		inOrder.check(r, "date", r.key("date", "id"))
		return s
	})
}

// crossings reads crossings.csv.
func (x *reading) crossings() {
	keys, inOrder := seen{}, order{}
	x.c.Crossings = rows(x, crossingTable, func(r *row) record.Crossing {
		c := record.Crossing{
			Crossing:  r.listed("crossing", x.known.crossings, "crossings"),
			On:        r.dated("date", "date_precision", true),
			Status:    oneOf(r, "status", record.CrossingStatuses),
			Scope:     oneOf(r, "scope", record.CrossingScopes),
			SourceURL: r.web("source_url", true),
		}
		r.firstDay(c.On, "date_precision")
		c.ID = c.Crossing + "#" + c.On.Date.String() + "-" + string(c.Scope) + "-" + string(c.Status)
		keys.twice(r, "date", r.key("crossing", "date", "status", "scope"), "the same crossing, date, status and scope")
		inOrder.check(r, "date", r.key("date", "crossing"))
		return c
	})
}
