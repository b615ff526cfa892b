// Package incident reads a short brief of one incident as a coder of a chronology does: how many died and were hurt, who
// did it, and what kind of act it was. The words of a chronology's own protocol are a table on top of the casualty
// grammar; its counting rules are options.
package incident

import (
	_ "embed"
	"strings"
	"sync"

	"detente/internal/thinking/casualty"
	"detente/internal/thinking/text"
)

// Action is a kind of act of a brief.
type Action string

// The actions.
const (
	ArmedAssault   Action = "armed_assault"
	Arrest         Action = "arrest"
	Surrender      Action = "surrender"
	Abduction      Action = "abduction"
	Bombing        Action = "bombing"
	Infrastructure Action = "infrastructure"
	Seizure        Action = "seizure"
)

// Actions lists the closed set in a fixed order.
var Actions = []Action{Abduction, ArmedAssault, Arrest, Bombing, Infrastructure, Seizure, Surrender}

// Side is who acted.
type Side string

// The sides of a brief: the armed opposition, the state's forces, or neither alone.
const (
	Opposition Side = "opposition"
	Forces     Side = "forces"
	Unclear    Side = "unclear"
)

// Found is an action with the words it was read from.
type Found struct {
	Action     Action
	Start, End int // bytes of the text
}

// Brief is what was read.
type Brief struct {
	Killed, Injured map[casualty.Class]int64
	Deaths, Hurt    int64
	Actions         []Found // one an action, in the order of Actions
	Perpetrator     Side
	Why             string // the rule that chose the side
	Counts          []casualty.Count
}

//go:embed satp.txt
var satpWords string

//go:embed cues.txt
var cueWords string

// Protocol is the reading of one chronology.
type Protocol struct {
	grammar *casualty.Grammar
	cues    map[string][]cue
}

type cue struct {
	words []string
	name  string
}

// SATP is the protocol of the South Asia Terrorism Portal's briefs: the dead of every side count, those
// that only one side claims too; who is killed in an encounter that nobody began has no perpetrator.
var SATP = sync.OnceValue(func() *Protocol {
	p, err := New(satpWords, cueWords)
	if err != nil {
		panic(err) // the embedded tables are tested
	}
	return p
})

// New returns a protocol with a word table for the casualty grammar and a table of cues.
func New(words, cues string) (*Protocol, error) {
	g, err := casualty.New(words)
	if err != nil {
		return nil, err
	}
	p := &Protocol{grammar: g, cues: map[string][]cue{}}
	for line := range strings.Lines(cues) {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		for _, w := range f[1:] {
			words := strings.Split(strings.ReplaceAll(w, "...", "_..._"), "_")
			p.cues[words[0]] = append(p.cues[words[0]], cue{words, f[0]})
		}
	}
	return p, nil
}

// Read reads a brief.
func (p *Protocol) Read(brief string) Brief {
	d := text.Read(brief)
	b := Brief{Counts: p.grammar.Find(d)}
	b.Deaths, b.Killed = total(b.Counts, casualty.Killed)
	b.Hurt, b.Injured = total(b.Counts, casualty.Injured)
	s := p.scan(d)
	b.act(d, s)
	b.Perpetrator, b.Why = b.side(d, s)
	return b
}

// total is the figure of a group with its share by class; what the parts do not explain is left to the first class.
func total(counts []casualty.Count, g casualty.Group) (int64, map[casualty.Class]int64) {
	sum := casualty.TotalOf(counts, g)
	n := sum.Low.Or(sum.High.Or(0))
	by := map[casualty.Class]int64{}
	var seen int64
	for _, k := range sum.Counts {
		c := counts[k]
		v := min(c.Low.Or(c.High.Or(0)), n-seen)
		if c.Relation == casualty.Part {
			continue
		}
		by[c.Class] += v
		seen += v
	}
	return n, by
}
