package outlook

import (
	"math"
	"sort"
)

// Group names a set of features that belong together, so that a change of probability can
// be put into words.
type Group string

// The groups. A feature belongs to one.
const (
	Level  Group = "level"  // how many die in a usual month of late
	Recent Group = "recent" // the last months against the half year
	Longer Group = "longer" // the half year against the years before
	Swings Group = "swings" // single large months, and how much months differ
	Habit  Group = "habit"  // how often such times were followed by more or less, here
	Season Group = "season" // the time of year, and what it brought in other years
)

// Groups are all groups, in the order in which they are told.
var Groups = []Group{Recent, Level, Swings, Longer, Habit, Season}

// small is added to deaths a month before they are divided, so that one or two do not
// make a ratio.
const small = 2

// sheet collects the features of one month.
type sheet struct {
	deaths []float64 // up to the month
	base   float64
	group  Group
	names  []string
	groups []Group
	x      []float64
}

func (s *sheet) add(name string, v float64) {
	s.names = append(s.names, name)
	s.groups = append(s.groups, s.group)
	s.x = append(s.x, v)
}

// ago is the deaths of the month i before, 0 before the series begins.
func (s *sheet) ago(i int) float64 {
	if i >= len(s.deaths) {
		return 0
	}
	return s.deaths[len(s.deaths)-1-i]
}

// last is the last n months, or as many as there are.
func (s *sheet) last(n int) []float64 { return s.deaths[max(0, len(s.deaths)-n):] }

// against is the log ratio to the base.
func (s *sheet) against(v float64) float64 { return math.Log((v + small) / (s.base + small)) }

// Features describes the months up to t for the model: numbers of the series' own past
// only, most of them log ratios to the base. month is the calendar month of t, 1 to 12.
// What lies after t is not looked at. The series has to reach to t.
func Features(deaths []float64, t, month int) []float64 { return sheetOf(deaths, t, month).x }

// Names are the names of the features, in their order.
func Names() []string { return sheetOf(make([]float64, 1), 0, 1).names }

// GroupOf are the groups of the features, in their order.
func GroupOf() []Group { return sheetOf(make([]float64, 1), 0, 1).groups }

func sheetOf(deaths []float64, t, month int) *sheet {
	s := &sheet{deaths: deaths[:t+1], base: Base(deaths, t)}
	s.level()
	s.recent()
	s.longer()
	s.swings()
	s.thresholds()
	s.habit()
	s.season(month)
	return s
}

func (s *sheet) level() {
	s.group = Level
	s.add("log base", math.Log1p(s.base))
	s.add("log last month", math.Log1p(s.ago(0)))
	s.add("log mean 12", math.Log1p(mean(s.last(12))))
	s.add("log mean 60", math.Log1p(mean(s.last(60))))
	s.add("log mean all", math.Log1p(mean(s.deaths)))
	s.add("small base", min(s.base, 12))
}

func (s *sheet) recent() {
	s.group = Recent
	for i := range BaseMonths {
		s.add("month "+number(i+1), s.against(s.ago(i)))
	}
	s.add("mean 2", s.against(mean(s.last(2))))
	s.add("mean 3", s.against(mean(s.last(3))))
	s.faded(0.5, 1, 2, 4)
	s.add("slope 6", slope(s.last(6)))
}

func (s *sheet) longer() {
	s.group = Longer
	for _, n := range []int{9, 12, 18, 24, 36, 60, 120} {
		s.add("mean "+number(n), s.against(mean(s.last(n))))
	}
	s.faded(8, 16, 48)
	s.add("slope 12", slope(s.last(12)))
	s.add("median 12", s.against(median(s.last(12))))
	s.add("median 24", s.against(median(s.last(24))))
}

// faded adds means and log means whose weights halve every h months.
func (s *sheet) faded(halfLives ...float64) {
	for _, h := range halfLives {
		sum, logs, all, w, keep := 0.0, 0.0, 0.0, 1.0, math.Exp2(-1/h)
		for i := 0; i < len(s.deaths) && w > 1e-6; i++ {
			sum += w * s.ago(i)
			logs += w * math.Log1p(s.ago(i))
			all += w
			w *= keep
		}
		s.add("faded "+halfLife(h), s.against(sum/all))
		s.add("faded log "+halfLife(h), logs/all-math.Log1p(s.base))
	}
}

