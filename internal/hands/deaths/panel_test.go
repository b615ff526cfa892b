package deaths_test

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"detente/internal/hands/deaths"
	"detente/internal/thinking/outlook"
)

const panelHead = "country_id,country,month_id,year,month,ged_sb_vintage2023,ged_sb_vintage2024\n"

func TestPanel(t *testing.T) {
	text := panelHead +
		"2,North,121,1990,1,4,\n" +
		"2,North,122,1990,2,5,6\n" +
		"1,South,121,1990,1,0,\n" +
		"2,North,125,1990,5,7,\n" + // two months are missing
		"2,North,0x,1990,13,7,\n" +
		"2,North,126,1990,6,-1,\n" +
		"2,North,126,1990,6,many,\n" +
		"2,North,127,1990,7,,\n" +
		"2,North,125,1990,5,9,\n" +
		"2,North\n"
	x, err := deaths.ReadPanel(strings.NewReader(text), "h.csv", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Units) != 3 || x.Rows != 4 || x.Units[0].Name != "South" {
		t.Fatalf("%+v", x.Units)
	}
	if u := x.Units[1]; u.ID != 2 || u.First != outlook.Month(1990, 1) || !slices.Equal(u.Deaths, []float64{4, 6}) {
		t.Errorf("the newest vintage counts where it is there: %+v", u)
	}
	if u := x.Units[2]; u.ID != 2 || u.First != outlook.Month(1990, 5) || !slices.Equal(u.Deaths, []float64{7}) {
		t.Errorf("after a gap: %+v", u)
	}
	var said []string
	for _, f := range x.Faults.All() {
		said = append(said, f.String())
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{
		`h.csv, row 6, column month_id: is not a month`, `h.csv, row 7, column ged_sb_vintage2023: is negative`,
		`row 8, column ged_sb_vintage2023: is not a number`, "row 10, column country_id: this unit and month are there already",
		"row 11: has 2 fields, the header 7", "h.csv, column month: unit 2: 2 months before 1990-05 are missing; the unit begins anew",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("not said: %s in\n%s", want, all)
		}
	}
	if x.Faults.Errors() != 5 || x.Faults.Warnings() != 1 {
		t.Errorf("%d errors, %d warnings", x.Faults.Errors(), x.Faults.Warnings())
	}
	old, err := deaths.ReadPanel(strings.NewReader(text), "h.csv", "2023")
	if err != nil || !slices.Equal(old.Units[1].Deaths, []float64{4, 5}) {
		t.Errorf("the older vintage: %v, %v", old, err)
	}
}

func TestBadPanels(t *testing.T) {
	for name, c := range map[string][2]string{
		"empty":     {"", "no header"},
		"no month":  {"country_id,year,deaths\n", "year and month"},
		"no deaths": {"country_id,year,month\n", "a column of deaths"},
		"no rows":   {panelHead, "no row with deaths was usable of 0"},
		"bad quote": {panelHead + "\"1,x\n", "quote"},
		"no number": {"country_id,year,month,deaths\nx,1990,1,2\n", "usable of 1 (faults: 1)"},
	} {
		if _, err := deaths.ReadPanel(strings.NewReader(c[0]), "h.csv", ""); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := deaths.ReadPanel(strings.NewReader(panelHead+"1,a,1,1990,1,2,\n"), "h.csv", "2020"); err == nil || !strings.Contains(err.Error(), `no vintage "2020"`) {
		t.Errorf("%v", err)
	}
}

func FuzzPanel(f *testing.F) {
	f.Add(panelHead + "1,a,121,1990,1,3,\n1,a,122,1990,2,,4\n")
	f.Add("country_id,year,month,deaths\n1,2000,1,1e300\n")
	f.Fuzz(func(t *testing.T, text string) {
		x, err := deaths.ReadPanel(strings.NewReader(text), "h.csv", "")
		if err != nil {
			return
		}
		n := 0
		for _, u := range x.Units {
			n += len(u.Deaths)
			for _, d := range u.Deaths {
				if !(d >= 0) || math.IsInf(d, 0) {
					t.Fatalf("deaths of %v", d)
				}
			}
		}
		if n != x.Rows {
			t.Fatalf("%d rows taken, %d months kept", x.Rows, n)
		}
	})
}

// The part of METHODS 2 that is in the shared data: 1,134 active country-months, base rates
// .213 / .595 / .192, which the newer vintage gives and the older does not.
func TestPublishedCases(t *testing.T) {
	const path = "../../../../shared/data/views/country_month_ged_sb_1990_2022.csv"
	if _, err := os.Stat(path); err != nil {
		t.Skip("the shared data are not there: ", err)
	}
	for vintage, want := range map[string]int{"": 1134, "2023": 1149} {
		x, err := deaths.OpenPanel(path, vintage)
		if err != nil {
			t.Fatal(err)
		}
		if len(x.Faults.All()) > 0 || x.Rows != 73231 || len(x.Units) != 191 {
			t.Errorf("%d rows, %d units, %v", x.Rows, len(x.Units), x.Faults.All()[:min(3, len(x.Faults.All()))])
		}
		n, rates := 0, [3]float64{}
		for _, u := range x.Units {
			for at := range u.Deaths {
				m := u.First + at
				f, ok := outlook.Ahead(u.Deaths, at)
				if !ok || m < outlook.Month(2019, 11) || m > outlook.Month(2022, 9) || !outlook.Active(u.Deaths, at) {
					continue
				}
				n++
				rates[outlook.Judge(outlook.Base(u.Deaths, at), f)]++
			}
		}
		if n != want {
			t.Errorf("vintage %q: %d cases, want %d", vintage, n, want)
		}
		for c, r := range []float64{.213, .595, .192} {
			if vintage == "" && math.Abs(rates[c]/float64(n)-r) > .0005 {
				t.Errorf("base rate %d is %.4f, want %.3f", c, rates[c]/float64(n), r)
			}
		}
	}
}
