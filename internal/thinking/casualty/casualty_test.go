package casualty_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/casualty"
	"detente/internal/thinking/text"
)

// totals writes the event's totals: "killed 3-3 injured 5-".
func totals(s string) string {
	sum := casualty.Total(casualty.Find(text.Read(s)))
	var out []string
	for g := casualty.Killed; g <= casualty.Released; g++ {
		if v, ok := sum[g]; ok {
			out = append(out, fmt.Sprintf("%s %s-%s", g, v.Low, v.High))
		}
	}
	return strings.Join(out, " ")
}

func TestTotals(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Two shepherds were killed.", "killed 2-2"},
		{"Raiders killed two shepherds and a baker.", "killed 3-3"},
		{"A blast left five shoppers dead and 12 others wounded.", "killed 5-5 injured 12-12"},
		{"At least six guards died and up to nine were hurt.", "killed 6- injured -9"},
		{"Between four and six farmers were gunned down.", "killed 4-6"},
		{"10-12 people were killed.", "killed 10-12"},
		{"Half a dozen men were abducted and dozens were injured.", "injured 24- abducted 6-6"},
		{"More than twenty-three people perished.", "killed 23-"},
		{"One hundred and four miners died.", "killed 104-104"},
		{"As many as seven soldiers embraced martyrdom.", "killed 7-7"},
		{"Nine people, including two children, were killed.", "killed 9-9"},
		{"Six people, two of them women, were hurt.", "injured 6-6"},
		{"The bomb killed four men. Another five died in hospital.", "killed 9-9"},
		{"The bomb killed four men. The death toll rose to nine after five died in hospital.", "killed 9-9"},
		{"Three soldiers were killed while six militants were neutralised.", "killed 9-9"},
		{"A mayor was shot dead. The mayor was killed near his home, an aide said.", "killed 1-1"},
		{"Two men were killed. The victims were shot dead by masked men.", "killed 2-2"},
		{"No casualties were reported.", "killed 0-0 injured 0-0"},
		{"There was no loss of life.", "killed 0-0"},
		{"Nobody was hurt.", "killed 0-0 injured 0-0"},
		{"The killing of six villagers was condemned by all.", "killed 6-6"},
		{"The body of a youth was found in a ditch.", "killed 1-1"},
		{"Three bodies were recovered from the river.", "killed 3-3"},
		{"Troops sent five raiders to hell.", "killed 5-5"},
		{"Two of the three guards hurt in the raid succumbed.", "killed 2-2 injured 2-2"},
		{"Officials said: Two soldiers were killed at 10:30 in Tank.", "killed 2-2"},
		{"Raiders killed a mayor and two of his guards.", "killed 3-3"},
		{"A mayor, a guard and a cook were killed.", "killed 3-3"},
		{"A mayor, a friend of the governor, was killed.", "killed 1-1"},
		{"Three men, a baker, a cook and a miller, were killed.", "killed 3-3"},
		{"Police said that two men and a boy had been shot dead.", "killed 3-3"},
		{"Two men who had fled were killed.", "killed 2-2"},
		{"He was wanted for the killing of nine men.", ""},
		{"Raiders beat two shepherds to death.", "killed 2-2"},
		{"A guard was killed along with two boys.", "killed 3-3"},
		{"In 2014 nine men were killed in 2014.", ""},
		{"Numerous soldiers were killed.", "killed -"},
		{"Over 30 members of the unit were killed or hurt.", "harmed 30-"},
		{"Armed men whisked away nine labourers.", "abducted 9-9"},
		{"Police arrested four suspects; three gunmen surrendered.", "arrested 4-4 surrendered 3-3"},
		{"The flood killed 40 goats.", ""},
		{"He wants to kill two birds with one stone.", ""},
		{"The price war killed off 3 shops.", ""},
		{"Shelling damaged two houses.", ""},
	} {
		if got := totals(c.in); got != c.want {
			t.Errorf("%q gives %q, want %q", c.in, got, c.want)
		}
	}
}

