package messaging_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"detente/internal/thinking/messaging"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

func on(s string) record.Dated {
	if s == "" {
		return record.Dated{}
	}
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return record.Dated{Date: d, Precision: calendar.Day}
}

func say(id, day, who, issue string, s record.Stance) record.Statement {
	return record.Statement{ID: id, On: on(day), Institution: record.Party{Name: who, Sides: []string{who}}, Issue: issue, Stance: s}
}

func name(s record.Statement) string { return s.Institution.Name }

var today = on("2026-03-31").Date

func source() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

func place(list ...record.Statement) []messaging.Statement {
	placed, _ := messaging.Place(list, name, today)
	return placed
}

// five: Army and Office on talks, Party once; Party alone on trade.
func five() []messaging.Statement {
	return place(
		say("1", "2026-03-01", "Army", "talks", "oppose"), say("2", "2026-03-05", "Army", "talks", "mixed"),
		say("3", "2026-03-10", "Office", "talks", "support"), say("4", "2026-03-12", "Party", "talks", "oppose"),
		say("5", "2026-03-15", "Party", "trade", "support"))
}

// Talks: Army says −1, 0; Office 1; Party −1. Army and Office: mean of 1−2/2 = 0 and
// 1−1/2 = 1/2, so 1/4. Army and Party: 1 and 1/2, so 3/4. Office and Party: 0. Each pair has
// min(n) = 1: (1/4 + 3/4 + 0)/3 = 1/3. On trade Party is alone and compared with nobody.
func TestIndexByHand(t *testing.T) {
	w := calendar.Last(180, today)
	for _, weigh := range []messaging.Weigh{messaging.ByStatements, messaging.EachPair} {
		o := messaging.Default()
		o.Weigh = weigh
		x := messaging.At(five(), w, o, source())
		if x.Grade != messaging.Enough || math.Abs(x.Index-1./3) > 1e-12 || x.Statements != 5 || x.Speakers != 3 || !x.HasInterval || !(x.Low < x.Index && x.Index < x.High) {
			t.Errorf("%s: %+v", weigh, x)
		}
	}
	// With a second statement of Office in support and a second of Party in opposition the
	// weights are Army–Office 2, Army–Party 2, Office–Party 2 (the pairs' values unchanged);
	// with only Office's, they are 2, 1, 1: (2·1/4 + 3/4 + 0)/4 = 5/16.
	more := place(
		say("1", "2026-03-01", "Army", "talks", "oppose"), say("2", "2026-03-05", "Army", "talks", "mixed"),
		say("3", "2026-03-10", "Office", "talks", "support"), say("4", "2026-03-12", "Party", "talks", "oppose"),
		say("6", "2026-03-20", "Office", "talks", "support"))
	if x := messaging.At(more, w, messaging.Default(), source()); math.Abs(x.Index-5./16) > 1e-12 {
		t.Errorf("weighed by statements: %v, want 5/16", x.Index)
	}
}

// Two institutions that both say both things agree in half of the comparisons, and not
// wholly, as their mean positions would have it.
func TestBothSayBoth(t *testing.T) {
	x := messaging.At(place(
		say("1", "2026-03-01", "A", "x", "support"), say("2", "2026-03-02", "A", "x", "oppose"),
		say("3", "2026-03-03", "B", "x", "support"), say("4", "2026-03-04", "B", "x", "oppose"),
	), calendar.Open, messaging.Default(), source())
	if x.Index != .5 {
		t.Errorf("index %v, want 1/2", x.Index)
	}
}

func TestThinEvidenceHasNoIndex(t *testing.T) {
	o := messaging.Default()
	for _, c := range []struct {
		about string
		list  []messaging.Statement
		want  messaging.Grade
	}{
		{"none", nil, messaging.None},
		{"one", five()[:1], messaging.OneInstitution},
		{"one institution", five()[:2], messaging.OneInstitution},
		{"three statements", five()[:3], messaging.TooFew},
		{"nobody on the same issue", place(say("1", "2026-03-01", "A", "x", "support"), say("2", "2026-03-01", "B", "y", "support"),
			say("3", "2026-03-01", "C", "z", "support"), say("4", "2026-03-01", "C", "w", "support")), messaging.OneInstitution},
		{"outside the window", place(say("1", "2024-03-01", "A", "x", "support")), messaging.None},
		{"four", five()[:4], messaging.Enough},
	} {
		x := messaging.At(c.list, calendar.Last(o.Window, today), o, source())
		if x.Grade != c.want || x.Grade != messaging.Enough && (x.Index != 0 || x.HasInterval) {
			t.Errorf("%s: %+v, want %s", c.about, x, c.want)
		}
	}
	// All of one stance agree wholly, but resampling cannot say how sure that is. Neither can
	// it where two are opposed each time.
	var same []record.Statement
	for i, who := range []string{"A", "B", "A", "C"} {
		same = append(same, say(fmt.Sprint(i), "2026-03-01", who, "x", "mixed"))
	}
	if x := messaging.At(place(same...), calendar.Open, o, source()); x.Grade != messaging.Enough || x.Index != 1 || x.HasInterval {
		t.Errorf("one stance: %+v", x)
	}
	apart := place(say("1", "2026-03-01", "A", "x", "support"), say("2", "2026-03-01", "A", "x", "support"),
		say("3", "2026-03-01", "B", "x", "oppose"), say("4", "2026-03-01", "B", "x", "oppose"))
	if x := messaging.At(apart, calendar.Open, o, source()); x.Grade != messaging.Enough || x.Index != 0 || x.HasInterval {
		t.Errorf("opposed: %+v", x)
	}
}

