package score_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/score"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > 1e-9 {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestSampleByHand(t *testing.T) {
	s, err := score.NewSample([]float64{4, 0, 2})
	if err != nil {
		t.Fatal(err)
	}
	// mean|x−1| = (3+1+1)/3; mean over 9 pairs of |x−x′| = 2(4+2+2)/9, half of it 8/9.
	crps, _ := s.CRPS(1)
	near(t, "CRPS", crps, 5./3-8./9)
	// Quantiles .05 and .95 of 0, 2, 4 are .2 and 3.8; 5 is 1.2 above: 3.6 + 20·1.2.
	mis, _ := s.MIS(5, .9)
	near(t, "MIS above", mis, 3.6+24)
	mis, _ = s.MIS(0, .9)
	near(t, "MIS below", mis, 3.6+4)
	mis, _ = s.MIS(1, .9)
	near(t, "MIS inside", mis, 3.6)
	pit, _ := s.PIT(2, .5)
	near(t, "PIT", pit, .5)
	pit, _ = s.PIT(3, .9)
	near(t, "PIT between", pit, 2./3)
	near(t, "mean", s.Mean(), 2)
	near(t, "above", s.Above(2), 2./3)
	thousand := make([]float64, 1000)
	for i := range 250 {
		thousand[i] = 7
	}
	full, _ := score.NewSample(thousand)
	ign, _ := full.IGN(10)
	near(t, "IGN", ign, -math.Log2(251./1011))
	ign, _ = full.IGN(2000)
	near(t, "IGN of an empty bin", ign, -math.Log2(1./1011))
}

func TestBinsAreClosedBelow(t *testing.T) {
	for x, want := range map[float64]int{0: 0, .49: 0, .5: 1, 2: 1, 2.5: 2, 10: 3, 100: 6, 100.5: 7, 1000: 9, 1000.5: 10, 1e9: 10} {
		if got := score.Bin(x); got != want {
			t.Errorf("bin of %v: %d, want %d", x, got, want)
		}
	}
}

func TestInputsAreAsserted(t *testing.T) {
	if _, err := score.NewSample(nil); !errors.Is(err, score.ErrEmpty) {
		t.Error(err)
	}
	if _, err := score.NewSample([]float64{1, math.NaN()}); !errors.Is(err, score.ErrNotFinite) {
		t.Error(err)
	}
	if _, err := score.NewSample([]float64{-1}); !errors.Is(err, score.ErrNegative) {
		t.Error(err)
	}
	s, _ := score.NewSample([]float64{1})
	for _, y := range []float64{-1, math.NaN(), math.Inf(1)} {
		_, a := s.CRPS(y)
		_, b := s.IGN(y)
		_, c := s.MIS(y, .9)
		_, d := s.PIT(y, .5)
		if a == nil || b == nil || c == nil || d == nil {
			t.Errorf("outcome %v was scored", y)
		}
	}
	if _, err := s.MIS(1, 1); !errors.Is(err, score.ErrProbability) {
		t.Error(err)
	}
	if _, err := score.Brier([]score.Event{{P: 1.1}}); !errors.Is(err, score.ErrProbability) {
		t.Error(err)
	}
	if _, err := (score.Classes{P: []float64{.5, .4}}).RPS(); !errors.Is(err, score.ErrProbability) {
		t.Error(err)
	}
	if _, err := (score.Classes{P: []float64{.5, .5}, Happened: 2}).RPS(); !errors.Is(err, score.ErrClass) {
		t.Error(err)
	}
	if _, err := score.Pair([]score.Loss{{Cluster: 1}}, []score.Loss{{Cluster: 2}}); !errors.Is(err, score.ErrLength) {
		t.Error(err)
	}
}

func TestEventsByHand(t *testing.T) {
	e := []score.Event{{.1, false}, {.4, true}, {.4, false}, {.9, true}}
	brier, _ := score.Brier(e)
	near(t, "Brier", brier, (.01+.36+.16+.01)/4)
	loss, _ := score.LogLoss(e)
	near(t, "log loss", loss, -(2*math.Log(.9)+math.Log(.4)+math.Log(.6))/4)
	auc, _ := score.AUC(e) // pairs: .4 over .1, .4 ties .4, .9 over both
	near(t, "AUC", auc, 3.5/4)
	if auc, err := score.AUC(e[:1]); err != nil || !math.IsNaN(auc) {
		t.Errorf("AUC of one class: %v, %v", auc, err)
	}
	r, _ := score.Reliable(e, 5)
	if len(r) != 3 || r[1].N != 2 || r[1].Forecast != .4 || r[1].Observed != .5 {
		t.Errorf("reliability %+v", r)
	}
	ece, _ := score.ECE(e, 5)
	near(t, "ECE", ece, (.1+2*.1+.1)/4)
}

// Climatology of METHODS.md 2: base rates .204, .602 and .194 score RPS .160 and log loss .950.
func TestClimatologyOfTheVerdict(t *testing.T) {
	base := []float64{.204, .602, .194}
	rps, loss := 0.0, 0.0
	for k, p := range base {
		c := score.Classes{P: base, Happened: k}
		r, _ := c.RPS()
		l, _ := c.LogLoss()
		rps, loss = rps+p*r, loss+p*l
	}
	if math.Abs(rps-.160) > .001 || math.Abs(loss-.950) > .003 {
		t.Errorf("RPS %.4f, log loss %.4f", rps, loss)
	}
}

