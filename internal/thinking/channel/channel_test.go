package channel_test

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"detente/internal/thinking/channel"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

var sit = &situation.Situation{
	Dyads:      []situation.Dyad{{ID: "north-south", A: []string{"NORTH"}, B: []string{"SOUTH"}}},
	Thresholds: situation.Default(),
}

var lines = []situation.Channel{
	{ID: "direct", Dyad: "north-south"},
	{ID: "east", Sides: []string{"EAST"}, Dyad: "north-south"},
	{ID: "west", Sides: []string{"WEST"}, Dyad: "north-south"},
}

func on(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// act is an event of one day: "CONSULT talks EAST>NORTH".
func act(id, day, what string) record.Event {
	f := strings.Fields(what)
	from, to, _ := strings.Cut(f[2], ">")
	return record.Event{
		ID: id, When: calendar.Interval{Start: on(day), End: on(day), Precision: calendar.Day},
		Type: plover.Type(f[0]), Mode: plover.Mode(f[1]),
		Initiator: record.Party{Sides: strings.Split(from, ";")}, Target: record.Party{Sides: strings.Split(to, ";")},
	}
}

func of(day string, events ...record.Event) map[string]channel.Channel {
	out := map[string]channel.Channel{}
	for _, c := range channel.Of(lines, sit, events, on(day), channel.Default()) {
		out[c.ID] = c
	}
	return out
}

func TestNoContact(t *testing.T) {
	c := of("2025-06-30")["east"]
	if len(c.Contacts) > 0 || c.Last.IsSet() || c.Class.Name != channel.TooFew || c.Rate.Share != nil || c.Rhythm.Burstiness != nil {
		t.Errorf("a channel without contacts is %+v", c)
	}
}

func TestOneContact(t *testing.T) {
	c := of("2025-06-30", act("a", "2025-03-01", "CONSULT call EAST>NORTH"))["east"]
	if len(c.Contacts) != 1 || c.Gap != 121 || c.Rhythm.Share != nil || c.Class.Name != channel.TooFew {
		t.Errorf("one contact gives %+v", c)
	}
	if c.Class.Reason.Args["n"] != 1 || c.Class.Reason.Args["fewest"] != 4 {
		t.Errorf("the reason is %v", c.Class.Reason)
	}
}

func TestWhoUsesWhichChannel(t *testing.T) {
	got := of("2025-06-30",
		act("a", "2025-01-01", "CONSULT talks NORTH>SOUTH"),
		act("b", "2025-01-02", "CONSULT talks NORTH;EAST>SOUTH"), // mediated: not the direct line
		act("c", "2025-01-03", "CONSULT talks EAST>WEST"),        // no side of the dyad
		act("d", "2025-01-04", "REQUEST statement EAST>NORTH"),   // not a contact mode
		act("e", "2025-01-05", "REJECT talks NORTH>EAST"),        // refused: kept apart
	)
	want := map[string]string{"direct": "a", "east": "b", "west": ""}
	for id, w := range want {
		var ids []string
		for _, e := range got[id].Contacts {
			ids = append(ids, e.ID)
		}
		if strings.Join(ids, " ") != w {
			t.Errorf("%s has contacts %v, want %q", id, ids, w)
		}
	}
	if r := got["east"].Refused; len(r) != 1 || r[0].ID != "e" || got["east"].Last != on("2025-01-02") {
		t.Errorf("refused: %v, last %v", r, got["east"].Last)
	}
}

func TestContactsOnOneDayAreOne(t *testing.T) {
	month := act("m", "2025-02-01", "CONSULT visit EAST>SOUTH")
	month.When.End, month.When.Precision = on("2025-02-28"), calendar.Month
	c := of("2025-06-30",
		act("a", "2025-01-01", "CONSULT talks EAST>NORTH"), act("b", "2025-01-01", "CONSULT talks EAST>SOUTH"),
		month, act("c", "2025-01-11", "CONSULT call EAST>SOUTH"))["east"]
	if len(c.Contacts) != 4 || len(c.Occasions) != 2 || c.Undated != 1 || !reflect.DeepEqual(c.Rhythm.Gaps, []float64{10}) {
		t.Errorf("contacts %d, occasions %v, undated %d, gaps %v", len(c.Contacts), c.Occasions, c.Undated, c.Rhythm.Gaps)
	}
}

// Four occasions of the east, with the window of 30 days after each:
//
//	1 Jan   a reopening on 20 Jan                          followed
//	1 Mar   talks refused on 10 Mar                        failed
//	1 Jun   nothing until 1 Jul                            none
//	1 Sep   the record ends on 15 Sep, before 1 Oct        open
//
// Rate 1 of 3. Wilson at z = 1.64485, n = 3, p = 1/3: centre (1/3 + 2.70554/6)/(1 + 0.901848)
// = 0.784257/1.901848 = 0.412366; half = 1.64485·√(0.222222/3 + 2.70554/36)/1.901848
// = 1.64485·0.386357/1.901848 = 0.334149; so 0.0782 to 0.7465.
//
// Base: days from 1 Jan to 16 Aug (15 Sep less 30 days), 228 of them; the reopening lies in
// the windows of 1 to 20 Jan, 20 of them: 20/228 = 0.0877.
func TestWhatFollowed(t *testing.T) {
	c := of("2025-12-31",
		act("a", "2025-01-01", "CONSULT talks EAST>NORTH"),
		act("open", "2025-01-20", "AGREE border_reopening NORTH>SOUTH"),
		act("strike", "2025-01-21", "ASSAULT airstrike NORTH>SOUTH"),
		act("b", "2025-03-01", "CONSULT talks EAST>NORTH"),
		act("no", "2025-03-10", "REJECT talks NORTH>SOUTH"),
		act("c", "2025-06-01", "CONSULT talks EAST>NORTH"),
		act("other", "2025-06-10", "AID aid WEST>SOUTH"), // not between the sides
		act("d", "2025-09-01", "CONSULT talks EAST>NORTH"),
		act("last", "2025-09-15", "ACCUSE statement NORTH>SOUTH"),
		act("war", "2025-12-01", "ASSAULT clash NORTH>SOUTH"), // violence does not lengthen the record of diplomacy
	)["east"]
	var got []string
	for _, o := range c.Occasions {
		got = append(got, string(o.Outcome)+" "+strings.Join(o.Cooperation, ",")+" "+strings.Join(o.Failures, ","))
	}
	if want := []string{"followed open ", "failed  no", "none  ", "open  "}; !reflect.DeepEqual(got, want) {
		t.Errorf("outcomes %q, want %q", got, want)
	}
	r := c.Rate
	if r.Of != 3 || r.Followed != 1 || r.Failed != 1 || r.Nothing != 1 || r.Open != 1 {
		t.Errorf("rate %+v", r)
	}
	if math.Abs(r.Low-.0782) > 1e-4 || math.Abs(r.High-.7465) > 1e-4 || math.Abs(*r.Base-20.0/228) > 1e-9 {
		t.Errorf("interval %.4f to %.4f, base %.4f", r.Low, r.High, *r.Base)
	}
	if c.Gap != 121 || c.Covered != 14 {
		t.Errorf("gap %d, of which on record %d", c.Gap, c.Covered)
	}
}

// every makes contacts of the east n days apart, and a statement that carries the record on.
func every(gaps []int, then int) (events []record.Event, day string) {
	d := on("2024-01-01")
	add := func(id, what string) { events = append(events, act(id, d.String(), what)) }
	add("c00", "CONSULT call EAST>NORTH")
	for i, g := range gaps {
		d = d.Add(g)
		add("c"+string(rune('a'+i)), "CONSULT call EAST>NORTH")
	}
	d = d.Add(then)
	add("z", "ACCUSE statement NORTH>SOUTH")
	return events, d.String()
}

func TestClasses(t *testing.T) {
	for _, c := range []struct {
		about string
		gaps  []int
		then  int
		want  string
		key   string
	}{
		{"three contacts", []int{30, 30}, 10, channel.TooFew, "channels.reason.too_few"},
		{"monthly", []int{30, 31, 29, 30, 30}, 20, channel.Steady, "channels.reason.steady"},
		{"monthly, then silent", []int{30, 31, 29, 30, 30}, 75, channel.Lapsed, "channels.reason.lapsed"},
		{"monthly, a little late", []int{30, 31, 29, 30, 30}, 45, channel.Steady, "channels.reason.steady"},
		{"once in half a year", []int{180, 190, 170}, 30, channel.Episodic, "channels.reason.gaps"},
		{"bursts", []int{1, 2, 300, 1, 1, 2, 250, 1}, 30, channel.Episodic, "channels.reason.bursts"},
	} {
		events, day := every(c.gaps, c.then)
		if got := of(day, events...)["east"].Class; got.Name != c.want || got.Reason.Key != c.key {
			t.Errorf("%s: %s (%s), want %s", c.about, got.Name, got.Reason.Key, c.want)
		}
	}
}

// A silence that the record does not reach is not one of the channel.
func TestRecordEndsBeforeTheSilence(t *testing.T) {
	events, _ := every([]int{30, 31, 29, 30, 30}, 20)
	got := of("2025-12-31", events...)["east"]
	if got.Class.Name != channel.Steady || !got.Class.Beyond || got.Covered != 20 || got.Gap < 500 {
		t.Errorf("class %v, covered %d, gap %d", got.Class, got.Covered, got.Gap)
	}
}

// Ten statements a month for a year, and one after five months of nothing: that one does not
// vouch for the months before it.
func TestOneLateActDoesNotVouch(t *testing.T) {
	var events []record.Event
	for i := range 120 {
		events = append(events, act(fmt.Sprintf("s%03d", i), on("2024-01-01").Add(3*i).String(), "ACCUSE statement NORTH>SOUTH"))
	}
	last := on("2024-01-01").Add(3 * 119)
	events = append(events, act("late", last.Add(150).String(), "ACCUSE summons NORTH>SOUTH"))
	if got := channel.Reach(events, last.Add(200), situation.Default().Coverage); got != last {
		t.Errorf("the record reaches %s, want %s", got, last)
	}
	if got := channel.Reach(nil, last, situation.Default().Coverage); got.IsSet() {
		t.Errorf("without acts the record reaches %s", got)
	}
}
