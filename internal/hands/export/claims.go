package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"detente/internal/hands/desk"
	"detente/internal/words/figure"
)

// ClaimsSheet gives the claims as rows: rivals (one figure a row), losses, speakers, months or
// after (one window a row).
func ClaimsSheet(p *desk.ClaimPage, rows string) Sheet {
	switch rows {
	case "losses":
		return lossSheet(p)
	case "speakers":
		return speakerSheet(p)
	case "months":
		return claimMonthSheet(p)
	case "after":
		return afterSheet(p)
	}
	s := Sheet{Head: []string{"event_id", "date_start", "subject", "low_of_all", "high_of_all", "spread", "ratio", "supported_low", "supported_best", "supported_high",
		"speaker", "speaker_side", "low", "high", "said", "claim_id", "source_url", "source_date"}}
	for _, e := range p.Events {
		for _, r := range e.Rivals {
			for _, c := range r.Figures {
				s.add(e.EventID, e.DateStart.String(), r.Subject, whole64(r.Low), whole64(r.High), whole64(r.Spread), fixed(r.Ratio, 2),
					r.Supported.Low.String(), r.Supported.Best.String(), r.Supported.High.String(),
					c.Speaker, c.SpeakerSide, c.Low.String(), c.High.String(), c.Said, c.ID, c.SourceURL, c.SourceDate.String())
			}
		}
	}
	return s
}

func lossSheet(p *desk.ClaimPage) Sheet {
	s := Sheet{Head: []string{"event_id", "date_start", "own_speaker", "own_side", "own_low", "own_high", "other_speaker", "other_side", "other_low", "other_high",
		"spread", "ratio", "own_source_url", "other_source_url"}}
	for _, x := range p.Losses {
		s.add(x.EventID, x.DateStart.String(), x.Own.Speaker, x.Own.SpeakerSide, x.Own.Low.String(), x.Own.High.String(),
			x.Other.Speaker, x.Other.SpeakerSide, x.Other.Low.String(), x.Other.High.String(), whole64(x.Spread), fixed(x.Ratio, 2), x.Own.SourceURL, x.Other.SourceURL)
	}
	return s
}

func speakerSheet(p *desk.ClaimPage) Sheet {
	s := Sheet{Head: []string{"speaker", "side", "subject", "events", "low", "high", "at_least", "comparable", "claimed", "counted", "ratio", "ratio_low", "ratio_high", "event_ids"}}
	for _, t := range p.Speakers {
		var ids []string
		for _, f := range t.Figures {
			ids = append(ids, f.EventID)
		}
		s.add(t.Speaker, t.Side, t.Subject, strconv.Itoa(t.Events), whole64(t.Low), whole64(t.High), strconv.Itoa(t.AtLeast), strconv.Itoa(t.Comparable),
			number1(t.Claimed), number1(t.Counted), fixed(t.Ratio, 2), fixed(t.RatioLow, 2), fixed(t.RatioHigh, 2), list(ids))
	}
	return s
}

func claimMonthSheet(p *desk.ClaimPage) Sheet {
	s := Sheet{Head: []string{"speaker", "side", "subject", "month", "events", "low", "high", "total_low", "total_high", "claimed", "counted", "total_claimed", "total_counted", "event_ids"}}
	for _, t := range p.Speakers {
		for _, m := range t.Months {
			s.add(t.Speaker, t.Side, t.Subject, m.Month.String(), strconv.Itoa(m.Events), whole64(m.Low), whole64(m.High), whole64(m.TotalLow), whole64(m.TotalHigh),
				number1(m.Claimed), number1(m.Counted), number1(m.SumClaimed), number1(m.SumCounted), list(m.EventIDs))
		}
	}
	return s
}

func afterSheet(p *desk.ClaimPage) Sheet {
	s := Sheet{Head: []string{"unit", "days", "quiet", "dates", "cut", "matched", "quiet_dates", "quarters", "attacks", "usual", "difference", "difference_low", "difference_high",
		"ratio", "ratio_low", "ratio_high", "low_coverage", "attack_ids"}}
	for _, w := range p.After.Windows {
		s.add(p.After.Unit, strconv.Itoa(w.Days), w.Quiet, strconv.Itoa(w.Dates), strconv.Itoa(w.Cut), strconv.Itoa(w.Matched), strconv.Itoa(w.QuietDates), strconv.Itoa(w.Quarters),
			fixed(w.Attacks, 2), fixed(w.Usual, 2), fixed(w.Difference, 2), fixed(w.DifferenceLow, 2), fixed(w.DifferenceHigh, 2),
			fixed(w.Ratio, 2), fixed(w.RatioLow, 2), fixed(w.RatioHigh, 2), strconv.Itoa(w.LowCoverage), list(w.AttackIDs))
	}
	return s
}

// fixed writes a figure that may be missing with so many digits; an empty cell is not zero.
func fixed(x *float64, digits int) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', digits, 64)
}

func whole64(n int64) string { return strconv.FormatInt(n, 10) }

