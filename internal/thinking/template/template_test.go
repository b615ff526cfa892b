package template

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/words/calendar"
)

func TestRead(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"LIMA, 5 MAR 89 -- [TEXT] TWO BAKERS WERE KILLED AND A COOK WAS WOUNDED WHEN A BOMB EXPLODED YESTERDAY AT A BANK IN THE MIRAFLORES DISTRICT. THE BOMB HAD BEEN LEFT BY TERRORISTS.",
			"BOMBING | 04 MAR 89 | PERU: MIRAFLORES (DISTRICT) | [2 1] [DEATH INJURY] | [BOMB] | [FINANCIAL]"},
		{"BOGOTA, 5 MAR 89 -- [TEXT] UNIDENTIFIED MEN KIDNAPPED THREE ENGINEERS ON 2 MARCH NEAR THE TOWN OF ALBA. THE KIDNAPPING WAS REPORTED TODAY. THE KIDNAPPERS FLED.",
			"KIDNAPPING | 02 MAR 89 | COLOMBIA: ALBA (TOWN) | [3] [] | [] | []"},
		{"LIMA, 5 MAR 89 -- [TEXT] GUNMEN ATTACKED A POLICE STATION IN THE TOWN OF ALBA YESTERDAY. THEY ATTACKED FOR AN HOUR.",
			"ATTACK | 04 MAR 89 | PERU: ALBA (TOWN) | [] [] | [GUN] | [LAW ENFORCEMENT FACILITY]"},
		// Named in passing, and forces at war with each other: the protocol asks for neither.
		{"LIMA, 5 MAR 89 -- [TEXT] THE MINISTER CONDEMNED THE ATTACKS. HE SAID THAT ATTACKS SOLVE NOTHING.", ""},
		{"LIMA, 5 MAR 89 -- [TEXT] TROOPS OF THE 3D BRIGADE WERE ATTACKED YESTERDAY NEAR THE TOWN OF ALBA. AN ARMY PATROL WAS ATTACKED THERE, AND FIVE SOLDIERS WERE KILLED.", ""},
		{"SANTIAGO, 5 MAR 89 -- [TEXT] THE MINISTER OPENED A FAIR. TRADE WAS DISCUSSED.", ""},
		{"", ""},
	} {
		got := ""
		for _, k := range Read(c.in, calendar.Unset) {
			got += fmt.Sprintf("%s | %s | %s | %v %v | %v | %v", k.Type, k.Date, k.Location, k.HumanNumbers, k.HumanEffects, k.Instruments, k.PhysicalTypes)
		}
		if got != c.want {
			t.Errorf("%q gives\n%s, want\n%s", c.in, got, c.want)
		}
	}
}

func check(t interface{ Fatalf(string, ...any) }, s string, published calendar.Date) {
	for _, k := range Read(s, published) {
		if k.Type == "" || len(k.Evidence) == 0 {
			t.Fatalf("%q: %+v", s, k)
		}
		for _, e := range k.Evidence {
			if e.Start < 0 || e.End <= e.Start || e.End > len(s) {
				t.Fatalf("%q: %+v", s, e)
			}
		}
	}
}

func TestSpansHold(t *testing.T) {
	words := strings.Fields("LIMA , 3 JAN 90 -- [ TEXT ] BOMB EXPLODED KILLED TWO MURDER OF KIDNAPPED TOWN VILLAGE MUNICIPALITY SAN EL . TODAY REPORTED ON MONDAY BANK PERU COLOMBIAN BURNED STOLE DEPARTMENT")
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), " "), calendar.Unset)
	})
}

func FuzzRead(f *testing.F) {
	f.Add("LIMA, 3 JAN 90 -- [TEXT] A BOMB EXPLODED. THE BOMB KILLED TWO. \xff")
	f.Fuzz(func(t *testing.T, s string) { check(t, s, calendar.DateOf(1990, 1, 3)) })
}
