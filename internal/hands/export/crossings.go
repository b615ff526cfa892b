package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"detente/internal/hands/desk"
	"detente/internal/words/calendar"
)

// CrossingsSheet gives the answer as rows: closures, one a row, or else the calendar, one row
// a crossing, scope and run of days in one state.
func CrossingsSheet(p *desk.CrossingPage, rows string) Sheet {
	if rows == "closures" {
		return closureSheet(p)
	}
	s := Sheet{Head: []string{"crossing", "scope", "from", "to", "days", "status", "certain", "row_ids", "source_urls"}}
	for _, c := range p.Crossings {
		for _, l := range c.Scopes {
			for _, r := range l.Runs {
				ids, urls := rowRefs(r.Rows)
				s.add(c.ID, l.Scope, r.From.String(), r.To.String(), strconv.Itoa(r.Days), r.Status, strconv.FormatBool(r.Certain), ids, urls)
			}
		}
	}
	return s
}

func closureSheet(p *desk.CrossingPage) Sheet {
	s := Sheet{Head: []string{"crossing", "scopes", "start", "end", "days", "censored", "last_seen", "near_before", "near_during", "across_before",
		"across_during", "closure_events", "reopening_events", "row_ids", "source_urls"}}
	for _, x := range p.Spells {
		ids, urls := rowRefs(x.Rows)
		s.add(x.Crossing, list(x.Scopes), x.Start.String(), x.End.String(), strconv.Itoa(x.Days), strconv.FormatBool(x.Censored), x.LastSeen.String(),
			list(x.NearBefore), list(x.NearDuring), list(x.BorderBefore), list(x.BorderDuring), list(x.Closures), list(x.Reopenings), ids, urls)
	}
	return s
}

func rowRefs(rows []desk.CrossingRow) (ids, urls string) {
	var a, b []string
	for _, r := range rows {
		a, b = append(a, r.ID), append(b, r.SourceURL)
	}
	return list(a), strings.Join(b, " ")
}

// CrossingsTable writes the state now, shares of days, closures and chances for a terminal.
func CrossingsTable(w io.Writer, p *desk.CrossingPage) error {
	rows := [][]string{{"CROSSING", "SCOPE", "NOW", "LAST REPORT", "OPEN OF CERTAIN DAYS", "OPEN OF ALL DAYS", "CERTAIN DAYS", "CLOSURES"}}
	for _, c := range p.Crossings {
		for _, l := range c.Scopes {
			now, last := l.Now.Status, "–"
			if !l.Now.Certain {
				now += " (not certain)"
			}
			for _, r := range l.Now.Rows {
				last = r.Date.String()
			}
			d := l.Shares
			rows = append(rows, []string{c.ID, l.Scope, now, last, share(d.OpenShare), fmt.Sprintf("%.0f–%.0f %%", 100*d.OpenLeast, 100*d.OpenMost),
				fmt.Sprintf("%d of %d", d.Open+d.Partial+d.Closed, d.All), strconv.Itoa(l.Reopens.Closures)})
		}
	}
	if err := columnsTo(w, rows); err != nil {
		return err
	}
	fmt.Fprintln(w)
	if err := closures(w, p); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\nAs of %s, days %s to %s. %s\n", p.AsOf, p.From, p.To, p.Text)
	return err
}

// SpellsTable writes the closures for a terminal, with the events and reports around each.
func SpellsTable(w io.Writer, p *desk.CrossingPage) error {
	if err := closures(w, p); err != nil {
		return err
	}
	for _, s := range p.Spells {
		fmt.Fprintf(w, "\n%s, closed from %s\n", s.Crossing, s.Start)
		for _, r := range s.Rows {
			fmt.Fprintf(w, "  %s %s, %s: %s\n", r.Date, r.Status, r.Scope, r.SourceURL)
		}
		for _, x := range []struct {
			name string
			ids  []string
		}{
			{"violence near, before", s.NearBefore}, {"violence near, during", s.NearDuring}, {"across the border, before", s.BorderBefore},
			{"across the border, during", s.BorderDuring}, {"reported as closing", s.Closures}, {"reported as reopening", s.Reopenings},
		} {
			if len(x.ids) > 0 {
				fmt.Fprintf(w, "  %s: %s\n", x.name, list(x.ids))
			}
		}
	}
	_, err := fmt.Fprintf(w, "\nAs of %s, days %s to %s. %s\n", p.AsOf, p.From, p.To, p.Text)
	return err
}

