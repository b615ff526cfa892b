package edit_test

import (
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"

	"detente/internal/hands/edit"
	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

func TestCorrectedRecordsAreNewVersions(t *testing.T) {
	b := open(t, small(t))
	was, _ := b.raw(record.KindStatement, "S1")
	got := b.apply(request(record.Correct, record.KindStatement, "S1", "stance", "oppose"))
	now, _ := b.raw(record.KindStatement, "S1")
	if got.ID != "S1" || !ledger.SameContent(got.Version, now.Version) || now.Version == was.Version || b.stance() != "oppose" {
		t.Errorf("%+v; the store has %s, before %s; %s", got, now.Version, was.Version, b.stance())
	}
	if len(got.Edits) != 1 || got.Edits[0].Edit != "00000001" || got.Edits[0].Action != record.Correct {
		t.Errorf("%+v", got.Edits)
	}
	edited := day(b.now)
	if b.stance(edited.Add(-1)) != "support" || b.stance(edited) != "oppose" || now.KnowableAt != edited {
		t.Errorf("a day before %s, on the day %s, from %s", b.stance(edited.Add(-1)), b.stance(edited), now.KnowableAt)
	}
	if now.File != edit.File || now.Row != 1 || now.SHA256 == "" {
		t.Errorf("it came from %s, row %d, %q", now.File, now.Row, now.SHA256)
	}
	// What was not given stays as it was.
	s := b.get(record.KindStatement, "S1").(record.Statement)
	s.Stance = "support"
	if old := b.get(record.KindStatement, "S1", edited.Add(-1)); !reflect.DeepEqual(s, old) {
		t.Errorf("%+v became %+v", old, s)
	}
}

func TestAddedRecordsCountFromTheDayTheyWereAdded(t *testing.T) {
	b := open(t, small(t))
	edited := day(b.now)
	for _, r := range []edit.Request{
		request(record.Add, record.KindStatement, "S2", "date", "2026-03-01", "date_precision", "day", "institution", "Army", "institution_side", "GOV",
			"speaker_role", "spokesperson", "issue", "talks", "stance", "oppose", "paraphrase", "Said talks had failed.", "source_url", "https://news.example/s2"),
		request(record.Add, record.KindEvidence, "", "commitment_id", "C1", "status", "partial", "status_date", "2026-04-01", "status_date_precision", "day",
			"evidence", "One lane was reported open.", "evidence_url", "https://news.example/e2"),
		request(record.Add, record.KindCrossing, "", "crossing", "north_gate", "date", "2026-04-02", "date_precision", "day", "status", "closed", "scope", "cargo",
			"source_url", "https://news.example/x2"),
		request(record.Add, record.KindCommitment, "", "date_announced", "2026-04-03", "date_precision", "day", "institution", "Foreign Office", "institution_side", "GOV",
			"commitment", "Publish the list.", "theme", "border", "status", "announced", "evidence", "Announced in a statement.", "source_url", "https://news.example/c3"),
		request(record.Add, "contact", "E9", contact...),
	} {
		got := b.apply(r)
		kind, _ := edit.KindOf(string(r.Kind))
		now, ok := b.raw(kind, got.ID)
		if !ok || !ledger.SameContent(now.Version, got.Version) || now.KnowableAt != edited {
			t.Errorf("%s %s: there %v, %s, knowable from %s", kind, got.ID, ok, now.Version, now.KnowableAt)
		}
		if _, ok := b.raw(kind, got.ID, edited.Add(-1)); ok {
			t.Errorf("%s %s counted before it was added", kind, got.ID)
		}
	}
	if v := b.get(record.KindEvidence, "C1#2"); v == nil {
		t.Error("the second evidence has no number of its own")
	}
	if v := b.get(record.KindEvidence, "added-4#1"); v == nil {
		t.Error("a commitment without an id, or its first status, was not stored")
	}
	if e := b.get(record.KindEvent, "E9"); e == nil || b.book.Laid().Sources[len(b.own.Sources)].Record.EventID != "E9" {
		t.Errorf("the contact %v has no report", e)
	}
}

// contact are the fields of a contact that is newer than the data set.
var contact = []string{
	"date_start", "2026-07-12", "date_end", "2026-07-12", "date_precision", "day", "country", "XA", "admin1", "North", "geo_precision", "4",
	"initiator", "Foreign Office", "initiator_side", "GOV", "target", "Armed group", "target_side", "GROUP", "type", "CONSULT", "mode", "talks",
	"attribution", "official", "summary", "The Foreign Office reported a round of talks.", "confidence", "medium",
	"source_url", "https://news.example/e9", "publisher", "Example News", "source_date", "2026-07-13", "source_kind", "newspaper",
}

func TestRetractedRecordsGoWithWhatBelongsToThem(t *testing.T) {
	b := open(t, small(t))
	got := b.apply(request(record.Retract, record.KindCommitment, "C1"))
	edited := day(b.now)
	if got.Version != "" || len(got.Edits) != 2 {
		t.Errorf("%+v", got)
	}
	for kind, id := range map[record.Kind]string{record.KindCommitment: "C1", record.KindEvidence: "C1#1"} {
		if b.get(kind, id) != nil || b.get(kind, id, edited.Add(-1)) == nil {
			t.Errorf("%s %s: now %v, before %v", kind, id, b.get(kind, id), b.get(kind, id, edited.Add(-1)))
		}
	}
	b.apply(request(record.Withdraw, record.KindCommitment, "C1"))
	if b.get(record.KindCommitment, "C1") == nil || b.get(record.KindEvidence, "C1#1") == nil {
		t.Error("what was taken away together did not come back together")
	}
	b.apply(request(record.Retract, record.KindEvent, "E2"))
	if b.get(record.KindEvent, "E2") != nil {
		t.Error("the contact is still there")
	}
	for _, s := range b.book.Laid().Sources {
		if s.Record.EventID == "E2" {
			t.Error("its report is still there")
		}
	}
}

func TestThereAndBack(t *testing.T) {
	fsys := small(t)
	b := open(t, fsys)
	was, _ := b.raw(record.KindStatement, "S1")
	start := day(b.now)
	b.apply(request(record.Correct, record.KindStatement, "S1", "stance", "oppose"))
	b.now = b.now.AddDate(0, 0, 3)
	b.apply(request(record.Correct, record.KindStatement, "S1", "stance", "support"))
	b.now = b.now.AddDate(0, 0, 3)
	b.apply(request(record.Correct, record.KindStatement, "S1", "stance", "mixed"))
	b.now = b.now.AddDate(0, 0, 3)
	got := b.apply(request(record.Withdraw, record.KindStatement, "S1"))
	if now, _ := b.raw(record.KindStatement, "S1"); now.Version != was.Version || !ledger.SameContent(got.Version, was.Version) {
		t.Errorf("%s came back as %s", was.Version, now.Version)
	}
	for add, want := range map[int]string{-1: "support", 0: "oppose", 2: "oppose", 3: "support", 5: "support", 6: "mixed", 8: "mixed", 9: "support"} {
		if got := b.stance(start.Add(add)); got != want {
			t.Errorf("after %d days it is %s, want %s", add, got, want)
		}
	}
	if m := b.load(fsys); !m.Repeated {
		t.Errorf("loading it again: %+v", m)
	}
}

func TestLoadingAgainChangesNothing(t *testing.T) {
	fsys := small(t)
	b := open(t, fsys)
	before, err := b.store.Batches(ctx)
	if err != nil {
		t.Fatal(err)
	}
	b.apply(request(record.Correct, record.KindStatement, "S1", "stance", "oppose"))
	b.apply(request(record.Add, "contact", "E9", contact...))
	b.apply(request(record.Retract, record.KindCrossing, "north_gate#2026-03-15-all-open"))
	list, err := b.store.Batches(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != len(before)+6 {
		t.Errorf("%d batches for three edits", len(list)-len(before))
	}
	b.now = b.now.AddDate(0, 1, 0)
	for range 2 {
		if m := b.load(fsys); !m.Repeated {
			t.Errorf("%+v", m)
		}
	}
	if got := b.book.Batch().Digest(); got != list[len(list)-1].Digest {
		t.Errorf("digest %s, stored %s", got, list[len(list)-1].Digest)
	}
	if b.stance() != "oppose" || b.get(record.KindEvent, "E9") == nil {
		t.Error("an edit is lost")
	}
}

// An edit that was recorded when the program was stopped is taken in at the next load.
func TestAnEditThatWasCutShortIsTakenInLater(t *testing.T) {
	fsys := small(t)
	b := open(t, fsys)
	b.apply(request(record.Correct, record.KindStatement, "S1", "stance", "oppose"))
	if _, err := b.store.Append(ctx, b.own.Batch(b.now, "1")); err != nil { // as if the second batch had not been written
		t.Fatal(err)
	}
	if b.stance() != "support" {
		t.Fatal("the test has no point")
	}
	if m := b.load(fsys); m.Updated != 1 || b.stance() != "oppose" {
		t.Errorf("%+v, %s", m, b.stance())
	}
}

func TestConcurrentEdits(t *testing.T) {
	b := open(t, small(t))
	was, _ := b.raw(record.KindStatement, "S1")
	r := request(record.Correct, record.KindStatement, "S1", "stance", "oppose")
	r.Base = was.Version
	b.apply(r)
	r.Fields = fields("stance", "mixed")
	if _, err := b.book.Apply(ctx, r); !errors.Is(err, edit.ErrMoved) || !strings.Contains(err.Error(), "look at it again") {
		t.Errorf("%v", err)
	}
	for _, a := range []record.Action{record.Retract, record.Withdraw} {
		r := request(a, record.KindStatement, "S1")
		r.Base = was.Version
		if _, err := b.book.Apply(ctx, r); !errors.Is(err, edit.ErrMoved) {
			t.Errorf("%s: %v", a, err)
		}
	}
	// Of many who correct the same version at once, one gets through.
	now, _ := b.raw(record.KindStatement, "S1")
	var wait sync.WaitGroup
	var mu sync.Mutex
	taken := 0
	for range 8 {
		wait.Go(func() {
			r := request(record.Correct, record.KindStatement, "S1", "stance", "mixed")
			r.Base = now.Version
			if _, err := b.book.Apply(ctx, r); err == nil {
				mu.Lock()
				taken++
				mu.Unlock()
			} else if !errors.Is(err, edit.ErrMoved) {
				t.Error(err)
			}
		})
	}
	if wait.Wait(); taken != 1 || b.stance() != "mixed" {
		t.Errorf("%d were taken; %s", taken, b.stance())
	}
}

// A row of the folder whose evidence has no address can be corrected in what it promises.
func TestEvidenceThatIsNotTouchedIsNotJudged(t *testing.T) {
	fsys := small(t)
	replace(t, fsys, "commitments.csv", "https://news.example/e,https://news.example/f", "https://news.example/e,")
	b := open(t, fsys)
	got := b.apply(request(record.Correct, record.KindCommitment, "C1", "commitment", "Open the gate to all."))
	if len(got.Edits) != 1 {
		t.Errorf("%+v", got)
	}
	var r *edit.Refused
	if _, err := b.book.Apply(ctx, request(record.Correct, record.KindCommitment, "C1", "status", "partial")); !errors.As(err, &r) || r.Faults[0].Column != "evidence_url" {
		t.Errorf("%v", err)
	}
}
