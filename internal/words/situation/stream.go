package situation

import (
	"slices"

	"detente/internal/words/record"
)

// Stream is a kind of event whose following or being followed is measured, such as strikes
// across the border or attacks on police. Empty lists do not restrict.
type Stream struct {
	ID         string   `yaml:"id" json:"id"`
	Name       string   `yaml:"name" json:"name"`
	Types      []string `yaml:"types,omitempty" json:"types,omitempty"`
	Modes      []string `yaml:"modes,omitempty" json:"modes,omitempty"`
	Initiators []string `yaml:"initiators,omitempty" json:"initiators,omitempty"` // main side of the initiator
	Targets    []string `yaml:"targets,omitempty" json:"targets,omitempty"`       // main side of the target
	Countries  []string `yaml:"countries,omitempty" json:"countries,omitempty"`
}

// Holds reports whether the event belongs to the stream.
func (s Stream) Holds(e record.Event) bool {
	in := func(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }
	return in(s.Types, string(e.Type)) && in(s.Modes, string(e.Mode)) &&
		in(s.Initiators, e.Initiator.Main()) && in(s.Targets, e.Target.Main()) && in(s.Countries, e.Place.Country)
}
