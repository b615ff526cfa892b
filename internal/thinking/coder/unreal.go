package coder

import "detente/internal/thinking/lexicon"

// unreal reports a verb of force that tells of no occasion: what people of a kind do ("those who bomb schools"), or what is to
// last until it is done ("the war would go on until the last of them was killed").
func (c *Coder) unreal(d *reading, s *sentence, a anchor) bool {
	return a.verb >= 0 && (c.habitual(d, s, a) || c.everSince(d, s, a) || c.awaited(d, s, a) || c.ofAnybody(d, s, a))
}

// habitual reports a present tense in a relative or adverbial clause, or with neither a number nor a day beside it: reports tell what happened in the past
// tense, and the present of a headline has its number.
func (c *Coder) habitual(d *reading, s *sentence, a anchor) bool {
	v := &s.verbs[a.verb]
	if v.first != v.main || v.ing || v.passive || v.infinitive || a.form.Has(lexicon.Past|lexicon.Participle|lexicon.Ing) || !a.form.Has(lexicon.Base|lexicon.Third) {
		return false
	}
	if relativeBefore(d, s, v.first) >= 0 {
		return true
	}
	first, last := c.clause(d, s, a.first)
	switch d.word(first - 1) {
	case "while", "as", "when", "where", "because", "although", "though", "whenever", "if":
		if first > s.First {
			return true
		}
	}
	if c.ownMoment(d, s, a.first, a.last).found() {
		return false
	}
	for i := first; i < last; i++ {
		if d.tags[i] == numeral {
			return false
		}
	}
	return a.sentence > 0 || len(d.sentences) > 1
}

// everSince reports "have been bombed" without who, when, where and how many: how things are.
func (c *Coder) everSince(d *reading, s *sentence, a anchor) bool {
	v := &s.verbs[a.verb]
	if w := d.word(v.first); !v.perfect || !v.passive || w != "have" && w != "has" || governed(d, s, a.last, "by") >= 0 {
		return false
	}
	first, last := c.clause(d, s, a.first)
	if len(d.in(lexicon.Places, v.last, last)) > 0 || c.ownMoment(d, s, a.first, a.last).found() && c.recentIn(d, first, last) {
		return false
	}
	for i := first; i < last; i++ {
		if d.tags[i] == numeral || d.word(i) == "a" || d.word(i) == "an" {
			return false
		}
	}
	return true
}

// ofYear reports a deed named with a year before that of publication: "the 2021 airport bombing".
func (c *Coder) ofYear(d *reading, s *sentence, a anchor) bool {
	for i := a.first - 1; i >= max(s.First, a.first-4) && (d.tags[i] == nominal || d.tags[i] == numeral); i-- {
		w := d.word(i)
		if len(w) == 4 && d.tags[i] == numeral && (w[:2] == "19" || w[:2] == "20") && d.item.Published.IsSet() && w < d.item.Published.String()[:4] {
			return true
		}
	}
	return false
}

// awaited reports a clause behind "until" or "before" in a sentence that tells what will be.
func (c *Coder) awaited(d *reading, s *sentence, a anchor) bool {
	first, _ := c.clause(d, s, a.first)
	switch d.word(first - 1) {
	case "until", "till", "unless", "before", "whenever", "once", "wherever", "so":
	default:
		return false
	}
	for i := s.First; i < first; i++ {
		switch d.word(i) {
		case "will", "would", "shall", "must", "should", "'ll", "vowed", "pledged", "resolved", "vow", "resolve", "pledge", "determined":
			return true
		}
	}
	return false
}

// ofAnybody reports a deed of "those who", "anyone who" or "every man who" with neither day, place nor number of its own.
func (c *Coder) ofAnybody(d *reading, s *sentence, a anchor) bool {
	v := &s.verbs[a.verb]
	r := relativeBefore(d, s, v.first)
	if r <= s.First {
		return false
	}
	indefinite := false
	for i := r - 1; i >= s.First && i >= r-4 && !indefinite && d.tags[i] != verbal && d.tags[i] != mark; i-- {
		switch d.word(i) {
		case "those", "anyone", "anybody", "everyone", "everybody", "whoever", "every", "any", "all", "elements", "forces", "enemies", "people":
			indefinite = true
		}
	}
	if !indefinite || c.ownMoment(d, s, a.first, a.last).found() {
		return false
	}
	_, last := c.clause(d, s, a.first)
	for i := r; i < last; i++ {
		if d.tags[i] == numeral {
			return false
		}
	}
	return len(d.in(lexicon.Places, r, last)) == 0
}

