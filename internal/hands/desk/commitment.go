package desk

import (
	"math"

	"detente/internal/thinking/commitment"
	"detente/internal/thinking/survival"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/situation"
)

// Commitment is one public promise with the reading that says where it stands.
type Commitment struct {
	ID                 string        `json:"id"`
	Announced          calendar.Date `json:"announced"`
	AnnouncedPrecision string        `json:"announced_precision"`
	Institution        string        `json:"institution" doc:"as the row names it"`
	Body               string        `json:"body" doc:"the institution of the situation that it is, or the same as institution"`
	Sides              []string      `json:"institution_side"`
	Text               string        `json:"text"`
	Due                calendar.Date `json:"due"`
	DuePrecision       string        `json:"due_precision"`
	Theme              string        `json:"theme"`
	Status             string        `json:"status" enum:"announced,in_progress,partial,implemented,not_implemented,abandoned,unknown"`
	StatusDate         calendar.Date `json:"status_date"`
	Grade              *int          `json:"grade" doc:"0 none, 1 minimal, 2 intermediate, 3 full; null is unknown, which is not none"`
	Evidence           string        `json:"evidence"`
	SourceURL          string        `json:"source_url"`
	EvidenceURL        string        `json:"evidence_url"`
	EvidenceID         string        `json:"evidence_id"`
	Readings           int           `json:"readings"`
	DaysOpen           *int          `json:"days_open" doc:"since the announcement, while it can still be carried out; else null"`
	DaysOverdue        int           `json:"days_overdue"`
	DaysToEvidence     *int          `json:"days_to_evidence" doc:"from the announcement to the first dated evidence; null when there is none"`
}

// CommitmentText is the page in sentences.
type CommitmentText struct {
	Score     string `json:"score"`
	Overdue   string `json:"overdue"`
	Evidence  string `json:"evidence"`
	Time      string `json:"time"`
	Weighting string `json:"weighting"`
	Note      string `json:"note"`
}

// CommitmentWeighting is how the commitments were weighed.
type CommitmentWeighting struct {
	Each    string             `json:"each" enum:"equal,theme,side" doc:"what counts once"`
	Weights map[string]float64 `json:"weights" doc:"factors by theme or side; 1 where not given"`
}

// CommitmentScore is how far a group of commitments was carried out.
type CommitmentScore struct {
	Key        string         `json:"key" doc:"code of the theme or side, or the institution; empty for all"`
	Name       string         `json:"name"`
	N          int            `json:"n"`
	Scored     int            `json:"scored"`
	Unknown    int            `json:"unknown"`
	Score      *float64       `json:"score" doc:"0 to 100; null when none can be scored"`
	Low        *float64       `json:"low" doc:"were all the unknown at none"`
	High       *float64       `json:"high" doc:"were all the unknown at full"`
	Grades     map[string]int `json:"grades" doc:"commitments at none, minimal, intermediate, full"`
	IDs        []string       `json:"ids" doc:"of the scored"`
	UnknownIDs []string       `json:"unknown_ids"`
}

// CommitmentDelay is the wait for the first evidence of what became of a commitment.
type CommitmentDelay struct {
	MedianDays *float64         `json:"median_days" doc:"of the commitments with dated evidence; null when there are none"`
	N          int              `json:"n"`
	Without    int              `json:"without"`
	Coarse     int              `json:"coarse" doc:"of n, those with a date known only to the month or year"`
	IDs        []string         `json:"ids"`
	WithoutIDs []string         `json:"without_ids"`
	Estimate   SurvivalQuantile `json:"estimate" doc:"Kaplan–Meier median over all, those without evidence followed to the as-of day"`
}

// CommitmentTime is the time from announcement to a report that it was carried out.
type CommitmentTime struct {
	N          int              `json:"n"`
	Events     int              `json:"events" doc:"reported carried out"`
	Median     SurvivalQuantile `json:"median"`
	Curve      []SurvivalPoint  `json:"curve" doc:"one point for each day on which something ends or is censored; the share is 1 before"`
	Followed   string           `json:"followed" enum:"as_of,last_reading"`
	GivenUp    string           `json:"given_up" enum:"competing,censored"`
	GivenUpIDs []string         `json:"given_up_ids"`
	Undated    []string         `json:"undated_ids" doc:"carried out or announced on an unknown day: in no curve"`
	Coarse     int              `json:"coarse"`
}

// SurvivalQuantile is a day with its 95 % interval; null is beyond the time followed.
type SurvivalQuantile struct {
	Days *float64 `json:"days"`
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
}

// SurvivalPoint is a Kaplan–Meier curve on one day.
type SurvivalPoint struct {
	Days        int      `json:"days"`
	AtRisk      int      `json:"at_risk"`
	Events      int      `json:"events"`
	Censored    int      `json:"censored"`
	Share       float64  `json:"share" doc:"that lasts longer"`
	SE          *float64 `json:"std_err" doc:"Greenwood's; null where the share is 0"`
	Low         *float64 `json:"low" doc:"95 %, on the logarithm"`
	High        *float64 `json:"high"`
	PlainLow    *float64 `json:"plain_low"`
	PlainHigh   *float64 `json:"plain_high"`
	IDs         []string `json:"ids"`
	CensoredIDs []string `json:"censored_ids"`
}

