package lexicon

import "strings"

// Form says which forms of a word an entry's spelling can be.
type Form uint8

// The forms; one spelling may be several ("set").
const (
	Base Form = 1 << iota
	Third
	Ing
	Past
	Participle
	Singular
	PluralForm
	AnyCase // the name is written without a capital
)

// Has reports whether the form can be any of f.
func (x Form) Has(f Form) bool { return x&f != 0 }

// Inflected is one spelling of a verb phrase.
type Inflected struct {
	Words string
	Form  Form
}

// irregular verbs: past and participle. Doubling verbs whose stress falls on the last syllable are here too.
var irregular = map[string][2]string{
	"be": {"was", "been"}, "become": {"became", "become"}, "begin": {"began", "begun"}, "beset": {"beset", "beset"},
	"bind": {"bound", "bound"}, "blow": {"blew", "blown"}, "break": {"broke", "broken"}, "bring": {"brought", "brought"},
	"build": {"built", "built"}, "burn": {"burned", "burned"}, "buy": {"bought", "bought"}, "catch": {"caught", "caught"},
	"choose": {"chose", "chosen"}, "come": {"came", "come"}, "cut": {"cut", "cut"}, "deal": {"dealt", "dealt"}, "do": {"did", "done"},
	"draw": {"drew", "drawn"}, "drive": {"drove", "driven"}, "fall": {"fell", "fallen"}, "feed": {"fed", "fed"},
	"feel": {"felt", "felt"}, "fight": {"fought", "fought"}, "find": {"found", "found"}, "flee": {"fled", "fled"},
	"fling": {"flung", "flung"}, "fly": {"flew", "flown"}, "forbid": {"forbade", "forbidden"}, "freeze": {"froze", "frozen"},
	"get": {"got", "got"}, "give": {"gave", "given"}, "go": {"went", "gone"}, "grow": {"grew", "grown"}, "have": {"had", "had"},
	"hear": {"heard", "heard"}, "hit": {"hit", "hit"}, "hold": {"held", "held"}, "keep": {"kept", "kept"}, "lay": {"laid", "laid"},
	"lead": {"led", "led"}, "leave": {"left", "left"}, "let": {"let", "let"}, "lie": {"lay", "lain"}, "lose": {"lost", "lost"},
	"make": {"made", "made"}, "meet": {"met", "met"}, "pay": {"paid", "paid"}, "put": {"put", "put"}, "quit": {"quit", "quit"},
	"run": {"ran", "run"}, "say": {"said", "said"}, "see": {"saw", "seen"}, "seek": {"sought", "sought"}, "sell": {"sold", "sold"},
	"send": {"sent", "sent"}, "set": {"set", "set"}, "shake": {"shook", "shaken"}, "shoot": {"shot", "shot"}, "shut": {"shut", "shut"},
	"sit": {"sat", "sat"}, "slay": {"slew", "slain"}, "slain": {"slain", "slain"}, "slit": {"slit", "slit"}, "speak": {"spoke", "spoken"},
	"spend": {"spent", "spent"}, "stand": {"stood", "stood"}, "steal": {"stole", "stolen"}, "step": {"stepped", "stepped"},
	"strike": {"struck", "struck"}, "swear": {"swore", "sworn"}, "take": {"took", "taken"}, "tear": {"tore", "torn"},
	"tell": {"told", "told"}, "think": {"thought", "thought"}, "throw": {"threw", "thrown"}, "tread": {"trod", "trodden"},
	"understand": {"understood", "understood"}, "undertake": {"undertook", "undertaken"}, "uphold": {"upheld", "upheld"},
	"win": {"won", "won"}, "withdraw": {"withdrew", "withdrawn"}, "withhold": {"withheld", "withheld"}, "write": {"wrote", "written"},
	"ram": {"rammed", "rammed"}, "gun": {"gunned", "gunned"}, "rip": {"ripped", "ripped"}, "ban": {"banned", "banned"},
	"bar": {"barred", "barred"}, "nab": {"nabbed", "nabbed"}, "lob": {"lobbed", "lobbed"}, "drop": {"dropped", "dropped"},
	"plan": {"planned", "planned"}, "stop": {"stopped", "stopped"}, "slam": {"slammed", "slammed"}, "clamp": {"clamped", "clamped"},
	"kidnap": {"kidnapped", "kidnapped"}, "rebuff": {"rebuffed", "rebuffed"}, "grip": {"gripped", "gripped"}, "beg": {"begged", "begged"},
	"snub": {"snubbed", "snubbed"}, "expel": {"expelled", "expelled"}, "repel": {"repelled", "repelled"}, "commit": {"committed", "committed"},
	"shell": {"shelled", "shelled"}, "slap": {"slapped", "slapped"}, "wrap": {"wrapped", "wrapped"}, "rebut": {"rebutted", "rebutted"},
	"bid": {"bid", "bid"}, "mow": {"mowed", "mown"}, "bomb": {"bombed", "bombed"}, "spin": {"spun", "spun"}, "cling": {"clung", "clung"},
	"overrun": {"overran", "overrun"}, "waylay": {"waylaid", "waylaid"}, "overthrow": {"overthrew", "overthrown"}, "rap": {"rapped", "rapped"}, "rid": {"rid", "rid"},
	"beat": {"beat", "beaten"}, "teach": {"taught", "taught"}, "bear": {"bore", "borne"}, "pin": {"pinned", "pinned"},
	"chat": {"chatted", "chatted"}, "admit": {"admitted", "admitted"}, "permit": {"permitted", "permitted"}, "submit": {"submitted", "submitted"},
	"refer": {"referred", "referred"}, "defer": {"deferred", "deferred"}, "compel": {"compelled", "compelled"}, "control": {"controlled", "controlled"},
	"rally": {"rallied", "rallied"}, "trap": {"trapped", "trapped"}, "scrap": {"scrapped", "scrapped"}, "ship": {"shipped", "shipped"},
	"pat": {"patted", "patted"}, "forgive": {"forgave", "forgiven"}, "show": {"showed", "shown"}, "rise": {"rose", "risen"},
	"plunge": {"plunged", "plunged"}, "cancel": {"cancelled", "cancelled"}, "patrol": {"patrolled", "patrolled"}, "equip": {"equipped", "equipped"},
	"lift": {"lifted", "lifted"}, "split": {"split", "split"}, "spread": {"spread", "spread"}, "hurt": {"hurt", "hurt"}, "cast": {"cast", "cast"},
	"know": {"knew", "known"}, "mean": {"meant", "meant"}, "read": {"read", "read"}, "ride": {"rode", "ridden"}, "ring": {"rang", "rung"},
	"wear": {"wore", "worn"}, "sink": {"sank", "sunk"}, "sweep": {"swept", "swept"}, "arise": {"arose", "arisen"}, "eat": {"ate", "eaten"},
	"forget": {"forgot", "forgotten"}, "hide": {"hid", "hidden"}, "lend": {"lent", "lent"}, "strap": {"strapped", "strapped"}, "dig": {"dug", "dug"},
	"whip": {"whipped", "whipped"}, "whisk": {"whisked", "whisked"}, "fit": {"fitted", "fitted"}, "tip": {"tipped", "tipped"},
	"sleep": {"slept", "slept"}, "stick": {"stuck", "stuck"}, "swing": {"swung", "swung"}, "wake": {"woke", "woken"}, "cost": {"cost", "cost"},
}

