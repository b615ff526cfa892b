// Package plover holds the PLOVER event types, Détente's modes and the
// conflict–cooperation scale over them, with its printed defects settled.
//
// Source of types and scale: PLOVER manual (Open Event Data Alliance; Halterman,
// Bagozzi, Beger, Schrodt and Scarborough 2023, "PLOVER and POLECAT"), score table.
package plover

// Type is one of PLOVER's sixteen root types.
type Type string

// The sixteen root types.
const (
	Agree     Type = "AGREE"
	Consult   Type = "CONSULT"
	Support   Type = "SUPPORT"
	Concede   Type = "CONCEDE"
	Cooperate Type = "COOPERATE"
	Aid       Type = "AID"
	Retreat   Type = "RETREAT"
	Request   Type = "REQUEST"
	Accuse    Type = "ACCUSE"
	Reject    Type = "REJECT"
	Threaten  Type = "THREATEN"
	Protest   Type = "PROTEST"
	Sanction  Type = "SANCTION"
	Mobilize  Type = "MOBILIZE"
	Coerce    Type = "COERCE"
	Assault   Type = "ASSAULT"
)

// Types lists the root types from the most cooperative class to the most conflictual.
var Types = []Type{
	Agree, Consult, Support, Concede, Cooperate, Aid, Retreat,
	Request, Accuse, Reject, Threaten, Protest, Sanction, Mobilize, Coerce, Assault,
}

// Valid reports whether t is a root type.
func (t Type) Valid() bool { return t.Quad() != "" }

// Quad is one of the four classes of the quad-class scheme.
type Quad string

// The four classes.
const (
	VerbalCooperation   Quad = "verbal_cooperation"
	MaterialCooperation Quad = "material_cooperation"
	VerbalConflict      Quad = "verbal_conflict"
	MaterialConflict    Quad = "material_conflict"
)

// Quads lists the classes from cooperation to conflict.
var Quads = []Quad{MaterialCooperation, VerbalCooperation, VerbalConflict, MaterialConflict}

// Quad returns the class of a root type, or "" for an unknown type.
func (t Type) Quad() Quad {
	switch t {
	case Agree, Consult, Support, Concede:
		return VerbalCooperation
	case Cooperate, Aid, Retreat:
		return MaterialCooperation
	case Request, Accuse, Reject, Threaten:
		return VerbalConflict
	case Protest, Sanction, Mobilize, Coerce, Assault:
		return MaterialConflict
	}
	return ""
}

// Class returns the quad class of an event from its type and mode. A reopened border, a
// truce put in force, a release or a trade accord changes things on the ground, so those
// modes are material even where the type (AGREE, CONCEDE) is verbal in the scheme.
func Class(t Type, m Mode) Quad {
	if t.Quad() == VerbalCooperation && m.material() {
		return MaterialCooperation
	}
	return t.Quad()
}
