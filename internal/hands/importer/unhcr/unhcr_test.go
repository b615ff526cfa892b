package unhcr_test

import (
	"encoding/json"
	"testing"

	"detente/internal/hands/importer/importertest"
	"detente/internal/hands/importer/unhcr"
	"detente/internal/words/record"
)

func TestFiguresBecomeObservations(t *testing.T) {
	text := "\"year\",\"coo_name\",\"coo\",\"coo_iso\",\"coa_name\",\"coa\",\"coa_iso\",\"refugees\",\"asylum_seekers\",\"stateless\"\n" +
		"1979,\"Afghanistan\",\"AFG\",\"AFG\",\"Pakistan\",\"PAK\",\"PAK\",4e+05,0,NA\n" +
		"1980,\"Afghanistan\",\"AFG\",\"AFG\",\"Pakistan\",\"PAK\",\"PAK\",NA,NA,\n" +
		"1979,\"Afghanistan\",\"AFG\",\"AFG\",\"Pakistan\",\"PAK\",\"PAK\",1,0,NA\n" +
		"198x,,,AFG,,,PAK,-5,0,NA\n1981,,,AFG,,,PAK,-5,0,NA\n"
	got := importertest.Text(t, unhcr.Importer{}, nil, "p.csv", text)
	if got.Err != nil || got.Read != 5 || got.Stored != 1 || len(got.Of(record.KindObservation)) != 2 {
		t.Fatalf("%+v, %v, %s", got.Summary, got.Err, got.Refused)
	}
	var o record.Observation
	if err := json.Unmarshal(got.Of(record.KindObservation)["stock|refugees|AFG|PAK|1979"].Payload, &o); err != nil {
		t.Fatal(err)
	}
	if o.Value != 400000 || o.Region != "Afghanistan in Pakistan" || o.Start.String() != "1979-12-31" || o.Unit != "persons" {
		t.Errorf("%+v", o)
	}
	if zero := got.Of(record.KindObservation)["stock|asylum_seekers|AFG|PAK|1979"]; zero.Payload == nil {
		t.Error("a figure of zero is not there; it is not the same as none")
	}
	for _, reason := range []string{"refugees: the row holds no figure", "year: the id repeats that of another row of the file", "year: not a year", "refugees: below zero"} {
		if got.Reasons[reason] != 1 {
			t.Errorf("reasons: %v", got.Reasons)
		}
	}
}

func TestTheSharedTables(t *testing.T) {
	for name, rows := range map[string]int{"population_AFG_PAK.csv": 0, "flows_AFG_PAK.csv": 0, "solutions_AFG_PAK.csv": 0} {
		got := importertest.Files(t, unhcr.Importer{}, nil, "../../../../../shared/data/displacement/"+name)
		if got.Err != nil || got.Stored <= rows || got.Check() != nil {
			t.Errorf("%s: %+v, %v", name, got.Summary, got.Err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("year,coo_iso,coa_iso,refugees\n1979,AFG,PAK,4e+05\n1980,AFG,PAK,NA\n"))
	f.Fuzz(func(t *testing.T, data []byte) { importertest.Reader(t, unhcr.Importer{}, data) })
}
