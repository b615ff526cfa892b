package outlook

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"

	"detente/internal/thinking/forest"
)

// ErrTooFew means that there are too few cases to learn from.
var ErrTooFew = errors.New("too few cases to learn from")

// fewest is the number of cases that are learnt from at least.
const fewest = 200

// Options say how the members are fitted; a zero value takes the default in brackets.
type Options struct {
	Seed    uint64
	Bag     int     // boosted models, each on countries drawn anew [10]
	Rounds  int     // trees of each [100]
	Trees   int     // of the forest [120]
	Ridge   float64 // of the logit [20]
	Workers int     // members fitted at once [1]; the result does not depend on it
}

func (o Options) filled() Options {
	if o.Bag == 0 {
		o.Bag = 10
	}
	if o.Rounds == 0 {
		o.Rounds = 100
	}
	if o.Trees == 0 {
		o.Trees = 120
	}
	if o.Ridge == 0 {
		o.Ridge = 20
	}
	o.Workers = max(1, o.Workers)
	return o
}

// Members are the fitted models that are stacked.
type Members struct {
	Bag    []*forest.Boosted
	Forest *forest.Forest
	Logit  *Logit
}

// Kinds is the number of kinds of member, in the order of Predict.
const Kinds = 3

// logitFeatures are the features of the logit: with all of them it does worse.
var logitFeatures = []string{
	"log base", "month 1", "month 2", "month 3", "mean 2", "mean 3", "mean 12", "mean 24", "log mean 12", "faded 2", "faded 8", "faded 48",
	"top 6", "top 12", "spread 12", "violent 12", "own rises", "own falls", "rise share 8", "fall share 8", "share of top", "slope 6",
}

func columns(names []string) []int {
	all := Names()
	out := make([]int, len(names))
	for i, n := range names {
		out[i] = slices.Index(all, n)
	}
	return out
}

// Fit fits the members to cases. The result depends on the seed, not on the workers.
func Fit(cases []Case, o Options) (*Members, error) {
	if len(cases) < fewest {
		return nil, fmt.Errorf("%d, %d are needed: %w", len(cases), fewest, ErrTooFew)
	}
	o = o.filled()
	m := &Members{Bag: make([]*forest.Boosted, o.Bag)}
	errs := make([]error, o.Bag+2)
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range o.Workers {
		wg.Go(func() {
			for i := range jobs {
				switch i {
				case o.Bag:
					m.Forest, errs[i] = fitForest(cases, o)
				case o.Bag + 1:
					m.Logit, errs[i] = FitLogit(cases, columns(logitFeatures), o.Ridge)
				default:
					m.Bag[i], errs[i] = fitBoosted(resample(cases, rand.New(rand.NewPCG(o.Seed, uint64(i)))), o, i) //nolint:gosec // a small number
				}
			}
		})
	}
	for i := range errs {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	return m, errors.Join(errs...)
}

// resample draws as many countries as there are, with replacement, and gives their cases.
func resample(cases []Case, r *rand.Rand) []Case {
	var ids []int
	by := map[int][]Case{}
	for _, c := range cases {
		if by[c.Unit] == nil {
			ids = append(ids, c.Unit)
		}
		by[c.Unit] = append(by[c.Unit], c)
	}
	var out []Case
	for range ids {
		out = append(out, by[ids[r.IntN(len(ids))]]...)
	}
	return out
}

func table(cases []Case) (x forest.Matrix, class []int, err error) {
	rows := make([][]float64, len(cases))
	class = make([]int, len(cases))
	for i, c := range cases {
		rows[i], class[i] = c.Features, int(c.Class)
	}
	x, err = forest.Table(rows)
	return x, class, err
}

func fitBoosted(cases []Case, o Options, i int) (*forest.Boosted, error) {
	x, class, err := table(cases)
	if err != nil {
		return nil, err
	}
	return forest.Boost(x, class, Classes, forest.BoostOptions{
		Rounds: o.Rounds, Rate: .06, Lambda: 10, MaxDepth: 4, MinLeaf: 25, Features: 8, Share: .5, Seed: o.Seed + 1 + uint64(i), //nolint:gosec // a small number
	})
}

func fitForest(cases []Case, o Options) (*forest.Forest, error) {
	x, class, err := table(cases)
	if err != nil {
		return nil, err
	}
	return forest.Classify(x, class, Classes, forest.Options{Trees: o.Trees, MinLeaf: 25, Features: 12, Share: .5, Workers: 1, Seed: o.Seed})
}

// Predict gives each kind of member's probabilities: the bag's mean, the forest's, the logit's.
func (m *Members) Predict(features []float64) [Kinds]Probabilities {
	var out [Kinds]Probabilities
	for _, b := range m.Bag {
		for c, p := range b.Predict(features) {
			out[0][c] += p / float64(len(m.Bag))
		}
	}
	copy(out[1][:], m.Forest.Predict(features))
	out[2] = m.Logit.Predict(features)
	return out
}
