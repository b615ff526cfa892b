package gate_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/folder"
	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
	"detente/situations"
)

func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		_ = flag.Set("rapid.checks", "20") // each check fills a store
	}
	os.Exit(m.Run())
}

// now is when the gate is asked; with a delay of 72 hours, heldFrom is the first day held.
var (
	now      = time.Date(2026, 6, 20, 12, 0, 0, 0, time.UTC)
	heldFrom = calendar.DateOf(2026, 6, 17)
)

// world is a ledger's content, with the gate in front of it.
type world struct {
	gate   *gate.Gate
	store  *duckstore.Store
	events []record.Event
	claims []record.Claim
	source []record.Source
	said   []record.Statement
	free   map[string]bool // ids of events that may be handed out
}

// the default situation, and one store that every world is loaded into.
var (
	sit  = readSituation()
	pool *duckstore.Store
	// loads tells batches apart: one with the files of the last is taken for a repetition.
	loads int
)

func readSituation() *situation.Situation {
	f, err := folder.Open(situations.Default())
	if err != nil {
		panic(err)
	}
	c, err := f.Read(context.Background())
	if err != nil {
		panic(err)
	}
	return &c.Situation
}

// texts hold what must not leave as it stands: loaded words, in and out of quotation marks,
// and names of places.
var (
	districts = []string{"Bannu", "Bajaur", "Shaheed Benazirabad", "Zhob"}
	places    = []string{"", "Mir Ali bazaar", "Shaheed Chowk", "Check post 7"}
	fragments = append([]string{"Fighters of the", `"miscreants"`, "“regime”", "miscreants", "the regime's", "martyred", `"`, "“", "said", "police of", "terrorists"}, append(districts, places...)...)
	labels    = []record.Sensitivity{"", record.Public, record.Restricted, record.Confidential}
)

func anyText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		s := ""
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 6).Draw(t, "parts") {
			s += p + " "
		}
		return s
	})
}

func anyParty() *rapid.Generator[record.Party] {
	return rapid.Custom(func(t *rapid.T) record.Party {
		return record.Party{
			Name:  anyText().Draw(t, "party"),
			Sides: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"TTP", "PAK_MIL", "AFG_DFA"}), 0, 2, rapid.ID).Draw(t, "sides"),
		}
	})
}

func anyEvent(i int) *rapid.Generator[record.Event] {
	return rapid.Custom(func(t *rapid.T) record.Event {
		start := heldFrom.Add(rapid.IntRange(-9, 3).Draw(t, "day"))
		e := record.Event{
			ID:        fmt.Sprintf("E-%03d", i),
			When:      calendar.Interval{Start: start, End: start.Add(rapid.IntRange(0, 6).Draw(t, "days")), Precision: calendar.Day},
			Type:      plover.Assault,
			Mode:      rapid.SampledFrom([]plover.Mode{"ied", "clash"}).Draw(t, "mode"),
			Initiator: anyParty().Draw(t, "initiator"), Target: anyParty().Draw(t, "target"),
			Place: record.Place{
				Country: "PK", Admin1: rapid.SampledFrom([]string{"Khyber Pakhtunkhwa", "Sindh"}).Draw(t, "province"),
				Admin2: rapid.SampledFrom(districts).Draw(t, "district"), Name: rapid.SampledFrom(places).Draw(t, "place"),
				Precision: record.GeoPrecision(rapid.IntRange(1, 5).Draw(t, "precision")),
			},
			Summary:     anyText().Draw(t, "summary"),
			Sensitivity: rapid.SampledFrom(labels).Draw(t, "label"),
		}
		if rapid.Bool().Draw(t, "point") {
			e.Place.Point = &record.Point{Lat: rapid.Float64Range(-90, 90).Draw(t, "lat"), Lon: rapid.Float64Range(-180, 180).Draw(t, "lon")}
		}
		return e
	})
}

