package desk_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
)

// small is the small situation of package folder, with pieces of its files replaced: file,
// old, new, and so on.
func small(t testing.TB, edits ...string) fstest.MapFS {
	t.Helper()
	const dir = "../folder/testdata/small"
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for _, e := range list {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	for i := 0; i < len(edits); i += 3 {
		f := out[edits[i]]
		if !bytes.Contains(f.Data, []byte(edits[i+1])) {
			t.Fatalf("%s does not hold %q", edits[i], edits[i+1])
		}
		f.Data = bytes.Replace(f.Data, []byte(edits[i+1]), []byte(edits[i+2]), 1)
	}
	return out
}

var noon = time.Date(2026, 7, 2, 12, 0, 0, 0, time.UTC)

func TestOneSpeakerHasNoRivalAndNobodyToBeComparedWith(t *testing.T) {
	p, err := desktest.Open(t, small(t), noon).Claims(context.Background(), desk.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Events) != 0 || len(p.Losses) != 0 || !strings.Contains(p.Text.Rivals, "No event") || !strings.Contains(p.Text.Speakers, "none has five") {
		t.Errorf("%+v", p.Text)
	}
	if len(p.After.Successes) != 0 || !strings.Contains(p.After.Text, "No date") || len(p.After.Windows) != 6 || p.After.Windows[0].Attacks != nil {
		t.Errorf("%+v", p.After)
	}
	// The supported figure of E1 is 3, and so is the army's claim: the ratio is 1.
	if len(p.Speakers) != 1 || p.Speakers[0].Ratio == nil || *p.Speakers[0].Ratio != 1 || p.Speakers[0].RatioLow != nil {
		t.Errorf("%+v", p.Speakers)
	}
}

func TestTwoSpeakersStandSideBySide(t *testing.T) {
	root := small(t, "claims.csv", "E1,Armed group,GROUP,responsibility,,,", "E1,Armed group,GROUP,deaths_total,9,,")
	p, err := desktest.Open(t, root, noon).Claims(context.Background(), desk.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Events) != 1 || len(p.Events[0].Rivals) != 1 {
		t.Fatalf("%+v", p.Events)
	}
	// 3 against at least 9: spread 6, ratio 3.
	r := p.Events[0].Rivals[0]
	if r.Spread != 6 || r.Ratio == nil || *r.Ratio != 3 || r.Supported.Best.Or(0) != 3 || len(p.Reports["E1"]) == 0 {
		t.Errorf("%+v, reports %v", r, p.Reports)
	}
}

func TestNoClaims(t *testing.T) {
	root := small(t)
	head, _, _ := bytes.Cut(root["claims.csv"].Data, []byte("\n"))
	root["claims.csv"].Data = append(bytes.Clone(head), '\n')
	p, err := desktest.Open(t, root, noon).Claims(context.Background(), desk.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Speakers) != 0 || !strings.Contains(p.Text.Speakers, "No claim with a figure") {
		t.Errorf("%+v", p.Text)
	}
	b, err := json.Marshal(p)
	if err != nil || bytes.Contains(b, []byte(`"events":null`)) || bytes.Contains(b, []byte(`"speakers":null`)) {
		t.Errorf("%s %v", b, err)
	}
}

func TestSeriesThatAreTooShortOrChangeTheirUnit(t *testing.T) {
	root := small(t,
		"situation.yaml", "units: [attacks]}", "units: [attacks, incidents]}",
		"series.csv", "7.5,attacks,Example Institute,2026-02-01,", "7.5,incidents,Example Institute,,")
	p, err := desktest.Open(t, root, noon).Linkage(context.Background(), desk.LinkageQuery{Step: "month", Indicators: []string{"attacks"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.UnitChanges) != 1 || len(p.Series) != 6 {
		t.Errorf("unit changes %v, %d series", p.UnitChanges, len(p.Series))
	}
	for _, l := range p.Links {
		if l.Reason != "too_short" || l.Best != nil || !strings.Contains(l.Text, "too short") {
			t.Errorf("%+v", l)
		}
	}
	for _, s := range p.Series {
		if s.Publisher != "" && s.Known != 1 {
			t.Errorf("the units of %s were joined: %d known", s.ID, s.Known)
		}
	}
	if !strings.Contains(p.Text, "no two series are long enough") {
		t.Error(p.Text)
	}
}

func TestASituationWithoutPrinciplesSaysSo(t *testing.T) {
	p, err := desktest.Open(t, small(t), noon).Principles(context.Background(), desk.PrincipleQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Principles) != 0 || !strings.Contains(p.Text, "names no principles") {
		t.Errorf("%+v", p)
	}
}

// An event of the last days counts in its province and in no district.
func TestTheTollKeepsRecentDistrictsBack(t *testing.T) {
	for _, c := range []struct {
		now  time.Time
		want string
	}{
		{time.Date(2026, 1, 6, 12, 0, 0, 0, time.UTC), ""}, {noon, "Hill"},
	} {
		x, err := desktest.Open(t, small(t), c.now).Toll(context.Background(), desk.TollQuery{Query: desk.Query{Countries: []string{"XA"}}, Level: "district"})
		if err != nil {
			t.Fatal(err)
		}
		if len(x.Places) != 1 || x.Places[0].Admin2 != c.want || x.Places[0].Toll.Deaths.Best != 3 {
			t.Errorf("%s: %+v", c.now, x.Places)
		}
		if c.want == "" && len(x.Points) != 0 {
			t.Errorf("a point that is held back: %+v", x.Points)
		}
	}
}

// Every cut of the toll is of the same events, and every event has its reports.
func TestTheCutsOfTheTollAgree(t *testing.T) {
	x, err := desktest.Default(t).Toll(context.Background(), desk.TollQuery{Level: "district", Period: "week"})
	if err != nil {
		t.Fatal(err)
	}
	sum := func(name string, list []desk.TollSum, undated int) {
		events, best, unknown := undated, int64(0), 0
		for _, s := range list {
			events, best, unknown = events+s.Events, best+s.Deaths.Best, unknown+s.Deaths.Unknown
			if len(s.EventIDs) != s.Events {
				t.Errorf("%s: %d ids for %d events", name, len(s.EventIDs), s.Events)
			}
			for _, id := range s.EventIDs {
				if len(x.Reports[id]) == 0 {
					t.Errorf("%s has no report", id)
				}
			}
		}
		if events != x.Events || undated == 0 && (best != x.Deaths.Best || unknown != x.Deaths.Unknown) {
			t.Errorf("%s: %d events, best %d; in all %d, %d", name, events, best, x.Events, x.Deaths.Best)
		}
	}
	var places, periods, grades []desk.TollSum
	for i, p := range x.Places {
		places = append(places, p.Toll)
		if i > 0 && x.Places[i-1].Country+"\x00"+x.Places[i-1].Admin1+"\x00"+x.Places[i-1].Admin2 >= p.Country+"\x00"+p.Admin1+"\x00"+p.Admin2 {
			t.Error("places are not in alphabetical order")
		}
	}
	for _, p := range x.Periods {
		periods = append(periods, p.Toll)
	}
	for _, g := range x.Grades {
		grades = append(grades, g.Toll)
	}
	sum("places", places, 0)
	sum("periods", periods, x.Undated)
	sum("grades", grades, 0)
	if len(x.Points)+x.Unplaced != x.Events || len(x.Beside.Rows) == 0 || len(x.Displaced) == 0 {
		t.Errorf("%d points, %d unplaced, %d rows, %d displaced", len(x.Points), x.Unplaced, len(x.Beside.Rows), len(x.Displaced))
	}
}

// The four answers are the same twice, from two desks.
func TestTheSameQuestionTwice(t *testing.T) {
	ctx := context.Background()
	ask := func() []any {
		d := desktest.Default(t)
		c, err1 := d.Claims(ctx, desk.ClaimQuery{})
		l, err2 := d.Linkage(ctx, desk.LinkageQuery{})
		p, err3 := d.Principles(ctx, desk.PrincipleQuery{})
		x, err4 := d.Toll(ctx, desk.TollQuery{})
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			t.Fatal(err)
		}
		return []any{c, l, p, x}
	}
	if a, b := ask(), ask(); !reflect.DeepEqual(a, b) {
		t.Error("two desks answer differently")
	}
}

func TestQuestionsThatCannotBeAsked(t *testing.T) {
	d, ctx := desktest.Default(t), context.Background()
	for name, ask := range map[string]func() error{
		"by":        func() error { _, err := d.Claims(ctx, desk.ClaimQuery{By: "party"}); return err },
		"threshold": func() error { _, err := d.Claims(ctx, desk.ClaimQuery{Threshold: -1}); return err },
		"level":     func() error { _, err := d.Toll(ctx, desk.TollQuery{Level: "village"}); return err },
		"period":    func() error { _, err := d.Toll(ctx, desk.TollQuery{Period: "day"}); return err },
		"principle": func() error {
			_, err := d.Principles(ctx, desk.PrincipleQuery{Principles: []string{"none"}})
			return err
		},
		"base":     func() error { _, err := d.Linkage(ctx, desk.LinkageQuery{Base: "none"}); return err },
		"crossing": func() error { _, err := d.Linkage(ctx, desk.LinkageQuery{Crossing: "none"}); return err },
		"step":     func() error { _, err := d.Linkage(ctx, desk.LinkageQuery{Step: "day"}); return err },
		"from":     func() error { _, err := d.Linkage(ctx, desk.LinkageQuery{From: 800000, To: 1}); return err },
	} {
		var bad *desk.BadQuery
		if err := ask(); !errors.As(err, &bad) || bad.Field != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}
