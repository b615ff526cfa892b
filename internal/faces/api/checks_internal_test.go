package api

import (
	"context"
	"errors"
	"strconv"
	"sync/atomic"
	"testing"

	"detente/internal/hands/desk"
)

// The work of a question is done once, whoever asks; what failed is tried anew.
func TestChecksRunOnce(t *testing.T) {
	var c checking
	var runs atomic.Int32
	hold := make(chan struct{})
	work := func(context.Context) (*desk.Retaliation, error) {
		runs.Add(1)
		<-hold
		return &desk.Retaliation{}, nil
	}
	a, b := c.run("q", work), c.run("q", work)
	if a != b {
		t.Fatal("one question has two runs")
	}
	// Another question waits for its turn: each run uses every core.
	other := c.run("other", func(context.Context) (*desk.Retaliation, error) {
		if runs.Add(1); a.value == nil {
			t.Error("two runs work at a time")
		}
		return nil, errors.New("no")
	})
	// Where too many wait, no more are taken.
	for i := range 3 * checksKept {
		r := c.run(strconv.Itoa(i), func(context.Context) (*desk.Retaliation, error) { return nil, nil })
		if (r == nil) != (i >= checksKept-2) {
			t.Errorf("question %d: %v", i, r)
		}
	}
	close(hold)
	<-a.done
	<-other.done
	if runs.Load() != 2 || a.err != nil || a.value == nil {
		t.Errorf("%d runs, %v, %v", runs.Load(), a.value, a.err)
	}
	if other.err == nil {
		t.Error("the failure is lost")
	}
	again := c.run("other", func(context.Context) (*desk.Retaliation, error) { panic("gone") })
	<-again.done
	if again == other || again.err == nil {
		t.Error("a failure was kept, or a panic was not told")
	}
	for i := range 3 * checksKept {
		<-c.run(string(rune('a'+i)), func(context.Context) (*desk.Retaliation, error) { return nil, nil }).done
	}
	if len(c.runs) > checksKept {
		t.Errorf("%d runs are kept", len(c.runs))
	}
}
