// Package original opens the files of data sets as they come: plain, gzip or zip, a file or a
// folder of them. What is packed is read as a stream and bounded, so that a small file cannot
// grow without end.
package original

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The ways a file can fail as a whole.
var (
	// ErrBroken means the archive is cut short or damaged.
	ErrBroken = errors.New("the archive is cut short or damaged; fetch it again")
	// ErrBomb means that what is packed is larger than any such table.
	ErrBomb = errors.New("the archive unpacks to far more than a table of its size would")
	// ErrNoTable means that the archive holds no table.
	ErrNoTable = errors.New("the archive holds no table (csv, tsv, tab or txt)")
)

// Limits bound what an archive may unpack to.
type Limits struct {
	Ratio   int64 // unpacked bytes a packed byte, beyond Free
	Free    int64 // unpacked bytes that are always allowed
	Entries int   // tables in one archive
}

// Usual are the limits used where nothing else is said. Tables of events shrink five to
// thirty times; a file made to grow does so a thousand times.
var Usual = Limits{Ratio: 150, Free: 32 << 20, Entries: 10000}

// File is one original as it was given.
type File struct {
	Path   string
	Name   string // without its folder
	Size   int64
	SHA256 string // of its bytes as they are
	Limits Limits

	written time.Time // last, when it was hashed
}

// Find lists the originals under the paths: a file is one, a folder is all the tables and
// archives in it by name.
func Find(paths []string) ([]File, error) {
	var out []File
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			out = append(out, File{Path: p, Name: filepath.Base(p), Size: info.Size(), Limits: Usual})
			continue
		}
		list, err := os.ReadDir(p)
		if err != nil {
			return nil, err
		}
		before := len(out)
		for _, e := range list {
			if e.IsDir() || !named(e.Name()) {
				continue
			}
			info, err := e.Info()
			if err != nil {
				return nil, err
			}
			out = append(out, File{Path: filepath.Join(p, e.Name()), Name: e.Name(), Size: info.Size(), Limits: Usual})
		}
		if len(out) == before {
			return nil, fmt.Errorf("%s: %w: the folder holds no table or archive", p, fs.ErrNotExist)
		}
	}
	return out, nil
}

// named reports whether a file of a folder looks like a table or an archive of one.
func named(name string) bool {
	return tabular(name) || slices.Contains([]string{".zip", ".gz"}, strings.ToLower(filepath.Ext(name)))
}

func tabular(name string) bool {
	return slices.Contains([]string{".csv", ".tsv", ".tab", ".txt"}, strings.ToLower(filepath.Ext(name)))
}

// Hash reads the file once and fills in its hash.
func (f *File) Hash(ctx context.Context) error {
	r, err := os.Open(f.Path)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // it was only read
	h := sha256.New()
	n, err := io.CopyBuffer(h, struct{ io.Reader }{&stoppable{ctx, r}}, make([]byte, 1<<20))
	if err != nil {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	f.Size, f.SHA256 = n, hex.EncodeToString(h.Sum(nil))
	info, err := r.Stat()
	if err != nil {
		return err
	}
	f.written = info.ModTime()
	return nil
}

// Changed reports whether the file is another one, or was written to, since it was hashed.
func (f File) Changed() bool {
	info, err := os.Stat(f.Path)
	return err != nil || info.Size() != f.Size || !info.ModTime().Equal(f.written)
}

// Each hands over every table of the file, one after another, as a stream of unpacked bytes.
func (f File) Each(ctx context.Context, do func(name string, r io.Reader) error) error {
	r, err := os.Open(f.Path)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // it was only read
	head := make([]byte, 4)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	head = head[:n]
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK")):
		return f.zipped(ctx, r, do)
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(bufio.NewReaderSize(r, 1<<18))
		if err != nil {
			return fmt.Errorf("%s: %w: %w", f.Name, ErrBroken, err)
		}
		name := strings.TrimSuffix(f.Name, filepath.Ext(f.Name))
		return do(name, &stoppable{ctx, &bounded{from: z, left: f.allowed(f.Size), name: f.Name}})
	}
	return do(f.Name, &stoppable{ctx, r})
}

func (f File) zipped(ctx context.Context, r *os.File, do func(name string, r io.Reader) error) error {
	z, err := zip.NewReader(r, f.Size)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", f.Name, ErrBroken, err)
	}
	tables := 0
	left := f.allowed(f.Size)
	for _, e := range z.File {
		if e.FileInfo().IsDir() || strings.HasPrefix(e.Name, "__MACOSX") || !tabular(e.Name) {
			continue
		}
		if tables++; tables > f.Limits.Entries {
			return fmt.Errorf("%s: %w: more than %d tables", f.Name, ErrBomb, f.Limits.Entries)
		}
		in, err := e.Open()
		if err != nil {
			return fmt.Errorf("%s: %s: %w: %w", f.Name, e.Name, ErrBroken, err)
		}
		b := &bounded{from: in, left: left, name: f.Name}
		err = do(filepath.Base(e.Name), &stoppable{ctx, b})
		left = b.left
		if cerr := in.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("%s: %w: %w", f.Name, ErrBroken, cerr)
		}
		if err != nil {
			return err
		}
	}
	if tables == 0 {
		return fmt.Errorf("%s: %w", f.Name, ErrNoTable)
	}
	return nil
}

// allowed is how much a packed size may unpack to.
func (f File) allowed(packed int64) int64 { return max(f.Limits.Free, f.Limits.Ratio*packed) }

// bounded reads what is packed up to a limit, and says when the archive is damaged.
type bounded struct {
	from io.Reader
	left int64
	name string
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, fmt.Errorf("%s: %w", b.name, ErrBomb)
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.from.Read(p)
	b.left -= int64(n)
	if err != nil && err != io.EOF {
		err = fmt.Errorf("%s: %w: %w", b.name, ErrBroken, err)
	}
	return n, err
}

// stoppable ends a read when its context does.
type stoppable struct {
	ctx  context.Context
	from io.Reader
}

func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.from.Read(p)
}
