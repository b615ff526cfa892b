package desk_test

import (
	"context"
	"errors"
	"math"
	"reflect"
	"testing"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
)

func horizonOf(t *testing.T, d *desk.Desk, q desk.HorizonQuery) *desk.HorizonPage {
	t.Helper()
	p, err := d.Horizon(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The districts that are forecast and the others add up to the total, in their means, and every figure
// is there for each measure.
func TestHorizonAddsUp(t *testing.T) {
	d := desktest.Default(t)
	for _, measure := range desk.Measures {
		p := horizonOf(t, d, desk.HorizonQuery{Measure: measure, Leads: 4})
		if len(p.Total.Ahead) != 4 || len(p.Named()) < 5 || len(p.Named()) == len(p.Districts) || len(p.Notes) < 4 || len(p.Skill) != 2 {
			t.Fatalf("%s: %d months, %d of %d districts, notes %q", measure, len(p.Total.Ahead), len(p.Named()), len(p.Districts), p.Notes)
		}
		for k, whole := range p.Total.Ahead {
			sum := p.Others.Ahead[k].Mean
			for _, x := range p.Named() {
				sum += x.Ahead[k].Mean
			}
			if math.Abs(sum-whole.Mean) > 1e-6 {
				t.Errorf("%s, lead %d: parts %v, total %v", measure, whole.Lead, sum, whole.Mean)
			}
			if q := whole.Quantiles; q.Q05 > q.Q25 || q.Q25 > q.Q50 || q.Q50 > q.Q75 || q.Q75 > q.Q95 || q.Q95 <= 0 || whole.Any <= 0 || whole.Any > 1 {
				t.Errorf("%s: %+v", measure, whole)
			}
			if k > 0 && whole.From != p.Total.Ahead[k-1].To.Add(1) {
				t.Errorf("months do not follow each other: %+v", whole)
			}
		}
		if first := p.Total.Ahead[0].From; first != p.AsOf.Add(1) || p.Total.History[len(p.Total.History)-1].To != p.AsOf {
			t.Errorf("the first month ahead begins on %s, as of %s", first, p.AsOf)
		}
		for _, x := range p.Districts {
			if (x.Refused == "") != (len(x.Ahead) == 4) || (x.Refused == "") != (x.Reason == "") || (x.Refused == "" && (x.Acts < 5 || x.Active < 3)) {
				t.Errorf("%+v", x)
			}
		}
	}
}

// A forecast made in a past month is the same whether it is asked for as of then or read among the
// earlier forecasts of a later answer: nothing that became known since is in it.
func TestHorizonPastIsAsOf(t *testing.T) {
	d := desktest.Default(t)
	late := horizonOf(t, d, desk.HorizonQuery{})
	const back = 7
	origin := late.Total.History[len(late.Total.History)-1-back].To
	then := horizonOf(t, d, desk.HorizonQuery{AsOf: origin})
	var found int
	for _, x := range late.Total.Past {
		if x.Origin != origin {
			continue
		}
		if x.Model != then.Model.ID {
			t.Errorf("%s then, %s among the earlier ones", then.Model.ID, x.Model)
		}
		found++
	}
	if found != 6 {
		t.Fatalf("%d earlier forecasts of %s", found, origin)
	}
	for i, m := range then.Total.History {
		if w := late.Total.History[i]; w.To != m.To || w.Value < m.Value {
			t.Errorf("%s: %v known then, %v now", m.To, m.Value, w.Value)
		}
	}
	if len(then.Total.Past) == 0 {
		t.Fatal("no earlier forecasts")
	}
	same := 0
	for _, x := range then.Total.Past {
		for _, y := range late.Total.Past {
			if x.Origin == y.Origin && x.Lead == y.Lead {
				if !reflect.DeepEqual(x.Quantiles, y.Quantiles) || x.Model != y.Model {
					t.Errorf("%s, lead %d: %+v then, %+v now", x.Origin, x.Lead, x, y)
				}
				same++
			}
		}
	}
	if same < 50 {
		t.Errorf("%d forecasts compared", same)
	}
}

func TestHorizonRefuses(t *testing.T) {
	d := desktest.Default(t)
	for _, q := range []desk.HorizonQuery{{Measure: "arms"}, {Leads: 13}, {Leads: -1}} {
		var bad *desk.BadQuery
		if _, err := d.Horizon(context.Background(), q); !errors.As(err, &bad) {
			t.Errorf("%+v: %v", q, err)
		}
	}
	p := horizonOf(t, d, desk.HorizonQuery{AsOf: dayOf(t, "2023-01-15")})
	if p.Refused != "short" || p.Text == "" || len(p.Total.Ahead) != 0 || len(p.Total.History) == 0 {
		t.Errorf("%+v", p)
	}
}
