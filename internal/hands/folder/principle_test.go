package folder

import (
	"os"
	"strings"
	"testing"
)

// Each code of a sign has to mean something, or the board would silently stay empty.
func TestPrinciplesAreChecked(t *testing.T) {
	base, err := os.ReadFile("testdata/small/situation.yaml")
	if err != nil {
		t.Fatal(err)
	}
	board := func(dyad, sign string) string {
		return string(base) + "principles:\n  - id: calm\n    name: Calm\n    definition: Both keep calm.\n    dyad: " + dyad +
			"\n    progress: [" + sign + "]\n    regress: []\n"
	}
	if _, wrong := parseSituation([]byte(board("group-government", "{types: [AGREE], modes: [talks], stances: [support], statuses: [partial]}"))); len(wrong) > 0 {
		t.Fatalf("a good board is refused: %+v", wrong)
	}
	for _, c := range []struct{ dyad, sign, path, reason string }{
		{"other", "{types: [AGREE]}", "principles[0].dyad", "unknown dyad"},
		{"group-government", "{types: [AGREED]}", "principles[0].progress[0].types[0]", "not a PLOVER type"},
		{"group-government", "{modes: [talk]}", "principles[0].progress[0].modes[0]", "not a mode"},
		{"group-government", "{themes: [none]}", "principles[0].progress[0].themes[0]", "unknown theme"},
		{"group-government", "{issues: [none]}", "principles[0].progress[0].issues[0]", "unknown issue"},
		{"group-government", "{statuses: [done]}", "principles[0].progress[0].statuses[0]", "not a status"},
		{"group-government", "{stances: [for]}", "principles[0].progress[0].stances[0]", "not one of support"},
		{"group-government", "{kind: AGREE}", "principles[0].progress[0].kind", "unknown key"},
	} {
		_, wrong := parseSituation([]byte(board(c.dyad, c.sign)))
		found := false
		for _, m := range wrong {
			found = found || m.path == c.path && strings.Contains(m.reason, c.reason) && m.row > 0
		}
		if !found {
			t.Errorf("%s: no fault at %s that says %q: %+v", c.sign, c.path, c.reason, wrong)
		}
	}
}
