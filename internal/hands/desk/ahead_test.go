package desk_test

import (
	"context"
	"testing"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
)

// What was worked out ahead is the answer given: the same value, not one worked out again.
func TestAheadOfTheQuestion(t *testing.T) {
	d, ctx := desktest.Default(t), context.Background()
	d.Ahead(ctx)
	stopped, stop := context.WithCancel(ctx)
	stop() // nothing can be read any more
	for name, ask := range map[string]func() error{
		"assess":      func() error { _, err := d.Assess(stopped, 0); return err },
		"toll":        func() error { _, err := d.Toll(stopped, desk.TollQuery{}); return err },
		"claims":      func() error { _, err := d.Claims(stopped, desk.ClaimQuery{}); return err },
		"linkage":     func() error { _, err := d.Linkage(stopped, desk.LinkageQuery{}); return err },
		"retaliation": func() error { _, err := d.Retaliation(stopped, 0); return err },
	} {
		if err := ask(); err != nil {
			t.Errorf("%s is not there ahead: %v", name, err)
		}
	}
}
