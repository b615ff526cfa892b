package plover

// Mode says how an act was done. The list is Détente's own and finer than PLOVER's;
// each mode names the PLOVER mode whose score it takes.
type Mode string

type modeInfo struct {
	mode     Mode
	printed  map[Type]string // PLOVER mode by type; "" takes the root's score
	violent  bool
	material bool
}

func assault(m Mode, ploverMode string) modeInfo {
	return modeInfo{mode: m, violent: true, printed: map[Type]string{Assault: ploverMode}}
}

// modes is the closed list, violent ones first.
var modes = []modeInfo{
	assault("airstrike", "aerial"),
	assault("drone_strike", "drone"),
	assault("shelling", "heavy-weapons"),
	assault("border_clash", "firearms"),
	assault("infiltration", ""),
	assault("operation", "firearms"),
	assault("clash", "firearms"),
	assault("ambush", "firearms"),
	assault("armed_assault", "firearms"),
	assault("suicide_bombing", "suicide-attack"),
	assault("ied", "explosives"),
	assault("explosion", "explosives"),
	assault("targeted_killing", "targeted"),
	assault("abduction", "abduct"),
	assault("hostage_taking", "abduct"),
	assault("air_defence", "heavy-weapons"),
	{mode: "territorial_control", printed: map[Type]string{Coerce: "seize"}},
	{mode: "ceasefire_start", material: true, printed: map[Type]string{Retreat: "ceasefire"}},
	{mode: "ceasefire_extension", material: true, printed: map[Type]string{Retreat: "ceasefire"}},
	{mode: "ceasefire_end"},
	{mode: "talks"},
	{mode: "mediation", printed: map[Type]string{Consult: "third-party"}},
	{mode: "visit", printed: map[Type]string{Consult: "visit"}},
	{mode: "call", printed: map[Type]string{Consult: "phone"}},
	{mode: "jirga"},
	{mode: "statement", printed: map[Type]string{Accuse: "disapprove"}},
	{mode: "decision"},
	{mode: "summons", printed: map[Type]string{Accuse: "disapprove"}},
	{mode: "border_closure", printed: map[Type]string{Coerce: "restrict"}},
	{mode: "border_reopening", material: true},
	{mode: "refugee_returns", printed: map[Type]string{Coerce: "deport", Threaten: "expel"}},
	{mode: "relocation"},
	{mode: "trade_agreement", material: true},
	{mode: "trade_restriction", printed: map[Type]string{Sanction: "discontinue", Coerce: "restrict"}},
	{mode: "aid"},
	{mode: "release", material: true, printed: map[Type]string{Retreat: "release"}},
	{mode: "demonstration", printed: map[Type]string{Protest: "demo"}},
}

var modeByName = func() map[Mode]modeInfo {
	m := make(map[Mode]modeInfo, len(modes))
	for _, i := range modes {
		m[i.mode] = i
	}
	return m
}()

// Modes lists the closed set of modes, violent ones first.
func Modes() []Mode {
	out := make([]Mode, len(modes))
	for i, m := range modes {
		out[i] = m.mode
	}
	return out
}

// Valid reports whether m is one of Modes.
func (m Mode) Valid() bool { _, ok := modeByName[m]; return ok }

// Violent reports whether m is a mode of ASSAULT.
func (m Mode) Violent() bool { return modeByName[m].violent }

func (m Mode) material() bool { return modeByName[m].material }
