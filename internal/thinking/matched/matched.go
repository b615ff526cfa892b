// Package matched asks whether events of one kind were followed by more events of a third
// kind than matched events of another kind were: matched wake analysis (Schutte and Donnay
// 2014, Political Geography 41) over a grid of days and kilometres.
//
// For each treatment and control event the dependent events in the days before and after,
// and within the distance, are counted; treatments and controls with the same trend before
// and alike in what else is given are matched (coarsened exact matching, Iacus, King and
// Porro 2012, Political Analysis 20); the difference in differences is estimated by weighted
// regression. What it finds is an association among what was recorded.
package matched

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// What is wrong with a question that cannot be asked.
var (
	// ErrWindow: no windows, or one of no days or no distance.
	ErrWindow = errors.New("a window needs days of 1 or more and a distance above 0")
	// ErrSpan: the span is open or ends before it starts.
	ErrSpan = errors.New("the span of the record is not closed")
	// ErrShape: units differ in their number of covariates.
	ErrShape = errors.New("units differ in their covariates")
)

// Unit is one treatment or control event. Units without a point count only where distance does
// not. Levels are matched exactly, Values after coarsening.
type Unit struct {
	ID      string
	Day     calendar.Date
	Point   *record.Point
	Treated bool
	Levels  []string
	Values  []float64
}

// Spot is one dependent event.
type Spot struct {
	Day   calendar.Date
	Point *record.Point
}

// Overlap says what becomes of units whose window holds another unit.
type Overlap string

// The rules for overlaps. Either way their shares are reported.
const (
	Keep  Overlap = "keep"
	Mixed Overlap = "mixed" // leave out treatments near controls, and controls near treatments
	Any   Overlap = "any"   // leave out every unit near another
)

// Overlaps lists the closed set.
var Overlaps = []Overlap{Keep, Mixed, Any}

// Options are the settings. Zero values take the defaults.
type Options struct {
	Days    []int     // default 7, 14, 28
	KM      []float64 // default +Inf: anywhere
	Overlap Overlap   // default Keep
	Pre     bool      // match on the count before too, and not on its trend alone
	Least   int       // fewest matched treatments, and controls; default 10
	Months  int       // fewest calendar months that the matched lie in; default 6
	Shuffle int       // relabellings within strata behind the chance; default 999
	Seed    uint64
}

func (o Options) filled() Options {
	if len(o.Days) == 0 {
		o.Days = []int{7, 14, 28}
	}
	if len(o.KM) == 0 {
		o.KM = []float64{math.Inf(1)}
	}
	if o.Overlap == "" {
		o.Overlap = Keep
	}
	if o.Least == 0 {
		o.Least = 10
	}
	if o.Months == 0 {
		o.Months = 6
	}
	if o.Shuffle == 0 {
		o.Shuffle = 999
	}
	return o
}

// Refusal says why a cell has no estimate.
type Refusal string

// The refusals.
const (
	TooFew  Refusal = "too_few"    // matched treatments or controls under Options.Least
	Crammed Refusal = "few_months" // the matched lie in fewer calendar months than Options.Months
	NoSpans Refusal = "no_spans"   // no unit has its days before and after on record
	NoEvent Refusal = "no_event"   // no dependent event lies in any matched window
)

// Arm is the treatments, or the controls, of a cell.
type Arm struct {
	Units   int // whose days before and after are wholly on record, and that have a point where one is needed
	Cut     int // left out since the days are not
	NoPoint int // left out since the place is not known
	Crowded int // left out by the rule for overlaps
	Matched int
	Before  float64 // weighted mean count before, over the matched
	After   float64
}

// Cell is one window of the grid.
type Cell struct {
	Days    int
	KM      float64 // +Inf is anywhere
	Refused Refusal
	Treated Arm
	Control Arm
	Strata  int // that hold both
	Months  int // calendar months that the matched lie in
	// Same and Mixed are the shares of units whose window holds another unit of the same and
	// of the other arm. Where they are large a wake is counted more than once, and what follows one
	// unit cannot be told from what follows the other.
	Same, Mixed float64
	Effect      Effect // further dependent events after a treatment, given those before
	Plain       Effect // the same without allowing for regression to the mean: change against change
	// Chance is the share of relabellings within strata that give as large an effect.
	Chance float64
}

// Effect is a difference with its standard error and 90 % interval.
type Effect struct{ Value, SE, Low, High, P float64 }

