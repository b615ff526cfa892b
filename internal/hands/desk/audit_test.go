package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"detente/internal/hands/desk"
	"detente/internal/hands/duckstore"
	"detente/internal/hands/edit"
	"detente/internal/hands/folder"
	"detente/internal/hands/gate"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
)

// editing is a small situation that is edited.
type editing struct {
	*testing.T
	book *edit.Book
	desk *desk.Desk
	now  time.Time
}

// openEditing reads the small situation, lets the test change what was read, and loads it.
func openEditing(t *testing.T, change func(*folder.Content)) *editing {
	t.Helper()
	ctx := context.Background()
	f, err := folder.Open(os.DirFS("../folder/testdata/small"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.Read(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(c)
	}
	store, err := duckstore.Open(ctx, "", duckstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	e := &editing{T: t, now: time.Date(2026, 7, 10, 9, 0, 0, 0, time.UTC)}
	now := func() time.Time { return e.now }
	if e.book, err = edit.Open(ctx, store, c, now, "1"); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Append(ctx, e.book.Batch()); err != nil {
		t.Fatal(err)
	}
	e.desk = desk.New(store, &c.Situation, phrase.English(), now)
	return e
}

func (e *editing) apply(action record.Action, kind record.Kind, id string, pairs ...string) edit.Receipt {
	e.Helper()
	r := edit.Request{Action: action, Kind: kind, ID: id, Who: "JK of the regime desk", Why: "the regime's report near Hill town was read again"}
	for i := 0; i+1 < len(pairs); i += 2 {
		if r.Fields == nil {
			r.Fields = map[string]string{}
		}
		r.Fields[pairs[i]] = pairs[i+1]
	}
	out, err := e.book.Apply(context.Background(), r)
	if err != nil {
		e.Fatal(err)
	}
	e.desk.Renew()
	e.desk.Conflicts(e.book.Laid().Conflicts)
	return out
}

func (e *editing) audit(q desk.AuditQuery) *desk.Audit {
	e.Helper()
	a, err := e.desk.Audit(context.Background(), q)
	if err != nil {
		e.Fatal(err)
	}
	return a
}

func TestAuditShowsDifferences(t *testing.T) {
	e := openEditing(t, nil)
	first := e.apply(record.Correct, record.KindStatement, "S1", "stance", "oppose", "speaker_role", "minister")
	e.now = e.now.AddDate(0, 0, 2)
	e.apply(record.Correct, record.KindStatement, "S1", "stance", "mixed")
	e.apply(record.Retract, record.KindCrossing, "north_gate#2026-03-15-all-open")
	a := e.audit(desk.AuditQuery{})
	if a.Total != 3 || len(a.Edits) != 3 || a.Edits[0].Kind != "crossing" || a.Edits[2].Edit != "00000001" {
		t.Fatalf("%+v", a)
	}
	old := a.Edits[2]
	want := []desk.Change{{Field: "speaker_role", Before: "spokesperson", After: "minister"}, {Field: "stance", Before: "support", After: "oppose"}}
	if fmt.Sprint(old.Changes) != fmt.Sprint(want) || old.InForce || old.Version != first.Version || !old.At.Equal(e.now.AddDate(0, 0, -2)) {
		t.Errorf("%+v", old)
	}
	if !a.Edits[1].InForce || a.Edits[1].Base != first.Version {
		t.Errorf("%+v", a.Edits[1])
	}
	if c := a.Edits[0].Changes; len(c) != 6 || c[0] != (desk.Change{Field: "crossing", Before: "north_gate"}) {
		t.Errorf("%+v", c)
	}
	if old.Who != "JK of the “regime” desk" || !strings.Contains(old.Why, "“regime”") {
		t.Errorf("by %s: %s", old.Who, old.Why)
	}
	day := calendar.FromTime(e.now)
	for _, c := range []struct {
		q    desk.AuditQuery
		want int
	}{
		{desk.AuditQuery{Kind: "statement"}, 2}, {desk.AuditQuery{Kind: "crossing"}, 1}, {desk.AuditQuery{Kind: "contact"}, 0},
		{desk.AuditQuery{ID: "S1"}, 2}, {desk.AuditQuery{Since: day}, 2}, {desk.AuditQuery{Since: day.Add(1)}, 0},
		{desk.AuditQuery{AsOf: day.Add(-1)}, 1}, {desk.AuditQuery{AsOf: day.Add(-3)}, 0}, {desk.AuditQuery{Purpose: gate.Export}, 3},
	} {
		if got := e.audit(c.q); got.Total != c.want || len(got.Edits) != c.want || got.Edits == nil {
			t.Errorf("%+v: %+v", c.q, got)
		}
	}
	// Page by page it is the same list.
	var pages []desk.Edit
	for q := (desk.AuditQuery{Limit: 1}); ; {
		p := e.audit(q)
		if p.Total != 3 || len(p.Edits) != 1 {
			t.Fatalf("%+v", p)
		}
		pages = append(pages, p.Edits...)
		if q.Cursor = p.Next; q.Cursor == "" {
			break
		}
	}
	if fmt.Sprint(pages) != fmt.Sprint(a.Edits) {
		t.Errorf("by pages %+v", pages)
	}
	if _, err := e.desk.Audit(context.Background(), desk.AuditQuery{Cursor: "x"}); !errors.Is(err, desk.ErrCursor) {
		t.Errorf("%v", err)
	}
	var bad *desk.BadQuery
	if _, err := e.desk.Audit(context.Background(), desk.AuditQuery{Kind: "war"}); !errors.As(err, &bad) {
		t.Errorf("%v", err)
	}
}

// Edits of records that are not public are shown nowhere: neither they, nor their count.
func TestAuditKeepsLabelledRecordsBack(t *testing.T) {
	e := openEditing(t, func(c *folder.Content) {
		c.Statements[0].Record.Sensitivity = record.Restricted
		c.Commitments[0].Record.Sensitivity = record.Confidential
	})
	e.apply(record.Correct, record.KindStatement, "S1", "stance", "oppose")
	e.apply(record.Correct, record.KindEvidence, "C1#1", "evidence", "It was said to be open.")
	e.apply(record.Retract, record.KindCommitment, "C1")
	for _, p := range []gate.Purpose{gate.Show, gate.Export} {
		if a := e.audit(desk.AuditQuery{Purpose: p}); a.Total != 0 || len(a.Edits) != 0 {
			t.Errorf("%+v", a)
		}
	}
	if s := e.book.Laid().Statements[0].Record; s.Sensitivity != record.Restricted || s.Stance != "oppose" {
		t.Errorf("the label was lost: %+v", s)
	}
	if _, err := e.desk.Form(context.Background(), "statement", "S1"); !errors.Is(err, desk.ErrNoRecord) {
		t.Errorf("%v", err)
	}
}

// The place of a contact is shown as coarsely as that of any event, and not at all while it
// is recent.
func TestAuditCoarsensPlaces(t *testing.T) {
	e := openEditing(t, nil)
	add := func(id, day string) {
		e.apply(record.Add, "contact", id, "date_start", day, "date_end", day, "date_precision", "day", "country", "XA", "admin1", "North", "admin2", "Hill",
			"place", "Hill town", "lat", "35.1234", "lon", "61.5678", "geo_precision", "1", "initiator", "Foreign Office", "initiator_side", "GOV",
			"target", "Elders of Hill", "target_side", "CIV", "type", "CONSULT", "mode", "jirga", "attribution", "official",
			"summary", "A jirga met in Hill town.", "confidence", "medium", "source_url", "https://news.example/hill-town", "publisher", "Example News",
			"source_date", day, "source_kind", "newspaper")
	}
	add("E8", "2026-06-20")
	add("E9", "2026-07-09")
	b, err := json.Marshal(e.audit(desk.AuditQuery{}))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "35.1234") || strings.Contains(string(b), "61.5678") {
		t.Errorf("an exact place is shown: %s", b)
	}
	for id, hidden := range map[string]bool{"E8": false, "E9": true} {
		var text []byte
		for _, x := range e.audit(desk.AuditQuery{}).Edits {
			if strings.HasPrefix(x.ID, id) {
				line, _ := json.Marshal(x)
				text = append(text, line...)
				if hidden != (x.PlaceShown == string(gate.Delayed)) {
					t.Errorf("%s is shown as %q", x.ID, x.PlaceShown)
				}
			}
		}
		if strings.Contains(strings.ToLower(string(text)), "hill") == hidden {
			t.Errorf("%s hidden %v: %s", id, hidden, text)
		}
	}
}

func TestForms(t *testing.T) {
	e := openEditing(t, nil)
	f, err := e.desk.Form(context.Background(), "commitment", "C1")
	if err != nil || f.Version == "" || len(f.Fields) != len(edit.Fields(record.KindCommitment)) {
		t.Fatalf("%+v %v", f, err)
	}
	values := map[string]string{}
	for _, x := range f.Fields {
		values[x.Name] = x.Value
		if x.Name == "status" && len(x.Choices) != len(record.Statuses) {
			t.Errorf("%+v", x)
		}
	}
	if values["id"] != "C1" || values["status"] != "implemented" || values["evidence_url"] != "https://news.example/f" {
		t.Errorf("%v", values)
	}
	// What a form gives can be sent back as it is, and changes nothing.
	_, err = e.book.Apply(context.Background(), edit.Request{Action: record.Correct, Kind: "commitment", ID: "C1", Fields: values, Base: f.Version, Who: "JK", Why: "x"})
	if !errors.Is(err, edit.ErrNothing) {
		t.Errorf("%v", err)
	}
	for _, k := range edit.Kinds {
		if f, err := e.desk.Form(context.Background(), string(k), ""); err != nil || f.Version != "" || len(f.Fields) == 0 {
			t.Errorf("%s: %+v %v", k, f, err)
		}
	}
}
