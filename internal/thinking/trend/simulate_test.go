package trend

import (
	"math"
	"slices"
	"testing"
)

// Simulate and recover: over 120 true paths, the 90 % predictive intervals hold the next six weeks about 90 % of the time.
func TestPredictiveIntervalsCover(t *testing.T) {
	const sets, past, ahead, draws = 120, 78, 6, 400
	r := source(20)
	inside, total := 0, 0
	for range sets {
		start := 5 + 45*r.Float64()
		sigma := []float64{.03, .08, .15, .25}[r.IntN(4)]
		phi := []float64{2, 8, 32, math.Inf(1)}[r.IntN(4)]
		weeks := weeksAt(r, phi, walk(r, start, sigma, past+ahead)...)
		m, err := Fit(weeks[:past], Options{GridPoints: 160})
		if err != nil {
			t.Fatal(err)
		}
		rows := m.Simulate(r, ahead, draws)
		column := make([]int, draws)
		for h := range ahead {
			for d := range rows {
				column[d] = rows[d][h]
			}
			slices.Sort(column)
			y := weeks[past+h].Count
			if column[draws/20] <= y && y <= column[draws-1-draws/20] {
				inside++
			}
			total++
		}
	}
	share := float64(inside) / float64(total)
	t.Logf("coverage of 90 %% intervals: %.3f", share)
	if share < .82 || share > .97 {
		t.Errorf("90 %% intervals hold %.3f of the outcomes", share)
	}
}

// The underlying level is inside its own interval as often as said.
func TestLevelIntervalsCover(t *testing.T) {
	const sets, past = 60, 60
	r := source(21)
	inside, total := 0, 0
	for range sets {
		sigma := []float64{.05, .1, .2}[r.IntN(3)]
		rates := walk(r, 20, sigma, past)
		m, err := Fit(weeksAt(r, 8, rates...), Options{GridPoints: 160})
		if err != nil {
			t.Fatal(err)
		}
		path := m.Path()
		for week := 9; week < past; week += 10 {
			if path[week].Low <= rates[week] && rates[week] <= path[week].High {
				inside++
			}
			total++
		}
	}
	share := float64(inside) / float64(total)
	t.Logf("coverage of 90 %% intervals of the level: %.3f", share)
	if share < .82 || share > .97 {
		t.Errorf("90 %% intervals hold %.3f of the levels", share)
	}
}

func TestSimulateStartsAtTheLevel(t *testing.T) {
	m := fit(t, weeksAt(source(22), 8, constant(25, 150)...))
	rows := m.Simulate(source(1), 1, 20000)
	sum := 0
	for _, row := range rows {
		sum += row[0]
	}
	if mean := float64(sum) / float64(len(rows)); math.Abs(mean/m.Level().Mean-1) > .05 {
		t.Errorf("simulated mean %.2f, level %+v", mean, m.Level())
	}
}

// A series that has just exploded must not be carried to absurd counts a year ahead.
func TestSimulatedTailIsBounded(t *testing.T) {
	rates := constant(2, 60)
	for k := range 8 {
		rates[52+k] = 2 * math.Pow(2, float64(k+1))
	}
	m := fit(t, weeksAt(source(23), math.Inf(1), rates...))
	highest := 0
	for _, row := range m.Simulate(source(1), 52, 2000) {
		highest = max(highest, slices.Max(row))
	}
	// A negative-binomial count of size 1/4 exceeds 60 times its mean once in 10^7.
	if float64(highest) > 60*m.Ceiling() {
		t.Errorf("a simulated count of %d under a ceiling of %.0f a week", highest, m.Ceiling())
	}
}

func TestSimulateShapes(t *testing.T) {
	m := fit(t, weeksAt(source(24), 8, constant(5, 40)...))
	for _, c := range []struct{ horizon, draws, rows, columns int }{{3, 7, 7, 3}, {0, 4, 4, 0}, {-1, 2, 2, 0}, {5, 0, 0, 0}, {5, -3, 0, 0}} {
		rows := m.Simulate(source(1), c.horizon, c.draws)
		if len(rows) != c.rows {
			t.Errorf("horizon %d, draws %d: %d rows", c.horizon, c.draws, len(rows))
		}
		for _, row := range rows {
			if len(row) != c.columns {
				t.Errorf("horizon %d, draws %d: a row of %d", c.horizon, c.draws, len(row))
			}
		}
	}
}
