package skill_test

import (
	"errors"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"detente/internal/hands/skill"
	"detente/internal/thinking/forecast"
)

// ran is a small backtest of an invented history, two windows against two vintages, the older of which ends early.
func ran(t *testing.T) (forecast.Backtest, *forecast.Result) {
	t.Helper()
	h, err := forecast.NewHistory([]int{4, 7, 9, 12, 15}, forecast.MonthOf(2000, 1), forecast.MonthOf(2006, 12))
	if err != nil {
		t.Fatal(err)
	}
	old, err := forecast.NewHistory(h.Units, h.First, forecast.MonthOf(2005, 12))
	if err != nil {
		t.Fatal(err)
	}
	for u := range h.Units {
		for m := h.First; m <= h.Last; m++ {
			v := float64((int(m)*(u*5+3) + u) % (1 + 4*u*u))
			if err := h.Set(u, m, v); err != nil {
				t.Fatal(err)
			}
			if m <= old.Last {
				if err := old.Set(u, m, v+1); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var members []forecast.Member
	for _, m := range []forecast.Model{forecast.Kernel{Months: 24, Half: 6, Width: .7}, forecast.Kernel{Months: 24, Half: 6, Factor: 1}} {
		members = append(members, forecast.Member{Model: m, High: true})
	}
	b := forecast.Backtest{History: h, Outcomes: []forecast.Outcome{{Name: "new", History: h}, {Name: "old", History: old}}, Members: members,
		Benchmarks: []forecast.Model{forecast.Conflictology{Months: 12}, forecast.Zero{}},
		First:      2003, From: 2005, To: 2006, Leads: []int{3, 4, 7}, Draws: 60, Seed: 2, Pooling: forecast.Defaults()}
	res, err := b.Run()
	if err != nil {
		t.Fatal(err)
	}
	return b, res
}

// names are of countries in two regions, and of one that is none.
var names = map[int]string{4: "Pakistan", 7: "Afghanistan", 9: "Peru", 12: "Atlantis", 15: "Chile"}

// Each unit is in one region; one that is not known stays apart; without names there is no such table.
func TestByRegion(t *testing.T) {
	b, res := ran(t)
	r, err := skill.Make(b, res, 2005, names)
	if err != nil {
		t.Fatal(err)
	}
	got, n := map[string]int{}, 0
	for _, p := range r.Outcomes[0].ByRegion {
		got[p.Name] = p.Pool.N
		n += p.Pool.N
	}
	each := r.Outcomes[0].Overall[0].N / 5
	if want := map[string]int{"": each, "Southern Asia": 2 * each, "Americas": 2 * each}; !maps.Equal(got, want) || n != r.Outcomes[0].Overall[0].N {
		t.Errorf("%v, want %v", got, want)
	}
	if r, err = skill.Make(b, res, 2005, nil); err != nil || r.Outcomes[0].ByRegion != nil {
		t.Errorf("%v, %v", r, err)
	}
}

func TestTables(t *testing.T) {
	b, res := ran(t)
	r, err := skill.Make(b, res, 2005, names)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Outcomes) != 2 || len(r.Outcomes[0].Overall) != 5 || len(r.Outcomes[0].Pool) != 4 || !slices.Equal(r.Members, []string{"smoothed 24/6, 0.7", "kernel 24/6 × 1"}) {
		t.Fatalf("%d outcomes, members %q", len(r.Outcomes), r.Members)
	}
	for i, n := range []int{30, 15} { // five units, three leads, two windows; the older vintage has one of them
		v := r.Outcomes[i]
		for _, by := range [][]skill.Part{v.ByWindow, v.ByLead, v.ByClass} {
			sum, crps := 0, 0.0
			for _, p := range by {
				sum += p.Pool.N
				crps += p.Pool.CRPS * float64(p.Pool.N)
			}
			if sum != n || math.Abs(crps/float64(sum)-v.Overall[0].CRPS) > 1e-9 {
				t.Errorf("%s: parts of %d cells, CRPS %v; all %d, %v", v.Name, sum, crps/float64(sum), n, v.Overall[0].CRPS)
			}
		}
		for _, s := range v.Overall {
			if d := s.CRPS - v.Overall[3].CRPS; math.Abs(s.CRPSDiff.Mean-d) > 1e-9 || s.N != n {
				t.Errorf("%s: %d cells, difference to the benchmark %v, want %v", s.Model, s.N, s.CRPSDiff.Mean, d)
			}
		}
		sum := 0.0
		for _, p := range r.PIT[v.Name] {
			sum += p
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("%s: tenths add up to %v", v.Name, sum)
		}
	}
	if _, err := skill.Make(b, res, 2007, nil); err == nil || !strings.Contains(err.Error(), "no outcome from 2007") {
		t.Errorf("windows that were not forecast: %v", err)
	}
}

func TestPage(t *testing.T) {
	b, res := ran(t)
	r, err := skill.Make(b, res, 2005, names)
	if err != nil {
		t.Fatal(err)
	}
	if r.Entrants, err = skill.Published(strings.NewReader("model,year,actuals,mean_crps\nguess,2005,n,9\n"), "p.csv", map[string]string{"n": "new"}, res, 2005, 2006); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := skill.Page(&out, r, "detente backtest"); err != nil {
		t.Fatal(err)
	}
	page := out.String()
	for _, want := range []string{"Written by `detente backtest`", "## Against new", "## Against old", "Windows 2005–2006, 30 country-months.", "Windows 2005–2006, 15 country-months.",
		"| guess | n | 2005–2005 | 9.00 |", "| class | smoothed 24/6, 0.7 | kernel 24/6 × 1 |", "By lead, the pool"} {
		if !strings.Contains(page, want) {
			t.Errorf("not on the page: %s", want)
		}
	}
	if strings.Contains(page, "NaN") || strings.Contains(page, "Inf") || strings.Contains(page, "%!") {
		t.Error("a number that is none is printed")
	}
	if !regexp.MustCompile(`\| conflictology 12 \| [^\n]* \| – \| – \| – \| – \|`).MatchString(page) {
		t.Error("the benchmark is compared with itself")
	}
	columns := 0
	for i, line := range strings.Split(page, "\n") {
		if !strings.HasPrefix(line, "|") {
			columns = 0
			continue
		}
		if n := strings.Count(line, "|"); columns == 0 {
			columns = n
		} else if n != columns {
			t.Errorf("line %d has %d columns, its table %d: %s", i+1, n-1, columns-1, line)
		}
	}
	var again strings.Builder
	if err := skill.Page(&again, r, "detente backtest"); err != nil || again.String() != page {
		t.Error("the same report gives another page", err)
	}
}

func TestPublished(t *testing.T) {
	_, res := ran(t)
	vintages := map[string]string{"n": "new", "o": "old"}
	got, err := skill.Published(strings.NewReader("year,mean_crps,model,actuals\n2005,4,a,n\n2006,6,a,n\n2005,3,a,o\n2004,1,a,n\n2005,1,a,other\n2006,2,b,n\n"), "p.csv", vintages, res, 2005, 2006)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0].CRPS != 5 || got[0].Windows != 2 || got[1].Vintage != "o" || got[1].CRPS != 3 || got[2].Model != "b" || got[2].From != 2006 {
		t.Fatalf("%+v", got)
	}
	if want := res.Mean("new", "pool", forecast.Windows(2006, 2006)).CRPS; got[2].Pool != want {
		t.Errorf("the pool on the entrant's window %v, want %v", got[2].Pool, want)
	}
	for text, want := range map[string]string{
		"": "p.csv", "model,year,actuals\n": "no column mean_crps", "model,year,actuals,mean_crps\na,x,n,1\n": "row 2, column year",
		"model,year,actuals,mean_crps\na,2005,n,x\n": "row 2, column mean_crps", "model,year,actuals,mean_crps\na,2005\n": "wrong number of fields",
	} {
		if _, err := skill.Published(strings.NewReader(text), "p.csv", vintages, res, 2005, 2006); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

type full struct{ left int }

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

var errFull = errors.New("no room")

func TestPageSaysWhenItCannotBeWritten(t *testing.T) {
	b, res := ran(t)
	r, err := skill.Make(b, res, 2005, names)
	if err != nil {
		t.Fatal(err)
	}
	if err := skill.Page(&full{200}, r, "x"); err == nil {
		t.Error("a full disk went unnoticed")
	}
}
