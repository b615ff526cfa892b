package ledger_test

import (
	"testing"

	"detente/internal/hands/ledger"
)

func TestVersions(t *testing.T) {
	seal := func(payload, drawn string) string {
		r := ledger.Record{Kind: "claim", ID: "1", Payload: []byte(payload), Drawn: drawn}
		r.Seal()
		return r.Version
	}
	plain, dated, moved, other := seal("a", ""), seal("a", "2026-01-05"), seal("a", "2026-01-06"), seal("b", "2026-01-05")
	if plain != seal("a", "") || plain == dated || dated == moved || dated == other || len(dated) != len(plain) {
		t.Error(plain, dated, moved, other)
	}
	if !ledger.SameContent(plain, moved) || !ledger.SameContent(dated, moved) || ledger.SameContent(dated, other) {
		t.Error("content is told by the wrong part")
	}
	if ledger.SameContent("", plain) || !ledger.SameContent("", "") {
		t.Error("no version is a version")
	}
}
