// Package dictionary reads the word lists of the text coder. The lists for English are part of the program; the names of
// actors, nations and places belong to a situation and lie in its folder "dictionary", where a user adds to them.
package dictionary

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"detente/internal/thinking/lexicon"
	"detente/internal/words/calendar"
	"detente/internal/words/fault"
)

//go:embed english
var english embed.FS

// Folder is where a situation folder keeps its lists.
const Folder = "dictionary"

// Read reads the English lists and those of a situation folder, which may have none. Bad rows become faults and the good
// ones are kept; an error means that a file could not be read at all.
func Read(situation fs.FS) (lexicon.Dictionary, []fault.Fault, error) {
	r := reading{}
	for _, f := range []struct {
		fsys fs.FS
		name string
		row  func(row) error
	}{
		{english, "english/triggers.csv", r.trigger},
		{english, "english/agents.csv", r.agent},
		{english, "english/cues.csv", r.cue},
		{english, "english/verbs.csv", r.verbs},
		{english, "english/relations.csv", r.relation},
		{situation, Folder + "/actors.csv", r.actor},
		{situation, Folder + "/nations.csv", r.nation},
		{situation, Folder + "/places.csv", r.place},
		{situation, "gazetteer.csv", r.gazetteer},
	} {
		if f.fsys == nil {
			continue
		}
		if err := r.table(f.fsys, f.name, f.row); err != nil {
			return r.d, r.faults, err
		}
	}
	err := r.loaded(situation)
	return r.d, r.faults, err
}

// loaded reads the words that a situation lets stand only in quotation marks.
func (r *reading) loaded(situation fs.FS) error {
	if situation == nil {
		return nil
	}
	b, err := fs.ReadFile(situation, "situation.yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var s struct {
		Words struct {
			Loaded []string `yaml:"loaded"`
			Proper []string `yaml:"proper_names"`
		} `yaml:"words"`
	}
	if err := yaml.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("situation.yaml: %w", err)
	}
	r.d.Loaded, r.d.Proper = s.Words.Loaded, s.Words.Proper
	return nil
}

type row struct {
	cells map[string]string
	line  int
}

func (r row) list(col string) []string {
	var out []string
	for _, w := range strings.Split(r.cells[col], ";") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func (r row) span() (lexicon.Span, error) {
	var s lexicon.Span
	for _, end := range []struct {
		col string
		to  *calendar.Date
	}{{"from", &s.From}, {"to", &s.To}} {
		if r.cells[end.col] == "" {
			continue
		}
		d, err := calendar.ParseDate(r.cells[end.col])
		if err != nil {
			return s, fmt.Errorf("column %s: %w", end.col, err)
		}
		*end.to = d
	}
	return s, nil
}

type reading struct {
	d      lexicon.Dictionary
	faults []fault.Fault
}

func (r *reading) table(fsys fs.FS, name string, take func(row) error) error {
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("dictionary: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	c := csv.NewReader(f)
	c.FieldsPerRecord = -1
	head, err := c.Read()
	if err != nil {
		return fmt.Errorf("dictionary: %s: no header: %w", name, err)
	}
	for {
		cells, err := c.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("dictionary: %s: %w", name, err)
		}
		line, _ := c.FieldPos(0)
		if len(cells) != len(head) {
			err = fmt.Errorf("%d cells where the header has %d", len(cells), len(head))
		} else {
			one := row{map[string]string{}, line}
			for i, h := range head {
				one.cells[h] = strings.TrimSpace(cells[i])
			}
			err = take(one)
		}
		if err != nil {
			r.faults = append(r.faults, fault.Fault{File: name, Row: line, Reason: err.Error()})
		}
	}
}

func (r *reading) trigger(x row) error {
	t := lexicon.Trigger{Type: x.cells["type"], Mode: x.cells["mode"], Part: x.cells["kind"], Strength: x.cells["strength"], Words: x.list("forms")}
	if len(t.Words) == 0 {
		return errors.New("column forms: empty")
	}
	r.d.Triggers = append(r.d.Triggers, t)
	return nil
}

func (r *reading) agent(x row) error {
	for _, w := range x.list("forms") {
		class := x.cells["class"]
		if x.cells["kind"] == "speaker" {
			class = "source"
		}
		r.d.Agents = append(r.d.Agents, lexicon.Agent{Class: class, Name: w})
	}
	return nil
}

func (r *reading) cue(x row) error {
	r.d.Cues = append(r.d.Cues, lexicon.Cue{Kind: x.cells["kind"], Words: x.list("forms")})
	return nil
}

func (r *reading) relation(x row) error {
	w, err := strconv.ParseFloat(x.cells["weight"], 64)
	if err != nil {
		return fmt.Errorf("column weight: %w", err)
	}
	r.d.Relations = append(r.d.Relations, lexicon.Relation{Root: x.cells["root"], Weight: w, Verbs: x.list("verbs"), Objects: x.list("objects")})
	return nil
}

func (r *reading) verbs(x row) error {
	r.d.Verbs = append(r.d.Verbs, x.list("forms")...)
	return nil
}

func (r *reading) actor(x row) error {
	s, err := x.span()
	if err != nil {
		return err
	}
	if x.cells["side"] == "" {
		return errors.New("column side: empty")
	}
	r.d.Actors = append(r.d.Actors, lexicon.Actor{Side: x.cells["side"], Label: x.cells["label"], Class: x.cells["class"], Names: x.list("names"), Span: s})
	return nil
}

func (r *reading) nation(x row) error {
	s, err := x.span()
	if err != nil {
		return err
	}
	n := lexicon.Nation{Code: x.cells["code"], Admin1: x.cells["admin1"], Sides: map[string]string{}, Names: x.list("names"), Capitals: x.list("capitals"), Span: s}
	for _, class := range []string{"government", "military", "police", "local_government", "civilian", "party"} {
		n.Sides[class] = x.cells[class]
	}
	r.d.Nations = append(r.d.Nations, n)
	return nil
}

func (r *reading) place(x row) error {
	r.d.Places = append(r.d.Places, lexicon.Place{Country: x.cells["country"], Admin1: x.cells["admin1"], Admin2: x.cells["admin2"], Kind: x.cells["kind"], Names: x.list("names")})
	return nil
}

var levels = map[string]string{"0": "country", "1": "province", "2": "district", "3": "crossing"}

func (r *reading) gazetteer(x row) error {
	names := append([]string{x.cells["name"]}, x.list("aliases")...)
	r.d.Places = append(r.d.Places, lexicon.Place{Country: x.cells["country"], Admin1: x.cells["admin1"], Admin2: x.cells["admin2"], Kind: levels[x.cells["level"]], Names: names})
	return nil
}
