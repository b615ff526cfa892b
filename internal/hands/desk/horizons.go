package desk

import (
	"context"
	"errors"
	"slices"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/thinking/activity"
	"detente/internal/thinking/bootstrap"
	"detente/internal/thinking/coverage"
	"detente/internal/thinking/horizon"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
)

const (
	horizonDraws = 1000
	horizonBack  = 240
	// A district or province with fewer acts, or with acts in fewer months, is not forecast.
	fewestActs   = 5
	fewestActive = 3
	lastMonths   = 24
	lastYear     = 12
	// reported is how many months back it is looked at how much was reported; none older has a weight.
	reportedBack = 36
)

// horizon works out the months ahead.
func (d *Desk) horizon(ctx context.Context, m Moment, q HorizonQuery) (*HorizonPage, error) {
	s, withheld, err := d.horizonRecord(ctx, m, q)
	if err != nil {
		return nil, err
	}
	months := activity.ByMonth(s.events, d.sit.Dataset.Begins, m.Day)
	out := &HorizonPage{AsOf: m.Day, Measure: q.Measure, Leads: q.Leads, Provinces: []HorizonPlace{}, Districts: []HorizonPlace{}, Trials: []HorizonTrial{}, Skill: []HorizonMargin{}, Notes: []string{}, EventIDs: []string{}, Withheld: withheld}
	out.Total = HorizonTotal{History: []HorizonMonth{}, Ahead: []HorizonAhead{}, Past: []HorizonPast{}, Held: []HorizonHeld{}}
	if n := len(months); n > 0 {
		year := calendar.Window{From: months[max(0, n-lastYear)].From, To: m.Day}
		for _, e := range s.events {
			if e.Violent() && activity.Within(e.When, year) {
				out.EventIDs = append(out.EventIDs, e.ID)
			}
		}
	}
	a, err := horizon.Ask(d.horizonQuestion(s, months, q))
	thin := d.sit.Thresholds.Coverage.Thin
	var share []float64
	if err == nil {
		share = a.Share
	} else {
		share = d.reportedBy(s, months, len(months)-1, len(months))
	}
	out.Total.History = historyOf(months, share, thin, q.Measure)
	switch {
	case errors.Is(err, horizon.ErrShort):
		out.Refused, out.Text = "short", d.say.T("horizon.short", "months", len(months), "least", horizon.LeastMonths)
		return out, nil
	case errors.Is(err, horizon.ErrQuiet):
		out.Refused, out.Text = "quiet", d.say.T("horizon.quiet", "least", horizon.LeastActs)
		return out, nil
	case err != nil:
		return nil, err
	}
	out.Draws = horizonDraws
	d.horizonTotal(out, a, months, m.Day)
	d.horizonPlaces(out, a, m.Day)
	d.horizonSkill(out, a)
	d.horizonWords(out, a)
	return out, nil
}

// horizonRecord is the events of a moment, without those that a licence keeps out of an export.
func (d *Desk) horizonRecord(ctx context.Context, m Moment, q HorizonQuery) (*snapshot, int, error) {
	if q.Purpose == gate.Show {
		s, err := d.snapshot(ctx, m)
		return s, 0, err
	}
	withheld := 0
	shown, err := drain(ctx, ledger.Filter{AsOf: m.AsOf}, meant(q.Purpose, &withheld, d.gate.Events))
	if err != nil {
		return nil, 0, err
	}
	s := &snapshot{moment: m, events: records(shown), shown: make(map[string]gate.Shown[record.Event], len(shown))}
	for _, e := range shown {
		s.shown[e.Record.ID] = e
	}
	return s, withheld, nil
}

