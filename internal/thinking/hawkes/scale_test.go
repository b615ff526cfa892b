//go:build unix

package hawkes_test

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"detente/internal/thinking/hawkes"
)

// processor is the processor time used so far, which other work on the machine does not change, and the largest
// resident memory so far in MB.
func processor(b *testing.B) (time.Duration, float64) {
	b.Helper()
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano()), float64(r.Maxrss) / 1e3
}

// spent reports the processor time of each turn since from, and by event.
func spent(b *testing.B, from time.Duration, events int) {
	b.Helper()
	now, most := processor(b)
	turn := float64(now-from) / float64(b.N)
	b.ReportMetric(turn/1e6, "processor-ms/op")
	b.ReportMetric(turn/float64(events), "processor-ns/event")
	b.ReportMetric(most, "most-MB")
}

// BenchmarkScale fits three streams with one decay, with standard errors and residual tests, at growing sizes: the
// time an event is what shows whether the fit is linear in their number. One likelihood with gradient is beside it.
func BenchmarkScale(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		d := simulated(b, truth(), float64(n)*.97, 11)
		b.Run(fmt.Sprintf("likelihood/%d", n), func(b *testing.B) {
			from, _ := processor(b)
			for b.Loop() {
				if _, _, err := hawkes.LogLikelihood(d, truth(), hawkes.Constant(d.Horizon)); err != nil {
					b.Fatal(err)
				}
			}
			spent(b, from, len(d.Times))
		})
		for _, s := range []hawkes.Structure{hawkes.Common, hawkes.Full} {
			b.Run(fmt.Sprintf("fit-%s/%d", s, n), func(b *testing.B) {
				from, _ := processor(b)
				for b.Loop() {
					f, err := hawkes.Estimate(d, hawkes.Options{Structure: s})
					if err != nil {
						b.Fatal(err)
					}
					gaps, err := hawkes.Residuals(d, f.Params, f.Baseline)
					if err != nil {
						b.Fatal(err)
					}
					for _, g := range gaps {
						hawkes.Test(g)
					}
				}
				spent(b, from, len(d.Times))
			})
		}
	}
}

// BenchmarkBootstrap is 500 refits of a fit to about a thousand events of four streams.
func BenchmarkBootstrap(b *testing.B) {
	d := simulated(b, four(), 600, 1)
	f, err := hawkes.Estimate(d, hawkes.Options{})
	if err != nil {
		b.Fatal(err)
	}
	from, _ := processor(b)
	for b.Loop() {
		if _, err := hawkes.Bootstrap(d, f, hawkes.Resampling{N: 500, Seed: 1, Workers: 2}); err != nil {
			b.Fatal(err)
		}
	}
	spent(b, from, len(d.Times))
	b.ReportMetric(float64(len(d.Times)), "events")
}
