package hawkes_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"detente/internal/thinking/hawkes"
)

// The mean number of one stream follows E λ(t) = μ/(1−n) + (λ(0) − μ/(1−n))·exp(−β(1−n)t) (Hawkes 1971, Biometrika 58:83–90),
// which integrates to what the draws must come to.
func TestOnwardHasTheMeanOfTheProcess(t *testing.T) {
	const mu, n, beta, to = .3, .6, .8, 5.0
	p := hawkes.Params{Mu: [][]float64{{mu}}, Alpha: [][]float64{{n * beta}}, Beta: [][]float64{{beta}}}
	d := hawkes.Data{D: 1, Horizon: 10, Times: []float64{2, 8, 9, 9.5}, Stream: make([]int, 4)}
	o, err := hawkes.NewOnward(d, p, hawkes.Constant(10))
	if err != nil {
		t.Fatal(err)
	}
	now := mu
	for _, at := range d.Times {
		now += n * beta * math.Exp(-beta*(d.Horizon-at))
	}
	level, pull := mu/(1-n), beta*(1-n)
	want := level*to + (now-level)*(1-math.Exp(-pull*to))/pull

	const draws = 40_000
	r := rand.New(rand.NewPCG(1, 2))
	sum, squares := 0.0, 0.0
	for range draws {
		k := 0.0
		o.Draw(to, r, func(after float64, stream int) {
			if after < 0 || after > to || stream != 0 {
				t.Fatalf("an event %v after the end, of stream %d", after, stream)
			}
			k++
		})
		sum, squares = sum+k, squares+k*k
	}
	mean := sum / draws
	if se := math.Sqrt((squares/draws - mean*mean) / draws); math.Abs(mean-want) > 4*se {
		t.Errorf("mean %v ± %v, want %v", mean, se, want)
	}
}

// Two decays and two streams: what one stream sets off in the other is of the other.
func TestOnwardCrossesStreams(t *testing.T) {
	off := hawkes.Kernel{Alpha: [][]float64{{0, 0}, {.3, 0}}, Beta: [][]float64{{1, 1}, {.5, 1}}}
	p := hawkes.Params{Mu: [][]float64{{0}, {0}}, Alpha: off.Alpha, Beta: off.Beta, Slow: &hawkes.Kernel{Alpha: [][]float64{{0, 0}, {.02, 0}}, Beta: [][]float64{{1, 1}, {.1, 1}}}}
	d := hawkes.Data{D: 2, Horizon: 4, Times: []float64{4}, Stream: []int{0}}
	o, err := hawkes.NewOnward(d, p, hawkes.Constant(4))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	const draws = 20_000
	n := [2]float64{}
	for range draws {
		o.Draw(1e4, r, func(_ float64, stream int) { n[stream]++ })
	}
	if got, want := n[1]/draws, .3/.5+.02/.1; n[0] > 0 || math.Abs(got-want) > .03 {
		t.Errorf("%v of the first stream, %v of the second, want %v", n[0], got, want)
	}
}

func TestOnwardRefuses(t *testing.T) {
	d := hawkes.Data{D: 1, Horizon: 4, Times: []float64{1}, Stream: []int{0}}
	plain := func() hawkes.Params {
		return hawkes.Params{Mu: [][]float64{{1}}, Alpha: [][]float64{{.5}}, Beta: [][]float64{{1}}}
	}
	marked, explosive := plain(), plain()
	marked.Kappa, marked.Form = 1, "exp"
	explosive.Alpha[0][0] = 1.5
	for _, c := range []struct {
		p    hawkes.Params
		want error
	}{{marked, hawkes.ErrOnward}, {explosive, hawkes.ErrExplosive}} {
		if _, err := hawkes.NewOnward(d, c.p, hawkes.Constant(4)); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
	two := d
	two.D = 2
	if _, err := hawkes.NewOnward(two, plain(), hawkes.Constant(4)); !errors.Is(err, hawkes.ErrStream) {
		t.Error(err)
	}
}
