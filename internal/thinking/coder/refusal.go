package coder

// refused is whose proposal is refused.
func (c *Coder) refused(d *reading, x *act, before []*draft) actor {
	w := d.word(x.v.main)
	for i := x.anchor.last; i < min(x.s.Last, x.anchor.last+9); i++ {
		if proposal(d.word(i)) {
			break
		}
		if unproposed[d.word(i)] && !suggested(d, i) {
			return actor{}
		}
	}
	g := objectFrom(d, x.s, x.anchor.last)
	object := ""
	if g >= 0 {
		object = d.lower(x.s.groups[g].first, x.s.groups[g].last)
		if h := x.s.groups[g].last - 1; unproposed[d.word(h)] && !suggested(d, h) {
			return actor{}
		}
	}
	if w == "dismissed" && object == "" || w == "declined" && d.word(x.anchor.last+1) == "comment" || d.word(x.anchor.last+1) == "comment" {
		return actor{}
	}
	if w == "refused" || w == "refuse" || w == "declined" || w == "refusing" || w == "refuses" || proposal(object) || w == "opposed" || w == "opposing" || w == "spurned" || w == "rejected" || w == "turned" || w == "turning" {
		for k := range x.s.groups {
			gr := x.s.groups[k]
			if gr.first < x.anchor.last {
				continue
			}
			if a := gr.actor; a.named() && !c.sameSide(d, a, x.who) && (a.class != civilian || a.org) && a.class != armed {
				return a
			}
			if a := gr.actor; k == g && bodily[a.class] && !c.sameSide(d, a, x.who) && proposal(object) && containsAny(object, "'s", "s '") {
				return a // "the provincial government's plan"
			}
		}
		if a := c.addressee(d, x.s, x.anchor.last, x.s.Last); a.capital && !c.sameSide(d, a, x.who) {
			return a // "Kabul's proposal"
		}
		if a := c.antecedent(d, x, before); a.found() {
			return a
		}
		// A province refuses what its state wants.
		if x.who.class == local || x.who.class == society || x.who.class == party {
			return c.rulers(d, x)
		}
	}
	return actor{}
}

// suggested reports "Ankara's suggestion", "a suggestion to resume trade": what is proposed and not hinted at.
func suggested(d *reading, i int) bool {
	return d.word(i) == "suggestion" && (d.tags[i-1] == possessive || d.word(i+1) == "to")
}

// unproposed are what a denial rejects: no plan of anybody.
var unproposed = map[string]bool{
	"report": true, "reports": true, "allegation": true, "allegations": true, "claim": true, "claims": true, "accusation": true, "accusations": true, "charge": true, "charges": true, "rumour": true,
	"rumours": true, "impression": true, "notion": true, "involvement": true, "suggestion": true, "suggestions": true, "speculation": true, "figures": true, "petition": true, "bail": true, "news": true,
	"video": true, "blame": true, "responsibility": true, "comment": true, "version": true, "statement": true, "statements": true, "remarks": true, "criticism": true, "baseless": true, "unfounded": true, "provocative": true, "misleading": true, "false": true, "account": true, "assertion": true, "assertions": true, "propaganda": true,
}

func proposal(object string) bool {
	for _, w := range []string{"proposal", "request", "demand", "plan", "offer", "call", "appeal", "talks", "bid", "invitation", "suggestion to", "operation", "draft", "terms", "condition", "ultimatum", "ceasefire", "mediation", "deadline"} {
		for i := 0; i+len(w) <= len(object); i++ {
			if object[i:i+len(w)] == w {
				return true
			}
		}
	}
	return false
}
