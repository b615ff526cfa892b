package score_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"

	"detente/internal/thinking/score"
)

// shared holds the challenge's own scores of the conflictology benchmark, its raw draws for
// 2018 and the history in two vintages; see the README there.
const shared = "../../../../shared/data/"

type cell struct{ country, month int }

// rows reads a CSV file into maps by column name; the test is skipped when it is absent.
func rows(t testing.TB, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(shared + path)
	if err != nil {
		t.Skip("skipped: ../shared/data is absent")
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]map[string]string, 0, len(all)-1)
	for _, r := range all[1:] {
		m := map[string]string{}
		for i, h := range all[0] {
			m[h] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func values(t testing.TB, path, column string) map[cell]float64 {
	t.Helper()
	out := map[cell]float64{}
	for _, r := range rows(t, path) {
		out[cell{int(number(t, r["country_id"])), int(number(t, r["month_id"]))}] = number(t, r[column])
	}
	return out
}

// history is the newer vintage where it has a value, else the older, as the benchmark had it.
func history(t testing.TB) map[cell]float64 {
	t.Helper()
	out := map[cell]float64{}
	for _, r := range rows(t, "views/country_month_ged_sb_1990_2022.csv") {
		s := r["ged_sb_vintage2024"]
		if s == "" {
			s = r["ged_sb_vintage2023"]
		}
		if s != "" {
			out[cell{int(number(t, r["country_id"])), int(number(t, r["month_id"]))}] = number(t, s)
		}
	}
	return out
}

// The newer vintage starts in January 2018, so the last two months of 2017 that the 2019 window
// draws on are of the older one, which differs for two countries; and 2018 is taken from the raw draws.
var revised = map[int]bool{124: true, 145: true}

func TestGoldenScores(t *testing.T) {
	past := history(t)
	raw := map[cell][]float64{}
	for _, r := range rows(t, "reference/views/bm_conflictology_cm_2018.csv") {
		c := cell{int(number(t, r["country_id"])), int(number(t, r["month_id"]))}
		raw[c] = append(raw[c], number(t, r["outcome"]))
	}
	for year := 2018; year <= 2022; year++ {
		actual := values(t, fmt.Sprintf("reference/views/cm_actuals_%d.csv", year), "outcome")
		want := map[string]map[cell]float64{}
		for _, m := range []string{"crps", "ign", "mis"} {
			want[m] = values(t, fmt.Sprintf("reference/views/eval_conflictology_%s_%d.csv", m, year), "value")
		}
		first, matched := (year-1980)*12+1, 0
		for c, y := range actual {
			draws := raw[c]
			if year > 2018 {
				for m := first - 14; m < first-2; m++ {
					draws = append(draws, past[cell{c.country, m}])
				}
				if year == 2019 && revised[c.country] {
					continue
				}
			}
			s, err := score.NewSample(draws)
			if err != nil {
				t.Fatal(err)
			}
			crps, _ := s.CRPS(y)
			ign, _ := s.IGN(y)
			mis, _ := s.MIS(y, .9)
			for m, got := range map[string]float64{"crps": crps, "ign": ign, "mis": mis} {
				if w := want[m][c]; math.Abs(got-w) > 1e-9*math.Max(1, math.Abs(w)) {
					t.Errorf("%d, country %d, month %d: %s %.12f, want %.12f", year, c.country, c.month, m, got, w)
				}
			}
			matched++
		}
		expect := 2292
		if year == 2019 {
			expect -= 24
		}
		if matched != expect {
			t.Errorf("%d: %d cells compared, want %d", year, matched, expect)
		}
	}
}
