package importer

import (
	"testing"

	"detente/internal/words/plover"
)

func TestScoresAreThoseOfTheScale(t *testing.T) {
	for _, kind := range append([]plover.Type{"", "unknown"}, plover.Types...) {
		for _, mode := range append([]plover.Mode{"", "unknown"}, plover.Modes()...) {
			if want, _ := plover.Scale(kind, mode); scoreOf(kind, mode) != want.Value {
				t.Errorf("%s %s: %g, want %g", kind, mode, scoreOf(kind, mode), want.Value)
			}
		}
	}
}
