// Package casualty reads how many people were killed, hurt, taken, arrested or gave themselves up, and who they were, from the
// sentences of a report. It is a grammar over word lists (words.txt): numbers, noun groups, and verbs that say what happened
// to them. Each figure keeps the bytes it was read from and the rule that read it.
//
// The rules for numbers are those of the gold protocol: "about 9" and "as many as 9" are 9, "at least 9" has no upper bound,
// "several" is three or more, "dozens" 24 or more, one person in the singular is 1, "no casualties" is zero, and what is not
// mentioned is unknown.
package casualty

import "detente/internal/words/figure"

// Group is what happened to the people counted.
type Group uint8

// The groups. Harmed is killed and hurt together, which no single total can use.
const (
	Killed Group = iota + 1
	Injured
	Harmed
	Abducted
	Arrested
	Surrendered
	Missing
	Released
	groups
)

var groupNames = [groups]string{"", "killed", "injured", "harmed", "abducted", "arrested", "surrendered", "missing", "released"}

// String returns the group in a word.
func (g Group) String() string { return groupNames[min(g, groups-1)] }

// Class is who the people counted are.
type Class uint8

// The classes. Unknown is nobody named; Person a noun that says no more.
const (
	Unknown Class = iota
	Person
	Civilian
	Official
	Police
	Military
	Security
	Militant
	classes
)

var classNames = [classes]string{"", "person", "civilian", "official", "police", "military", "security", "militant"}

// String returns the class in a word.
func (c Class) String() string { return classNames[min(c, classes-1)] }

// Forces reports whether the class is of the state's forces.
func (c Class) Forces() bool { return c == Police || c == Military || c == Security }

// Relation is what a figure does to the figures before it.
type Relation uint8

// The relations. Plain stands on its own; Part lies in another ("including two children"); More is added ("another five"); Toll
// replaces ("rose to nine"); Repeat tells again of people already counted ("the two", "the victims", a name).
const (
	Plain Relation = iota
	Part
	More
	Toll
	Repeat
)

var relationNames = [...]string{"plain", "part", "more", "toll", "repeat"}

// String returns the relation in a word.
func (r Relation) String() string { return relationNames[r] }

// Mood is whether the text says that it happened.
type Mood uint8

// The moods. Background is told of the past or of a person's record ("wanted for the killing of three").
const (
	Told Mood = iota
	Denied
	Possible
	Background
)

var moodNames = [...]string{"told", "denied", "possible", "background"}

// String returns the mood in a word.
func (m Mood) String() string { return moodNames[m] }

// Span is the bytes [Start, End) of the document; an empty one is absent.
type Span struct{ Start, End int }

// Found reports whether the span is there.
func (s Span) Found() bool { return s.End > s.Start }

// Count is one figure of a report.
type Count struct {
	Group Group
	// Low and High bound the figure. "At least six" has no High, "up to six" no Low, "many" neither; none of these is zero.
	Low, High figure.Count
	Class     Class
	Head      string // the noun, folded: "policemen"; empty when the text has none
	Span      Span   // the figure with its noun
	Trigger   Span   // the words that say what happened
	Speaker   Span   // who says so; empty when the text tells it
	Claimed   bool   // said with "claimed" or "alleged"
	Sentence  int
	Token     int // first token of Span
	Rule      string
	Relation  Relation
	Mood      Mood
	Named     bool // one person by name; the name is not kept
	Former    bool // "a former rebel"
}
