package review_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
	"detente/internal/hands/dictionary"
	"detente/internal/hands/edit"
	"detente/internal/hands/gate"
	"detente/internal/hands/review"
	"detente/internal/thinking/coder"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/situations"
)

var ctx = context.Background()

// text is invented: no such attack is on file.
const text = "Unidentified gunmen opened fire on a police van in Bannu on Saturday, killing three policemen and injuring two others, officials said.\n" +
	"Pakistan and Afghanistan held talks in Kabul on Friday about the reopening of the Torkham crossing."

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func lists() (*coder.Coder, error) {
	d, _, err := dictionary.Read(situations.Default())
	return coder.New(d), err
}

// room opens a room on the default situation, some days after the report.
func room(t *testing.T) (*review.Room, *desk.Desk, *edit.Book) {
	t.Helper()
	now := time.Date(2026, 7, 20, 12, 0, 0, 0, time.UTC)
	d, book := desktest.Edited(t, situations.Default(), now)
	return review.New(sync.OnceValues(lists), d, review.NewLog(book, d, func() time.Time { return now })), d, book
}

func report(t *testing.T) review.Report {
	return review.Report{Text: text, URL: "https://news.example/bannu", Publisher: "Example News", Kind: "newspaper", Published: day(t, "2026-06-28")}
}

func value(p review.Proposal, field string) string {
	for _, f := range p.Fields {
		if f.Name == field {
			return f.Value
		}
	}
	return "no such field"
}

func TestProposalsCarryTheirWords(t *testing.T) {
	m, _, _ := room(t)
	got, err := m.Read(ctx, report(t))
	if err != nil || len(got.Proposals) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	p := got.Proposals[0]
	for field, want := range map[string]string{
		"type": "ASSAULT", "date_start": "2026-06-27", "admin2": "Bannu", "deaths_low": "3", "deaths_best": "3", "injured_high": "2",
		"target_side": "PAK_POLICE", "initiator_side": "ARMED_UNKNOWN", "geo_precision": "3", "source_url": "https://news.example/bannu",
	} {
		if v := value(p, field); v != want {
			t.Errorf("%s is %q, want %q", field, v, want)
		}
	}
	for _, f := range p.Fields {
		if f.End > 0 && text[f.Start:f.End] != f.Quote || f.End == 0 && f.Quote != "" {
			t.Errorf("%+v", f)
		}
		if strings.Contains(text, f.Value) && f.Name == "summary" {
			t.Errorf("the summary is the report's own sentence: %s", f.Value)
		}
	}
}

// A loaded word of the report stands in quotation marks wherever it is shown as a field.
func TestLoadedWordsAreTheReports(t *testing.T) {
	m, _, _ := room(t)
	r := report(t)
	r.Text = "Terrorists ambushed a police van in Bannu on Saturday, killing two policemen, officials said."
	got, err := m.Read(ctx, r)
	if err != nil || len(got.Proposals) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if v := value(got.Proposals[0], "initiator"); v != "“Terrorists”" {
		t.Errorf("initiator %q", v)
	}
	if v := value(got.Proposals[0], "summary"); !strings.HasPrefix(v, "“Terrorists”:") {
		t.Errorf("summary %q", v)
	}
}

