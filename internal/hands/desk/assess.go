package desk

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"

	"detente/internal/thinking/activity"
	"detente/internal/thinking/balance"
	"detente/internal/thinking/coverage"
	"detente/internal/thinking/outlook"
	"detente/internal/thinking/trend"
	"detente/internal/thinking/verdict"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// modelWeeks is the history given to the model: three years, so that the sparse first
// years of a chronology do not set the scale.
const modelWeeks = 156

// chartWeeks is the history shown week by week.
const chartWeeks = 104

// Assess judges every dyad and unit of the situation at a moment.
func (d *Desk) Assess(ctx context.Context, asOf calendar.Date) (*Assessment, error) {
	m, err := d.Resolve(ctx, asOf)
	if err != nil {
		return nil, err
	}
	return recall(ctx, d, "assess "+momentKey(m), func() (*Assessment, error) {
		s, err := d.snapshot(ctx, m)
		if err != nil {
			return nil, err
		}
		v, err := d.renew(ctx)
		if err != nil {
			return nil, err
		}
		return d.assess(s, v)
	})
}

func (d *Desk) assess(s *snapshot, version string) (*Assessment, error) {
	day, th := s.moment.Day, d.sit.Thresholds
	l, err := d.learning()
	if err != nil {
		return nil, err
	}
	a := &Assessment{AsOf: day, Today: d.Today(), DataVersion: version, Calibration: d.say.T("assess.calibration"), Learnt: l}
	cov := coverage.At(s.events, day, th.Coverage)
	if a.Newest = cov.Newest; a.Newest.IsSet() {
		a.NewestAge = int(a.Today - a.Newest)
	}
	weeks := weeksKnown(s.events, day)
	exposure := coverage.Exposure(s.events, weekEnds(day, weeks), th.Coverage)

	jobs := d.jobs()
	a.Units = make([]Unit, len(jobs))
	errs := make([]error, len(jobs))
	var wg sync.WaitGroup
	for i, j := range jobs {
		wg.Go(func() {
			a.Units[i], errs[i] = d.judge(j, s, cov, exposure, weeks)
		})
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("assess %s: %w", jobs[i].id, err)
		}
	}
	return a, nil
}

// job is one unit to judge: a dyad or a place.
type job struct {
	id, kind, name string
	holds          func(record.Event) bool
	dyad           *situation.Dyad // whose cooperation decides about a reset; nil when there is none
}

func (d *Desk) jobs() []job {
	var out []job
	for _, y := range d.sit.Dyads {
		out = append(out, job{y.ID, "dyad", y.Name, y.Holds, &y})
	}
	for _, u := range d.sit.Units {
		j := job{u.ID, "place", u.Name, u.Holds, nil}
		if y, ok := d.sit.Dyad(u.Dyad); ok {
			j.dyad = &y
		}
		out = append(out, j)
	}
	return out
}

func (d *Desk) judge(j job, s *snapshot, cov coverage.Coverage, exposure []float64, weeks int) (Unit, error) {
	day, th := s.moment.Day, d.sit.Thresholds
	var mine, pair []record.Event
	for _, e := range s.events {
		if j.holds(e) {
			mine = append(mine, e)
		}
		if j.dyad != nil && j.dyad.Holds(e) {
			pair = append(pair, e)
		}
	}
	low := cov.Grade == coverage.Low || cov.Grade == coverage.None
	u := Unit{ID: j.id, Kind: j.kind, Name: j.name, ResetScored: j.dyad != nil, Coverage: d.coverageView(cov)}
	for _, n := range []int{1, 4, 52} {
		u.Windows = append(u.Windows, d.windowView(activity.Compare(mine, day, d.sit.Dataset.Begins, n, th.Usual, low)))
	}
	weekly := activity.ByWeek(mine, day, weeks)
	obs := make([]trend.Week, weeks)
	for i, w := range weekly.Weeks {
		obs[i] = trend.Week{Count: w.Violent, Exposure: exposure[i]}
	}
	coop := balance.Cooperating(pair, calendar.Last(7*th.Verdict.BaselineWeeks, day))
	net := 0.0
	if j.dyad != nil {
		net = coop.Net()
	}
	// Each unit has its own stream of draws, so that adding a unit changes no other.
	r := rand.New(rand.NewPCG(th.Verdict.Seed, hash(j.id)))
	jd, err := verdict.Judge(obs, net, th.Verdict, r)
	if err != nil {
		return u, err
	}
	l := lens{
		months: activity.ByMonth(mine, d.begins(s.events), day), pair: pair, dyad: j.dyad != nil,
		day: day, weeks: th.Verdict.BaselineWeeks, net: net, coop: coop,
	}
	d.course(&l, s.events)
	if jd, err = d.learn(&u, jd, l); err != nil {
		return u, err
	}
	bal := balance.Weekly(mine, day, min(weeks, chartWeeks))
	trends := balance.Trends(balance.Weekly(mine, day, min(weeks, 30)), 4, 26)
	if j.dyad != nil && j.kind == "place" {
		// Cooperation is between the sides; a place has none of its own.
		trends[1] = balance.Trends(balance.Weekly(pair, day, min(weeks, 30)), 4, 26)[1]
	}
	u.fill(jd)
	u.Undated = weekly.Undated
	d.explain(&u, jd, coop, trends, cov)
	u.Weekly = weeklyView(weekly, jd, exposure)
	u.Balance = balanceView(bal)
	u.Trends = d.trendViews(trends)
	return u, nil
}

