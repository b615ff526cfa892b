package folder

import (
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDocuments(t *testing.T) {
	base, err := os.ReadFile("testdata/small/situation.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, with, path, reason string }{
		{"unknown key", "title: Upper", "titel: Upper", "titel", "unknown key"},
		{"missing key", "title: Upper River\n", "", "title", "is missing"},
		{"unknown nested key", "delay_hours: 48", "delay: 48", "thresholds.shown.delay", "unknown key"},
		{"wrong type", "delay_hours: 48", "delay_hours: soon", "thresholds.shown.delay_hours", "is a string, expected integer"},
		{"wrong enum", "kind: state", "kind: country", "sides[0].kind", "not one of state"},
		{"wrong form", "id: upper-river", "id: Upper River", "id", "has not the form"},
		{"key twice", "title: Upper River", "title: Upper River\ntitle: Lower River", "title", "twice"},
		{"not a day", "begins: 2026-01-01", "begins: 2026-02-31", "dataset.begins", "YYYY-MM-DD"},
		{"ends before it begins", "ends: 2026-06-30", "ends: 2025-06-30", "dataset.ends", "before begins"},
		{"released before it ends", "released: 2026-07-01", "released: 2026-05-01", "dataset.released", "before the last day"},
		{"box turned round", "[30.0, 38.0, 60.0, 72.0]", "[38.0, 30.0, 60.0, 72.0]", "countries[0].box", "south, north, west, east"},
		{"box of three", "[30.0, 38.0, 60.0, 72.0]", "[30.0, 38.0, 60.0]", "countries[0].box", "3 entries, at least 4"},
		{"side twice", "code: GROUP,", "code: GOV,", "sides[1].code", "given twice, first in sides[0]"},
		{"unknown side of a dyad", "a: [GROUP]", "a: [GRUPPE]", "dyads[0].a[0]", "unknown side"},
		{"side on both ends", "a: [GROUP]", "a: [GROUP, GOV]", "dyads[0].b[0]", "both ends"},
		{"unknown country across", "in: XB", "in: XC", "dyads[0].across[0].in", "unknown country"},
		{"not in alphabetical order", "name: Armed group – Government", "name: Government – Armed group", "dyads[0].name", "alphabetical"},
		{"unknown dyad of a unit", "dyad: group-government}\ninst", "dyad: other}\ninst", "units[0].dyad", "unknown dyad"},
		{"unknown province of a unit", "admin1: North,", "admin1: East,", "units[0].admin1", "not a province"},
		{"unit with a dyad's id", "{id: north,", "{id: group-government,", "units[0].id", "also the id of a dyad"},
		{"unknown dyad of a channel", "dyad: group-government}\nissues", "dyad: other}\nissues", "channels[0].dyad", "unknown dyad"},
		{"actor's dates", "to: 2030-12-31", "to: 2019-12-31", "actors[0].to", "before from"},
		{"actor's side", "Office, side: GOV, from", "Office, side: NOBODY, from", "actors[0].side", "unknown side"},
		{"thresholds", "shown: {delay_hours: 48}", "usual: {lower_ratio: 0.9, higher_ratio: 0.8}", "thresholds.usual.higher_ratio", ""},
		{"alias", "regions: [Examplia]", "regions: &r [Examplia]", "regions", "anchors, aliases"},
		{"merge", "shown: {delay_hours: 48}", "<<: {shown: {delay_hours: 48}}", "thresholds", "merge keys"},
		{"tag", "regions: [Examplia]", "regions: !!seq [Examplia]", "regions", "tags are not allowed"},
		{"not a number", "delay_hours: 48", "snap_km: .nan", "thresholds.shown.snap_km", "not a number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(string(base), c.old, c.with, 1)
			if text == string(base) {
				t.Fatalf("the base does not hold %q", c.old)
			}
			_, wrong := parseSituation([]byte(text))
			for _, m := range wrong {
				if m.path == c.path && strings.Contains(m.reason, c.reason) && m.row > 0 {
					return
				}
			}
			t.Errorf("no fault at %s that says %q: %+v", c.path, c.reason, wrong)
		})
	}
}

func TestDocumentsThatAreNoDocument(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += string(c) + ": &" + string(c) + " [" + strings.Repeat("*"+string(c-1)+",", 9) + "]\n"
	}
	for name, c := range map[string]struct{ text, reason string }{
		"empty":            {"", "0 YAML documents"},
		"comment":          {"# nothing\n", "0 YAML documents"},
		"two":              {"a: 1\n---\nb: 2\n", "2 YAML documents"},
		"a list":           {"- a\n- b\n", "is an array, expected object"},
		"a bomb":           {bomb, "anchors, aliases"},
		"deep":             {strings.Repeat("[", 100000), "too deep"},
		"deep braces":      {strings.Repeat("{a: ", 50000), "too deep"},
		"deep dashes":      {strings.Repeat("- ", 200000), "too deep"},
		"too large":        {"a: " + strings.Repeat("x", documentBytes), "larger than 1 MiB"},
		"Latin-1":          {"title: Caf\xe9\n", "not UTF-8"},
		"UTF-16":           {"t\x00i\x00", "NUL"},
		"broken":           {"a: [1, 2\nb: }\n", "not valid YAML"},
		"tab":              {"a:\n\tb: 1\n", "not valid YAML"},
		"a page":           {"<!DOCTYPE html>\n<html lang=\"en\">\n", ""},
		"conflict markers": {"<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n", ""},
	} {
		start := time.Now()
		s, wrong := parseSituation([]byte(c.text))
		found := false
		for _, m := range wrong {
			found = found || strings.Contains(m.reason, c.reason)
		}
		if !found || s.ID != "" {
			t.Errorf("%s: %+v", name, wrong)
		}
		if d := time.Since(start); d > 3*time.Second {
			t.Errorf("%s took %s", name, d)
		}
	}
}

// Any one line struck out or doubled never goes unnoticed in a panic.
func TestDocumentsWithLinesOutOfPlace(t *testing.T) {
	base, err := os.ReadFile("testdata/small/situation.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(base), "\n")
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(lines)-1).Draw(t, "line")
		j := rapid.IntRange(i, len(lines)-1).Draw(t, "moved to")
		text := strings.Join(lines[:i], "") + strings.Join(lines[i+1:j+1], "") + lines[i] + strings.Join(lines[j+1:], "")
		s, wrong := parseSituation([]byte(text))
		if s.ID == "" && len(wrong) == 0 {
			t.Fatal("not understood, and no reason given")
		}
	})
}

// FuzzYAML feeds any bytes: no panic, no hang, and what is not understood has a reason.
func FuzzYAML(f *testing.F) {
	base, _ := os.ReadFile("testdata/small/situation.yaml")
	f.Add(base)
	for _, s := range []string{"", "a: &x [*x]", "<<: *a", "- - - -", "{{{{", "? a : b", "%YAML 1.2\n---\n", "a: |\n  b\n", "!!binary x", "\ufeffid: x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 {
			return
		}
		s, wrong := parseSituation(data)
		if s.ID == "" && len(wrong) == 0 {
			t.Fatal("not understood, and no reason given")
		}
	})
}
