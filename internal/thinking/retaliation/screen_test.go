package retaliation

import (
	"math/rand/v2"
	"testing"

	"detente/internal/thinking/hawkes"
)

// Screening changes no p that is near the mark, and names the same pairs.
func TestScreeningNamesTheSamePairs(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 3))
		p := hawkes.Params{
			Mu:    [][]float64{{.06}, {.05}, {.04}},
			Alpha: [][]float64{{.1, 0, 0}, {.15, 0, .05}, {0, 0, .05}},
			Beta:  [][]float64{{.5, .5, .5}, {.5, .5, .5}, {.5, .5, .5}},
		}
		d, err := hawkes.Branch(p, 900, r)
		if err != nil {
			t.Fatal(err)
		}
		o := hawkes.Options{Prior: Options{}.filled().prior(), Knots: 6, Quick: true}
		f, err := hawkes.Estimate(d, o)
		if err != nil {
			t.Fatal(err)
		}
		exact, err := test(d, f, o, false)
		if err != nil {
			t.Fatal(err)
		}
		quick, err := test(d, f, o, true)
		if err != nil {
			t.Fatal(err)
		}
		a, b := Adjusted(exact), Adjusted(quick)
		for i := range a {
			for j := range a[i] {
				if quick[i][j] < unclear && quick[i][j] != exact[i][j] || quick[i][j] >= unclear && exact[i][j] < StandsOut {
					t.Errorf("seed %d, pair %d %d: p %g, screened %g", seed, i, j, exact[i][j], quick[i][j])
				}
				if (a[i][j] < StandsOut) != (b[i][j] < StandsOut) {
					t.Errorf("seed %d, pair %d %d: q %g, screened %g", seed, i, j, a[i][j], b[i][j])
				}
			}
		}
	}
}
