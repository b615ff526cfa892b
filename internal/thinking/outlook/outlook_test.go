package outlook

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		_ = flag.Set("rapid.checks", "25") // each check judges many months
	}
	os.Exit(m.Run())
}

// quick fits in a moment.
var quick = Options{Seed: 3, Bag: 2, Rounds: 8, Trees: 8}

// world makes countries whose deaths rise and fall about a level of their own: a large month
// is followed by ordinary ones, so that there is something to learn.
func world(seed uint64, countries, months int) []Unit {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]Unit, countries)
	for i := range out {
		u := Unit{ID: i + 1, Name: fmt.Sprint("country ", i+1), First: Month(1990, 1), Deaths: make([]float64, months)}
		level := math.Exp(2 + 2*r.Float64())
		for t := range u.Deaths {
			u.Deaths[t] = math.Floor(level * math.Exp(.5*r.NormFloat64()))
			if r.IntN(12) == 0 {
				u.Deaths[t] *= 12
			}
		}
		out[i] = u
	}
	return out
}

func TestClassesByHand(t *testing.T) {
	for _, c := range []struct {
		b, f float64
		want Class
	}{
		{100, 150, Escalation}, {100, 149, Holding}, {100, 50, DeEscalation}, {100, 51, Holding},
		{4, 9, Escalation}, {4, 8.9, Holding}, // the step of five
		{4, 0, Holding}, // nothing can be five below four
		{6, 1, DeEscalation}, {6, 1.1, Holding}, {0, 0, Holding}, {0, 5, Escalation},
	} {
		if got := Judge(c.b, c.f); got != c.want {
			t.Errorf("b %v, f %v: %v, want %v", c.b, c.f, got, c.want)
		}
	}
	d := make([]float64, 15)
	d[3] = 25
	for at, want := range map[int]bool{10: false, 11: true, 14: true} {
		if Active(d, at) != want {
			t.Errorf("active at %d: %v", at, !want)
		}
	}
	d = append(d, 0)
	if Active(d, 15) {
		t.Error("active thirteen months after the deaths")
	}
	if f, ok := Ahead([]float64{9, 1, 2, 3}, 0); !ok || f != 2 {
		t.Errorf("ahead %v %v", f, ok)
	}
	if _, ok := Ahead([]float64{9, 1, 2}, 0); ok {
		t.Error("an outcome of two months")
	}
}

// Conflictology by hand: of the 12³ draws from eleven months of 0 and one of 60, with b = 10, f is 20
// or more when at least one draw is the 60 (60/3 = 20 ≥ 15), else 0 ≤ 5.
func TestConflictologyByHand(t *testing.T) {
	m := make([]float64, 12)
	m[4] = 60
	p := conflictology(m, 10)
	fall := 11. / 12 * 11 / 12 * 11 / 12
	if math.Abs(p[DeEscalation]-fall) > .002 || math.Abs(p[Escalation]-(1-fall)) > .002 {
		t.Errorf("%v, want a fall with %v", p, fall)
	}
}

func TestFeaturesLookBackOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SliceOfN(rapid.Float64Range(0, 5000), 13, 150).Draw(t, "deaths")
		at := rapid.IntRange(0, len(d)-1).Draw(t, "at")
		x := Features(d, at, 5)
		if len(x) != len(Names()) || len(x) != len(GroupOf()) {
			t.Fatalf("%d features, %d names", len(x), len(Names()))
		}
		for i, v := range x {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("%s is %v", Names()[i], v)
			}
		}
		poisoned := slices.Clone(d)
		for i := at + 1; i < len(d); i++ {
			poisoned[i] = 1e6
		}
		if !slices.Equal(x, Features(poisoned, at, 5)) || !slices.Equal(x, Features(d[:at+1], at, 5)) {
			t.Fatal("what came after changes the features")
		}
	})
}

