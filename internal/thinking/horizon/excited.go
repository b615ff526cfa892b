package horizon

import (
	"math/rand/v2"
	"slices"

	"detente/internal/thinking/hawkes"
	"detente/internal/words/calendar"
)

// excited is a self-exciting point process of the acts of the last years (internal/thinking/hawkes), as known at the end
// of a month, ready to be simulated on. Its clock runs slower in a month of which less was reported than usual.
type excited struct {
	onward *hawkes.Onward
	counts []float64 // what an act counts for: those of the last twelve months
}

// The process is fitted to the last years, with a baseline that may bend every half year.
const (
	excitedMonths = 24
	excitedKnots  = 5
	excitedLeast  = 30  // acts
	branchMost    = .95 // acts set off by each: from one on, the simulation need not end
	slowest       = .05 // of the clock
	monthDays     = 365.25 / 12
)

// process is the fitted process at the end of month s, or nil where there are too few acts.
func (r *past) process(s int) *excited {
	if _, ok := r.processes[s]; !ok {
		r.processes[s] = r.excite(s)
	}
	return r.processes[s]
}

// excite fits the process to what was known at the end of month s. Acts of one day are spread over it at random.
func (r *past) excite(s int) *excited {
	g := rand.New(rand.NewPCG(r.p.q.Seed, uint64(s))) //nolint:gosec // any bits will do
	d, x := hawkes.Data{D: 1}, &excited{}
	share := r.at(s).share
	for m := max(0, s-excitedMonths+1); m <= s; m++ {
		from, pace := r.begins(m), max(slowest, share[m])
		for _, i := range r.p.in[m] {
			a := r.p.acts[i]
			if a.known > s {
				continue
			}
			d.Times = append(d.Times, d.Horizon+pace*(float64(a.Day-from)+g.Float64()))
			d.Stream = append(d.Stream, 0)
			if m > s-lastYear {
				x.counts = append(x.counts, a.Count)
			}
		}
		d.Horizon += pace * float64(r.p.q.Ends[m]-from+1)
	}
	if len(d.Times) < excitedLeast || len(x.counts) == 0 {
		return nil
	}
	slices.Sort(d.Times)
	f, err := hawkes.Estimate(d, hawkes.Options{Quick: true, Knots: excitedKnots})
	if err != nil {
		return nil // no process fits: the smoothed months stand in
	}
	p := f.Params
	if n := p.Branching()[0][0]; n > branchMost {
		p.Alpha[0][0] *= branchMost / n
	}
	if x.onward, err = hawkes.NewOnward(d, p, f.Baseline); err != nil {
		return nil
	}
	return x
}

// begins is the first day of a month.
func (r *past) begins(m int) calendar.Date {
	if m == 0 {
		return r.p.q.Begins
	}
	return r.p.q.Ends[m-1] + 1
}

// count simulates the acts up to the end of the month that lies lead months ahead, and adds up what those of that month count for.
func (x *excited) count(lead int, g *rand.Rand) float64 {
	from, sum := float64(lead-1)*monthDays, 0.0
	x.onward.Draw(from+monthDays, g, func(after float64, _ int) {
		if after >= from {
			sum += x.counts[g.IntN(len(x.counts))]
		}
	})
	return sum
}
