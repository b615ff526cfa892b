package intake

import (
	"regexp"
	"strings"

	"detente/internal/thinking/eventdate"
	"detente/internal/thinking/text"
	"detente/internal/words/calendar"
)

// Header is what the lines above a report say of it.
type Header struct {
	Published calendar.Date // unset where no line is a date
	Publisher string
	Text      string // the report with those lines blanked: bytes keep their places
}

// The lines above a report end at the first that is as long as a sentence.
const (
	headerLines = 12
	headerBytes = 140
	headerWords = 20
)

var (
	published = regexp.MustCompile(`(?i)^(?:first |last )?(?:published|posted|updated|modified|issued|dated?|release date)\b[ \t]*(?:on|at)?[ \t]*[:–—-]?`)
	publisher = regexp.MustCompile(`(?i)^(?:source|publisher|publication|outlet|newspaper)[ \t]*:[ \t]*(.+)$`)
	byline    = regexp.MustCompile(`^(?:(?:Author|Reporter|Byline|Writer)s?[ \t]*:.*|(?:By|BY)(?:(?: and|,)? \p{Lu}[\p{L}.'’-]*){1,8})$`)
)

// ReadHeader reads a day of issue and a publisher from the lines above a report: "Published March 10, 2026", "10 March 2026",
// "Source: Border Wire". Bylines are blanked too, since they name persons. Headlines stay.
func ReadHeader(s string) Header {
	h, blank := Header{Text: s}, []byte(s)
	for from, n := 0, 0; from < len(s) && n < headerLines; n++ {
		end := from + strings.IndexByte(s[from:]+"\n", '\n')
		line := strings.TrimSpace(s[from:end])
		taken := h.take(line)
		if !taken && begins(line) {
			break
		}
		for i := from; taken && i < end; i++ {
			if blank[i] != '\r' {
				blank[i] = ' '
			}
		}
		from = end + 1
	}
	if len(strings.TrimSpace(string(blank))) == 0 {
		return Header{Text: s} // nothing else is there: the lines are the report
	}
	h.Text = string(blank)
	return h
}

// take reads a line and reports whether it says something of the report and is no part of it.
func (h *Header) take(line string) bool {
	if line == "" || len(line) > headerBytes {
		return false
	}
	if day, ok := dateLine(line); ok {
		if !h.Published.IsSet() {
			h.Published = day
		}
		return true
	}
	if said := publisher.FindStringSubmatch(line); said != nil {
		if h.Publisher == "" {
			h.Publisher = brief(said[1])
		}
		return true
	}
	return byline.MatchString(line)
}

// begins reports a line of the report itself; headlines are shorter and end without a full stop.
func begins(line string) bool {
	return len(line) > headerBytes || strings.HasSuffix(line, ".") || len(strings.Fields(line)) > headerWords
}

// beside are words that stand beside the day of issue.
var beside = map[string]bool{
	"published": true, "updated": true, "posted": true, "modified": true, "last": true, "on": true, "at": true, "am": true, "pm": true, "a.m.": true, "p.m.": true, "pkt": true, "pst": true, "gmt": true,
	"utc": true, "ist": true, "aft": true, "est": true, "et": true, "bst": true, "hrs": true, "hours": true, "monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true,
	"saturday": true, "sunday": true, "mon": true, "tue": true, "wed": true, "thu": true, "fri": true, "sat": true, "sun": true,
}

// dateLine is the first day of a line that holds nothing but days, hours and words of issue.
func dateLine(line string) (calendar.Date, bool) {
	line = line[len(published.FindString(line)):]
	d := text.Read(line)
	days := eventdate.Find(d, 0)
	if len(days) == 0 || days[0].Interval.Start != days[0].Interval.End {
		return 0, false
	}
	for i, t := range d.Tokens {
		in := false
		for _, m := range days {
			in = in || m.Start <= t.Start && t.End <= m.End
		}
		if w := strings.Trim(t.Lower, "0123456789:"); !in && t.Kind == text.Word && w != "" && !beside[w] && !beside[d.Tokens[i].Lower] {
			return 0, false
		}
	}
	return days[0].Interval.Start, true
}
