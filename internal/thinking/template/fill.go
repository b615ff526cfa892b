package template

import (
	"fmt"
	"slices"
	"strings"

	"detente/internal/thinking/casualty"
	"detente/internal/words/calendar"
)

// fill makes the incident of one type from the sentences that tell of it.
func (s *story) fill(t string, own []int) Template {
	out := Template{Type: t, Stage: "ACCOMPLISHED", first: own[0]}
	for _, h := range s.hits {
		if h.cue.kind == "type" && h.cue.value == t && slices.Contains(own, h.sentence) && len(out.Evidence) < 6 {
			k := s.d.Tokens[h.token]
			out.Evidence = append(out.Evidence, Span{k.Start, k.End})
		}
	}
	out.Date = s.date(own)
	out.Location = s.location(own)
	s.actors(&out, own)
	s.things(&out, own)
	s.humans(&out, own)
	return out
}

// date is the first day named in the sentences, or "on or before" the day of publication.
func (s *story) date(own []int) string {
	for _, n := range own {
		for _, m := range s.dates {
			if m.Sentence != n || m.Ahead || s.spoken(m.Token) || m.Interval.Precision != calendar.Day || m.Interval.Start > s.published {
				continue
			}
			if m.Interval.Start == m.Interval.End {
				return stamp(m.Interval.Start)
			}
			return stamp(m.Interval.Start) + " - " + stamp(m.Interval.End)
		}
	}
	if !s.published.IsSet() {
		return ""
	}
	return "- " + stamp(s.published)
}

// spoken reports a day on which something was said: "reported today", "today said".
func (s *story) spoken(i int) bool {
	for _, k := range []int{i - 1, i - 2, i + 1} {
		if k < 0 || k >= len(s.d.Tokens) {
			continue
		}
		switch s.d.Tokens[k].Lower {
		case "said", "reported", "announced", "stated", "told", "confirmed", "declared", "issued", "revealed", "disclosed", "condemned",
			"claimed", "says", "denied", "sources", "communique", "indicated", "report", "reports", "added", "asserted", "admitted", "accused",
			"learned", "published", "released":
			return true
		}
	}
	return false
}

// stamp writes a day as the protocol does.
func stamp(d calendar.Date) string { return strings.ToUpper(d.Time().Format("02 Jan 06")) }

// location is the finest place named in the sentences with its country, or the country of the report.
func (s *story) location(own []int) string {
	country := s.country(own)
	var parts []string
	if country != "" {
		parts = append(parts, country)
	}
	var best []place
	for _, n := range own {
		for _, sp := range s.spots {
			if sp.sentence == n && sp.place.kind != "COUNTRY" && (country == "" || sp.place.country == "" || sp.place.country == country) {
				best = append(best, sp.place)
			}
		}
		if len(best) > 0 {
			break
		}
	}
	seen := map[string]bool{}
	for _, kinds := range [][]string{{"DEPARTMENT", "INTENDANCY", "REGION"}, {"PROVINCE"}, {"CITY", "MUNICIPALITY", "TOWN", "JURISDICTION", "TOWNSHIP"}, {"DISTRICT", "NEIGHBORHOOD", "AIRPORT", "VILLAGE", "CANTON"}} {
		for _, p := range best {
			if slices.Contains(kinds, p.kind) && !seen[p.name] {
				seen[p.name] = true
				parts = append(parts, fmt.Sprintf("%s (%s)", p.name, p.kind))
				break
			}
		}
	}
	return strings.Join(parts, ": ")
}

// datelineWeight is what the place of sending counts for beside places of the report.
const datelineWeight = 5

// country is the one named most in the sentences, then in the report; the dateline counts last.
func (s *story) country(own []int) string {
	score := map[string]int{}
	for _, sp := range s.spots {
		if sp.place.country == "" {
			continue
		}
		w := 2
		switch {
		case sp.sentence < 0:
			w = datelineWeight
		case slices.Contains(own, sp.sentence):
			w = 4
		}
		score[sp.place.country] += w
	}
	best := ""
	for c, n := range score {
		if n > score[best] || n == score[best] && c < best {
			best = c
		}
	}
	return best
}

