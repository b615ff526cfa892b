package desk

import (
	"fmt"
	"strings"

	"detente/internal/hands/gate"
	"detente/internal/thinking/messaging"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
)

// MessagingPage says whether institutions say the same thing, by group and issue.
type MessagingPage struct {
	AsOf       calendar.Date    `json:"as_of"`
	By         string           `json:"by" enum:"institution,side" doc:"who is compared"`
	Window     int              `json:"window_days"`
	AtLeast    int              `json:"at_least" doc:"statements a window needs for an index"`
	Near       int              `json:"near_days" doc:"days within which opposite statements contradict each other"`
	Level      float64          `json:"level" doc:"coverage of the intervals"`
	Weighting  string           `json:"weighting" enum:"statements,equal" doc:"how much a pair of institutions counts: as often as the less heard spoke, or once"`
	Note       string           `json:"note"`
	Groups     []MessagingGroup `json:"groups"`
	Statements []Statement      `json:"statements" doc:"every statement of the groups, oldest first; ids elsewhere are of these"`
	Outside    int              `json:"outside" doc:"statements of sides in none of the groups"`
	Scope      string           `json:"scope" doc:"outside as a sentence"`
	Withheld   int              `json:"withheld" doc:"rows kept out of an export by their licence"`
}

// MessagingGroup is the institutions of the sides that are compared with each other.
type MessagingGroup struct {
	ID         string             `json:"id"`
	Name       string             `json:"name"`
	Sides      []string           `json:"sides"`
	Statements int                `json:"statements"`
	Text       string             `json:"text" doc:"who speaks most and least"`
	Speakers   []MessagingSpeaker `json:"speakers" doc:"most statements first; those of the situation without any come last"`
	Overall    MessagingIssue     `json:"overall" doc:"all issues together; only statements on one issue are compared"`
	Issues     []MessagingIssue   `json:"issues" doc:"those with a statement on record"`
	Silent     []string           `json:"no_statement" doc:"issues without a statement on record, which is not silence"`
	Apart      []string           `json:"undated_ids" doc:"statements without a usable date, in no number"`
}

// MessagingIssue is one issue over time.
type MessagingIssue struct {
	Issue          string                   `json:"issue" doc:"empty for all together"`
	Name           string                   `json:"name"`
	Text           string                   `json:"text"`
	RecordText     string                   `json:"record_text"`
	Now            MessagingReading         `json:"now" doc:"in the window that ends on the as-of day"`
	Record         MessagingReading         `json:"record" doc:"over all that is on record"`
	Series         []MessagingReading       `json:"series" doc:"in the window that ends with each month, and on the as-of day"`
	Positions      []MessagingSpeaker       `json:"positions"`
	Partings       []MessagingParting       `json:"partings" doc:"dates on which two that agreed came to disagree, oldest first"`
	Contradictions []MessagingContradiction `json:"contradictions" doc:"opposite statements near in time, newest first"`
}

// MessagingReading is the agreement in a window.
type MessagingReading struct {
	From       calendar.Date `json:"from"`
	To         calendar.Date `json:"to"`
	Grade      string        `json:"grade" enum:"enough,none,too_few,one_institution" doc:"only enough has an index"`
	Statements int           `json:"statements"`
	Speakers   int           `json:"institutions"`
	Index      *float64      `json:"index" doc:"1 all agree, 0 all opposed; null when the evidence is too thin, which is not 0"`
	Low        *float64      `json:"low" doc:"null also where all statements have one stance"`
	High       *float64      `json:"high"`
	IDs        []string      `json:"ids"`
}

// MessagingSpeaker is what one institution said.
type MessagingSpeaker struct {
	Name       string        `json:"name"`
	Statements int           `json:"statements"`
	Share      float64       `json:"share"`
	Support    int           `json:"support"`
	Mixed      int           `json:"mixed"`
	Oppose     int           `json:"oppose"`
	Mean       *float64      `json:"mean" doc:"1 support to −1 oppose; null without a statement"`
	First      calendar.Date `json:"first"`
	Last       calendar.Date `json:"last"`
	IDs        []string      `json:"ids" doc:"oldest first"`
}

// MessagingParting is a day on which two institutions that had agreed came to disagree.
type MessagingParting struct {
	A        string        `json:"a"`
	B        string        `json:"b"`
	Issue    string        `json:"issue"`
	Date     calendar.Date `json:"date"`
	Together calendar.Date `json:"together" doc:"last day on which their newest statements agreed"`
	Again    calendar.Date `json:"again" doc:"empty when they have not agreed since"`
	Before   []string      `json:"before_ids"`
	After    []string      `json:"after_ids"`
	Text     string        `json:"text"`
}

// MessagingContradiction is two statements with opposite stances, side by side.
type MessagingContradiction struct {
	Issue   string        `json:"issue"`
	Date    calendar.Date `json:"date" doc:"of the later one"`
	For     string        `json:"support_id"`
	Against string        `json:"oppose_id"`
	Days    int           `json:"days" doc:"between the last days that their dates can mean"`
	Own     bool          `json:"own" doc:"both are of one institution"`
}

