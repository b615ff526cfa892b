// Package coder turns a report into proposed events and claims: who did what to whom, where, when, with what toll, and on
// whose word. It is a cascade of small grammars over the tokens of the text (word classes, groups, clauses, frames); every
// field keeps the bytes it was read from and the rule that read it. The names of sides, actors and places come from a
// dictionary; the code knows none.
package coder

import (
	"strings"
	"sync"

	"detente/internal/thinking/casualty"
	"detente/internal/thinking/lexicon"
	"detente/internal/thinking/text"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/neutral"
	"detente/internal/words/plover"
)

// Item is one report.
type Item struct {
	ID        string
	Published calendar.Date // day of issue; unset when unknown
	Dateline  string        // where it was sent from, when that is not part of the text
	Text      string
}

// Status says how far the text vouches for an event.
type Status string

// The statuses of the gold protocol.
const (
	Asserted     Status = "asserted"
	Claimed      Status = "claimed"
	Denied       Status = "denied"
	Threatened   Status = "threatened"
	Planned      Status = "planned"
	Hypothetical Status = "hypothetical"
	Historical   Status = "historical"
)

// Text is a string whose absence is written as null.
type Text string

// MarshalJSON writes null for an empty text.
func (t Text) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return quote(string(t)), nil
}

// Event is one proposed event.
type Event struct {
	Type          plover.Type  `json:"type"`
	Mode          Text         `json:"mode"`
	Initiator     Text         `json:"initiator"`
	InitiatorSide Text         `json:"initiator_side"`
	Target        Text         `json:"target"`
	TargetSide    Text         `json:"target_side"`
	DateStart     Text         `json:"date_start"`
	DateEnd       Text         `json:"date_end"`
	Country       Text         `json:"country"`
	Admin1        Text         `json:"admin1"`
	Admin2        Text         `json:"admin2"`
	Place         Text         `json:"place"`
	DeathsLow     figure.Count `json:"deaths_low"`
	DeathsHigh    figure.Count `json:"deaths_high"`
	InjuredLow    figure.Count `json:"injured_low"`
	InjuredHigh   figure.Count `json:"injured_high"`
	Abducted      figure.Count `json:"abducted"`
	Status        Status       `json:"status"`
	Speaker       Text         `json:"speaker"`
	Evidence      []string     `json:"evidence"`
	Fields        []Field      `json:"fields"`
}

// Field says where a field of an event or claim was read, bytes [Start, End) of the text, and by which rule. A field that
// follows from no words of the text (the dateline, the day of issue) has Start = End.
type Field struct {
	Name  string `json:"field"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Rule  string `json:"rule"`
}

// Claim is a figure kept with who said it.
type Claim struct {
	Speaker   Text         `json:"speaker"`
	Subject   string       `json:"subject"`
	Low       figure.Count `json:"low"`
	High      figure.Count `json:"high"`
	DateStart Text         `json:"date_start"`
	DateEnd   Text         `json:"date_end"`
	Fields    []Field      `json:"fields"`
}

// Proposal is what a text asks for without saying that it happened: an option, with who should act and by which lever.
type Proposal struct {
	Actor   Text        `json:"actor"`
	Side    Text        `json:"side"`
	Lever   plover.Type `json:"lever"`
	Speaker Text        `json:"speaker,omitempty"` // who recommends it, where that is not the author of the text
	Quote   string      `json:"quote"`
	Fields  []Field     `json:"fields"`
}

// Mention is something told as history or as a role beside the news: a mediator, a past turn.
type Mention struct {
	Kind   string  `json:"kind"` // "mediator" or "history"
	Label  Text    `json:"label"`
	Side   Text    `json:"side"`
	Date   Text    `json:"date"`
	Quote  string  `json:"quote"`
	Fields []Field `json:"fields"`
}

// Result is what the coder proposes for one item.
type Result struct {
	ID        string     `json:"id"`
	Language  string     `json:"language"`
	Rules     string     `json:"rules"`             // digest of the rules and the dictionary that coded it
	Uncoded   Text       `json:"uncoded,omitempty"` // why nothing was sought, if so
	Events    []Event    `json:"events"`
	Claims    []Claim    `json:"claims"`
	Proposals []Proposal `json:"proposals"`
	Mentions  []Mention  `json:"mentions"`
}

// Coder codes items; it may be used from several goroutines.
type Coder struct {
	lex       *lexicon.Lexicon
	lint      *neutral.Lint
	counts    *casualty.Grammar
	tagger    tagger
	tails     map[string][]tail
	heads     map[string][]tail
	states    map[string]string // the nation of a side that acts for one
	districts map[string]bool   // countries whose districts the dictionary knows
	rules     string
	readings  sync.Pool // readings that are done with
	home      string    // the nation that "the police" is of when nothing else says
}

// New compiles a dictionary.
func New(d lexicon.Dictionary) *Coder {
	c := &Coder{lex: lexicon.Compile(d), lint: neutral.New(d.Loaded, d.Proper), tagger: newTagger(d), tails: tails(d), heads: headed(d), counts: figures(d), rules: digest(d), states: map[string]string{}, districts: map[string]bool{}}
	c.tagger.mark(c.tails)
	c.tagger.mark(c.heads)
	c.tagger.number(c.lex.Vocabulary())
	c.counts.Number(c.lex.Vocabulary())
	count := map[string]int{}
	for _, p := range d.Places {
		if p.Kind == "district" {
			count[p.Country]++
			c.districts[p.Country] = count[p.Country] >= 5
		}
	}
	for _, n := range d.Nations {
		if c.home == "" {
			c.home = n.Code
		}
		for _, class := range []string{government, military, police, local} {
			s := n.Sides[class]
			if s == "" {
				continue
			}
			if code, ok := c.states[s]; ok && code != n.Code {
				c.states[s] = "" // "other states" are no state
				continue
			}
			c.states[s] = n.Code
		}
	}
	return c
}

// figures is the grammar of casualties with the words of this dictionary for members of armed groups, which are written
// without a capital.
func figures(d lexicon.Dictionary) *casualty.Grammar {
	table := "past killed sent_to_hell dispatched_to_hell\n"
	for _, a := range d.Actors {
		if a.Class != armed {
			continue
		}
		for _, n := range a.Names {
			if w := text.Fold(n); w == n && !strings.ContainsAny(n, "/~ ") {
				table += "noun militant " + w + "/" + w + "~\n"
			}
		}
	}
	g, err := casualty.New(table)
	if err != nil {
		g, _ = casualty.New()
	}
	return g
}
