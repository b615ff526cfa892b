package dated

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"detente/internal/words/calendar"
)

// ErrRules is what is wrong with a file of rules.
var ErrRules = errors.New("the rules cannot be used")

const (
	rulesBytes = 1 << 20
	rulesDepth = 32
	maxStreams = 20
)

// Rules say how a table of dated events is read: which columns hold what, which rows are
// used, and which streams they belong to. Names of sides and places stand here, not in the program.
type Rules struct {
	Title    string          `yaml:"title"`
	Citation string          `yaml:"citation"`
	From     calendar.Date   `yaml:"from"`   // first day of the record
	To       calendar.Date   `yaml:"to"`     // last day of the record
	Breaks   []calendar.Date `yaml:"breaks"` // first days of the sub-periods after the first
	Columns  Columns         `yaml:"columns"`
	Keep     []Test          `yaml:"keep"`    // a row is used when it passes all
	Located  []Test          `yaml:"located"` // its place is used when it passes all
	Streams  []Stream        `yaml:"streams"`
}

// Columns are the names of columns; those left out are not read.
type Columns struct {
	ID      string   `yaml:"id"`
	Day     string   `yaml:"day"`
	Last    string   `yaml:"last"` // last day; rows that last longer than a day are left out
	Lat     string   `yaml:"lat"`
	Lon     string   `yaml:"lon"`
	Reports string   `yaml:"reports"` // reports behind the event, 1 where none is given
	Match   []string `yaml:"match"`   // columns matched exactly in matched wakes
}

// Stream is a kind of event. A row belongs to it when it passes all its tests.
type Stream struct {
	ID    string `yaml:"id"`
	Name  string `yaml:"name"`
	Where []Test `yaml:"where"`
}

// Test asks about one column. Is and Not compare as numbers where both sides are numbers,
// else as text; a cell that is no number passes no test of size.
type Test struct {
	Column string   `yaml:"column"`
	Is     []string `yaml:"is"`
	Not    []string `yaml:"not"`
	Above  *float64 `yaml:"above"`
	Below  *float64 `yaml:"below"`
	Least  *float64 `yaml:"least"`
	Most   *float64 `yaml:"most"`
}

// passes reports whether a cell passes the test.
func (t Test) passes(cell string) bool {
	cell = strings.TrimSpace(cell)
	number, bad := strconv.ParseFloat(cell, 64)
	same := func(want string) bool {
		if cell == want {
			return true
		}
		w, err := strconv.ParseFloat(want, 64)
		return err == nil && bad == nil && w == number
	}
	if len(t.Is) > 0 && !slices.ContainsFunc(t.Is, same) || slices.ContainsFunc(t.Not, same) {
		return false
	}
	if t.Above == nil && t.Below == nil && t.Least == nil && t.Most == nil {
		return true
	}
	return bad == nil && (t.Above == nil || number > *t.Above) && (t.Below == nil || number < *t.Below) &&
		(t.Least == nil || number >= *t.Least) && (t.Most == nil || number <= *t.Most)
}

// columns lists every column the rules name, each once.
func (r Rules) columns() []string {
	c := r.Columns
	out := append([]string{c.ID, c.Day, c.Last, c.Lat, c.Lon, c.Reports}, c.Match...)
	for _, t := range slices.Concat(r.Keep, r.Located) {
		out = append(out, t.Column)
	}
	for _, s := range r.Streams {
		for _, t := range s.Where {
			out = append(out, t.Column)
		}
	}
	slices.Sort(out)
	return slices.Compact(slices.DeleteFunc(out, func(s string) bool { return s == "" }))
}

// OpenRules reads a file of rules.
func OpenRules(path string) (Rules, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Rules{}, err
	}
	if info.Size() > rulesBytes {
		return Rules{}, fmt.Errorf("%s: %w: larger than 1 MiB", path, ErrRules)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Rules{}, err
	}
	return ParseRules(data, path)
}

// ParseRules reads rules; name is used in errors. Fields that there are none of are refused.
func ParseRules(data []byte, name string) (r Rules, err error) {
	defer func() {
		// The parser is not ours; a document that breaks it is the document's fault.
		if p := recover(); p != nil {
			r, err = Rules{}, fmt.Errorf("%s: %w: cannot be parsed as YAML", name, ErrRules)
		}
	}()
	// Anchors can make a few bytes stand for gigabytes.
	depth := 0
	for n, line := range strings.Split(string(data), "\n") {
		if t := strings.TrimLeft(line, " -"); strings.HasPrefix(t, "&") || strings.HasPrefix(t, "*") || strings.Contains(t, ": *") || strings.Contains(t, ": &") || strings.Contains(t, "<<") {
			return r, fmt.Errorf("%s, row %d: %w: anchors, aliases and merge keys are not taken", name, n+1, ErrRules)
		}
		depth = max(0, depth+strings.Count(line, "[")+strings.Count(line, "{")-strings.Count(line, "]")-strings.Count(line, "}"))
		if depth > rulesDepth || strings.Count(line, "- ")+strings.Count(line, "[")+strings.Count(line, ":") > 1000 {
			return r, fmt.Errorf("%s, row %d: %w: values nest too deep", name, n+1, ErrRules)
		}
	}
	if err := yaml.UnmarshalWithOptions(data, &r, yaml.Strict()); err != nil {
		return Rules{}, fmt.Errorf("%s: %w: %s", name, ErrRules, firstLine(err))
	}
	if err := r.check(); err != nil {
		return Rules{}, fmt.Errorf("%s: %w: %w", name, ErrRules, err)
	}
	return r, nil
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(strings.TrimSpace(err.Error()), "\n")
	return line
}

func (r Rules) check() error {
	switch {
	case r.Columns.Day == "":
		return errors.New("columns.day names no column")
	case (r.Columns.Lat == "") != (r.Columns.Lon == ""):
		return errors.New("columns.lat and columns.lon go together")
	case len(r.Streams) == 0 || len(r.Streams) > maxStreams:
		return fmt.Errorf("%d streams, from 1 to %d are taken", len(r.Streams), maxStreams)
	case r.From.IsSet() && r.To.IsSet() && r.To < r.From:
		return fmt.Errorf("to, %s, is before from, %s", r.To, r.From)
	}
	seen := map[string]bool{}
	for k, s := range r.Streams {
		if s.ID == "" || s.Name == "" || seen[s.ID] {
			return fmt.Errorf("streams[%d] needs a name and an id of its own, found %q", k, s.ID)
		}
		if len(s.Where) == 0 {
			return fmt.Errorf("streams[%d] (%s) has no test: every row would belong to it", k, s.ID)
		}
		seen[s.ID] = true
	}
	if !slices.IsSorted(r.Breaks) {
		return errors.New("breaks are not in order of day")
	}
	return r.tested()
}

// tested checks that each test asks something of a column.
func (r Rules) tested() error {
	tests := slices.Concat(r.Keep, r.Located)
	for _, s := range r.Streams {
		tests = append(tests, s.Where...)
	}
	for _, t := range tests {
		if t.Column == "" {
			return errors.New("a test names no column")
		}
		if len(t.Is)+len(t.Not) == 0 && t.Above == nil && t.Below == nil && t.Least == nil && t.Most == nil {
			return fmt.Errorf("the test of column %s asks nothing", t.Column)
		}
	}
	return nil
}
