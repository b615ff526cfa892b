package edit_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"detente/internal/hands/edit"
	"detente/internal/words/record"
)

func statementFields(with ...string) map[string]string {
	out := fields("date", "2026-03-01", "date_precision", "day", "institution", "Army", "institution_side", "GOV", "speaker_role", "spokesperson",
		"issue", "talks", "stance", "oppose", "paraphrase", "Said talks had failed.", "source_url", "https://news.example/s2")
	for i := 0; i+1 < len(with); i += 2 {
		out[with[i]] = with[i+1]
	}
	return out
}

// Each refusal names the field, and nothing is recorded.
func TestFaultsNameTheField(t *testing.T) {
	b := open(t, small(t))
	statement := func(with ...string) edit.Request {
		r := request(record.Add, record.KindStatement, "")
		r.Fields = statementFields(with...)
		return r
	}
	signed := func(who, why string) edit.Request {
		r := statement()
		r.Who, r.Why = who, why
		return r
	}
	for name, c := range map[string]struct {
		request edit.Request
		field   string
		reason  string
	}{
		"no one":                  {signed(" ", "x"), "who", "is empty"},
		"a long name":             {signed(strings.Repeat("a", 61), "x"), "who", "longer than 60"},
		"an address":              {signed("a@b.example", "x"), "who", "address"},
		"no reason":               {signed("JK", ""), "why", "is empty"},
		"a long reason":           {signed("JK", strings.Repeat("é", 301)), "why", "longer than 300"},
		"a reason that rings":     {signed("JK", "a\x07b"), "why", "plain text"},
		"a kind":                  {request(record.Add, "claim", ""), "kind", "not one of commitment"},
		"an action":               {request("delete", record.KindStatement, "S1"), "action", "not one of"},
		"a field":                 {statement("mood", "grim"), "mood", "is not a field"},
		"a closed list":           {statement("stance", "maybe"), "stance", "not one of support"},
		"a list of the situation": {statement("issue", "weather"), "issue", "not listed"},
		"a side":                  {statement("institution_side", "XXX"), "institution_side", "unknown side"},
		"no source":               {statement("source_url", ""), "source_url", "is empty"},
		"no address":              {statement("source_url", "news.example"), "source_url", "not a web address"},
		"a loaded word":           {statement("paraphrase", "Said the regime had failed."), "paraphrase", "loaded word"},
		"a date":                  {statement("date", "2026-02-30"), "date", "YYYY-MM-DD"},
		"broken text":             {statement("paraphrase", "caf\xe9"), "paraphrase", "UTF-8"},
		"a control character":     {statement("paraphrase", "a\x1b[2Jb"), "paraphrase", "plain text"},
		"a NUL":                   {statement("paraphrase", "a\x00b"), "paraphrase", "plain text"},
		"an id":                   {statement("id", "a b"), "id", "not an identifier"},
		"another id": {request(record.Correct, record.KindStatement, "S1", "id", "S2"), "id",
			"cannot be changed"},
		"evidence of nothing": {request(record.Add, record.KindEvidence, "", "commitment_id", "C9", "status", "partial"), "commitment_id", "no commitment"},
		"evidence without a report": {request(record.Add, record.KindEvidence, "", "commitment_id", "C1", "status", "partial", "evidence", "Said so."),
			"evidence_url", "is empty"},
		"a report of nothing": {request(record.Add, "report", "", "event_id", "E9", "url", "https://news.example/z", "publisher", "P", "kind", "agency"),
			"event_id", "no event"},
		"a contact without a report": {request(record.Add, "contact", "E9", contact[:len(contact)-8]...), "source_url", "added with its report"},
		"a publisher":                {request(record.Add, "contact", "E9", append(slices.Clone(contact), "publisher", "")...), "publisher", "is empty"},
		"a kind of publisher":        {request(record.Add, "contact", "E9", append(slices.Clone(contact), "source_kind", "blog")...), "source_kind", "not one of"},
		"a contact of tomorrow": {request(record.Add, "contact", "E9", append(slices.Clone(contact), "date_start", "2026-07-16", "date_end", "2026-07-16")...),
			"date_start", "outside the period"},
		"violence":           {request(record.Add, "contact", "E9", append(slices.Clone(contact), "type", "ASSAULT", "mode", "ied")...), "type", "not edited"},
		"violence corrected": {request(record.Correct, "contact", "E1", "confidence", "low"), "type", "not edited"},
		"violence retracted": {request(record.Retract, "contact", "E1"), "type", "not edited"},
		"fields to retract":  {request(record.Retract, record.KindStatement, "S1", "stance", "oppose"), "fields", "no fields"},
	} {
		if c.request.Action == record.Retract && len(c.request.Fields) == 0 {
			c.request.Fields = nil
		}
		_, err := b.book.Apply(ctx, c.request)
		var r *edit.Refused
		if !errors.As(err, &r) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		ok := false
		for _, f := range r.Faults {
			ok = ok || f.Column == c.field && strings.Contains(f.Reason, c.reason) && strings.Contains(err.Error(), c.field)
		}
		if !ok {
			t.Errorf("%s: want %s: %s; got %v", name, c.field, c.reason, err)
		}
	}
	for name, c := range map[string]struct {
		request edit.Request
		want    error
	}{
		"nothing to correct":  {request(record.Correct, record.KindStatement, "S9", "stance", "oppose"), edit.ErrNoRecord},
		"nothing to retract":  {request(record.Retract, record.KindStatement, "S9"), edit.ErrNoRecord},
		"nothing to withdraw": {request(record.Withdraw, record.KindStatement, "S1"), edit.ErrNoEdit},
		"nothing changed":     {request(record.Correct, record.KindStatement, "S1", "stance", "support"), edit.ErrNothing},
		"there already":       {request(record.Add, record.KindStatement, "S1", "date", "2026-02-01", "date_precision", "month", "institution", "Foreign Office", "institution_side", "GOV", "speaker_role", "x", "issue", "talks", "stance", "mixed", "paraphrase", "x", "source_url", "https://news.example/h"), edit.ErrExists},
		"the same crossing":   {request(record.Add, record.KindCrossing, "", "crossing", "north_gate", "date", "2026-03-15", "date_precision", "day", "status", "open", "scope", "all", "source_url", "https://news.example/q"), edit.ErrExists},
	} {
		if len(c.request.Fields) == 0 {
			c.request.Fields = nil
		}
		if _, err := b.book.Apply(ctx, c.request); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if all, err := edit.Read(ctx, b.store, "river"); err != nil || len(all) != 0 {
		t.Errorf("refused edits were recorded: %v %v", all, err)
	}
}

// What the editor did not give is not repeated in a fault: it is the store's.
func TestFaultsRepeatOnlyWhatWasGiven(t *testing.T) {
	b := open(t, small(t))
	_, err := b.book.Apply(ctx, request(record.Correct, "contact", "E2", "date_start", "2026-03-01"))
	var r *edit.Refused
	if !errors.As(err, &r) {
		t.Fatal(err)
	}
	for _, f := range r.Faults {
		if f.Column != "date_start" && f.Value != "" {
			t.Errorf("%+v", f)
		}
	}
}

func TestTheSameTwiceIsRefused(t *testing.T) {
	b := open(t, small(t))
	r := request(record.Add, record.KindStatement, "")
	r.Fields = statementFields()
	first := b.apply(r)
	if _, err := b.book.Apply(ctx, r); !errors.Is(err, edit.ErrExists) || !strings.Contains(err.Error(), first.ID+" says the same") {
		t.Errorf("%v", err)
	}
}

// A load of a faulty folder withdraws nothing, so an edit cannot either.
func TestNothingIsTakenAwayFromAFaultyFolder(t *testing.T) {
	fsys := small(t)
	replace(t, fsys, "crossings.csv", "open", "ajar")
	b := open(t, fsys)
	r := request(record.Retract, record.KindStatement, "S1")
	r.Fields = nil
	if _, err := b.book.Apply(ctx, r); !errors.Is(err, edit.ErrFaulty) {
		t.Errorf("%v", err)
	}
	b.apply(request(record.Correct, record.KindStatement, "S1", "stance", "mixed"))
	if b.stance() != "mixed" {
		t.Error("a correction was not taken")
	}
}

func TestACancelledEditChangesNothing(t *testing.T) {
	b := open(t, small(t))
	stop, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := b.book.Apply(stop, request(record.Correct, record.KindStatement, "S1", "stance", "mixed")); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if b.stance() != "support" {
		t.Error(b.stance())
	}
}
