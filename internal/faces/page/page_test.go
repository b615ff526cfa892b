package page

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

// Everything that the page names must be in the binary: there is no other place to get it from.
func TestEveryFileNamedIsEmbedded(t *testing.T) {
	index, err := fs.ReadFile(FS(), "index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?:src|href)="\./([^"]+)"`).FindAllSubmatch(index, -1) {
		if _, err := fs.Stat(FS(), string(m[1])); err != nil {
			t.Errorf("index.html names %s: %v", m[1], err)
		}
	}
}

// The server sends a content security policy under which inline scripts do not run.
func TestNoInlineScript(t *testing.T) {
	index, err := fs.ReadFile(FS(), "index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?s)<script([^>]*)>(.*?)</script>`).FindAllSubmatch(index, -1) {
		if !strings.Contains(string(m[1]), "src=") || len(m[2]) > 0 {
			t.Errorf("inline script: %s", m[0])
		}
	}
}

// Addresses in the files may name standards and licences, but nothing may be fetched from elsewhere.
func TestNothingIsFetchedFromElsewhere(t *testing.T) {
	outside := regexp.MustCompile(`src="https?://|url\(["']?https?://|@import|fetch\("https?://|import\("https?://`)
	err := fs.WalkDir(FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(FS(), name)
		if err != nil {
			return err
		}
		if hit := outside.Find(b); hit != nil {
			t.Errorf("%s names an address elsewhere: %s", name, hit)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
