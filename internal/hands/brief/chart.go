package brief

import (
	"fmt"
	"html"
	"strings"

	"detente/internal/words/phrase"
)

// The chart's box in its own units.
const (
	chartWidth, chartHeight               = 760.0, 240.0
	chartLeft, chartTop, chartRight, foot = 34.0, 12.0, 8.0, 34.0
)

// SVG draws weekly violent events as bars with the model's underlying rate as a line and
// its 90 % band. The numbers are in the table of weeks that follows the picture's title.
func (c *WeeksChart) SVG(say *phrase.Catalog) string {
	var b strings.Builder
	n := len(c.Weeks)
	if n == 0 {
		return ""
	}
	top := 1.0
	for _, w := range c.Weeks {
		top = max(top, float64(w.Violent))
		if w.LevelHigh != nil {
			top = max(top, *w.LevelHigh)
		}
	}
	step := (chartWidth - chartLeft - chartRight) / float64(n)
	x := func(i int) float64 { return chartLeft + (float64(i)+.5)*step }
	y := func(v float64) float64 { return chartHeight - foot - v/top*(chartHeight-foot-chartTop) }
	fmt.Fprintf(&b, `<svg viewBox="0 0 %.0f %.0f" role="img" aria-label="%s"><title>%s</title>`, chartWidth, chartHeight, html.EscapeString(c.Title), html.EscapeString(c.Title))
	var low, high, mid []string
	for i, w := range c.Weeks {
		if w.Level == nil {
			continue
		}
		high = append(high, fmt.Sprintf("%.1f,%.1f", x(i), y(*w.LevelHigh)))
		low = append([]string{fmt.Sprintf("%.1f,%.1f", x(i), y(*w.LevelLow))}, low...)
		mid = append(mid, fmt.Sprintf("%.1f,%.1f", x(i), y(*w.Level)))
	}
	if len(mid) > 0 {
		fmt.Fprintf(&b, `<polygon class="band" points="%s"/>`, strings.Join(append(high, low...), " "))
	}
	for i, w := range c.Weeks {
		if w.Violent > 0 {
			fmt.Fprintf(&b, `<rect class="bar" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, x(i)-step*.35, y(float64(w.Violent)), step*.7, y(0)-y(float64(w.Violent)))
		}
	}
	if len(mid) > 0 {
		fmt.Fprintf(&b, `<polyline class="level" points="%s"/>`, strings.Join(mid, " "))
	}
	fmt.Fprintf(&b, `<line class="axis" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, chartLeft, y(0), chartWidth-chartRight, y(0))
	for _, v := range ticks(top) {
		fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="end">%d</text>`, chartLeft-6, y(float64(v))+4, v)
	}
	for i := 0; i < n; i += max(1, n/6) {
		fmt.Fprintf(&b, `<text x="%.1f" y="%.1f">%s</text>`, x(i), chartHeight-foot+15, c.Weeks[i].Week.String()[:7])
	}
	fmt.Fprintf(&b, `<text x="%.1f" y="%.1f">%s</text></svg>`, chartLeft, chartHeight-4, html.EscapeString(say.T("brief.chart.legend")))
	return b.String()
}

// ticks gives whole numbers from zero up, at most five of them.
func ticks(top float64) []int {
	step := 1
	for float64(step)*4 < top {
		switch {
		case step%10 == 2 || step%100 == 20:
			step = step * 5 / 2
		default:
			step *= 2
		}
	}
	var out []int
	for v := 0; float64(v) <= top; v += step {
		out = append(out, v)
	}
	return out
}
