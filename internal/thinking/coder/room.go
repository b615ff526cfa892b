package coder

import (
	"detente/internal/thinking/lexicon"
	"detente/internal/thinking/text"
)

// room is slices that the reading of one document leaves to that of the next, so that reading costs little memory.
type room struct {
	line          text.Document // the dateline
	placed        []lexicon.Match
	found, sorted []lexicon.Match
	named         []bool
	groups        []group
	verbs         []verb
	verbOf        []int32
	anchors       []anchor
	strong        []anchor
}

// begin takes a reading, with the room of one that is done with.
func (c *Coder) begin(item Item) *reading {
	d, ok := c.readings.Get().(*reading)
	if !ok {
		d = &reading{}
	}
	d.Document = c.lex.Vocabulary().Read(item.Text, d.Document)
	d.item, d.on, d.cut, d.folded = item, item.Published, false, ""
	d.dateline, d.counts, d.moments = place{}, d.counts[:0], d.moments[:0]
	return d
}

// mostRoom is how many tokens the room left for the next reading may be for.
const mostRoom = 1 << 14

// end leaves the room of a reading to the next one. Nothing of the reading is used any more.
func (c *Coder) end(d *reading) {
	if cap(d.Tokens) <= mostRoom {
		clear(d.sentences)
		d.item, d.Text = Item{}, ""
		c.readings.Put(d)
	}
}

// sized is a slice of n zeroes in the room of an old one.
func sized[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n)
	}
	old = old[:n]
	clear(old)
	return old
}
