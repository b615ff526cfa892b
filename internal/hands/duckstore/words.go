package duckstore

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"sync"
)

// words are the texts that many records share, by number. Those of batches that were
// committed never change, so a reader may use words that are newer than the state it reads.
type words struct {
	mu     sync.RWMutex
	text   []string // by number; number 0 is the empty text
	number map[string]int32
}

// lookup returns the numbers of those texts that are words.
func (w *words) lookup(texts []string) []int32 {
	w.mu.RLock()
	defer w.mu.RUnlock()
	var out []int32
	for _, t := range texts {
		if n, ok := w.number[t]; ok {
			out = append(out, n)
		}
	}
	return out
}

// parties returns the numbers of the parties of several sides that one of these belongs to.
func (w *words) parties(sides []string) []int32 {
	w.mu.RLock()
	defer w.mu.RUnlock()
	var out []int32
	for n, t := range w.text {
		if strings.HasSuffix(t, between) && slices.ContainsFunc(sidesOf("", t), func(s string) bool { return slices.Contains(sides, s) }) {
			out = append(out, int32(n))
		}
	}
	return out
}

// between ends each side in the word of a party, so that no other word looks like one.
const between = "\x1f"

// party is the word of all sides of a party; empty where the main one says it all.
func party(sides []string) string {
	if len(sides) == 0 || len(sides) == 1 && sides[0] != "" {
		return ""
	}
	return strings.Join(sides, between) + between
}

// sidesOf undoes party, with the main side.
func sidesOf(main, party string) []string {
	switch {
	case party != "":
		return strings.Split(strings.TrimSuffix(party, between), between)
	case main != "":
		return []string{main}
	}
	return nil
}

// at returns the text of a number; ok is false where the word is not known yet.
func (w *words) at(n int32) (string, bool) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if int(n) >= len(w.text) || n < 0 {
		return "", false
	}
	return w.text[n], true
}

func (w *words) size() int {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return len(w.text)
}

// add takes words in that follow those which are there.
func (w *words) add(first int, texts []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.number == nil {
		w.number = map[string]int32{}
	}
	if first > len(w.text) {
		return // the words between will be read when one is met
	}
	for _, t := range texts[len(w.text)-first:] {
		w.number[t] = int32(len(w.text))
		w.text = append(w.text, t)
	}
}

// refresh reads the words that a committed state has and this process has not met.
func (w *words) refresh(ctx context.Context, tx querier) error {
	first := w.size()
	rows, err := tx.QueryContext(ctx, `SELECT text FROM ledger.word WHERE number >= ? ORDER BY number`, first)
	if err != nil {
		return err
	}
	defer rows.Close()
	var texts []string
	for rows.Next() {
		var t string
		if err := rows.Scan(&t); err != nil {
			return err
		}
		texts = append(texts, t)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	w.add(first, texts)
	return nil
}

// querier is a transaction or a connection.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// coder numbers the texts of a batch: the words that are there, and new ones that become
// words when the batch is committed. It is used by one goroutine.
type coder struct {
	known *words
	first int // the number of the first new word
	fresh []string
	met   map[string]int32
}

func newCoder(known *words) *coder {
	return &coder{known: known, first: known.size(), met: map[string]int32{"": 0}}
}

func (c *coder) code(s string) int32 {
	if n, ok := c.met[s]; ok {
		return n
	}
	n := int32(c.first + len(c.fresh))
	if old := c.known.lookup([]string{s}); len(old) > 0 {
		n = old[0]
	} else {
		c.fresh = append(c.fresh, strings.Clone(s))
	}
	c.met[strings.Clone(s)] = n
	return n
}
