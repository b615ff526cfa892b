package survival_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/survival"
)

func spells(days, ended []int) []survival.Spell {
	out := make([]survival.Spell, len(days))
	for i := range days {
		out[i] = survival.Spell{ID: fmt.Sprintf("c%02d", i), Days: days[i], Ended: ended[i] == 1}
	}
	return out
}

// freireich is the 6-MP arm of Freireich et al. (1963), Blood 21: weeks in remission.
func freireich() []survival.Spell {
	return spells(
		[]int{6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35},
		[]int{1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0})
}

// aml is the maintained arm of Miller (1997), R's survival::aml.
func aml() []survival.Spell {
	return spells([]int{9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161}, []int{1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0})
}

// The rows are days, at risk, events, share, standard error, low and high on the log scale,
// low and high plain, as printed by R 4.2.2, survival 3.5-3.
func TestKaplanMeierMatchesR(t *testing.T) {
	for name, c := range map[string]struct {
		spells []survival.Spell
		rows   [][9]float64
		median survival.Quantile
	}{
		"freireich": {freireich(), [][9]float64{
			{6, 21, 3, 0.85714286, 0.076360355, 0.71981708, 1, 0.70747931, 1},
			{7, 17, 1, 0.80672269, 0.086935285, 0.65312422, 0.99644368, 0.63633266, 0.97711272},
			{10, 15, 1, 0.75294118, 0.096349653, 0.58591898, 0.96757475, 0.56409933, 0.94178303},
			{13, 12, 1, 0.69019608, 0.106814708, 0.50961310, 0.93476920, 0.48084310, 0.89954906},
			{16, 11, 1, 0.62745098, 0.114053865, 0.43939392, 0.89599494, 0.40390951, 0.85099245},
			{22, 7, 1, 0.53781513, 0.128233752, 0.33703662, 0.85820085, 0.28648159, 0.78914866},
			{23, 6, 1, 0.44817927, 0.134591457, 0.24878823, 0.80737205, 0.18438486, 0.71197368},
		}, survival.Quantile{Days: 23, Low: 16, High: math.NaN()}},
		"aml": {aml(), [][9]float64{
			{9, 11, 1, 0.90909091, 0.086678417, 0.754133845, 1, 0.739204333, 1},
			{13, 10, 1, 0.81818182, 0.116291300, 0.619248987, 1, 0.590255059, 1},
			{18, 8, 1, 0.71590909, 0.139664971, 0.488426287, 1, 0.442170779, 0.98964740},
			{23, 7, 1, 0.61363636, 0.152632331, 0.376867060, 0.99915760, 0.314482492, 0.91279024},
			{31, 5, 1, 0.49090909, 0.164193267, 0.254859951, 0.94558496, 0.169096201, 0.81272198},
			{34, 4, 1, 0.36818182, 0.162668886, 0.154877118, 0.87526068, 0.049356661, 0.68700698},
			{48, 2, 1, 0.18409091, 0.153492746, 0.035917898, 0.94352577, 0, 0.48493116},
		}, survival.Quantile{Days: 31, Low: 18, High: math.NaN()}},
	} {
		curve := survival.KaplanMeier(c.spells)
		var got [][9]float64
		for _, p := range curve.Points {
			if p.Events > 0 {
				got = append(got, [9]float64{float64(p.Days), float64(p.AtRisk), float64(p.Events), p.Share, p.SE, p.Log.Low, p.Log.High, p.Plain.Low, p.Plain.High})
			}
		}
		if len(got) != len(c.rows) {
			t.Fatalf("%s: %d days with events, want %d", name, len(got), len(c.rows))
		}
		for i := range got {
			for j := range got[i] {
				if math.Abs(got[i][j]-c.rows[i][j]) > 1e-7 {
					t.Errorf("%s, row %d, column %d: %.9f, R has %.9f", name, i, j, got[i][j], c.rows[i][j])
				}
			}
		}
		if m := curve.Median(); !same(m, c.median) {
			t.Errorf("%s: median %+v, R has %+v", name, m, c.median)
		}
	}
}

func same(a, b survival.Quantile) bool {
	eq := func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }
	return eq(a.Days, b.Days) && eq(a.Low, b.Low) && eq(a.High, b.High)
}

