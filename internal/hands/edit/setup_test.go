package edit_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/edit"
	"detente/internal/hands/folder"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

var ctx = context.Background()

// The folder is loaded on the first day; edits are made on later ones.
var firstDay = time.Date(2026, 7, 10, 12, 0, 0, 0, time.UTC)

// bench is a folder, a store and a clock that tests move.
type bench struct {
	*testing.T
	store *duckstore.Store
	own   *folder.Content
	book  *edit.Book
	now   time.Time
}

// small is the small situation of the folder's tests.
func small(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	names, err := os.ReadDir("../folder/testdata/small")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		b, err := os.ReadFile("../folder/testdata/small/" + n.Name())
		if err != nil {
			t.Fatal(err)
		}
		out[n.Name()] = &fstest.MapFile{Data: b, Mode: 0o644}
	}
	return out
}

func replace(t *testing.T, fsys fstest.MapFS, file, old, with string) {
	t.Helper()
	text := string(fsys[file].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	fsys[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, with, 1)), Mode: 0o644}
}

func read(t *testing.T, fsys fstest.MapFS) *folder.Content {
	t.Helper()
	f, err := folder.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.Read(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// open loads the folder on the first day and opens a book on it, some days later.
func open(t *testing.T, fsys fstest.MapFS) *bench {
	t.Helper()
	store, err := duckstore.Open(ctx, "", duckstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	b := &bench{T: t, store: store, now: firstDay}
	b.load(fsys)
	b.now = firstDay.AddDate(0, 0, 5)
	return b
}

// load reads the folder again, as the next start of the program does.
func (b *bench) load(fsys fstest.MapFS) ledger.Manifest {
	b.Helper()
	b.own = read(b.T, fsys)
	var err error
	if b.book, err = edit.Open(ctx, b.store, b.own, func() time.Time { return b.now }, "1"); err != nil {
		b.Fatal(err)
	}
	m, err := b.store.Append(ctx, b.book.Batch())
	if err != nil {
		b.Fatal(err)
	}
	return m
}

// fields makes a map of pairs.
func fields(pairs ...string) map[string]string {
	out := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = pairs[i+1]
	}
	return out
}

func request(action record.Action, kind record.Kind, id string, pairs ...string) edit.Request {
	return edit.Request{Action: action, Kind: kind, ID: id, Fields: fields(pairs...), Who: "desk officer", Why: "the report was read again"}
}

func (b *bench) apply(r edit.Request) edit.Receipt {
	b.Helper()
	if len(r.Fields) == 0 {
		r.Fields = nil
	}
	out, err := b.book.Apply(ctx, r)
	if err != nil {
		b.Fatalf("%s %s %s: %v", r.Action, r.Kind, r.ID, err)
	}
	return out
}

// get is a record of the situation's data set, as of a day or with all that is known; nil when
// there is none.
func (b *bench) get(kind record.Kind, id string, asOf ...calendar.Date) any {
	b.Helper()
	r, ok := b.raw(kind, id, asOf...)
	if !ok {
		return nil
	}
	v, err := record.Decode(kind, r.Payload)
	if err != nil {
		b.Fatal(err)
	}
	return v
}

func (b *bench) raw(kind record.Kind, id string, asOf ...calendar.Date) (ledger.Record, bool) {
	b.Helper()
	f := ledger.Filter{Kinds: []record.Kind{kind}, Datasets: []string{"river"}, IDs: []string{id}}
	if len(asOf) > 0 {
		f.AsOf.Known = &asOf[0]
	}
	p, err := b.store.Fetch(ctx, f, "", 5)
	if err != nil || len(p.Records) > 1 {
		b.Fatalf("%v %v", p.Records, err)
	}
	if len(p.Records) == 0 {
		return ledger.Record{}, false
	}
	return p.Records[0], true
}

func (b *bench) stance(asOf ...calendar.Date) string {
	b.Helper()
	s, ok := b.get(record.KindStatement, "S1", asOf...).(record.Statement)
	if !ok {
		return "none"
	}
	return string(s.Stance)
}

func day(t time.Time) calendar.Date { return calendar.FromTime(t) }
