package desk

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"detente/internal/hands/edit"
	"detente/internal/hands/folder"
	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// AuditQuery chooses edits. Empty fields do not restrict.
type AuditQuery struct {
	AsOf   calendar.Date // edits made by the end of this day
	Since  calendar.Date // edits made on this day or later
	Kind   string
	ID     string
	Cursor string
	Limit  int // 0 is no limit
	// Purpose is what the list is read for; files hold only what may be handed out.
	Purpose gate.Purpose
}

// Audit lists edits, newest first.
type Audit struct {
	Total    int    `json:"total" doc:"edits that pass the filter and may be shown"`
	Withheld int    `json:"withheld" doc:"edits kept back by licence or sensitivity"`
	Next     string `json:"next" doc:"cursor of the next page, empty on the last"`
	Edits    []Edit `json:"edits"`
}

// Edit is one edit with what it changed, field by field.
type Edit struct {
	Edit       string    `json:"edit" doc:"its number"`
	Action     string    `json:"action" enum:"add,correct,retract,withdraw"`
	Kind       string    `json:"kind"`
	ID         string    `json:"id"`
	Who        string    `json:"who"`
	Why        string    `json:"why" doc:"empty while the place of a contact is held back"`
	At         time.Time `json:"at"`
	Base       string    `json:"base" doc:"version it was made against; empty when there was no record"`
	Version    string    `json:"version" doc:"version from then on; empty when there is no record any more"`
	InForce    bool      `json:"in_force" doc:"the newest edit of its record, and not withdrawn"`
	Conflict   string    `json:"conflict" doc:"how the folder's own row changed since; empty when it did not"`
	PlaceShown string    `json:"place_shown" doc:"how the place of a contact was coarsened; empty for other kinds"`
	Changes    []Change  `json:"changes"`
}

// Change is one field before and after an edit. Coarsened places may hide one.
type Change struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// edited is what a desk knows of edits beside the ledger.
type edited struct {
	sync.Mutex
	conflicts map[string]string // by number of the edit
}

// Conflicts tells the desk which edits stand on rows that the folder has changed.
func (d *Desk) Conflicts(list []edit.Conflict) {
	d.edited.Lock()
	defer d.edited.Unlock()
	d.edited.conflicts = map[string]string{}
	for _, c := range list {
		d.edited.conflicts[c.Edit] = c.Reason
	}
}

// Renew makes the next answer look at the ledger again, after this process has written to it.
func (d *Desk) Renew() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.version = ""
}

// Audit lists the edits that pass the query, with what each changed.
func (d *Desk) Audit(ctx context.Context, q AuditQuery) (*Audit, error) {
	kind := record.Kind("")
	if q.Kind != "" {
		k, ok := edit.KindOf(q.Kind)
		if !ok && k != record.KindClaim {
			return nil, &BadQuery{Field: "kind", Value: q.Kind, Known: names(edit.Kinds)}
		}
		kind = k
	}
	if q.Cursor != "" && (len(q.Cursor) != 8 || strings.Trim(q.Cursor, "0123456789") != "") {
		return nil, ErrCursor
	}
	var as ledger.AsOf
	if q.AsOf.IsSet() {
		as.Known = &q.AsOf
	}
	all, withheld, err := d.edits(ctx, as, q.Purpose)
	if err != nil {
		return nil, err
	}
	d.edited.Lock()
	conflicts := d.edited.conflicts
	d.edited.Unlock()
	out := &Audit{Edits: []Edit{}, Withheld: withheld}
	for _, e := range all {
		if !q.wants(e, kind) {
			continue
		}
		out.Total++
		switch {
		case q.Cursor != "" && e.Edit >= q.Cursor:
		case q.Limit > 0 && len(out.Edits) == q.Limit:
			out.Next = out.Edits[q.Limit-1].Edit
		default:
			if e.InForce {
				e.Conflict = conflicts[e.Edit]
			}
			out.Edits = append(out.Edits, e)
		}
	}
	return out, nil
}

// wants reports whether the query asks for the edit.
func (q AuditQuery) wants(e Edit, kind record.Kind) bool {
	return (kind == "" || e.Kind == string(kind)) && (q.ID == "" || e.ID == q.ID) &&
		(!q.Since.IsSet() || calendar.FromTime(e.At) >= q.Since)
}

// edits reads all edits known then, newest first.
func (d *Desk) edits(ctx context.Context, as ledger.AsOf, p gate.Purpose) ([]Edit, int, error) {
	var out []Edit
	withheld := 0
	for cursor := ""; ; {
		page, err := d.gate.Edits(ctx, ledger.Filter{AsOf: as}, cursor, all, p)
		if err != nil {
			return nil, 0, err
		}
		withheld += page.Withheld.Licence + page.Withheld.Sensitive
		for _, s := range page.Items {
			out = append(out, auditOf(s))
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	slices.SortFunc(out, func(a, b Edit) int { return strings.Compare(b.Edit, a.Edit) })
	met := map[[2]string]bool{}
	for i, e := range out {
		k := [2]string{e.Kind, e.ID}
		out[i].InForce = !met[k] && e.Action != string(record.Withdraw)
		met[k] = true
	}
	return out, withheld, nil
}

// auditOf writes an edit with its differences in the order of the table's columns.
func auditOf(s gate.Shown[record.Edit]) Edit {
	e := s.Record
	out := Edit{
		Edit: e.Number, Action: string(e.Action), Kind: string(e.Kind), ID: e.ID, Who: e.Who, Why: e.Why, At: e.At.UTC(),
		Base: e.Base, Version: e.Version, PlaceShown: string(s.Place), Changes: []Change{},
	}
	before, after := cellsOf(e.Kind, e.Before), cellsOf(e.Kind, e.Record)
	for _, col := range folder.Columns(e.Kind) {
		if before[col] != after[col] {
			out.Changes = append(out.Changes, Change{col, before[col], after[col]})
		}
	}
	return out
}

func cellsOf(kind record.Kind, payload json.RawMessage) folder.Cells {
	if payload == nil {
		return nil
	}
	v, err := record.Decode(kind, payload)
	if err != nil {
		return nil
	}
	return folder.CellsOf(v)
}