// Statement is one institution's position as reported.
type Statement struct {
	ID          string        `json:"id"`
	Date        calendar.Date `json:"date"`
	Precision   string        `json:"date_precision"`
	Institution string        `json:"institution" doc:"as the row names it"`
	Body        string        `json:"body" doc:"the institution of the situation that it is"`
	Sides       []string      `json:"institution_side"`
	SpeakerRole string        `json:"speaker_role"`
	Issue       string        `json:"issue"`
	Stance      string        `json:"stance" enum:"support,mixed,oppose"`
	Text        string        `json:"text"`
	SourceURL   string        `json:"source_url"`
	KnowableAt  calendar.Date `json:"knowable_at"`
	Dataset     string        `json:"dataset"`
	Version     string        `json:"version"`
}

func (d *Desk) statementView(s gate.Shown[record.Statement]) Statement {
	r := s.Record
	return Statement{
		ID: r.ID, Date: r.On.Date, Precision: string(r.On.Precision), Institution: r.Institution.Name, Body: d.body(r.Institution.Name),
		Sides: some(r.Institution.Sides), SpeakerRole: r.SpeakerRole, Issue: r.Issue, Stance: string(r.Stance), Text: r.Text,
		SourceURL: r.SourceURL, KnowableAt: s.Provenance.KnowableAt, Dataset: s.Provenance.Dataset, Version: s.Provenance.Version,
	}
}

func readingView(x messaging.Reading) MessagingReading {
	v := MessagingReading{From: x.From, To: x.To, Grade: string(x.Grade), Statements: x.Statements, Speakers: x.Speakers, IDs: some(x.IDs)}
	if x.Grade == messaging.Enough {
		v.Index = &x.Index
	}
	if x.HasInterval {
		v.Low, v.High = &x.Low, &x.High
	}
	return v
}

func speakerViews(list []messaging.Speaker) []MessagingSpeaker {
	out := []MessagingSpeaker{}
	for _, s := range list {
		v := MessagingSpeaker{
			Name: s.Name, Statements: s.Statements, Share: s.Share, Oppose: s.Stances[0], Mixed: s.Stances[1], Support: s.Stances[2],
			First: s.First, Last: s.Last, IDs: some(s.IDs),
		}
		if m, ok := s.Mean(); ok {
			v.Mean = &m
		}
		out = append(out, v)
	}
	return out
}

func (d *Desk) partingView(p messaging.Parting) MessagingParting {
	ids := func(list []messaging.Statement) []string {
		return codes(list, func(s messaging.Statement) string { return s.ID })
	}
	v := MessagingParting{A: p.A, B: p.B, Issue: p.Issue, Date: p.Day, Together: p.Together, Again: p.Again, Before: ids(p.Before), After: ids(p.After)}
	again := phrase.Of("messaging.parted.still")
	if p.Again.IsSet() {
		again = phrase.Of("messaging.parted.again", "day", p.Again)
	}
	v.Text = d.say.T("messaging.parted", "a", p.A, "b", p.B, "issue", termName(d.sit.Issues, p.Issue), "day", p.Day, "together", p.Together, "again", again)
	return v
}

func contradictionView(c messaging.Contradiction) MessagingContradiction {
	return MessagingContradiction{Issue: c.For.Issue, Date: max(c.For.Day, c.Against.Day), For: c.For.ID, Against: c.Against.ID, Days: c.Days, Own: c.Own}
}

// The two spans over which agreement is put into words.
const (
	phraseNow    = "messaging.span.now"
	phraseRecord = "messaging.span.record"
)

// readingText says what a reading shows, or why it shows nothing.
func (d *Desk) readingText(x MessagingReading, span string, o messaging.Options) string {
	key := "messaging." + x.Grade
	args := []any{"span", phrase.Of(span, "days", o.Window), "n", x.Statements, "who", x.Speakers, "least", o.AtLeast}
	if x.Index != nil {
		key = "messaging.index.flat"
		args = append(args, "index", hundredths(*x.Index))
		if x.Low != nil {
			key = "messaging.index"
			args = append(args, "low", hundredths(*x.Low), "high", hundredths(*x.High), "level", d0(100*o.Level))
		}
	}
	return d.say.T(key, args...)
}

func hundredths(x float64) string { return fmt.Sprintf("%.2f", x) }

// speakersText says who speaks most and least in a group.
func (d *Desk) speakersText(g MessagingGroup) string {
	if g.Statements == 0 {
		return d.say.T("messaging.group.none", "name", g.Name)
	}
	var least, without []string
	fewest := g.Statements
	for _, s := range g.Speakers {
		if s.Statements > 0 {
			fewest = min(fewest, s.Statements)
		}
	}
	for _, s := range g.Speakers {
		switch s.Statements {
		case 0:
			without = append(without, s.Name)
		case fewest:
			least = append(least, s.Name)
		}
	}
	key := "messaging.group"
	if g.Speakers[0].Statements == g.Statements {
		key = "messaging.group.single"
	}
	text := d.say.T(key, "name", g.Name, "n", g.Statements, "most", g.Speakers[0].Name, "times", g.Speakers[0].Statements,
		"least", strings.Join(least, ", "), "fewest", fewest)
	if len(without) > 0 {
		text += " " + d.say.T("messaging.group.without", "names", strings.Join(without, ", "))
	}
	return text
}
