package toll

import "detente/internal/words/record"

// Grade says how well an event's toll is evidenced, A best.
type Grade string

// The grades.
const (
	A Grade = "A"
	B Grade = "B"
	C Grade = "C"
)

// Grades lists them, best first.
var Grades = []Grade{A, B, C}

// weights are tenths. Confidence is in the act, attribution ties it to its initiator, and two
// kinds of publisher (a newspaper and the UN, say) are less likely to repeat each other
// than two newspapers. The numbers are Détente's own; the order follows the grading of
// evidence by Airwars ("confirmed" to "contested") and the Berkeley Protocol's corroboration.
var (
	confidenceWeight  = map[record.Confidence]int{record.High: 10, record.Medium: 7, record.Low: 4}
	attributionWeight = map[record.Attribution]int{
		record.Claimed: 10, record.Official: 10, record.Unclaimed: 9, record.Disputed: 7, record.Denied: 6,
	}
)

func kindsWeight(kinds int) int {
	switch {
	case kinds >= 2:
		return 10
	case kinds == 1:
		return 8
	}
	return 5
}

// GradeOf grades an event by confidence × attribution × the number of kinds of publisher
// that report it: A from .8, B from .5, C below. So high confidence, claimed, one kind is
// 1 × 1 × .8 = A; high, unclaimed, one kind .72 = B; medium, disputed, one kind .39 = C.
func GradeOf(e record.Event, kinds int) Grade {
	switch w := confidenceWeight[e.Confidence] * attributionWeight[e.Attribution] * kindsWeight(kinds); {
	case w >= 800:
		return A
	case w >= 500:
		return B
	}
	return C
}

// Kinds counts the kinds of publisher that report each event.
func Kinds(sources []record.Source) map[string]int {
	seen := map[string]map[record.SourceKind]bool{}
	for _, s := range sources {
		if seen[s.EventID] == nil {
			seen[s.EventID] = map[record.SourceKind]bool{}
		}
		seen[s.EventID][s.Kind] = true
	}
	out := make(map[string]int, len(seen))
	for id, k := range seen {
		out[id] = len(k)
	}
	return out
}

// ByGrade adds up the violent events of each grade; every grade is there, best first.
func ByGrade(events []record.Event, kinds map[string]int) []Graded {
	by := map[Grade][]record.Event{}
	for _, e := range events {
		if e.Violent() {
			g := GradeOf(e, kinds[e.ID])
			by[g] = append(by[g], e)
		}
	}
	out := make([]Graded, len(Grades))
	for i, g := range Grades {
		out[i] = Graded{g, Of(by[g])}
	}
	return out
}

// Graded is the toll of the events of one grade.
type Graded struct {
	Grade Grade
	Toll  Toll
}
