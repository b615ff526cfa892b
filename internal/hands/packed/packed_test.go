package packed_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"detente/internal/hands/packed"
)

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write([]byte("a,b\n"))
	_ = z.Close()
	for name, data := range map[string][]byte{"plain.csv": []byte("a,b\n"), "zipped.csv.gz": zipped.Bytes(), "wrong.gz": []byte("a,b\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all := func(r io.Reader) (string, error) {
		b, err := io.ReadAll(r)
		return string(b), err
	}
	for _, name := range []string{"plain.csv", "zipped.csv.gz"} {
		if got, err := packed.Open(filepath.Join(dir, name), all); got != "a,b\n" || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := packed.Open(filepath.Join(dir, "wrong.gz"), all); err == nil || !strings.Contains(err.Error(), "wrong.gz: not a gzip file") {
		t.Error(err)
	}
	if _, err := packed.Open(filepath.Join(dir, "none"), all); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
