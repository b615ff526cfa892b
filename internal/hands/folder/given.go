package folder

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"

	"detente/internal/hands/folder/table"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Rules hold single rows, given by someone, against the rules of a folder that was read.
type Rules struct {
	situation situation.Situation
	known     lists
}

// Rules returns the rules of the folder. Events may lie as late as the day, even where the
// data set ended before: what is added to a data set may be newer than its release.
func (c *Content) Rules(day calendar.Date) *Rules {
	x := &reading{c: &Content{Situation: c.Situation}}
	x.lists()
	d := &x.c.Situation.Dataset
	if last := cmp.Or(d.Ends, d.Released); last.IsSet() && last < day {
		d.Ends = day
	}
	return &Rules{situation: x.c.Situation, known: x.known}
}

// tableOf is the table in whose rows a kind is written.
func tableOf(kind record.Kind) (spec, bool) {
	switch kind {
	case record.KindEvent:
		return eventTable, true
	case record.KindSource:
		return sourceTable, true
	case record.KindCommitment, record.KindEvidence:
		return commitmentTable, true
	case record.KindStatement:
		return statementTable, true
	case record.KindCrossing:
		return crossingTable, true
	case record.KindClaim:
		return claimTable, true
	case record.KindObservation:
		return observationTable, true
	}
	return spec{}, false
}

// Read takes one row a table, by the kind that is written in it, as if these rows were all of
// a folder. What is wrong with them is in Content.Faults.
func (r *Rules) Read(ctx context.Context, rows map[record.Kind]Cells) (*Content, error) {
	x := &reading{
		folder: &Folder{limits: table.Usual}, ctx: ctx, c: &Content{Situation: r.situation}, known: r.known,
		given: map[string][]byte{},
	}
	for kind, cells := range rows {
		s, ok := tableOf(kind)
		if !ok {
			continue
		}
		line := make([]string, len(s.columns))
		for i, col := range s.columns {
			line[i] = cells[col]
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.WriteAll([][]string{s.columns, line}); err != nil {
			return nil, err
		}
		x.given[s.name] = b.Bytes()
	}
	x.events()
	x.sources()
	x.claims()
	x.commitments()
	x.statements()
	x.crossings()
	x.observations()
	return x.c, ctx.Err()
}
