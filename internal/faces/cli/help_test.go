package cli_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var verbs = []string{"assess", "brief", "check", "demo", "events", "init", "load", "serve"}

func TestEveryVerbIsInTheHelp(t *testing.T) {
	_, list, ok := strings.Cut(ask(t, "--help"), "Available Commands:\n")
	list, _, _ = strings.Cut(list, "\n\n")
	if !ok {
		t.Fatal("the help lists no commands")
	}
	var got []string
	for _, line := range strings.Split(list, "\n") {
		f := strings.Fields(line)
		if len(f) < 2 {
			t.Errorf("a command without a description: %q", line)
			continue
		}
		if f[0] != "help" && f[0] != "completion" {
			got = append(got, f[0])
		}
	}
	if !slices.Equal(got, verbs) {
		t.Errorf("the help lists %v, want %v", got, verbs)
	}
}

// A flag of the help: two dashes and a name, perhaps a kind of value, then words that say
// what it does.
var flagLine = regexp.MustCompile(`^ +(-[a-z], )?--([a-z0-9-]+)( [a-zA-Z]+)?  +(\S.*)$`)

func TestHelpSaysWhatEachFlagDoesAndHowACommandEnds(t *testing.T) {
	for _, v := range verbs {
		text := ask(t, v, "--help")
		for _, want := range []string{"Exit codes:", "0 answered", "1 failed", "2 the command", "3 the input", "4 the store", "--json"} {
			if !strings.Contains(text, want) {
				t.Errorf("detente %s --help does not say %q", v, want)
			}
		}
		_, list, _ := strings.Cut(text, "\nFlags:\n")
		flags := 0
		for _, line := range strings.Split(strings.TrimRight(list, "\n"), "\n") {
			if !strings.Contains(line, "--") {
				continue
			}
			m := flagLine.FindStringSubmatch(line)
			if m == nil || len(strings.Fields(m[4])) < 2 {
				t.Errorf("detente %s: a flag without a description: %q", v, line)
				continue
			}
			flags++
		}
		if flags < 2 {
			t.Errorf("detente %s --help shows %d flags", v, flags)
		}
		if v != "init" && (!strings.Contains(text, "--situation") || !strings.Contains(text, "--db")) {
			t.Errorf("detente %s takes no --situation or no --db", v)
		}
	}
}
