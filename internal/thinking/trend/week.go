package trend

import (
	"errors"
	"fmt"
)

// MinWeeks is the fewest observed weeks that Fit accepts: half a year.
const MinWeeks = 26

// MaxCount is the largest weekly count that Fit accepts; beyond it the sums lose precision.
const MaxCount = 1_000_000_000

var (
	// ErrTooFewWeeks: fewer than MinWeeks weeks were observed; missing weeks do not count.
	ErrTooFewWeeks = errors.New("too few observed weeks")
	// ErrExposure: an observed week has an exposure outside (0, 1]; a week without any coverage is a missing week.
	ErrExposure = errors.New("exposure outside (0, 1]")
	// ErrNegative: an observed week has a count below zero.
	ErrNegative = errors.New("negative count")
	// ErrTooMany: an observed week has a count above MaxCount.
	ErrTooMany = errors.New("count too large")
	// ErrOptions: a grid or a prior in Options is unusable.
	ErrOptions = errors.New("unusable options")
)

// Week is what was reported for one week. Weeks are consecutive: a gap is a run of weeks with Missing set.
type Week struct {
	Count    int     // events reported, 0 to MaxCount
	Exposure float64 // share of the usual reporting coverage, in (0, 1]
	Missing  bool    // nothing is known of the week; Count and Exposure are then ignored
}

// observation is what the likelihood of a week depends on; equal weeks share one.
type observation struct {
	count    int
	exposure float64
}

// missing marks a week without an observation in the list that distinct returns.
const missing = -1

// check returns the first fault of the weeks, wrapped with its index, or ErrTooFewWeeks.
func check(weeks []Week) error {
	observed := 0
	for t, w := range weeks {
		if w.Missing {
			continue
		}
		observed++
		switch {
		case w.Count < 0:
			return fmt.Errorf("trend: week %d: %w: %d", t, ErrNegative, w.Count)
		case w.Count > MaxCount:
			return fmt.Errorf("trend: week %d: %w: %d", t, ErrTooMany, w.Count)
		case !(w.Exposure > 0 && w.Exposure <= 1): // written so that NaN fails
			return fmt.Errorf("trend: week %d: %w: %v", t, ErrExposure, w.Exposure)
		}
	}
	if observed < MinWeeks {
		return fmt.Errorf("trend: %w: %d of at least %d", ErrTooFewWeeks, observed, MinWeeks)
	}
	return nil
}

// distinct lists the different observations, in order of first appearance, and gives for each week its place in that
// list, or missing.
func distinct(weeks []Week) (each []observation, week []int) {
	place := make(map[observation]int)
	week = make([]int, len(weeks))
	for t, w := range weeks {
		if w.Missing {
			week[t] = missing
			continue
		}
		o := observation{w.Count, w.Exposure}
		i, known := place[o]
		if !known {
			i = len(each)
			place[o] = i
			each = append(each, o)
		}
		week[t] = i
	}
	return each, week
}
