package desk

import (
	"cmp"
	"slices"

	"detente/internal/thinking/activity"
	"detente/internal/thinking/balance"
	"detente/internal/thinking/coverage"
	"detente/internal/thinking/outlook"
	"detente/internal/thinking/verdict"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// The learnt model is used on a record of at least so many months.
const shortest = 24

// past is how many months back the history of verdicts goes.
const past = 24

// unsure is how many of the last months are looked at for thin coverage.
const unsure = 6

// lens is what a unit is judged with: its months, the course they make, and who cooperates.
type lens struct {
	months []activity.MonthDeaths
	thin   int // of the last months, those with thin coverage
	course outlook.Course
	pair   []record.Event
	dyad   bool
	day    calendar.Date
	weeks  int // of cooperation
	net    float64
	coop   balance.Cooperation
}

// Why the learnt model does not judge a unit.
const (
	notAsked = "rule"   // the situation's own thresholds ask another question
	tooShort = "short"  // too few months on record
	tooQuiet = "quiet"  // too few deaths on record
	isLearnt = "learnt" // it does
)

// learn judges a unit by what was learnt from every conflict, where that applies: it fills the
// basis and what follows from it, and returns the judgement with its probabilities, or as it was.
func (d *Desk) learn(u *Unit, jd verdict.Judgement, l lens) (verdict.Judgement, error) {
	f, err := d.parameters()
	if err != nil {
		return jd, err
	}
	m := f.Model
	u.cases = f.Provenance.Cases
	u.Monthly, u.Drivers, u.ChangeMyMind, u.History = monthsView(l.months), []Driver{}, []Scenario{}, []PastVerdict{}
	why := d.applies(l)
	u.Basis = d.basisView(why, jd.Verdict != verdict.Unclear, l)
	if why != isLearnt {
		return jd, nil
	}
	o, _ := m.Outlook(l.course)
	jd = jd.With(o, l.net)
	fall := o.P[outlook.DeEscalation]
	u.PDeEscalation = &fall
	u.BaseRates = &Rated{m.Rates[outlook.Escalation], m.Rates[outlook.Holding], m.Rates[outlook.DeEscalation]}
	u.Drivers = d.drivers(m, l)
	u.ChangeMyMind = d.scenarios(m, jd, l)
	u.History, u.HistoryScore = d.history(m, l)
	return jd, nil
}

func (d *Desk) applies(l lens) string {
	v := d.sit.Thresholds.Verdict
	switch {
	case v.BaselineWeeks != 26 || v.HorizonWeeks != 13 || v.Rise != outlook.Rise || v.Fall != outlook.Fall:
		return notAsked
	case len(l.months) < shortest:
		return tooShort
	case !l.course.Active():
		return tooQuiet
	}
	return isLearnt
}

// course makes the readings of the months: as on record and, where coverage was thin in the last
// half year, as it would be if what was not reported had run as in the well-covered months of the year before.
func (d *Desk) course(l *lens, all []record.Event) {
	ends := make([]calendar.Date, len(l.months))
	for i, m := range l.months {
		ends[i] = m.To
	}
	th := d.sit.Thresholds.Coverage
	share := coverage.Exposure(all, ends, th)
	asRecorded, asUsual := make([]float64, len(ends)), make([]float64, len(ends))
	for i, m := range l.months {
		asRecorded[i] = float64(m.Deaths)
		asUsual[i] = asRecorded[i]
		if share[i] >= th.Thin {
			continue
		}
		if i >= len(ends)-unsure {
			l.thin++
		}
		sum, n := 0.0, 0.0
		for k := max(0, i-12); k < i; k++ {
			if share[k] >= th.Thin {
				sum += asRecorded[k]
				n++
			}
		}
		if n > 0 {
			asUsual[i] += (1 - share[i]) * sum / n
		}
	}
	l.course = outlook.Course{Readings: [][]float64{asRecorded}}
	if l.thin > 0 {
		l.course.Readings = append(l.course.Readings, asUsual)
	}
	l.course.Month = int(l.day.Time().Month())
}

// drivers puts what moved the probability of escalation since last month into words, largest first;
// what moved none of the classes by half a point is left out.
func (d *Desk) drivers(m *outlook.Model, l lens) []Driver {
	out := []Driver{}
	found, _ := m.Drivers(l.course)
	for _, x := range found {
		up, down := 100*x.Change[outlook.Escalation], 100*x.Change[outlook.DeEscalation]
		if max(up, -up, down, -down) < .5 {
			continue
		}
		key := "driver.both"
		switch {
		case max(up, -up) < .5:
			key = "driver.fall"
		case max(down, -down) < .5:
			key = "driver.rise"
		}
		out = append(out, Driver{string(x.Group), up, down, d.say.T(key, "what", d.say.T("driver.group."+string(x.Group)), "rise", points(up), "fall", points(down))})
	}
	slices.SortStableFunc(out, func(a, b Driver) int { return cmp.Compare(b.size(), a.size()) })
	return out
}

func (x Driver) size() float64 {
	return max(x.Escalation, -x.Escalation) + max(x.DeEscalation, -x.DeEscalation)
}

// scenarios says how the verdict would stand after each of some next months, and after one more
// act of cooperation or against it; those that move it most come first.
func (d *Desk) scenarios(m *outlook.Model, now verdict.Judgement, l lens) []Scenario {
	out := []Scenario{}
	add := func(id, text string, j verdict.Judgement) {
		moves := (dist(j.Escalation, now.Escalation) + dist(j.Holding, now.Holding) + dist(j.Reset, now.Reset)) / 2
		out = append(out, Scenario{id, text, j.Escalation, j.Holding, j.Reset, j.DeEscalation, string(j.Verdict), moves})
	}
	var said []float64
	for _, deaths := range d.possible(l) {
		if slices.Contains(said, deaths) {
			continue
		}
		said = append(said, deaths)
		if o, ok := m.Outlook(l.course.Then(deaths)); ok {
			add("month_"+figureOf(deaths), d.say.T(scene(deaths), "n", int(deaths)), now.With(o, l.net))
		}
	}
	if o, ok := m.Outlook(l.course); ok && l.dyad {
		more, less := l.coop, l.coop
		more.For++
		less.Against++
		add("act_for", d.say.T("scene.for"), now.With(o, more.Net()))
		add("act_against", d.say.T("scene.against"), now.With(o, less.Net()))
	}
	slices.SortStableFunc(out, func(a, b Scenario) int { return cmp.Compare(b.Moves, a.Moves) })
	return out
}

func scene(deaths float64) string {
	if deaths == 0 {
		return "scene.quiet"
	}
	return "scene.month"
}

// possible are the deaths of a next month that are tried: none, as many as usual, a rise, and a
// rise to twice that.
func (d *Desk) possible(l lens) []float64 {
	r := l.course.Readings[0]
	b := outlook.Base(r, len(r)-1)
	up := max(outlook.Rise*b, b+outlook.Step)
	return []float64{0, rounded(b), rounded(2 * up), rounded(4 * up)}
}

// rounded is a figure that one would say: to 1 below 10, to 5 below 50, else to 10.
func rounded(x float64) float64 {
	by := 10.0
	switch {
	case x < 10:
		by = 1
	case x < 50:
		by = 5
	}
	return max(1, float64(int(x/by+.5))) * by
}

// history is what would have been said of earlier months from the records as they are known now,
// each from what came before it, and what came; and how well that did.
func (d *Desk) history(m *outlook.Model, l lens) ([]PastVerdict, *HistoryScore) {
	out := []PastVerdict{}
	s := &HistoryScore{}
	for _, p := range m.Past(l.course, past, shortest) {
		day := activity.MonthsBack(l.day, p.Ago)
		net := 0.0
		if l.dyad {
			net = balance.Cooperating(l.pair, calendar.Last(7*l.weeks, day)).Net()
		}
		j := verdict.Judgement{}.With(p.Outlook, net)
		v := PastVerdict{Day: day, Verdict: string(j.Verdict), PEscalation: j.Escalation, PHolding: j.Holding, PReset: j.Reset, PDeEscalation: j.DeEscalation, Base: p.Base}
		if p.Known {
			v.Came, v.Happened = &p.Ahead, outlook.ClassNames[p.Came]
			if l.dyad {
				until := activity.MonthsBack(l.day, p.Ago-outlook.AheadMonths)
				acts := balance.Cooperating(l.pair, calendar.Window{From: day.Add(1), To: until})
				reset := p.Came == outlook.DeEscalation && acts.For > acts.Against
				v.Reset = &reset
			}
			s.add(p.Outlook.P, m.Rates, p.Came)
		}
		out = append(out, v)
	}
	if s.Months == 0 {
		return out, nil
	}
	s.RPS /= float64(s.Months)
	s.BaseRatesRPS /= float64(s.Months)
	return out, s
}
