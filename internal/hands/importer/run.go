package importer

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"strings"
	"time"

	"detente/internal/hands/importer/original"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// The ways an import ends before anything is kept.
var (
	// ErrStrict means that a row was refused and the user asked to stop at the first.
	ErrStrict = errors.New("a row was refused, and strict was asked for")
	// ErrTooMany means that more rows were refused than the user allows.
	ErrTooMany = errors.New("more rows were refused than are allowed")
	// ErrLayout means that the columns are not those of the data set.
	ErrLayout = errors.New("the columns are not those of the data set")
	// ErrNothing means that not one row of an original could be taken.
	ErrNothing = errors.New("not one row could be taken")
)

// Job is one import.
type Job struct {
	Importer Importer
	Setting  Setting // its Dataset, when empty, is the importer's own
	Files    []original.File
	// Whole says that the originals together are all that the data set has now: what it held
	// before and is not in them is retracted.
	Whole  bool
	Strict bool
	// Again reads files that were taken in before once more, and lets them replace what came since.
	Again bool
	// MaxRejects is the most refused rows; below zero there is no bound.
	MaxRejects int
	Rejects    *Rejects
	Version    string // of the rules by which rows are read
	// Now is the clock: it says when the batch was taken in and how long it took.
	Now func() time.Time
}

// Run checks the originals and takes them into the store. On an error from the check nothing
// of the original concerned is kept; originals before it are.
func Run(ctx context.Context, store ledger.Store, job Job) (Summary, error) {
	p := job.Importer.Properties()
	if job.Setting.Dataset == "" {
		job.Setting.Dataset = p.Dataset
	}
	if job.Setting.Actors == nil && job.Setting.Situation != nil {
		job.Setting.Actors = NewActors(job.Setting.Situation)
	}
	sum := Summary{
		Importer: p.ID, Dataset: job.Setting.Dataset, Files: []FileRead{}, Reasons: map[string]int{}, Warnings: map[string]int{},
		Batches: []int64{}, Licence: p.Licence.Name, Citation: p.Citation,
	}
	if job.Setting.Situation != nil && job.Setting.Dataset == job.Setting.Situation.Dataset.ID {
		return sum, fmt.Errorf("data set %s is the situation's own; imported rows never enter it", job.Setting.Dataset)
	}
	began := job.Now()
	job.Setting.Today = calendar.FromTime(began)
	actors := &tally{map[string]*int{}}
	groups := make([][]original.File, 0, len(job.Files))
	for i := range job.Files {
		if i == 0 || !p.Together && !job.Whole {
			groups = append(groups, nil)
		}
		last := len(groups) - 1
		groups[last] = append(groups[last], job.Files[i])
	}
	for _, files := range groups {
		r := &run{job: job, p: p, store: store, files: files, sum: &sum, refused: sum.Rejected, actors: actors}
		if err := r.do(ctx); err != nil {
			return sum, errors.Join(err, job.Rejects.Flush())
		}
	}
	sum.Unmapped = actors.list()
	sum.UnmappedOf = len(sum.Unmapped)
	sum.Seconds = job.Now().Sub(began).Seconds()
	if sum.Seconds > 0 {
		sum.Rate = float64(sum.Read) / sum.Seconds
	}
	if err := job.Rejects.Flush(); err != nil {
		return sum, fmt.Errorf("rejects: %w", err)
	}
	return sum, sum.Check()
}

// run is one batch of an import.
type run struct {
	job     Job
	p       Properties
	store   ledger.Store
	files   []original.File
	sum     *Summary
	refused int // in earlier batches
	actors  *tally
	rows    []ledger.File
}

