package lexicon

import "detente/internal/words/calendar"

// Dictionary is the tables as read from files.
type Dictionary struct {
	Actors    []Actor
	Agents    []Agent
	Nations   []Nation
	Places    []Place
	Triggers  []Trigger
	Cues      []Cue
	Relations []Relation
	Verbs     []string // further verbs, for finding where clauses begin
	// Loaded are words that stand in what is shown only inside quotation marks, and Proper the
	// names in which they may stand; both as a situation lists them.
	Loaded, Proper []string
}

// Span is the days on which an entry holds; a zero end is open.
type Span struct{ From, To calendar.Date }

// Holds reports whether the entry holds on a day.
func (s Span) Holds(on calendar.Date) bool {
	return (!s.From.IsSet() || on >= s.From) && (!s.To.IsSet() || on <= s.To)
}

// Actor is an organisation with the side it is of.
type Actor struct {
	Side, Label, Class string
	Names              []string
	Span
}

// Agent is a kind of person, body or thing: "constable" is of class police.
type Agent struct{ Class, Name string }

// Nation composes with an agent: its police, its military, its government.
type Nation struct {
	Code, Admin1    string            // Admin1 limits the row to a province, whose sides may differ
	Sides           map[string]string // by class of agent
	Names, Capitals []string
	Span
}

// Place is a place with what it lies in.
type Place struct {
	Country, Admin1, Admin2, Kind string
	Names                         []string
}

// Trigger is words that tell of an act.
type Trigger struct {
	Type, Mode, Part, Strength string
	Words                      []string
}

// Cue is words that change how others are read: a modal, a denial, an accident.
type Cue struct {
	Kind  string
	Words []string
}

// Relation is a verb, or a verb with one of its objects, that tells how one party stands to another.
type Relation struct {
	Root           string
	Weight         float64
	Verbs, Objects []string
}
