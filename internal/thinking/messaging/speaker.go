package messaging

import (
	"sort"

	"detente/internal/words/calendar"
)

// Speaker is how much one institution said, and what.
type Speaker struct {
	Name       string
	Statements int
	Share      float64 // of all the statements; 0 when there are none
	Stances    [3]int  // oppose, mixed, support
	First      calendar.Date
	Last       calendar.Date
	IDs        []string // oldest first
}

// Mean is the mean value of the statements, −1 to 1; ok is false without any.
func (s Speaker) Mean() (v float64, ok bool) {
	if s.Statements == 0 {
		return 0, false
	}
	return float64(s.Stances[2]-s.Stances[0]) / float64(s.Statements), true
}

// Speakers counts who spoke, most first, then by name. Those known to exist that said
// nothing on record stand at the end with zero, which is no claim that they were silent.
func Speakers(list []Statement, known []string) []Speaker {
	at := map[string]int{}
	var out []Speaker
	add := func(name string) int {
		i, ok := at[name]
		if !ok {
			i = len(out)
			at[name] = i
			out = append(out, Speaker{Name: name})
		}
		return i
	}
	for _, s := range list {
		p := &out[add(s.Speaker)]
		p.Statements++
		p.Stances[int(s.Value)+1]++
		p.IDs = append(p.IDs, s.ID)
		if !p.First.IsSet() || s.Day < p.First {
			p.First = s.Day
		}
		p.Last = max(p.Last, s.Day)
	}
	for _, name := range known {
		add(name)
	}
	for i := range out {
		if len(list) > 0 {
			out[i].Share = float64(out[i].Statements) / float64(len(list))
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Statements != out[j].Statements {
			return out[i].Statements > out[j].Statements
		}
		return out[i].Name < out[j].Name
	})
	return out
}