func TestNamesAreDistinctAndGroupsKnown(t *testing.T) {
	seen := map[string]bool{}
	for i, n := range Names() {
		if seen[n] {
			t.Errorf("%s twice", n)
		}
		seen[n] = true
		if !slices.Contains(Groups, GroupOf()[i]) {
			t.Errorf("%s is in no group", n)
		}
	}
	for _, c := range columns(logitFeatures) {
		if c < 0 {
			t.Error("the logit names a feature that is not there")
		}
	}
}

// The future is poisoned: from the month after the last one forecast, every country has a
// million deaths a month. No forecast up to there may move.
func TestBacktestDoesNotSeeTheFuture(t *testing.T) {
	units := world(5, 12, 120)
	from := Month(1990, 1) + 90
	plan := Plan{From: from, To: from + 5, Every: 3, Warm: 12, Options: quick}
	made := func(us []Unit) map[[2]int]Probabilities {
		f, err := Backtest(Cases(us, Month(1992, 1)), plan)
		if err != nil {
			t.Fatal(err)
		}
		out := map[[2]int]Probabilities{}
		for _, x := range f {
			out[[2]int{x.Case.Unit, x.Case.Month}] = x.P
		}
		return out
	}
	clean := made(units)
	if len(clean) < 50 {
		t.Fatalf("%d forecasts", len(clean))
	}
	for _, last := range []int{from + 2, from + 5} { // the end of each fit's months
		poisoned := make([]Unit, len(units))
		for i, u := range units {
			poisoned[i] = u
			poisoned[i].Deaths = slices.Clone(u.Deaths)
			for m := last + 1 - u.First; m < len(u.Deaths); m++ {
				poisoned[i].Deaths[m] = 1e6
			}
		}
		for k, p := range made(poisoned) {
			if k[1] <= last && p != clean[k] {
				t.Fatalf("country %d, month %d: %v with the future known, %v without", k[0], k[1]-from, p, clean[k])
			}
		}
	}
}

// In a made world there is something to learn: after a large month there is a fall.
func TestModelLearns(t *testing.T) {
	cases := Cases(world(7, 20, 120), Month(1992, 1))
	half := len(cases) / 2
	m, err := Fit(cases[:half], Options{Seed: 1, Bag: 3, Rounds: 30, Trees: 20})
	if err != nil {
		t.Fatal(err)
	}
	var learnt, rates float64
	var base Probabilities
	for _, c := range cases[:half] {
		base[c.Class] += 1 / float64(half)
	}
	for _, c := range cases[half:] {
		learnt -= math.Log(Even().Join(m.Predict(c.Features))[c.Class])
		rates -= math.Log(base[c.Class])
	}
	if learnt > .9*rates {
		t.Errorf("log loss %.3f, base rates have %.3f", learnt/float64(half), rates/float64(half))
	}
}

func TestFitIsTheSameWithAnyWorkersAndRefusesTooFew(t *testing.T) {
	cases := Cases(world(9, 10, 80), Month(1992, 1))
	var models [][]byte
	for _, w := range []int{1, 3} {
		o := quick
		o.Workers = w
		m, err := Train(cases, nil, o)
		if err != nil {
			t.Fatal(err)
		}
		models = append(models, m.Encode())
	}
	if !bytes.Equal(models[0], models[1]) {
		t.Error("another number of workers gave another model")
	}
	if _, err := Fit(cases[:50], quick); err == nil {
		t.Error("fitted to 50 cases")
	}
}

func TestEncodedModelSaysTheSame(t *testing.T) {
	cases := Cases(world(11, 10, 80), Month(1992, 1))
	m, err := Train(cases, nil, quick)
	if err != nil {
		t.Fatal(err)
	}
	b := m.Encode()
	d, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(d.Encode(), b) {
		t.Error("decoding and encoding gives other bytes")
	}
	for _, c := range cases[:100] {
		p, q := m.Predict(c.Features), d.Predict(c.Features)
		for k := range p {
			if math.Abs(p[k]-q[k]) > 1e-4 {
				t.Fatalf("%v, decoded %v", p, q)
			}
		}
		o := d.Judge(c.Features)
		for k := range o.P {
			if o.Low[k] > o.P[k] || o.P[k] > o.High[k] {
				t.Fatalf("%v is not within %v and %v", o.P, o.Low, o.High)
			}
		}
	}
	for _, n := range []int{0, 5, len(form) + 4, len(b) / 2, len(b) - 1} {
		if _, err := Decode(b[:n]); err == nil {
			t.Errorf("the first %d bytes are a model", n)
		}
	}
	if _, err := Decode(append(slices.Clone(b), 0)); err == nil {
		t.Error("a byte too many is taken")
	}
}

