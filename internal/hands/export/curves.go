package export

import (
	"fmt"
	"html"
	"io"
	"math"
	"strings"

	"detente/internal/hands/desk"
)

// Curves writes the responses of the pairs that stand out as small SVG pictures with one
// scale: further events by lag, with their 90 % bands. The axis of days is of square roots, so that the first days show.
func Curves(w io.Writer, r *desk.Retaliation) error {
	const wide, high, left, top, across = 300, 190, 44, 44, 3
	var list []desk.ResponseCurve
	name := map[string]string{}
	for _, s := range r.Streams {
		name[s.ID] = s.Name
	}
	if r.Moving != nil {
		list = r.Moving.Curves
	}
	largest := 1e-9
	for _, c := range list {
		for _, x := range c.Total {
			largest = max(largest, x.High)
		}
	}
	rows := max(1, (len(list)+across-1)/across)
	width, height := across*wide, rows*(high+top)+40
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" font-family="system-ui, sans-serif" font-size="11">`, width, height, width, height)
	fmt.Fprintf(&b, `<title>%s</title><rect width="%d" height="%d" fill="#ffffff"/>`, html.EscapeString(r.Text), width, height)
	text := func(x, y float64, anchor, fill, s string) {
		fmt.Fprintf(&b, `<text x="%.0f" y="%.0f" text-anchor="%s" fill="%s">%s</text>`, x, y, anchor, fill, html.EscapeString(s))
	}
	if len(list) == 0 {
		text(10, 30, "start", "#1c2430", "No pair stands out, so that there is no response to draw.")
	}
	for k, c := range list {
		ox, oy := float64(k%across*wide+left), float64(k/across*(high+top)+top)
		inner, tall := float64(wide-left-14), float64(high-30)
		last := c.Lags[len(c.Lags)-1]
		at := func(lag, v float64) string {
			return fmt.Sprintf("%.1f,%.1f", ox+inner*math.Sqrt(lag/last), oy+tall*(1-v/largest))
		}
		text(ox, oy-20, "start", "#1c2430", cut(name[c.Receiver], 44))
		text(ox, oy-7, "start", "#566173", cut("after "+name[c.Source], 44))
		var upper, lower, line []string
		for i, lag := range c.Lags {
			x := c.Total[i]
			upper = append(upper, at(lag, x.High))
			lower = append([]string{at(lag, x.Low)}, lower...)
			line = append(line, at(lag, x.Value))
		}
		fmt.Fprintf(&b, `<polygon points="%s %s" fill="#1f5a99" fill-opacity="0.18"/>`, strings.Join(upper, " "), strings.Join(lower, " "))
		fmt.Fprintf(&b, `<polyline points="%s" fill="none" stroke="#1f5a99" stroke-width="2"/>`, strings.Join(line, " "))
		fmt.Fprintf(&b, `<path d="M%.1f %.1f V%.1f H%.1f" fill="none" stroke="#566173"/>`, ox, oy, oy+tall, ox+inner)
		text(ox-5, oy+8, "end", "#566173", fmt.Sprintf("%.2f", largest))
		text(ox-5, oy+tall, "end", "#566173", "0")
		for _, lag := range []float64{0, 1, 3, 7, 14, 28} {
			text(ox+inner*math.Sqrt(lag/last), oy+tall+14, "middle", "#566173", fmt.Sprintf("%.0f", lag))
		}
	}
	text(10, float64(height-14), "start", "#566173", fmt.Sprintf("As of %s. Further events associated with one event, by days since (square-root scale), with 90 %% bands. Association in time.", r.AsOf))
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}