// By hand, four cases that all end on days 1, 2, 5, 9: the shares are 3/4, 1/2, 1/4, 0. The
// curve is flat at one half from day 2 to day 5, so the median is 3.5. At the first step
// Greenwood's sum is 1/(4·3) = 1/12, so the error is 3/4·√(1/12) = 0.2165064.
func TestByHand(t *testing.T) {
	c := survival.KaplanMeier(spells([]int{9, 2, 5, 1}, []int{1, 1, 1, 1}))
	for i, want := range []float64{.75, .5, .25, 0} {
		if math.Abs(c.Points[i].Share-want) > 1e-12 {
			t.Errorf("step %d: share %v, want %v", i, c.Points[i].Share, want)
		}
	}
	if math.Abs(c.Points[0].SE-.75*math.Sqrt(1./12)) > 1e-12 || !math.IsNaN(c.Points[3].SE) || !math.IsNaN(c.Points[3].Log.Low) {
		t.Errorf("errors %v and %v", c.Points[0].SE, c.Points[3].SE)
	}
	for _, m := range []struct {
		days, ended []int
		want        survival.Quantile // as R's quantile.survfit
	}{
		{[]int{1, 2, 5, 9}, []int{1, 1, 1, 1}, survival.Quantile{Days: 3.5, Low: 1, High: math.NaN()}},
		{[]int{1, 2, 5, 9}, []int{1, 1, 0, 0}, survival.Quantile{Days: 5.5, Low: 1, High: math.NaN()}},
		{[]int{1, 2, 5, 9}, []int{1, 1, 0, 1}, survival.Quantile{Days: 5.5, Low: 1, High: math.NaN()}},
		{[]int{3, 4}, []int{0, 0}, survival.Quantile{Days: math.NaN(), Low: math.NaN(), High: math.NaN()}},
		{nil, nil, survival.Quantile{Days: math.NaN(), Low: math.NaN(), High: math.NaN()}},
	} {
		if got := survival.KaplanMeier(spells(m.days, m.ended)).Median(); !same(got, m.want) {
			t.Errorf("%v %v: median %+v, want %+v", m.days, m.ended, got, m.want)
		}
	}
	if c := survival.KaplanMeier([]survival.Spell{{ID: "a", Days: -3, Ended: true}}); c.Points[0].Days != 0 {
		t.Errorf("days below zero are %d", c.Points[0].Days)
	}
}

// The 6-MP curve is 0.69 from week 13 to 15, with 11 followed past the 13th.
func TestAt(t *testing.T) {
	c := survival.KaplanMeier(freireich())
	if p, ok := c.At(15); !ok || math.Abs(p.Share-0.69019608) > 1e-7 || p.AtRisk != 11 {
		t.Errorf("week 15: %+v %v", p, ok)
	}
	for _, days := range []int{5, 36} {
		if _, ok := c.At(days); ok {
			t.Errorf("week %d is followed", days)
		}
	}
	if p, ok := c.At(35); !ok || p.Days != 35 {
		t.Errorf("the last week: %+v", p)
	}
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOf(rapid.Custom(func(t *rapid.T) survival.Spell {
			return survival.Spell{ID: rapid.StringN(1, 4, 4).Draw(t, "id"), Days: rapid.IntRange(0, 30).Draw(t, "days"), Ended: rapid.Bool().Draw(t, "ended")}
		})).Draw(t, "spells")
		c := survival.KaplanMeier(list)
		before, risk, seen, all := 1.0, len(list), 0, true
		for _, p := range c.Points {
			if p.Share > before || p.Share < 0 || p.AtRisk != risk || p.Events+p.Censored == 0 || len(p.EventIDs) != p.Events || len(p.Dropped) != p.Censored {
				t.Fatalf("point %+v after share %v and %d at risk", p, before, risk)
			}
			if p.Share > 0 && (p.Log.Low > p.Share || p.Log.High < p.Share || p.Plain.Low > p.Share || p.Plain.High < p.Share || p.SE < 0) {
				t.Fatalf("the interval does not hold the share: %+v", p)
			}
			before, risk, seen = p.Share, risk-p.Events-p.Censored, seen+p.Events
			all = all && p.Censored == 0
			// Without censoring the curve is the plain share still going.
			if all && math.Abs(p.Share-float64(risk)/float64(len(list))) > 1e-9 {
				t.Fatalf("share %v with %d of %d left", p.Share, risk, len(list))
			}
		}
		if risk != 0 || seen != c.Events || c.N != len(list) {
			t.Fatalf("%d left over, %d of %d events", risk, seen, c.Events)
		}
		mixed := slices.Clone(list)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if d := survival.KaplanMeier(mixed); fmt.Sprint(c) != fmt.Sprint(d) || !reflect.DeepEqual(c.N, d.N) {
			t.Fatalf("the order of the spells matters")
		}
	})
}
