package house

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
)

// link finds the target of a Markdown link or image.
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// targets lists the files a document links to, as paths of the tree, in order.
func targets(name, text string) []string {
	var out []string
	for _, m := range link.FindAllStringSubmatch(text, -1) {
		t, _, _ := strings.Cut(m[1], "#")
		if t == "" || strings.Contains(t, ":") {
			continue // a heading of the same page, or an address
		}
		out = append(out, path.Join(path.Dir(name), t))
	}
	return out
}

// linksHold checks that what the project's own documents link to is there.
func linksHold(t *testing.T, tree fs.FS) []string {
	var out []string
	for _, name := range files(t, tree, func(n string) bool { return path.Ext(n) == ".md" }) {
		for _, to := range targets(name, read(t, tree, name)) {
			if !fs.ValidPath(to) {
				out = append(out, fmt.Sprintf("%s links to %s, outside the repository", name, to))
			} else if _, err := fs.Stat(tree, to); err != nil {
				out = append(out, fmt.Sprintf("%s links to %s, which is not there", name, to))
			}
		}
	}
	return out
}

const decisions = "docs/decisions"

// sections are what a decision record says, in this order.
var sections = []string{"## Context", "## Decision", "## Consequences"}

var numbered = regexp.MustCompile(`^(\d{4})-[a-z0-9-]+\.md$`)

// decisionsAreListed checks that each decision record has a number of its own and the three
// sections, and is linked from the list.
func decisionsAreListed(t *testing.T, tree fs.FS) []string {
	list := decisions + "/README.md"
	records := files(t, tree, func(n string) bool { return path.Dir(n) == decisions && path.Ext(n) == ".md" && n != list })
	listed := map[string]bool{}
	if len(records) > 0 {
		if _, err := fs.Stat(tree, list); err != nil {
			return []string{list + " is not there: the records need a list"}
		}
		for _, to := range targets(list, read(t, tree, list)) {
			listed[to] = true
		}
	}
	var out []string
	numbers := map[string]string{}
	for _, name := range records {
		m := numbered.FindStringSubmatch(path.Base(name))
		switch {
		case m == nil:
			out = append(out, name+" is not named NNNN-what-was-decided.md")
			continue
		case numbers[m[1]] != "":
			out = append(out, fmt.Sprintf("%s has the number of %s", name, numbers[m[1]]))
		}
		numbers[m[1]] = name
		if !listed[name] {
			out = append(out, fmt.Sprintf("%s is not linked from %s, so nobody will find it", name, list))
		}
		text, at := read(t, tree, name), 0
		for _, s := range sections {
			i := strings.Index(text[at:], "\n"+s+"\n")
			if i < 0 {
				out = append(out, fmt.Sprintf("%s has no section %q in its place", name, s))
				break
			}
			at += i
		}
	}
	return out
}

func TestLinksHold(t *testing.T) { hold(t, linksHold) }

func TestDecisionsAreListed(t *testing.T) { hold(t, decisionsAreListed) }

func TestDocumentRulesCanFail(t *testing.T) {
	catches(t, linksHold, []planted{
		{"a link that holds", map[string]string{"a.md": "[b](docs/b.md#part) [c](https://example.org/x) [d](#here)", "docs/b.md": "[a](../a.md)"}, ""},
		{"a folder", map[string]string{"a.md": "[b](docs/)", "docs/b.md": ""}, ""},
		{"a broken link", map[string]string{"a.md": "[b](docs/b.md)"}, "not there"},
		{"a broken image", map[string]string{"a.md": "![b](b.png)"}, "not there"},
		{"a way out", map[string]string{"docs/a.md": "[b](../../b.md)"}, "outside"},
	})
	whole := "# A\n\n" + strings.Join(sections, "\n\nText.\n\n") + "\n"
	record := func(name, text, list string) map[string]string {
		return map[string]string{decisions + "/" + name: text, decisions + "/README.md": list}
	}
	catches(t, decisionsAreListed, []planted{
		{"listed", record("0001-a.md", whole, "[A](0001-a.md)"), ""},
		{"not listed", record("0001-a.md", whole, "0001-a.md"), "not linked"},
		{"badly named", record("a.md", whole, "[A](a.md)"), "NNNN"},
		{"a section short", record("0001-a.md", "# A\n\n## Context\n\n## Decision\n", "[A](0001-a.md)"), "Consequences"},
		{"no list", map[string]string{decisions + "/0001-a.md": whole}, "need a list"},
		{"a number twice", map[string]string{
			decisions + "/0001-a.md": whole, decisions + "/0001-b.md": whole,
			decisions + "/README.md": "[A](0001-a.md) [B](0001-b.md)",
		}, "number of"},
	})
}
