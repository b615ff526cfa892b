package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"detente/internal/hands/dictionary"
	"detente/internal/thinking/coder"
	"detente/situations"
)

// runRelations names the PLOVER root and class of sentences whose source and target are given: lines of
// {"id", "text", "source", "target"} become lines of {"id", "root", "quad"}.
func runRelations(s *streams, o codeOptions) (err error) {
	in, err := os.Open(o.input)
	if err != nil {
		return coded{exitUsage, fmt.Errorf("--input: %w", err)}
	}
	defer in.Close() //nolint:errcheck // only read
	d, _, err := dictionary.Read(situations.Default())
	if err != nil {
		return coded{exitFailed, err}
	}
	r := coder.NewRelater(d)
	out, done, err := codeOutput(s, o.output)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), 4<<20)
	bad := 0
	for n := 1; lines.Scan(); n++ {
		var x struct{ ID, Text, Source, Target string }
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			bad++
			fmt.Fprintf(s.err, "detente: %s:%d: not an item: %v\n", o.input, n, err)
			continue
		}
		root := r.Root(x.Text, x.Source, x.Target)
		if err := enc.Encode(struct {
			ID   string `json:"id"`
			Root string `json:"root"`
			Quad int    `json:"quad"`
		}{x.ID, root, coder.Quad(root)}); err != nil {
			return coded{exitFailed, err}
		}
	}
	if err := errors.Join(lines.Err(), w.Flush()); err != nil {
		return coded{exitFailed, err}
	}
	if bad > 0 {
		return coded{exitFaults, fmt.Errorf("%d lines could not be read", bad)}
	}
	return nil
}
