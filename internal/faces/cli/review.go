package cli

import (
	"sync"

	"detente/internal/hands/review"
	"detente/internal/thinking/coder"
)

// reviewRoom is where reports are read and ruled on: the word lists of the situation, and where
// the store takes edits, a log of rulings.
func reviewRoom(s *streams, situation string, se *session) *review.Room {
	lists := sync.OnceValues(func() (*coder.Coder, error) {
		c, _, err := openCoder(s, situation)
		return c, err
	})
	if se.book == nil {
		return review.New(lists, se.desk, nil)
	}
	return review.New(lists, se.desk, review.NewLog(se.book, se.desk, s.now))
}