// horizonQuestion turns the record into acts and months.
func (d *Desk) horizonQuestion(s *snapshot, months []activity.MonthDeaths, q HorizonQuery) horizon.Question {
	out := horizon.Question{
		Leads: q.Leads, Draws: horizonDraws, Back: horizonBack, Thin: d.sit.Thresholds.Coverage.Thin, Seed: d.sit.Thresholds.Verdict.Seed,
		Point: func(p horizon.Place) (record.Point, bool) {
			spot, ok := d.sit.Gazetteer.Find(p.Country, p.Admin1, p.Admin2)
			return spot.Point, ok && p.Country != ""
		},
		Share: func(month int) []float64 {
			back := reportedBack
			if month == len(months)-1 {
				back = len(months)
			}
			return d.reportedBy(s, months, month, back)
		},
	}
	for _, x := range months {
		out.Ends = append(out.Ends, x.To)
	}
	if len(months) > 0 {
		out.Begins = months[0].From
	}
	for _, e := range s.events {
		if !e.Violent() || e.When.Precision == calendar.Year {
			continue
		}
		a := horizon.Act{
			Day: min(activity.Middle(e), s.moment.Day), Known: s.shown[e.ID].Provenance.KnowableAt, Count: 1,
			At: horizon.Place{Country: e.Place.Country, Admin1: e.Place.Admin1, Admin2: e.Place.Admin2},
		}
		if e.When.Start > s.moment.Day {
			continue
		}
		if q.Measure == "deaths" {
			a.Count = float64(e.Deaths.Total.Middle().Or(0)) // without a figure it adds nothing
		}
		out.Acts = append(out.Acts, a)
	}
	return out
}

// reportedBy is how much was reported of the months up to one, against what was usual, from what
// was known at its end; months further back than asked count in full.
func (d *Desk) reportedBy(s *snapshot, months []activity.MonthDeaths, month, back int) []float64 {
	if month < 0 {
		return nil
	}
	end := months[month].To
	var known []record.Event
	for _, e := range s.events {
		if e.When.Start <= end && s.shown[e.ID].Provenance.KnowableAt <= end {
			known = append(known, e)
		}
	}
	from := max(0, month+1-back)
	var ends []calendar.Date
	for _, x := range months[from : month+1] {
		ends = append(ends, x.To)
	}
	out := make([]float64, from, month+1)
	for i := range out {
		out[i] = 1
	}
	return append(out, coverage.Exposure(known, ends, d.sit.Thresholds.Coverage)...)
}

func historyOf(months []activity.MonthDeaths, share []float64, thin float64, measure string) []HorizonMonth {
	out := make([]HorizonMonth, len(months))
	for i, x := range months {
		out[i] = HorizonMonth{From: x.From, To: x.To, Value: float64(x.Violent), Violent: x.Violent, Unknown: x.Unknown, Share: share[i], Thin: share[i] < thin}
		if measure == "deaths" {
			out[i].Value = float64(x.Deaths)
		}
	}
	return out
}

// monthAhead is the days of a month ahead: it ends on the day of the month that the others end on.
func monthAhead(day calendar.Date, lead int) (from, to calendar.Date) {
	return activity.MonthsBack(day, 1-lead).Add(1), activity.MonthsBack(day, -lead)
}

func (d *Desk) horizonTotal(out *HorizonPage, a *horizon.Answer, months []activity.MonthDeaths, day calendar.Date) {
	t := &out.Total
	for _, x := range a.Ahead {
		t.Ahead = append(t.Ahead, aheadOf(x.Total, x.Lead, day))
	}
	var in50, in90, of int
	for _, p := range a.Past {
		origin := months[p.Origin].To
		v := HorizonPast{Origin: origin, Lead: p.Lead, Model: string(p.Model), Quantiles: Quantiles{p.Quantiles[0], p.Quantiles[1], p.Quantiles[2], p.Quantiles[3], p.Quantiles[4]}, Came: p.Came, Thin: p.Thin}
		if at := p.Origin + p.Lead; at < len(months) {
			v.From, v.To = months[at].From, months[at].To
		} else {
			v.From, v.To = monthAhead(day, at-len(months)+1)
		}
		t.Past = append(t.Past, v)
		if p.Came == nil || p.Thin {
			continue
		}
		of++
		if *p.Came >= v.Q25 && *p.Came <= v.Q75 {
			in50++
		}
		if *p.Came >= v.Q05 && *p.Came <= v.Q95 {
			in90++
		}
	}
	t.Held = []HorizonHeld{{.5, in50, of}, {.9, in90, of}}
	t.BaseRate = d.baseRate(a.Months, a.Share)
}

