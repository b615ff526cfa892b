package incident_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/casualty"
	"detente/internal/thinking/incident"
)

func brief(s string) string {
	b := incident.SATP().Read(s)
	var acts []string
	for _, f := range b.Actions {
		acts = append(acts, string(f.Action))
	}
	return fmt.Sprintf("%d %d %s %s", b.Deaths, b.Hurt, b.Perpetrator, strings.Join(acts, ","))
}

func TestBriefs(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Maoists shot dead two millers, Ram and Shyam, in a village of the hills.", "2 0 opposition armed_assault"},
		{"Three insurgents were killed in an encounter with the Police in a forest.", "3 0 unclear armed_assault"},
		{"Three insurgents were killed in an encounter with the Police during a search operation.", "3 0 forces armed_assault"},
		{"Police arrested four Maoists and recovered two rifles from their camp.", "0 0 forces arrest,seizure"},
		{"Five Maoists surrendered before the Superintendent of Police.", "0 0 opposition surrender"},
		{"A landmine blast triggered by Maoists killed three troopers and injured two others.", "3 2 opposition bombing"},
		{"Maoists set two trucks ablaze on a highway.", "0 0 opposition infrastructure"},
		{"Maoists abducted a contractor from his home.", "0 0 opposition abduction"},
		{"A Maoist wanted for the killing of seven villagers was arrested.", "0 0 forces arrest"},
		{"A constable was killed. A Maoist was also killed in the exchange of fire.", "2 0 unclear armed_assault"},
		{"The Maoists killed a miller. The body of the miller was found by villagers.", "1 0 opposition armed_assault"},
		{"", "0 0 opposition "},
	} {
		if got := brief(c.in); got != c.want {
			t.Errorf("%q is read as %q, want %q", c.in, got, c.want)
		}
	}
}

func check(t interface{ Fatalf(string, ...any) }, s string) {
	b := incident.SATP().Read(s)
	for _, f := range b.Actions {
		if f.Start < 0 || f.End <= f.Start || f.End > len(s) {
			t.Fatalf("%q: %+v", s, f)
		}
	}
	var sum int64
	for _, n := range b.Killed {
		sum += n
	}
	if b.Deaths < 0 || b.Hurt < 0 || sum > b.Deaths {
		t.Fatalf("%q: %d dead, by class %v", s, b.Deaths, b.Killed)
	}
}

func TestSpansHold(t *testing.T) {
	words := strings.Fields("Maoists killed two Police personnel and set ablaze a bus , . were was abducted by in an encounter body recovered arrested at least three surrendered landmine blast who had")
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), " "))
	})
}

func TestWordTablesAreChecked(t *testing.T) {
	if _, err := incident.New("nuon militant x", ""); err == nil {
		t.Error("a faulty table is taken")
	}
	p, err := incident.New("noun militant brigand/brigands", "armed_assault killed")
	if err != nil {
		t.Fatal(err)
	}
	if b := p.Read("Two brigands were killed."); b.Killed[casualty.Militant] != 2 || len(b.Actions) != 1 {
		t.Errorf("a table of one's own gives %+v", b)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Maoists set ... ablaze \xff two, killed")
	f.Fuzz(func(t *testing.T, s string) { check(t, s) })
}
