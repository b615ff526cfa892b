package gdelt_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"detente/internal/hands/importer/gdelt"
	"detente/internal/hands/importer/importertest"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

const shared = "../../../../../shared/data/gdelt/20191024143000.export.CSV"

// cells makes a row of 61 columns.
func cells(change map[int]string) []string {
	c := make([]string, 61)
	for i, v := range map[int]string{
		0: "1", 1: "20240102", 5: "PAKGOV", 15: "AFG", 26: "190", 30: "-10.0", 31: "4", 32: "2", 33: "3",
		51: "4", 52: "Khost, Afghanistan", 53: "AF", 56: "33.34", 57: "69.92", 59: "20240103121500", 60: "https://news.example/a?b=\"c\"",
	} {
		c[i] = v
	}
	for i, v := range change {
		c[i] = v
	}
	return c
}

func row(change map[int]string) string { return strings.Join(cells(change), "\t") + "\n" }

func TestARowBecomesASignalAndNoEvent(t *testing.T) {
	sit := &situation.Situation{
		Sides:  []situation.Side{{Code: "P"}, {Code: "A"}},
		Actors: []situation.Actor{{Name: "PAK", Side: "P"}, {Name: "AFG", Side: "A"}},
	}
	got := importertest.Text(t, gdelt.Importer{}, sit, "t.CSV", row(nil)+row(map[int]string{0: "2", 26: "010", 51: "0", 56: "", 57: ""})+
		row(map[int]string{0: "3", 56: "0", 57: "0", 5: "TOP"}))
	if got.Err != nil || got.Stored != 3 || len(got.Of(record.KindEvent)) != 0 {
		t.Fatalf("%+v, %v", got.Summary, got.Err)
	}
	r := got.Of(record.KindSignal)["1"]
	var s record.Signal
	if err := json.Unmarshal(r.Payload, &s); err != nil {
		t.Fatalf("%v: %s", err, r.Payload)
	}
	if s.Type != "ASSAULT" || s.Code != "190" || s.Day.String() != "2024-01-02" || r.KnowableAt.String() != "2024-01-03" ||
		s.Initiator.Main() != "P" || s.Target.Main() != "A" || s.Place.Country != "AF" || s.Place.Precision != record.Near || s.Place.Point.Lat != 33.34 ||
		s.Reports.Mentions.Or(0) != 4 || s.Reports.Articles.Or(0) != 3 || s.Intensity != -10 || s.SourceURL != `https://news.example/a?b="c"` {
		t.Errorf("%+v, counts from %s", s, r.KnowableAt)
	}
	if r.Facets.DeathsBest != nil || r.Facets.Quad != "material_conflict" || r.Facets.Category != "190" {
		t.Errorf("%+v", r.Facets)
	}
	if err := json.Unmarshal(got.Of(record.KindSignal)["3"].Payload, &s); err != nil || s.Place.Point != nil {
		// Unmarshal leaves what the payload does not have.
		var fresh record.Signal
		if json.Unmarshal(got.Of(record.KindSignal)["3"].Payload, &fresh) != nil || fresh.Place.Point != nil {
			t.Errorf("latitude and longitude 0 became a point: %+v", fresh.Place)
		}
	}
	if two := got.Of(record.KindSignal)["2"]; two.Facets.Type != "" || two.Facets.Category != "010" {
		t.Errorf("a statement has type %q", two.Facets.Type)
	}
	if len(got.Unmapped) != 1 || got.Unmapped[0].Actor != "TOP" {
		t.Errorf("unmapped: %v", got.Unmapped)
	}
}

func TestLayoutsOfBothVersions(t *testing.T) {
	c := cells(nil)
	one := append(append(append(append([]string{}, c[:39]...), c[40:47]...), c[48:55]...), c[56:]...) // without the three ADM2 codes
	one[56] = "20240103"
	for n, text := range map[int]string{61: row(nil), 58: strings.Join(one, "\t") + "\r\n", 57: strings.Join(one[:57], "\t")} {
		got := importertest.Text(t, gdelt.Importer{}, nil, "t.CSV", text)
		var s record.Signal
		if got.Err != nil || got.Stored != 1 || json.Unmarshal(got.Of(record.KindSignal)["1"].Payload, &s) != nil {
			t.Fatalf("%d columns: %+v, %v", n, got.Summary, got.Err)
		}
		if s.Place.Name != "Khost, Afghanistan" || s.Place.Point.Lon != 69.92 || s.Added.String() != "2024-01-03" || (s.SourceURL == "") != (n == 57) {
			t.Errorf("%d columns: %+v", n, s)
		}
	}
}

