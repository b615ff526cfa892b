package forecast

import (
	"fmt"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"
)

// Last draws from a Poisson distribution around the newest month, a benchmark of the challenge.
type Last struct{}

// Name is "last".
func (Last) Name() string { return "last" }

// Fit keeps the newest month of each unit.
func (Last) Fit(h *History, leads []int, _ uint64) (Fitted, error) {
	if err := asserted(h, leads); err != nil {
		return nil, err
	}
	return last(lastMonths(h, 1)), nil
}

type last [][]float64

// Describe says so.
func (last) Describe() string { return "Poisson around the newest month" }

// Draw draws.
func (f last) Draw(index, _, n int, r *rand.Rand) []float64 {
	if len(f[index]) == 0 {
		return nil
	}
	out := make([]float64, n)
	if mu := f[index][0]; mu > 0 {
		for i := range out {
			out[i] = distuv.Poisson{Lambda: mu, Src: r}.Rand()
		}
	}
	return out
}

// Zero forecasts no deaths, a benchmark of the challenge.
type Zero struct{}

// Name is "zero".
func (Zero) Name() string { return "zero" }

// Fit has nothing to learn.
func (Zero) Fit(h *History, leads []int, _ uint64) (Fitted, error) {
	return zero{}, asserted(h, leads)
}

type zero struct{}

// Describe says so.
func (zero) Describe() string { return "no deaths" }

// Draw gives zeros.
func (zero) Draw(_, _, n int, _ *rand.Rand) []float64 { return make([]float64, n) }

// Everyone redraws the last months of all units together, a benchmark of the challenge. Months 0 takes all.
type Everyone struct{ Months int }

// Name is "bootstrap 240", or "bootstrap all".
func (m Everyone) Name() string {
	if m.Months == 0 {
		return "bootstrap all"
	}
	return fmt.Sprintf("bootstrap %d", m.Months)
}

// Fit gathers the months.
func (m Everyone) Fit(h *History, leads []int, _ uint64) (Fitted, error) {
	if err := asserted(h, leads); err != nil {
		return nil, err
	}
	n := m.Months
	if n == 0 {
		n = h.Months()
	}
	var all []float64
	for _, s := range lastMonths(h, n) {
		all = append(all, s...)
	}
	if len(all) == 0 {
		return nil, ErrTooThin
	}
	return everyone(all), nil
}

type everyone []float64

// Describe says how many months there are.
func (f everyone) Describe() string { return fmt.Sprintf("%d months of all units", len(f)) }

// Draw redraws.
func (f everyone) Draw(_, _, n int, r *rand.Rand) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = f[r.IntN(len(f))]
	}
	return out
}
