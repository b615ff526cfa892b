package edit_test

import (
	"strings"
	"testing"

	"detente/internal/hands/edit"
	"detente/internal/words/record"
)

func (b *bench) conflicts() string {
	var out []string
	for _, c := range b.book.Laid().Conflicts {
		out = append(out, c.ID+": "+c.Reason)
	}
	return strings.Join(out, "; ")
}

// The folder's own later change of a row that was edited is pointed out, and the edit stays
// until it is withdrawn, or made again on the changed row.
func TestConflictsWithTheFolder(t *testing.T) {
	fsys := small(t)
	b := open(t, fsys)
	b.apply(request(record.Correct, record.KindStatement, "S1", "stance", "oppose"))
	if b.conflicts() != "" {
		t.Fatal(b.conflicts())
	}
	replace(t, fsys, "statements.csv", "spokesperson,talks,support", "minister,talks,mixed")
	b.now = b.now.AddDate(0, 0, 2)
	b.load(fsys)
	if b.stance() != "oppose" || !strings.Contains(b.conflicts(), "S1: the folder's own row was changed since") {
		t.Errorf("%s; %s", b.stance(), b.conflicts())
	}
	faults := b.book.Laid().Faults
	if list := faults.All(); faults.Warnings() != 1 || faults.Errors() != 0 || list[len(list)-1].File != edit.File || b.own.Faults.Warnings() != 0 {
		t.Errorf("%v, the folder's own %v", list, b.own.Faults.All())
	}
	// An edit that was made knowing the new row settles it.
	b.apply(request(record.Correct, record.KindStatement, "S1", "speaker_role", "minister"))
	if s := b.get(record.KindStatement, "S1").(record.Statement); b.conflicts() != "" || s.Stance != "oppose" || s.SpeakerRole != "minister" {
		t.Errorf("%s; %+v", b.conflicts(), s)
	}
	b.apply(request(record.Withdraw, record.KindStatement, "S1"))
	if b.stance() != "mixed" || b.conflicts() != "" {
		t.Errorf("%s; %s", b.stance(), b.conflicts())
	}
}

// A folder that takes an edit over is no conflict.
func TestTheFolderMayTakeAnEditOver(t *testing.T) {
	fsys := small(t)
	b := open(t, fsys)
	b.apply(request(record.Correct, record.KindStatement, "S1", "stance", "oppose"))
	replace(t, fsys, "statements.csv", "talks,support", "talks,oppose")
	if m := b.load(fsys); !m.Repeated || b.conflicts() != "" || b.book.Laid().File(edit.File).SHA256 != "" {
		t.Errorf("%+v; %s", m, b.conflicts())
	}
	b.apply(request(record.Withdraw, record.KindStatement, "S1"))
	if b.stance() != "oppose" {
		t.Error(b.stance())
	}
}

func TestRowsThatComeAndGo(t *testing.T) {
	fsys := small(t)
	b := open(t, fsys)
	b.apply(request(record.Correct, record.KindStatement, "S1", "stance", "oppose"))
	r := request(record.Add, record.KindStatement, "S2")
	r.Fields = statementFields()
	b.apply(r)
	b.apply(request(record.Add, record.KindEvidence, "", "commitment_id", "C2", "status", "partial", "evidence", "Said so.", "evidence_url", "https://news.example/p"))
	rows := string(fsys["statements.csv"].Data)
	replace(t, fsys, "statements.csv", rows, strings.Replace(rows, "S1,", "S2,", 1))
	all := string(fsys["commitments.csv"].Data)
	replace(t, fsys, "commitments.csv", all, all[:strings.Index(all, "C2,")])
	b.load(fsys)
	for _, want := range []string{
		"S1: the folder no longer has the row", "S2: the folder has a row of its own", "C2#2: what it belongs to is no longer there",
	} {
		if !strings.Contains(b.conflicts(), want) {
			t.Errorf("%q is not among %s", want, b.conflicts())
		}
	}
	if b.stance() != "oppose" || b.get(record.KindEvidence, "C2#2") != nil {
		t.Errorf("%s, %v", b.stance(), b.get(record.KindEvidence, "C2#2"))
	}
	if s := b.get(record.KindStatement, "S2").(record.Statement); s.Institution.Name != "Army" {
		t.Errorf("%+v", s)
	}
}

// Withdrawing an added record takes what was added to it along.
func TestWithdrawnAdditions(t *testing.T) {
	b := open(t, small(t))
	c := b.apply(request(record.Add, record.KindCommitment, "C9", "date_announced", "2026-04-03", "date_precision", "day", "institution", "Foreign Office",
		"institution_side", "GOV", "commitment", "Publish the list.", "theme", "border", "source_url", "https://news.example/c3"))
	b.apply(request(record.Add, record.KindEvidence, "", "commitment_id", "C9", "status", "partial", "evidence", "Said so.", "evidence_url", "https://news.example/p"))
	if b.get(record.KindEvidence, "C9#1") == nil {
		t.Fatal("no evidence")
	}
	got := b.apply(request(record.Withdraw, record.KindCommitment, c.ID))
	if len(got.Edits) != 2 || b.get(record.KindCommitment, "C9") != nil || b.get(record.KindEvidence, "C9#1") != nil || b.conflicts() != "" {
		t.Errorf("%+v %s", got, b.conflicts())
	}
}