func TestBadRowsAreNamed(t *testing.T) {
	text := row(nil) +
		row(map[int]string{0: "x"}) + row(map[int]string{0: "2", 1: "20240231"}) + row(map[int]string{0: "3", 1: "19700"}) + row(map[int]string{0: "4", 26: "99"}) +
		row(map[int]string{0: "5", 56: "91"}) + row(map[int]string{0: "6", 52: "Caf\xe9"}) + row(map[int]string{0: "7", 59: ""}) + row(map[int]string{0: "1"}) +
		"8\t20240102\n" + row(map[int]string{0: "9", 60: strings.Repeat("x", 1<<17)}) + row(map[int]string{0: "10"})
	got := importertest.Text(t, gdelt.Importer{}, nil, "t.CSV", text)
	if got.Err != nil || got.Read != 12 || got.Stored != 2 {
		t.Fatalf("%+v, %v", got.Summary, got.Err)
	}
	for i, want := range []string{
		"t.CSV,2,GLOBALEVENTID,x,", "t.CSV,3,SQLDATE,20240231,", "t.CSV,4,SQLDATE,19700,", "t.CSV,5,EventCode,99,", "t.CSV,6,ActionGeo_Lat,91,",
		"t.CSV,7,53,Caf\uFFFD,", "t.CSV,8,DATEADDED,,", "t.CSV,9,GLOBALEVENTID,1,the id repeats", "t.CSV,10,,", "t.CSV,11,,",
	} {
		lines := strings.Split(got.Refused, "\n")
		if i+1 >= len(lines) || !strings.HasPrefix(lines[i+1], want) {
			t.Errorf("refused:\n%s\nwant %s", got.Refused, want)
			break
		}
	}
	text = row(nil) + row(map[int]string{0: "2", 1: "19700101"}) + row(map[int]string{0: "3", 31: "-3"}) + row(map[int]string{0: "4", 33: "1,234"}) + row(map[int]string{0: "5", 32: ""})
	got = importertest.Text(t, gdelt.Importer{}, nil, "t.CSV", text)
	for _, want := range []string{",2,SQLDATE,19700101,\"the date 1970-01-01", ",3,NumMentions,'-3,below zero", ",4,NumArticles,\"1,234\",has separators"} {
		if got.Stored != 2 || !strings.Contains(got.Refused, want) {
			t.Errorf("no %s in\n%s", want, got.Refused)
		}
	}
	for name, text := range map[string]string{"csv": "a,b,c\n1,2,3\n", "page": "<html>\n"} {
		if got := importertest.Text(t, gdelt.Importer{}, nil, "t.CSV", text); got.Err == nil {
			t.Errorf("%s is taken for GDELT", name)
		}
	}
}

// The real file: every row is there, with its id, day and counts.
func TestARealFileComesOutAsItWentIn(t *testing.T) {
	got := importertest.Files(t, gdelt.Importer{}, nil, shared)
	f, err := os.Open(shared)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	signals, rows := got.Of(record.KindSignal), 0
	for in := bufio.NewScanner(f); in.Scan(); rows++ {
		c := strings.Split(in.Text(), "\t")
		var s record.Signal
		if err := json.Unmarshal(signals[c[0]].Payload, &s); err != nil {
			t.Fatalf("%s: %v", c[0], err)
		}
		if strings.ReplaceAll(s.Day.String(), "-", "") != c[1] || strconv.FormatInt(s.Reports.Mentions.Or(-1), 10) != c[31] ||
			s.Initiator.Name != c[5] || s.SourceURL != c[60] || s.Code != c[26] {
			t.Fatalf("%+v is not %v", s, c)
		}
	}
	if rows != got.Read || rows != got.Stored {
		t.Errorf("read %d, stored %d of %d rows", got.Read, got.Stored, rows)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(row(nil)))
	f.Add([]byte(row(map[int]string{56: "nan", 30: "inf", 31: "00"}) + "1\t2\n"))
	f.Fuzz(func(t *testing.T, data []byte) { importertest.Reader(t, gdelt.Importer{}, data) })
}
