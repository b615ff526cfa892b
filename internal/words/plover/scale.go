package plover

import "fmt"

// Cited names the published table the values of the scale come from.
const Cited = "PLOVER manual, conflict–cooperation scores"

// Score is a value on the conflict–cooperation scale, −10 (most conflictual) to +10
// (most cooperative), with where it comes from.
type Score struct {
	Value  float64 `json:"value"`
	Source string  `json:"source"`
}

type key struct {
	Type Type
	Mode string
}

// accuseRoot settles a printed defect: the table prints +3 for ACCUSE while all of its
// modes are negative. See docs/decisions/0003-scale.md.
const accuseRoot = -3.0

var printed = map[key]float64{

	// ACCUSE
	{Accuse, "allege"}:      -3.5,
	{Accuse, "disapprove"}:  -2.0,
	{Accuse, "investigate"}: -3.5,

	// AGREE
	{Agree, ""}: 2.5,

	// AID
	{Aid, ""}: 10.0,

	// ASSAULT
	{Assault, ""}:               -9.0,
	{Assault, "abduct"}:         -8.5,
	{Assault, "aerial"}:         -9.5,
	{Assault, "beat"}:           -7.5,
	{Assault, "crowd-control"}:  -7.5,
	{Assault, "destroy"}:        -8.5,
	{Assault, "drone"}:          -9.5,
	{Assault, "explosives"}:     -9.0,
	{Assault, "firearms"}:       -9.0,
	{Assault, "heavy-weapons"}:  -9.5,
	{Assault, "primitive"}:      -8.0,
	{Assault, "sexual"}:         -8.5,
	{Assault, "suicide-attack"}: -9.5,
	{Assault, "targeted"}:       -9.5,
	{Assault, "torture"}:        -8.5,
	{Assault, "unconventional"}: -10.0,

	// COERCE
	{Coerce, ""}:               -7.0,
	{Coerce, "arrest"}:         -7.0,
	{Coerce, "censor"}:         -6.5,
	{Coerce, "curfew"}:         -6.5,
	{Coerce, "cyber"}:          -7.0,
	{Coerce, "deport"}:         -7.0,
	{Coerce, "martial-law"}:    -7.5,
	{Coerce, "misinformation"}: -6.5,
	{Coerce, "restrict"}:       -7.0,
	{Coerce, "seize"}:          -7.0,
	{Coerce, "withhold"}:       -7.0,

	// CONCEDE
	{Concede, ""}: 4.5,

	// CONSULT
	{Consult, ""}:             2.5,
	{Consult, "multilateral"}: 4.0,
	{Consult, "phone"}:        1.5,
	{Consult, "third-party"}:  1.0,
	{Consult, "visit"}:        4.0,

	// COOPERATE
	{Cooperate, ""}: 9.5,

	// MOBILIZE
	{Mobilize, ""}:        -5.5,
	{Mobilize, "militia"}: -6.0,
	{Mobilize, "police"}:  -5.5,
	{Mobilize, "troops"}:  -6.5,
	{Mobilize, "weapons"}: -6.5,

	// PROTEST
	{Protest, ""}:         -5.0,
	{Protest, "boycott"}:  -4.5,
	{Protest, "demo"}:     -5.0,
	{Protest, "hunger"}:   -4.5,
	{Protest, "obstruct"}: -4.5,
	{Protest, "riot"}:     -7.0,
	{Protest, "strike"}:   -5.0,

	// REJECT
	{Reject, ""}:       -2.0,
	{Reject, "assist"}: -1.5,
	{Reject, "change"}: -2.0,
	{Reject, "meet"}:   -2.0,
	{Reject, "yield"}:  -2.0,

	// REQUEST
	{Request, ""}:       0.0,
	{Request, "assist"}: 0.5,
	{Request, "change"}: -1.0,
	{Request, "meet"}:   0.0,
	{Request, "yield"}:  -1.0,

	// RETREAT
	{Retreat, ""}:          6.5,
	{Retreat, "access"}:    6.5,
	{Retreat, "ceasefire"}: 7.5,
	{Retreat, "disarm"}:    10.0,
	{Retreat, "release"}:   6.5,
	{Retreat, "resign"}:    4.5,
	{Retreat, "withdraw"}:  8.0,

	// SANCTION
	{Sanction, ""}:            -6.0,
	{Sanction, "convict"}:     -6.0,
	{Sanction, "discontinue"}: -6.0,
	{Sanction, "expel"}:       -5.5,
	{Sanction, "withdraw"}:    -6.0,

	// SUPPORT
	{Support, ""}: 5.0,

	// THREATEN
	{Threaten, ""}:          -3.5,
	{Threaten, "arrest"}:    -3.5,
	{Threaten, "expel"}:     -3.5,
	{Threaten, "relations"}: -3.5,
	{Threaten, "restrict"}:  -3.0,
	{Threaten, "territory"}: -4.0,
	{Threaten, "violence"}:  -3.5,
}

// Scale returns the conflict–cooperation score of a type and mode. A mode without a
// printed score takes its root's. ok is false for an unknown type.
func Scale(t Type, m Mode) (s Score, ok bool) {
	if pm := modeByName[m].printed[t]; pm != "" {
		if v, ok := printed[key{t, pm}]; ok {
			return Score{v, fmt.Sprintf("%s: %s %s", Cited, t, pm)}, true
		}
	}
	if t == Accuse {
		return Score{accuseRoot, Cited + ": ACCUSE, printed +3, settled as −3"}, true
	}
	v, ok := printed[key{t, ""}]
	if !ok {
		return Score{}, false
	}
	return Score{v, fmt.Sprintf("%s: %s root", Cited, t)}, true
}