// actors fills who did it, from the sentences and, for groups, from the whole report.
func (s *story) actors(out *Template, own []int) {
	state, terror := 0, 0
	for _, h := range s.hits {
		in := slices.Contains(own, h.sentence)
		near := in || slices.Contains(own, h.sentence-1) || slices.Contains(own, h.sentence+1)
		phrase := strings.ToUpper(strings.Join(h.cue.words, " "))
		switch h.cue.kind {
		case "individual":
			if in && len(out.Individuals) == 0 {
				out.Individuals = append(out.Individuals, phrase)
			}
		case "organization":
			if near && len(out.Organizations) == 0 {
				out.Organizations = append(out.Organizations, phrase)
			}
		case "category":
			if strings.HasPrefix(h.cue.value, "STATE") {
				state++
			} else {
				terror++
			}
		}
	}
	out.Category = "TERRORIST ACT"
	if state > 3*terror+3 {
		out.Category = "STATE-SPONSORED VIOLENCE"
	}
}

// mostThings bounds the targets that are no persons.
const mostThings = 2

// things fills instruments and physical targets.
func (s *story) things(out *Template, own []int) {
	for _, h := range s.hits {
		if !slices.Contains(own, h.sentence) {
			continue
		}
		switch h.cue.kind {
		case "instrument":
			bomb := h.cue.value == "BOMB" || h.cue.value == "DYNAMITE" || h.cue.value == "EXPLOSIVE" || h.cue.value == "VEHICLE BOMB"
			if (bomb == (out.Type == "BOMBING")) && len(out.Instruments) == 0 {
				out.Instruments = append(out.Instruments, h.cue.value)
			}
		case "physical":
			if out.Type != "KIDNAPPING" && (out.Type != "ATTACK" || s.aimed(h)) && !slices.Contains(out.PhysicalTypes, h.cue.value) && len(out.PhysicalTypes) < mostThings {
				out.PhysicalTypes = append(out.PhysicalTypes, h.cue.value)
				out.PhysicalIDs = append(out.PhysicalIDs, strings.ToUpper(strings.Join(h.cue.words, " ")))
				n, last := "1", h.cue.words[len(h.cue.words)-1]
				if strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") && last != "headquarters" && last != "offices" {
					n = "PLURAL"
				}
				out.PhysicalNumbers = append(out.PhysicalNumbers, n)
				out.PhysicalEffects = append(out.PhysicalEffects, s.damage(own))
			}
		}
	}
}

// aimed reports a thing that an attack in its sentence is on: "attacked a police station", "an attack against the embassy".
func (s *story) aimed(h hit) bool {
	for k := h.token - 1; k >= 0 && k > h.token-9 && k >= s.d.Sentences[h.sentence].First; k-- {
		switch s.d.Tokens[k].Lower {
		case "attack", "attacks", "attacked", "attacking", "strafed", "shelled", "machinegunned", "fired", "fire", "destroyed", "damaged", "sabotage", "sabotaged":
			return true
		case ",", "killed", "wounded", "kidnapped", "who", "from":
			return false
		}
	}
	return false
}

// damage is what befell the things of the sentences.
func (s *story) damage(own []int) string {
	for _, n := range own {
		if n < 0 {
			continue
		}
		for i := s.d.Sentences[n].First; i < s.d.Sentences[n].Last; i++ {
			switch s.d.Tokens[i].Lower {
			case "destroyed", "destroying":
				return "DESTROYED"
			}
		}
	}
	return "SOME DAMAGE"
}

// humanTypes are the protocol's words for who people are.
var humanTypes = map[casualty.Class]string{casualty.Official: "GOVERNMENT OFFICIAL", casualty.Police: "LAW ENFORCEMENT", casualty.Security: "SECURITY GUARD",
	casualty.Military: "ACTIVE MILITARY"}

