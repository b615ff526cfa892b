package forecast

import (
	"fmt"
	"math/rand/v2"

	"detente/internal/thinking/score"
)

// Model is a way of forecasting.
type Model interface {
	// Name is a short name, the same in tables, files and documents.
	Name() string
	// Fit learns from a history, whose last month is the origin. leads are months ahead.
	Fit(h *History, leads []int, seed uint64) (Fitted, error)
}

// Fitted is a model that was fitted to a history.
type Fitted interface {
	// Draw gives n draws of the deaths of the unit, by its index in the history, lead months after the origin.
	Draw(index, lead, n int, r *rand.Rand) []float64
	// Describe says what was learnt, in a line.
	Describe() string
}

// chanced is a fitted model that can say the chance of each bin of IGN itself, without the chance of draws.
type chanced interface {
	chances(index, lead int) []float64
}

// chancesOf is the chance of each bin; a model that cannot say them has the shares of its draws.
func chancesOf(f Fitted, index, lead int, draws []float64) []float64 {
	if c, ok := f.(chanced); ok {
		return c.chances(index, lead)
	}
	p := make([]float64, score.Bins)
	for _, v := range draws {
		p[score.Bin(v)] += 1 / float64(len(draws))
	}
	return p
}

// MaxLead is the furthest month ahead that is forecast.
const MaxLead = 36

func asserted(h *History, leads []int) error {
	if h == nil || len(h.Units) == 0 || len(leads) == 0 {
		return ErrEmpty
	}
	for _, l := range leads {
		if l < 1 || l > MaxLead {
			return fmt.Errorf("%d: %w", l, ErrLead)
		}
	}
	return nil
}

// source is the random numbers of one unit and lead: the same whatever else is drawn, and in
// whatever order.
func source(seed uint64, model string, unit, lead int) *rand.Rand {
	mix := seed*0x9e3779b97f4a7c15 + uint64(unit)*0xbf58476d1ce4e5b9 + uint64(lead)*0x94d049bb133111eb //nolint:gosec // any bits will do
	name := uint64(14695981039346656037)
	for _, c := range []byte(model) {
		name = (name ^ uint64(c)) * 1099511628211
	}
	return rand.New(rand.NewPCG(mix, name))
}

// Draws draws from every model's fit for one unit and lead.
func Draws(f Fitted, m Model, h *History, index, lead, n int, seed uint64) []float64 {
	return f.Draw(index, lead, n, source(seed, m.Name(), h.Units[index], lead))
}
