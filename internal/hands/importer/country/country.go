// Package country turns the codes and names of countries that data sets use into ISO 3166-1
// alpha-2. The codes stand in codes.csv: Gleditsch and Ward's numbers (UCDP), FIPS 10-4
// (GDELT), and names; the alphabetic and numeric codes of ISO come from the language library.
package country

import (
	_ "embed"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

//go:embed codes.csv
var codes string

type index struct{ gw, fips, name map[string]string }

var table = sync.OnceValue(func() index {
	x := index{map[string]string{}, map[string]string{}, map[string]string{}}
	for _, line := range strings.Split(strings.TrimSpace(codes), "\n")[1:] {
		cell := strings.SplitN(line, ",", 4)
		iso := cell[0]
		if cell[1] != "" {
			x.gw[cell[1]] = iso
		}
		x.fips[cell[2]] = iso
		for _, n := range strings.Split(cell[3], ";") {
			x.name[plain(n)] = iso
		}
	}
	// The second half of a territory with two codes.
	x.fips["WE"], x.gw["816"] = x.fips["GZ"], x.name["vietnam"]
	return x
})

// GW is the country with Gleditsch and Ward's number; "" when there is none.
func GW(number string) string { return table().gw[number] }

// FIPS is the country with the FIPS 10-4 code; "" when there is none.
func FIPS(code string) string { return table().fips[code] }

// Name is the country with the name, as data sets spell it; "" when there is none.
func Name(name string) string { return table().name[plain(name)] }

// ISO is the country with an ISO 3166-1 code of two or three letters or three digits; "" when
// there is none.
func ISO(code string) string {
	r, err := language.ParseRegion(code)
	if err != nil || !r.IsCountry() {
		return ""
	}
	return r.Canonicalize().String()
}

// Any is the country that a cell names by ISO code or by name.
func Any(cell string) string {
	if iso := Name(cell); iso != "" {
		return iso
	}
	if len(cell) > 3 || len(cell) < 2 {
		return ""
	}
	return ISO(cell)
}

// regions are the regions of UN M49 that countries are told apart by in tables, none within another.
var regions = []struct{ code, name string }{
	{"015", "Northern Africa"}, {"202", "Sub-Saharan Africa"}, {"019", "Americas"}, {"143", "Central Asia"}, {"030", "Eastern Asia"},
	{"035", "South-eastern Asia"}, {"034", "Southern Asia"}, {"145", "Western Asia"}, {"150", "Europe"}, {"009", "Oceania"},
}

// Region is the name of the region of UN M49 that the country with an ISO 3166-1 alpha-2 code lies in, by the language
// library's data; "" for a code that is no country's.
func Region(iso string) string {
	r, err := language.ParseRegion(iso)
	if err != nil || !r.IsCountry() {
		return ""
	}
	for _, x := range regions {
		if language.MustParseRegion(x.code).Contains(r) {
			return x.name
		}
	}
	return ""
}

// plain leaves out what spellings differ in: case, commas and space at the ends.
func plain(name string) string {
	return strings.TrimSpace(strings.ToLower(strings.NewReplacer(",", "", "’", "'").Replace(name)))
}