// Inflect gives every spelling of a verb phrase; its first word is the verb in its base form.
func Inflect(phrase string) []Inflected {
	verb, rest, more := strings.Cut(phrase, " ")
	if more {
		rest = " " + rest
	}
	if verb == "be" {
		out := []Inflected{{"be" + rest, Base}, {"been" + rest, Participle}, {"being" + rest, Ing}}
		for _, w := range []string{"am", "is", "are"} {
			out = append(out, Inflected{w + rest, Third})
		}
		return append(out, Inflected{"was" + rest, Past}, Inflected{"were" + rest, Past})
	}
	past, part := pasts(verb)
	var out []Inflected
	add := func(w string, f Form) {
		for i := range out {
			if out[i].Words == w+rest {
				out[i].Form |= f
				return
			}
		}
		out = append(out, Inflected{w + rest, f})
	}
	add(verb, Base)
	add(Plural(verb), Third)
	if verb == "have" {
		out[1].Words = "has" + rest
	}
	add(gerund(verb), Ing)
	add(past, Past)
	add(part, Participle)
	return out
}

func pasts(verb string) (past, participle string) {
	if f, ok := irregular[verb]; ok {
		return f[0], f[1]
	}
	switch {
	case strings.HasSuffix(verb, "e"):
		return verb + "d", verb + "d"
	case len(verb) > 1 && strings.HasSuffix(verb, "y") && !vowel(verb[len(verb)-2]):
		return verb[:len(verb)-1] + "ied", verb[:len(verb)-1] + "ied"
	case strings.HasSuffix(verb, "c"):
		return verb + "ked", verb + "ked"
	}
	return verb + "ed", verb + "ed"
}

