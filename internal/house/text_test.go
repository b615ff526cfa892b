package house

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"detente/internal/words/neutral"
)

// textual are the kinds of file that people write in this repository.
var textual = map[string]bool{
	"": true, ".go": true, ".md": true, ".yml": true, ".yaml": true, ".json": true, ".csv": true, ".html": true,
	".ts": true, ".js": true, ".mjs": true, ".svelte": true, ".css": true, ".sh": true, ".toml": true, ".txt": true,
	".txtar": true, ".mod": true, ".svg": true, ".npmrc": true,
}

// machinePath finds an absolute path of somebody's machine. A part of a web address does not
// count: the path has to begin where no address runs on. The roots stand apart from their
// slashes so that this file does not find itself.
var machinePath = regexp.MustCompile(`(?:^|[^A-Za-z0-9_.~%/)}-])/(?:(?:work|farm|root)/|(?:home|Users|tmp)/[A-Za-z])`)

// packageHost finds the address of a package registry: clients know theirs, and a mirror
// set by the user has to keep working.
var packageHost = regexp.MustCompile(`(?i)\b(?:proxy\.golang\.` + `org|registry\.npmjs\.` + `org|deb\.debian\.` + `org)`)

func noMachine(t *testing.T, tree fs.FS) []string {
	var out []string
	for _, name := range files(t, tree, func(n string) bool { return textual[path.Ext(n)] }) {
		text := read(t, tree, name)
		if strings.ContainsRune(text, 0) {
			continue // a program without an extension, built here
		}
		for i, line := range strings.Split(text, "\n") {
			if m := machinePath.FindString(line); m != "" {
				out = append(out, fmt.Sprintf("%s:%d holds a path of one machine (%q): make it relative, or a setting", name, i+1, strings.TrimSpace(m)))
			}
			if m := packageHost.FindString(line); m != "" {
				out = append(out, fmt.Sprintf("%s:%d names a package registry (%s): leave it to the client's settings", name, i+1, m))
			}
		}
	}
	return out
}

// loaded are words the program itself never uses, in any situation. A situation names
// further ones in its words.loaded, which package gate applies to what the data say.
var loaded = neutral.New([]string{
	"terroris*", "jihadi*", "miscreant*", "martyr*", "infidel*", "khwarij", "khawarij", "regime", "regimes",
	"thug*", "evil", "barbari*", "cowardly", "heinous", "dastardly", "liquidated", "surgical strike*", "collateral damage",
}, nil)

// shown are the folders whose Go strings people read.
var shown = []string{"internal/words/phrase", "internal/hands/brief", "internal/faces", "cmd"}

// neutralWords checks what is shown to people: the message catalogues, the strings of faces
// and of the brief, and the page. Loaded words may stand only inside quotation marks.
func neutralWords(t *testing.T, tree fs.FS) []string {
	var out []string
	say := func(where, text string) {
		if w := loaded.Find(text); len(w) > 0 {
			out = append(out, fmt.Sprintf("%s shows %q outside a quotation: use a neutral word, or quote who said it", where, w[0]))
		}
	}
	for _, s := range sources(t, tree) {
		if s.test || !anyHolds(shown, s.dir) {
			continue
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					say(fmt.Sprintf("%s:%d", s.name, s.fset.Position(lit.Pos()).Line), text)
				}
			}
			return true
		})
	}
	for _, name := range files(t, tree, func(n string) bool {
		return in(n, "internal/words/phrase") && path.Ext(n) == ".json"
	}) {
		var messages map[string]string
		if err := json.Unmarshal([]byte(read(t, tree, name)), &messages); err != nil {
			out = append(out, fmt.Sprintf("%s is not a catalogue of key and message: %v", name, err))
		}
		for key, text := range messages {
			say(name+", "+key+",", text)
		}
	}
	for _, name := range files(t, tree, pageSource) {
		for i, line := range strings.Split(read(t, tree, name), "\n") {
			// Straight marks delimit code here, so only curly ones quote.
			say(fmt.Sprintf("%s:%d", name, i+1), strings.ReplaceAll(line, `"`, " "))
		}
	}
	return out
}

func pageSource(n string) bool {
	if !in(n, "web/src") || strings.Contains(n, ".test.") || strings.Contains(n, ".spec.") {
		return false
	}
	switch path.Ext(n) {
	case ".svelte", ".ts", ".js", ".html":
		return true
	}
	return false
}

func TestNoMachineIsNamed(t *testing.T) { hold(t, noMachine) }

func TestShownWordsAreNeutral(t *testing.T) { hold(t, neutralWords) }

func TestTextRulesCanFail(t *testing.T) {
	line := func(text string) map[string]string { return map[string]string{"notes.md": text + "\n"} }
	catches(t, noMachine, []planted{
		{"a relative path", line("see ../shared/data and ./work/x"), ""},
		{"part of an address", line("https://example.org/work/2024/ and http://example.org/home/page"), ""},
		{"a plain temporary folder", line("a file in /tmp"), ""},
		{"a work folder", line("cd " + "/wo" + "rk/x"), "one machine"},
		{"at the start of a line", line("/fa" + "rm/x"), "one machine"},
		{"in quotes", line(`path: "/ho` + `me/ann/x"`), "one machine"},
		{"a temporary file", line("tee /t" + "mp/out.txt"), "one machine"},
		{"a registry", line("https://proxy.golang." + "org/x"), "registry"},
		{"a built program", map[string]string{"detente": "\x00/wo" + "rk/x"}, ""},
		{"built files are not read", map[string]string{"web/node_modules/x.js": "/wo" + "rk/x"}, ""},
	})
	goFile := func(dir, text string) map[string]string {
		return map[string]string{dir + "/x.go": "package x\n\nvar s = " + text + "\n"}
	}
	catches(t, neutralWords, []planted{
		{"neutral text", goFile("internal/faces/cli", `"fighters killed"`), ""},
		{"a loaded word", goFile("internal/faces/cli", `"a terrorist attack"`), "terrorist"},
		{"a quoted one", goFile("internal/faces/cli", `"said “terrorists”"`), ""},
		{"not shown", goFile("internal/words/neutral", `"terrorist"`), ""},
		{"a catalogue", map[string]string{"internal/words/phrase/en.json": `{"a": "the regime"}`}, "regime"},
		{"a catalogue that quotes", map[string]string{"internal/words/phrase/en.json": `{"a": "“the regime”"}`}, ""},
		{"a broken catalogue", map[string]string{"internal/words/phrase/en.json": `{"a": 1}`}, "not a catalogue"},
		{"the page", map[string]string{"web/src/App.svelte": "<p title=\"martyred\">ok</p>\n"}, "martyred"},
		{"a test of the page", map[string]string{"web/src/lint.test.ts": "'martyred'\n"}, ""},
	})
}
