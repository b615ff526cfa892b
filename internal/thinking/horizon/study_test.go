package horizon

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// georeferenced reads UCDP GED rows as acts: deaths are the best figures, the day the middle one, and the point of a place
// the mean of its rows'. The rows are of one late release, so knowledge is taken to come with the day.
func georeferenced(t *testing.T, path string) (acts []Act, at map[Place]record.Point) {
	t.Helper()
	f, err := os.Open(filepath.Clean(path))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shared data are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	col := map[string]int{}
	for i, name := range rows[0] {
		col[name] = i
	}
	number := func(row []string, name string) float64 {
		x, err := strconv.ParseFloat(row[col[name]], 64)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return x
	}
	day := func(row []string, name string) calendar.Date {
		d, err := calendar.ParseDate(row[col[name]][:10])
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	sum := map[Place][3]float64{}
	for _, row := range rows[1:] {
		from, to := day(row, "date_start"), day(row, "date_end")
		if to-from > 31 {
			continue // belongs to no month
		}
		p := Place{row[col["iso3"]], strings.TrimSpace(row[col["adm_1"]]), strings.TrimSpace(row[col["adm_2"]])}
		d := from + (to-from)/2
		acts = append(acts, Act{d, d, p, number(row, "best")})
		s := sum[p]
		sum[p] = [3]float64{s[0] + number(row, "latitude"), s[1] + number(row, "longitude"), s[2] + 1}
	}
	at = map[Place]record.Point{}
	for p, s := range sum {
		at[p] = record.Point{Lat: s[0] / s[2], Lon: s[1] / s[2]}
	}
	return acts, at
}

// The study of docs/methods/forecast.md: UCDP GED, Pakistan, by district and month, origins in June and December.
func TestStudyOfDistricts(t *testing.T) {
	acts, at := georeferenced(t, "../../../../shared/data/ucdp/ged_pakistan_1989_2021.csv")
	q := Question{Begins: calendar.DateOf(1989, 1, 1), Leads: 6, Draws: 100, Back: 200, Seed: 1, Every: 6, First: 12*16 - 1,
		Point: func(p Place) (record.Point, bool) { x, ok := at[p]; return x, ok }}
	for m := range 12 * 33 {
		q.Ends = append(q.Ends, calendar.DateOf(1989, time.Month(m+2), 1).Add(-1))
	}
	for _, measure := range []string{"events", "deaths"} {
		q.Acts = nil
		for _, a := range acts {
			if measure == "events" {
				a.Count = 1
			}
			q.Acts = append(q.Acts, a)
		}
		a := ask(t, q)
		for _, x := range a.Trials {
			t.Logf("%s %-14s total %8.3f districts %8.3f cases %d", measure, x.Model, x.Total, x.Leaves, x.Cases)
		}
		held := [2]int{}
		used := map[Model]int{}
		for _, x := range a.Past {
			if x.Came == nil {
				continue
			}
			used[x.Model]++
			if *x.Came >= x.Quantiles[0] && *x.Came <= x.Quantiles[4] {
				held[0]++
			}
			if *x.Came >= x.Quantiles[1] && *x.Came <= x.Quantiles[3] {
				held[1]++
			}
		}
		t.Logf("%s: within 90 %% %d, within 50 %% %d; used %v; %+v; %d leaves", measure, held[0], held[1], used, a.Shares, len(a.Leaves))
		for _, m := range a.Skill {
			t.Logf("%s %-9s %8.3f against %8.3f, difference %.3f (%.3f to %.3f)", measure, m.Level, m.Used, m.Benchmark, m.Mean, m.Low, m.High)
			if m.Level == "districts" && !(m.High < 0) || !(m.Mean < 0) {
				t.Errorf("%s: no better than conflictology: %+v", measure, m)
			}
		}
	}
}
