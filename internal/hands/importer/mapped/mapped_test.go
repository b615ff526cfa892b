package mapped_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"detente/internal/hands/importer/importertest"
	"detente/internal/hands/importer/mapped"
	"detente/internal/words/record"
)

func mapping(t testing.TB, text string) *mapped.Mapping {
	t.Helper()
	m, err := mapped.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

const incidents = `dataset: incidents
title: Incidents
kind: event
licence: {name: own, redistribute: true}
citation: own
days: dmy
columns: {id: No, date: When, date_end: Until, country: Land, place: Where, lat: Lat, lon: Lon, initiator: Who, type: What, deaths_best: Dead, sources: Press}
fixed: {mode: ied, target: Civilians}
values: {type: {Blast: ASSAULT}}
`

func TestAnyTableByAMapping(t *testing.T) {
	table := "No;When;Until;Land;Where;Lat;Lon;Who;What;Dead;Press\n" +
		"1;31/01/2026;02.02.2026;Pakistan;Gate;33.5;70.5;Group;Blast;4;Wire\n" +
		"2;31/02/2026;;PAK;Gate;33.5;70.5;Group;Blast;4;\n3;01/02/2026;;PAK;Gate;33.5;70.5;Group;Storm;4;\n4;01/02/2026;;PAK;Gate;33.5;70.5;Group;Blast;1.200;\n"
	got := importertest.Text(t, mapped.Table{Mapping: mapping(t, incidents)}, nil, "t.csv", table)
	if got.Err != nil || got.Stored != 1 || got.Rejected != 3 || len(got.Of(record.KindSource)) != 1 {
		t.Fatalf("%+v, %v\n%s", got.Summary, got.Err, got.Refused)
	}
	var e record.Event
	if err := json.Unmarshal(got.Of(record.KindEvent)["1"].Payload, &e); err != nil {
		t.Fatal(err)
	}
	if e.When.Start.String() != "2026-01-31" || e.When.End.String() != "2026-02-02" || e.Mode != "ied" || e.Place.Country != "PK" || e.Deaths.Total.Best.Or(0) != 4 || e.Target.Name != "Civilians" {
		t.Errorf("%+v", e)
	}
	for _, reason := range []string{"when: not a date", "what: not a PLOVER type; turn it into one under values", "dead: not a whole number of zero or more"} {
		if got.Reasons[reason] != 1 {
			t.Errorf("reasons: %v", got.Reasons)
		}
	}
}

func TestBadMappingsAreNamed(t *testing.T) {
	for change, says := range map[string]string{
		"kind: event|kind: thing": "kind", "id: No|nope: No": `no field "nope"`, "date: When, |": "date", "name: own|name: ''": "licence",
		"days: dmy|days: julian": "days", "days: dmy|thousands: x": "thousands", "dataset: incidents|dataset: a/b": "dataset", "title:|titel:": "titel",
	} {
		old, now, _ := strings.Cut(change, "|")
		_, err := mapped.Parse(strings.NewReader(strings.Replace(incidents, old, now, 1)))
		if !errors.Is(err, mapped.ErrMapping) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", change, err)
		}
	}
}

// A proposal can be read back, and reads the table that it was made for.
func TestProposalsCanBeUsed(t *testing.T) {
	header := []string{"event_id_cnty", "event_date", "country", "admin1", "location", "latitude", "longitude", "actor1", "actor2", "fatalities", "tags: \"x\""}
	m := mapped.Propose("my-set", header)
	var b bytes.Buffer
	if err := m.Write(&b, header); err != nil {
		t.Fatal(err)
	}
	again := mapping(t, b.String())
	for field, column := range map[string]string{"id": "event_id_cnty", "date": "event_date", "lat": "latitude", "initiator": "actor1", "deaths_best": "fatalities", "place": "location"} {
		if again.Columns[field] != column {
			t.Errorf("%s is %q, want %q", field, again.Columns[field], column)
		}
	}
	table := "event_id_cnty,event_date,country,admin1,location,latitude,longitude,actor1,actor2,fatalities\nX1,2026-01-01,PAK,,Gate,33,70,A,B,2\n"
	if got := importertest.Text(t, mapped.Table{Mapping: again}, nil, "t.csv", table); got.Err != nil || got.Stored != 1 {
		t.Errorf("%+v, %v", got.Summary, got.Err)
	}
}