func number1(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// ClaimsTable writes the claims for a terminal.
func ClaimsTable(w io.Writer, p *desk.ClaimPage, rows string) error {
	fmt.Fprintf(w, "As of %s. %s\n\n", p.AsOf, p.Text.Rivals)
	show := func(name string) bool { return rows == "" || rows == name }
	if show("rivals") {
		var t [][]string
		for _, e := range p.Events {
			for _, r := range e.Rivals {
				var said []string
				for _, c := range r.Figures {
					said = append(said, c.Speaker+" "+atLeast(c.Low, c.High))
				}
				t = append(t, []string{e.DateStart.String(), e.EventID, r.Subject, whole64(r.Spread), dash(rounded(r.Ratio, 1)), dash(r.Supported.Best.String()), strings.Join(said, "; ")})
			}
		}
		if err := block(w, t, "DATE", "EVENT", "SUBJECT", "SPREAD", "RATIO", "SUPPORTED", "FIGURES AS CLAIMED"); err != nil {
			return err
		}
	}
	if show("losses") {
		fmt.Fprintf(w, "%s\n\n", p.Text.Losses)
		var t [][]string
		for _, x := range p.Losses {
			t = append(t, []string{x.DateStart.String(), x.EventID, x.Own.Speaker + " " + atLeast(x.Own.Low, x.Own.High), x.Other.Speaker + " " + atLeast(x.Other.Low, x.Other.High), whole64(x.Spread), dash(rounded(x.Ratio, 1))})
		}
		if err := block(w, t, "DATE", "EVENT", "OWN DEAD AS ACKNOWLEDGED", "AS AN OPPONENT CLAIMS", "SPREAD", "RATIO"); err != nil {
			return err
		}
	}
	if show("speakers") {
		fmt.Fprintf(w, "%s\n\n", p.Text.Speakers)
		var t [][]string
		for _, x := range p.Speakers {
			t = append(t, []string{x.Speaker, x.Side, x.Subject, strconv.Itoa(x.Events), span64(x.Low, x.High), strconv.Itoa(x.Comparable), number1(x.Claimed), number1(x.Counted), dash(rounded(x.Ratio, 2)), interval(x.RatioLow, x.RatioHigh)})
		}
		if err := block(w, t, "SPEAKER", "SIDE", "SUBJECT", "EVENTS", "CLAIMED IN ALL", "COUNTED BY OTHERS TOO", "CLAIMED THERE", "COUNTED THERE", "RATIO", "90 %"); err != nil {
			return err
		}
	}
	if rows == "months" {
		if err := claimMonthSheet(p).Table(w); err != nil {
			return err
		}
	}
	if show("after") {
		fmt.Fprintf(w, "%s\n\n", p.After.Text)
		var t [][]string
		for _, x := range p.After.Windows {
			t = append(t, []string{strconv.Itoa(x.Days), x.Quiet, strconv.Itoa(x.Matched) + " of " + strconv.Itoa(x.Dates), strconv.Itoa(x.QuietDates), dash(rounded(x.Attacks, 2)), dash(rounded(x.Usual, 2)),
				dash(rounded(x.Difference, 2)), interval(x.DifferenceLow, x.DifferenceHigh), dash(rounded(x.Ratio, 2)), interval(x.RatioLow, x.RatioHigh), strconv.Itoa(x.LowCoverage)})
		}
		if err := block(w, t, "DAYS", "QUIET DATES HAVE", "DATES MATCHED", "QUIET DATES", "ATTACKS AFTER", "AFTER QUIET", "DIFFERENCE", "90 %", "RATIO", "90 %", "FEW REPORTS"); err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\n%s.\n", p.After.Note, p.After.Coverage.Text)
	}
	_, err := fmt.Fprintln(w, p.Text.Note)
	return err
}

// block writes rows under a heading and an empty line; nothing when there are no rows.
func block(w io.Writer, rows [][]string, head ...string) error {
	if len(rows) == 0 {
		return nil
	}
	if err := columnsTo(w, append([][]string{head}, rows...)); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

func interval(low, high *float64) string {
	if low == nil || high == nil {
		return "–"
	}
	return rounded(low, 2) + " to " + rounded(high, 2)
}

func span64(low, high int64) string {
	if low == high {
		return whole64(low)
	}
	return whole64(low) + "–" + whole64(high)
}

func atLeast(low, high figure.Count) string {
	return Killed(desk.Event{DeathsLow: low, DeathsHigh: high})
}

// ClaimsGeoJSON writes the events with rival figures that have a point.
func ClaimsGeoJSON(w io.Writer, p *desk.ClaimPage) error {
	c := points{Type: "FeatureCollection", AsOf: p.AsOf.String(), Features: []point{}}
	for _, e := range p.Events {
		c.add(e.EventID, e.Lat, e.Lon, e)
	}
	return JSON(w, c)
}

// points is a GeoJSON feature collection (RFC 7946) of what has a point.
type points struct {
	Type     string  `json:"type"`
	AsOf     string  `json:"as_of"`
	Unplaced int     `json:"unplaced"` // without a point that may be shown
	Features []point `json:"features"`
}

type point struct {
	Type       string   `json:"type"`
	ID         string   `json:"id"`
	Geometry   Geometry `json:"geometry"`
	Properties any      `json:"properties"`
}

func (c *points) add(id string, lat, lon *float64, what any) {
	if lat == nil || lon == nil {
		c.Unplaced++
		return
	}
	c.Features = append(c.Features, point{"Feature", id, Geometry{"Point", [2]float64{*lon, *lat}}, what})
}
