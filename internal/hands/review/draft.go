// Package review stands between the coder's proposals and the ledger: it turns each proposed
// event into the fields of an event with the words they were read from, takes a reviewer's
// ruling, and keeps every ruling so that the coder's precision can be told.
package review

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"detente/internal/thinking/coder"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/phrase"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Report is a text with where it came from.
type Report struct {
	Text      string
	URL       string
	Publisher string
	Kind      string // of publisher
	Dateline  string
	Published calendar.Date
}

// Field is one field of a proposed event as the tables hold it. Start and End are bytes of the
// text, both 0 for what follows from no words of it.
type Field struct {
	Name  string `json:"name" doc:"column of events.csv"`
	Value string `json:"value"`
	Start int    `json:"start" doc:"first byte of the words it was read from"`
	End   int    `json:"end" doc:"byte after them; 0 when it follows from no words"`
	Rule  string `json:"rule" doc:"the rule that read it; empty for what was filled in"`
	Quote string `json:"quote" doc:"the words"`
}

// modes are the coder's labels whose name among the modes is another one.
var modes = map[string]plover.Mode{
	"demarche": "summons", "trade-deal": "trade_agreement", "deportation": "refugee_returns", "restriction": "trade_restriction",
	"protest": "demonstration", "pledge": "decision", "sanctions": "decision", "expulsion": "decision", "deployment": "decision",
}

// drafter fills in the fields of one proposed event.
type drafter struct {
	sit    *situation.Situation
	say    *phrase.Catalog
	report Report
	spans  map[string]coder.Field
	out    []Field
}

// draft gives the fields of a proposed event, in the order of the table.
func draft(sit *situation.Situation, say *phrase.Catalog, r Report, e coder.Event) []Field {
	d := &drafter{sit: sit, say: say, report: r, spans: map[string]coder.Field{}}
	for _, f := range e.Fields {
		if _, ok := d.spans[f.Name]; !ok {
			d.spans[f.Name] = f
		}
	}
	d.put("date_start", string(e.DateStart), "date")
	d.put("date_end", string(e.DateEnd), "date")
	d.put("date_precision", precision(string(e.DateStart), string(e.DateEnd)), "")
	d.place(e)
	d.put("initiator", capital(string(e.Initiator)), "initiator")
	d.put("initiator_side", d.side(string(e.InitiatorSide)), "initiator")
	d.put("target", capital(string(e.Target)), "target")
	d.put("target_side", d.side(string(e.TargetSide)), "target")
	d.put("type", string(e.Type), "type")
	d.put("mode", string(modeOf(e)), "mode")
	best := figure.Count{}
	if e.DeathsLow.Known() && e.DeathsLow == e.DeathsHigh {
		best = e.DeathsLow
	}
	d.put("deaths_low", written(e.DeathsLow), "deaths")
	d.put("deaths_best", written(best), "deaths")
	d.put("deaths_high", written(e.DeathsHigh), "deaths")
	d.put("injured_low", written(e.InjuredLow), "injured")
	d.put("injured_high", written(e.InjuredHigh), "injured")
	d.put("abducted", written(e.Abducted), "abducted")
	d.put("attribution", string(attribution(e)), "status")
	d.put("summary", d.summary(e), "")
	d.put("confidence", string(confidence(e)), "")
	d.put("source_url", r.URL, "")
	d.put("publisher", r.Publisher, "")
	if r.Published.IsSet() {
		d.put("source_date", r.Published.String(), "")
	}
	d.put("source_kind", r.Kind, "")
	return d.out
}

// put adds a field with the words that the coder read it from.
func (d *drafter) put(name, value, from string) {
	f := Field{Name: name, Value: value}
	if s, ok := d.spans[from]; ok && value != "" {
		f.Start, f.End, f.Rule = s.Start, s.End, s.Rule
		if s.End > s.Start && s.End <= len(d.report.Text) {
			f.Quote = d.report.Text[s.Start:s.End]
		}
	}
	d.out = append(d.out, f)
}