// anyWorld draws a ledger and loads it in place of the one before.
func anyWorld(t *rapid.T) *world {
	w := &world{store: pool, free: map[string]bool{}}
	for i := range rapid.IntRange(1, 12).Draw(t, "events") {
		e := anyEvent(i).Draw(t, "event")
		w.events = append(w.events, e)
		w.free[e.ID] = rapid.Bool().Draw(t, "free")
		w.claims = append(w.claims, record.Claim{
			ID: e.ID + "#c", EventID: e.ID, Speaker: anyText().Draw(t, "speaker"), Said: anyText().Draw(t, "said"),
			SourceURL: "https://news.example/bannu/" + e.ID, Sensitivity: e.Sensitivity,
		})
		w.source = append(w.source, record.Source{
			ID: e.ID + "#s", EventID: e.ID, URL: "https://news.example/bannu/" + e.ID, Publisher: anyText().Draw(t, "publisher"),
			Licence: rapid.SampledFrom([]record.Licence{{}, {Name: "closed"}, {Name: "open", Redistribute: true}}).Draw(t, "licence"),
		})
		w.said = append(w.said, record.Statement{ID: e.ID + "#t", Text: anyText().Draw(t, "text"), SpeakerRole: anyText().Draw(t, "role"), Sensitivity: e.Sensitivity})
	}
	for _, open := range []bool{true, false} {
		w.load(t, open)
	}
	w.gate = gate.New(w.store, sit, func() time.Time { return now })
	return w
}

// load puts the records that may be handed out into the situation's data set, which is
// free, and the others into one without a licence.
func (w *world) load(t *rapid.T, free bool) {
	b := ledger.Batch{Dataset: "unlicensed", Importer: "test", ImporterVersion: "1", Whole: true, RecordedAt: now}
	if free {
		b.Dataset = sit.Dataset.ID
	}
	b.Records = func(yield func(ledger.Record, error) bool) {
		put := func(k record.Kind, id string, v any, f ledger.Facets) {
			payload, err := json.Marshal(v)
			r := ledger.Record{Kind: k, ID: id, Payload: payload, KnowableAt: heldFrom.Add(-20), Facets: f}
			yield(r, err)
		}
		for i, e := range w.events {
			if w.free[e.ID] != free {
				continue
			}
			f := ledger.Facets{Start: e.When.Start, End: e.When.End, Sensitivity: string(e.Sensitivity)}
			of := f
			of.EventID, of.Text = e.ID, w.claims[i].Said
			put(record.KindClaim, w.claims[i].ID, w.claims[i], of)
			put(record.KindSource, w.source[i].ID, w.source[i], of)
			put(record.KindStatement, w.said[i].ID, w.said[i], ledger.Facets{Sensitivity: f.Sensitivity})
			f.Country, f.Admin1, f.Admin2, f.Type, f.Mode = e.Place.Country, e.Place.Admin1, e.Place.Admin2, string(e.Type), string(e.Mode)
			f.InitiatorSides, f.TargetSides, f.Score = e.Initiator.Sides, e.Target.Sides, -9
			f.Text = e.Summary + " " + e.Place.Name
			put(record.KindEvent, e.ID, e, f)
		}
	}
	loads++
	b.Files = []ledger.File{{Name: "drawn", SHA256: fmt.Sprint(loads)}}
	if _, err := w.store.Append(context.Background(), b); err != nil {
		t.Fatal(err)
	}
}

func (w *world) event(id string) record.Event {
	i := slices.IndexFunc(w.events, func(e record.Event) bool { return e.ID == id })
	return w.events[i]
}

// held reports whether the place of the event is held back, by the rule in words: known
// finer than the province, and not over before the recent days.
func held(e record.Event) bool {
	return e.Place.Precision <= record.District && e.When.End >= heldFrom
}

func public(e record.Event) bool { return e.Sensitivity == "" || e.Sensitivity == record.Public }

// everyWorld checks a property of many worlds.
func everyWorld(t *testing.T, law func(*rapid.T, *world)) {
	t.Helper()
	var err error
	if pool, err = duckstore.Open(context.Background(), "", duckstore.Options{}); err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	rapid.Check(t, func(t *rapid.T) { law(t, anyWorld(t)) })
}

// both asks for the situation's data set and the one without a licence; a filter that names
// none asks for the first alone.
func both() ledger.Filter {
	return ledger.Filter{Datasets: []string{sit.Dataset.ID, "unlicensed"}}
}
