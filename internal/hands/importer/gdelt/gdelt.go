// Package gdelt reads the event files of GDELT 2.0 (61 columns) and 1.0 (57 and 58), which are
// separated by tabs and have no header.
//
// GDELT counts reports: machines read the news and note that somebody is said to have done
// something. A row therefore becomes a signal, never an event, and has no deaths.
package gdelt

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/delimited"
	"detente/internal/words/record"
)

// Importer reads GDELT events.
type Importer struct{}

var licence = record.Licence{Name: "GDELT terms (free with citation)", Redistribute: true, Derive: true, Commercial: true}

const citation = "The GDELT Project (https://www.gdeltproject.org)"

// Properties describe the data set.
func (Importer) Properties() importer.Properties {
	return importer.Properties{
		ID: "gdelt", Title: "GDELT events (signals from reports)", Publisher: "The GDELT Project",
		About: "Rows that machines read out of the news. A row says that reports speak of an act, and how many do; it becomes a " +
			"signal, never an event, and has no deaths.",
		Dataset: "gdelt", Licence: licence, Citation: citation, Kind: record.KindSignal, Together: true,
		Files: []string{"GDELT 2.0 event files (61 columns)", "GDELT 1.0 event files (57 or 58 columns)"},
		Fields: []importer.Field{
			{Columns: "GLOBALEVENTID", Becomes: "the signal's id", Needed: true},
			{Columns: "SQLDATE", Becomes: "the day on which the act is said to have been", Needed: true},
			{Columns: "DATEADDED", Becomes: "the day from which the signal counts as known", Needed: true},
			{Columns: "EventCode", Becomes: "PLOVER type by the conversion table, and the code itself; statements (01) and appeals (02) have no type", Needed: true},
			{Columns: "Actor1Code, Actor2Code", Becomes: "initiator and target under the sides of the actor table, by the whole code, then by its first three letters, which stand for a country or an organisation"},
			{Columns: "ActionGeo_Type, _FullName, _CountryCode, _Lat, _Long", Becomes: "place: precision country for 1, province for 2 and 5, near for 3 and 4"},
			{Columns: "NumMentions, NumSources, NumArticles", Becomes: "counts of reports; empty is unknown, what is no count is refused"},
			{Columns: "GoldsteinScale", Becomes: "intensity"},
			{Columns: "SOURCEURL", Becomes: "address of the first report; 1.0 files before April 2013 have none"},
		},
		Download: "detente import gdelt --fetch --from DAY --to DAY fetches the event files of the days by the master file list, and holds each against the size and sum given there.",
		Limits: []string{
			"Names of actors are not kept: some are names of persons.",
			"One act is many rows, and many rows are no act. Counts follow how much is reported, which grew over the years.",
			"Signals are in no list of events and in no verdict or toll; detente signals counts and lists them.",
			"The counts of reports stop at those of the first 15 minutes; mentions files carry on: detente import gdelt-mentions.",
			"Rows without an actor are kept; a place at latitude and longitude 0 is no place, and the row is kept without one.",
		},
	}
}

// layout is where the columns of a version stand.
type layout struct {
	place, added, url int // ActionGeo_Type, DATEADDED, SOURCEURL
	lat               int
}

// layouts by the number of columns.
var layouts = map[int]layout{
	61: {place: 51, lat: 56, added: 59, url: 60},
	58: {place: 49, lat: 53, added: 56, url: 57},
	57: {place: 49, lat: 53, added: 56, url: -1},
}

// The columns that all versions share.
const (
	colID        = 0
	colDay       = 1
	colActor1    = 5
	colActor2    = 15
	colCode      = 26
	colGoldstein = 30
	colMentions  = 31
	colSources   = 32
	colArticles  = 33
)

// longest is the most bytes of a row.
const longest = 1 << 16

// Read reads one table.
func (Importer) Read(_ context.Context, set *importer.Setting, table importer.Table, out *importer.Sink) error {
	s := &scanner{set: set, out: out, src: bufio.NewReaderSize(table, 1<<20)}
	if head, _ := s.src.Peek(512); len(bytes.TrimSpace(head)) > 0 {
		if err := markup(head); err != nil {
			return err
		}
		line, _, _ := bytes.Cut(head, []byte{'\n'})
		n := bytes.Count(line, []byte{'\t'})
		if n == mentionColumns-1 {
			return fmt.Errorf("%w GDELT events (57, 58 or 61): there are 16, as in a file of mentions; take it with: detente import gdelt-mentions", importer.ErrLayout)
		}
		if n < 20 {
			return importer.Layout("GDELT (57, 58 or 61 columns, separated by tabs)", []string{"GLOBALEVENTID"}, []string{string(bytes.ToValidUTF8(line, nil))})
		}
	}
	return s.each(s.row)
}

// markup refuses a page that was saved under the name of a table.
func markup(head []byte) error {
	if bytes.HasPrefix(bytes.TrimSpace(head), []byte{'<'}) {
		return fmt.Errorf("%w: it is a web page or other markup saved under the name of a table; download the table itself", delimited.ErrNotATable)
	}
	return nil
}

// each gives every line to take; a file without any is said to be empty.
func (s *scanner) each(take func(row int, line []byte)) error {
	if head, _ := s.src.Peek(1); len(head) == 0 {
		s.out.Warn("file", "is empty")
	}
	for row := 1; s.out.Err() == nil; row++ {
		line, err := s.line()
		if len(line) > 0 {
			take(row, line)
		}
		switch {
		case err == io.EOF:
			return s.out.Err()
		case err != nil:
			return err
		}
	}
	return s.out.Err()
}

// scanner goes through the rows of a table with few allocations.
type scanner struct {
	set  *importer.Setting
	out  *importer.Sink
	src  *bufio.Reader
	long []byte
	cut  bool // the line was longer than there may be
	cell [62][]byte
	memo memo
	json []byte
}

// line returns the next line without its end, valid until the next call.
func (s *scanner) line() ([]byte, error) {
	s.cut = false
	line, err := s.src.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		s.long = s.long[:0]
		for errors.Is(err, bufio.ErrBufferFull) {
			if len(s.long) <= longest {
				s.long = append(s.long, line...)
			}
			line, err = s.src.ReadSlice('\n')
		}
		line = s.long
	}
	s.cut = len(line) > longest
	return bytes.TrimRight(line, "\r\n"), err
}

// split finds the cells of a line and returns how many there are, at most 62.
func (s *scanner) split(line []byte) int {
	n := 0
	for n < len(s.cell)-1 {
		i := bytes.IndexByte(line, '\t')
		if i < 0 {
			break
		}
		s.cell[n] = line[:i]
		line = line[i+1:]
		n++
	}
	s.cell[n] = line
	return n + 1
}

func (s *scanner) refuse(row int, column string, value []byte, reason string) {
	s.out.Refuse(row, column, string(value), reason)
}

var errColumns = fmt.Sprintf("not a row of GDELT: it has neither 57, 58 nor 61 columns, or is longer than %d bytes", longest)