func TestCalibrationFindsTheLine(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	e := make([]score.Event, 40000)
	for i := range e {
		x := r.NormFloat64()
		e[i] = score.Event{P: 1 / (1 + math.Exp(-2*x)), Happened: r.Float64() < 1/(1+math.Exp(-.3-x))}
	}
	a, b, err := score.Calibration(e)
	if err != nil || math.Abs(a-.3) > .05 || math.Abs(b-.5) > .03 {
		t.Errorf("intercept %v, slope %v, %v; truth .3 and .5", a, b, err)
	}
	if _, b, _ = score.Calibration([]score.Event{{.2, false}, {.8, true}}); !math.IsNaN(b) {
		t.Errorf("a perfect split has slope %v", b)
	}
}

func TestDifferences(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	var same, worse []score.Loss
	for c := range 60 {
		shift := r.NormFloat64()
		for p := range 24 {
			same = append(same, score.Loss{Cluster: c, Period: p, Value: shift + r.NormFloat64()})
			worse = append(worse, score.Loss{Cluster: c, Period: p, Value: 2 + shift + r.NormFloat64()})
		}
	}
	for _, f := range []func([]score.Loss) (score.Difference, error){
		func(l []score.Loss) (score.Difference, error) {
			return score.Bootstrap(l, 500, .95, rand.New(rand.NewPCG(1, 1)))
		},
		func(l []score.Loss) (score.Difference, error) { return score.DieboldMariano(l, 3, .95) },
	} {
		d, err := f(worse)
		if err != nil || d.Low > 2.3 || d.High < 1.7 || !d.Significant() || d.Clusters != 60 || d.N != 1440 {
			t.Errorf("%+v, %v", d, err)
		}
		again, _ := f(worse)
		if again != d {
			t.Error("the same seed gave another interval")
		}
	}
	// Country effects of variance 1 make the mean's standard error about 1/√60.
	d, _ := score.Bootstrap(same, 2000, .95, rand.New(rand.NewPCG(1, 1)))
	if half := (d.High - d.Low) / 2; half < .7*1.96/math.Sqrt(60) || half > 1.4*1.96/math.Sqrt(60) {
		t.Errorf("half width %v", half)
	}
}

func TestNoIntervalIsNull(t *testing.T) {
	d, err := score.Bootstrap([]score.Loss{{Cluster: 1, Value: 2}, {Cluster: 1, Value: 4}}, 100, .95, rand.New(rand.NewPCG(1, 1)))
	if err != nil || d.Mean != 3 || !math.IsNaN(d.Low) {
		t.Errorf("%+v, %v: one cluster has no interval", d, err)
	}
	if b, err := json.Marshal(d); err != nil || string(b) != `{"mean":3,"low":null,"high":null,"clusters":1,"n":2}` {
		t.Errorf("%s, %v", b, err)
	}
}

func TestSampleLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(0, 1000), 1, 40).Draw(t, "draws")
		y := rapid.Float64Range(0, 1000).Draw(t, "y")
		s, err := score.NewSample(x)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := s.CRPS(y)
		want, n := 0.0, float64(len(x))
		for _, a := range x {
			want += math.Abs(a-y) / n
			for _, b := range x {
				want -= math.Abs(a-b) / (2 * n * n)
			}
		}
		if math.Abs(got-want) > 1e-8 || got < -1e-9 {
			t.Fatalf("CRPS %v, by pairs %v", got, want)
		}
		lo, _ := s.PIT(y, 0)
		hi, _ := s.PIT(y, 1)
		if lo > hi || lo < 0 || hi > 1 {
			t.Fatalf("PIT from %v to %v", lo, hi)
		}
		if same := score.Resample(x, len(x)); math.Abs(same[0]-x[0]) > 1e-8 {
			t.Fatalf("resampling to the same length moved %v to %v", x[0], same[0])
		}
	})
}

// A proper score is best, in expectation, for the forecast that is true.
func TestRPSIsProper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) []float64 {
			w := rapid.SliceOfN(rapid.Float64Range(.01, 1), 3, 3).Draw(t, name)
			sum := w[0] + w[1] + w[2]
			return []float64{w[0] / sum, w[1] / sum, 1 - w[0]/sum - w[1]/sum}
		}
		truth, other := draw("truth"), draw("other")
		expect := func(p []float64) (rps, loss, brier float64) {
			for k, q := range truth {
				c := score.Classes{P: p, Happened: k}
				a, err := c.RPS()
				if err != nil {
					t.Fatal(err)
				}
				b, _ := c.LogLoss()
				d, _ := c.Brier()
				rps, loss, brier = rps+q*a, loss+q*b, brier+q*d
			}
			return rps, loss, brier
		}
		a1, b1, c1 := expect(truth)
		a2, b2, c2 := expect(other)
		if a1 > a2+1e-9 || b1 > b2+1e-9 || c1 > c2+1e-9 {
			t.Fatalf("truth %v scores worse than %v", truth, other)
		}
	})
}

func TestEdgesBeginTheirBins(t *testing.T) {
	for b := 1; b < score.Bins; b++ {
		if e := score.Edge(b); score.Bin(e) != b || score.Bin(math.Nextafter(e, 0)) != b-1 {
			t.Errorf("bin %d begins at %v, which falls into %d", b, e, score.Bin(e))
		}
	}
}
