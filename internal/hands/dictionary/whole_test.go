package dictionary_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"detente/internal/hands/dictionary"
	"detente/internal/thinking/coder"
	"detente/internal/words/calendar"
	"detente/situations"
)

// Whatever the bytes, the cascade with the whole dictionary ends, and every offset lies in the text.
func FuzzCode(f *testing.F) {
	c := newCoder(f)
	f.Add("Gunmen stormed a Levies station in Mangochar, Kalat district, on Wednesday night, killing two; the BLA claimed it.")
	f.Add("Kabul said its jets' 's had , and which who that on by of")
	f.Add("\u202eافغان طالبان\u202c said (\xff\xfe) 12 were killed \" ' “ and and and")
	f.Add("The US and EU urged Pakistan to, if it must, reopen Torkham; talks between A and B ended on Monday after three days.")
	f.Add("Two policemen were killed in an attack in Bannu on Monday. Mortar shells near the post.")
	day, err := calendar.ParseDate("2026-03-06")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := c.Code(coder.Item{Published: day, Text: s})
		check := func(fields []coder.Field) {
			for _, x := range fields {
				if x.Start < 0 || x.End < x.Start || x.End > len(s) {
					t.Fatalf("%+v of %d bytes", x, len(s))
				}
			}
		}
		for _, e := range r.Events {
			check(e.Fields)
			for _, q := range e.Evidence {
				if !strings.Contains(s, q) {
					t.Fatalf("evidence %q is not in the text", q)
				}
			}
		}
		for _, x := range r.Claims {
			check(x.Fields)
		}
		for _, x := range r.Proposals {
			check(x.Fields)
		}
		for _, x := range r.Mentions {
			check(x.Fields)
		}
		c.Explain(coder.Item{Published: day, Text: s})
	})
}

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A report is read the same whatever was read before it.
func TestTheOrderOfReportsSaysNothing(t *testing.T) {
	items := lines[goldItem](t, "testdata/wire.jsonl")
	c := newCoder(t)
	read := func(i goldItem) string {
		b, err := json.Marshal(c.Code(coder.Item{ID: i.ID, Published: day(t, i.Published), Dateline: i.Dateline, Text: i.Text}))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	var first []string
	for _, i := range items {
		first = append(first, read(i))
	}
	for k := len(items) - 1; k >= 0; k-- {
		if again := read(items[k]); again != first[k] {
			t.Fatalf("%s: read again gives\n%s\nbefore\n%s", items[k].ID, again, first[k])
		}
	}
}

// The same name is of one side before a day and of another after it.
func TestNamesHoldInTheirTime(t *testing.T) {
	c := newCoder(t)
	text := "Pakistan accused the Taliban of attacking a post in Chaman on Monday."
	side := func(published string) string {
		for _, e := range c.Code(coder.Item{Published: day(t, published), Text: text}).Events {
			if e.Type == "ACCUSE" {
				return string(e.TargetSide)
			}
		}
		return "no event"
	}
	before, after := side("2021-06-04"), side("2023-06-02")
	if before == after || before == "no event" || after == "no event" {
		t.Errorf("the Taliban are %s in 2021 and %s in 2023", before, after)
	}
}

// Other languages are kept and named, never coded.
func TestOtherLanguages(t *testing.T) {
	c := newCoder(t)
	for text, want := range map[string]string{
		"طورخم سرحد پر فائرنگ سے تین اہلکار زخمی ہوئے۔": "ur",
		"په تورخم کې د ډزو له امله درې کسان ټپیان شول.": "ps",
		"در پی تیراندازی در تورخم سه نفر زخمی شدند.":    "fa",
	} {
		r := c.Code(coder.Item{Text: text})
		if r.Language != want || r.Uncoded == "" || len(r.Events) != 0 {
			t.Errorf("%q: language %q, uncoded %q, %d events; want %q", text, r.Language, r.Uncoded, len(r.Events), want)
		}
		if len(r.Mentions) == 0 {
			t.Errorf("%q: no place is recognised by its alias", text)
		}
	}
}

// An essay gives its incidents, a sum as a claim over days, options with their actor, mediators and history.
func TestAnEssay(t *testing.T) {
	c := newCoder(t)
	text := strings.Repeat("The debate goes on. ", 12) + `Over the past week, Khyber Pakhtunkhwa has suffered. In Bajaur, four police officers were martyred in an attack.
In just a matter of days, over twenty policemen were martyred. Qatar and Turkey have attempted to mediate. Since the events of August 2021 much has changed.
Islamabad must intensify political engagement with Kabul.`
	r := c.Code(coder.Item{Published: day(t, "2026-03-06"), Text: text})
	if len(r.Events) != 1 || r.Events[0].Admin2 != "Bajaur" || r.Events[0].DeathsHigh.Or(-1) != 4 {
		t.Errorf("events %+v", r.Events)
	}
	if len(r.Claims) != 1 || r.Claims[0].Low.Or(-1) != 20 || r.Claims[0].DateStart == "" {
		t.Errorf("claims %+v", r.Claims)
	}
	if len(r.Proposals) != 1 || r.Proposals[0].Lever != "CONSULT" || r.Proposals[0].Actor != "Islamabad" {
		t.Errorf("proposals %+v", r.Proposals)
	}
	kinds := map[string]int{}
	for _, m := range r.Mentions {
		kinds[m.Kind]++
	}
	if kinds["mediator"] != 2 || kinds["history"] != 1 {
		t.Errorf("mentions %v", kinds)
	}
}

// An essay that speaks of a state's airstrikes as the news names the act, with who did it and on whose ground.
func TestAnEssayNamesItsOccasion(t *testing.T) {
	c := newCoder(t)
	text := "The recent escalation following Pakistan’s airstrikes across the border has pushed the region into a dangerous cycle. " + strings.Repeat("The debate goes on. ", 12)
	r := c.Code(coder.Item{Published: day(t, "2026-03-06"), Text: text})
	if len(r.Events) != 1 || r.Events[0].Mode != "airstrike" || r.Events[0].InitiatorSide != "PAK_MIL" || r.Events[0].Country != "AF" {
		t.Errorf("events %+v", r.Events)
	}
}

// A user's situation brings its own names; a bad row is named and the good ones stay.
func TestReadOfAnotherSituation(t *testing.T) {
	d, faults, err := dictionary.Read(fstest.MapFS{
		"dictionary/actors.csv":  {Data: []byte("side,label,class,from,to,names\nREBELS,Blue Front,armed,,,Blue Front\n,x,armed,,,y\nREBELS,z,armed,soon,,w\n")},
		"dictionary/nations.csv": {Data: []byte("code,admin1,government,military,police,local_government,civilian,party,from,to,names,capitals\nRU,,G,M,P,G,CIVILIAN,G,,,Ruritania,Strelsau\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Actors) != 1 || len(d.Nations) != 1 || len(d.Triggers) == 0 {
		t.Errorf("%d actors, %d nations, %d triggers", len(d.Actors), len(d.Nations), len(d.Triggers))
	}
	if len(faults) != 2 || faults[0].Row != 3 || faults[1].Row != 4 {
		t.Errorf("faults %v", faults)
	}
	if _, _, err := dictionary.Read(situations.Default()); err != nil {
		t.Error(err)
	}
}

// Fields name offices and organisations; the name of a person stays in the quoted text.
func TestPersonalNamesAreDropped(t *testing.T) {
	c := newCoder(t)
	text := "Prime Minister Rudolf Rassendyll urged Kabul on Monday to act. Governor Michael Elphberg’s guards were attacked by gunmen in Bannu on Tuesday, Inspector Sapt said."
	r := c.Code(coder.Item{Published: day(t, "2026-03-06"), Text: text})
	if len(r.Events) == 0 {
		t.Fatal("no events")
	}
	for _, e := range r.Events {
		for _, field := range []coder.Text{e.Initiator, e.Target, e.Speaker} {
			for _, name := range []string{"Rassendyll", "Rudolf", "Elphberg", "Michael", "Sapt"} {
				if strings.Contains(string(field), name) {
					t.Errorf("%s: %q names a person", e.Type, field)
				}
			}
		}
	}
	if got := r.Events[0].Initiator; got != "Prime Minister" {
		t.Errorf("initiator %q, want the office", got)
	}
}
