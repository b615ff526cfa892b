package desk

import (
	"math/rand/v2"
	"sync"

	"detente/internal/thinking/linkage"
	"detente/internal/words/phrase"
)

// links sets the base against each other series, at the same time.
func (d *Desk) links(series []linkage.Series, base int, q LinkageQuery) []Linked {
	out := make([]Linked, 0, len(series))
	found := make([]linkage.Linked, len(series))
	var wg sync.WaitGroup
	for i := range series {
		if i == base {
			continue
		}
		wg.Go(func() {
			// Each pair has its own stream of draws, so that one series more changes no other.
			r := rand.New(rand.NewPCG(d.sit.Thresholds.Verdict.Seed, hash(series[base].ID+"|"+series[i].ID)))
			found[i] = linkage.Correlate(series[base], series[i], linkage.Transform(q.Transform), r)
		})
	}
	wg.Wait()
	for i, l := range found {
		if i != base {
			out = append(out, d.linkView(series[base], series[i], l, q))
		}
	}
	return out
}

func (d *Desk) linkView(base, other linkage.Series, l linkage.Linked, q LinkageQuery) Linked {
	v := Linked{Other: other.ID, Pairs: l.Pairs, Reason: string(l.Why), Chance: ratio(l.Chance, l.HasChance), Beyond: l.Beyond(), Lags: []LinkedLag{}}
	for _, x := range l.Lags {
		v.Lags = append(v.Lags, lagView(x))
	}
	args := []any{"base", d.measureName(base.Kind), "other", d.linkageName(other), "pairs", l.Pairs}
	if l.Best == nil {
		v.Text = d.say.T("linkage.link."+v.Reason, args...)
		return v
	}
	best := lagView(*l.Best)
	v.Best = &best
	when := phrase.Of("linkage.lag.same")
	if n := l.Best.Lag; n > 0 {
		when = phrase.Of("linkage.lag.after", "periods", phrase.Of("linkage.periods."+q.Step, "n", n))
	} else if n < 0 {
		when = phrase.Of("linkage.lag.before", "periods", phrase.Of("linkage.periods."+q.Step, "n", -n))
	}
	key := "linkage.link.alone"
	if l.HasChance {
		key = "linkage.link.within"
		if v.Beyond {
			key = "linkage.link.beyond"
		}
	}
	args = append(args, "r", places(l.Best.R), "low", places(l.Best.In.Low), "high", places(l.Best.In.High), "when", when, "chance", places(l.Chance), "lags", len(l.Lags))
	v.Text = d.say.T(key, args...)
	return v
}

func lagView(l linkage.Lag) LinkedLag {
	return LinkedLag{l.Lag, l.Pairs, ratio(l.R, l.Measured), ratio(l.In.Low, l.HasIn), ratio(l.In.High, l.HasIn)}
}

func (d *Desk) linkageView(s linkage.Series) LinkageSeries {
	v := LinkageSeries{
		ID: s.ID, Kind: s.Kind, Name: d.measureName(s.Kind), Unit: s.Unit, Region: s.Region, Publisher: s.Publisher, Known: s.Known(),
		Missing: len(s.Points) - s.Known(), Undated: s.Undated, Unplaced: s.Unplaced, Twice: s.Twice, Points: make([]LinkagePoint, len(s.Points)),
	}
	for i, p := range s.Points {
		v.Points[i] = LinkagePoint{ratio(p.Value, p.Known), p.Events, p.URLs}
	}
	return v
}

// measureName is a series' measure in words: an indicator's own name, or the catalogue's.
func (d *Desk) measureName(kind string) string {
	for _, i := range d.sit.Indicators {
		if i.Code == kind {
			return i.Name
		}
	}
	return d.say.T("linkage.kind." + kind)
}

// linkageName says also where and by whom.
func (d *Desk) linkageName(s linkage.Series) string {
	if s.Publisher == "" {
		return d.measureName(s.Kind)
	}
	return d.say.T("linkage.series", "name", d.measureName(s.Kind), "region", s.Region, "publisher", s.Publisher)
}

func (d *Desk) linkageText(p *LinkagePage) string {
	measured, beyond := 0, 0
	for _, l := range p.Links {
		if l.Best != nil {
			measured++
		}
		if l.Beyond {
			beyond++
		}
	}
	if measured == 0 {
		return d.say.T("linkage.text.none", "periods", phrase.Of("linkage.periods."+p.Step, "n", len(p.Periods)))
	}
	return d.say.T("linkage.text", "periods", phrase.Of("linkage.periods."+p.Step, "n", len(p.Periods)), "from", p.From, "to", p.To,
		"base", d.measureName(p.Base), "n", len(p.Links), "measured", measured, "beyond", beyond)
}
