package brief

import (
	"fmt"
	"html"
	"strings"

	"detente/internal/hands/desk"
	"detente/internal/words/phrase"
)

// FanChart is the months on record, what was forecast for them a month before, and the months ahead.
type FanChart struct {
	Title   string              `json:"title"`
	History []desk.HorizonMonth `json:"history"`
	Past    []desk.HorizonPast  `json:"past"`
	Ahead   []desk.HorizonAhead `json:"ahead"`
}

// fanMonths is how many months on record are drawn.
const fanMonths = 24

// fan is the chart of an answer: its last months, and the forecasts of them that were made a month ahead.
func fan(title string, p *desk.HorizonPage) *FanChart {
	h := p.Total.History
	c := &FanChart{Title: title, History: h[max(0, len(h)-fanMonths):], Ahead: p.Total.Ahead}
	for _, x := range p.Total.Past {
		if x.Lead == 1 && len(c.History) > 0 && x.From >= c.History[0].From && x.Came != nil {
			c.Past = append(c.Past, x)
		}
	}
	return c
}

// SVG draws the months as bars, hollow where little was reported, each with the range and the middle that
// were forecast a month before, and the months ahead as bands of one in two and nine in ten with the middle as a line. The figures
// ahead are in the table below it.
func (c *FanChart) SVG(say *phrase.Catalog) string {
	n := len(c.History) + len(c.Ahead)
	if len(c.History) == 0 || len(c.Ahead) == 0 {
		return ""
	}
	top := 1.0
	for _, m := range c.History {
		top = max(top, m.Value)
	}
	for _, x := range c.Past {
		top = max(top, x.Q95)
	}
	for _, a := range c.Ahead {
		top = max(top, a.Q95)
	}
	step := (chartWidth - chartLeft - chartRight) / float64(n)
	x := func(i int) float64 { return chartLeft + (float64(i)+.5)*step }
	y := func(v float64) float64 { return chartHeight - foot - v/top*(chartHeight-foot-chartTop) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %.0f %.0f" role="img" aria-label="%s"><title>%s</title>`, chartWidth, chartHeight, html.EscapeString(c.Title), html.EscapeString(c.Title))
	line := func(class string, ends ...[]string) {
		fmt.Fprintf(&b, `<polygon class="%s" points="%s"/>`, class, strings.Join(append(ends[0], ends[1]...), " "))
	}
	last := len(c.History) - 1
	at := func(k int, v float64) string { return fmt.Sprintf("%.1f,%.1f", x(last+1+k), y(v)) }
	var q05, q25, q50, q75, q95 []string
	for k, a := range c.Ahead {
		q05, q25 = append([]string{at(k, a.Q05)}, q05...), append([]string{at(k, a.Q25)}, q25...)
		q50, q75, q95 = append(q50, at(k, a.Q50)), append(q75, at(k, a.Q75)), append(q95, at(k, a.Q95))
	}
	line("band", q95, q05)
	line("inner", q75, q25)
	for i, m := range c.History {
		class := "bar"
		if m.Thin {
			class = "hollow"
		}
		if m.Value > 0 {
			fmt.Fprintf(&b, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, class, x(i)-step*.35, y(m.Value), step*.7, y(0)-y(m.Value))
		}
		for _, p := range c.Past {
			if p.To == m.To {
				fmt.Fprintf(&b, `<line class="range" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/><circle class="dot" cx="%.1f" cy="%.1f" r="2.5"/>`, x(i), y(p.Q05), x(i), y(p.Q95), x(i), y(p.Q50))
			}
		}
	}
	fmt.Fprintf(&b, `<polyline class="level" points="%s"/>`, strings.Join(q50, " "))
	fmt.Fprintf(&b, `<line class="axis" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, chartLeft, y(0), chartWidth-chartRight, y(0))
	for _, v := range ticks(top) {
		fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="end">%d</text>`, chartLeft-6, y(float64(v))+4, v)
	}
	for i := 0; i < n; i += max(1, n/6) {
		day := ""
		if i <= last {
			day = c.History[i].To.String()
		} else {
			day = c.Ahead[i-last-1].To.String()
		}
		fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, x(i), chartHeight-foot+15, day[:7])
	}
	fmt.Fprintf(&b, `<text x="%.1f" y="%.1f">%s</text></svg>`, chartLeft, chartHeight-4, html.EscapeString(say.T("horizon.brief.legend")))
	return b.String()
}