// side keeps a side that the situation knows.
func (d *drafter) side(code string) string {
	for _, s := range d.sit.Sides {
		if s.Code == code {
			return code
		}
	}
	return ""
}

// place fills in where: the gazetteer's point of the district, else the province, else the country.
func (d *drafter) place(e coder.Event) {
	country, admin1, admin2 := string(e.Country), string(e.Admin1), string(e.Admin2)
	lat, lon, precise := "", "", record.Country
	if admin1 != "" {
		precise = record.Province
	}
	if s, ok := d.sit.Gazetteer.Find(country, admin1, admin2); ok && admin2 != "" {
		lat, lon, precise = degrees(s.Point.Lat), degrees(s.Point.Lon), record.District
	}
	d.put("country", country, "place")
	d.put("admin1", admin1, "place")
	d.put("admin2", admin2, "place")
	d.put("place", string(e.Place), "place")
	d.put("lat", lat, "")
	d.put("lon", lon, "")
	d.put("geo_precision", strconv.Itoa(int(precise)), "")
}

func degrees(x float64) string { return strconv.FormatFloat(x, 'f', 4, 64) }

// summary proposes a sentence in the product's own words, never the report's.
func (d *drafter) summary(e coder.Event) string {
	where := string(e.Admin2)
	if where == "" {
		where = string(e.Admin1)
	}
	if where == "" {
		where = string(e.Country)
	}
	mode := string(modeOf(e))
	if mode == "" {
		mode = strings.ToLower(string(e.Type))
	}
	text := d.say.T("review.summary", "initiator", known(d.say, capital(string(e.Initiator))), "mode", strings.ReplaceAll(mode, "_", " "),
		"target", known(d.say, string(e.Target)), "where", where)
	low, high := e.DeathsLow, e.DeathsHigh
	switch {
	case low.Known() && low == high:
		text += " " + d.say.T("review.deaths", "n", written(low))
	case low.Known() && high.Known():
		text += " " + d.say.T("review.deaths.range", "low", written(low), "high", written(high))
	case low.Known():
		text += " " + d.say.T("review.deaths.low", "n", written(low))
	case high.Known():
		text += " " + d.say.T("review.deaths.high", "n", written(high))
	}
	return text
}

func known(say *phrase.Catalog, name string) string {
	if name == "" {
		return say.T("review.unnamed")
	}
	return name
}

// modeOf is the mode in the product's own list; empty when none is the same.
func modeOf(e coder.Event) plover.Mode {
	m, ok := modes[string(e.Mode)]
	if !ok {
		m = plover.Mode(strings.ReplaceAll(string(e.Mode), "-", "_"))
	}
	if !m.Valid() || m.Violent() != (e.Type == plover.Assault) {
		return ""
	}
	return m
}

// precision is the finest that the span of an event allows.
func precision(start, end string) string {
	a, errA := calendar.ParseDate(start)
	b, errB := calendar.ParseDate(end)
	switch {
	case errA != nil || errB != nil || b-a < 3: // a night or a long weekend is known to the day
		return string(calendar.Day)
	case b-a <= 14:
		return string(calendar.Week)
	case a == a.Month():
		return string(calendar.Month)
	}
	return string(calendar.Day)
}

// attribution follows the status: what only one party says is claimed, what its side denies is denied.
func attribution(e coder.Event) record.Attribution {
	switch {
	case e.Status == coder.Denied:
		return record.Denied
	case e.Status == coder.Claimed:
		return record.Claimed
	case e.Type == plover.Assault && e.Initiator == "":
		return record.Unclaimed
	}
	return record.Official
}

// confidence is medium at most: one report was read.
func confidence(e coder.Event) record.Confidence {
	if e.Status == coder.Asserted {
		return record.Medium
	}
	return record.Low
}

func written(c figure.Count) string {
	if !c.Known() {
		return ""
	}
	return strconv.FormatInt(c.Or(0), 10)
}

func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 || first == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}
