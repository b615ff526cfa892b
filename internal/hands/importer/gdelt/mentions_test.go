package gdelt_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/importer"
	"detente/internal/hands/importer/gdelt"
	"detente/internal/hands/importer/importertest"
	"detente/internal/hands/importer/original"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// mention makes a row of 16 columns; the rows are invented.
func mention(change map[int]string) string {
	c := make([]string, 16)
	for i, v := range map[int]string{
		0: "1", 1: "20240103121500", 2: "20240103123000", 3: "1", 4: "News.example", 5: "https://news.example/a", 6: "4",
		7: "-1", 8: "10", 9: "20", 10: "1", 11: "60", 12: "3000", 13: "-2.5",
	} {
		c[i] = v
	}
	for i, v := range change {
		c[i] = v
	}
	return strings.Join(c, "\t") + "\n"
}

func TestAMentionIsKeptUnderItsSignal(t *testing.T) {
	got := importertest.Text(t, gdelt.Mentions{}, nil, "t.mentions.CSV", mention(nil)+
		mention(map[int]string{3: "2", 5: "A. Person, A Book (2001)", 6: "1"}))
	if got.Err != nil || got.Stored != 2 || got.Warnings["speaks of a signal that data set gdelt does not hold"] != 2 {
		t.Fatalf("%+v, %v\n%s", got.Summary, got.Err, got.Refused)
	}
	urls := 0
	for _, r := range got.Of(record.KindMention) {
		var m record.Mention
		if err := json.Unmarshal(r.Payload, &m); err != nil {
			t.Fatal(err)
		}
		if m.Signal != "1" || r.Facets.EventID != "1" || m.Publisher != "news.example" || m.Day.String() != "2024-01-03" || r.KnowableAt != m.Day || m.Confidence != 60 {
			t.Errorf("%+v", m)
		}
		if strings.Contains(string(r.Payload), "Person") {
			t.Errorf("a citation is kept as it is: %s", r.Payload)
		}
		if m.URL != "" {
			urls++
		}
	}
	if urls != 1 {
		t.Errorf("%d addresses", urls)
	}
}

func TestBadMentionsAreNamed(t *testing.T) {
	text := mention(nil)
	for _, bad := range []map[int]string{{0: "x"}, {1: "2024"}, {2: "20240231000000"}, {3: "7"}, {5: ""}, {6: "-1"}, {11: "101"}, {4: "caf\xe9"}} {
		text += mention(bad)
	}
	text += mention(nil) + "1\t2\n" + mention(map[int]string{5: strings.Repeat("x", 1<<17)})
	got := importertest.Text(t, gdelt.Mentions{}, nil, "t.mentions.CSV", text)
	if got.Err != nil || got.Read != 12 || got.Stored != 1 || got.Rejected != 11 || got.Check() != nil {
		t.Fatalf("%+v, %v\n%s", got.Summary, got.Err, got.Refused)
	}
	for _, want := range []string{
		",GlobalEventID,x,", ",EventTimeDate,2024,", ",MentionTimeDate,20240231000000,", ",MentionType,7,", ",MentionIdentifier,,is empty",
		",SentenceID,'-1,", ",Confidence,101,", "not UTF-8", "the id repeats", "it has not 16 columns",
	} {
		if !strings.Contains(got.Refused, want) {
			t.Errorf("no %q in:\n%s", want, got.Refused)
		}
	}
	for name, text := range map[string]string{"events": row(nil), "page": "<html>\n<p>gone</p>\n"} {
		if got := importertest.Text(t, gdelt.Mentions{}, nil, "t.CSV", text); got.Err == nil {
			t.Errorf("%s are taken for mentions", name)
		}
	}
	if got := importertest.Text(t, gdelt.Importer{}, nil, "t.CSV", mention(nil)); got.Err == nil || !strings.Contains(got.Err.Error(), "gdelt-mentions") {
		t.Errorf("mentions are taken for events: %v", got.Err)
	}
}

// The same file twice adds nothing, and a mention of a signal that is there is no stray.
func TestMentionsToldTwice(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	store, err := duckstore.Open(ctx, "", duckstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	take := func(i importer.Importer, name, text string) importer.Summary {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files, err := original.Find([]string{path})
		if err != nil {
			t.Fatal(err)
		}
		sum, err := importer.Run(ctx, store, importer.Job{
			Importer: i, Files: files, MaxRejects: -1, Version: "1", Setting: importer.Setting{Situation: &situation.Situation{}},
			Now: func() time.Time { return time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC) },
		})
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	text := mention(nil) + mention(map[int]string{5: "https://news.example/b"}) + mention(map[int]string{0: "77"})
	if got := take(gdelt.Mentions{}, "m.CSV", text); got.Stored != 3 || got.Warned != 3 {
		t.Errorf("%+v", got)
	}
	take(gdelt.Importer{}, "e.CSV", row(nil))
	if got := take(gdelt.Mentions{}, "m.CSV", text); got.Unchanged != 3 || got.Stored != 0 || got.Warned != 1 {
		t.Errorf("again: %+v", got)
	}
	// A longer file that holds the same rows adds only what is new.
	if got := take(gdelt.Mentions{}, "n.CSV", text+mention(map[int]string{6: "9"})); got.Unchanged != 3 || got.Stored != 1 {
		t.Errorf("more: %+v", got)
	}
}

// A quarter of an hour without rows is no fault, and is said.
func TestAnEmptyFileIsSaid(t *testing.T) {
	for _, i := range []importer.Importer{gdelt.Importer{}, gdelt.Mentions{}} {
		if got := importertest.Text(t, i, nil, "t.CSV", ""); got.Err != nil || got.Read != 0 || got.Warnings["file: is empty"] != 1 {
			t.Errorf("%+v, %v", got.Summary, got.Err)
		}
	}
}

func FuzzMentions(f *testing.F) {
	f.Add([]byte(mention(nil) + "1\t2\n"))
	f.Fuzz(func(t *testing.T, data []byte) { importertest.Reader(t, gdelt.Mentions{}, data) })
}