func (s *sheet) swings() {
	s.group = Swings
	for _, n := range []int{6, 12, 24, 60} {
		w := s.last(n)
		top, low, since := 0.0, math.Inf(1), 0
		var logs, squares, violent, above, steps float64
		for i, v := range w {
			if v >= top {
				top, since = v, len(w)-1-i
			}
			low = min(low, v)
			l := math.Log1p(v)
			logs += l
			squares += l * l
			violent += one(v > 0)
			above += one(v > s.base)
			if i > 0 {
				steps += math.Abs(l - math.Log1p(w[i-1]))
			}
		}
		k := float64(len(w))
		s.add("top "+number(n), s.against(top))
		s.add("low "+number(n), s.against(low))
		s.add("since top "+number(n), float64(since))
		s.add("spread "+number(n), math.Sqrt(max(0, squares/k-logs*logs/k/k)))
		s.add("steps "+number(n), steps/max(1, k-1))
		s.add("violent "+number(n), violent/k)
		s.add("above "+number(n), above/k)
	}
	six := append([]float64(nil), s.last(BaseMonths)...)
	sort.Float64s(six)
	k := len(six)
	all := sum(six)
	s.add("share of top", six[k-1]/(all+1))
	s.add("without top", s.against((all-six[k-1])/BaseMonths))
	s.add("without two", s.against(sum(six[:max(0, k-2)])/BaseMonths))
	s.add("median 6", s.against(median(six)))
}

// bounds are the two values of f that part the classes.
func (s *sheet) bounds() (up, down float64) {
	return max(Rise*s.base, s.base+Step), max(0, min(Fall*s.base, s.base-Step))
}

// thresholds sets the last months against what would be a rise or a fall.
func (s *sheet) thresholds() {
	s.group = Recent
	up, down := s.bounds()
	s.add("log up", math.Log1p(up))
	s.add("log down", math.Log1p(down))
	low, high := 0, 0
	for low < 12 && s.ago(low) <= down {
		low++
	}
	for high < 12 && s.ago(high) >= s.base {
		high++
	}
	s.add("months low", float64(low))
	s.add("months high", float64(high))
	three := math.Log1p(mean(s.last(3)))
	s.add("three to down", three-math.Log1p(down))
	s.add("one to down", math.Log1p(s.ago(0))-math.Log1p(down))
	s.add("three to up", three-math.Log1p(up))
}

// habit counts how often the unit's own past would have been a rise or a fall from the
// present base, and what its past judgements came to.
func (s *sheet) habit() {
	s.group = Habit
	up, down := s.bounds()
	for _, h := range []float64{3, 8, 24} {
		var rise, fall, riseOne, fallOne, all float64
		w, keep := 1.0, math.Exp2(-1/h)
		for i := 0; i+2 < len(s.deaths) && w > 1e-4; i++ {
			m := (s.ago(i) + s.ago(i+1) + s.ago(i+2)) / 3
			rise += w * one(m >= up)
			fall += w * one(m <= down)
			riseOne += w * one(s.ago(i) >= up)
			fallOne += w * one(s.ago(i) <= down)
			all += w
			w *= keep
		}
		all = max(all, 1e-9)
		s.add("rise share "+halfLife(h), rise/all)
		s.add("fall share "+halfLife(h), fall/all)
		s.add("rise months "+halfLife(h), riseOne/all)
		s.add("fall months "+halfLife(h), fallOne/all)
	}
	var rises, falls, n, logs, squares float64
	t := len(s.deaths) - 1
	for i := t - AheadMonths; i >= ActiveMonths-1; i-- {
		if !Active(s.deaths, i) {
			continue
		}
		b := Base(s.deaths, i)
		f, _ := Ahead(s.deaths, i)
		w := math.Exp2(-float64(t-i) / 60)
		c := Judge(b, f)
		rises += w * one(c == Escalation)
		falls += w * one(c == DeEscalation)
		l := math.Log((f + small) / (b + small))
		logs += w * l
		squares += w * l * l
		n += w
	}
	// Five months of the base rate of a fifth are added, so that few months say little.
	s.add("own rises", (rises+1)/(n+5))
	s.add("own falls", (falls+1)/(n+5))
	s.add("own change", logs/(n+5))
	s.add("own spread", (squares+2)/(n+5))
	s.add("own months", math.Log1p(n))
}

// season is what the same months brought in up to six years before, and the time of year.
func (s *sheet) season(month int) {
	s.group = Season
	change, n := 0.0, 1.0
	for y := 1; y <= 6; y++ {
		i := len(s.deaths) - 1 - 12*y
		if i < BaseMonths-1 {
			break
		}
		f, _ := Ahead(s.deaths, i)
		if b := Base(s.deaths, i); b >= small {
			change += math.Log((f + small) / (b + small))
			n++
		}
	}
	s.add("other years", change/n)
	at := 2 * math.Pi * float64(month) / 12
	s.add("sine", math.Sin(at))
	s.add("cosine", math.Cos(at))
}
