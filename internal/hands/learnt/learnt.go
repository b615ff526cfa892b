// Package learnt holds the fitted parameters of the verdict: those that ship in the binary,
// and the files that a user trains. Each says what it was learnt from, with which scores, and
// whom to credit.
package learnt

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the parameters that ship
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"detente/internal/thinking/outlook"
)

// Provenance says where parameters come from.
type Provenance struct {
	Data     string           `json:"data" doc:"what was learnt from"`
	Vintage  string           `json:"vintage" doc:"column of the data, and the one before it where that is empty"`
	Digest   string           `json:"sha256" doc:"of the data as read"`
	From     string           `json:"from" doc:"first month learnt from"`
	To       string           `json:"to" doc:"last month learnt from; its outcome took three more"`
	Cases    int              `json:"cases"`
	Units    int              `json:"countries"`
	Seed     uint64           `json:"seed"`
	Code     string           `json:"code" doc:"form of the parameters and features"`
	Licence  string           `json:"licence"`
	Citation string           `json:"citation"`
	Tested   string           `json:"tested" doc:"months of the test, which were forecast before they were learnt from"`
	Scores   []outlook.Scores `json:"scores" doc:"of the test: the verdict and what it is set against"`
	// Reliability is that of the verdict in its test.
	Reliability []outlook.Diagram `json:"reliability" doc:"of the test, by class: what was said and what came"`
}

// File is parameters with their provenance.
type File struct {
	Provenance Provenance
	Model      *outlook.Model
}

// ErrFile means that bytes are no file of parameters.
var ErrFile = errors.New("no file of parameters of the verdict")

// largest is how many bytes a file may unpack to.
const largest = 64 << 20

// Write writes the file: gzip over a line of JSON and the encoded model. The same model and
// provenance give the same bytes.
func (f *File) Write(w io.Writer) error {
	head, err := json.Marshal(f.Provenance)
	if err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	for _, part := range [][]byte{head, {'\n'}, f.Model.Encode()} {
		if _, err := z.Write(part); err != nil {
			return err
		}
	}
	return z.Close()
}

// Read reads a file.
func Read(r io.Reader) (*File, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	b, err := io.ReadAll(io.LimitReader(z, largest))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	head, body, ok := bytes.Cut(b, []byte("\n"))
	if !ok {
		return nil, fmt.Errorf("%w: no first line", ErrFile)
	}
	f := &File{}
	if err := json.Unmarshal(head, &f.Provenance); err != nil {
		return nil, fmt.Errorf("%w: the first line: %w", ErrFile, err)
	}
	if f.Model, err = outlook.Decode(body); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	return f, nil
}

//go:embed verdict.gz
var shipped []byte

// Shipped returns the parameters in the binary. They are read once; a failure is a fault
// of the build, and tested.
var Shipped = sync.OnceValues(func() (*File, error) { return Read(bytes.NewReader(shipped)) })
