package review

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"detente/internal/hands/desk"
	"detente/internal/thinking/coder"
	"detente/internal/words/phrase"
	"detente/internal/words/situation"
)

// Most is the longest report that is read at once, in bytes.
const Most = 400_000

// The ways a text or a ruling can be refused.
var (
	// ErrEmpty means that there is no text to read.
	ErrEmpty = errors.New("there is no text")
	// ErrLong means that the text is longer than Most.
	ErrLong = fmt.Errorf("the text is longer than %d bytes; read it with the command code instead", Most)
	// ErrUndated means that the day of issue is missing, on which the dates in a text rest.
	ErrUndated = errors.New("the day of issue is missing: weekdays and \"yesterday\" are read from it")
	// ErrNoProposal means that the text has no proposal with that number.
	ErrNoProposal = errors.New("the text has no such proposal")
	// ErrReadOnly means that nothing is taken because the store is open for reading only.
	ErrReadOnly = errors.New("this server only reads")
)

// Proposal is one event that the coder proposes, as a reviewer goes through it.
type Proposal struct {
	Number   int      `json:"number" doc:"its place among the proposals of the text, from 0"`
	Type     string   `json:"type"`
	Status   string   `json:"status" enum:"asserted,claimed,denied,threatened,planned,hypothetical,historical"`
	Speaker  string   `json:"speaker" doc:"on whose word; empty when told as fact"`
	Evidence []string `json:"evidence" doc:"pieces of the text, word for word"`
	Fields   []Field  `json:"fields"`
	Known    []Known  `json:"known" doc:"events on file that this may be, the likeliest first"`
}

// Reading is what a text proposes. Nothing of it is in the ledger.
type Reading struct {
	Report    string          `json:"report" doc:"SHA-256 of the text"`
	Language  string          `json:"language"`
	Uncoded   string          `json:"uncoded" doc:"why nothing was sought; empty when it was"`
	Proposals []Proposal      `json:"proposals"`
	Claims    []Claim         `json:"claims" doc:"figures kept with who said them, and what parties say of their own part"`
	Options   []Option        `json:"options" doc:"what the text asks for without saying that it happened"`
	Mentions  []coder.Mention `json:"mentions" doc:"mediators and history"`
}

// Room is where proposals are reviewed. It is safe for concurrent use.
type Room struct {
	coder func() (*coder.Coder, error)
	sit   *situation.Situation
	desk  *desk.Desk
	say   *phrase.Catalog
	log   *Log // nil when nothing can be taken
}

// New opens a room. The coder is asked for when it is first needed. log may be nil: proposals
// are then shown and none can be taken.
func New(c func() (*coder.Coder, error), d *desk.Desk, log *Log) *Room {
	return &Room{coder: c, sit: d.Situation(), desk: d, say: d.Catalog(), log: log}
}

// Read proposes events, claims and options from a report.
func (m *Room) Read(ctx context.Context, r Report) (*Reading, error) {
	res, err := m.code(r)
	if err != nil {
		return nil, err
	}
	out := &Reading{
		Report: hashed(r.Text), Language: res.Language, Uncoded: string(res.Uncoded), Proposals: []Proposal{},
		Claims: m.claims(r, res), Options: options(res), Mentions: some(res.Mentions),
	}
	for i, e := range res.Events {
		p := Proposal{
			Number: i, Type: string(e.Type), Status: string(e.Status), Speaker: string(e.Speaker), Evidence: some(e.Evidence),
			Fields: draft(m.sit, m.say, r, e),
		}
		if p.Known, err = m.known(ctx, e); err != nil {
			return nil, err
		}
		out.Proposals = append(out.Proposals, p)
	}
	return out, nil
}

func (m *Room) code(r Report) (coder.Result, error) {
	switch {
	case strings.TrimSpace(r.Text) == "":
		return coder.Result{}, ErrEmpty
	case len(r.Text) > Most:
		return coder.Result{}, ErrLong
	case !r.Published.IsSet():
		return coder.Result{}, ErrUndated
	}
	c, err := m.coder()
	if err != nil {
		return coder.Result{}, err
	}
	return c.Code(coder.Item{ID: "report", Published: r.Published, Dateline: r.Dateline, Text: r.Text}), nil
}

// some makes an empty list of none.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// hashed names a text by its bytes.
func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
