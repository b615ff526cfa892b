package commitment

import "detente/internal/words/record"

// Full is the top of the scale.
const Full = 3

// Grade places a status on the scale by which the Kroc Institute's Peace Accords Matrix
// grades provisions: 0 none, 1 minimal, 2 intermediate, 3 full. ok is false for unknown,
// which has no place on it.
//
//	announced        0  a reading found nothing beyond the announcement
//	not_implemented  0
//	abandoned        0
//	in_progress      1
//	partial          2
//	implemented      3
//	unknown          –  no later evidence was seen; that is not "none"
//
// Joshi, Quinn and Regan (2015), Journal of Peace Research 52(4). The matrix grades from a
// project's own field reports; a reading here is of public reports.
func Grade(s record.Status) (grade int, ok bool) {
	switch s {
	case record.Announced, record.NotImplemented, record.Abandoned:
		return 0, true
	case record.InProgress:
		return 1, true
	case record.Partial:
		return 2, true
	case record.Implemented:
		return Full, true
	}
	return 0, false
}
