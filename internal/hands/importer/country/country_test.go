package country_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"detente/internal/hands/importer/country"
)

const shared = "../../../../../shared/data"

func TestCodes(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{country.GW("770"), "PK"}, {country.FIPS("PK"), "PK"}, {country.FIPS("UK"), "GB"}, {country.FIPS("WE"), "PS"},
		{country.ISO("AFG"), "AF"}, {country.ISO("004"), "AF"}, {country.ISO("XYZ"), ""}, {country.ISO(""), ""},
		{country.Name("DR Congo (Zaire)"), "CD"}, {country.Name("Macedonia, FYR"), "MK"}, {country.Name("Atlantis"), ""},
		{country.Any("Pakistan"), "PK"}, {country.Any("pak"), "PK"}, {country.Any("Pa kistan"), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestRegions(t *testing.T) {
	for iso, want := range map[string]string{"PK": "Southern Asia", "AF": "Southern Asia", "TJ": "Central Asia", "SY": "Western Asia", "SD": "Northern Africa", "SS": "Sub-Saharan Africa",
		"XK": "Europe", "MX": "Americas", "FJ": "Oceania", "CN": "Eastern Asia", "MM": "South-eastern Asia", "": "", "419": "", "QQ": ""} {
		if got := country.Region(iso); got != want {
			t.Errorf("%q: %q, want %q", iso, got, want)
		}
	}
}

// UCDP writes number and name side by side, so that the two columns of the table check one another.
func TestNumbersAndNamesOfUCDPAgree(t *testing.T) {
	for _, name := range []string{"GEDEvent_v23_0_10.csv", "GEDEvent_v26_0_1.csv", "GEDEvent_v26_0_2.csv"} {
		data, err := os.ReadFile(filepath.Join(shared, "ucdp", name))
		if err != nil {
			t.Skip("the shared data are not there")
		}
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		at := map[string]int{}
		for i, h := range rows[0] {
			at[h] = i
		}
		for _, r := range rows[1:] {
			number, _, _ := strings.Cut(r[at["country_id"]], ".")
			if iso := country.GW(number); iso == "" || iso != country.Name(r[at["country"]]) {
				t.Errorf("%s %s: %q and %q", number, r[at["country"]], iso, country.Name(r[at["country"]]))
			}
		}
	}
}

// GDELT ends the full name of a place with the country's, beside its code.
func TestCodesAndNamesOfGDELTAgree(t *testing.T) {
	f, err := os.Open(filepath.Join(shared, "gdelt", "20191024143000.export.CSV"))
	if err != nil {
		t.Skip("the shared data are not there")
	}
	defer f.Close()
	missing, rows := map[string]string{}, 0
	for s := bufio.NewScanner(f); s.Scan(); {
		c := strings.Split(s.Text(), "\t")
		if c[51] != "1" { // only places that are a country
			continue
		}
		rows++
		byName, byCode := country.Name(c[52]), country.FIPS(c[53])
		if byName != "" && byCode != "" && byName != byCode {
			t.Errorf("%s is %s by name and %s by code", c[52], byName, byCode)
		}
		if byCode == "" {
			missing[c[53]] = c[52]
		}
	}
	if rows == 0 || len(missing) > 12 {
		t.Errorf("%d rows, without a country: %v", rows, missing)
	}
}
