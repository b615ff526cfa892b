package importer

import (
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"detente/internal/words/calendar"
	"detente/internal/words/situation"
)

// Actors finds the sides that an actor of a data set counts under. A table that the user can
// see and edit comes first, then the actors of the situation.
type Actors struct {
	table map[string][]term // as the user has it
	own   map[string][]term // the situation's
	met   map[string][2][]term
}

// term is one row: the sides of an actor between two days; unset days are open.
type term struct {
	sides []string
	in    calendar.Window
}

// ActorColumns are those of a table of actors. An actor with an empty side is known to count
// under none.
var ActorColumns = []string{"actor", "side", "from", "to"}

// NewActors reads the actors of a situation.
func NewActors(sit *situation.Situation) *Actors {
	a := &Actors{table: map[string][]term{}, own: map[string][]term{}}
	add := func(name, side string, from, to calendar.Date) {
		a.own[plain(name)] = append(a.own[plain(name)], term{[]string{side}, calendar.Window{From: from, To: to}})
	}
	for _, x := range sit.Actors {
		for _, n := range append([]string{x.Name}, x.Aliases...) {
			add(n, x.Side, x.From, x.To)
		}
	}
	for _, x := range sit.Institutions {
		for _, n := range append([]string{x.Name}, x.Aliases...) {
			if len(a.own[plain(n)]) == 0 {
				add(n, x.Side, calendar.Unset, calendar.Unset)
			}
		}
	}
	return a
}

// Add reads a table of actors: CSV with the columns of ActorColumns, and any others beside.
func (a *Actors) Add(r io.Reader, file string, sit *situation.Situation) error {
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	at := map[string]int{}
	for row := 1; ; row++ {
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			if row == 1 {
				return fmt.Errorf("%s: the table is empty", file)
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if row == 1 {
			for i, name := range cells {
				at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
			}
			for _, name := range ActorColumns[:2] {
				if _, ok := at[name]; !ok {
					return fmt.Errorf("%s: there is no column %s", file, name)
				}
			}
			continue
		}
		get := func(col string) string {
			if i, ok := at[col]; ok && i < len(cells) {
				return strings.TrimSpace(cells[i])
			}
			return ""
		}
		if err := a.take(get, sit); err != nil {
			return fmt.Errorf("%s, row %d, %w", file, row, err)
		}
	}
}

func (a *Actors) take(get func(string) string, sit *situation.Situation) error {
	t := term{}
	for _, code := range strings.Split(get("side"), ";") {
		if code = strings.TrimSpace(code); code == "" {
			continue
		}
		if _, ok := sit.Side(code); !ok {
			return fmt.Errorf("column side: the situation has no side %q", code)
		}
		t.sides = append(t.sides, code)
	}
	for col, day := range map[string]*calendar.Date{"from": &t.in.From, "to": &t.in.To} {
		if v := get(col); v != "" {
			d, err := calendar.ParseDate(v)
			if err != nil {
				return fmt.Errorf("column %s: %w", col, err)
			}
			*day = d
		}
	}
	name := plain(get("actor"))
	if name == "" {
		return errors.New("column actor: is empty")
	}
	a.table[name] = append(a.table[name], t)
	a.met = nil
	return nil
}

// Sides are the sides of an actor on a day. known is false when nobody said.
func (a *Actors) Sides(name string, on calendar.Date) (sides []string, known bool) {
	if a == nil || name == "" {
		return nil, false
	}
	lists, ok := a.met[name]
	if !ok {
		key := plain(name)
		lists = [2][]term{a.table[key], a.own[key]}
		if a.met == nil || len(a.met) >= mostActors {
			a.met = map[string][2][]term{}
		}
		a.met[strings.Clone(name)] = lists
	}
	for _, list := range lists {
		for _, t := range list {
			if t.in.Holds(on) {
				return t.sides, true
			}
		}
	}
	return nil, false
}

func plain(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// Unmapped is an actor that no table knows, and on how many rows it stood.
type Unmapped struct {
	Actor string `json:"actor"`
	Rows  int    `json:"rows"`
}

// tally counts the actors that nobody knows.
type tally struct{ rows map[string]*int }

// mostActors bounds what a tally keeps.
const mostActors = 100_000

// Sides are the sides of an actor on a day; one that is not known is counted.
func (s *Sink) Sides(a *Actors, name string, on calendar.Date) []string {
	sides, known := a.Sides(name, on)
	if !known && name != "" {
		s.Unmapped(name)
	}
	return sides
}

// Unmapped counts an actor that no table knows.
func (s *Sink) Unmapped(name string) {
	n, met := s.actor.rows[name]
	if met {
		*n++
	} else if len(s.actor.rows) < mostActors {
		n = new(int)
		*n = 1
		s.actor.rows[strings.Clone(name)] = n
	}
}

// list gives the actors, those on most rows first.
func (t *tally) list() []Unmapped {
	out := make([]Unmapped, 0, len(t.rows))
	for name, n := range t.rows {
		out = append(out, Unmapped{name, *n})
	}
	slices.SortFunc(out, func(a, b Unmapped) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Actor, b.Actor))
	})
	return out
}

// WriteActors writes unmapped actors as a table to fill in and to give back.
func WriteActors(w io.Writer, list []Unmapped) error {
	c := csv.NewWriter(w)
	if err := c.Write(append(slices.Clone(ActorColumns), "rows")); err != nil {
		return err
	}
	for _, u := range list {
		if err := c.Write([]string{u.Actor, "", "", "", strconv.Itoa(u.Rows)}); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// fingerprint names the setting's part in what rows become: the same bytes read with another
// table of actors or another release are another batch.
func (s *Setting) fingerprint() string {
	h := sha256.New()
	fmt.Fprintln(h, s.Released)
	if s.Actors == nil {
		return "none"
	}
	for _, list := range []map[string][]term{s.Actors.table, s.Actors.own} {
		for _, name := range slices.Sorted(maps.Keys(list)) {
			fmt.Fprintln(h, name, list[name])
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:8]
}

// digest is a hash of the same, from which a single record can be told not to have changed.
func (s *Setting) digest() []byte {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n", s.Released)
	if s.Actors == nil {
		return h.Sum(nil)
	}
	for _, list := range []map[string][]term{s.Actors.table, s.Actors.own} {
		for _, name := range slices.Sorted(maps.Keys(list)) {
			for _, t := range list[name] {
				fmt.Fprintf(h, "%q %q %d %d\n", name, t.sides, t.in.From, t.in.To)
			}
		}
		fmt.Fprintln(h)
	}
	return h.Sum(nil)
}
