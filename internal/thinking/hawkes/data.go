package hawkes

import (
	"errors"
	"fmt"
	"math"
)

// What is wrong with data that cannot be used.
var (
	// ErrUnsorted: times must not decrease.
	ErrUnsorted = errors.New("times are not in order")
	// ErrTime: a time is negative, not a number, or after the horizon.
	ErrTime = errors.New("time outside the window")
	// ErrHorizon: the horizon is not a positive number.
	ErrHorizon = errors.New("the horizon is not a positive number")
	// ErrStream: a stream number is not between 0 and D−1.
	ErrStream = errors.New("no such stream")
	// ErrMark: a mark is negative or not a number.
	ErrMark = errors.New("mark is not a number of zero or more")
	// ErrFloor: a negative jump is asked for where its intensity has no exact integral here.
	ErrFloor = errors.New("negative jumps take a constant baseline and one decay for all sources of a receiver")
	// ErrTooFew: there are too few events to fit; see MinEvents.
	ErrTooFew = errors.New("too few events to fit")
)

// MinEvents is the fewest events of a stream that Fit takes: with fewer, the estimates of its
// row are noise.
const MinEvents = 10

// Data are the events of D streams over [0, Horizon], in order of time. Events at one time do
// not excite each other: their order is not known.
type Data struct {
	Times   []float64
	Stream  []int     // 0 … D−1, one an event
	Marks   []float64 // one an event, or nil; sizes of 0 or more, such as deaths
	D       int
	Horizon float64
	// Covariates of the baseline, or nil.
	Covariates *Covariates
}

// Check returns the first fault of the data, with the position of the event (from 0).
func (d Data) Check() error {
	if !(d.Horizon > 0) || math.IsInf(d.Horizon, 1) {
		return fmt.Errorf("hawkes: %w: %v", ErrHorizon, d.Horizon)
	}
	if d.D < 1 || len(d.Stream) != len(d.Times) || d.Marks != nil && len(d.Marks) != len(d.Times) {
		return fmt.Errorf("hawkes: %d streams, %d times, %d stream numbers, %d marks: %w", d.D, len(d.Times), len(d.Stream), len(d.Marks), ErrStream)
	}
	last := 0.0
	for k, t := range d.Times {
		switch {
		case !(t >= 0 && t <= d.Horizon):
			return fmt.Errorf("hawkes: event %d: %w: %v of [0, %v]", k, ErrTime, t, d.Horizon)
		case t < last:
			return fmt.Errorf("hawkes: event %d: %w: %v after %v", k, ErrUnsorted, t, last)
		case d.Stream[k] < 0 || d.Stream[k] >= d.D:
			return fmt.Errorf("hawkes: event %d: %w: %d of %d", k, ErrStream, d.Stream[k], d.D)
		case d.Marks != nil && !(d.Marks[k] >= 0 && !math.IsInf(d.Marks[k], 1)):
			return fmt.Errorf("hawkes: event %d: %w: %v", k, ErrMark, d.Marks[k])
		}
		last = t
	}
	if d.Covariates != nil {
		return d.Covariates.Check()
	}
	return nil
}

// Counts returns the number of events of each stream.
func (d Data) Counts() []int {
	n := make([]int, d.D)
	for _, s := range d.Stream {
		n[s]++
	}
	return n
}

// Ties is the number of events that share their time with an earlier one.
func (d Data) Ties() int {
	n := 0
	for k := 1; k < len(d.Times); k++ {
		if d.Times[k] == d.Times[k-1] {
			n++
		}
	}
	return n
}
