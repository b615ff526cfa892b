package casualty

import "detente/internal/words/figure"

// Sum is the event's total of one group.
type Sum struct {
	Group     Group
	Low, High figure.Count
	// Given says that the text has a figure or words for the group at all; without it the total is unknown.
	Given bool
	// Counts are the indices of the figures that made the total.
	Counts []int
}

// cluster is the figures of one trigger: one telling.
type cluster struct {
	from, to  int // counts [from, to) of the same group and trigger
	low, high int64
	openLow   bool
	openHigh  bool
	relation  Relation
	class     Class
	mixed     bool
	named     bool
	sentence  int
}

// Total adds up the figures of one event, group by group. Figures inside others and repeats add nothing, "another five" adds,
// "rose to nine" replaces; a second telling of the same kind of victims raises the total only when it is larger; victims
// of another kind are added. Figures that are denied, possible or of the past are left out.
func Total(counts []Count) map[Group]Sum {
	out := map[Group]Sum{}
	for g := Killed; g < groups; g++ {
		if s := TotalOf(counts, g); s.Given {
			out[g] = s
		}
	}
	return out
}

// TotalOf adds up the figures of one group; see Total.
func TotalOf(counts []Count, g Group) Sum {
	s := Sum{Group: g}
	for i := range counts {
		if counts[i].Group == g {
			total(counts, g, &s)
			break
		}
	}
	return s
}

// tally is the tellings of one group so far, in sum.
type tally struct {
	low, high         int64
	openLow, openHigh bool
	any, zero         bool
	last              cluster
	classes           [classes]bool
	mixed             bool
	retold            int   // sentence that tells again, or -1
	again             int64 // and how many it told of
	from              []int // counts used
}

func total(counts []Count, g Group, s *Sum) {
	whole := false
	for i := range counts {
		c := &counts[i]
		whole = whole || c.Group == g && c.Relation != Part && c.Mood == Told
	}
	t := tally{retold: -1}
	for i := 0; i < len(counts); i++ {
		c := &counts[i]
		if c.Group != g || c.Mood != Told || c.Relation == Part && whole {
			continue
		}
		s.Given = true
		k := gather(counts, i)
		if !k.openLow || !k.openHigh || k.low > 0 {
			t.hear(k)
		}
		i = k.to - 1
	}
	s.Counts = t.from
	if !t.any {
		return
	}
	if !t.openLow || t.low > 0 {
		s.Low = figure.Of(t.low)
	}
	if !t.openHigh {
		s.High = figure.Of(max(t.high, t.low))
	}
}

// same reports whether two figures belong to one telling.
func same(a, b *Count) bool {
	return a.Group == b.Group && a.Trigger == b.Trigger && a.Sentence == b.Sentence
}

// gather sums the figures of one trigger from index i on.
func gather(counts []Count, i int) cluster {
	k := cluster{from: i, to: i + 1, relation: counts[i].Relation, class: counts[i].Class, named: true, sentence: counts[i].Sentence}
	for j := i; j < len(counts) && (j == i || same(&counts[j], &counts[i])); j++ {
		c := &counts[j]
		k.to = j + 1
		if c.Relation == Part && j > i {
			continue
		}
		low, okLow := c.Low.Value()
		high, okHigh := c.High.Value()
		k.low += low
		if !okHigh {
			high = low
		}
		k.high += high
		k.openLow = k.openLow || !okLow
		k.openHigh = k.openHigh || !okHigh
		k.mixed = k.mixed || c.Class != k.class
		k.named = k.named && c.Named
		if c.Relation != More && c.Relation != k.relation && k.relation != Toll {
			k.relation = min(k.relation, c.Relation)
		}
	}
	return k
}

// hear sets a telling against those before it.
func (t *tally) hear(k cluster) {
	switch {
	case !t.any, t.zero && k.low > 0:
		t.replace(k)
	case k.relation == Toll:
		if k.openLow || k.low >= t.low || t.last.relation != Toll {
			t.replace(k)
		}
	case k.low == 0 && !k.openLow: // "no further casualties"
	case t.last.relation == Toll && k.relation != More && k.low <= t.low && t.related(k):
	case k.relation == More:
		t.more(k)
	case k.relation == Repeat || k.named:
		t.retold, t.again = k.sentence, k.low
	default:
		t.plain(k)
	}
}

// more adds "another two", unless the sentence tells again of those counted: "one on the spot and another in hospital".
func (t *tally) more(k cluster) {
	if t.last.relation == Toll && k.sentence == t.last.sentence {
		return // "rose to nine after another died": in the nine
	}
	if k.sentence == t.retold {
		if t.again += k.low; t.again <= t.low {
			return
		}
	}
	t.add(k)
}

// plain weighs a figure that says nothing of the earlier ones: other victims are added, a larger figure of the same replaces.
func (t *tally) plain(k cluster) {
	switch {
	case k.sentence == t.last.sentence && !k.mixed && k.class > Person, !t.related(k):
		t.add(k)
	case k.low > t.low:
		t.replace(k)
	default:
		t.retold, t.again = k.sentence, k.low
	}
}

func (t *tally) replace(k cluster) {
	*t = tally{from: t.from[:0], retold: -1}
	t.add(k)
	t.zero = k.low == 0 && !k.openLow && !k.openHigh
}

func (t *tally) add(k cluster) {
	t.any, t.zero, t.last = true, false, k
	t.low, t.high = t.low+k.low, t.high+k.high
	t.openLow, t.openHigh = t.openLow || k.openLow, t.openHigh || k.openHigh
	t.classes[k.class], t.mixed = true, t.mixed || k.mixed
	for j := k.from; j < k.to; j++ {
		t.from = append(t.from, j)
	}
}

// related reports whether a telling can be of people already counted.
func (t *tally) related(k cluster) bool {
	if t.mixed || k.mixed {
		return true
	}
	for c, seen := range t.classes {
		if seen && kin(Class(c), k.class) {
			return true
		}
	}
	return false
}

// kin reports whether two classes may be the same people.
func kin(a, b Class) bool {
	return a == b || a <= Person || b <= Person || a.Forces() && b.Forces() || citizen(a) && citizen(b)
}

func citizen(c Class) bool { return c == Civilian || c == Official }
