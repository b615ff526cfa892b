package hawkes_test

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"detente/internal/thinking/hawkes"
)

// shared is where the reference values lie; see the README beside them for their origin.
const shared = "../../../../shared/data/reference/hawkes/"

type referenceFit struct {
	Kind   string    `json:"kind"`
	Loglik float64   `json:"loglik"`
	Theta  []float64 `json:"theta"`
	SE     []float64 `json:"se"`
}

type referenceCase struct {
	N     int            `json:"n"`
	T     float64        `json:"T"`
	Truth float64        `json:"loglik_truth_T"`
	Resid [][]float64    `json:"resid_truth"`
	Fits  []referenceFit `json:"fits"`
}

type tinyCase struct {
	T        []float64   `json:"t"`
	D        []int       `json:"d"`
	Horizon  float64     `json:"T"`
	Mu       []float64   `json:"mu"`
	Alpha    [][]float64 `json:"alpha"`
	Beta     [][]float64 `json:"beta"`
	Loglik   float64     `json:"loglik"`
	GradMu   []float64   `json:"grad_mu"`
	GradA    [][]float64 `json:"grad_alpha"`
	GradBeta [][]float64 `json:"grad_beta"`
}

// reference reads one case of reference.json; the test is skipped when it is absent.
func reference(t testing.TB, name string, into any) {
	t.Helper()
	b, err := os.ReadFile(shared + "reference.json")
	if err != nil {
		t.Skip("skipped: ../shared/data is absent")
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(all[name], into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// times reads a file of times and streams.
func times(t testing.TB, name string, horizon float64) hawkes.Data {
	t.Helper()
	f, err := os.Open(shared + name)
	if err != nil {
		t.Skip("skipped: ../shared/data is absent")
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	d := hawkes.Data{D: 3, Horizon: horizon}
	marked := rows[0][1] == "mag"
	if marked {
		d.D = 1
	}
	for _, row := range rows[1:] {
		x, err := strconv.ParseFloat(row[0], 64)
		if err != nil {
			t.Fatal(err)
		}
		if marked {
			m, err := strconv.ParseFloat(row[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			d.Times, d.Stream, d.Marks = append(d.Times, x), append(d.Stream, 0), append(d.Marks, m)
			continue
		}
		s, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		d.Times, d.Stream = append(d.Times, x), append(d.Stream, s)
	}
	return d
}

func constant(mu []float64) [][]float64 {
	out := make([][]float64, len(mu))
	for i, m := range mu {
		out[i] = []float64{m}
	}
	return out
}

// truth is what the exp3 files were simulated from.
func truth() hawkes.Params {
	b := []float64{1.2, 1.2, 1.2}
	return hawkes.Params{
		Mu:    constant([]float64{.2, .15, .1}),
		Alpha: [][]float64{{.36, .3, .06}, {.24, .42, .06}, {.06, .12, .3}},
		Beta:  [][]float64{b, b, b},
	}
}

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s is %.12g, want %.12g within %g", what, got, want, tol)
	}
}

func TestTenEventsByHand(t *testing.T) {
	var c tinyCase
	reference(t, "tiny", &c)
	d := hawkes.Data{Times: c.T, Stream: c.D, D: 2, Horizon: c.Horizon}
	ll, g, err := hawkes.LogLikelihood(d, hawkes.Params{Mu: constant(c.Mu), Alpha: c.Alpha, Beta: c.Beta}, hawkes.Constant(c.Horizon))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "log-likelihood", ll, c.Loglik, 1e-9*math.Abs(c.Loglik))
	for i := range 2 {
		near(t, "d/dmu", g.Mu[i][0], c.GradMu[i], 1e-6)
		for j := range 2 {
			near(t, "d/dalpha", g.Alpha[i][j], c.GradA[i][j], 1e-6)
			near(t, "d/dbeta", g.Beta[i][j], c.GradBeta[i][j], 1e-6)
		}
	}
}

var files = map[string]string{"exp3_1k": "exp3_1k.csv", "exp3_10k": "exp3_10k.csv", "exp3_100k": "exp3_100k.csv.gz"}

func TestLogLikelihoodAtTheTruth(t *testing.T) {
	for name, file := range files {
		var c referenceCase
		reference(t, name, &c)
		d := times(t, file, c.T)
		if len(d.Times) != c.N {
			t.Fatalf("%s has %d events, want %d", name, len(d.Times), c.N)
		}
		ll, _, err := hawkes.LogLikelihood(d, truth(), hawkes.Constant(c.T))
		if err != nil {
			t.Fatal(err)
		}
		near(t, name, ll, c.Truth, 1e-9*math.Abs(c.Truth))
	}
}

func theta(t *testing.T, s hawkes.Structure, p hawkes.Params) []float64 {
	t.Helper()
	var out []float64
	for _, m := range p.Mu {
		out = append(out, m[0])
	}
	for _, a := range p.Alpha {
		out = append(out, a...)
	}
	for i := range p.Beta {
		switch s {
		case hawkes.Common:
			if i == 0 {
				out = append(out, p.Beta[0][0])
			}
		case hawkes.Row:
			out = append(out, p.Beta[i][0])
		case hawkes.Col:
			out = append(out, p.Beta[0][i])
		case hawkes.Full:
			out = append(out, p.Beta[i]...)
		}
	}
	return out
}

// params undoes theta for three streams.
func params(s hawkes.Structure, x []float64) hawkes.Params {
	p := hawkes.Params{Mu: constant(x[:3]), Alpha: [][]float64{x[3:6], x[6:9], x[9:12]}}
	b := x[12:]
	for i := range 3 {
		row := make([]float64, 3)
		for j := range 3 {
			switch s {
			case hawkes.Common:
				row[j] = b[0]
			case hawkes.Row:
				row[j] = b[i]
			case hawkes.Col:
				row[j] = b[j]
			case hawkes.Full:
				row[j] = b[3*i+j]
			}
		}
		p.Beta = append(p.Beta, row)
	}
	return p
}

func TestEstimatesReachTheReference(t *testing.T) {
	for _, name := range []string{"exp3_1k", "exp3_10k", "exp3_fullbeta_10k", "exp3_100k"} {
		if name == "exp3_100k" && testing.Short() {
			continue
		}
		var c referenceCase
		reference(t, name, &c)
		file := name + ".csv"
		if f, ok := files[name]; ok {
			file = f
		}
		d := times(t, file, c.T)
		for _, want := range c.Fits {
			s := hawkes.Structure(want.Kind)
			f, err := hawkes.Estimate(d, hawkes.Options{Structure: s})
			if err != nil {
				t.Errorf("%s %s: %v", name, s, err)
				continue
			}
			// The reference's own figure for 100 k events is 1.8e-6 off what its estimate gives on
			// the file, which an independent sum in Python confirms; so the estimate is evaluated here.
			best, _, err := hawkes.LogLikelihood(d, params(s, want.Theta), hawkes.Constant(c.T))
			if err != nil {
				t.Fatal(err)
			}
			near(t, name+" "+want.Kind+" reference", best, want.Loglik, 1e-9*math.Abs(want.Loglik))
			if f.LogLik < best-1e-6 {
				t.Errorf("%s %s: log-likelihood %.9f is below the reference %.9f", name, s, f.LogLik, best)
			}
			if f.LogLik > best+1e-5 {
				t.Logf("%s %s: log-likelihood %.9f is above the reference %.9f", name, s, f.LogLik, best)
				continue // another, better point: its standard errors are not the reference's
			}
			se := theta(t, s, f.SE)
			for k, w := range want.SE {
				if math.IsNaN(se[k]) != math.IsNaN(w) || math.Abs(se[k]-w) > .01*w {
					t.Errorf("%s %s: standard error %d is %.6g, want %.6g", name, s, k, se[k], w)
				}
			}
		}
	}
}

func TestResidualsAtTheTruth(t *testing.T) {
	for name, file := range files {
		var c referenceCase
		reference(t, name, &c)
		gaps, err := hawkes.Residuals(times(t, file, c.T), truth(), hawkes.Constant(c.T))
		if err != nil {
			t.Fatal(err)
		}
		for i, g := range gaps {
			r := hawkes.Test(g)
			near(t, name+" KS", r.KS, c.Resid[i][0], 1e-6)
			near(t, name+" mean", r.Mean, c.Resid[i][2], 1e-6)
		}
	}
}

// oneCase is a reference case of one stream with marks.
type oneCase struct {
	T      float64   `json:"T"`
	Truth  []float64 `json:"truth"`
	AtTrue float64   `json:"loglik_truth"`
	Best   float64   `json:"loglik"`
	Theta  []float64 `json:"theta"`
}

func TestMarkedEstimateReachesTheReference(t *testing.T) {
	var c oneCase
	reference(t, "exp1_marked", &c)
	d := times(t, "exp1_marked.csv", c.T)
	at := func(x []float64) hawkes.Params {
		return hawkes.Params{Mu: constant(x[:1]), Alpha: [][]float64{{x[1]}}, Beta: [][]float64{{x[2]}}, Kappa: x[3], Form: hawkes.Exponential}
	}
	ll, _, err := hawkes.LogLikelihood(d, at(c.Truth), hawkes.Constant(c.T))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "log-likelihood at the truth", ll, c.AtTrue, 1e-9*math.Abs(c.AtTrue))
	f, err := hawkes.Estimate(d, hawkes.Options{Marks: hawkes.Exponential})
	if err != nil {
		t.Fatal(err)
	}
	if f.LogLik < c.Best-1e-6 {
		t.Errorf("log-likelihood %.9f is below the reference %.9f", f.LogLik, c.Best)
	}
	for k, v := range []float64{f.Params.Mu[0][0], f.Params.Alpha[0][0], f.Params.Beta[0][0], f.Params.Kappa} {
		near(t, "estimate", v, c.Theta[k], 2e-4*c.Theta[k])
	}
	for k, se := range []float64{f.SE.Mu[0][0], f.SE.Alpha[0][0], f.SE.Beta[0][0], f.SE.Kappa} {
		if d := math.Abs(c.Truth[k] - c.Theta[k]); !(se > d/4 && se < c.Theta[k]) {
			t.Errorf("standard error %d is %v, %v from the truth", k, se, d)
		}
	}
	// The other form fits the same events less well: they were made with this one.
	other, err := hawkes.Estimate(d, hawkes.Options{Marks: hawkes.Power})
	if err != nil {
		t.Fatal(err)
	}
	if !(other.LogLik < f.LogLik) || !(other.Params.Kappa > 0) {
		t.Errorf("power form: log-likelihood %v, kappa %v; exp form %v", other.LogLik, other.Params.Kappa, f.LogLik)
	}
}

func TestPowerLawReachesTheReference(t *testing.T) {
	var c oneCase
	reference(t, "etas1", &c)
	d := times(t, "etas1.csv", c.T)
	at := func(x []float64) hawkes.PowerLaw {
		return hawkes.PowerLaw{Mu: x[:1], A: [][]float64{{x[1]}}, Kappa: x[2], C: x[3], P: x[4], Form: hawkes.Exponential}
	}
	ll, err := hawkes.PowerLogLikelihood(d, at(c.Truth))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "log-likelihood at the truth", ll, c.AtTrue, 1e-9*math.Abs(c.AtTrue))
	f, err := hawkes.EstimatePower(d, hawkes.Exponential)
	if err != nil {
		t.Fatal(err)
	}
	if f.LogLik < c.Best-1e-6 || f.LogLik > c.Best+1e-3 {
		t.Errorf("log-likelihood %.9f, the reference has %.9f", f.LogLik, c.Best)
	}
	for k, v := range []float64{f.Params.Mu[0], f.Params.A[0][0], f.Params.Kappa, f.Params.C, f.Params.P} {
		near(t, "estimate", v, c.Theta[k], 2e-3*c.Theta[k])
	}
	for k, se := range []float64{f.SE.Mu[0], f.SE.A[0][0], f.SE.Kappa, f.SE.C, f.SE.P} {
		if d := math.Abs(c.Truth[k] - c.Theta[k]); !(se > d/4 && se < c.Theta[k]) {
			t.Errorf("standard error %d is %v, %v from the truth", k, se, d)
		}
	}
	gaps, err := hawkes.PowerResiduals(d, f.Params)
	if err != nil {
		t.Fatal(err)
	}
	if r := hawkes.Test(gaps[0]); r.P < .05 || math.Abs(r.Mean-1) > .05 {
		t.Errorf("residuals %+v", r)
	}
}
