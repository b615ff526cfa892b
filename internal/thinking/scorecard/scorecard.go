// Package scorecard compares proposed events with labelled ones by the rules of the gold protocol, so that a figure means
// the same here and in the protocol's own scorer.
package scorecard

import (
	"cmp"
	"slices"
	"strings"
)

// Event is the fields that are compared; a nil number and an empty text are unknown, which equals unknown.
type Event struct {
	Type          string   `json:"type"`
	InitiatorSide string   `json:"initiator_side"`
	TargetSide    string   `json:"target_side"`
	DateStart     string   `json:"date_start"`
	Admin2        string   `json:"admin2"`
	DeathsLow     *int64   `json:"deaths_low"`
	DeathsHigh    *int64   `json:"deaths_high"`
	InjuredLow    *int64   `json:"injured_low"`
	InjuredHigh   *int64   `json:"injured_high"`
	Status        string   `json:"status"`
	Evidence      []string `json:"evidence"`
}

// Item is one labelled or predicted text.
type Item struct {
	ID     string  `json:"id"`
	Text   string  `json:"text"`
	Events []Event `json:"events"`
}

// Tally is hits among what was labelled and what was proposed.
type Tally struct{ Hit, Gold, Predicted int }

// Precision is the share of proposed events that are labelled.
func (t Tally) Precision() float64 { return ratio(t.Hit, t.Predicted) }

// Recall is the share of labelled events that are proposed.
func (t Tally) Recall() float64 { return ratio(t.Hit, t.Gold) }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 {
	p, r := t.Precision(), t.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// Share is how often a field of matched events agrees, over all and over those where the label is known.
type Share struct {
	Field                         string
	Right, All, RightKnown, Known int
}

// Rate is the share of all matched events on which the field agrees.
func (s Share) Rate() float64 { return ratio(s.Right, s.All) }

// Score is all figures of a run.
type Score struct {
	Events, Assault, Other  Tally
	Fields                  []Share
	EmptyItems, FalseItems  int // items without events, and those of them that got any
	FalseEvents             int
	Evidence, EvidenceValid int
}

// Fields are the compared fields in the protocol's order; the first four decide matches.
var fields = []string{"initiator_side", "target_side", "date_start", "admin2", "deaths_low", "deaths_high", "injured_low", "injured_high", "status"}

const (
	matchKeys   = 4
	matchNeeded = 2
)

// spellings are usual other spellings of a district, as the protocol's scorer has them.
var spellings = map[string]string{
	"south waziristan upper": "upper south waziristan", "south waziristan lower": "lower south waziristan",
	"dir lower": "lower dir", "dir upper": "upper dir", "chitral lower": "lower chitral", "chitral upper": "upper chitral",
	"d.i. khan": "dera ismail khan", "d i khan": "dera ismail khan", "killa abdullah": "qila abdullah", "chaghi": "chagai", "chaghai": "chagai",
	"musa khel": "musakhail", "musakhel": "musakhail", "shirani": "sherani", "bolan": "kachhi", "sohrab": "surab",
	"shaheed sikandarabad": "surab", "sarkani": "sarkano", "gurbuz": "gurbaz", "spira": "spera", "khogayani": "khogyani",
	"khogiani": "khogyani", "dand patan": "dand e patan", "dand wa patan": "dand e patan", "khost(matun)": "khost", "khost (matun)": "khost",
	"matun": "khost", "bermal": "barmal",
}

// key is the comparable value of a field.
func (e Event) key(field string) string {
	number := func(n *int64) string {
		if n == nil {
			return ""
		}
		var digits [20]byte
		i := len(digits)
		v := *n
		for {
			i--
			digits[i] = byte('0' + v%10)
			if v /= 10; v == 0 {
				return string(digits[i:])
			}
		}
	}
	switch field {
	case "type":
		return fold(e.Type)
	case "initiator_side":
		return fold(e.InitiatorSide)
	case "target_side":
		return fold(e.TargetSide)
	case "date_start":
		return fold(e.DateStart)
	case "admin2":
		d := strings.TrimSuffix(strings.ReplaceAll(fold(e.Admin2), "-", " "), " district")
		if s, ok := spellings[d]; ok {
			return s
		}
		return d
	case "deaths_low":
		return number(e.DeathsLow)
	case "deaths_high":
		return number(e.DeathsHigh)
	case "injured_low":
		return number(e.InjuredLow)
	case "injured_high":
		return number(e.InjuredHigh)
	case "status":
		return fold(e.Status)
	}
	return ""
}

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

type pair struct{ same, gold, predicted int }

// Match pairs events of one item, greedily and one to one: most equal fields first, then the order of the labels.
func Match(gold, predicted []Event) [][2]int {
	var all []pair
	for g, want := range gold {
		for p, got := range predicted {
			if want.key("type") == "" || want.key("type") != got.key("type") {
				continue
			}
			n := 0
			for _, f := range fields[:matchKeys] {
				if want.key(f) == got.key(f) {
					n++
				}
			}
			if n >= matchNeeded {
				all = append(all, pair{n, g, p})
			}
		}
	}
	slices.SortFunc(all, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.same, a.same), cmp.Compare(a.gold, b.gold), cmp.Compare(a.predicted, b.predicted))
	})
	var out [][2]int
	g, p := map[int]bool{}, map[int]bool{}
	for _, x := range all {
		if !g[x.gold] && !p[x.predicted] {
			g[x.gold], p[x.predicted] = true, true
			out = append(out, [2]int{x.gold, x.predicted})
		}
	}
	return out
}

// Compare scores predictions against labels. An item that is not predicted counts as predicted empty.
func Compare(gold []Item, predicted map[string]Item) Score {
	s := Score{Fields: make([]Share, len(fields))}
	for i, f := range fields {
		s.Fields[i].Field = f
	}
	for _, item := range gold {
		got := predicted[item.ID].Events
		for _, e := range item.Events {
			s.tally(e).Gold++
		}
		for _, e := range got {
			s.tally(e).Predicted++
			for _, q := range e.Evidence {
				s.Evidence++
				if q != "" && strings.Contains(item.Text, q) {
					s.EvidenceValid++
				}
			}
		}
		for _, m := range Match(item.Events, got) {
			want, have := item.Events[m[0]], got[m[1]]
			s.tally(want).Hit++
			for i := range s.Fields {
				s.Fields[i].add(want.key(s.Fields[i].Field), have.key(s.Fields[i].Field))
			}
		}
		if len(item.Events) == 0 {
			s.EmptyItems++
			s.FalseEvents += len(got)
			if len(got) > 0 {
				s.FalseItems++
			}
		}
	}
	s.Events = Tally{s.Assault.Hit + s.Other.Hit, s.Assault.Gold + s.Other.Gold, s.Assault.Predicted + s.Other.Predicted}
	return s
}

func (s *Score) tally(e Event) *Tally {
	if e.key("type") == "assault" {
		return &s.Assault
	}
	return &s.Other
}

func (s *Share) add(want, got string) {
	s.All++
	if want == got {
		s.Right++
	}
	if want != "" {
		s.Known++
		if want == got {
			s.RightKnown++
		}
	}
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
