package desk

import (
	"detente/internal/thinking/returns"
	"detente/internal/words/calendar"
)

// ReturnsPlan is an announced plan, deadline or order.
type ReturnsPlan struct {
	ID          string          `json:"id"`
	Kind        string          `json:"kind" enum:"commitment,event"`
	Announced   calendar.Date   `json:"announced"`
	Precision   string          `json:"announced_precision"`
	Due         calendar.Date   `json:"due"`
	Who         string          `json:"who"`
	Text        string          `json:"text"`
	SourceURL   string          `json:"source_url" doc:"of a commitment; the reports of an event are under reports"`
	NoticeLeast *int            `json:"notice_least" doc:"days from announcement to deadline; null without a deadline"`
	NoticeMost  *int            `json:"notice_most" doc:"the same from the earliest announcement it may have had"`
	EarlierIDs  []string        `json:"earlier_ids" doc:"earlier announcements of the same side, which may belong to it"`
	NoticeText  string          `json:"notice_text"`
	Beside      []ReturnsBeside `json:"beside" doc:"flows of at most a month within a month of the deadline, each publisher on its own"`
}

// ReturnsBeside is a flow beside a deadline.
type ReturnsBeside struct {
	Indicator string `json:"indicator"`
	Region    string `json:"region"`
	Publisher string `json:"publisher"`
	ReturnsFlow
}

// ReturnsForced is the forced part of returns.
type ReturnsForced struct {
	From      calendar.Date `json:"from"`
	To        calendar.Date `json:"to"`
	Region    string        `json:"region"`
	Publisher string        `json:"publisher"`
	Share     float64       `json:"share"`
	Deported  ReturnsFlow   `json:"deported"`
	Returned  ReturnsFlow   `json:"returned"`
}

// ReturnsRoute is what went through crossings of a whole.
type ReturnsRoute struct {
	From      calendar.Date `json:"from"`
	To        calendar.Date `json:"to"`
	Indicator string        `json:"indicator"`
	Region    string        `json:"region"`
	Publisher string        `json:"publisher"`
	Share     *float64      `json:"share" doc:"through the crossings given; null where they hold more than the whole"`
	Whole     ReturnsFlow   `json:"whole"`
	Legs      []ReturnsLeg  `json:"legs"`
}

// ReturnsLeg is the part of one crossing.
type ReturnsLeg struct {
	Crossing string      `json:"crossing"`
	Share    float64     `json:"share"`
	Flow     ReturnsFlow `json:"flow"`
}

// ReturnsOrder is how orderly one period was. The parts stand for themselves.
type ReturnsOrder struct {
	From      calendar.Date `json:"from"`
	To        calendar.Date `json:"to"`
	Region    string        `json:"region"`
	Publisher string        `json:"publisher"`
	Flow      ReturnsFlow   `json:"flow"`
	Parts     []ReturnsPart `json:"parts"`
	Missing   []string      `json:"missing" doc:"parts that the data do not give"`
	Low       *float64      `json:"low" doc:"mean of the parts, 0 to 1; null with fewer than two"`
	High      *float64      `json:"high"`
	Text      string        `json:"text"`
}

// ReturnsPart is one part, between 0 and 1.
type ReturnsPart struct {
	Name  string   `json:"name" enum:"surge,notice,regular_routes,not_forced"`
	Value float64  `json:"value" doc:"what was measured: the surge ratio, the least days of notice, the share by regular routes, the forced share"`
	Low   float64  `json:"low"`
	High  float64  `json:"high"`
	Text  string   `json:"text"`
	IDs   []string `json:"ids" doc:"rows, commitments and events behind it"`
}

func (d *Desk) flowView(f returns.Flow) ReturnsFlow {
	v := ReturnsFlow{From: f.Span.From, To: f.Span.To, Days: f.Span.Days(), Unit: f.Unit, Differenced: len(f.Rows) > 1, Rows: []ReturnsRow{}}
	v.Value, v.ValueText = amount(f.Value, f.Under)
	if v.Value != nil {
		rate := f.Rate()
		v.PerDay = &rate
	}
	for _, r := range f.Rows {
		v.Rows = append(v.Rows, d.figureRow(r))
	}
	if s := f.Surge; s != nil {
		v.Surge = &ReturnsSurge{s.Ratio, s.Norm, s.Periods, s.Days, s.IDs,
			d.say.T("returns.surge", "ratio", places(s.Ratio), "rate", d0(f.Rate()), "norm", d0(s.Norm), "n", s.Periods, "days", s.Days)}
	}
	return v
}