func TestICEWSAndPOLECATBecomeSignals(t *testing.T) {
	icews := "Event ID\tEvent Date\tSource Name\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Country\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n" +
		"20718170\t2020-01-01\tSome Person\tPakistan\tMake statement\t190\t-10.0\tOther\tAfghanistan\tKhost\t\tKhost\tAfghanistan\t33.34\t69.92\n" +
		"20718170\t2020-01-02\tSome Person\tPakistan\tMake \"statement\t36\t4.0\tOther\tAfghanistan\t\t\t\tAfghanistan\t\t\n"
	got := importertest.Text(t, mapped.ICEWS{}, nil, "events.tab", icews)
	if got.Err != nil || got.Stored != 2 || len(got.Of(record.KindEvent)) != 0 {
		t.Fatalf("%+v, %v\n%s", got.Summary, got.Err, got.Refused)
	}
	var s record.Signal
	r := got.Of(record.KindSignal)["20718170|2020-01-01"]
	if err := json.Unmarshal(r.Payload, &s); err != nil {
		t.Fatal(err)
	}
	if s.Type != "ASSAULT" || s.Initiator.Name != "Pakistan" || s.Place.Precision != record.Near || strings.Contains(string(r.Payload), "Person") {
		t.Errorf("%s", r.Payload)
	}
	if two := got.Of(record.KindSignal)["20718170|2020-01-02"]; two.Facets.Type != "AGREE" {
		t.Errorf("a code without its zero is %q", two.Facets.Type)
	}
	polecat := "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tActor Name\tActor Country\tRecipient Country\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n" +
		"p1\t2023-01-01\tACCUSE\tdisapprove\t-2.0\tSome Person\tPAK\tAFG\t\t\t\tPAK\t30\t70\n"
	got = importertest.Text(t, mapped.POLECAT{}, nil, "p.txt", polecat)
	if got.Err != nil || got.Stored != 1 || got.Of(record.KindSignal)["p1"].Facets.Category != "ACCUSE/disapprove" {
		t.Errorf("%+v, %v\n%s", got.Summary, got.Err, got.Refused)
	}
}

func TestTagsAreAMapping(t *testing.T) {
	table := "Date,Country,Province,Returned,Note,Source\n#date+start,#country+name,#adm1+name,#affected+returned,#description,#meta+source\n" +
		"2024-01-01,Afghanistan,Khost,\"1,200\",x,Agency\n2024-01-01,Afghanistan,Kabul,80,x,Agency\n2024-01-02,Afghanistan,Kabul,,x,Agency\n"
	got := importertest.Text(t, mapped.HXL{}, nil, "t.csv", table)
	if got.Err != nil || got.Read != 3 || got.Stored != 1 {
		t.Fatalf("%+v, %v\n%s", got.Summary, got.Err, got.Refused)
	}
	for _, r := range got.Of(record.KindObservation) {
		var o record.Observation
		if err := json.Unmarshal(r.Payload, &o); err != nil || o.Indicator != "hxl_affected_returned" || o.Value != 80 || o.Region != "Afghanistan, Kabul" || o.Publisher != "Agency" {
			t.Errorf("%+v, %v", o, err)
		}
	}
	if got := importertest.Text(t, mapped.HXL{}, nil, "t.csv", "a,b\n1,2\n3,4\n"); got.Err == nil {
		t.Error("a table without tags is taken")
	}
}

// A table with tags and thousands gets a mapping that reads it; without the line it is refused.
func TestThousandsAreReadWhenTheMappingSaysSo(t *testing.T) {
	table := "Date,Country,Returned\n#date,#country+name,#affected+returned\n2024-01-01,Afghanistan,\"1,234\"\n2024-01-02,Afghanistan,80\n2024-01-03,Afghanistan,\"12,34\"\n"
	header := []string{"date", "country", "returned"}
	m := mapped.Propose("returns", header).Sampled(header, [][]string{{"#date", "#country+name", "#affected+returned"}, {"2024-01-01", "Afghanistan", "1,234"}})
	m.Licence.Name = "own"
	var b bytes.Buffer
	if err := m.Write(&b, header); err != nil {
		t.Fatal(err)
	}
	got := importertest.Text(t, mapped.Table{Mapping: mapping(t, b.String())}, nil, "t.csv", table)
	if got.Err != nil || got.Stored != 2 || got.Rejected != 1 || !strings.Contains(got.Refused, "t.csv,5,returned,\"12,34\",separators between thousands") {
		t.Fatalf("%+v, %v\n%s\n%s", got.Summary, got.Err, got.Refused, b.String())
	}
	values := map[float64]bool{}
	for _, r := range got.Of(record.KindObservation) {
		var o record.Observation
		if err := json.Unmarshal(r.Payload, &o); err != nil {
			t.Fatal(err)
		}
		values[o.Value] = true
	}
	if !values[1234] || !values[80] {
		t.Errorf("values: %v", values)
	}
	strict := strings.Replace(b.String(), "thousands:", "# thousands:", 1)
	got = importertest.Text(t, mapped.Table{Mapping: mapping(t, strict)}, nil, "t.csv", table)
	if got.Err != nil || got.Stored != 1 || !strings.Contains(got.Refused, "t.csv,3,returned,\"1,234\",has separators between thousands") {
		t.Errorf("%+v, %v\n%s", got.Summary, got.Err, got.Refused)
	}
}

