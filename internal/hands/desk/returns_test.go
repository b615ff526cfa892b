package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
	"detente/situations"
)

// The press reports the week of 26 October 2025 as up 101 % in returns and 131 % in
// deportations, and 31 % of the returns of early April 2025 as deportations.
func TestReturns(t *testing.T) {
	p, err := desktest.Default(t).Returns(context.Background(), desk.ReturnsQuery{})
	if err != nil {
		t.Fatal(err)
	}
	ratio := map[string]float64{}
	for _, s := range p.Series {
		for _, f := range s.Flows {
			if len(f.Rows) == 0 || f.Rows[0].SourceURL == "" {
				t.Errorf("a figure without a report: %+v", f)
			}
			if s.Publisher == "UNHCR-IOM" && f.From == dayOf(t, "2025-10-26") && f.Surge != nil {
				ratio[s.Indicator] = f.Surge.Ratio
			}
		}
		for _, x := range s.Shown {
			if x.ReasonText == "" || x.ReasonText[0] == '[' {
				t.Errorf("no reason: %+v", x)
			}
		}
	}
	if math.Abs(ratio["returns"]-2.01) > .005 || math.Abs(ratio["deportations"]-2.31) > .005 {
		t.Errorf("surges %v", ratio)
	}
	found := false
	for _, f := range p.Forced {
		found = found || f.Publisher == "UNHCR" && f.From == dayOf(t, "2025-04-01") && math.Abs(f.Share-.31) < .005
	}
	if !found {
		t.Errorf("the forced share of April 2025 is not there: %+v", p.Forced)
	}
	for _, o := range p.Orders {
		if (o.Low == nil) != (len(o.Parts) < 2) || len(o.Parts) == 0 {
			t.Errorf("%+v", o)
		}
	}
}

// with is the default situation with a series of its own.
func with(t testing.TB, rows ...string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	root := situations.Default()
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := fs.ReadFile(root, name)
		out[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(out["series.csv"].Data), "\n")
	out["series.csv"] = &fstest.MapFile{Data: []byte(head + "\n" + strings.Join(rows, "\n") + "\n")}
	return out
}

// A count under five leaves by no way: not as a value, a note, a rate or a difference.
func TestSmallCountsDoNotLeave(t *testing.T) {
	d := desktest.Open(t, with(t,
		"returns,Torkham,2025-01-01,2025-01-07,3,persons,Office,,https://example.org/a,only 3 people",
		"returns,Torkham,2025-01-08,2025-01-14,1000,persons,Office,2025-01-08,https://example.org/b,",
		"returns,Torkham,2025-01-08,2025-01-20,1002,persons,Office,2025-01-08,https://example.org/c,",
	), desktest.Now)
	p, err := d.Returns(context.Background(), desk.ReturnsQuery{})
	if err != nil {
		t.Fatal(err)
	}
	flows := p.Series[0].Flows
	if len(flows) != 3 || flows[0].Value != nil || flows[0].ValueText != "<5" || flows[0].PerDay != nil || flows[1].Value == nil || flows[2].Value != nil || !flows[2].Differenced {
		t.Errorf("%+v", flows)
	}
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "only 3") || strings.Contains(string(b), `"value":3,`) {
		t.Errorf("the count leaves: %s", b)
	}
}

func TestReturnsOfNothing(t *testing.T) {
	p, err := desktest.Open(t, with(t), desktest.Now).Returns(context.Background(), desk.ReturnsQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Series) != 0 || len(p.Orders) != 0 || p.Text == "" || p.Text[0] == '[' || len(p.Plans) == 0 {
		t.Errorf("%+v", p)
	}
	var bad *desk.BadQuery
	if _, err := desktest.Default(t).Returns(context.Background(), desk.ReturnsQuery{Publisher: []string{"nobody"}}); !errors.As(err, &bad) {
		t.Errorf("an unknown publisher gives %v", err)
	}
}
