package folder

import (
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// commitments reads commitments.csv. What a row says about the state of the promise
// becomes a record of its own, so that a later reading can stand beside it.
func (x *reading) commitments() {
	ids, inOrder := seen{}, order{}
	evidence := map[int]record.Evidence{}
	x.c.Commitments = rows(x, commitmentTable, func(r *row) record.Commitment {
		c := record.Commitment{
			ID:          r.id("id"),
			Announced:   r.dated("date_announced", "date_precision", true),
			Institution: record.Party{Name: r.text("institution"), Sides: r.sides("institution_side")},
			Text:        r.text("commitment"),
			Due:         r.dated("due_date", "due_date_precision", false),
			Theme:       r.listed("theme", x.known.themes, "themes"),
			SourceURL:   r.web("source_url", true),
		}
		if e, ok := r.evidence(c.ID); ok {
			evidence[r.number] = e
		}
		ids.twice(r, "id", c.ID, "the same id")
		inOrder.check(r, "date_announced", r.key("date_announced", "id"))
		return c
	})
	for _, c := range x.c.Commitments {
		if e, ok := evidence[c.Number]; ok {
			x.c.Evidence = append(x.c.Evidence, Row[record.Evidence]{Record: e, File: c.File, Number: c.Number})
		}
	}
}

// evidence reads what became of a commitment; ok is false when the row says nothing.
func (r *row) evidence(id string) (record.Evidence, bool) {
	on := r.dated("status_date", "status_date_precision", false)
	url := r.web("evidence_url", false)
	if r.get("status") == "" {
		for _, col := range []string{"status_date", "evidence", "evidence_url"} {
			if r.get(col) != "" {
				r.fail("status", "is empty, but "+col+" is given")
				break
			}
		}
		return record.Evidence{}, false
	}
	return record.Evidence{
		ID: id + "#1", CommitmentID: id,
		Status: oneOf(r, "status", record.Statuses), On: on,
		Text: r.text("evidence"), SourceURL: url,
	}, true
}

// dated reads a day and the column of its precision; both are given, or neither.
func (r *row) dated(col, precision string, needed bool) record.Dated {
	d := record.Dated{Date: r.day(col, needed)}
	switch date, p := r.get(col), r.get(precision); {
	case p == "" && date == "" && !needed:
		return d
	case p == "" && date != "":
		r.fail(precision, "is empty, but "+col+" is given")
	case p != "" && date == "" && !needed:
		r.fail(col, "is empty, but "+precision+" is given")
	default:
		d.Precision = oneOf(r, precision, calendar.Precisions)
	}
	return d
}

// firstDay refuses a month or year that is not written as its first day.
func (r *row) firstDay(d record.Dated, precision string) {
	v := calendar.Interval{Start: d.Date, End: d.Date, Precision: d.Precision}
	if err := v.Check(); err != nil && d.Date.IsSet() && d.Precision.Valid() {
		r.fail(precision, err.Error())
	}
}
