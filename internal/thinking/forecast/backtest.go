package forecast

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"detente/internal/thinking/score"
)

// Outcome is what happened according to one vintage of the data.
type Outcome struct {
	Name    string
	History *History
}

// Backtest forecasts past windows as they could have been forecast: each window is a calendar year, its origin the
// October before, and everything, the weights of the pool too, is learnt from what was recorded by the origin.
type Backtest struct {
	History    *History
	Outcomes   []Outcome // scored against each; empty is the history itself
	Members    []Member
	Benchmarks []Model // scored beside the pool
	First      int     // earliest window that weights are learnt from
	From, To   int     // windows that are scored
	Leads      []int
	Draws      int
	Seed       uint64
	Pooling    Pooling
	Progress   func(window int) // may be nil
}

// Cell is the score of one model for one unit and month.
type Cell struct {
	Window, Unit, Lead int
	Month              Month
	Activity           int
	CRPS, IGN, MIS     float64
	PIT                float64
	Covered            bool // within the central 90 % interval
}

// Result is what a backtest found.
type Result struct {
	Models   []string
	Outcomes []string
	Cells    map[string]map[string][]Cell // by outcome, then model; all in the same order
	Weights  []Learnt                     // by origin
	Describe map[string]string            // by model, for the last window
}

// Learnt is a set of weights and the month up to which outcomes were used for it.
type Learnt struct {
	Until   Month       `json:"until"`
	Cases   int         `json:"cases"`
	Weights [][]float64 `json:"weights"` // by group, then member
}

// thin is how many quantiles stand for a distribution when weights are learnt.
const thin = 200

// pastCase is a case and the month in which its outcome became known.
type pastCase struct {
	known Month
	c     Case
}

// Run runs the windows in order.
func (b Backtest) Run() (*Result, error) {
	if err := asserted(b.History, b.Leads); err != nil {
		return nil, err
	}
	if b.Draws < 2 {
		return nil, fmt.Errorf("%d: %w", b.Draws, ErrDraws)
	}
	if b.First >= b.From || b.From > b.To {
		return nil, fmt.Errorf("windows from %d to %d with weights from %d on: %w", b.From, b.To, b.First, ErrOrigin)
	}
	if len(b.Outcomes) == 0 {
		b.Outcomes = []Outcome{{"history", b.History}}
	}
	res := &Result{Cells: map[string]map[string][]Cell{}, Describe: map[string]string{}}
	for _, o := range b.Outcomes {
		res.Outcomes = append(res.Outcomes, o.Name)
		res.Cells[o.Name] = map[string][]Cell{}
	}
	res.Models = append(res.Models, Pool{}.Name())
	for _, m := range b.Members {
		res.Models = append(res.Models, m.Model.Name())
	}
	for _, m := range b.Benchmarks {
		res.Models = append(res.Models, m.Name())
	}
	var past []pastCase
	for window := b.First; window <= b.To; window++ {
		if b.Progress != nil {
			b.Progress(window)
		}
		h, err := b.History.Until(MonthOf(window-1, 10))
		if err != nil {
			return nil, err
		}
		fits, err := fitAll(b.Members, h, b.Leads, b.Seed)
		if err != nil {
			return nil, fmt.Errorf("window %d: %w", window, err)
		}
		if window >= b.From {
			if err := b.window(window, h, fits, past, res); err != nil {
				return nil, fmt.Errorf("window %d: %w", window, err)
			}
		}
		past = append(past, b.cases(h, fits)...)
	}
	// The last weights may use every outcome that is there: they are for origins after it.
	l, err := b.learn(past, b.History.Last)
	res.Weights = append(res.Weights, l)
	return res, err
}

func (b Backtest) learn(past []pastCase, until Month) (Learnt, error) {
	var known []Case
	for _, p := range past {
		if p.known <= until {
			known = append(known, p.c)
		}
	}
	w, err := b.Pooling.Learn(known, Groups)
	if err != nil {
		return Learnt{}, err
	}
	return Learnt{Until: until, Cases: len(known), Weights: w}, nil
}