func TestTakingMendingAndRefusing(t *testing.T) {
	m, d, _ := room(t)
	r := review.Ruling{Report: report(t), Number: 0, Who: "desk officer", Fields: map[string]string{"mode": "armed_assault", "deaths_low": "3", "summary": "Gunmen attacked a police van in Bannu; police reported three dead."}}
	before, err := d.Toll(ctx, desk.TollQuery{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := m.Rule(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	if got.Event == "" || got.Ruling == "refused" || slices.Contains(got.Changed, "summary") || slices.Contains(got.Changed, "deaths_low") {
		t.Errorf("%+v", got)
	}
	d.Renew()
	x, err := d.Event(ctx, got.Event, 0)
	if err != nil || x.Event.DeathsBest.Or(0) != 3 || len(x.Reports) != 1 {
		t.Fatalf("%+v, %v", x, err)
	}
	after, err := d.Toll(ctx, desk.TollQuery{})
	if err != nil || after.Deaths.Best != before.Deaths.Best+3 {
		t.Errorf("the toll went from %d to %d, %v", before.Deaths.Best, after.Deaths.Best, err)
	}
	if _, err := m.Rule(ctx, r); !errors.Is(err, edit.ErrExists) {
		t.Errorf("taken twice: %v", err)
	}
	if _, err := m.Rule(ctx, review.Ruling{Report: report(t), Number: 1, Refuse: true, Who: "desk officer"}); err != nil {
		t.Fatal(err)
	}
	tally, err := m.Tally(ctx)
	if err != nil || tally.Total != 2 || tally.Refused != 1 || tally.Accepted+tally.Mended != 1 {
		t.Errorf("%+v, %v", tally, err)
	}
	// Each ruling says by which rules and word lists the text was read.
	c, err := lists()
	if err != nil {
		t.Fatal(err)
	}
	read := c.Code(coder.Item{Text: text}).Rules
	kept, err := d.Reviews(ctx, "")
	if err != nil || len(kept.Reviews) != 2 || kept.Reviews[0].Rules != read || read == coder.Rules {
		t.Errorf("%+v, read by %s, %v", kept, read, err)
	}
	// What is on file is recognised when it is told again.
	again, err := m.Read(ctx, report(t))
	if err != nil || len(again.Proposals[0].Known) == 0 || again.Proposals[0].Known[0].ID != got.Event {
		t.Errorf("%+v, %v", again.Proposals[0].Known, err)
	}
	// Taken events can be withdrawn like any edit.
	audit, err := d.Audit(ctx, desk.AuditQuery{Purpose: gate.Show})
	if err != nil || audit.Total == 0 {
		t.Errorf("%+v, %v", audit, err)
	}
}

func TestOneMoreReportOfAnEventOnFile(t *testing.T) {
	m, d, _ := room(t)
	got, err := m.Rule(ctx, review.Ruling{Report: report(t), Number: 0, Same: "PA-20220202-01", Who: "desk officer", Why: "the same attack"})
	if err != nil || got.Event != "PA-20220202-01" {
		t.Fatalf("%+v, %v", got, err)
	}
	d.Renew()
	x, err := d.Event(ctx, "PA-20220202-01", 0)
	if err != nil || !slices.ContainsFunc(x.Reports, func(s desk.Report) bool { return s.URL == "https://news.example/bannu" }) {
		t.Errorf("%+v, %v", x.Reports, err)
	}
}

func TestWhatIsNotTaken(t *testing.T) {
	m, d, _ := room(t)
	good := report(t)
	var refused *edit.Refused
	for name, c := range map[string]struct {
		r    review.Ruling
		want func(error) bool
	}{
		"no text":       {review.Ruling{Report: review.Report{Text: " \n", Published: good.Published}, Who: "x"}, func(e error) bool { return errors.Is(e, review.ErrEmpty) }},
		"no day":        {review.Ruling{Report: review.Report{Text: text}, Who: "x"}, func(e error) bool { return errors.Is(e, review.ErrUndated) }},
		"too long":      {review.Ruling{Report: review.Report{Text: strings.Repeat("a ", review.Most), Published: good.Published}, Who: "x"}, func(e error) bool { return errors.Is(e, review.ErrLong) }},
		"no such":       {review.Ruling{Report: good, Number: 9, Who: "x"}, func(e error) bool { return errors.Is(e, review.ErrNoProposal) }},
		"nobody":        {review.Ruling{Report: good}, func(e error) bool { return errors.As(e, &refused) }},
		"refused by no": {review.Ruling{Report: good, Refuse: true}, func(e error) bool { return errors.As(e, &refused) }},
		"no report":     {review.Ruling{Report: review.Report{Text: text, Published: good.Published}, Who: "x"}, func(e error) bool { return errors.As(e, &refused) }},
		"a bad field":   {review.Ruling{Report: good, Who: "x", Fields: map[string]string{"deaths_low": "many"}}, func(e error) bool { return errors.As(e, &refused) }},
	} {
		if _, err := m.Rule(ctx, c.r); !c.want(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if tally, err := m.Tally(ctx); err != nil || tally.Total != 0 {
		t.Errorf("%+v, %v", tally, err)
	}
	reading := review.New(sync.OnceValues(lists), d, nil)
	if _, err := reading.Rule(ctx, review.Ruling{Report: good, Who: "x"}); !errors.Is(err, review.ErrReadOnly) {
		t.Error(err)
	}
}

// two is invented: a side claims an attack and gives a figure of its own, and a sum over days is told.
const two = "Unidentified gunmen attacked an army convoy in Bannu on Saturday, killing three soldiers, officials said. " +
	"The TTP claimed responsibility for the attack and said that 11 soldiers were killed. " +
	"Over the past week, in a matter of days, over twenty policemen were killed. Islamabad must intensify political engagement with Kabul."

func claimOn(t *testing.T, got *review.Reading, subject string) review.Claim {
	t.Helper()
	for _, c := range got.Claims {
		if c.Subject == subject {
			return c
		}
	}
	t.Fatalf("no claim on %s in %+v", subject, got.Claims)
	return review.Claim{}
}

func column(c review.Claim, name string) string {
	for _, f := range c.Columns {
		if f.Name == name {
			return f.Value
		}
	}
	return "no such column"
}

func TestClaimsEnterTheLedger(t *testing.T) {
	m, d, book := room(t)
	r := report(t)
	r.Text = two
	got, err := m.Read(ctx, r)
	if err != nil || len(got.Proposals) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	c := claimOn(t, got, "responsibility")
	if c.Becomes != "claim" || c.Proposal != 0 || column(c, "speaker") != "Tehreek-e-Taliban Pakistan" || column(c, "speaker_side") != "TTP" || !strings.Contains(c.Quote, "claimed responsibility") {
		t.Errorf("%+v", c)
	}
	// Before its event is on file a claim has nothing to belong to.
	var refused *edit.Refused
	if _, err := m.Rule(ctx, review.Ruling{Report: r, On: record.OnClaim, Number: c.Number, Who: "JK"}); !errors.As(err, &refused) || !strings.Contains(err.Error(), "event_id") {
		t.Errorf("%v", err)
	}
	taken, err := m.Rule(ctx, review.Ruling{Report: r, Number: 0, Who: "JK", Fields: map[string]string{"mode": "armed_assault"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range got.Claims {
		if c.Becomes != "claim" {
			continue
		}
		done, err := m.Rule(ctx, review.Ruling{Report: r, On: record.OnClaim, Number: c.Number, Who: "JK", Fields: map[string]string{"speaker_side": "TTP"}})
		if err != nil || done.Event != taken.Event || done.Record == "" {
			t.Fatalf("%+v: %+v %v", c, done, err)
		}
		again := review.Ruling{Report: r, On: record.OnClaim, Number: c.Number, Who: "JK", Fields: map[string]string{"speaker_side": "TTP"}}
		if _, err := m.Rule(ctx, again); !errors.Is(err, edit.ErrExists) {
			t.Errorf("taken twice: %v", err)
		}
	}
	d.Renew()
	x, err := d.Event(ctx, taken.Event, 0)
	if err != nil || len(x.Claims) != 2 || len(x.Reports) != 1 || x.Event.DeathsBest.Or(0) == 11 {
		t.Errorf("%+v, %v", x.Claims, err)
	}
	// A claim that was taken can be taken back; one of the folder cannot.
	if _, err := book.Apply(ctx, edit.Request{Action: record.Retract, Kind: record.KindClaim, ID: x.Claims[0].ID, Who: "JK", Why: "misread"}); err != nil {
		t.Error(err)
	}
	d.Renew()
	if x, err := d.Event(ctx, taken.Event, 0); err != nil || len(x.Claims) != 1 {
		t.Errorf("%+v, %v", x.Claims, err)
	}
}

func TestWhatBelongsToNoEvent(t *testing.T) {
	m, d, _ := room(t)
	t.Run("a sum over days", func(t *testing.T) { sumOverDays(t, m, d) })
	t.Run("an event on file", func(t *testing.T) { claimOnFile(t, m, d) })
	t.Run("options", func(t *testing.T) { optionsKept(t, m, d) })
}

func sumOverDays(t *testing.T, m *review.Room, d *desk.Desk) {
	r := report(t)
	r.Text = two
	got, err := m.Read(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	c := claimOn(t, got, "deaths_police")
	if c.Proposal != -1 || c.Becomes != "observation" || column(c, "value") != "20" || column(c, "period_start") == "" {
		t.Fatalf("%+v", c)
	}
	rule := review.Ruling{Report: r, On: record.OnClaim, Number: c.Number, Who: "JK"}
	var refused *edit.Refused
	if _, err := m.Rule(ctx, rule); !errors.As(err, &refused) {
		t.Errorf("without an indicator: %v", err)
	}
	rule.Fields = map[string]string{"indicator": "security_forces_killed", "region": "Khyber Pakhtunkhwa"}
	done, err := m.Rule(ctx, rule)
	if err != nil || done.Ruling != "accepted" || done.Record == "" || done.Event != "" {
		t.Fatalf("%+v %v", done, err)
	}
	d.Renew()
	audit, err := d.Audit(ctx, desk.AuditQuery{Purpose: gate.Show})
	if err != nil || audit.Total != 1 || string(audit.Edits[0].Kind) != "observation" {
		t.Errorf("%+v %v", audit, err)
	}
}

func optionsKept(t *testing.T, m *review.Room, d *desk.Desk) {
	r := report(t)
	r.Text = two
	got, err := m.Read(ctx, r)
	if err != nil || len(got.Options) != 1 || got.Options[0].Lever != "CONSULT" {
		t.Fatalf("%+v %v", got.Options, err)
	}
	rule := review.Ruling{Report: r, On: record.OnOption, Who: "JK"}
	done, err := m.Rule(ctx, rule)
	if err != nil || done.Ruling != "accepted" || done.Record != "" {
		t.Fatalf("%+v %v", done, err)
	}
	rule.Fields = map[string]string{
		"issue": "talks_with_kabul", "stance": "support", "institution": "Example party", "institution_side": "PAK_PARTY", "speaker_role": "spokesman",
		"paraphrase": "Asked for more talks with Kabul.",
	}
	done, err = m.Rule(ctx, rule)
	if err != nil || done.Record == "" {
		t.Fatalf("%+v %v", done, err)
	}
	if _, err := m.Rule(ctx, review.Ruling{Report: r, On: record.OnOption, Refuse: true, Who: "JK"}); err != nil {
		t.Fatal(err)
	}
	d.Renew()
	tally, err := m.Tally(ctx)
	if err != nil || len(tally.Taken) != 2 || tally.Taken[0].Lever != "CONSULT" || tally.Taken[1].Record != done.Record || len(tally.Types) != 0 {
		t.Errorf("%+v %v", tally, err)
	}
	if _, err := m.Rule(ctx, review.Ruling{Report: r, On: "mention", Who: "JK"}); !errors.Is(err, review.ErrNoProposal) {
		t.Error(err)
	}
}

// What was left, changed and refused is told by field and by rule.
func TestPrecisionByFieldAndRule(t *testing.T) {
	m, _, _ := room(t)
	rule := review.Ruling{Report: report(t), Number: 0, Who: "JK", Fields: map[string]string{"mode": "armed_assault", "injured_high": "4"}}
	if _, err := m.Rule(ctx, rule); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Rule(ctx, review.Ruling{Report: report(t), Number: 1, Refuse: true, Who: "JK"}); err != nil {
		t.Fatal(err)
	}
	tally, err := m.Tally(ctx)
	if err != nil {
		t.Fatal(err)
	}
	by := func(list []review.Precision, name string) review.Precision {
		for _, p := range list {
			if p.Name == name {
				return p
			}
		}
		return review.Precision{}
	}
	if p := by(tally.ByField, "injured_high"); p != (review.Precision{Name: "injured_high", Read: 1, Mended: 1}) {
		t.Errorf("%+v", p)
	}
	if p := by(tally.ByField, "type"); p.Read != 2 || p.Accepted != 1 || p.Refused != 1 || p.Share != 0.5 {
		t.Errorf("%+v", p)
	}
	fields, rules := 0, 0
	for _, p := range tally.ByField {
		fields += p.Read
	}
	for _, p := range tally.ByRule {
		rules += p.Read
		if p.Name == "" || p.Accepted+p.Mended+p.Refused != p.Read {
			t.Errorf("%+v", p)
		}
	}
	if fields == 0 || fields != rules {
		t.Errorf("%d readings by field and %d by rule", fields, rules)
	}
	if len(tally.On) != 1 || tally.On[0] != (review.MatterTally{On: "event", Mended: 1, Refused: 1}) {
		t.Errorf("%+v", tally.On)
	}
}

// A figure about an event that is on file brings its report along.
func claimOnFile(t *testing.T, m *review.Room, d *desk.Desk) {
	r := report(t)
	r.Text = two
	got, err := m.Read(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	c := claimOn(t, got, "responsibility")
	done, err := m.Rule(ctx, review.Ruling{Report: r, On: record.OnClaim, Number: c.Number, Who: "JK", Fields: map[string]string{"event_id": "PA-20260225-01"}})
	if err != nil || done.Event != "PA-20260225-01" || done.Ruling != "accepted" {
		t.Fatalf("%+v %v", done, err)
	}
	d.Renew()
	x, err := d.Event(ctx, "PA-20260225-01", 0)
	if err != nil || !slices.ContainsFunc(x.Reports, func(s desk.Report) bool { return s.URL == r.URL }) ||
		!slices.ContainsFunc(x.Claims, func(s desk.Claim) bool { return s.Subject == "responsibility" && s.SpeakerSide == "TTP" }) {
		t.Errorf("%+v, %v", x.Claims, err)
	}
}
