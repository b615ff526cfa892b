package channel

import (
	"math"
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Occasion is a day with at least one contact: contacts on one day are one.
type Occasion struct {
	Day     calendar.Date
	Until   calendar.Date // last day of the contacts that began on Day
	IDs     []string
	Outcome Outcome
	// Whole is set when all days of the window after it are on record.
	Whole bool
	// Cooperation and Failures are the events in the window that Outcome rests on.
	Cooperation, Failures []string
}

// occasions groups dated contacts, which are in order, by day.
func occasions(contacts []record.Event) []Occasion {
	var out []Occasion
	for _, e := range contacts {
		if !dated(e) {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Day == e.When.Start {
			out[n-1].IDs = append(out[n-1].IDs, e.ID)
			out[n-1].Until = max(out[n-1].Until, e.When.End)
			continue
		}
		out = append(out, Occasion{Day: e.When.Start, Until: e.When.End, IDs: []string{e.ID}})
	}
	return out
}

// Rhythm describes the gaps between occasions, in days. A nil measure has too few gaps.
type Rhythm struct {
	Gaps         []float64 // between neighbouring occasions, oldest first
	Mean, Median *float64
	Longest      *float64
	Burstiness   *float64 // B_n, corrected for the number of gaps
	Raw          *float64 // B of Goh and Barabási, without the correction
	Memory       *float64
	Pairs        int // pairs of neighbouring gaps behind Memory
	// Share is the part of the channel's own gaps that are no longer than the silence
	// now, as far as the record reaches: 1 means that it is as long as any.
	Share *float64
}

func rhythm(occasions []Occasion, silence int) Rhythm {
	var r Rhythm
	for i := 1; i < len(occasions); i++ {
		r.Gaps = append(r.Gaps, float64(occasions[i].Day-occasions[i-1].Day))
	}
	n := len(r.Gaps)
	if n == 0 {
		return r
	}
	sorted := append([]float64(nil), r.Gaps...)
	sort.Float64s(sorted)
	mean, _ := moments(r.Gaps)
	median := (sorted[(n-1)/2] + sorted[n/2]) / 2
	longest := sorted[n-1]
	r.Mean, r.Median, r.Longest = &mean, &median, &longest
	within := 0.0
	for _, g := range r.Gaps {
		if g <= float64(silence) {
			within++
		}
	}
	share := within / float64(n)
	r.Share = &share
	if b, raw, ok := Burstiness(r.Gaps); ok {
		r.Burstiness, r.Raw = &b, &raw
	}
	if m, ok := Memory(r.Gaps); ok {
		r.Memory, r.Pairs = &m, n-1
	}
	return r
}

// Burstiness measures how unevenly the gaps are spread, from their coefficient of variation
// r = sd/mean, with the sd of the gaps at hand (divided by n). raw is
//
//	B = (r − 1)/(r + 1)                                (Goh and Barabási 2008, EPL 81, 48002)
//
// which for few gaps lies far below 0 even when contacts fall at random. b corrects that:
//
//	B_n = (√(n+1)·r − √(n−1)) / ((√(n+1) − 2)·r + √(n−1))
//
// with n gaps (Kim and Jo 2016, Phys. Rev. E 94, 032311, arXiv 1604.01125, equation for n
// intervals): −1 when all gaps are equal, 0 when contacts fall at random, 1 when one gap
// holds all the time. ok is false for fewer than two gaps or when none has a length.
func Burstiness(gaps []float64) (b, raw float64, ok bool) {
	mean, sd := moments(gaps)
	if len(gaps) < 2 || mean <= 0 {
		return 0, 0, false
	}
	r, n := sd/mean, float64(len(gaps))
	up, down := math.Sqrt(n+1), math.Sqrt(n-1)
	b = (up*r - down) / ((up-2)*r + down)
	return math.Max(-1, math.Min(1, b)), (r - 1) / (r + 1), true
}

// fewestPairs is the number of pairs of gaps under which no memory is given: with two
// pairs a correlation is always −1 or 1.
const fewestPairs = 3

// Memory is the correlation of each gap with the one after it (Goh and Barabási 2008):
//
//	M = 1/(n−1) Σ (g_i − m₁)(g_{i+1} − m₂)/(s₁·s₂),  i = 1 … n−1,
//
// where m₁, s₁ are mean and sd of all gaps but the last and m₂, s₂ of all but the first.
// Above 0, long follows long; below 0, long follows short. ok is false for fewer than three
// pairs or when the gaps on either end do not vary.
func Memory(gaps []float64) (m float64, ok bool) {
	n := len(gaps) - 1
	if n < fewestPairs {
		return 0, false
	}
	m1, s1 := moments(gaps[:n])
	m2, s2 := moments(gaps[1:])
	if s1 == 0 || s2 == 0 {
		return 0, false
	}
	for i := range n {
		m += (gaps[i] - m1) * (gaps[i+1] - m2) / (s1 * s2) / float64(n)
	}
	return math.Max(-1, math.Min(1, m)), true
}

// moments gives the mean and the standard deviation, divided by n.
func moments(x []float64) (mean, sd float64) {
	if len(x) == 0 {
		return 0, 0
	}
	n := float64(len(x))
	for _, v := range x {
		mean += v
	}
	mean /= n
	for _, v := range x {
		sd += (v - mean) * (v - mean)
	}
	return mean, math.Sqrt(sd / n)
}