func (b Backtest) window(window int, h *History, fits []Fitted, past []pastCase, res *Result) error {
	l, err := b.learn(past, h.Last)
	if err != nil {
		return err
	}
	res.Weights = append(res.Weights, l)
	p := Pool{Members: b.Members, Weights: l.Weights}
	pooled, err := p.With(h, fits)
	if err != nil {
		return err
	}
	models, all := []Model{p}, []Fitted{pooled}
	for i, m := range b.Members {
		models, all = append(models, m.Model), append(all, fits[i])
	}
	for _, m := range b.Benchmarks {
		f, err := m.Fit(h, b.Leads, b.Seed)
		if err != nil {
			return fmt.Errorf("%s: %w", m.Name(), err)
		}
		models, all = append(models, m), append(all, f)
	}
	for i, m := range models {
		if all[i] == nil {
			return fmt.Errorf("%s: %w", m.Name(), ErrTooThin)
		}
		res.Describe[m.Name()] = all[i].Describe()
		found, err := b.score(window, h, m, all[i])
		if err != nil {
			return fmt.Errorf("%s: %w", m.Name(), err)
		}
		for k, o := range b.Outcomes {
			res.Cells[o.Name][m.Name()] = append(res.Cells[o.Name][m.Name()], found[k]...)
		}
	}
	return nil
}

// score draws from one model for every unit and lead and scores against each outcome.
func (b Backtest) score(window int, h *History, m Model, f Fitted) ([][]Cell, error) {
	by := make([][][]Cell, len(h.Units)) // by unit, then outcome
	errs := make([]error, len(h.Units))
	each(len(h.Units), func(u int) {
		by[u] = make([][]Cell, len(b.Outcomes))
		class := Activity(h.Series(u, h.Last))
		for _, lead := range b.Leads {
			month := h.Last + Month(lead)
			var s score.Sample
			for k, o := range b.Outcomes {
				i, ok := o.History.Index(h.Units[u])
				if !ok || math.IsNaN(o.History.At(i, month)) {
					continue
				}
				if s.Len() == 0 {
					draws := Draws(f, m, h, u, lead, b.Draws, b.Seed)
					if draws == nil {
						continue
					}
					if s, errs[u] = score.NewSample(draws); errs[u] != nil {
						return
					}
				}
				c, err := scored(s, o.History.At(i, month), source(b.Seed, "pit", h.Units[u], lead).Float64())
				if err != nil {
					errs[u] = err
					return
				}
				c.Window, c.Unit, c.Lead, c.Month, c.Activity = window, h.Units[u], lead, month, class
				by[u][k] = append(by[u][k], c)
			}
		}
	})
	out := make([][]Cell, len(b.Outcomes))
	for u := range by {
		if errs[u] != nil {
			return nil, fmt.Errorf("unit %d: %w", h.Units[u], errs[u])
		}
		for k := range out {
			out[k] = append(out[k], by[u][k]...)
		}
	}
	return out, nil
}

func scored(s score.Sample, y, u float64) (c Cell, err error) {
	if c.CRPS, err = s.CRPS(y); err != nil {
		return c, err
	}
	if c.IGN, err = s.IGN(y); err != nil {
		return c, err
	}
	if c.MIS, err = s.MIS(y, .9); err != nil {
		return c, err
	}
	c.PIT, err = s.PIT(y, u)
	c.Covered = y >= s.Quantile(.05) && y <= s.Quantile(.95)
	return c, err
}

// cases reduces the members' forecasts to what weights are learnt from.
func (b Backtest) cases(h *History, fits []Fitted) []pastCase {
	by := make([][]pastCase, len(h.Units))
	each(len(h.Units), func(u int) {
		class := Activity(h.Series(u, h.Last))
		for _, lead := range b.Leads {
			y := b.History.At(u, h.Last+Month(lead))
			if math.IsNaN(y) {
				continue
			}
			draws, chances := make([][]float64, len(fits)), make([][]float64, len(fits))
			whole := true
			for i, f := range fits {
				if f == nil {
					whole = false
					break
				}
				d := Draws(f, b.Members[i].Model, h, u, lead, thin, b.Seed)
				if d == nil {
					whole = false
					break
				}
				slices.Sort(d)
				draws[i], chances[i] = d, chancesOf(f, u, lead, d)
			}
			if whole {
				by[u] = append(by[u], pastCase{h.Last + Month(lead), Reduce(Group(class, lead), draws, chances, y)})
			}
		}
	})
	return slices.Concat(by...)
}

// each runs f for 0 … n−1 on all processors; f writes to its own place only, so the order does not matter.
func each(n int, f func(i int)) {
	var wg sync.WaitGroup
	workers := max(1, runtime.GOMAXPROCS(0))
	for w := range workers {
		wg.Go(func() {
			for i := w; i < n; i += workers {
				f(i)
			}
		})
	}
	wg.Wait()
}
