package desk

import (
	"context"
	"slices"
	"sort"
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/thinking/activity"
	"detente/internal/thinking/toll"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// tolled works out the human cost of a checked query.
func (d *Desk) tolled(ctx context.Context, m Moment, f ledger.Filter, q TollQuery) (*Toll, error) {
	out := &Toll{AsOf: m.Day, From: q.From, To: q.To, Level: q.Level, Period: q.Period, Points: []TollPoint{}}
	shown, err := drain(ctx, f, meant(q.Purpose, &out.Withheld, d.gate.Events))
	if err != nil {
		return nil, err
	}
	sources, err := d.sources(ctx, m, q.Datasets...)
	if err != nil {
		return nil, err
	}
	kinds := toll.Kinds(records(sources))
	var events []record.Event
	span := calendar.Window{From: q.From, To: q.To}
	for _, s := range shown {
		e := s.Record
		if !activity.Within(e.When, span) {
			continue
		}
		events = append(events, e)
		if !e.Violent() {
			continue
		}
		if e.Place.Point == nil {
			out.Unplaced++
			continue
		}
		out.Points = append(out.Points, TollPoint{
			e.ID, e.When.Start, e.Place.Point.Lat, e.Place.Point.Lon, string(s.Place), string(toll.GradeOf(e, kinds[e.ID])), e.Deaths.Total, e.Injured, e.Abducted,
		})
	}
	t := toll.Of(events)
	all := tollSum(t)
	out.Events, out.Deaths, out.Groups, out.Injured, out.Abducted = all.Events, all.Deaths, all.Groups, all.Injured, all.Abducted
	out.EventIDs, out.Text = some(t.IDs), d.tollText(t)
	for _, g := range toll.ByGrade(events, kinds) {
		out.Grades = append(out.Grades, TollGrade{string(g.Grade), d.say.T("toll.grade." + string(g.Grade)), tollSum(g.Toll)})
	}
	out.Places = []TollPlace{}
	for _, p := range toll.ByPlace(events, toll.Level(q.Level)) {
		out.Places = append(out.Places, TollPlace{p.Country, p.Admin1, p.Admin2, tollSum(p.Toll)})
	}
	out.Periods = []TollPeriod{}
	end := m.Day
	if q.To.IsSet() {
		end = min(end, q.To)
	}
	periods, undated := toll.ByPeriod(events, calendar.Window{From: q.From, To: end}, calendar.Precision(q.Period))
	for _, p := range periods {
		out.Periods = append(out.Periods, TollPeriod{p.From, p.To, tollSum(p.Toll)})
	}
	out.Undated = undated
	if err := d.tollPublished(ctx, m, q, events, out); err != nil {
		return nil, err
	}
	out.Words = d.tollWords(t, out)
	out.Reports, err = d.addresses(ctx, m, t.IDs, q.Datasets...)
	return out, err
}

func tollSum(t toll.Toll) TollSum {
	v := TollSum{Events: t.Violent, Deaths: t.Deaths, Injured: t.Injured, Abducted: TollCount{t.Abducted.Sum, t.Abducted.Of}, EventIDs: some(t.IDs), Groups: []TollGroup{}}
	for _, g := range t.Groups {
		v.Groups = append(v.Groups, TollGroup{g.Name, g.Deaths, g.Events, g.Unknown})
	}
	return v
}

// The indicators that stand beside the toll: those of people displaced, by how their code
// begins, and UCDP's count.
const (
	displacedCodes = "displaced"
	ucdpDeaths     = "ucdp_deaths_best"
)

// tollPublished adds what publishers say: people displaced, and UCDP's count.
func (d *Desk) tollPublished(ctx context.Context, m Moment, q TollQuery, events []record.Event, out *Toll) error {
	shown, err := drain(ctx, ledger.Filter{AsOf: m.AsOf}, meant(q.Purpose, &out.Withheld, d.gate.Observations))
	if err != nil {
		return err
	}
	window := calendar.Window{From: q.From, To: m.Day}
	if q.To.IsSet() {
		window.To = min(window.To, q.To)
	}
	out.Displaced = []TollSeries{}
	about := d.regionsOf(q)
	var ucdp []record.Observation
	at := map[[4]string]int{}
	obs := records(shown)
	sort.SliceStable(obs, func(i, j int) bool { return obs[i].End < obs[j].End })
	for _, o := range obs {
		switch {
		case o.Indicator == ucdpDeaths:
			ucdp = append(ucdp, o)
		case strings.HasPrefix(o.Indicator, displacedCodes) && overlaps(o, window) && about(o.Region):
			k := [4]string{o.Indicator, o.Region, o.Publisher, o.Unit}
			i, ok := at[k]
			if !ok {
				i = len(out.Displaced)
				at[k] = i
				out.Displaced = append(out.Displaced, TollSeries{o.Indicator, d.measureName(o.Indicator), o.Region, o.Publisher, o.Unit, nil})
			}
			out.Displaced[i].Figures = append(out.Displaced[i].Figures, TollFigure{
				o.ID, o.Start, o.End, o.TotalFrom.IsSet(), ratio(o.Value, o.Under == 0), ratio(o.Under, o.Under > 0), o.SourceURL, o.Note,
			})
		}
	}
	slices.SortFunc(out.Displaced, func(a, b TollSeries) int {
		return slices.Compare([]string{a.Indicator, a.Region, a.Publisher, a.Unit}, []string{b.Indicator, b.Region, b.Publisher, b.Unit})
	})
	out.Beside = d.beside(q, events, ucdp, window)
	return nil
}

// regionsOf says which regions of published figures a query is about: all, or those that bear
// the name of the narrowest places it names. Regions overlap, so a wider one is not shown.
func (d *Desk) regionsOf(q TollQuery) func(region string) bool {
	var names []string
	switch {
	case len(q.Admin2) > 0:
		names = q.Admin2
	case len(q.Admin1) > 0:
		names = q.Admin1
	case len(q.Countries) > 0:
		for _, c := range q.Countries {
			names = append(names, d.countryName(c))
		}
	default:
		i := slices.IndexFunc(d.sit.Units, func(u situation.Unit) bool { return u.ID == q.Unit })
		if i < 0 {
			return func(string) bool { return true }
		}
		names = []string{d.sit.Units[i].Admin1}
		if names[0] == "" {
			names[0] = d.countryName(d.sit.Units[i].Country)
		}
	}
	return func(region string) bool { return holds(names, region) }
}

// overlaps reports whether a figure's days touch the window; one without days is shown too.
func overlaps(o record.Observation, w calendar.Window) bool {
	v := calendar.Interval{Start: o.Start, End: o.End}
	if !o.Start.IsSet() {
		v.Start = o.End
	}
	return !o.End.IsSet() || v.Overlaps(w)
}

// beside compares with UCDP where the query restricts at most countries and days: its
// figures here are for whole countries and all violence.
func (d *Desk) beside(q TollQuery, events []record.Event, ucdp []record.Observation, w calendar.Window) TollBeside {
	b := TollBeside{Rows: []TollBesideRow{}, Sums: []TollBesideSum{}, Why: []string{}}
	n := len(q.Sides) + len(q.Types) + len(q.Modes) + len(q.Quads) + len(q.Admin1) + len(q.Admin2) + len(q.Datasets)
	switch {
	case n > 0 || q.Dyad != "" || q.Unit != "" || q.Words != "":
		b.Reason = d.say.T("toll.beside.narrow")
		return b
	case len(ucdp) == 0:
		b.Reason = d.say.T("toll.beside.none")
		return b
	}
	country := func(region string) string {
		for _, c := range d.sit.Countries {
			if c.Name == region && (len(q.Countries) == 0 || holds(q.Countries, c.Code)) {
				return c.Code
			}
		}
		return ""
	}
	if begins := d.sit.Dataset.Begins; !w.From.IsSet() || w.From < begins {
		w.From = begins
	}
	at := map[string]int{}
	for _, r := range toll.Compare(events, ucdp, country, w) {
		b.Rows = append(b.Rows, TollBesideRow{r.Country, r.Month, r.Events, r.Deaths, r.Published, r.URL, r.Note, some(r.IDs)})
		i, ok := at[r.Country]
		if !ok {
			i = len(b.Sums)
			at[r.Country] = i
			b.Sums = append(b.Sums, TollBesideSum{Country: r.Country, From: r.Month})
		}
		s := &b.Sums[i]
		s.To, s.Months, s.Events, s.UCDP = r.Month, s.Months+1, s.Events+r.Events, s.UCDP+r.Published
		join(&s.Deaths, r.Deaths)
	}
	if len(b.Rows) == 0 {
		b.Reason = d.say.T("toll.beside.none")
		return b
	}
	for i, s := range b.Sums {
		b.Sums[i].Text = d.say.T("toll.beside.sum", "country", d.countryName(s.Country), "months", phrase.Of("linkage.periods.month", "n", s.Months),
			"from", s.From.String()[:7], "to", s.To.String()[:7], "low", s.Deaths.Low, "high", s.Deaths.High, "events", phrase.Of("violent", "n", s.Events),
			"unknown", s.Deaths.Unknown, "ucdp", int64(s.UCDP))
	}
	for _, k := range []string{"scope", "attackers", "selection", "revised"} {
		b.Why = append(b.Why, d.say.T("toll.beside.why."+k))
	}
	return b
}

// join adds one sum to another.
func join(s *figure.Sum, x figure.Sum) {
	s.Low, s.Best, s.High = s.Low+x.Low, s.Best+x.Best, s.High+x.High
	s.Of, s.Unknown, s.AtLeast = s.Of+x.Of, s.Unknown+x.Unknown, s.AtLeast+x.AtLeast
}

func (d *Desk) countryName(code string) string {
	if c, ok := d.sit.Country(code); ok {
		return c.Name
	}
	return code
}

func (d *Desk) tollWords(t toll.Toll, v *Toll) TollText {
	w := TollText{
		Injured: d.say.T("toll.injured.none"), Abducted: d.say.T("toll.abducted.none"), Displaced: d.say.T("toll.displaced.none"),
		Grades: d.say.T("toll.grades"), Note: d.say.T("toll.note"),
	}
	if t.Injured.Unknown < t.Injured.Of {
		w.Injured = d.say.T("toll.injured", "low", t.Injured.Low, "high", t.Injured.High, "unknown", t.Injured.Unknown, "events", phrase.Of("violent", "n", t.Violent))
	}
	if t.Abducted.Of > 0 {
		w.Abducted = d.say.T("toll.abducted", "count", t.Abducted.Sum, "n", t.Abducted.Of)
	}
	if n := len(v.Displaced); n > 0 {
		w.Displaced = d.say.T("toll.displaced", "n", n)
	}
	return w
}
