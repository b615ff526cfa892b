package endemic_test

import (
	"encoding/csv"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"detente/internal/thinking/endemic"
)

// TestAgreesWithHhh4 takes the weekly counts of the reference; R's surveillance::hhh4 with
// unit-specific endemic, autoregressive and neighbour terms and one negative-binomial
// dispersion reaches −8364.67095507.
func TestAgreesWithHhh4(t *testing.T) {
	f, err := os.Open("../../../../shared/data/reference/hawkes/exp3_10k_weekly.csv")
	if err != nil {
		t.Skip("skipped: ../shared/data is absent")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var counts [][]int
	for _, r := range rows[1:] {
		row := make([]int, len(r))
		for i := range r {
			if row[i], err = strconv.Atoi(r[i]); err != nil {
				t.Fatal(err)
			}
		}
		counts = append(counts, row)
	}
	fit, err := endemic.Estimate(counts)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(fit.LogLik+8364.67095507) > 1e-4 {
		t.Errorf("log-likelihood %.8f, want -8364.67095507", fit.LogLik)
	}
}

func TestRecoversWhatWasSimulated(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	truth := endemic.Params{Endemic: []float64{1, .5}, Own: []float64{.3, .2}, Others: []float64{.1, .25}, Size: 3}
	counts := [][]int{{1, 1}}
	for range 3000 {
		last := counts[len(counts)-1]
		row := make([]int, 2)
		for i := range row {
			mu := truth.Endemic[i] + truth.Own[i]*float64(last[i]) + truth.Others[i]*float64(last[1-i])
			g := distuv.Gamma{Alpha: truth.Size, Beta: truth.Size / mu, Src: r}.Rand()
			row[i] = int(distuv.Poisson{Lambda: g, Src: r}.Rand())
		}
		counts = append(counts, row)
	}
	f, err := endemic.Estimate(counts)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, got, se, want float64) {
		if math.Abs(got-want) > 4*se {
			t.Errorf("%s is %.3f (%.3f), the truth %.3f", what, got, se, want)
		}
	}
	for i := range 2 {
		check("endemic", f.Params.Endemic[i], f.SE.Endemic[i], truth.Endemic[i])
		check("own", f.Params.Own[i], f.SE.Own[i], truth.Own[i])
		check("others", f.Params.Others[i], f.SE.Others[i], truth.Others[i])
	}
	check("size", f.Params.Size, f.SE.Size, truth.Size)
}

func TestBadCountsAreRefused(t *testing.T) {
	many := func(row ...int) [][]int {
		var out [][]int
		for range 30 {
			out = append(out, row)
		}
		return out
	}
	for _, c := range []struct {
		counts [][]int
		want   error
	}{
		{nil, endemic.ErrTooFew},
		{many(1, 1)[:5], endemic.ErrTooFew},
		{many(1, 0), endemic.ErrTooFew},
		{many(1, -1), endemic.ErrCounts},
		{append(many(1, 1), []int{1}), endemic.ErrCounts},
	} {
		if _, err := endemic.Estimate(c.counts); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
}