func gerund(verb string) string {
	switch {
	case verb == "lie" || verb == "die":
		return verb[:len(verb)-2] + "ying"
	case strings.HasSuffix(verb, "ee") || verb == "be":
		return verb + "ing"
	case strings.HasSuffix(verb, "e"):
		return verb[:len(verb)-1] + "ing"
	case doubles(verb):
		return verb + verb[len(verb)-1:] + "ing"
	}
	return verb + "ing"
}

// doubling are irregular verbs that double their last letter before -ing; the regular ones show it in their past.
var doubling = map[string]bool{
	"begin": true, "cut": true, "forbid": true, "get": true, "hit": true, "let": true, "put": true, "quit": true, "run": true, "set": true,
	"shut": true, "sit": true, "slit": true, "win": true, "bid": true, "spin": true, "overrun": true, "split": true, "rid": true, "forget": true,
	"beset": true, "dig": true,
}

func doubles(verb string) bool {
	past, _ := pasts(verb)
	return doubling[verb] || strings.HasPrefix(past, verb+verb[len(verb)-1:])
}

// plurals that no rule gives.
var plurals = map[string]string{
	"man": "men", "woman": "women", "child": "children", "person": "persons", "policeman": "policemen", "policewoman": "policewomen",
	"gunman": "gunmen", "tribesman": "tribesmen", "airman": "airmen", "spokesman": "spokesmen", "spokeswoman": "spokeswomen",
	"passer-by": "passers-by", "passerby": "passersby", "businessman": "businessmen", "militiaman": "militiamen", "clergyman": "clergymen",
	"cameraman": "cameramen", "serviceman": "servicemen", "fireman": "firemen", "watchman": "watchmen", "chief of army staff": "chiefs of army staff",
	"journalist": "journalists", "wife": "wives", "hostage-taking": "hostage-takings", "fidayee": "fidayeen", "shopwoman": "shopwomen",
	"infantryman": "infantrymen", "schoolchild": "schoolchildren", "people": "people", "troops": "troops", "personnel": "personnel",
}

// Plural is the plural of a noun phrase, or the third person of a verb: the last word takes the ending.
func Plural(phrase string) string {
	head, last := "", phrase
	if i := strings.LastIndexByte(phrase, ' '); i >= 0 {
		head, last = phrase[:i+1], phrase[i+1:]
	}
	if p, ok := plurals[phrase]; ok {
		return p
	}
	if p, ok := plurals[last]; ok {
		return head + p
	}
	switch {
	case last == "", strings.HasSuffix(last, "men"), strings.HasSuffix(last, "people"), strings.HasSuffix(last, "children"):
		return phrase
	case strings.HasSuffix(last, "y") && len(last) > 1 && !vowel(last[len(last)-2]):
		return head + last[:len(last)-1] + "ies"
	case strings.HasSuffix(last, "ss"), strings.HasSuffix(last, "sh"), strings.HasSuffix(last, "ch"), strings.HasSuffix(last, "x"),
		strings.HasSuffix(last, "z"), last == "go", last == "do", last == "echo", last == "veto":
		return head + last + "es"
	case strings.HasSuffix(last, "s"):
		return phrase
	}
	return head + last + "s"
}

func vowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }
