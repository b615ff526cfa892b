package returns_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/returns"
	"detente/internal/words/record"
)

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []record.Observation
		for i := range rapid.IntRange(0, 14).Draw(t, "rows") {
			from := rapid.IntRange(0, 60).Draw(t, "from")
			o := rows(fmt.Sprintf("%s %s %s 01-01 01-01 %d", rapid.SampledFrom([]string{"returns", "deportations"}).Draw(t, "indicator"),
				rapid.SampledFrom([]string{"land", "gate"}).Draw(t, "region"), rapid.SampledFrom([]string{"X", "Y"}).Draw(t, "publisher"), rapid.IntRange(0, 900).Draw(t, "value")))[0]
			o.ID = fmt.Sprint("r", i)
			o.Start, o.End = o.Start.Add(from), o.Start.Add(from+rapid.IntRange(0, 20).Draw(t, "days"))
			if rapid.Bool().Draw(t, "total") {
				o.TotalFrom = o.Start
			}
			list = append(list, o)
		}
		series := returns.Of(list, 5)
		back := slices.Clone(list)
		slices.Reverse(back)
		if !reflect.DeepEqual(series, returns.Of(back, 5)) {
			t.Fatal("another order gives another answer")
		}
		seen := map[string]bool{}
		for _, s := range series {
			for _, f := range s.Flows {
				if f.Value < 0 || f.Span.To < f.Span.From || f.Under == 0 && f.Value > 0 && f.Value < 5 && len(f.Rows) == 2 {
					t.Fatalf("flow %+v", f)
				}
				for _, r := range f.Rows {
					seen[r.ID] = true
					if r.Publisher != s.Publisher || r.Indicator != s.Indicator || r.Region != s.Region || len(f.Rows) == 2 && r.TotalFrom != f.Rows[0].TotalFrom {
						t.Fatalf("%s is mixed into %+v", r.ID, s)
					}
				}
			}
			for _, x := range s.Shown {
				seen[x.Row.ID] = true
			}
		}
		if len(seen) != len(list) {
			t.Fatalf("%d of %d figures are left", len(seen), len(list))
		}
		forced := returns.ForcedShares(series)
		for _, o := range returns.Orderliness(series, nil, forced, nil) {
			for _, p := range o.Parts {
				if p.Low < 0 || p.High > 1 || p.Low > p.High {
					t.Fatalf("part %+v", p)
				}
			}
			if (o.Low == nil) != (len(o.Parts) < returns.Fewest) || len(o.Parts)+len(o.Missing) != len(returns.Parts) {
				t.Fatalf("order %+v", o)
			}
		}
	})
}
