package original_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"detente/internal/hands/importer/original"
)

func zipOf(t *testing.T, tables map[string][]byte, order ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range order {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(tables[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gz(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpacked puts the file down, and reads all of it.
func unpacked(t *testing.T, name string, data []byte) (string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := original.Find([]string{path})
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	var all strings.Builder
	err = list[0].Each(context.Background(), func(name string, r io.Reader) error {
		all.WriteString(name + ":")
		_, err := io.Copy(&all, r)
		return err
	})
	return all.String(), err
}

func TestTablesComeOutAsTheyWentIn(t *testing.T) {
	tables := map[string][]byte{"a.CSV": []byte("x,y\n1,2\n"), "readme.md": []byte("no"), "sub/b.tsv": []byte("z\n"), "__MACOSX/a.csv": []byte("no")}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"plain.csv", []byte("x,y\n"), "plain.csv:x,y\n"},
		{"empty.csv", nil, "empty.csv:"},
		{"t.csv.gz", gz(t, []byte("x,y\n")), "t.csv:x,y\n"},
		{"t.zip", zipOf(t, tables, "a.CSV", "readme.md", "sub/b.tsv", "__MACOSX/a.csv"), "a.CSV:x,y\n1,2\nb.tsv:z\n"},
	} {
		if got, err := unpacked(t, c.name, c.data); err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.want)
		}
	}
}

func TestDamagedArchivesAreNamedAsSuch(t *testing.T) {
	text := bytes.Repeat([]byte("some,cells,of,a,table\n"), 400)
	whole := zipOf(t, map[string][]byte{"a.csv": text}, "a.csv")
	spoilt := bytes.Clone(whole)
	spoilt[60] ^= 0x55
	packed := gz(t, text)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"cut.zip":    {whole[:len(whole)/2], original.ErrBroken},
		"spoilt.zip": {spoilt, original.ErrBroken},
		"cut.gz":     {packed[:len(packed)-9], original.ErrBroken},
		"none.zip":   {zipOf(t, map[string][]byte{"a.md": text}, "a.md"), original.ErrNoTable},
		"bomb.zip":   {zipOf(t, map[string][]byte{"a.csv": make([]byte, 60<<20)}, "a.csv"), original.ErrBomb},
		"bomb.gz":    {gz(t, make([]byte, 60<<20)), original.ErrBomb},
	} {
		if _, err := unpacked(t, name, c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestAFolderIsItsTablesByName(t *testing.T) {
	dir := t.TempDir()
	for _, n := range []string{"b.csv", "a.zip", "notes.md"} {
		if err := os.WriteFile(filepath.Join(dir, n), []byte(n), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, err := original.Find([]string{dir})
	if err != nil || len(list) != 2 || list[0].Name != "a.zip" || list[1].Name != "b.csv" {
		t.Fatalf("%v, %v", list, err)
	}
	if err := list[1].Hash(context.Background()); err != nil || list[1].SHA256 != "010326a323b77cee3ebf1a3480107ef1110620ec86521d1fb8c21995520e0e24" {
		t.Errorf("%v, %v", list[1], err)
	}
	if _, err := original.Find([]string{t.TempDir()}); err == nil {
		t.Error("an empty folder is taken")
	}
}

func TestChangedSinceItWasHashed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.csv")
	if err := os.WriteFile(path, []byte("a,b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	files, err := original.Find([]string{path})
	if err != nil {
		t.Fatal(err)
	}
	f := files[0]
	if err := f.Hash(context.Background()); err != nil || f.Changed() {
		t.Fatal("a file that nobody touched has changed", err)
	}
	if err := os.WriteFile(path, []byte("a,c,d\n"), 0o600); err != nil || !f.Changed() {
		t.Error("another content is not seen", err)
	}
	if err := os.Remove(path); err != nil || !f.Changed() {
		t.Error("a file that is gone has not changed", err)
	}
}