func TestNumbersByTheirSeparators(t *testing.T) {
	for _, c := range []struct{ thousands, cell, want string }{
		{",", "1,234", "1234"}, {",", "12,345,678", "12345678"}, {",", "12", "12"}, {",", "1,23", ""}, {",", "1234,567", ""}, {",", ",123", ""},
		{".", "1.234", "1234"}, {".", "1.2", ""}, {" ", "1\u00a0234", "1234"}, {"'", "1'234", "1234"},
		{"", "1,234", ""}, {"", "1 234", ""}, {"", "1.234", ""}, {",", "-1,234", ""},
	} {
		text := strings.Replace(incidents, "days: dmy\n", "days: dmy\nthousands: \""+c.thousands+"\"\n", 1)
		table := "No;When;Until;Land;Where;Lat;Lon;Who;What;Dead;Press\n1;31/01/2026;;Pakistan;Gate;33.5;70.5;Group;Blast;" + c.cell + ";Wire\n" +
			"2;31/01/2026;;Pakistan;Gate;33.5;70.5;Group;Blast;7;Wire\n"
		got := importertest.Text(t, mapped.Table{Mapping: mapping(t, text)}, nil, "t.csv", table)
		var e record.Event
		if r, ok := got.Of(record.KindEvent)["1"]; ok {
			if err := json.Unmarshal(r.Payload, &e); err != nil {
				t.Fatal(err)
			}
		}
		if is := e.Deaths.Total.Best.String(); got.Err != nil || c.want != "" && is != c.want || c.want == "" && got.Rejected != 1 {
			t.Errorf("%q with %q: %s, %+v, %v", c.cell, c.thousands, is, got.Reasons, got.Err)
		}
	}
}

// The real table of returns, by a mapping.
func TestARealTableByAMapping(t *testing.T) {
	const name = "../../../../../shared/data/displacement/solutions_AFG_PAK.csv"
	if _, err := os.Stat(name); err != nil {
		t.Skip("the shared data are not there")
	}
	m := mapping(t, `dataset: returns
title: Returns
kind: observation
licence: {name: CC BY 4.0}
citation: UNHCR
columns: {year: year, region: coa_name}
figures: [{column: returned_refugees, indicator: returned, unit: persons}]
`)
	got := importertest.Files(t, mapped.Table{Mapping: m}, nil, name)
	if got.Err != nil || got.Stored == 0 || got.Check() != nil {
		t.Errorf("%+v, %v", got.Summary, got.Err)
	}
}

func FuzzTable(f *testing.F) {
	f.Add([]byte("No,When,Until,Land,Where,Lat,Lon,Who,What,Dead,Press\n1,31/01/2026,,PAK,Gate,33.5,70.5,Group,Blast,4,Wire\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		importertest.Reader(t, mapped.Table{Mapping: mapping(t, incidents)}, data)
	})
}

func FuzzHXL(f *testing.F) {
	f.Add([]byte("a,b\n#date,#affected\n2024-01-01,5\n"))
	f.Fuzz(func(t *testing.T, data []byte) { importertest.Reader(t, mapped.HXL{}, data) })
}

func FuzzMapping(f *testing.F) {
	f.Add(incidents)
	f.Fuzz(func(t *testing.T, text string) {
		m, err := mapped.Parse(strings.NewReader(text))
		if err == nil && (m.Dataset == "" || m.Licence.Name == "") {
			t.Fatalf("%q is taken", text)
		}
	})
}
