// Package folder reads a situation folder: situation.yaml, the gazetteer and the CSV
// tables beside it. It keeps every good row, names file, row, column and reason for each
// bad one, and hands the rows to the ledger as one batch.
package folder

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"detente/internal/hands/folder/table"
	"detente/internal/words/fault"
)

// ErrNotAFolder is returned by Open when there is no folder to read.
var ErrNotAFolder = errors.New("not a situation folder")

// Folder is a situation folder that can be read.
type Folder struct {
	fsys   fs.FS
	limits table.Limits
}

// Open looks at the folder without reading its files. It returns ErrNotAFolder when the
// folder cannot be listed; what is wrong inside it is for Read to say.
func Open(fsys fs.FS) (*Folder, error) {
	if _, err := fs.ReadDir(fsys, "."); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotAFolder, err)
	}
	return &Folder{fsys: fsys, limits: table.Usual}, nil
}

// Read takes in the whole folder. What is wrong with it is in Content.Faults; an error
// comes only from the context.
func (f *Folder) Read(ctx context.Context) (*Content, error) {
	x := &reading{folder: f, ctx: ctx, c: &Content{}}
	x.situation()
	if x.c.Situation.ID == "" {
		x.unread()
		return x.c, ctx.Err()
	}
	x.gazetteer()
	x.lists()
	x.events()
	x.sources()
	x.claims()
	x.withoutSource()
	x.commitments()
	x.statements()
	x.crossings()
	x.observations()
	x.strangers()
	return x.c, ctx.Err()
}

// reading is one run over a folder.
type reading struct {
	folder *Folder
	ctx    context.Context
	c      *Content

	known     lists
	eventAt   map[string]*eventRef
	claimed   map[string]map[string]bool // sources by event
	hasSource bool                       // sources.csv was there to be looked at
	given     map[string][]byte          // tables by name, instead of those of the folder
}

// eventRef says what became of an event's row.
type eventRef struct {
	row     int
	kept    bool
	sources int
	index   int // in Content.Events
}

// stream opens a file of the folder and hashes what is read from it. close reads the
// rest and fills in the hash. ok is false when there is no such file or it cannot be read.
func (x *reading) stream(name string) (r io.Reader, entry *File, closing func(), ok bool) {
	x.c.Files = append(x.c.Files, File{Name: name, State: Missing})
	entry = &x.c.Files[len(x.c.Files)-1]
	if x.given != nil {
		return bytes.NewReader(x.given[name]), entry, func() {}, x.given[name] != nil
	}
	fail := func(reason string) {
		entry.State = Failed
		x.c.Faults.Add(fault.Fault{File: name, Reason: reason})
	}
	info, err := fs.Stat(x.folder.fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if slices.Contains(required, name) {
			x.c.Faults.Add(fault.Fault{File: name, Reason: "the file is missing; every situation folder has one"})
		}
		return nil, entry, nil, false
	case err != nil:
		fail("the file cannot be opened: " + err.Error())
		return nil, entry, nil, false
	case !info.Mode().IsRegular():
		fail("not a regular file")
		return nil, entry, nil, false
	}
	file, err := x.folder.fsys.Open(name)
	if err != nil {
		fail("the file cannot be opened: " + err.Error())
		return nil, entry, nil, false
	}
	sum := sha256.New()
	tee := io.TeeReader(file, sum)
	return tee, entry, func() {
		_, _ = io.Copy(io.Discard, tee)
		_ = file.Close()
		entry.SHA256 = hex.EncodeToString(sum.Sum(nil))
	}, true
}

// unread lists the tables that were not looked at because the closed lists that judge
// them are not known.
func (x *reading) unread() {
	for _, t := range tables {
		state := Unread
		if _, err := fs.Stat(x.folder.fsys, t.name); errors.Is(err, fs.ErrNotExist) {
			state = Missing
		}
		x.c.Files = append(x.c.Files, File{Name: t.name, State: state})
	}
	x.c.Faults.Add(fault.Fault{File: situationFile, Reason: "the tables were not read, because this file could not be understood"})
}

// strangers warns of tables that nothing reads, which are mostly misspelt names.
func (x *reading) strangers() {
	entries, err := fs.ReadDir(x.folder.fsys, ".")
	if err != nil {
		return
	}
	for _, e := range entries {
		if strings.EqualFold(path.Ext(e.Name()), ".csv") && !slices.ContainsFunc(tables, func(t spec) bool { return t.name == e.Name() }) {
			x.c.Faults.Add(fault.Fault{Level: fault.Warning, File: e.Name(), Reason: "not one of the tables of a situation folder; it was not read"})
		}
	}
}
