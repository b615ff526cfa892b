package claim

import (
	"math/rand/v2"
	"slices"
	"sort"

	"detente/internal/thinking/bootstrap"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Stated is one speaker's last figure for one subject of one event, and what others counted.
type Stated struct {
	Event      record.Event
	Claim      record.Claim
	Low, High  int64
	AtLeast    bool
	Comparable bool
	Counted    float64  // by others; only where Comparable
	By         []string // who counted; "" is the event's own supported figure
}

// Middle is the figure used in ratios: halfway between the ends.
func (s Stated) Middle() float64 { return (float64(s.Low) + float64(s.High)) / 2 }

// Month is what a speaker claimed about the events of one month, and since the first.
type Month struct {
	Month                  calendar.Date
	Low, High              int64
	SumLow, SumHigh        int64 // cumulative
	Events                 int
	Claimed, Counted       float64 // over the events that others counted too
	SumClaimed, SumCounted float64
	EventIDs               []string
}

// Tally is what one speaker claimed on one subject over time.
type Tally struct {
	Speaker, Side, Subject string
	Figures                []Stated // oldest event first
	Low, High              int64
	AtLeast                int // figures without an upper bound
	Months                 []Month
	Undated                int // events known only to the year, in no month
	Comparable             int // events that others counted too
	Claimed, Counted       float64
	Ratio                  float64 // Claimed over Counted
	HasRatio               bool
	Interval               bootstrap.Interval
	HasInterval            bool
}

// fewest is the number of events from which an interval is formed.
const fewest = 5

// resamples is the number of draws behind each interval.
const resamples = 2000

// By names who is counted as one speaker.
type By string

// Speakers one by one, or all of a side together.
const (
	BySpeaker By = "speaker"
	BySide    By = "side"
)

// Tallies adds up what each speaker claimed by subject, and sets it against what others
// counted for the same events. With R = Σ claimed / Σ counted over the events that have
// both, its interval is the percentile interval over events drawn again. Another speaker
// counts when it is of another party; where the event has a supported figure that one is
// taken, else the median of the others' middles. Of several figures of a speaker for one
// subject of one event the last by date is taken.
func Tallies(events []record.Event, claims []record.Claim, p Parties, by By, seed uint64) []Tally {
	at := make(map[string]record.Event, len(events))
	for _, e := range events {
		at[e.ID] = e
	}
	ofEvent := map[string][]record.Claim{}
	for _, c := range claims {
		if _, ok := at[c.EventID]; ok && (c.Low.Known() || c.High.Known()) {
			ofEvent[c.EventID] = append(ofEvent[c.EventID], c)
		}
	}
	type key struct{ who, side, subject string }
	last := map[key]map[string]record.Claim{}
	for id, list := range ofEvent {
		for _, c := range list {
			k := key{c.Speaker, c.SpeakerSide, c.Subject}
			if by == BySide {
				k.who = c.SpeakerSide
			}
			if last[k] == nil {
				last[k] = map[string]record.Claim{}
			}
			if old, ok := last[k][id]; !ok || later(c, old) {
				last[k][id] = c
			}
		}
	}
	keys := make([]key, 0, len(last))
	for k := range last {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		return slices.Compare([]string{a.who, a.side, a.subject}, []string{b.who, b.side, b.subject}) < 0
	})
	var out []Tally
	for _, k := range keys {
		t := Tally{Speaker: k.who, Side: k.side, Subject: k.subject}
		for id, c := range last[k] {
			t.Figures = append(t.Figures, stated(at[id], c, ofEvent[id], p))
		}
		sort.Slice(t.Figures, func(i, j int) bool {
			a, b := t.Figures[i].Event, t.Figures[j].Event
			return a.When.Start < b.When.Start || a.When.Start == b.When.Start && a.ID < b.ID
		})
		t.add()
		// Each tally has its own stream of draws, so that one speaker more changes no other.
		t.resample(rand.New(rand.NewPCG(seed, stream(k.who+"|"+k.side+"|"+k.subject))))
		out = append(out, t)
	}
	return out
}

// later reports whether c was said after old; of the same day the later id counts.
func later(c, old record.Claim) bool {
	return c.SourceDate > old.SourceDate || c.SourceDate == old.SourceDate && c.ID > old.ID
}

func stated(e record.Event, c record.Claim, all []record.Claim, p Parties) Stated {
	s := Stated{Event: e, Claim: c, AtLeast: c.Low.Known() && !c.High.Known()}
	s.Low, s.High = bounds(c)
	about, ok := p.About(c, e)
	if !ok {
		return s
	}
	if n, ok := Supported(e, about, p).Middle().Value(); ok {
		s.Comparable, s.Counted, s.By = true, float64(n), []string{""}
		return s
	}
	others := map[string]record.Claim{}
	for _, o := range all {
		d, ok := p.About(o, e)
		if !ok || d != about || p.Of(o.SpeakerSide) == p.Of(c.SpeakerSide) {
			continue
		}
		if old, seen := others[o.Speaker]; !seen || later(o, old) {
			others[o.Speaker] = o
		}
	}
	var v []float64
	for name, o := range others {
		lo, hi := bounds(o)
		v = append(v, (float64(lo)+float64(hi))/2)
		s.By = append(s.By, name)
	}
	if len(v) > 0 {
		sort.Float64s(v)
		sort.Strings(s.By)
		s.Comparable, s.Counted = true, bootstrap.Quantile(v, 0.5)
	}
	return s
}

func (t *Tally) add() {
	for _, s := range t.Figures {
		t.Low += s.Low
		t.High += s.High
		if s.AtLeast {
			t.AtLeast++
		}
		if s.Comparable {
			t.Comparable++
			t.Claimed += s.Middle()
			t.Counted += s.Counted
		}
		if s.Event.When.Precision == calendar.Year {
			t.Undated++
			continue
		}
		month := s.Event.When.Start.Month()
		if n := len(t.Months); n == 0 || t.Months[n-1].Month != month {
			t.Months = append(t.Months, Month{Month: month})
		}
		m := &t.Months[len(t.Months)-1]
		m.Low += s.Low
		m.High += s.High
		m.Events++
		m.EventIDs = append(m.EventIDs, s.Event.ID)
		if s.Comparable {
			m.Claimed += s.Middle()
			m.Counted += s.Counted
		}
	}
	var run Month
	for i := range t.Months {
		m := &t.Months[i]
		run.Low, run.High = run.Low+m.Low, run.High+m.High
		run.Claimed, run.Counted = run.Claimed+m.Claimed, run.Counted+m.Counted
		m.SumLow, m.SumHigh, m.SumClaimed, m.SumCounted = run.Low, run.High, run.Claimed, run.Counted
	}
	if t.Counted > 0 {
		t.Ratio, t.HasRatio = t.Claimed/t.Counted, true
	}
}

func (t *Tally) resample(r *rand.Rand) {
	if !t.HasRatio || t.Comparable < fewest {
		return
	}
	var both []Stated
	for _, s := range t.Figures {
		if s.Comparable {
			both = append(both, s)
		}
	}
	pick, draws := make([]int, len(both)), make([]float64, resamples)
	for i := range draws {
		bootstrap.Draw(pick, len(both), r)
		a, b := 0.0, 0.0
		for _, k := range pick {
			a += both[k].Middle()
			b += both[k].Counted
		}
		draws[i] = a / b
	}
	t.Interval, t.HasInterval = bootstrap.Percentile(draws, bootstrap.Level)
}

// stream is FNV-1a.
func stream(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
