package plover_test

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"

	"detente/internal/words/plover"
)

func TestTypes(t *testing.T) {
	if len(plover.Types) != 16 {
		t.Fatalf("%d root types, PLOVER has 16", len(plover.Types))
	}
	quads := map[plover.Quad]bool{}
	for _, q := range plover.Quads {
		quads[q] = true
	}
	seen := map[plover.Type]bool{}
	for _, y := range plover.Types {
		if seen[y] {
			t.Errorf("%s stands twice", y)
		}
		seen[y] = true
		if !y.Valid() || !quads[y.Quad()] {
			t.Errorf("%s has the class %q", y, y.Quad())
		}
		if _, ok := plover.Scale(y, ""); !ok {
			t.Errorf("%s has no root score", y)
		}
	}
}

func TestUnknownWords(t *testing.T) {
	for _, y := range []plover.Type{"", "assault", "FIGHT", "ASSAULT "} {
		if y.Valid() || y.Quad() != "" {
			t.Errorf("%q is taken for a type", y)
		}
		if s, ok := plover.Scale(y, "airstrike"); ok {
			t.Errorf("%q scores %v", y, s)
		}
		if c := plover.Class(y, "talks"); c != "" {
			t.Errorf("%q has the class %q", y, c)
		}
	}
	for _, m := range []plover.Mode{"", "aerial", "Airstrike"} {
		if m.Valid() || m.Violent() {
			t.Errorf("%q is taken for a mode", m)
		}
	}
}

func TestModes(t *testing.T) {
	seen := map[plover.Mode]bool{}
	peaceful := false
	for _, m := range plover.Modes() {
		if seen[m] || !m.Valid() {
			t.Errorf("%s: twice %t, valid %t", m, seen[m], m.Valid())
		}
		seen[m] = true
		if m.Violent() && peaceful {
			t.Errorf("%s stands after a mode that is not violent", m)
		}
		peaceful = peaceful || !m.Violent()
	}
	plover.Modes()[0] = "changed"
	if plover.Modes()[0] == "changed" {
		t.Error("a caller can change the closed list")
	}
}

// Every pair of type and mode has a score within the scale, with its source.
func TestEveryPairIsScored(t *testing.T) {
	for _, y := range plover.Types {
		for _, m := range append(plover.Modes(), "", "no such mode") {
			s, ok := plover.Scale(y, m)
			if !ok || s.Value < -10 || s.Value > 10 {
				t.Errorf("Scale(%s, %s) = %v, %t", y, m, s.Value, ok)
			}
			if !strings.HasPrefix(s.Source, plover.Cited+": "+string(y)) {
				t.Errorf("Scale(%s, %s) cites %q", y, m, s.Source)
			}
		}
	}
}

func TestSignsFollowTheClass(t *testing.T) {
	for _, y := range plover.Types {
		s, _ := plover.Scale(y, "")
		switch y.Quad() {
		case plover.VerbalCooperation, plover.MaterialCooperation:
			if s.Value <= 0 {
				t.Errorf("%s cooperates at %v", y, s.Value)
			}
		default:
			if s.Value > 0 {
				t.Errorf("%s conflicts at %v", y, s.Value)
			}
		}
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		y    plover.Type
		m    plover.Mode
		want float64
		cite string
	}{
		{plover.Assault, "", -9, "ASSAULT root"},
		{plover.Assault, "airstrike", -9.5, "ASSAULT aerial"},
		{plover.Assault, "infiltration", -9, "ASSAULT root"}, // no PLOVER mode: the root's
		{plover.Assault, "abduction", -8.5, "ASSAULT abduct"},
		{plover.Retreat, "ceasefire_start", 7.5, "RETREAT ceasefire"},
		{plover.Agree, "ceasefire_start", 2.5, "AGREE root"}, // a mode of another type: the root's
		{plover.Consult, "mediation", 1, "CONSULT third-party"},
		{plover.Accuse, "", -3, "settled as −3"},
		{plover.Accuse, "talks", -3, "settled as −3"},
		{plover.Accuse, "summons", -2, "ACCUSE disapprove"},
		{plover.Threaten, "refugee_returns", -3.5, "THREATEN expel"},
		{plover.Coerce, "refugee_returns", -7, "COERCE deport"},
		{plover.Request, "", 0, "REQUEST root"}, // zero is a score, not its absence
	} {
		s, ok := plover.Scale(c.y, c.m)
		if !ok || s.Value != c.want || !strings.Contains(s.Source, c.cite) {
			t.Errorf("Scale(%s, %s) = %v %q, %t; want %v from %q", c.y, c.m, s.Value, s.Source, ok, c.want, c.cite)
		}
	}
}

// Only cooperation that changes things on the ground moves, and only to its material class.
func TestClass(t *testing.T) {
	for _, y := range plover.Types {
		for _, m := range plover.Modes() {
			got := plover.Class(y, m)
			if got != y.Quad() && (y.Quad() != plover.VerbalCooperation || got != plover.MaterialCooperation) {
				t.Errorf("Class(%s, %s) = %s from %s", y, m, got, y.Quad())
			}
		}
	}
	for _, c := range []struct {
		y    plover.Type
		m    plover.Mode
		want plover.Quad
	}{
		{plover.Agree, "ceasefire_start", plover.MaterialCooperation},
		{plover.Concede, "border_reopening", plover.MaterialCooperation},
		{plover.Agree, "talks", plover.VerbalCooperation},
		{plover.Agree, "", plover.VerbalCooperation},
		{plover.Threaten, "ceasefire_start", plover.VerbalConflict},
	} {
		if got := plover.Class(c.y, c.m); got != c.want {
			t.Errorf("Class(%s, %s) = %s, want %s", c.y, c.m, got, c.want)
		}
	}
}

// published is the score table as printed, beside the repository.
const published = "../../../../shared/data/ontology/plover_scores.tsv"

// Every value of the printed table is the one the scale uses, but for the settled root of
// ACCUSE; and no score is used that is not printed.
func TestScaleIsThePublishedTable(t *testing.T) {
	file, err := os.Open(published)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("skipped: ../shared/data is absent")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()

	table := map[[2]string]float64{}
	lines := bufio.NewScanner(file)
	lines.Scan()
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		if len(f) != 3 {
			t.Fatalf("line %q has %d fields", lines.Text(), len(f))
		}
		v, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		table[[2]string{f[0], f[1]}] = v
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}

	ours := plover.Printed()
	for k, v := range table {
		if k == [2]string{"ACCUSE", ""} {
			if v != 3 {
				t.Errorf("the table now prints %v for ACCUSE: settle it anew", v)
			}
			continue
		}
		if got, ok := ours[k]; !ok || got != v {
			t.Errorf("%v: printed %v, the scale has %v (there %t)", k, v, got, ok)
		}
	}
	if len(ours) != len(table)-1 {
		t.Errorf("the scale has %d values, the table %d and the root of ACCUSE", len(ours), len(table)-1)
	}
}

// A mode that names a PLOVER mode names one that is printed: a slip there would quietly give
// the root's score.
func TestModesNamePrintedScores(t *testing.T) {
	table := plover.Printed()
	for m, by := range plover.PrintedModes() {
		for y, pm := range by {
			if _, ok := table[[2]string{string(y), pm}]; pm != "" && !ok {
				t.Errorf("%s takes the score of %s %s, which is not printed", m, y, pm)
			}
		}
	}
}
