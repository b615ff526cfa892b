package gdelt

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/delimited"
	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// Mentions reads the mentions files of GDELT 2.0: one row a report that speaks of a signal.
type Mentions struct{}

// Properties describe the data set.
func (Mentions) Properties() importer.Properties {
	return importer.Properties{
		ID: "gdelt-mentions", Title: "GDELT mentions (reports behind signals)", Publisher: "The GDELT Project",
		About: "Each row is one report that speaks of one signal. How many publishers and reports speak of a signal is counted from them " +
			"by detente signals --list; the signals themselves stay as they are.",
		Dataset: record.MentionsOf("gdelt"), Licence: licence, Citation: citation, Kind: record.KindMention, Together: true,
		Files: []string{"GDELT 2.0 mentions files (16 columns)"},
		Fields: []importer.Field{
			{Columns: "GlobalEventID", Becomes: "the signal that the report speaks of", Needed: true},
			{Columns: "EventTimeDate", Becomes: "checked, not kept", Needed: true},
			{Columns: "MentionTimeDate", Becomes: "the day of the report, from which the mention counts as known", Needed: true},
			{Columns: "MentionType", Becomes: "how the report is named: 1 web, 2 citation, 3 CORE, 4 DTIC, 5 JSTOR, 6 other text", Needed: true},
			{Columns: "MentionSourceName", Becomes: "the publisher, in lower case"},
			{Columns: "MentionIdentifier", Becomes: "a hash that tells reports apart; of reports on the web also the address", Needed: true},
			{Columns: "SentenceID", Becomes: "where in the report it stands"},
			{Columns: "Confidence", Becomes: "how sure the machine is, in percent"},
		},
		Download: "detente import gdelt-mentions --fetch --from DAY --to DAY fetches the mentions files of the days by the master file list, and holds each against the size and sum given there.",
		Limits: []string{
			"One report may speak of many signals, and many reports copy one another.",
			"The mentions of data set X are data set X-mentions; with another name than gdelt, give --dataset X-mentions.",
			"Mentions of signals that the ledger does not hold are taken and counted; they count once the signals are there.",
			"What names a report that is not on the web is kept as a hash only, since citations name persons. Offsets, tone and length are not kept.",
			"A mention is named by its signal, report, sentence and time; the same in one command twice is refused.",
		},
	}
}

// Follows names the data set of the signals.
func (Mentions) Follows(dataset string) (string, record.Kind) {
	return strings.TrimSuffix(dataset, record.MentionsOf("")), record.KindSignal
}

const mentionColumns = 16

// The columns of a mention.
const (
	mentionSignal     = 0
	mentionAdded      = 1
	mentionTime       = 2
	mentionType       = 3
	mentionPublisher  = 4
	mentionIdentifier = 5
	mentionSentence   = 6
	mentionConfidence = 11
)

// mentionTypes are the words for how a report is named.
var mentionTypes = map[string]string{"1": "web", "2": "citation", "3": "core", "4": "dtic", "5": "jstor", "6": "other"}

// Read reads one table.
func (Mentions) Read(_ context.Context, set *importer.Setting, table importer.Table, out *importer.Sink) error {
	s := &scanner{set: set, out: out, src: bufio.NewReaderSize(table, 1<<20)}
	if head, _ := s.src.Peek(4096); len(bytes.TrimSpace(head)) > 0 {
		if err := markup(head); err != nil {
			return err
		}
		line, _, _ := bytes.Cut(head, []byte{'\n'})
		if n := bytes.Count(line, []byte{'\t'}) + 1; n < 2 || n > 50 {
			return fmt.Errorf("%w GDELT mentions (16, separated by tabs): the first row has %d", importer.ErrLayout, n)
		}
	}
	return s.each(s.mention)
}

var errMention = fmt.Sprintf("not a mention of GDELT: it has not 16 columns, or is longer than %d bytes", longest)

// mention takes one row or says why not.
func (s *scanner) mention(row int, line []byte) {
	n := s.split(line)
	if n != mentionColumns || s.cut {
		s.refuse(row, "", line[:min(len(line), 200)], errMention)
		return
	}
	if _, ok := digits(s.cell[mentionSignal]); !ok {
		s.refuse(row, "GlobalEventID", s.cell[mentionSignal], "not a number")
		return
	}
	if _, ok := day(s.cell[mentionAdded]); !ok {
		s.refuse(row, "EventTimeDate", s.cell[mentionAdded], undated(s.cell[mentionAdded]))
		return
	}
	when, ok := day(s.cell[mentionTime])
	if !ok {
		s.refuse(row, "MentionTimeDate", s.cell[mentionTime], undated(s.cell[mentionTime]))
		return
	}
	kind := mentionTypes[string(s.cell[mentionType])]
	sentence, okay := small(s.cell[mentionSentence], 1<<20)
	sure, certain := small(s.cell[mentionConfidence], 100)
	switch {
	case kind == "":
		s.refuse(row, "MentionType", s.cell[mentionType], "not between 1 and 6")
		return
	case len(s.cell[mentionIdentifier]) == 0:
		s.refuse(row, "MentionIdentifier", nil, importer.ErrEmpty.Error())
		return
	case !okay:
		s.refuse(row, "SentenceID", s.cell[mentionSentence], importer.ErrNotACount.Error())
		return
	case !certain:
		s.refuse(row, "Confidence", s.cell[mentionConfidence], "not between 0 and 100")
		return
	case !delimited.Fit(line, '\t'):
		where, c := s.odd(n)
		s.refuse(row, where, c, "holds bytes that are not UTF-8 text, or control characters")
		return
	}
	m := record.Mention{Signal: string(s.cell[mentionSignal]), Day: when, Sentence: sentence, Confidence: sure}
	m.Publisher = strings.ToLower(strings.TrimSpace(s.memo.text(s.cell[mentionPublisher])))
	m.Report = short(s.cell[mentionType], s.cell[mentionIdentifier])
	m.ID = m.Signal + "-" + short([]byte(m.Report), s.cell[mentionSentence], s.cell[mentionTime])
	if kind == "web" {
		m.URL = string(s.cell[mentionIdentifier])
	}
	if !s.out.Once(row, "MentionIdentifier", m.ID) {
		return
	}
	s.out.Follow(m.Signal)
	s.out.Keep(row, when, when, func() ([]ledger.Record, error) {
		rec, err := importer.Pack(record.KindMention, m.ID, when, ledger.Facets{
			Start: when, End: when, EventID: m.Signal, Category: kind, Text: m.Publisher,
		}, m)
		return []ledger.Record{rec}, err
	})
}

// small reads a whole number up to a bound; an empty cell is 0.
func small(c []byte, most int) (int, bool) {
	if len(c) == 0 {
		return 0, true
	}
	n, err := strconv.Atoi(string(c))
	return n, err == nil && n >= 0 && n <= most
}

// short is a name made of parts.
func short(parts ...[]byte) string {
	sum := sha256.Sum256(bytes.Join(parts, []byte{0}))
	return hex.EncodeToString(sum[:10])
}