// begins is the first day of the record: that of the data set, else of the first event.
func (d *Desk) begins(events []record.Event) calendar.Date {
	if d.sit.Dataset.Begins.IsSet() {
		return d.sit.Dataset.Begins
	}
	first := d.Today()
	for _, e := range events {
		first = min(first, e.When.Start)
	}
	return first
}

// halfYear is the mean deaths of the last six months.
func halfYear(ms []MonthOfDeaths) float64 {
	r := make([]float64, len(ms))
	for i, m := range ms {
		r[i] = float64(m.Deaths)
	}
	return outlook.Base(r, len(r)-1)
}

// weeksKnown is the number of weeks from the first event to the day, at most modelWeeks.
func weeksKnown(events []record.Event, day calendar.Date) int {
	first := day
	for _, e := range events {
		first = min(first, e.When.Start)
	}
	return max(1, min(modelWeeks, int(day-first+1)/7))
}

func weekEnds(day calendar.Date, n int) []calendar.Date {
	out := make([]calendar.Date, n)
	for i := range out {
		out[i] = day.Add(-7 * (n - 1 - i))
	}
	return out
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// explain writes the sentence of reason, the risk and the opportunity.
func (d *Desk) explain(u *Unit, j verdict.Judgement, coop balance.Cooperation, trends []balance.Trend, cov coverage.Coverage) {
	four := u.Windows[1]
	before := j.Baseline
	key := "reason." + string(j.Verdict)
	last, base := int64(0), 0.0
	if u.Basis.Model == "learnt" {
		key = "learnt." + string(j.Verdict)
		last, base = u.Monthly[len(u.Monthly)-1].Deaths, halfYear(u.Monthly)
	}
	if u.Coverage.Grade == string(coverage.Low) || u.Coverage.Grade == string(coverage.None) {
		key += ".low_coverage"
	}
	u.Reason = d.say.T(key,
		"violent", phrase.Of("violent", "n", four.Violent), "rate", float64(four.Violent)/4, "before", before,
		"forecast", j.Forecast, "low", j.ForecastLow, "high", j.ForecastHigh,
		"p", percent(top(j)), "p_low", percent(j.HoldingIn[0]), "p_high", percent(j.HoldingIn[1]), "percent", int(100*cov.Share+.5), "name", u.Name,
		"baseline", stretch(d.sit.Thresholds.Verdict.BaselineWeeks), "horizon", d.sit.Thresholds.Verdict.HorizonWeeks,
		"last", last, "base", base, "cases", u.cases)
	up := phrase.Of("risk.steady")
	switch {
	case j.Verdict == verdict.Unclear:
		up = phrase.Of("risk.unclear")
	case trends[0].Recent > trends[0].Before:
		up = phrase.Of("risk.rising", "recent", trends[0].Recent, "before", trends[0].Before)
	}
	u.Risk = d.say.T("risk", "p", percent(j.Escalation), "trend", up)
	opp := "opportunity.none"
	switch {
	case !u.ResetScored:
		opp = "opportunity.unscored"
	case coop.For > 0 && coop.For > coop.Against:
		opp = "opportunity.net"
	case coop.For > 0:
		opp = "opportunity.some"
	}
	u.Opportunity = d.say.T(opp, "acts", phrase.Of("acts", "n", coop.For), "against", coop.Against, "p", percent(j.Reset),
		"weeks", d.sit.Thresholds.Verdict.BaselineWeeks)
	u.Evidence = append(append([]string{}, four.EventIDs...), coop.IDs...)
}

func top(j verdict.Judgement) float64 { return max(j.Escalation, j.Holding, j.Reset) }

func percent(p float64) string {
	switch {
	case p > 0 && p < .01:
		return "under 1 %"
	case p < 1 && p > .99:
		return "over 99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*p)
}

// stretch puts a number of weeks into words.
func stretch(weeks int) phrase.Text {
	if weeks == 26 {
		return phrase.Of("span.half_year")
	}
	return phrase.Of("span.weeks", "n", weeks)
}