func TestWhoAndRelation(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Two police officers were killed.", "killed police plain told"},
		{"Rebels killed a village elder.", "killed civilian plain told"},
		{"Guards killed two rebel commanders.", "killed militant plain told"},
		{"A man wanted for the killing of three traders was seen.", "killed civilian plain background"},
		{"They planned to kill two judges.", "killed civilian plain possible"},
		{"They did not kill two judges.", "killed civilian plain denied"},
		{"Another three soldiers died.", "killed military more told"},
		{"The two men were killed.", "killed person repeat told"},
		{"The toll reached 12.", "killed  toll told"},
	} {
		var got []string
		for _, k := range casualty.Find(text.Read(c.in)) {
			got = append(got, fmt.Sprint(k.Group, k.Class, k.Relation, k.Mood))
			got[len(got)-1] = fmt.Sprintf("%s %s %s %s", k.Group, k.Class, k.Relation, k.Mood)
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%q gives %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSpeakerIsKept(t *testing.T) {
	s := "The rebels claimed 11 soldiers were killed."
	c := casualty.Find(text.Read(s))
	if len(c) != 1 || !c[0].Claimed || s[c[0].Speaker.Start:c[0].Speaker.End] != "The rebels" {
		t.Errorf("%q gives %+v", s, c)
	}
}

func check(t interface {
	Helper()
	Fatalf(string, ...any)
}, s string) {
	t.Helper()
	d := text.Read(s)
	for _, c := range casualty.Find(d) {
		for _, p := range []casualty.Span{c.Span, c.Trigger, c.Speaker} {
			if p.Start < 0 || p.End < p.Start || p.End > len(s) {
				t.Fatalf("%q: span %+v of %+v", s, p, c)
			}
		}
		if !c.Span.Found() || !c.Trigger.Found() || c.Rule == "" || c.Group == 0 {
			t.Fatalf("%q: %+v", s, c)
		}
		if lo, ok := c.Low.Value(); ok {
			if hi, ok := c.High.Value(); ok && lo > hi {
				t.Fatalf("%q: %d is above %d", s, lo, hi)
			}
		}
	}
	for _, v := range casualty.Total(casualty.Find(d)) {
		if lo, ok := v.Low.Value(); ok {
			if hi, ok := v.High.Value(); ok && lo > hi {
				t.Fatalf("%q: total %d is above %d", s, lo, hi)
			}
		}
	}
}

func TestSpansHold(t *testing.T) {
	words := strings.Fields(`two soldiers were killed , and a policeman injured in the blast killing at least six others including women who had died
		the death toll rose to nine dozens of bodies " ( ) ; said claimed according to no casualties another five more body between
		up to Ahmed Khan 's alias 1,200 one hundred dead or hurt succumbed abducted . over half a dozen - to him them of the lives lost`)
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), " "))
	})
}

func TestMegabyteLineIsBounded(t *testing.T) {
	for _, s := range []string{"killed two ", "two and ", "a man , ", "killed ", "between "} {
		check(t, strings.Repeat(s, 1<<20/len(s)))
	}
}

func TestTablesAreChecked(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"noun militant brigand/brigands", ""},
		{"noun brigand", "table 1, line 1"},
		{"# a line\nnuon militant brigand", "table 1, line 2"},
		{"past slain slain", "no group"},
	} {
		_, err := casualty.New(c.in)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.in, err, c.want)
		}
	}
	g, err := casualty.New("noun militant brigand/brigands")
	if err != nil {
		t.Fatal(err)
	}
	c := g.Find(text.Read("Two brigands were killed."))
	if len(c) != 1 || c[0].Class != casualty.Militant || c[0].Head != "brigands" {
		t.Errorf("a table of one's own is not used: %+v", c)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"At least two men, including a boy, were killed and 3 hurt, police said.", "The toll rose to", "no one", "\xff killed two", "killed (", "between two and"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { check(t, s) })
}

func BenchmarkFind(b *testing.B) {
	s := strings.Repeat("At least seven people, including two children, were killed and 12 others injured when a bomb went off near a market on Friday. Police said the van had been stopped by guards. Officials of both sides met in the capital and talked about trade. The road was closed for traffic. Gunmen shot dead a trader in the north. ", 500)
	d := text.Read(s)
	b.ReportAllocs()
	for b.Loop() {
		casualty.Find(text.Read(s))
	}
	b.ReportMetric(float64(len(d.Sentences)*b.N)/b.Elapsed().Seconds(), "sentences/s")
}