func FuzzDecode(f *testing.F) {
	m, err := Train(Cases(world(13, 8, 80), Month(1992, 1)), nil, Options{Seed: 1, Bag: 1, Rounds: 2, Trees: 1})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(m.Encode())
	f.Add([]byte(form))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Decode(data)
		if err != nil {
			return
		}
		m.Judge(make([]float64, len(Names()))) // a model that is taken can be used
	})
}

// Members that say the truth get a stack near the truth; an overconfident member is softened.
func TestStackFindsTheTemperature(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var made [][Kinds]Probabilities
	var class []Class
	for range 4000 {
		truth := softmax(Probabilities{r.NormFloat64(), 1, r.NormFloat64()})
		var z Probabilities
		for c := range z {
			z[c] = 2 * math.Log(truth[c]) // twice too sure
		}
		over := softmax(z)
		made = append(made, [Kinds]Probabilities{over, over, over})
		u, c := r.Float64(), 0
		for u > truth[c] && c < Classes-1 {
			u -= truth[c]
			c++
		}
		class = append(class, Class(c))
	}
	if s := FitStack(made, class); math.Abs(s.Temperature()-2) > .2 {
		t.Errorf("temperature %.2f of members that are twice too sure", s.Temperature())
	}
	if s := FitStack(nil, nil); s != Even() || math.Abs(s.Temperature()-1) > 1e-12 {
		t.Errorf("nothing known gives %v", s)
	}
}

// Scores of forecasts whose scores are known: base rates score Σ of the cumulated variances over
// two, and the outcome itself scores zero.
func TestScoresByHand(t *testing.T) {
	var cases []Case
	rates, truth := Made{Name: "rates"}, Made{Name: "truth"}
	for i := range 1000 {
		c := Holding
		switch i % 5 {
		case 0:
			c = Escalation
		case 1:
			c = DeEscalation
		}
		cases = append(cases, Case{Unit: i % 40, Month: i, Class: c})
		rates.P = append(rates.P, Probabilities{.2, .6, .2})
		var p Probabilities
		for k := range p {
			p[k] = .005
		}
		p[c] = .99
		truth.P = append(truth.P, p)
	}
	r := func() *rand.Rand { return rand.New(rand.NewPCG(1, 1)) }
	s, err := Score(cases, rates, 50, r())
	if err != nil {
		t.Fatal(err)
	}
	if want := (.2*.8 + .2*.8) / 2; math.Abs(float64(s.RPS.Value)-want) > 1e-9 {
		t.Errorf("RPS %v, want %v", s.RPS.Value, want)
	}
	if s.AUCEscalation.Value != .5 || math.Abs(float64(s.ECE.Value)) > 1e-9 || s.RPS.Low > s.RPS.Value || s.RPS.High < s.RPS.Value {
		t.Errorf("%+v", s)
	}
	p, err := Score(cases, truth, 0, r())
	if err != nil {
		t.Fatal(err)
	}
	if p.AUCEscalation.Value != 1 || p.AUCDeEscalation.Value != 1 || p.RPS.Value > .001 {
		t.Errorf("%+v", p)
	}
	d, _, err := Compare(cases, truth, rates, 100, r())
	if err != nil || d.High >= 0 {
		t.Errorf("the truth against base rates: %+v, %v", d, err)
	}
	if diagram, err := Reliable(cases, rates); err != nil || len(diagram) != Classes || diagram[0].Bins[0].N != 1000 {
		t.Errorf("%+v, %v", diagram, err)
	}
}
