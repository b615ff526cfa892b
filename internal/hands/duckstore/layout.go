package duckstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"detente/internal/hands/ledger"
)

// Layout is the number of the table layout, kept in the meta table of every file.
const Layout = 3

// headers is the length of what comes before the first block of a DuckDB file.
const headers = 3 * 4096

// form is how a column is kept.
type form int

const (
	flag   form = iota // BOOLEAN
	short              // INTEGER
	long               // BIGINT, NULL where a figure is not known
	real64             // DOUBLE
	text               // VARCHAR
	word               // INTEGER, the number of a text in ledger.word
)

var forms = map[form]string{flag: "BOOLEAN", short: "INTEGER", long: "BIGINT", real64: "DOUBLE", text: "VARCHAR", word: "INTEGER"}

// columns are those of a record, in the order in which they are written.
//
// Days are calendar.Date numbers with 0 for a day not given, and instants are
// microseconds of Unix time: both mean the same in every database. Seq names one version
// row for good: the batch number times 2³² plus the place in the batch. Texts that many
// records share are numbers of words, so that filters and groups work on small integers.
var columns = []struct {
	name string
	form form
}{
	{"seq", long}, {"dataset", word}, {"kind", word}, {"id", text}, {"version", text}, {"payload", text},
	// Public is what nearly every read asks for: neither labelled nor retracted.
	{"retracted", flag}, {"public", flag}, {"knowable", short}, {"recorded", long},
	{"file", word}, {"file_row", short}, {"sha256", word}, {"importer", word}, {"importer_version", word},
	{"start_day", short}, {"end_day", short}, {"event_id", text},
	{"country", word}, {"admin1", word}, {"admin2", word}, {"type", word}, {"mode", word}, {"quad", word},
	{"initiator_side", word}, {"target_side", word},
	// All sides of a party as one word, only where there are more than the main one: see party.
	{"initiator_sides", word}, {"target_sides", word},
	{"category", word}, {"deaths_low", long}, {"deaths_best", long}, {"deaths_high", long},
	// What is summed: the deaths as figure.Sum counts them, and millionths of the score, so
	// that a sum does not depend on the order of its parts.
	{"deaths_floor", long}, {"deaths_middle", long}, {"deaths_ceiling", long}, {"score_millionths", long},
	{"score", real64}, {"sensitivity", word}, {"text", text},
	// What is looked for in millions of rows by one small number: see shape and idHash.
	{"shape", short}, {"id_hash", short},
	// The ledger.Origin of the version, zeros where none was given.
	{"origin_a", long}, {"origin_b", long},
}

// columnDefs writes the columns out for SQL.
func columnDefs() string {
	var defs []string
	for _, c := range columns {
		defs = append(defs, c.name+" "+forms[c.form]+packing[c.name])
	}
	return strings.Join(defs, ", ")
}

// packing settles the compression of columns where trying all of them costs more than it saves.
var packing = map[string]string{
	"version": " USING COMPRESSION uncompressed", // a hash does not get smaller
	"payload": " USING COMPRESSION zstd",
	// Nor does any other.
	"id_hash": " USING COMPRESSION uncompressed",
}

// tables creates the layout in the attached database of that name.
//
// superseded holds the few version rows that are no longer current, with the day and the
// instant from which a later version of the same record counts instead. A row may be
// there more than once; any line that applies puts it out. word holds the shared texts;
// number 0 is the empty one. shape holds who acted upon whom, see there, and tally how many
// records of a batch there are of each day, see there. input holds what each data set was last given, and whether or
// not that changed anything.
func tables(database string) []string {
	return []string{
		`CREATE TABLE ` + database + `.meta (name VARCHAR, value VARCHAR)`,
		`CREATE TABLE ` + database + `.word (number INTEGER, text VARCHAR)`,
		`INSERT INTO ` + database + `.word VALUES (0, '')`,
		`CREATE TABLE ` + database + `.record (` + columnDefs() + `)`,
		`CREATE TABLE ` + database + `.shape (number INTEGER, ` + strings.Join(shapeColumns, ` INTEGER, `) + ` INTEGER)`,
		`INSERT INTO ` + database + `.shape VALUES (0, 0, 0, 0, 0, 0)`,
		`CREATE TABLE ` + database + `.tally (` + tallyDefs() + `)`,
		`CREATE TABLE ` + database + `.superseded (dataset INTEGER, kind INTEGER, id VARCHAR, seq BIGINT,
			by_seq BIGINT, by_knowable INTEGER, by_recorded BIGINT)`,
		`CREATE TABLE ` + database + `.batch (id BIGINT, dataset VARCHAR, importer VARCHAR, importer_version VARCHAR,
			files VARCHAR, digest VARCHAR, recorded BIGINT, read BIGINT, stored BIGINT, unchanged BIGINT,
			updated BIGINT, retracted BIGINT, rejected BIGINT, unretracted BIGINT)`,
		`CREATE TABLE ` + database + `.input (dataset VARCHAR, digest VARCHAR, whole BOOLEAN, batch BIGINT, recorded BIGINT,
			read BIGINT, rejected BIGINT)`,
		fmt.Sprintf(`INSERT INTO %s.meta VALUES ('layout', '%d')`, database, Layout),
	}
}

// check refuses a database of another layout, one that is no ledger, and a file that is
// shorter than the blocks that its header says are used. Blocks that are free may be cut
// off, and with a journal there may be used ones that are not written yet.
func (s *Store) check(ctx context.Context) error {
	var layout string
	err := s.db.QueryRowContext(ctx, `SELECT value FROM ledger.meta WHERE name = 'layout'`).Scan(&layout)
	if missingTable(err) || errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s: %w: it is a DuckDB file but not a ledger; choose another name for the ledger", s.path, ledger.ErrCorrupt)
	}
	if err != nil {
		return s.fail("read the layout", err)
	}
	if slices.Contains(earlier, layout) && !s.readOnly {
		return s.upgrade(ctx, layout)
	}
	if layout != fmt.Sprint(Layout) {
		return s.outdated(layout)
	}
	if !s.settled {
		return nil
	}
	var block, used int64
	err = s.db.QueryRowContext(ctx, `SELECT block_size, used_blocks FROM pragma_database_size() WHERE database_name = 'ledger'`).Scan(&block, &used)
	if err != nil {
		return s.fail("read the size", err)
	}
	info, err := os.Stat(s.path)
	if err != nil {
		return err
	}
	if info.Size() < headers+block*used {
		return fmt.Errorf("%s: %w: the file is cut short; restore it from a copy, or import again into a new file", s.path, ledger.ErrCorrupt)
	}
	return nil
}
