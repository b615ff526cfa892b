// Package fetch downloads originals on the user's command and keeps their bytes by their hash.
// A download resumes where it broke off, backs off when the service asks for it, and is verified
// before anything reads it. Tests use an upstream of their own; the live services were not
// reached from where they ran.
package fetch

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Folder keeps originals by the SHA-256 of their bytes: the same bytes are kept once, and what is
// there is never changed.
type Folder struct{ Root string }

// Original is what was kept.
type Original struct {
	Path   string
	SHA256 string
	Bytes  int64
}

// draft is a file that is being written.
func (f Folder) draft(name string) (*os.File, error) {
	if err := os.MkdirAll(f.Root, 0o700); err != nil {
		return nil, err
	}
	return os.OpenFile(filepath.Join(f.Root, name+".part"), os.O_CREATE|os.O_RDWR, 0o600)
}

// Keep gives a whole draft its place by its hash. name is what a reader sees of it.
func (f Folder) Keep(draft *os.File, name string) (Original, error) {
	var o Original
	if _, err := draft.Seek(0, io.SeekStart); err != nil {
		return o, err
	}
	h := sha256.New()
	n, err := io.Copy(h, draft)
	if err != nil {
		return o, err
	}
	if err := draft.Sync(); err != nil {
		return o, err
	}
	if err := draft.Close(); err != nil {
		return o, err
	}
	sum := hex.EncodeToString(h.Sum(nil))
	dir := filepath.Join(f.Root, sum[:2], sum)
	o = Original{Path: filepath.Join(dir, filepath.Base(name)), SHA256: sum, Bytes: n}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return o, err
	}
	if _, err := os.Stat(o.Path); err == nil {
		return o, os.Remove(draft.Name())
	}
	return o, os.Rename(draft.Name(), o.Path)
}

// KeepBytes keeps bytes that are at hand.
func (f Folder) KeepBytes(data []byte, name string) (Original, error) {
	sum := sha256.Sum256(data)
	d, err := f.draft(hex.EncodeToString(sum[:]))
	if err != nil {
		return Original{}, err
	}
	if err = d.Truncate(0); err == nil {
		_, err = d.Write(data)
	}
	if err != nil {
		_ = d.Close()
		return Original{}, fmt.Errorf("keep %s: %w", name, err)
	}
	return f.Keep(d, name)
}
