package ledger

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"detente/internal/words/calendar"
	"detente/internal/words/figure"
)

// Compare orders records as Fetch does: by start, kind, id and data set.
func Compare(a, b Record) int {
	return cmp.Or(cmp.Compare(a.Facets.Start, b.Facets.Start), cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.ID, b.ID), cmp.Compare(a.Dataset, b.Dataset))
}

// Sort orders records as Fetch does, desc from the last to the first.
func Sort(list []Record, desc bool) {
	slices.SortFunc(list, func(a, b Record) int {
		if desc {
			a, b = b, a
		}
		return Compare(a, b)
	})
}

// Check says what is wrong with a query: a dimension or a time bucket that there is not.
func (q Query) Check() error {
	if !slices.Contains([]Bucket{NoBucket, Daily, Weekly, Monthly}, q.Bucket) {
		return fmt.Errorf("there is no time bucket %q", q.Bucket)
	}
	for _, d := range q.By {
		if !slices.Contains(Dimensions, d) {
			return fmt.Errorf("there is no dimension %q", d)
		}
	}
	return nil
}

// Cells groups records that passed the filter of the query.
func (q Query) Cells(list []Record) []Cell {
	type group struct {
		cell   Cell
		deaths figure.Sum
		score  int64
	}
	groups := map[string]*group{}
	for _, r := range list {
		c := r.Facets
		cell := Cell{Keys: make([]string, len(q.By)), Bucket: bucketed(c.Start, q.Bucket)}
		for i, d := range q.By {
			cell.Keys[i] = facet(r, d)
		}
		name := cell.Bucket.String() + "\x00" + strings.Join(cell.Keys, "\x00")
		g := groups[name]
		if g == nil {
			g = &group{cell: cell}
			groups[name] = g
		}
		g.deaths.Add(figure.Range{Low: countFrom(c.DeathsLow), Best: countFrom(c.DeathsBest), High: countFrom(c.DeathsHigh)})
		g.score += int64(math.Round(c.Score * 1e6))
	}
	cells := []Cell{}
	for _, g := range groups {
		g.cell.Count, g.cell.DeathsUnknown = g.deaths.Of, g.deaths.Unknown
		g.cell.DeathsLow, g.cell.DeathsBest, g.cell.DeathsHigh = g.deaths.Low, g.deaths.Best, g.deaths.High
		g.cell.Score = float64(g.score) / 1e6
		cells = append(cells, g.cell)
	}
	slices.SortFunc(cells, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Bucket, b.Bucket), slices.Compare(a.Keys, b.Keys))
	})
	return cells
}

func countFrom(n *int64) figure.Count {
	if n == nil {
		return figure.Count{}
	}
	return figure.Of(*n)
}

func bucketed(d calendar.Date, b Bucket) calendar.Date {
	switch {
	case !d.IsSet() || b == NoBucket:
		return calendar.Unset
	case b == Weekly:
		return d.Week()
	case b == Monthly:
		return d.Month()
	}
	return d
}

func facet(r Record, d Dimension) string {
	c := r.Facets
	first := func(sides []string) string {
		if len(sides) == 0 {
			return ""
		}
		return sides[0]
	}
	return map[Dimension]string{
		ByKind: string(r.Kind), ByDataset: r.Dataset, ByCountry: c.Country, ByAdmin1: c.Admin1,
		ByAdmin2: c.Admin2, ByType: c.Type, ByMode: c.Mode, ByQuad: c.Quad,
		ByInitiator: first(c.InitiatorSides), ByTarget: first(c.TargetSides), ByCategory: c.Category, ByEvent: c.EventID,
	}[d]
}

// BoundsOf are the newest and oldest days of records.
func BoundsOf(list []Record) Bounds {
	var b Bounds
	for _, r := range list {
		b.Records++
		b.Knowable = max(b.Knowable, r.KnowableAt)
		if s := r.Facets.Start; s.IsSet() {
			b.Newest = max(b.Newest, s)
			if !b.Oldest.IsSet() || s < b.Oldest {
				b.Oldest = s
			}
		}
	}
	return b
}