func TestPlace(t *testing.T) {
	month, year, late := say("m", "2026-02-01", "A", "x", "support"), say("y", "2026-01-01", "A", "x", "support"), say("l", "2026-04-01", "A", "x", "support")
	month.On.Precision, year.On.Precision = calendar.Month, calendar.Year
	odd := say("o", "2026-02-02", "A", "x", "shrug")
	placed, apart := messaging.Place([]record.Statement{say("n", "", "A", "x", "support"), month, year, late, odd, say("a", "2026-02-03", "", "x", "support")}, name, today)
	if len(placed) != 1 || placed[0].Day.String() != "2026-02-28" {
		t.Errorf("placed: %+v", placed)
	}
	var ids []string
	for _, s := range apart {
		ids = append(ids, s.ID)
	}
	if !reflect.DeepEqual(ids, []string{"a", "n", "o", "y"}) {
		t.Errorf("apart: %v", ids)
	}
}

// Army and Office agree on 5 January, are a step apart on the 10th, opposed on the 20th,
// still on the 25th, agree again on 1 March.
func TestPartings(t *testing.T) {
	list := place(
		say("1", "2026-01-01", "Army", "talks", "support"), say("2", "2026-01-05", "Office", "talks", "support"),
		say("3", "2026-01-10", "Army", "talks", "mixed"), say("4", "2026-01-20", "Army", "talks", "oppose"),
		say("5", "2026-01-25", "Army", "talks", "oppose"), say("6", "2026-03-01", "Army", "talks", "support"),
		say("7", "2026-01-07", "Office", "trade", "oppose"))
	got := messaging.Partings(list, messaging.Default())
	if len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	p := got[0]
	if p.A != "Army" || p.B != "Office" || p.Day.String() != "2026-01-20" || p.Together.String() != "2026-01-05" || p.Again.String() != "2026-03-01" {
		t.Errorf("%+v", p)
	}
	if ids(p.Before) != "1 2" || ids(p.After) != "4 2" {
		t.Errorf("behind it: %s; %s", ids(p.Before), ids(p.After))
	}
	// Where one last spoke before the window, nobody parted; nor where they never agreed.
	if got := messaging.Partings(place(
		say("1", "2025-01-01", "A", "x", "support"), say("2", "2025-01-01", "B", "x", "support"), say("3", "2025-12-01", "B", "x", "oppose")), messaging.Default()); len(got) != 0 {
		t.Errorf("too long ago: %+v", got)
	}
	if got := messaging.Partings(place(say("1", "2025-01-01", "A", "x", "support"), say("2", "2025-01-02", "B", "x", "oppose")), messaging.Default()); len(got) != 0 {
		t.Errorf("never agreed: %+v", got)
	}
	// Two statements on one day make one position: 0 here, a step from B's.
	if got := messaging.Partings(place(say("1", "2025-01-01", "A", "x", "support"), say("2", "2025-01-01", "B", "x", "support"),
		say("3", "2025-01-05", "B", "x", "oppose"), say("4", "2025-01-05", "B", "x", "support")), messaging.Default()); len(got) != 0 {
		t.Errorf("both on one day: %+v", got)
	}
}

func ids(list []messaging.Statement) string {
	out := ""
	for i, s := range list {
		if i > 0 {
			out += " "
		}
		out += s.ID
	}
	return out
}

func TestContradictions(t *testing.T) {
	list := place(
		say("1", "2026-01-01", "A", "x", "support"), say("2", "2026-01-31", "B", "x", "oppose"), // 30 days
		say("3", "2026-01-02", "A", "x", "oppose"), say("4", "2026-02-20", "B", "y", "oppose"), say("5", "2026-02-20", "A", "x", "mixed"))
	got := messaging.Contradictions(list, messaging.Default())
	if len(got) != 2 || got[0].For.ID != "1" || got[0].Against.ID != "2" || got[0].Days != 30 || got[0].Own || !got[1].Own || got[1].Days != 1 {
		t.Errorf("%+v", got)
	}
}

func TestSpeakers(t *testing.T) {
	got := messaging.Speakers(five(), []string{"Court", "Army"})
	var order []string
	for _, s := range got {
		order = append(order, fmt.Sprintf("%s %d %v", s.Name, s.Statements, s.Stances))
	}
	if !reflect.DeepEqual(order, []string{"Army 2 [1 1 0]", "Party 2 [1 0 1]", "Office 1 [0 0 1]", "Court 0 [0 0 0]"}) {
		t.Errorf("%v", order)
	}
	if v, ok := got[0].Mean(); !ok || v != -.5 {
		t.Errorf("mean of Army %v", v)
	}
	if _, ok := got[3].Mean(); ok {
		t.Error("a mean without statements")
	}
}

func TestSeriesEndsOnTheDay(t *testing.T) {
	got := messaging.Series(five(), on("2026-05-10").Date, messaging.Default(), source())
	var ends []string
	for _, x := range got {
		ends = append(ends, x.To.String())
	}
	if !reflect.DeepEqual(ends, []string{"2026-03-31", "2026-04-30", "2026-05-10"}) {
		t.Errorf("%v", ends)
	}
	if messaging.Series(nil, today, messaging.Default(), source()) != nil {
		t.Error("a series of nothing")
	}
}
