// Package packed opens files that may be compressed.
package packed

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
)

// Open hands the bytes of a file to read, unpacked when its name ends in .gz. It returns what
// read returns, or why the file could not be opened.
func Open[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	var none T
	f, err := os.Open(path)
	if err != nil {
		return none, err
	}
	defer func() { _ = f.Close() }() // it was only read
	r := bufio.NewReaderSize(f, 1<<20)
	if !strings.HasSuffix(path, ".gz") {
		return read(r)
	}
	z, err := gzip.NewReader(r)
	if err != nil {
		return none, fmt.Errorf("%s: not a gzip file: %w", path, err)
	}
	defer func() { _ = z.Close() }()
	return read(z)
}