// kin are words for relatives and others near to a person, among whom a killing is private.
var kin = map[string]bool{
	"wife": true, "husband": true, "brother": true, "sister": true, "son": true, "daughter": true, "father": true, "mother": true, "cousin": true, "nephew": true, "niece": true, "uncle": true, "aunt": true,
	"grandfather": true, "grandmother": true, "grandson": true, "granddaughter": true, "parents": true, "sons": true, "daughters": true, "brothers": true, "sisters": true, "cousins": true, "nephews": true,
	"uncles": true, "wives": true, "in-laws": true, "in-law": true, "brother-in-law": true, "father-in-law": true, "mother-in-law": true, "sister-in-law": true, "son-in-law": true, "daughter-in-law": true,
	"brothers-in-law": true, "stepfather": true, "stepmother": true, "stepson": true, "stepdaughter": true, "stepbrother": true, "half-brother": true, "ex-husband": true, "ex-wife": true,
	"relative": true, "relatives": true, "kinsman": true, "kinsmen": true, "fiance": true, "fiancee": true, "fiancé": true, "fiancée": true, "suitor": true, "lover": true, "paramour": true,
	"neighbour": true, "neighbours": true, "neighbor": true, "neighbors": true, "tenant": true, "tenants": true, "landlord": true, "classmate": true, "classmates": true, "roommate": true, "friend": true,
	"friends": true, "children": true, "siblings": true, "rival": true, "rivals": true, "family": true, "servant": true, "employer": true, "debtor": true, "creditor": true, "patient": true, "customer": true,
}

// household reports force between people near to each other: "shot dead his wife", "killed by her brothers", "their cousins opened fire on them".
func (c *Coder) household(d *reading, s *sentence, a anchor) bool {
	if a.verb < 0 {
		return false
	}
	f := c.frame(d, s, a)
	if f.whoG < 0 || f.who.class != civilian && f.who.class != "" || f.who.org {
		return false
	}
	if c.ofKin(d, s, f.whoG) {
		return true
	}
	if f.who.class == "" && !s.groups[f.whoG].pronoun {
		return false // "a grenade landed, injuring his son"
	}
	return f.whomG >= 0 && f.whomG != f.whoG && c.ofKin(d, s, firstOf(s, f.whomG)) && s.groups[f.whoG].last-s.groups[f.whoG].first <= 4
}

// ofKin reports a group of somebody's kin: "his wife", "a nephew".
func (c *Coder) ofKin(d *reading, s *sentence, g int) bool {
	gr := &s.groups[g]
	if !kin[d.word(gr.last-1)] {
		return false
	}
	switch d.word(gr.first) {
	case "his", "her", "their", "a", "an", "own", "two", "three":
		return true
	}
	return gr.last-gr.first == 1 || gr.last-gr.first >= 2 && d.tags[gr.last-2] == possessive
}

// earlier reports what "had" been done to those of whom the sentence tells something else, without a day of its own: "two men who had been kidnapped
// were set free".
func (c *Coder) earlier(d *reading, s *sentence, a anchor) bool {
	if a.verb < 0 {
		return false
	}
	v := &s.verbs[a.verb]
	r := relativeBefore(d, s, v.first)
	if r < 0 || !v.perfect && !v.passive {
		return false
	}
	end := s.Last
	other := false
	for k := a.verb + 1; k < len(s.verbs); k++ {
		if u := &s.verbs[k]; !u.ing && !u.infinitive && !u.reduced && !saying[d.word(u.main)] && relativeBefore(d, s, u.first) < 0 {
			end, other = u.first, true
			break
		}
	}
	for k := range s.verbs[:a.verb] {
		if u := &s.verbs[k]; v.perfect && u.last <= r && !u.ing && !u.infinitive && !u.reduced && !saying[d.word(u.main)] && !c.forceVerb(d, *u) && !other {
			other = true // "arrested a man who had shot"
		}
	}
	if end == s.Last && other {
		for _, m := range d.moments {
			if m.first >= r && m.first < end {
				return false
			}
		}
		return true
	}
	if !other || c.forceVerb(d, s.verbs[s.verbAt(end)]) {
		return false
	}
	for _, m := range d.moments {
		if m.first >= r && m.first < end {
			return false
		}
	}
	return true
}

// retold are things that tell, mark or judge deeds of the past.
var retold = map[string]bool{
	"documentary": true, "documentaries": true, "film": true, "films": true, "book": true, "books": true, "novel": true, "memoir": true, "exhibition": true, "play": true, "drama": true, "court": true,
	"courts": true, "tribunal": true, "judge": true, "judges": true, "bench": true, "jury": true, "trial": true, "hearing": true, "verdict": true, "petition": true, "appeal": true, "prosecutor": true,
	"prosecutors": true, "prosecution": true, "memorial": true, "monument": true, "plaque": true, "museum": true, "mural": true, "vigil": true, "candles": true, "widow": true, "widows": true, "heirs": true,
	"scholarship": true, "scholarships": true, "compensation": true, "cheque": true, "cheques": true, "plot": true, "plots": true, "medal": true, "medals": true, "award": true, "awards": true, "inquiry": true,
	"commission": true, "report": true, "study": true, "prayer": true, "prayers": true, "quran": true, "khwani": true, "fateha": true, "sentence": true, "conviction": true, "bail": true, "warrant": true,
	"funeral": true, "funerals": true, "burial": true, "mourners": true, "poems": true, "warrants": true, "fir": true, "challan": true, "chargesheet": true, "photographs": true, "painting": true, "poem": true, "song": true,
}

