package export

import (
	"fmt"
	"html"
	"io"
	"strings"

	"detente/internal/hands/desk"
)

// HeatMap writes the branching matrix as an SVG picture: rows follow, columns are followed.
// Strength is written in each cell as well as shaded, and pairs that stand out after
// adjusting for their number have a frame.
func HeatMap(w io.Writer, r *desk.Retaliation) error {
	var b strings.Builder
	const left, top, cell = 270, 190, 62
	n := 0
	if r.Moving != nil {
		n = len(r.Moving.Streams)
	}
	name := map[string]string{}
	for _, s := range r.Streams {
		name[s.ID] = s.Name
	}
	width, height := left+cell*n+20, top+cell*n+40
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" font-family="system-ui, sans-serif" font-size="12">`, width, height, width, height)
	fmt.Fprintf(&b, `<title>%s</title><rect width="%d" height="%d" fill="#ffffff"/>`, html.EscapeString(r.Text), width, height)
	for j := range n {
		x := left + cell*j + cell/2
		fmt.Fprintf(&b, `<text transform="translate(%d %d) rotate(-40)" fill="#1c2430">%s</text>`, x-6, top-10, html.EscapeString(cut(name[r.Moving.Streams[j]], 34)))
	}
	for i := range n {
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end" fill="#1c2430">%s</text>`, left-8, top+cell*i+cell/2+4, html.EscapeString(cut(name[r.Moving.Streams[i]], 40)))
		for j := range n {
			l := r.Moving.Links[i][j]
			shade := min(1, l.Value/.6)
			ink := "#1c2430"
			if shade > .55 {
				ink = "#ffffff"
			}
			frame := "#d5dae1"
			if l.Q < desk.StandsOut {
				frame = "#1c2430"
			}
			fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="%d" fill="#1f5a99" fill-opacity="%.2f" stroke="%s"/>`, left+cell*j+2, top+cell*i+2, cell-4, cell-4, shade, frame)
			fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle" fill="%s">%.2f</text>`, left+cell*j+cell/2, top+cell*i+cell/2, ink, l.Value)
			fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle" font-size="9" fill="%s">%.2f–%.2f</text>`, left+cell*j+cell/2, top+cell*i+cell/2+14, ink, l.Low, l.High)
		}
	}
	fmt.Fprintf(&b, `<text x="8" y="%d" fill="#566173">As of %s. Rows follow columns; association in time, 90 %% intervals; framed: adjusted p under 0.1.</text></svg>`, height-12, r.AsOf)
	_, err := io.WriteString(w, b.String()+"\n")
	return err
}