func closures(w io.Writer, p *desk.CrossingPage) error {
	rows := [][]string{{"CLOSED", "CROSSING", "SCOPES", "UNTIL", "DAYS", "VIOLENCE NEAR 7 DAYS BEFORE/DURING", "ACROSS BORDER BEFORE/DURING", "REPORT"}}
	for _, s := range p.Spells {
		until, days := s.End.String(), strconv.Itoa(s.Days)
		if s.Censored {
			until, days = "? seen "+s.LastSeen.String(), "≥ "+days
		}
		rows = append(rows, []string{s.Start.String(), s.Crossing, strings.Join(s.Scopes, ", "), until, days,
			fmt.Sprintf("%d/%d", len(s.NearBefore), len(s.NearDuring)), fmt.Sprintf("%d/%d", len(s.BorderBefore), len(s.BorderDuring)), s.Rows[0].SourceURL})
	}
	if err := columnsTo(w, rows); err != nil {
		return err
	}
	fmt.Fprintln(w)
	for _, r := range p.Reopening {
		fmt.Fprintln(w, r.Text)
		for _, c := range r.Table {
			if c.P != nil {
				fmt.Fprintf(w, "  %s\n", c.Text)
			}
		}
	}
	return nil
}

// marks are the letters of the calendar: capital for certain.
var marks = map[string]string{"open": "O", "partial": "P", "closed": "C", "contradictory": "!", "not_known": "·"}

// CrossingsCalendar writes a line a month and scope, a letter a day.
func CrossingsCalendar(w io.Writer, p *desk.CrossingPage) error {
	fmt.Fprintln(w, "O open, P partly open, C closed, ! reports differ, · not known; small letters: not certain.")
	for _, c := range p.Crossings {
		for _, l := range c.Scopes {
			fmt.Fprintf(w, "\n%s, %s\n", c.Name, l.Scope)
			var month calendar.Date
			for _, r := range l.Runs {
				m := marks[r.Status]
				if !r.Certain {
					m = strings.ToLower(m)
				}
				for d := r.From; d <= r.To; d++ {
					if d.Month() != month {
						if month.IsSet() {
							fmt.Fprintln(w)
						}
						month = d.Month()
						fmt.Fprintf(w, "%s %s", month.String()[:7], strings.Repeat(" ", int(d-month)))
					}
					fmt.Fprint(w, m)
				}
			}
			fmt.Fprintln(w)
		}
	}
	_, err := fmt.Fprintf(w, "\nAs of %s. %s\n", p.AsOf, p.Text)
	return err
}

// CrossingFeature is one crossing as GeoJSON; Geometry is nil where the situation gives no place.
type CrossingFeature struct {
	Type       string             `json:"type"`
	ID         string             `json:"id"`
	Geometry   *Geometry          `json:"geometry"`
	Properties CrossingProperties `json:"properties"`
}

// CrossingProperties are the state now by scope and the closures.
type CrossingProperties struct {
	Name     string              `json:"name"`
	AsOf     calendar.Date       `json:"as_of"`
	Now      map[string]string   `json:"now"`
	Certain  map[string]bool     `json:"certain"`
	Since    map[string]string   `json:"since"`
	Open     map[string]*float64 `json:"open_share"`
	Closures int                 `json:"closures"`
	Sources  []string            `json:"source_urls"`
}

// CrossingsGeoJSON writes a point a crossing.
func CrossingsGeoJSON(w io.Writer, p *desk.CrossingPage) error {
	out := struct {
		Type     string            `json:"type"`
		AsOf     string            `json:"as_of"`
		Features []CrossingFeature `json:"features"`
	}{"FeatureCollection", p.AsOf.String(), []CrossingFeature{}}
	for _, c := range p.Crossings {
		f := CrossingFeature{Type: "Feature", ID: c.ID, Properties: CrossingProperties{
			Name: c.Name, AsOf: p.AsOf, Now: map[string]string{}, Certain: map[string]bool{}, Since: map[string]string{}, Open: map[string]*float64{}, Sources: []string{},
		}}
		if c.Lat != nil && c.Lon != nil {
			f.Geometry = &Geometry{"Point", [2]float64{*c.Lon, *c.Lat}}
		}
		seen := map[string]bool{}
		for _, l := range c.Scopes {
			f.Properties.Now[l.Scope], f.Properties.Certain[l.Scope] = l.Now.Status, l.Now.Certain
			f.Properties.Since[l.Scope], f.Properties.Open[l.Scope] = l.Since.String(), l.Shares.OpenShare
			for _, r := range l.Now.Rows {
				if !seen[r.SourceURL] {
					seen[r.SourceURL] = true
					f.Properties.Sources = append(f.Properties.Sources, r.SourceURL)
				}
			}
		}
		for _, s := range p.Spells {
			if s.Crossing == c.ID {
				f.Properties.Closures++
			}
		}
		out.Features = append(out.Features, f)
	}
	return JSON(w, out)
}
