package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"testing"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/situations"
)

// another is a data set of n events in the countries and between the sides of the default
// situation, up to a day after its newest.
func another(n int) ledger.Batch {
	b := ledger.Batch{Dataset: "another", Importer: "test", ImporterVersion: "1", RecordedAt: desktest.Now}
	places := [][2]string{{"PK", "Khyber Pakhtunkhwa"}, {"AF", "Kunar"}, {"PK", "Balochistan"}, {"IN", "Elsewhere"}}
	sides := []string{"PAK", "TALIBAN", "TTP", "CIVILIANS", "OTHER"}
	first, last := calendar.DateOf(2015, 1, 1), calendar.DateOf(2026, 7, 1)
	b.Records = func(yield func(ledger.Record, error) bool) {
		for i := range n {
			day := first.Add(int(int64(last-first) * int64(i) / int64(n)))
			at, a, t := places[i%len(places)], sides[i%len(sides)], sides[i/7%len(sides)]
			id := "another-" + strconv.Itoa(i)
			deaths := int64(i % 9)
			payload := fmt.Appendf(nil, `{"id":%q,"when":{"start":%q,"end":%q,"precision":"day"},"type":%q,"mode":"ied","initiator":{"name":"a","sides":[%q]},`+
				`"target":{"name":"b","sides":[%q]},"place":{"country":%q,"admin1":%q,"precision":4},"deaths":{"total":{"low":%d,"best":%d,"high":%d}},"summary":"one of many"}`,
				id, day, day, plover.Assault, a, t, at[0], at[1], deaths, deaths, deaths)
			if !yield(ledger.Record{
				Kind: record.KindEvent, ID: id, Payload: payload, KnowableAt: day,
				Facets: ledger.Facets{
					Start: day, End: day, Country: at[0], Admin1: at[1], Type: string(plover.Assault), Mode: "ied", Quad: string(plover.MaterialConflict),
					InitiatorSides: []string{a}, TargetSides: []string{t}, DeathsLow: &deaths, DeathsBest: &deaths, DeathsHigh: &deaths,
					Score: -9, Sensitivity: "public", Text: "one of many",
				},
			}, nil) {
				return
			}
		}
	}
	return b
}

// panel is one question of the page.
type panel struct {
	name string
	ask  func(context.Context, *desk.Desk) (any, error)
}

func asking[T any](name string, ask func(context.Context, *desk.Desk) (T, error)) panel {
	return panel{name, func(ctx context.Context, d *desk.Desk) (any, error) { return ask(ctx, d) }}
}

var panels = []panel{
	asking("assess", func(ctx context.Context, d *desk.Desk) (*desk.Assessment, error) {
		a, err := d.Assess(ctx, calendar.Unset)
		if err != nil {
			return nil, err
		}
		b := *a
		b.DataVersion = "" // another batch is another version
		return &b, nil
	}),
	asking("timeline", func(ctx context.Context, d *desk.Desk) (*desk.Timeline, error) { return d.Timeline(ctx, desk.Query{}) }),
	asking("map", func(ctx context.Context, d *desk.Desk) (*desk.MapPoints, error) { return d.Map(ctx, desk.Query{}) }),
	asking("toll", func(ctx context.Context, d *desk.Desk) (*desk.Toll, error) { return d.Toll(ctx, desk.TollQuery{}) }),
	asking("claims", func(ctx context.Context, d *desk.Desk) (*desk.ClaimPage, error) {
		return d.Claims(ctx, desk.ClaimQuery{})
	}),
	asking("linkage", func(ctx context.Context, d *desk.Desk) (*desk.LinkagePage, error) {
		return d.Linkage(ctx, desk.LinkageQuery{})
	}),
	asking("principles", func(ctx context.Context, d *desk.Desk) (*desk.PrincipleBoard, error) {
		return d.Principles(ctx, desk.PrincipleQuery{})
	}),
	asking("channels", func(ctx context.Context, d *desk.Desk) (*desk.ChannelPage, error) {
		return d.Channels(ctx, calendar.Unset)
	}),
	asking("crossings", func(ctx context.Context, d *desk.Desk) (*desk.CrossingPage, error) {
		return d.Crossings(ctx, desk.CrossingQuery{})
	}),
	asking("returns", func(ctx context.Context, d *desk.Desk) (*desk.ReturnsPage, error) {
		return d.Returns(ctx, desk.ReturnsQuery{})
	}),
	asking("commitments", func(ctx context.Context, d *desk.Desk) (*desk.CommitmentPage, error) {
		return d.Commitments(ctx, desk.CommitmentQuery{})
	}),
	asking("messaging", func(ctx context.Context, d *desk.Desk) (*desk.MessagingPage, error) {
		return d.Messaging(ctx, desk.MessagingQuery{})
	}),
	asking("strikes", func(ctx context.Context, d *desk.Desk) ([]desk.WakeCount, error) {
		return d.AfterStrikes(ctx, calendar.Unset, 7, 28)
	}),
}

// What another data set holds is in no panel, and not in the list of events that names no data set.
func TestPanelsCountTheSituationsOwnEvents(t *testing.T) {
	ctx := context.Background()
	alone := desktest.Default(t)
	beside, done, err := desktest.Make(situations.Default(), desktest.Now, another(2000))
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	for _, p := range panels {
		want, err1 := p.ask(ctx, alone)
		got, err2 := p.ask(ctx, beside)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		if !reflect.DeepEqual(got, want) {
			a, _ := json.Marshal(got)
			b, _ := json.Marshal(want)
			t.Errorf("%s: another data set changed it: %d bytes, %d alone", p.name, len(a), len(b))
		}
	}
	few, err1 := alone.Events(ctx, desk.Query{}, "", 10, gate.Show)
	many, err2 := beside.Events(ctx, desk.Query{}, "", 10, gate.Show)
	if err := errors.Join(err1, err2); err != nil || many.Total != few.Total {
		t.Errorf("events: %d, %d alone, %v", many.Total, few.Total, err)
	}
}
