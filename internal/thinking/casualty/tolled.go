package casualty

// toll reads "the death toll rose to nine": the number after "to", "at" or "reached", else the first one.
func (f *finder) toll(i int) {
	best := f.taken(i)
	if best >= 0 {
		f.tolled(i, best)
		return
	}
	for k := i + 1; k < len(f.it) && k < i+32; k++ {
		it := f.it[k]
		if it.lower == ";" || it.is(tSub) && best >= 0 {
			break
		}
		if !it.is(tNum) || it.q.low == none && it.q.high == none {
			continue
		}
		before := f.it[k-1].lower
		if rising[before] && it.q.low == none {
			f.it[k].q.low, it.q.low = it.q.high, it.q.high // "gone up to nine"
		}
		strong := reaches[before] || rising[before]
		if strong || best < 0 && (before == "of" || before == ":" || it.q.high == none) {
			best = k
		}
		if strong {
			break
		}
	}
	if best >= 0 {
		f.tolled(i, best)
	}
}

// taken reads "taking to nine the number killed": the number before, or -1.
func (f *finder) taken(i int) int {
	k := i - 1
	for k >= 0 && f.it[k].is(tDet) {
		k--
	}
	if k < 2 || !f.it[k].is(tNum) || f.it[k-1].lower != "to" && f.it[k-1].lower != "at" {
		return -1
	}
	switch f.it[k-2].lower {
	case "taking", "took", "takes", "bringing", "brought", "brings", "raising", "raised", "raises", "pushing", "pushed", "lifting", "lifted", "putting", "put", "puts", "taken":
		return k
	}
	return -1
}

// rising are verbs after which "up to" bounds nothing.
var rising = map[string]bool{"gone": true, "went": true, "go": true, "goes": true, "going": true, "risen": true, "rose": true, "climbed": true, "jumped": true, "shot": true, "soared": true, "crept": true, "inched": true,
	"mounted": true, "moved": true, "revised": true, "swelled": true, "swollen": true}

// reaches are the words before the number that a toll has reached.
var reaches = map[string]bool{"to": true, "at": true, "reached": true, "reaches": true, "is": true, "was": true, "stands": true, "as": true}

func (f *finder) tolled(i, best int) {
	c := f.count(i, "toll")
	c.Low, c.High = bounds(f.it[best].q)
	c.Span = f.span(best, best+1)
	c.Token = f.it[best].first
	c.Relation = Toll
	if k := f.inside(best); k >= 0 {
		c.Class = f.ph[k].class
		f.ph[k].used = true
	}
	f.add(c)
}
