package api

import (
	"context"
	"errors"
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
	other := c.run("other", func(context.Context) (*desk.Retaliation, error) { return nil, errors.New("no") })
	<-other.done // while the first still runs
	if other.err == nil {
		t.Error("the failure is lost")
	}
	close(hold)
	<-a.done
	if runs.Load() != 1 || a.err != nil || a.value == nil {
		t.Errorf("%d runs, %v, %v", runs.Load(), a.value, a.err)
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