// Result is the grid, days within kilometres.
type Result struct {
	Cells []Cell
	// Both is the number of units that were given as treatment and as control, and left out.
	Both int
}

// Analyse fills the grid. The units and spots may be in any order.
func Analyse(units []Unit, spots []Spot, span calendar.Window, o Options) (*Result, error) {
	o = o.filled()
	if !span.From.IsSet() || !span.To.IsSet() || span.To < span.From {
		return nil, fmt.Errorf("matched: %w", ErrSpan)
	}
	for _, d := range o.Days {
		if d < 1 {
			return nil, fmt.Errorf("matched: %w: %d days", ErrWindow, d)
		}
	}
	for _, k := range o.KM {
		if !(k > 0) {
			return nil, fmt.Errorf("matched: %w: %v km", ErrWindow, k)
		}
	}
	if !slices.Contains(Overlaps, o.Overlap) {
		return nil, fmt.Errorf("matched: overlap %q is not one of keep, mixed, any", o.Overlap)
	}
	for _, u := range units {
		if len(u.Levels) != len(units[0].Levels) || len(u.Values) != len(units[0].Values) {
			return nil, fmt.Errorf("matched: %w: %s", ErrShape, u.ID)
		}
	}
	r := &Result{}
	units, r.Both = once(units)
	w := count(units, spots, slices.Max(o.Days))
	for k, km := range o.KM {
		for d, days := range o.Days {
			// A stream of its own for each cell, so that a longer grid does not change it.
			rng := rand.New(rand.NewPCG(o.Seed, uint64(1000*k+d)))
			r.Cells = append(r.Cells, w.cell(units, days, km, span, o, rng))
		}
	}
	return r, nil
}

// once leaves out what is in both arms, and puts the rest in order of day and name.
func once(units []Unit) (kept []Unit, both int) {
	arms := map[string][2]bool{}
	for _, u := range units {
		a := arms[u.ID]
		a[0], a[1] = a[0] || !u.Treated, a[1] || u.Treated
		arms[u.ID] = a
	}
	seen := map[string]bool{}
	for _, u := range units {
		if a := arms[u.ID]; a[0] && a[1] {
			if !seen[u.ID] {
				both++
			}
			seen[u.ID] = true
			continue
		}
		kept = append(kept, u)
	}
	sort.SliceStable(kept, func(a, b int) bool {
		if kept[a].Day != kept[b].Day {
			return kept[a].Day < kept[b].Day
		}
		return kept[a].ID < kept[b].ID
	})
	return kept, both
}

// cell counts, matches and estimates one window.
func (w *wakes) cell(units []Unit, days int, km float64, span calendar.Window, o Options, r *rand.Rand) Cell {
	c := Cell{Days: days, KM: km}
	var kept []row
	same, mixed, whole := 0, 0, 0
	for i, u := range units {
		arm := &c.Control
		if u.Treated {
			arm = &c.Treated
		}
		switch {
		case u.Point == nil && !math.IsInf(km, 1):
			arm.NoPoint++
			continue
		case u.Day.Add(-days) < span.From || u.Day.Add(days) > span.To:
			arm.Cut++
			continue
		}
		arm.Units++
		whole++
		s, m := w.near(i, days, km, units)
		if s {
			same++
		}
		if m {
			mixed++
		}
		if o.Overlap == Mixed && m || o.Overlap == Any && (s || m) {
			arm.Crowded++
			continue
		}
		kept = append(kept, w.row(i, u, days, km))
	}
	if whole == 0 {
		c.Refused = NoSpans
		return c
	}
	c.Same, c.Mixed = float64(same)/float64(whole), float64(mixed)/float64(whole)
	strata := coarsen(kept, o.Pre)
	rows := weigh(kept, strata, &c)
	if c.Treated.Matched < o.Least || c.Control.Matched < o.Least {
		c.Refused = TooFew
		return c
	}
	events, months := 0.0, map[calendar.Date]bool{}
	for _, x := range rows {
		events += x.before + x.after
		months[x.unit.Day.Month()] = true
	}
	if c.Months = len(months); c.Months < o.Months {
		c.Refused = Crammed
		return c
	}
	if events == 0 {
		c.Refused = NoEvent
		return c
	}
	c.Effect, c.Plain = regress(rows, true), regress(rows, false)
	c.Chance = chance(rows, c.Effect.Value, o.Shuffle, r)
	return c
}