func (d *Desk) forcedView(x returns.Forced) ReturnsForced {
	r := x.Returned
	return ReturnsForced{r.Span.From, r.Span.To, r.Region, r.Publisher, x.Share, d.flowView(x.Deported), d.flowView(r)}
}

func (d *Desk) routeView(x returns.Route) ReturnsRoute {
	w := x.Whole
	v := ReturnsRoute{w.Span.From, w.Span.To, w.Indicator, w.Region, w.Publisher, x.Share, d.flowView(w), []ReturnsLeg{}}
	for _, l := range x.Legs {
		v.Legs = append(v.Legs, ReturnsLeg{l.Crossing, l.Share, d.flowView(l.Flow)})
	}
	return v
}

func (d *Desk) orderView(o returns.Order) ReturnsOrder {
	f := o.Flow
	v := ReturnsOrder{
		From: f.Span.From, To: f.Span.To, Region: f.Region, Publisher: f.Publisher, Flow: d.flowView(f),
		Parts: []ReturnsPart{}, Missing: some(o.Missing), Low: o.Low, High: o.High,
	}
	for _, p := range o.Parts {
		value := places(p.Value)
		switch p.Name {
		case returns.PartNotice:
			value = d0(p.Value)
		case returns.PartRoute, returns.PartForced:
			value = percent(p.Value)
		}
		v.Parts = append(v.Parts, ReturnsPart{p.Name, p.Value, p.Low, p.High, d.say.T("returns.part."+p.Name, "value", value), some(p.IDs)})
	}
	missing := make([]string, len(o.Missing))
	for i, m := range o.Missing {
		missing[i] = d.say.T("returns.part_name." + m)
	}
	switch {
	case o.Low == nil:
		v.Text = d.say.T("returns.order.one")
	case *o.Low == *o.High:
		v.Text = d.say.T("returns.order", "mean", places(*o.Low), "n", len(o.Parts), "missing", missing)
	default:
		v.Text = d.say.T("returns.order.range", "low", places(*o.Low), "high", places(*o.High), "n", len(o.Parts), "missing", missing)
	}
	if o.Low != nil && len(missing) > 0 {
		v.Text += " " + d.say.T("returns.order.missing", "missing", missing)
	}
	return v
}

func (d *Desk) planView(p returns.Plan, q ReturnsQuery) ReturnsPlan {
	v := ReturnsPlan{
		ID: p.ID, Kind: "commitment", Announced: p.Announced.Date, Precision: string(p.Announced.Precision), Due: p.Due.Date, Who: p.Who.Name,
		Text: p.Text, SourceURL: p.URL, NoticeLeast: p.Least, NoticeMost: p.Most, EarlierIDs: some(p.Earlier), Beside: []ReturnsBeside{},
	}
	switch {
	case p.Event:
		v.Kind = "event"
	case p.Least == nil:
		v.NoticeText = d.say.T("returns.notice.none")
	case *p.Least == *p.Most:
		v.NoticeText = d.say.T("returns.notice", "n", *p.Least)
	default:
		v.NoticeText = d.say.T("returns.notice.range", "least", *p.Least, "most", *p.Most)
	}
	for _, f := range p.Beside {
		if q.wants(f.Indicator, f.Region, f.Publisher) {
			v.Beside = append(v.Beside, ReturnsBeside{f.Indicator, f.Region, f.Publisher, d.flowView(f)})
		}
	}
	return v
}

// amount is a value as a number and as text; one held back has no number.
func amount(value, under float64) (*float64, string) {
	if under > 0 {
		return nil, "<" + d0(under)
	}
	return &value, grouped(value)
}

// grouped writes a number with thin groups of three digits.
func grouped(x float64) string {
	s := d0(x)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
