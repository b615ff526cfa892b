package pdf

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"time"
)

// The bounds of the process that reads one file.
const (
	Longest    = 30 * time.Second
	mostMemory = 768 << 20
)

// answer is what the process says: a document, or why there is none.
type answer struct {
	Document *Document `json:"document,omitempty"`
	Reason   string    `json:"reason,omitempty"`
	Why      string    `json:"why,omitempty"` // one of reasons
}

// reasons name the errors of this package across processes.
var reasons = []struct {
	name string
	err  error
}{{"scan", ErrScan}, {"encrypted", ErrEncrypted}, {"broken", ErrBroken}, {"large", ErrLarge}, {"letters", ErrLetters}}

// Child is the whole of the process that Apart starts: it reads a file from in and writes what it found to out. A process
// that takes too much memory ends itself.
func Child(in io.Reader, out io.Writer) error {
	debug.SetMemoryLimit(mostMemory / 2)
	go func() {
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			if m.HeapAlloc > mostMemory || m.StackInuse > mostMemory/2 {
				os.Exit(3)
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	b, err := io.ReadAll(io.LimitReader(in, MostBytes+1))
	if err != nil {
		return err
	}
	doc, err := Read(b)
	a := answer{Document: &doc}
	if err != nil {
		a = answer{Reason: err.Error(), Why: "broken"}
		for _, r := range reasons {
			if errors.Is(err, r.err) {
				a.Why = r.name
			}
		}
	}
	return json.NewEncoder(out).Encode(a)
}

// Apart reads a file in a process of its own, which has to call Child. It is ended when it takes longer than Longest or more
// memory than it may.
func Apart(ctx context.Context, command func(context.Context) *exec.Cmd, b []byte) (Document, error) {
	if len(b) > MostBytes {
		return Document{}, ErrLarge
	}
	ctx, done := context.WithTimeout(ctx, Longest)
	defer done()
	cmd := command(ctx)
	cmd.WaitDelay = time.Second
	var out bytes.Buffer
	cmd.Stdin, cmd.Stdout = bytes.NewReader(b), &limited{w: &out, left: 4 * MostText}
	err := cmd.Run()
	var a answer
	switch {
	case ctx.Err() != nil:
		return Document{}, fmt.Errorf("%w: reading it took longer than %s", ErrBroken, Longest)
	case err != nil || json.Unmarshal(out.Bytes(), &a) != nil || a.Document == nil && a.Reason == "":
		return Document{}, fmt.Errorf("%w: reading it took too much memory or failed", ErrBroken)
	case a.Document != nil:
		return *a.Document, nil
	}
	for _, r := range reasons {
		if r.name == a.Why {
			return Document{}, told{a.Reason, r.err}
		}
	}
	return Document{}, told{a.Reason, ErrBroken}
}

// told is an error of the other process.
type told struct {
	reason string
	err    error
}

func (t told) Error() string { return t.reason }
func (t told) Unwrap() error { return t.err }

// limited takes so many bytes and fails then.
type limited struct {
	w    io.Writer
	left int
}

func (l *limited) Write(b []byte) (int, error) {
	if l.left -= len(b); l.left < 0 {
		return 0, io.ErrShortBuffer
	}
	return l.w.Write(b)
}
