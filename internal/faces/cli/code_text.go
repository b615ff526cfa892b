package cli

import (
	"fmt"
	"strings"

	"detente/internal/hands/review"
	"detente/internal/thinking/coder"
	"detente/internal/words/figure"
)

// codedText lists what the coder proposes for one report, a proposal a line, each event with its first words of evidence.
func codedText(r codedItem) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: issued %s, language %s, rules %s\n", orNone(r.ID), orNone(r.Published), r.Language, r.Rules)
	if r.Uncoded != "" {
		fmt.Fprintf(&b, "  %s\n", r.Uncoded)
	}
	for _, e := range r.Events {
		place := e.Country
		for _, p := range []coder.Text{e.Admin1, e.Admin2} {
			if p != "" {
				place += ", " + p
			}
		}
		fmt.Fprintf(&b, "  %s %s, %s, %s: %s (%s) to %s (%s)", e.Type, e.Status, orNone(string(e.DateStart)), orNone(string(place)),
			orNone(string(e.Initiator)), orNone(string(e.InitiatorSide)), orNone(string(e.Target)), orNone(string(e.TargetSide)))
		for _, x := range []struct {
			name      string
			low, high figure.Count
		}{{"killed", e.DeathsLow, e.DeathsHigh}, {"hurt", e.InjuredLow, e.InjuredHigh}} {
			if x.low.Known() || x.high.Known() {
				fmt.Fprintf(&b, "; %s %s", x.name, peopleRange(x.low, x.high))
			}
		}
		if e.Speaker != "" {
			fmt.Fprintf(&b, "; on the word of %s", e.Speaker)
		}
		b.WriteByte('\n')
		if len(e.Evidence) > 0 {
			fmt.Fprintf(&b, "    %q\n", e.Evidence[0])
		}
	}
	for _, x := range r.Claims {
		fmt.Fprintf(&b, "  claim: %s, %s, by %s\n", x.Subject, peopleRange(x.Low, x.High), orNone(string(x.Speaker)))
	}
	for _, x := range r.Proposals {
		by := ""
		if x.Speaker != "" {
			by = ", on the word of " + string(x.Speaker)
		}
		fmt.Fprintf(&b, "  option: %s, %s%s: %q\n", orNone(string(x.Actor)), orNone(string(x.Lever)), by, x.Quote)
	}
	for _, x := range r.Mentions {
		fmt.Fprintf(&b, "  %s: %s %s: %q\n", x.Kind, orNone(string(x.Label)), x.Date, x.Quote)
	}
	return b.String()
}

func orNone(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

// peopleRange is a range of people in words; an open end is said.
func peopleRange(low, high figure.Count) string {
	switch {
	case !low.Known() && !high.Known():
		return "unknown"
	case !high.Known():
		return "at least " + low.String()
	case !low.Known():
		return "at most " + high.String()
	case low == high:
		return low.String()
	}
	return low.String() + " to " + high.String()
}

// knownText lists the events on file that the proposals may be, each with what conflicts.
func knownText(list []review.Matched) string {
	var b strings.Builder
	for _, m := range list {
		for _, k := range m.Known {
			fmt.Fprintf(&b, "  event %d may be %s, %s, %s: agrees in %s\n", m.Proposal+1, k.ID, k.Date, k.Place, strings.Join(k.Agrees, ", "))
			for _, c := range k.Conflicts {
				fmt.Fprintf(&b, "    %s: the text says %s, on file is %s\n", c.Field, orNone(c.Text), orNone(c.File))
			}
		}
	}
	return b.String()
}
