package duckstore

import (
	"fmt"
	"os"
	"sync"

	"detente/internal/hands/ledger"
)

// claim marks a file as open in this process. The lock that DuckDB takes holds only
// between processes, and two stores on one file inside a process would destroy it. For the
// same reason nothing else in the process may open the file while a store has it: closing it
// would let go of the lock.
type claim struct {
	file     os.FileInfo
	readOnly bool
}

var claims struct {
	sync.Mutex
	held map[*claim]bool
}

func claimFile(path string, readOnly bool) (*claim, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	claims.Lock()
	defer claims.Unlock()
	for c := range claims.held {
		if os.SameFile(c.file, info) && !(c.readOnly && readOnly) {
			return nil, fmt.Errorf("%s: %w: this process has it open already; close it there first", path, ledger.ErrInUse)
		}
	}
	c := &claim{file: info, readOnly: readOnly}
	if claims.held == nil {
		claims.held = map[*claim]bool{}
	}
	claims.held[c] = true
	return c, nil
}

func (c *claim) release() {
	if c == nil {
		return
	}
	claims.Lock()
	defer claims.Unlock()
	delete(claims.held, c)
}
