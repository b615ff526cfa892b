package desk_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"detente/internal/hands/dated"
	"detente/internal/hands/desk"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
)

// floods is a table in which floods follow rains by a day or two, and fairs follow nothing.
func floods(t *testing.T) *dated.Table {
	t.Helper()
	rules, err := dated.ParseRules([]byte(`
from: 2020-01-01
to: 2022-12-31
columns: {day: on, match: [bank]}
streams:
  - {id: rain, name: Rains, where: [{column: kind, is: [rain]}]}
  - {id: flood, name: Floods, where: [{column: kind, is: [flood]}]}
  - {id: fair, name: Fairs, where: [{column: kind, is: [fair]}]}
`), "rules")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	var b strings.Builder
	b.WriteString("on,kind,bank\n")
	for k := range 70 {
		day := calendar.DateOf(2020, 1, 1).Add(r.IntN(1090))
		fmt.Fprintf(&b, "%s,rain,%d\n", day, k%2)
		if k%10 < 7 {
			fmt.Fprintf(&b, "%s,flood,%d\n", day.Add(1+r.IntN(2)), k%2)
		}
		fmt.Fprintf(&b, "%s,fair,%d\n", calendar.DateOf(2020, 1, 1).Add(r.IntN(1095)), k%2)
	}
	table, err := dated.Read(strings.NewReader(b.String()), "t.csv", rules)
	if err != nil || table.Faults.Errors() > 0 {
		t.Fatal(err, table.Faults.All())
	}
	return table
}

func TestTableRetaliation(t *testing.T) {
	table := floods(t)
	v, err := desk.TableRetaliation(phrase.English(), table, desk.RetaliationQuery{Checks: true, Sets: 4}, 1)
	if err != nil {
		t.Fatal(err)
	}
	// floods (row 1) after rains (column 0)
	if l := v.Moving.Links[1][0]; l.Q > .01 || l.Value < .4 || l.Low > l.Value || l.High < l.Value {
		t.Errorf("floods after rains: %+v", l)
	}
	stand := 0
	for _, row := range v.Moving.Links {
		for _, l := range row {
			if l.Q < desk.StandsOut {
				stand++
			}
		}
	}
	if len(v.Moving.Curves) != stand || len(v.Constant.Curves) != 0 {
		t.Errorf("%d curves for %d pairs that stand out", len(v.Moving.Curves), stand)
	}
	if s := v.Stability; len(s.Periods) != 2 || s.Periods[0].From != table.From || s.Periods[1].To != table.To || s.Pairs != 9 || len(s.Differences) != 10 || s.Text == "" {
		t.Errorf("%+v", s)
	}
	c := v.Checks
	if c.Shifted.Pairs != 4*6 || c.Scattered.Pairs != 4*9 || c.Orders.Pairs[1][0].Stood != 4 || c.Thinned.Kept <= 0 || c.Thinned.Kept > 1 || !strings.Contains(c.Text, "4 placebo records") {
		t.Errorf("%+v", c)
	}
	again, err := desk.TableRetaliation(phrase.English(), table, desk.RetaliationQuery{Checks: true, Sets: 4}, 1)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := json.Marshal(v)
	if b, _ := json.Marshal(again); string(a) != string(b) {
		t.Error("the same seed gave other bytes")
	}
}

func TestTableWakes(t *testing.T) {
	table := floods(t)
	q := desk.WakeQuery{Treatment: "rain", Control: "fair", Follow: []string{"flood"}, Days: []int{3}, KM: []float64{100}}
	p, err := desk.TableWakes(phrase.English(), table, q)
	if err != nil {
		t.Fatal(err)
	}
	// No event has a place, so that none can be used with a distance.
	if c := p.Cells[0]; c.Refused != "no_spans" || c.Treated.NoPoint != 70 || c.Control.NoPoint != 70 {
		t.Errorf("%+v", c)
	}
	q.KM = nil
	if p, err = desk.TableWakes(phrase.English(), table, q); err != nil {
		t.Fatal(err)
	}
	last := p.Cells[len(p.Cells)-1]
	if last.KM != nil || !last.Stands || last.Effect.Low > .7 || last.Effect.High < .7 || p.Stand != 1 {
		t.Errorf("0.7 floods follow each rain: %+v, %+v", last, last.Effect)
	}
	q.Match = []string{"colour"}
	var bad *desk.BadQuery
	if _, err := desk.TableWakes(phrase.English(), table, q); !errors.As(err, &bad) {
		t.Errorf("an unknown column to match on: %v", err)
	}
}
