package record

// GeoPrecision says how exactly a place is known: 1 exact place, 2 near it or its town,
// 3 district, 4 province or several districts, 5 country.
type GeoPrecision int

// The precisions, finest first.
const (
	Exact GeoPrecision = iota + 1
	Near
	District
	Province
	Country
)

// Valid reports whether g is between Exact and Country.
func (g GeoPrecision) Valid() bool { return g >= Exact && g <= Country }

// Place is where an act took effect.
type Place struct {
	Country   string       `json:"country"` // ISO 3166-1 alpha-2
	Admin1    string       `json:"admin1,omitempty"`
	Admin2    string       `json:"admin2,omitempty"`
	Name      string       `json:"name,omitempty"`
	Point     *Point       `json:"point,omitempty"`
	Precision GeoPrecision `json:"precision"`
}

// Point is a position in degrees, WGS 84.
type Point struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}
