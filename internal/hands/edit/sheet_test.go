package edit_test

import (
	"errors"
	"strings"
	"testing"

	"detente/internal/hands/edit"
	"detente/internal/words/record"
)

func sheet(kind record.Kind, text string) edit.Sheet {
	return edit.Sheet{Kind: kind, Name: "mine.csv", Data: strings.NewReader(text), Who: "JK", Why: "read this week"}
}

const statementHeader = "id,date,date_precision,institution,institution_side,speaker_role,issue,stance,paraphrase,source_url\n"

// Good rows are taken as one batch, the others listed with row, column and reason.
func TestTablesWithBadRows(t *testing.T) {
	b := open(t, small(t))
	before, _ := b.store.Batches(ctx)
	text := statementHeader +
		"S1,2026-02-01,month,Foreign Office,GOV,spokesperson,talks,mixed,Said talks would go on.,https://news.example/h\n" + // corrects
		"S2,2026-03-01,day,Army,GOV,spokesperson,talks,oppose,Said talks had failed.,https://news.example/s2\n" + // adds
		"S3,2026-03-02,day,Army,GOV,spokesperson,talks,perhaps,Said little.,https://news.example/s3\n" + // bad stance
		"S4,2026-03-03,day,Army,GOV,spokesperson,talks,support,Said more.,\n" + // no source
		"S5,2026-03-04,day\n" + // cut short
		"S2,2026-03-05,day,Army,GOV,spokesperson,talks,support,Said other things.,https://news.example/s2\n" + // twice
		",2026-03-06,day,Army,GOV,spokesperson,talks,support,Said so again.,https://news.example/s6\n" // adds
	got, err := b.book.Table(ctx, sheet(record.KindStatement, text))
	if err != nil {
		t.Fatal(err)
	}
	if got.Read != 7 || got.Added != 2 || got.Corrected != 1 || got.Unchanged != 0 || got.Refused != 4 || len(got.Edits) != 3 {
		t.Errorf("%+v", got)
	}
	for _, want := range []string{"mine.csv, row 4, column stance: not one of", "row 5, column source_url: is empty", "row 6: 3 cells", "row 7: the same record as in row 3"} {
		found := false
		for _, f := range got.Faults {
			found = found || strings.Contains(f.String(), want)
		}
		if !found {
			t.Errorf("%q is not among %v", want, got.Faults)
		}
	}
	after, _ := b.store.Batches(ctx)
	if len(after)-len(before) != 2 || b.stance() != "mixed" || b.get(record.KindStatement, "S2") == nil {
		t.Errorf("%d batches; %s", len(after)-len(before), b.stance())
	}
	again, err := b.book.Table(ctx, sheet(record.KindStatement, text))
	if err != nil || again.Unchanged != 3 || again.Refused != 4 || len(again.Edits) != 0 {
		t.Errorf("the same table again: %+v %v", again, err)
	}
}

func TestTablesOfTheOtherKinds(t *testing.T) {
	b := open(t, small(t))
	for _, c := range []struct {
		kind                        record.Kind
		text                        string
		added, corrected, unchanged int
	}{
		{record.KindCrossing, "crossing,date,date_precision,status,scope,source_url\n" +
			"north_gate,2026-03-15,day,open,all,https://news.example/f\n" + "north_gate,2026-04-15,day,closed,all,https://news.example/f2\n", 1, 0, 1},
		{record.KindCrossing, "crossing,date,date_precision,status,scope,source_url\n" + "north_gate,2026-03-15,day,open,all,https://news.example/other\n", 0, 1, 0},
		{record.KindEvidence, "commitment_id,status,status_date,status_date_precision,evidence,evidence_url\n" +
			"C1,partial,2026-04-01,day,One lane was open.,https://news.example/e2\nC1,unknown,,,No later evidence was seen.,\n", 2, 0, 0},
		{record.KindEvidence, "id,commitment_id,status,status_date,status_date_precision,evidence,evidence_url\n" +
			"C1#2,C1,implemented,2026-04-01,day,Two lanes were open.,https://news.example/e2\n,C1,unknown,,,No later evidence was seen.,\n", 0, 1, 1},
		{record.KindCommitment, "id,date_announced,date_precision,institution,institution_side,commitment,due_date,due_date_precision,theme,status,status_date,status_date_precision,evidence,source_url,evidence_url\n" +
			"C2,2026-03-01,day,Foreign Office,GOV,Hold further talks.,,,border,partial,2026-05-01,day,Talks were reported.,https://news.example/g,https://news.example/g2\n", 0, 0, 0},
		{record.KindEvent, strings.Join(edit.Fields(record.KindEvent), ",") + "\n" + row("E9"), 1, 0, 0},
		{record.KindSource, "event_id,url,publisher,date,kind\nE9,https://news.example/e9,Example News,2026-07-13,newspaper\nE9,https://news.example/e9b,Example Wire,,agency\n", 1, 0, 1},
	} {
		got, err := b.book.Table(ctx, sheet(c.kind, c.text))
		if err != nil || got.Refused > 0 {
			t.Errorf("%s: %v %+v", c.kind, err, got)
			continue
		}
		if c.kind == record.KindCommitment { // the row's promise stays, its status changes
			if len(got.Edits) != 1 || got.Edits[0].Kind != record.KindEvidence || got.Corrected != 1 {
				t.Errorf("%+v", got)
			}
			continue
		}
		if got.Added != c.added || got.Corrected != c.corrected || got.Unchanged != c.unchanged {
			t.Errorf("%s: %+v", c.kind, got)
		}
	}
}

// row is the contact as a row of a table.
func row(id string) string {
	v := fields(append([]string{"id", id}, contact...)...)
	var cells []string
	for _, f := range edit.Fields(record.KindEvent) {
		cells = append(cells, v[f])
	}
	return strings.Join(cells, ",") + "\n"
}

func TestTablesThatAreNone(t *testing.T) {
	b := open(t, small(t))
	for name, text := range map[string]string{"empty": "", "a page": "<html>", "another header": "a,b\n1,2\n"} {
		got, err := b.book.Table(ctx, sheet(record.KindStatement, text))
		if err != nil || len(got.Faults) == 0 || len(got.Edits) > 0 {
			t.Errorf("%s: %v %+v", name, err, got)
		}
	}
	var r *edit.Refused
	if _, err := b.book.Table(ctx, sheet("series", "x")); !errors.As(err, &r) {
		t.Errorf("%v", err)
	}
	s := sheet(record.KindStatement, statementHeader)
	s.Who = ""
	if _, err := b.book.Table(ctx, s); !errors.As(err, &r) {
		t.Errorf("%v", err)
	}
}
