package coder

import (
	"fmt"
	"strings"
)

// Explain shows how a text was read, sentence by sentence: groups with the side they name, verbs with voice and subject,
// and the triggers found.
func (c *Coder) Explain(item Item) string {
	d := c.read(item)
	defer c.end(d)
	var b strings.Builder
	if d.dateline.found() {
		fmt.Fprintf(&b, "dateline %s\n", d.dateline)
	}
	d.counts = c.counts.Append(d.counts, d.Document)
	for n := range d.sentences {
		s := &d.sentences[n]
		fmt.Fprintf(&b, "sentence %d [%d,%d)\n", n+1, s.Start, s.End)
		for k, g := range s.groups {
			fmt.Fprintf(&b, "  group %d: %s %q", k, orDash(g.prep), d.Slice(g.first, g.last))
			if g.actor.found() {
				fmt.Fprintf(&b, " is %s %s", orDash(g.actor.class), orDash(g.actor.side))
			}
			if g.and >= 0 {
				fmt.Fprintf(&b, " and %d", g.and)
			}
			if g.of >= 0 {
				fmt.Fprintf(&b, " of %d", g.of)
			}
			b.WriteByte('\n')
		}
		for _, v := range s.verbs {
			fmt.Fprintf(&b, "  verb %q subject %d%s\n", d.Slice(v.first, v.last), v.subject, traits(v))
		}
		for _, p := range c.places(d, s) {
			fmt.Fprintf(&b, "  place %s %q\n", p, d.Slice(p.first, p.last))
		}
		for _, k := range d.counts {
			if k.Sentence == n {
				fmt.Fprintf(&b, "  figure %q: %s %s to %s, %s, %s (%s)\n", d.Text[k.Span.Start:k.Span.End], k.Group, k.Low, k.High, k.Relation, k.Mood, k.Rule)
			}
		}
		for _, m := range d.moments {
			if m.first >= s.First && m.first < s.Last {
				fmt.Fprintf(&b, "  day %q: %s to %s (%s)\n", d.Slice(m.first, m.last), m.Start, m.End, m.rule)
			}
		}
		for _, a := range c.anchors(d, n) {
			fmt.Fprintf(&b, "  trigger %q: %s %s %s\n", d.Slice(a.first, a.last), a.trigger.Type, a.trigger.Mode, a.trigger.Strength)
		}
	}
	return b.String()
}

func (p place) String() string {
	return strings.Join([]string{orDash(p.country), orDash(p.admin1), orDash(p.admin2), orDash(p.kind)}, "/")
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func traits(v verb) string {
	var out []string
	for _, t := range []struct {
		on   bool
		name string
	}{{v.passive, "passive"}, {v.negated, "negated"}, {v.modal, "modal"}, {v.infinitive, "infinitive"}, {v.ing, "-ing"}, {v.reduced, "reduced"}, {v.perfect, "perfect"}} {
		if t.on {
			out = append(out, t.name)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return " (" + strings.Join(out, ", ") + ")"
}
