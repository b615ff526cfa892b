package cli_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// promised are the verbs that there have to be.
var promised = []string{"assess", "brief", "check", "demo", "events", "init", "load", "serve"}

// verbs reads the commands from the help, each as its words: those that have commands of
// their own are given as these.
func verbs(t testing.TB, under ...string) [][]string {
	t.Helper()
	_, list, ok := strings.Cut(ask(t, append(slices.Clone(under), "--help")...), "Available Commands:\n")
	if !ok {
		return [][]string{under}
	}
	list, _, _ = strings.Cut(list, "\n\n")
	var out [][]string
	for _, line := range strings.Split(list, "\n") {
		f := strings.Fields(line)
		if len(f) < 2 {
			t.Errorf("a command without a description: %q", line)
			continue
		}
		if f[0] != "help" && f[0] != "completion" {
			out = append(out, verbs(t, append(slices.Clone(under), f[0])...)...)
		}
	}
	return out
}

func TestEveryPromisedVerbIsInTheHelp(t *testing.T) {
	got := verbs(t)
	for _, v := range promised {
		if !slices.ContainsFunc(got, func(words []string) bool { return slices.Equal(words, []string{v}) }) {
			t.Errorf("there is no command %s in %v", v, got)
		}
	}
}

// A flag of the help: two dashes and a name, perhaps a kind of value, then words that say
// what it does.
var flagLine = regexp.MustCompile(`^ +(-[a-z], )?--([a-z0-9-]+)( [a-zA-Z]+)?  +(\S.*)$`)

func TestHelpSaysWhatEachFlagDoesAndHowACommandEnds(t *testing.T) {
	for _, words := range verbs(t) {
		name := strings.Join(words, " ")
		text := ask(t, append(slices.Clone(words), "--help")...)
		for _, want := range []string{"Exit codes:", "0 answered", "1 failed", "2 the command", "3 the input", "4 the store", "--json"} {
			if !strings.Contains(text, want) {
				t.Errorf("detente %s --help does not say %q", name, want)
			}
		}
		_, list, _ := strings.Cut(text, "\nFlags:\n")
		list, _, _ = strings.Cut(list, "\n\n")
		for _, line := range strings.Split(strings.TrimRight(list, "\n"), "\n") {
			if m := flagLine.FindStringSubmatch(line); len(m) < 5 || len(strings.Fields(m[4])) < 2 {
				t.Errorf("detente %s: a flag without a description: %q", name, line)
			}
		}
		if name != "init" && slices.Contains(promised, name) && (!strings.Contains(text, "--situation") || !strings.Contains(text, "--db")) {
			t.Errorf("detente %s takes no --situation or no --db", name)
		}
	}
}