// baseRate is what the months with enough reporting held.
func (d *Desk) baseRate(values, share []float64) HorizonBase {
	var seen []float64
	for i, v := range values {
		if share[i] >= d.sit.Thresholds.Coverage.Thin {
			seen = append(seen, v)
		}
	}
	if len(seen) == 0 {
		return HorizonBase{}
	}
	return HorizonBase{Months: len(seen), Quantiles: quantilesOf(seen), Any: anyOf(seen)}
}

func quantilesOf(draws []float64) Quantiles {
	v := slices.Sorted(slices.Values(draws))
	q := func(k int) float64 { return bootstrap.Quantile(v, horizon.Levels[k]) }
	return Quantiles{q(0), q(1), q(2), q(3), q(4)}
}

func anyOf(draws []float64) float64 {
	n := 0
	for _, v := range draws {
		if v > 0 {
			n++
		}
	}
	return float64(n) / float64(len(draws))
}

func aheadOf(draws []float64, lead int, day calendar.Date) HorizonAhead {
	v := HorizonAhead{Lead: lead, Quantiles: quantilesOf(draws), Any: anyOf(draws)}
	v.From, v.To = monthAhead(day, lead)
	for _, x := range draws {
		v.Mean += x
	}
	v.Mean /= float64(len(draws))
	return v
}

// horizonPlaces fills districts, provinces and the rest.
func (d *Desk) horizonPlaces(out *HorizonPage, a *horizon.Answer, day calendar.Date) {
	var rest []int
	provinces := map[horizon.Place][]int{}
	var order []horizon.Place
	for i, p := range a.Leaves {
		if p.Admin1 != "" {
			k := horizon.Place{Country: p.Country, Admin1: p.Admin1}
			if provinces[k] == nil {
				order = append(order, k)
			}
			provinces[k] = append(provinces[k], i)
		}
		if p.Admin2 == "" {
			rest = append(rest, i)
			continue
		}
		v := d.horizonPlace(p, a, []int{i}, day)
		if v.Refused != "" {
			rest = append(rest, i)
		}
		out.Districts = append(out.Districts, v)
	}
	for _, k := range order {
		out.Provinces = append(out.Provinces, d.horizonPlace(k, a, provinces[k], day))
	}
	v := d.horizonPlace(horizon.Place{}, a, rest, day)
	v.Lat, v.Lon = nil, nil
	out.Others = &v
}

// horizonPlace is the leaves of a place together.
func (d *Desk) horizonPlace(p horizon.Place, a *horizon.Answer, leaves []int, day calendar.Date) HorizonPlace {
	v := HorizonPlace{Country: p.Country, Admin1: p.Admin1, Admin2: p.Admin2, Ahead: []HorizonAhead{}}
	if spot, ok := d.sit.Gazetteer.Find(p.Country, p.Admin1, p.Admin2); ok && p.Country != "" {
		v.Lat, v.Lon = &spot.Point.Lat, &spot.Point.Lon
	}
	months := make([]float64, len(a.Months))
	for _, i := range leaves {
		v.Acts += a.Acts[i]
		for k, x := range a.ByLeaf[i] {
			months[k] += x
		}
	}
	v.Active = a.ActiveIn(leaves)
	v.Recent = months[max(0, len(months)-lastMonths):]
	if p != (horizon.Place{}) && (v.Acts < fewestActs || v.Active < fewestActive) {
		v.Refused = "too_few"
		v.Reason = d.say.T("horizon.too_few", "acts", phrase.Of("horizon.acts", "n", v.Acts), "months", phrase.Of("horizon.months", "n", v.Active), "least", fewestActs, "fewest", fewestActive)
		return v
	}
	for _, x := range a.Ahead {
		sum := make([]float64, len(x.Total))
		for _, i := range leaves {
			for k, n := range x.Leaf[i] {
				sum[k] += n
			}
		}
		v.Ahead = append(v.Ahead, aheadOf(sum, x.Lead, day))
	}
	b := d.baseRate(months, a.Share)
	v.BaseRate = &b
	return v
}