func (d *Desk) commitmentPage(b *promises, list []commitment.Standing, w commitment.Weighting, r commitment.Rule) *CommitmentPage {
	p := &CommitmentPage{
		AsOf: b.day, Total: len(list), Overdue: []Commitment{}, ByStatus: map[string]int{}, Items: []Commitment{}, Withheld: b.withheld,
		Weighting: CommitmentWeighting{Each: string(w.Each), Weights: map[string]float64{}},
	}
	if p.Weighting.Each == "" {
		p.Weighting.Each = string(commitment.EachCommitment)
	}
	for _, set := range []map[string]float64{w.Theme, w.Side} {
		for k, v := range set {
			p.Weighting.Weights[k] = v
		}
	}
	for _, s := range list {
		p.ByStatus[string(s.Status())]++
		p.Items = append(p.Items, d.commitmentView(s))
	}
	for _, s := range commitment.Overdue(list) {
		p.Overdue = append(p.Overdue, d.commitmentView(s))
	}
	p.Score = scoreView(commitment.Aggregate(list, w), "")
	p.ByTheme = scoreViews(commitment.By(list, w, func(s commitment.Standing) []string { return []string{s.Theme} }), d.themeName)
	p.BySide = scoreViews(commitment.By(list, w, func(s commitment.Standing) []string { return s.Institution.Sides }), d.sideName)
	p.ByInstitution = scoreViews(commitment.By(list, w, func(s commitment.Standing) []string { return []string{d.body(s.Institution.Name)} }), func(k string) string { return k })
	delay, took := commitment.FirstEvidence(list, b.day), commitment.Implementation(list, b.day, r)
	p.FirstEvidence, p.Time = delayView(delay), timeView(took, r)
	p.Text = d.commitmentText(p, took)
	return p
}

func (d *Desk) commitmentView(s commitment.Standing) Commitment {
	v := Commitment{
		ID: s.ID, Announced: s.Announced.Date, AnnouncedPrecision: string(s.Announced.Precision), Institution: s.Institution.Name,
		Body: d.body(s.Institution.Name), Sides: some(s.Institution.Sides), Text: s.Text, Due: s.Due.Date, DuePrecision: string(s.Due.Precision),
		Theme: s.Theme, Status: string(s.Status()), Grade: gradeOf(s.Status()), SourceURL: s.SourceURL, DaysOverdue: s.Overdue, Readings: len(s.History),
	}
	if e := s.Newest(); e != nil {
		v.StatusDate, v.Evidence, v.EvidenceURL, v.EvidenceID = e.On.Date, e.Text, e.SourceURL, e.ID
	}
	if s.Announced.Date.IsSet() {
		if s.Status().Open() {
			v.DaysOpen = &s.Age
		}
		if e := s.FirstEvidence(); e != nil {
			n := s.Days(e)
			v.DaysToEvidence = &n
		}
	}
	return v
}

// body is the name of the institution that goes by the name, which stands for itself when
// the situation does not list it.
func (d *Desk) body(name string) string {
	if i, ok := d.sit.Institution(name); ok {
		return i.Name
	}
	return name
}

func (d *Desk) themeName(code string) string { return termName(d.sit.Themes, code) }

func termName(list []situation.Term, code string) string {
	for _, t := range list {
		if t.Code == code {
			return t.Name
		}
	}
	return code
}

func (d *Desk) sideName(code string) string {
	if s, ok := d.sit.Side(code); ok {
		return s.Name
	}
	return code
}

// year is the time after which the curve is put into words where half is not reached.
const year = 365

// commitmentText says in sentences what the page holds.
func (d *Desk) commitmentText(p *CommitmentPage, took commitment.Time) CommitmentText {
	t := CommitmentText{Note: d.say.T("commitment.note"), Weighting: d.say.T("commitment.weighting." + p.Weighting.Each)}
	if p.Total == 0 {
		t.Score = d.say.T("commitment.none")
		return t
	}
	s := p.Score
	switch {
	case s.Score == nil && s.Scored == 0:
		t.Score = d.say.T("commitment.score.unknown", "n", s.N)
	case s.Score == nil:
		t.Score = d.say.T("commitment.score.weightless")
	case s.Unknown == 0:
		t.Score = d.say.T("commitment.score.all", "score", whole(*s.Score), "n", s.N)
	default:
		t.Score = d.say.T("commitment.score", "score", whole(*s.Score), "scored", s.Scored, "n", s.N, "unknown", s.Unknown, "low", whole(*s.Low), "high", whole(*s.High))
	}
	t.Overdue = d.say.T("commitment.overdue", "n", len(p.Overdue), "total", p.Total)
	t.Evidence = d.say.T("commitment.evidence.none", "n", p.FirstEvidence.Without)
	if x := p.FirstEvidence.MedianDays; x != nil {
		t.Evidence = d.say.T("commitment.evidence", "n", p.FirstEvidence.N, "days", whole(*x), "without", p.FirstEvidence.Without)
	}
	t.Time = d.timeText(p.Time, took.Curve)
	return t
}

func (d *Desk) timeText(v CommitmentTime, c survival.Curve) string {
	done := phrase.Of("commitment.done", "n", v.Events, "of", v.N)
	switch {
	case v.N == 0:
		return d.say.T("commitment.time.none")
	case v.Events == 0:
		return d.say.T("commitment.time.never", "n", v.N)
	case v.Median.Days != nil:
		return d.say.T("commitment.time.median", "done", done, "days", whole(*v.Median.Days), "low", d.bound(v.Median.Low), "high", d.bound(v.Median.High))
	}
	x, ok := c.At(year)
	if !ok || x.Share == 0 {
		x = c.Points[len(c.Points)-1]
	} else {
		x.Days = year
	}
	return d.say.T("commitment.time.open", "done", done, "days", x.Days, "share", whole(100*(1-x.Share)), "low", whole(100*(1-x.Log.High)), "high", whole(100*(1-x.Log.Low)), "risk", x.AtRisk)
}

func (d *Desk) bound(x *float64) string {
	if x == nil {
		return d.say.T("commitment.beyond")
	}
	return whole(*x)
}

func whole(x float64) string { return d0(math.Round(x)) }
