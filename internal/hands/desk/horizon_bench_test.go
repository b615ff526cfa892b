package desk_test

import (
	"context"
	"testing"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
)

// BenchmarkHorizon asks for the months ahead of a day that was not asked about before, with the
// events of the day read.
func BenchmarkHorizon(b *testing.B) {
	for _, measure := range desk.Measures {
		b.Run(measure, func(b *testing.B) {
			d := desktest.Default(b)
			q := desk.HorizonQuery{Measure: measure, AsOf: dayOf(b, "2026-03-01")}
			for b.Loop() {
				q.Leads = q.Leads%12 + 1
				if q.Leads == 12 {
					b.StopTimer()
					d = desktest.Default(b)
					b.StartTimer()
				}
				if _, err := d.Horizon(context.Background(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
