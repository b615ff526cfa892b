package coder

import (
	"detente/internal/thinking/casualty"
	"detente/internal/words/plover"
)

// draft is an event being put together.
type draft struct {
	typ      plover.Type
	mode     string
	strength int // how sure the mode is
	who      actor
	whom     actor
	at       place
	when     moment
	status   Status
	speaker  string
	sentence int
	first    int // tokens of the words that tell of it
	last     int
	evidence []span
	fields   []note
	counts   []casualty.Count
	told     []speech // whose word the tellings are
	plain    int      // sentences that tell of it on nobody's word
	owned    bool     // has its own place
	dated    bool     // has its own day
	settled  bool     // the mode is no more in question
	claimed  bool     // somebody claimed responsibility
	sum      bool     // tells several acts at once, which follow
	targets  []target
	warder   actor // who stood it, and so did not begin it
}

// note is a field with the tokens it was read from.
type note struct {
	name        string
	first, last int // equal when no words of the text say it
	rule        string
}

func (e *draft) note(name string, first, last int, rule string) {
	for i := range e.fields {
		if e.fields[i].name == name {
			e.fields[i] = note{name, first, last, rule}
			return
		}
	}
	e.fields = append(e.fields, note{name, first, last, rule})
}

// target is a candidate for whom an act was aimed at.
type target struct {
	actor actor
	rank  int // 2 aimed at, 1 a victim, 0 a thing
	rule  string
}

// noted reports that a field was read by a rule.
func (e *draft) noted(name, rule string) bool {
	for _, n := range e.fields {
		if n.name == name {
			return n.rule == rule
		}
	}
	return false
}