// humans fills how many people there were and what befell them: from the sentences, then from the whole report.
func (s *story) humans(out *Template, own []int) {
	for _, anywhere := range []bool{false, true} {
		if anywhere && len(out.HumanNumbers) == 0 && s.deadly(own) && out.Type != "BOMBING" {
			break // "the murder of" somebody by name
		}
		for _, c := range s.counts {
			if len(out.HumanNumbers) > 2 || anywhere && len(out.HumanNumbers) > 0 {
				break
			}
			if slices.Contains(own, c.Sentence) != anywhere {
				s.human(out, c)
			}
		}
	}
	if len(out.HumanNumbers) == 0 && s.deadly(own) && out.Type != "BOMBING" && out.Type != "ARSON" {
		// "The murder of" somebody by name.
		out.HumanNumbers, out.HumanTypes = []string{"1"}, []string{"CIVILIAN"}
		if out.Type == "ATTACK" {
			out.HumanEffects = []string{"DEATH"}
		}
	}
	for _, c := range s.counts {
		if len(out.HumanEffects) == 0 && c.Rule == "none" {
			out.HumanEffects = []string{"NO INJURY OR DEATH"}
		}
	}
}

// deadly reports a cue of a killing or a kidnapping in the sentences.
func (s *story) deadly(own []int) bool {
	for _, h := range s.hits {
		if h.cue.kind == "type" && slices.Contains(own, h.sentence) {
			w := h.cue.words[0]
			if strings.HasPrefix(w, "murder") || strings.HasPrefix(w, "assassin") || strings.HasPrefix(w, "kidnap") || strings.HasPrefix(w, "abduct") || strings.HasPrefix(w, "kill") {
				return true
			}
		}
	}
	return false
}

// effects are the protocol's words for what befell people.
var effects = map[casualty.Group]string{casualty.Killed: "DEATH", casualty.Injured: "INJURY", casualty.Abducted: ""}

// counts reports a figure that the protocol asks for: of people who do not fight, and told as done.
func counts(c casualty.Count) bool {
	return c.Mood != casualty.Denied && c.Mood != casualty.Possible && c.Class != casualty.Militant && c.Class != casualty.Military && c.High.Or(1) != 0
}

// human adds one figure to a template.
func (s *story) human(out *Template, c casualty.Count) {
	effect, ok := effects[c.Group]
	if !ok || !counts(c) || c.Relation == casualty.Repeat && len(out.HumanNumbers) > 0 || c.Group == casualty.Abducted && out.Type != "KIDNAPPING" {
		return
	}
	n := "PLURAL"
	if v, ok := c.Low.Value(); ok {
		n = fmt.Sprint(v)
	}
	who, ok := humanTypes[c.Class]
	if !ok {
		who = "CIVILIAN"
	}
	if out.again(n, effect, c.Sentence) {
		return
	}
	times := 1
	if v := c.Low.Or(1); c.Named && v > 1 && v < 6 {
		times, n = int(v), "1" // each person by name has a fill
	}
	for range times {
		if effect != "" {
			out.HumanEffects = append(out.HumanEffects, effect)
		}
		out.people = append(out.people, person{n, effect, c.Sentence})
		out.HumanNumbers = append(out.HumanNumbers, n)
		out.HumanTypes = append(out.HumanTypes, who)
	}
}

// again reports a figure that was told before: the same number, or "the victims" beside a number, which it then takes.
func (t *Template) again(n, effect string, sentence int) bool {
	for k := range t.people {
		if p := t.people[k]; p.sentence != sentence && p.effect == effect && (p.number == n || n == "PLURAL" || p.number == "PLURAL") {
			if p.number == "PLURAL" {
				t.people[k].number, t.HumanNumbers[k] = n, n
			}
			return true
		}
	}
	return false
}

// person is a figure that a template has taken.
type person struct {
	number, effect string
	sentence       int
}