func (r *run) do(ctx context.Context) error {
	for i := range r.files {
		f := &r.files[i]
		if err := f.Hash(ctx); err != nil {
			return err
		}
		r.rows = append(r.rows, ledger.File{Name: f.Name, SHA256: f.SHA256})
	}
	b := r.batch()
	again, err := r.repeated(ctx, b)
	if err != nil {
		return err
	}
	if !again {
		return r.load(ctx, b)
	}
	s := r.sink(false)
	err = r.readAll(ctx, s)
	r.sum.add(&s.count)
	if err != nil {
		return err
	}
	r.sum.Unchanged += s.count.Good
	r.mark()
	return r.strays(ctx, s)
}

// mark says of the files of the batch that they were taken in before.
func (r *run) mark() {
	for i := range r.sum.Files[len(r.sum.Files)-len(r.files):] {
		r.sum.Files[len(r.sum.Files)-len(r.files)+i].Repeated = true
	}
}

// sink makes a sink for one reading of the originals.
func (r *run) sink(loading bool) *Sink {
	return &Sink{
		p: r.p, dataset: r.job.Setting.Dataset, version: r.job.Version, loading: loading, seed: maphash.MakeSeed(),
		once: map[uint64]int32{}, number: map[uint64]*[1024]uint64{}, count: Counts{Reasons: map[string]int{}, Warnings: map[string]int{}}, refuse: r.refuse, actor: r.actors,
	}
}

// refuse records a refused row and says when there are too many.
func (r *run) refuse(x Refusal) error {
	r.refused++
	if err := r.job.Rejects.add(x); err != nil {
		return err
	}
	where := fmt.Sprintf("%s, row %d", x.File, x.Row)
	if x.Column != "" {
		where += ", column " + x.Column
	}
	switch {
	case r.job.Strict:
		return fmt.Errorf("%w: %s: %s (found %q)", ErrStrict, where, x.Reason, x.Value)
	case r.job.MaxRejects >= 0 && r.refused > r.job.MaxRejects:
		return fmt.Errorf("%w (%d); the last: %s: %s (found %q)", ErrTooMany, r.job.MaxRejects, where, x.Reason, x.Value)
	}
	return nil
}

// readAll reads the originals, and says when not one row of them could be taken.
func (r *run) readAll(ctx context.Context, s *Sink) error {
	for i, f := range r.files {
		before := s.count
		if err := r.read(ctx, f, s); err != nil {
			return err
		}
		if f.Changed() {
			return fmt.Errorf("%s: it changed while it was read; import it again", f.Name)
		}
		r.rows[i].Rows = s.count.Read - before.Read
		r.sum.Files = append(r.sum.Files, FileRead{
			Name: f.Name, SHA256: f.SHA256, Bytes: f.Size, Rows: r.rows[i].Rows, Rejected: s.count.Refused - before.Refused,
		})
	}
	if s.count.Good == 0 && s.count.Read > 0 && !r.job.Whole {
		return fmt.Errorf("%s: %w", r.files[0].Name, ErrNothing)
	}
	return nil
}

