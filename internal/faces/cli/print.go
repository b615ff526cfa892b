package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// printJSON writes indented JSON without escaping characters that are only special in HTML.
func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// delivery passes an answer on and remembers the first error of doing so.
type delivery struct {
	w      io.Writer
	failed error
}

// Write writes to the writer behind.
func (d *delivery) Write(b []byte) (int, error) {
	n, err := d.w.Write(b)
	if d.failed == nil {
		d.failed = err
	}
	return n, err
}

// output opens the file of --out, or standard output for "" and "-". close reports the
// error of a full disk, which often shows only then.
func output(s *streams, path string) (w io.Writer, closer func() error, err error) {
	if path == "" || path == "-" {
		return s.out, func() error { return nil }, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, nil, coded{exitUsage, fmt.Errorf("--out: %w", err)}
	}
	return f, f.Close, nil
}

// writeTo runs write on the output and closes it; the first error counts.
func writeTo(s *streams, path string, write func(io.Writer) error) error {
	w, closer, err := output(s, path)
	if err != nil {
		return err
	}
	err = write(w)
	if cerr := closer(); err == nil {
		err = cerr
	}
	return err
}
