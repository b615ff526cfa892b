package claim_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/claim"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Two states, each with two sides, and an armed group that one of them fights.
var sit = &situation.Situation{
	Sides: []situation.Side{
		{Code: "ARMY", Kind: "state"}, {Code: "CABINET", Kind: "state"}, {Code: "NEIGHBOUR", Kind: "state"},
		{Code: "GROUP", Kind: "armed_group"}, {Code: "FRONT", Kind: "armed_group"}, {Code: "UN", Kind: "mediator"},
	},
	Dyads: []situation.Dyad{
		{ID: "a", A: []string{"NEIGHBOUR"}, B: []string{"ARMY", "CABINET"}},
		{ID: "b", A: []string{"ARMY", "CABINET"}, B: []string{"GROUP", "FRONT"}},
	},
}

var parties = claim.PartiesOf(sit)

func date(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func event(id, day string, from, to string) record.Event {
	d := date(day)
	return record.Event{
		ID: id, Type: "ASSAULT", Mode: "clash", When: calendar.Interval{Start: d, End: d, Precision: calendar.Day},
		Initiator: record.Party{Sides: []string{from}}, Target: record.Party{Sides: []string{to}},
	}
}

func says(id, event, speaker, side, subject string, low int64) record.Claim {
	return record.Claim{ID: id, EventID: event, Speaker: speaker, SpeakerSide: side, Subject: subject, Low: figure.Of(low), High: figure.Of(low)}
}

func TestParties(t *testing.T) {
	if parties.Of("CABINET") != parties.Of("ARMY") || parties.Of("FRONT") != parties.Of("GROUP") || parties.Of("UN") != "UN" || parties.Of("ARMY") == parties.Of("GROUP") {
		t.Error("sides of one end are one party, and no others")
	}
}

// Speakers give 10, 40 and "at least 25": spread 40 − 10 = 30, ratio 40 / 10 = 4.
func TestRivalsByHand(t *testing.T) {
	e := event("E", "2026-01-01", "GROUP", "ARMY")
	e.Deaths.Total = figure.Range{Low: figure.Of(12), Best: figure.Of(14)}
	open := says("3", "E", "c", "UN", "deaths_total", 25)
	open.High = figure.Count{}
	s := claim.Rivals(e, []record.Claim{
		says("1", "E", "b", "ARMY", "deaths_total", 10), says("2", "E", "a", "GROUP", "deaths_total", 40), open,
		says("4", "E", "a", "GROUP", "injured", 5), {ID: "5", EventID: "E", Speaker: "b", Subject: "responsibility"},
	}, parties)
	if len(s) != 1 || s[0].Spread() != 30 || s[0].Low != 10 || s[0].High != 40 || s[0].Figures[0].Speaker != "a" {
		t.Fatalf("%+v", s)
	}
	if r, ok := s[0].Ratio(); !ok || r != 4 {
		t.Errorf("ratio %v", r)
	}
	if n, _ := s[0].Supported.Best.Value(); n != 14 {
		t.Errorf("supported %v", s[0].Supported)
	}
	if _, ok := (claim.Subject{High: 3}).Ratio(); ok {
		t.Error("a ratio to zero")
	}
}

// Each state claims the other's dead: 58 and at least 200 are no rival figures, and each
// stands beside what the other acknowledges: 58 beside 23 (spread 35), 200 beside 9
// (spread 191, ratio 200/9).
func TestTwoStatesClaimTheOthersDead(t *testing.T) {
	e := event("E", "2025-10-11", "NEIGHBOUR", "ARMY")
	e.Deaths.Military = figure.Of(32)
	claims := []record.Claim{
		says("1", "E", "ministry", "NEIGHBOUR", "deaths_military", 58), says("2", "E", "ministry", "NEIGHBOUR", "own_losses", 9),
		says("3", "E", "spokesman", "ARMY", "deaths_military", 200), says("4", "E", "spokesman", "ARMY", "own_losses", 23),
		says("5", "E", "cabinet", "CABINET", "deaths_military", 210), says("6", "E", "mission", "UN", "deaths_military", 30),
	}
	s := claim.Rivals(e, claims, parties)
	if len(s) != 1 || s[0].Low != 200 || s[0].High != 210 || s[0].Supported.Known() {
		t.Fatalf("only the two of one party speak of the same dead: %+v", s)
	}
	var got []string
	for _, x := range claim.Losses(e, claims, parties) {
		got = append(got, x.Own.ID+x.Other.ID)
	}
	if want := []string{"23", "25", "41"}; !reflect.DeepEqual(got, want) {
		t.Fatalf("pairs %v, want %v", got, want)
	}
	p := claim.Losses(e, claims, parties)[0]
	if r, ok := p.Ratio(); p.Spread() != 191 || !ok || math.Abs(r-200.0/9) > 1e-12 {
		t.Errorf("%d %v", p.Spread(), r)
	}
}

// A group claims 35 soldiers killed, the army acknowledges 16.
func TestAGroupsClaimBesideAcknowledgedLosses(t *testing.T) {
	e := event("E", "2024-12-21", "GROUP", "ARMY")
	claims := []record.Claim{says("1", "E", "group", "GROUP", "deaths_military", 35), says("2", "E", "officials", "ARMY", "own_losses", 16)}
	if p := claim.Losses(e, claims, parties); len(p) != 1 || p[0].Spread() != 19 {
		t.Fatalf("%+v", p)
	}
	for _, x := range claim.Tallies([]record.Event{e}, claims, parties, claim.BySpeaker, 1) {
		if x.Speaker == "group" && (x.Comparable != 1 || x.Counted != 16 || x.Ratio != 35.0/16) {
			t.Errorf("%+v", x)
		}
	}
}

// The army on three events: 10 (others 4 and 6, median 5), 20 (supported 15), 7 (nobody
// else). Comparable are the first two: 30 claimed over 20 counted = 1.5; 37 claimed in all.
// By month: January 10, then March 27, in all 37.
func TestTallyByHand(t *testing.T) {
	events := []record.Event{
		event("A", "2026-01-05", "ARMY", "GROUP"), event("B", "2026-03-02", "ARMY", "GROUP"), event("C", "2026-03-20", "ARMY", "GROUP"),
	}
	events[1].Deaths.Civilian = figure.Of(15)
	early := says("0", "A", "army", "ARMY", "deaths_civilian", 99)
	claims := []record.Claim{
		early, says("1", "A", "army", "ARMY", "deaths_civilian", 10), says("2", "A", "un", "UN", "deaths_civilian", 4),
		says("3", "A", "group", "GROUP", "deaths_civilian", 6), says("4", "B", "army", "ARMY", "deaths_civilian", 20),
		says("5", "C", "army", "ARMY", "deaths_civilian", 7), says("6", "A", "cabinet", "CABINET", "deaths_civilian", 1000),
	}
	var army claim.Tally
	for _, x := range claim.Tallies(events, claims, parties, claim.BySpeaker, 1) {
		if x.Speaker == "army" {
			army = x
		}
	}
	if army.Low != 37 || army.Comparable != 2 || army.Claimed != 30 || army.Counted != 20 || army.Ratio != 1.5 || army.HasInterval {
		t.Errorf("%+v", army)
	}
	if len(army.Months) != 2 || army.Months[1].Low != 27 || army.Months[1].SumLow != 37 || army.Months[1].SumCounted != 20 {
		t.Errorf("%+v", army.Months)
	}
}

// Without variation the interval is the ratio itself: every event has 6 claimed over 4.
func TestTallyIntervalWithoutVariation(t *testing.T) {
	var events []record.Event
	var claims []record.Claim
	for i := range 6 {
		e := event(fmt.Sprint(i), "2026-01-05", "ARMY", "GROUP")
		e.Deaths.Total.Best = figure.Of(4)
		events = append(events, e)
		claims = append(claims, says("c", e.ID, "army", "ARMY", "deaths_total", 6))
	}
	x := claim.Tallies(events, claims, parties, claim.BySide, 1)
	if len(x) != 1 || !x[0].HasInterval || x[0].Interval.Low != 1.5 || x[0].Interval.High != 1.5 || x[0].Speaker != "ARMY" {
		t.Errorf("%+v", x)
	}
}

func TestNothingClaimed(t *testing.T) {
	e := event("E", "2026-01-01", "GROUP", "ARMY")
	one := []record.Claim{says("1", "E", "army", "ARMY", "deaths_militant", 3)}
	if len(claim.Rivals(e, nil, parties)) > 0 || len(claim.Rivals(e, one, parties)) > 0 || len(claim.Losses(e, one, parties)) > 0 {
		t.Error("one speaker has no rival")
	}
	if x := claim.Tallies([]record.Event{e}, one, parties, claim.BySpeaker, 1); len(x) != 1 || x[0].Comparable != 0 || x[0].HasRatio {
		t.Errorf("%+v", x)
	}
	if len(claim.Tallies(nil, nil, parties, claim.BySpeaker, 1)) > 0 || len(claim.Successes(nil, nil, parties, 1)) > 0 {
		t.Error("something of nothing")
	}
}

// The span is 1 January to 31 March 2026 (one quarter), windows of 7 days. One success on
// 10 February. Attacks: 30 January and 12, 13, 20 February. In the 28 days before the
// success (13 January to 9 February): 1. In its window (11 to 17 February): 2.
//
// Quiet dates have 1 attack in the 28 days before and no claim on the date or in the 7 days
// after. Starts run from 29 January to 24 March; prior count 1 holds from 31 January to 12
// February (from 13 on, 12 February counts too), and again from 13 March (13 February to
// 12 March hold 13 and 20 February, so 13 March has 2: 13 and 20) — day by day: on 13 March
// the days before begin on 13 February: 13 and 20 → 2; on 14 March: 20 → 1, up to 20 March
// (20 February included); 21 March: 0. Dates whose window or day holds the claim are 3 to 10
// February. Left: 31 January, 1, 2, 11, 12 February and 14 to 20 March: 12 dates.
// Attacks after: 31 January (1–7 February) 0; 1 February 0; 2 February 0; 11 February (12–18)
// 2; 12 February (13–19) 1; March 0. Mean 3/12 = .25. Difference 2 − .25 = 1.75, ratio 8.
func TestFollowByHand(t *testing.T) {
	attacks := []record.Event{
		event("1", "2026-01-30", "GROUP", "ARMY"), event("2", "2026-02-12", "GROUP", "ARMY"),
		event("3", "2026-02-13", "GROUP", "ARMY"), event("4", "2026-02-20", "GROUP", "ARMY"),
	}
	span := calendar.Window{From: date("2026-01-01"), To: date("2026-03-31")}
	a := claim.Follow([]claim.Success{{Day: date("2026-02-10")}}, attacks, span, 7, claim.Ahead, rand.New(rand.NewPCG(1, 1)))
	if a.Matched != 1 || a.QuietDates != 12 || a.Attacks != 2 || math.Abs(a.Usual-.25) > 1e-12 || math.Abs(a.Difference-1.75) > 1e-12 || math.Abs(a.Ratio-8) > 1e-12 {
		t.Errorf("%+v", a)
	}
	if a.HasDiffIn || a.HasRatioIn || !reflect.DeepEqual(a.AttackIDs, []string{"2", "3"}) {
		t.Errorf("one date gives no interval: %+v", a)
	}
	// With no such claim in the 7 days before, 10 to 17 February fall out instead: 31 January
	// to 9 February stay (10), and 14 to 20 March (7): 17 dates. After 4 February (5–11): 0; after
	// 5 February (6–12): 1; 6 to 9 February (…, 13): 2 each = 8; in all 9/17.
	b := claim.Follow([]claim.Success{{Day: date("2026-02-10")}}, attacks, span, 7, claim.Behind, rand.New(rand.NewPCG(1, 1)))
	if b.QuietDates != 17 || math.Abs(b.Usual-9.0/17) > 1e-12 {
		t.Errorf("%+v", b)
	}
	// A window that runs past the record is left out.
	c := claim.Follow([]claim.Success{{Day: date("2026-03-28")}}, attacks, span, 7, claim.Ahead, rand.New(rand.NewPCG(1, 1)))
	if c.Cut != 1 || c.Whole != 0 || c.Matched != 0 {
		t.Errorf("%+v", c)
	}
}

func TestSuccesses(t *testing.T) {
	events := []record.Event{event("A", "2026-01-05", "ARMY", "GROUP"), event("B", "2026-01-05", "GROUP", "ARMY"), event("C", "2026-01-09", "ARMY", "GROUP")}
	events[2].When.Precision = calendar.Month
	claims := []record.Claim{
		says("1", "A", "army", "ARMY", "deaths_militant", 3), says("2", "A", "cabinet", "CABINET", "deaths_militant", 5), // the same party: the later one
		says("3", "B", "army", "ARMY", "deaths_militant", 4), says("4", "B", "group", "GROUP", "deaths_militant", 9),
		says("5", "C", "army", "ARMY", "deaths_militant", 50),
	}
	s := claim.Successes(events, claims, parties, 1)
	if len(s) != 1 || s[0].Low != 9 || len(s[0].EventIDs) != 2 {
		t.Errorf("%+v", s)
	}
	if len(claim.Successes(events, claims, parties, 10)) != 0 {
		t.Error("9 is under the threshold of 10")
	}
}

func TestFollowLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := calendar.Window{From: date("2024-01-01"), To: date("2025-06-30")}
		days := func(name string, most int) []calendar.Date {
			var out []calendar.Date
			for _, n := range rapid.SliceOfN(rapid.IntRange(-20, span.Days()+20), 0, most).Draw(t, name) {
				out = append(out, span.From.Add(n))
			}
			return out
		}
		var attacks []record.Event
		for i, d := range days("attacks", 60) {
			e := event(fmt.Sprint(i), "2024-01-01", "GROUP", "ARMY")
			e.When.Start, e.When.End = d, d
			attacks = append(attacks, e)
		}
		var ok []claim.Success
		seen := map[calendar.Date]bool{}
		for _, d := range days("successes", 25) {
			if span.Holds(d) && !seen[d] {
				seen[d] = true
				ok = append(ok, claim.Success{Day: d})
			}
		}
		n := rapid.SampledFrom([]int{7, 28, 90}).Draw(t, "days")
		q := rapid.SampledFrom([]claim.Quiet{claim.Ahead, claim.Behind}).Draw(t, "quiet")
		a := claim.Follow(ok, attacks, span, n, q, rand.New(rand.NewPCG(1, 2)))
		if b := claim.Follow(ok, attacks, span, n, q, rand.New(rand.NewPCG(1, 2))); !reflect.DeepEqual(a, b) {
			t.Fatal("the same input gave another answer")
		}
		if a.Whole+a.Cut != len(ok) || a.Matched > a.Whole || a.Quarters > a.Matched || a.Attacks < 0 || a.Usual < 0 {
			t.Fatalf("%+v", a)
		}
		if math.Abs(a.Difference-(a.Attacks-a.Usual)) > 1e-9 || a.HasRatio && math.Abs(a.Ratio*a.Usual-a.Attacks) > 1e-9 {
			t.Fatalf("%+v", a)
		}
		for _, m := range a.Dates {
			for _, d := range m.Quiet {
				if seen[d] || d.Add(-claim.Prior) < span.From || d.Add(n) > span.To {
					t.Fatalf("%s is no quiet date", d)
				}
			}
		}
	})
}
