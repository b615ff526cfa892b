package dictionary_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"detente/internal/hands/dictionary"
	"detente/internal/thinking/coder"
	"detente/internal/thinking/scorecard"
	"detente/internal/thinking/text"
	"detente/internal/words/calendar"
	"detente/situations"
)

const gold = "../../../../shared/data/gold/"

func newCoder(t testing.TB) *coder.Coder {
	t.Helper()
	d, faults, err := dictionary.Read(situations.Default())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Errorf("%s", f)
	}
	return coder.New(d)
}

// lines decodes a JSONL file, or skips the test when it is not there.
func lines[T any](t testing.TB, name string) []T {
	t.Helper()
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not there", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []T
	sc := bufio.NewScanner(f)
	sc.Buffer(make([]byte, 1<<20), 1<<24)
	for sc.Scan() {
		var x T
		if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

type goldItem struct {
	scorecard.Item
	Published string `json:"published"`
	Dateline  string `json:"dateline"`
}

// through writes an event as the command does and reads it back as the scorer does.
func through(t testing.TB, events []coder.Event) []scorecard.Event {
	t.Helper()
	b, err := json.Marshal(events)
	if err != nil {
		t.Fatal(err)
	}
	var out []scorecard.Event
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// The figures of make eval-coder, and the floors that the coder keeps on the development half.
func TestEvalCases(t *testing.T) { evaluate(t, gold+"pakafg_dev.jsonl", .90) }

// The same for items of our own, which imitate wire copy and are invented.
func TestEvalWire(t *testing.T) { evaluate(t, "testdata/wire.jsonl", .93) }

func evaluate(t *testing.T, name string, floor float64) {
	items := lines[goldItem](t, name)
	c := newCoder(t)
	var want []scorecard.Item
	got := map[string]scorecard.Item{}
	for _, i := range items {
		day, err := calendar.ParseDate(i.Published)
		if err != nil {
			t.Fatal(err)
		}
		r := c.Code(coder.Item{ID: i.ID, Published: day, Dateline: i.Dateline, Text: i.Text})
		want = append(want, i.Item)
		got[i.ID] = scorecard.Item{ID: i.ID, Events: through(t, r.Events)}
	}
	s := scorecard.Compare(want, got)
	t.Logf("%s: %d items", filepath.Base(name), len(items))
	for _, x := range []struct {
		name string
		of   scorecard.Tally
	}{{"events", s.Events}, {"ASSAULT", s.Assault}, {"other types", s.Other}} {
		t.Logf("%-14s P %.3f R %.3f F1 %.3f (matched %d, gold %d, predicted %d)", x.name, x.of.Precision(), x.of.Recall(), x.of.F1(), x.of.Hit, x.of.Gold, x.of.Predicted)
	}
	for _, f := range s.Fields {
		t.Logf("%-14s %.3f (%d/%d; known %d/%d)", f.Field, f.Rate(), f.Right, f.All, f.RightKnown, f.Known)
	}
	t.Logf("false events %d in %d of %d items without events", s.FalseEvents, s.FalseItems, s.EmptyItems)
	t.Logf("evidence %d of %d are substrings", s.EvidenceValid, s.Evidence)
	if s.Events.F1() < floor {
		t.Errorf("event F1 %.3f is under %.2f", s.Events.F1(), floor)
	}
	if s.EvidenceValid != s.Evidence {
		t.Errorf("%d evidence strings are not in their text", s.Evidence-s.EvidenceValid)
	}
}

// BenchmarkCode is the speed on raw text, one core: sentences a second of processor time. The cases are nothing but events; the
// news stories are longer and mixed.
func BenchmarkCode(b *testing.B) {
	for _, name := range []string{"pakafg_dev.jsonl", "muc34_dev_docs.jsonl"} {
		b.Run(name, func(b *testing.B) { speed(b, lines[goldItem](b, gold+name)) })
	}
}

func speed(b *testing.B, items []goldItem) {
	c := newCoder(b)
	day, err := calendar.ParseDate("2026-03-06")
	if err != nil {
		b.Fatal(err)
	}
	each, sentences := 0, 0
	for _, i := range items {
		each += len(text.Read(i.Text).Sentences)
	}
	var before, after syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &before); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		sentences += each
		for _, i := range items {
			c.Code(coder.Item{ID: i.ID, Published: day, Dateline: i.Dateline, Text: i.Text})
		}
	}
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &after); err != nil {
		b.Fatal(err)
	}
	cpu := float64(after.Utime.Nano()-before.Utime.Nano()+after.Stime.Nano()-before.Stime.Nano()) / 1e9
	b.ReportMetric(float64(sentences)/cpu, "sentences/cpu-s")
}
