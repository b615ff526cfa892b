package acled_test

import (
	"encoding/json"
	"strings"
	"testing"

	"detente/internal/hands/importer/acled"
	"detente/internal/hands/importer/importertest"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// The rows are invented; only the headers are ACLED's.
const (
	older = "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3\n" +
		"77,4,AFG1,1,05 January 2022,2022,1,Battles,Armed clash,North Force,,1,South Front,,2,12,Region,Afghanistan,Khost,Khost,,Mill,33.3,69.9,1,Wire; Daily,National,A person said so.,3,1641859200,AFG\n"
	newer = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n" +
		"PAK2,2023-02-01,2023,3,Political violence,Explosions/Remote violence,Suicide bomb,Unidentified Armed Group,,Rebel group,Civilians,,Civilians,x,Civilian targeting,586,Region,Pakistan,Sindh,Karachi,,Gate,24.9,67.0,2,Wire,National,x,0,,1676000000\n" +
		"PAK3,2023-02-01,2023,1,Strategic developments,Strategic developments,Other,A,,x,,,,x,,586,Region,Pakistan,Sindh,,,Gate,24.9,67.0,3,Wire,National,x,0,,1676000000\n"
)

func read(t *testing.T, text string) map[string]record.Event {
	t.Helper()
	got := importertest.Text(t, acled.Importer{}, nil, "t.csv", text)
	if got.Err != nil || got.Rejected > 0 {
		t.Fatalf("%+v, %v\n%s", got.Summary, got.Err, got.Refused)
	}
	out := map[string]record.Event{}
	for id, r := range got.Of(record.KindEvent) {
		var e record.Event
		if err := json.Unmarshal(r.Payload, &e); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(r.Payload), "person") {
			t.Errorf("notes are kept: %s", r.Payload)
		}
		out[id] = e
	}
	return out
}

func TestBothLayouts(t *testing.T) {
	a := read(t, older)["AFG1"]
	if a.When.Start != calendar.DateOf(2022, 1, 5) || a.Mode != "clash" || a.Place.Country != "AF" || a.Place.Precision != record.Near || a.Deaths.Total.Best.Or(-1) != 3 || a.Deaths.Total.High.Known() {
		t.Errorf("%+v", a)
	}
	b := read(t, newer)
	if e := b["PAK2"]; e.Mode != "suicide_bombing" || e.When.Precision != calendar.Month || e.Place.Country != "PK" || e.Target.Name != "Civilians" {
		t.Errorf("%+v", e)
	}
	if e := b["PAK3"]; e.Type != "" || e.Place.Precision != record.Province {
		t.Errorf("%+v", e)
	}
}

func TestReportsAndTheDayOfKnowing(t *testing.T) {
	got := importertest.Text(t, acled.Importer{}, nil, "t.csv", older)
	if n := len(got.Of(record.KindSource)); n != 2 {
		t.Errorf("%d reports, want 2", n)
	}
	if day := got.Of(record.KindEvent)["AFG1"].KnowableAt.String(); day != "2022-01-11" {
		t.Errorf("counts from %s", day)
	}
	if p := (acled.Importer{}).Properties(); p.Licence.Redistribute || p.Licence.Commercial {
		t.Error("ACLED rows may be handed on")
	}
}

func TestBadCellsAreNamed(t *testing.T) {
	head, line, _ := strings.Cut(older, "\n")
	for _, c := range [][3]string{
		{"05 January 2022", "31 February 2022", "event_date: not a date"}, {",3,164", ",-3,164", "fatalities: below zero"}, {"Battles", "Brawls", "event_type: an event type that is not known"},
		{"33.3,69.9", "0,0", "latitude: latitude and longitude 0, which stand for no place"}, {"Afghanistan,Khost", "Atlantis,Khost", ""}, {"1641859200", "soon", "timestamp: not a Unix time"},
	} {
		got := importertest.Text(t, acled.Importer{}, nil, "t.csv", head+"\n"+strings.Replace(line, c[0], c[1], 1))
		if c[2] != "" && got.Reasons[c[2]] != 1 || c[2] == "" && got.Stored != 1 {
			t.Errorf("%s: %v, %v", c[1], got.Reasons, got.Err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(older))
	f.Add([]byte(newer))
	f.Fuzz(func(t *testing.T, data []byte) { importertest.Reader(t, acled.Importer{}, data) })
}