// recounted reports what only describes somebody or something of another matter: "a film on the attack in which 140 were killed was shown".
func (c *Coder) recounted(d *reading, s *sentence, a anchor) bool {
	if a.verb < 0 {
		for i := s.First; i < s.Last; i++ {
			if retold[d.word(i)] && d.tags[i] == nominal {
				return !c.ownTime(d, s, a, c.ownMoment(d, s, a.first, a.last))
			}
		}
		return false
	}
	v := &s.verbs[a.verb]
	r := relativeBefore(d, s, v.first)
	if r < 0 && v.subject >= 0 && s.groups[v.subject].first > s.First && d.tags[s.groups[v.subject].first-1] == relative {
		r = s.groups[v.subject].first - 1 // "in which 140 people were killed"
	}
	if r < 0 && !v.reduced {
		return false
	}
	if r < 0 {
		r = v.first
	}
	found := false
	for i := s.First; i < r && !found; i++ {
		found = retold[d.word(i)] && d.tags[i] == nominal
	}
	if !found {
		return false
	}
	for _, m := range d.moments {
		if m.first >= r && m.first < s.Last && c.recent(d, m) {
			for t := r; t < m.first; t++ {
				if d.word(t) == "," {
					return true
				}
				if k := s.verbAt(t); d.tags[t] == verbal && k >= 0 && k != a.verb && !s.verbs[k].reduced {
					return true // the day of the verb of the sentence
				}
			}
			return false
		}
	}
	return true
}

// wild are beasts and forces of nature: what they do is no act of anybody, and what is done to them none of force.
var wild = map[string]bool{
	"leopard": true, "leopards": true, "dog": true, "dogs": true, "bear": true, "bears": true, "wolf": true, "wolves": true, "boar": true, "boars": true, "snake": true, "snakes": true, "tiger": true,
	"elephant": true, "jackal": true, "jackals": true, "bees": true, "wasps": true, "monkey": true, "monkeys": true, "bull": true, "camel": true, "lion": true, "hyena": true, "lynx": true, "crocodile": true,
	"rock": true, "rocks": true, "boulder": true, "boulders": true, "landslide": true, "landslides": true, "debris": true, "mud": true, "flood": true, "floods": true, "avalanche": true, "snow": true,
	"glacier": true, "rain": true, "rains": true, "storm": true, "storms": true, "wind": true, "winds": true, "hail": true, "river": true, "torrent": true, "water": true, "lightning": true, "fog": true,
	"virus": true, "fever": true, "locusts": true, "fire": true, "flames": true, "cliff": true, "hill": true, "mountain": true, "mountainside": true, "tree": true, "trees": true,
}

// beastly reports a deed of a beast or of nature, or one done to it: "a leopard attacked a shepherd", "blew up a boulder".
func (c *Coder) beastly(d *reading, s *sentence, a anchor) bool {
	if a.verb < 0 {
		return false
	}
	f := c.frame(d, s, a)
	if f.whoG >= 0 && c.gunfire(d, s, f.whoG) {
		return false
	}
	return f.whoG >= 0 && wild[d.word(s.groups[f.whoG].last-1)] || f.whomG >= 0 && wild[d.word(s.groups[f.whomG].last-1)] && d.word(s.groups[f.whomG].last-1) != "fire"
}

// gunfire reports a group that ends in "fire" and names arms, or whom or where it came from: "mortar fire", "fire from across the border".
func (c *Coder) gunfire(d *reading, s *sentence, g int) bool {
	x := s.groups[g]
	if d.word(x.last-1) != "fire" {
		return false
	}
	if c.weaponIn(d, x.first, x.last) || x.last-x.first > 1 && arms[d.word(x.last-2)] {
		return true
	}
	if d.word(x.last) != "from" {
		return false
	}
	switch d.word(x.last + 1) {
	case "across", "inside", "within", "beyond":
		return true
	}
	k := s.groupAt(x.last + 1)
	return k >= 0 && canUseForce(s.groups[k].actor)
}

// kinHurt reports "had shot his sister-in-law": somebody's own kin as whom a verb hit.
func kinHurt(d *reading, s *sentence) bool {
	for i := s.First + 1; i+1 < s.Last; i++ {
		if w := d.word(i); (w == "his" || w == "her") && d.tags[i-1] == verbal && (kin[d.word(i+1)] || kin[d.word(i+2)] && d.tags[i+1] == nominal) {
			return true
		}
	}
	return false
}
