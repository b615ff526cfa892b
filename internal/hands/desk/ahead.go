package desk

import "context"

// Ahead works out what is asked first, so that it is there when the page asks: the verdicts,
// then the ledgers in the order of their tabs, the slow model last. What fails is left to the
// one who asks. It stops when ctx is done.
func (d *Desk) Ahead(ctx context.Context) {
	for _, ask := range []func() error{
		func() error { _, err := d.Assess(ctx, 0); return err },
		func() error { _, err := d.Toll(ctx, TollQuery{}); return err },
		func() error { _, err := d.Health(ctx, 0); return err },
		func() error { _, err := d.Commitments(ctx, CommitmentQuery{}); return err },
		func() error { _, err := d.Messaging(ctx, MessagingQuery{}); return err },
		func() error { _, err := d.Claims(ctx, ClaimQuery{}); return err },
		func() error { _, err := d.Channels(ctx, 0); return err },
		func() error { _, err := d.Crossings(ctx, CrossingQuery{}); return err },
		func() error { _, err := d.Returns(ctx, ReturnsQuery{}); return err },
		func() error { _, err := d.Linkage(ctx, LinkageQuery{}); return err },
		func() error { _, err := d.Principles(ctx, PrincipleQuery{}); return err },
		func() error { _, err := d.Horizon(ctx, HorizonQuery{}); return err },
		func() error { _, err := d.Horizon(ctx, HorizonQuery{Measure: "deaths"}); return err },
		func() error { _, err := d.Retaliation(ctx, 0); return err },
	} {
		if ctx.Err() != nil {
			return
		}
		_ = ask() // asked again by whoever needs it
	}
}
