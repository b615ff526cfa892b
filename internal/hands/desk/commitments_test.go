package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"testing"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

func date(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The parts of a page add up to one another, and each number names its rows.
func TestCommitmentsAgreeWithEachOther(t *testing.T) {
	d, ctx := desktest.Default(t), context.Background()
	for _, asOf := range []calendar.Date{calendar.Unset, date(t, "2025-06-01"), date(t, "2023-01-01")} {
		p, err := d.Commitments(ctx, desk.CommitmentQuery{AsOf: asOf})
		if err != nil {
			t.Fatal(err)
		}
		n, overdue, themes := 0, 0, 0
		for _, k := range p.ByStatus {
			n += k
		}
		for _, c := range p.Items {
			if c.DaysOverdue > 0 {
				overdue++
			}
			if (c.Grade == nil) != (c.Status == string(record.Unknown)) || c.SourceURL == "" || c.Readings > 0 && c.EvidenceID == "" {
				t.Errorf("%s: grade, status or source: %+v", c.ID, c)
			}
		}
		for _, x := range p.ByTheme {
			themes += x.N
			if len(x.IDs) != x.Scored || len(x.UnknownIDs) != x.Unknown || x.Scored+x.Unknown != x.N {
				t.Errorf("%s: %+v", x.Key, x)
			}
		}
		if n != p.Total || len(p.Items) != p.Total || overdue != len(p.Overdue) || themes != p.Total || p.Score.Scored+p.Score.Unknown != p.Total {
			t.Errorf("%s: total %d, statuses %d, items %d, themes %d, overdue %d of %d", p.AsOf, p.Total, n, len(p.Items), themes, overdue, len(p.Overdue))
		}
		if p.Time.N+len(p.Time.Undated) != p.Total || p.Time.Events != p.ByStatus["implemented"] || p.FirstEvidence.N+p.FirstEvidence.Without != p.Total {
			t.Errorf("%s: followed %d, events %d, evidence %d and %d", p.AsOf, p.Time.N, p.Time.Events, p.FirstEvidence.N, p.FirstEvidence.Without)
		}
	}
}

// Of the default situation: 7 carried out, 12 partly, 14 in progress, 26 at none, 13 unknown:
// 100·(7·3 + 12·2 + 14)/(3·59) = 5900/177 = 33.33.
func TestCommitmentsOfTheDefaultSituation(t *testing.T) {
	d, ctx := desktest.Default(t), context.Background()
	p, err := d.Commitments(ctx, desk.CommitmentQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Total != 72 || p.Score.Scored != 59 || p.Score.Score == nil || math.Abs(*p.Score.Score-100./3) > 1e-9 || len(p.Overdue) != 12 {
		t.Errorf("total %d, score %+v, overdue %d", p.Total, p.Score, len(p.Overdue))
	}
	if p.FirstEvidence.MedianDays == nil || *p.FirstEvidence.MedianDays != 93 || p.FirstEvidence.N != 50 {
		t.Errorf("first evidence %+v", p.FirstEvidence)
	}
	// R: survfit gives 0.8915 (0.816 to 0.974) after the last event, on day 364.
	i := slices.IndexFunc(p.Time.Curve, func(x desk.SurvivalPoint) bool { return x.Days == 364 })
	if i < 0 || math.Abs(p.Time.Curve[i].Share-.8915) > 1e-4 || math.Abs(*p.Time.Curve[i].Low-.8162) > 1e-4 || p.Time.Median.Days != nil {
		t.Errorf("curve %+v", p.Time.Curve)
	}
}

func TestCommitmentQueries(t *testing.T) {
	d, ctx := desktest.Default(t), context.Background()
	ask := func(q desk.CommitmentQuery) *desk.CommitmentPage {
		t.Helper()
		p, err := d.Commitments(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	kp := ask(desk.CommitmentQuery{Sides: []string{"PAK_KP"}, Overdue: true})
	for _, c := range kp.Items {
		if !slices.Contains(c.Sides, "PAK_KP") || c.DaysOverdue == 0 {
			t.Errorf("%s passed", c.ID)
		}
	}
	if a, b := ask(desk.CommitmentQuery{}), ask(desk.CommitmentQuery{Each: "theme", Weights: map[string]float64{"border": 2}}); *a.Score.Score == *b.Score.Score || b.Weighting.Weights["border"] != 2 {
		t.Errorf("weights change nothing: %v, %+v", *b.Score.Score, b.Weighting)
	}
	none := ask(desk.CommitmentQuery{AsOf: date(t, "2005-01-01")})
	if none.Total != 0 || none.Score.Score != nil || none.Score.Low != nil || none.Text.Score == "" || none.Items == nil {
		t.Errorf("nothing on record: %+v", none)
	}
	unknown := ask(desk.CommitmentQuery{Statuses: []string{"unknown"}})
	if unknown.Total != 13 || unknown.Score.Score != nil || *unknown.Score.High != 100 || unknown.Time.Events != 0 || unknown.FirstEvidence.MedianDays != nil {
		t.Errorf("all unknown: %+v", unknown)
	}
	weightless := ask(desk.CommitmentQuery{Themes: []string{"border"}, Weights: map[string]float64{"border": 0}})
	if weightless.Score.Score != nil || weightless.Score.Low != nil {
		t.Errorf("no weight: %+v", weightless.Score)
	}
	for _, q := range []desk.CommitmentQuery{
		{Sides: []string{"X"}}, {Themes: []string{"X"}}, {Statuses: []string{"done"}}, {Each: "loud"}, {Followed: "x"}, {Dropped: "x"},
		{Weights: map[string]float64{"X": 1}}, {Weights: map[string]float64{"border": math.NaN()}},
	} {
		var bad *desk.BadQuery
		if _, err := d.Commitments(ctx, q); !errors.As(err, &bad) {
			t.Errorf("%+v: %v", q, err)
		}
	}
	for _, q := range []desk.CommitmentQuery{{}, {Each: "side"}} {
		a, err := json.Marshal(ask(q))
		if err != nil {
			t.Fatal(err)
		}
		b, _ := json.Marshal(func() *desk.CommitmentPage { p, _ := desktest.Default(t).Commitments(ctx, q); return p }())
		if string(a) != string(b) {
			t.Errorf("%+v: not the same twice", q)
		}
	}
}

func TestCommitment(t *testing.T) {
	d, ctx := desktest.Default(t), context.Background()
	x, err := d.Commitment(ctx, "CM-20251030-01", calendar.Unset)
	if err != nil {
		t.Fatal(err)
	}
	if len(x.History) != 1 || x.History[0].Grade == nil || *x.History[0].Grade != 0 || *x.History[0].Days != 8 || len(x.Reports) != 2 || x.Provenance.SHA256 == "" || x.History[0].Provenance.Row == 0 {
		t.Errorf("%+v", x)
	}
	// On the day after the announcement nothing had been read, which is unknown and not none.
	x, err = d.Commitment(ctx, "CM-20251030-01", date(t, "2025-10-31"))
	if err != nil || x.Commitment.Status != "unknown" || x.Commitment.Grade != nil || len(x.History) != 0 {
		t.Errorf("%+v %v", x, err)
	}
	for _, id := range []string{"CM-nope", ""} {
		if _, err := d.Commitment(ctx, id, calendar.Unset); !errors.Is(err, desk.ErrNoCommitment) {
			t.Errorf("%q: %v", id, err)
		}
	}
	if _, err := d.Commitment(ctx, "CM-20251030-01", date(t, "2025-01-01")); !errors.Is(err, desk.ErrNoCommitment) {
		t.Errorf("before it was announced: %v", err)
	}
}

func TestWeights(t *testing.T) {
	if w, err := desk.Weights([]string{"border=2", "trade=0.5"}); err != nil || w["border"] != 2 || w["trade"] != .5 {
		t.Errorf("%v %v", w, err)
	}
	for _, s := range []string{"border", "=2", "border=x", ""} {
		if _, err := desk.Weights([]string{s}); err == nil {
			t.Errorf("%q passed", s)
		}
	}
}
