package importer

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// Events and reports are written as encoding/json writes them, byte for byte, so that the same
// row has the same version however it was written.
func TestPayloadsAreWrittenAsJSON(t *testing.T) {
	text := rapid.OneOf(rapid.SampledFrom([]string{"", "plain", "Śląsk", "a<b>&\"\\", "\u2028", "é\n", "\x7f", "bad \xff", "\x01"}), rapid.String())
	day := rapid.Map(rapid.IntRange(0, 800_000), func(n int) calendar.Date { return calendar.Date(n) })
	count := rapid.Map(rapid.Int64Range(-1, 1<<40), func(n int64) figure.Count {
		if n < 0 {
			return figure.Count{}
		}
		return figure.Of(n)
	})
	degrees := rapid.OneOf(rapid.Float64Range(-180, 180), rapid.SampledFrom([]float64{0, 1e-7, -2.5e-9, 33, 1e-6}))
	bounds := rapid.Custom(func(t *rapid.T) figure.Range {
		return figure.Range{Low: count.Draw(t, "low"), Best: count.Draw(t, "best"), High: count.Draw(t, "high")}
	})
	party := rapid.Custom(func(t *rapid.T) record.Party {
		p := record.Party{Name: text.Draw(t, "name")}
		if rapid.Bool().Draw(t, "some") {
			p.Sides = rapid.SliceOfN(text, 0, 3).Draw(t, "sides")
		}
		return p
	})
	rapid.Check(t, func(t *rapid.T) {
		e := record.Event{
			ID: text.Draw(t, "id"), When: calendar.Interval{Start: day.Draw(t, "start"), End: day.Draw(t, "end"), Precision: calendar.Week},
			Type: plover.Type(text.Draw(t, "type")), Mode: plover.Mode(text.Draw(t, "mode")), Initiator: party.Draw(t, "a"), Target: party.Draw(t, "b"),
			Place: record.Place{
				Country: text.Draw(t, "country"), Admin1: text.Draw(t, "admin1"), Admin2: text.Draw(t, "admin2"), Name: text.Draw(t, "place"),
				Precision: record.GeoPrecision(rapid.IntRange(0, 5).Draw(t, "precision")),
			},
			Deaths: record.Deaths{
				Total: bounds.Draw(t, "deaths"), Civilian: count.Draw(t, "civilian"), Police: count.Draw(t, "police"),
				Military: count.Draw(t, "military"), Militant: count.Draw(t, "militant"),
			},
			Injured: bounds.Draw(t, "injured"), Abducted: count.Draw(t, "abducted"), Attribution: record.Attribution(text.Draw(t, "attribution")),
			Confidence: record.Confidence(text.Draw(t, "confidence")), Summary: text.Draw(t, "summary"), Sensitivity: record.Sensitivity(text.Draw(t, "label")),
		}
		if rapid.Bool().Draw(t, "point") {
			e.Place.Point = &record.Point{Lat: degrees.Draw(t, "lat"), Lon: degrees.Draw(t, "lon")}
		}
		src := record.Source{
			ID: text.Draw(t, "id"), EventID: e.ID, URL: text.Draw(t, "url"), Publisher: text.Draw(t, "publisher"), Kind: record.SourceKind(text.Draw(t, "kind")),
			Published: record.Published{Text: text.Draw(t, "published"), By: day.Draw(t, "by")},
		}
		knowable := day.Draw(t, "knowable")
		for _, c := range []struct {
			got  []byte
			want any
		}{{packEvent(&e, knowable).Payload, e}, {packSource(&src, knowable, EventFacets(e)).Payload, src}} {
			want, err := json.Marshal(c.want)
			if err != nil || string(c.got) != string(want) {
				t.Fatalf("got  %s\nwant %s (%v)", c.got, want, err)
			}
		}
	})
}