// read hands every table of one original to the importer.
func (r *run) read(ctx context.Context, f original.File, s *Sink) error {
	s.file, s.sha256 = f.Name, f.SHA256
	return f.Each(ctx, func(name string, in io.Reader) error {
		err := r.job.Importer.Read(ctx, &r.job.Setting, Table{Name: name, Reader: in}, s)
		if s.stop != nil {
			return s.stop
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		return nil
	})
}

// batch describes the batch.
func (r *run) batch() ledger.Batch {
	version := r.job.Version + "/" + r.job.Setting.fingerprint()
	if r.job.Whole {
		version += "/whole" // the same bytes mean more
	}
	return ledger.Batch{
		Dataset: r.job.Setting.Dataset, Importer: r.p.ID, ImporterVersion: version,
		Files: r.rows, RecordedAt: r.job.Now(), Whole: r.job.Whole,
	}
}

// repeated reports whether the data set took in these very bytes before, by the same rules. They
// add nothing then, even where other files came in since: an import that was cut short and is run
// again must not bring back what its later files have replaced already.
func (r *run) repeated(ctx context.Context, b ledger.Batch) (bool, error) {
	if r.job.Again {
		return false, nil
	}
	list, err := r.store.Batches(ctx)
	if err != nil {
		return false, err
	}
	for _, m := range list {
		if m.Dataset == b.Dataset && m.Digest == b.Digest() {
			return true, nil
		}
	}
	return false, nil
}

// load appends the batch and works out what became of its rows. What is wrong with an original
// ends the batch, of which nothing is kept then.
func (r *run) load(ctx context.Context, b ledger.Batch) error {
	about, err := r.about(b)
	if err != nil {
		return err
	}
	o, err := r.before(ctx, b, about)
	if err != nil {
		return err
	}
	s := r.sink(true)
	s.known = o.known
	s.rules = r.rules()
	b.Recall = func(holds func(ledger.Origin) bool) { s.holds = holds }
	b.Refused = func() int { return s.count.Refused }
	records := 0
	var bad error
	b.Records = func(yield func(ledger.Record, error) bool) {
		if yield(about, nil) {
			records, bad = r.ahead(ctx, s, yield)
		}
	}
	m, err := r.store.Append(ctx, b)
	r.sum.add(&s.count)
	if bad != nil {
		return bad
	}
	if err != nil {
		return fmt.Errorf("import into %s: %w", b.Dataset, err)
	}
	if m.ID != 0 {
		r.sum.Batches = append(r.sum.Batches, m.ID)
	}
	r.sum.Records += m.Stored + m.Updated
	if err := r.outcome(ctx, b, m, o, s, records); err != nil {
		return err
	}
	return r.strays(ctx, s)
}

// about is the record that says what the data set is.
func (r *run) about(b ledger.Batch) (ledger.Record, error) {
	d := record.Dataset{ID: b.Dataset, Title: r.p.Title, Importer: r.p.ID, Licence: r.p.Licence, Citation: r.p.Citation}
	rec, err := Pack(record.KindDataset, d.ID, r.job.Setting.Released, ledger.Facets{Sensitivity: string(record.Public)}, d)
	if len(r.files) > 0 {
		rec.File, rec.SHA256 = r.files[0].Name, r.files[0].SHA256
	}
	rec.Dataset, rec.Importer, rec.ImporterV = b.Dataset, r.p.ID, r.job.Version
	rec.Seal()
	return rec, err
}

// Layout is the error of a table that lacks columns.
func Layout(name string, missing, header []string) error {
	return fmt.Errorf("%w %s: there is no column %s (found %s)", ErrLayout, name, strings.Join(missing, ", "), clip(strings.Join(header, ", ")))
}

// chunk is how many records are handed over at a time from the reader to the store.
const chunk = 512

// chunks is how many of these are under way.
const chunks = 6

// ahead reads the originals while the store takes in what was read before. It returns how many
// records the store was given, and what is wrong with the originals.
func (r *run) ahead(ctx context.Context, s *Sink, yield func(ledger.Record, error) bool) (records int, bad error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	full, spent := make(chan []ledger.Record, chunks), make(chan []ledger.Record, chunks)
	for range chunks {
		spent <- make([]ledger.Record, 0, chunk)
	}
	go func() {
		defer close(full)
		part := <-spent
		flush := func() bool {
			full <- part // there is room for all
			select {
			case part = <-spent:
				return true
			case <-ctx.Done():
				return false
			}
		}
		s.yield = func(rec *ledger.Record) bool {
			part = append(part, *rec)
			return len(part) < chunk || flush()
		}
		if bad = r.readAll(ctx, s); bad == nil {
			flush()
		}
	}()
	going := true
	for part := range full {
		for i := 0; going && i < len(part); i++ {
			records++
			if going = yield(part[i], nil); !going {
				stop() // and let the reader come to its end
			}
		}
		clear(part)
		spent <- part[:0]
	}
	if !going {
		return records, nil // the store says why
	}
	if bad != nil {
		yield(ledger.Record{}, bad)
	}
	return records, bad
}
