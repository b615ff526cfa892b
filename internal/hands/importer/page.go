package importer

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Help is what the command says of an importer.
func Help(p Properties) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s).\n%s\n\nTakes:\n", p.Title, p.Publisher, p.About)
	for _, f := range p.Files {
		fmt.Fprintf(&b, "  - %s\n", f)
	}
	b.WriteString("\nColumns and what becomes of them (* needed):\n")
	for _, f := range p.Fields {
		mark := " "
		if f.Needed {
			mark = "*"
		}
		fmt.Fprintf(&b, " %s %s: %s\n", mark, f.Columns, f.Becomes)
	}
	b.WriteString("\nTo know:\n")
	for _, l := range p.Limits {
		fmt.Fprintf(&b, "  - %s\n", l)
	}
	if p.Download != "" {
		fmt.Fprintf(&b, "\n%s\n", p.Download)
	}
	fmt.Fprintf(&b, "\nLicence: %s. Cite: %s.\n", p.Licence.Name, p.Citation)
	return b.String()
}

// Page is the page of an importer in docs/importers.
func Page(p Properties) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", p.Title)
	fmt.Fprintf(&b, "From: %s. Command: `detente import %s FILE…`. Data set: `%s`. A row becomes: %s.\n\n%s\n", p.Publisher, p.ID, p.Dataset, p.Kind, p.About)
	b.WriteString("\n## What it takes\n\n")
	for _, f := range p.Files {
		fmt.Fprintf(&b, "- %s\n", f)
	}
	b.WriteString("\nPlain, `.gz` or `.zip`; a file, several, or a folder.\n\n## Columns\n\n| columns | become | needed |\n| --- | --- | --- |\n")
	for _, f := range p.Fields {
		needed := ""
		if f.Needed {
			needed = "yes"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", f.Columns, f.Becomes, needed)
	}
	b.WriteString("\n## Limits\n\n")
	for _, l := range p.Limits {
		fmt.Fprintf(&b, "- %s\n", l)
	}
	if p.Download != "" {
		fmt.Fprintf(&b, "\n## Download\n\n%s\n\nThe live service was not reached in tests: they use an upstream of their own that speaks the documented protocol.\n", p.Download)
	}
	fmt.Fprintf(&b, "\n## Licence\n\n%s: rows may %sbe handed on, %sbe worked on, %sbe used commercially.\nCite: %s.\n",
		p.Licence.Name, not(p.Licence.Redistribute), not(p.Licence.Derive), not(p.Licence.Commercial), p.Citation)
	return b.String()
}

func not(may bool) string {
	if may {
		return ""
	}
	return "not "
}

// WriteSummary writes a summary for the terminal.
func WriteSummary(w io.Writer, s Summary) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", s.Dataset, s.Line())
	for _, f := range s.Files {
		again := ""
		if f.Repeated {
			again = ", taken in before"
		}
		fmt.Fprintf(&b, "  %s: %d rows, %d refused, sha256 %.12s%s\n", f.Name, f.Rows, f.Rejected, f.SHA256, again)
	}
	for _, part := range []struct {
		title string
		of    map[string]int
	}{{"refused", s.Reasons}, {"taken with a warning", s.Warnings}} {
		for _, k := range slices.Sorted(maps.Keys(part.of)) {
			fmt.Fprintf(&b, "  %s: %s (%d)\n", part.title, k, part.of[k])
		}
	}
	if s.Rejects != "" {
		fmt.Fprintf(&b, "  refused rows are listed in %s\n", s.Rejects)
	}
	if s.UnmappedOf > 0 {
		names := make([]string, len(s.Unmapped))
		for i, u := range s.Unmapped {
			names[i] = fmt.Sprintf("%s (%d)", u.Actor, u.Rows)
		}
		fmt.Fprintf(&b, "  %d actors count under no side; most often: %s\n", s.UnmappedOf, strings.Join(names, "; "))
	}
	fmt.Fprintf(&b, "  licence %s; cite: %s\n", s.Licence, s.Citation)
	_, err := io.WriteString(w, b.String())
	return err
}
