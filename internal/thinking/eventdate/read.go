package eventdate

import (
	"time"

	"detente/internal/thinking/text"
	"detente/internal/words/calendar"
)

func (f *finder) low(i int) string {
	if i < 0 || i >= len(f.t) {
		return ""
	}
	return f.t[i].Lower
}

// read reads a mention at token i and returns the token after it; i when there is none.
func (f *finder) read(i int) int {
	t := &f.t[i]
	if t.Kind == text.Number || t.Kind == text.Word && t.Lower != "" && t.Lower[0] >= '0' && t.Lower[0] <= '9' {
		return f.numeric(i)
	}
	if t.Kind != text.Word || !mayBegin(t.Lower) {
		return i
	}
	w := words[t.Lower]
	if w.few > 0 {
		if k := f.arithmetic(i, i+1, w.few); k > i {
			return k
		}
	}
	switch w.kind {
	case weekday:
		return f.weekday(i, w)
	case month:
		return f.month(i, w)
	case fixed:
		if f.pub.IsSet() {
			return f.addDay(i, i+1, f.pub.Add(w.n), t.Lower)
		}
	case overnight:
		if f.pub.IsSet() {
			return f.add(i, i+1, calendar.Interval{Start: f.pub.Add(-1), End: f.pub, Precision: calendar.Day}, "overnight")
		}
	case last, past, this, next:
		return f.unit(i, w.kind)
	case the:
		return f.defined(i)
	case night:
		return f.nightOf(i)
	case duration:
		return f.lasting(i)
	}
	return i
}

// weekday reads "Tuesday", "last Friday", "Saturday night", "Monday to Wednesday", "between Tuesday and Wednesday".
func (f *finder) weekday(i int, w word) int {
	if !f.pub.IsSet() || w.weak && !(f.d.Upper(i) && dayBefore[f.low(i-1)]) {
		return i
	}
	first, k := i, i+1
	before := f.low(i - 1)
	strict := before == "last" || before == "previous"
	if strict || dayWith[before] {
		first--
	}
	d := f.latest(w.n, strict)
	coming := before == "next" || before == "coming" || f.looksAhead(first)
	if coming && (d < f.pub || before == "next") {
		d = d.Add(7)
	}
	for part[f.low(k)] {
		k++
	}
	end, rule := d, "weekday"
	if other, next := f.otherEnd(k); next > k {
		rule = "weekdays"
		e := f.latest(other, false)
		if coming && e < d {
			e = e.Add(7)
		}
		if e < d {
			d = d.Add(-7)
		}
		end, k = e, next
	}
	if strict {
		rule = "last weekday"
	}
	k = f.add(first, k, calendar.Interval{Start: d, End: end, Precision: calendar.Day}, rule)
	if k > first {
		f.out[len(f.out)-1].Ahead = coming
	}
	return k
}

// Words before a short name of a weekday, and words that belong to a weekday's span.
var (
	dayBefore = map[string]bool{"on": true, "last": true, "late": true, "early": true, ",": true}
	dayWith   = map[string]bool{"this": true, "next": true, "late": true, "early": true, "coming": true}
)

// otherEnd reads the second weekday of a span: "to Wednesday", or "and Wednesday" after "between".
func (f *finder) otherEnd(k int) (n, next int) {
	w := f.low(k)
	joined := w == "to" || w == "through" || w == "-" || w == "–" || w == "till" || w == "until"
	if w == "and" {
		for j := k - 1; j >= 0 && j > k-6; j-- {
			if f.low(j) == "between" || f.low(j) == "intervening" || f.low(j) == "night" && f.low(j+1) == "of" {
				joined = true
			}
		}
	}
	if v := words[f.low(k+1)]; joined && v.kind == weekday && !v.weak {
		k += 2
		for part[f.low(k)] {
			k++
		}
		return v.n, k
	}
	return 0, k
}

// latest is the latest such weekday up to the day of publication, or before it when strict.
func (f *finder) latest(n int, strict bool) calendar.Date {
	back := (int(f.pub-f.pub.Week()) - n + 7) % 7
	if strict && back == 0 {
		back = 7
	}
	return f.pub.Add(-back)
}

// looksAhead reports whether the words before token i put the day into the future.
func (f *finder) looksAhead(i int) bool {
	for k := i - 1; k >= 0 && k > i-9; k-- {
		w := f.t[k].Lower
		if f.t[k].Kind == text.Punct || w == "said" || w == "and" || w == "when" || w == "after" {
			return false
		}
		if w == "set" && f.low(k+1) != "to" && f.low(k+1) != "for" {
			continue // "set free on Thursday"
		}
		if ahead[w] {
			return true
		}
	}
	return false
}

// unit reads "last week", "over the past three days", "this month", "last October", "this morning".
func (f *finder) unit(i int, k kind) int {
	if !f.pub.IsSet() {
		return i
	}
	first := i
	if f.low(i-1) == "the" {
		first--
	}
	w := f.low(i + 1)
	n := 1
	next := i + 2
	counted := false
	if v, ok := small[w]; ok {
		n, w, next, counted = v, f.low(i+2), i+3, true
	} else if v := digits(w); v > 0 && v < 400 {
		n, w, next, counted = v, f.low(i+2), i+3, true
	}
	if counted || first < i && (k == past || k == last) {
		return f.window(first, next, n, w)
	}
	if m := words[w]; m.kind == month && (!m.weak || f.d.Upper(i+1)) {
		return f.named(i, next, m.n, k)
	}
	switch {
	case k == this && part[w]:
		return f.addDay(i, next, f.pub, "this "+w)
	case k == last && (w == "night" || w == "evening"):
		return f.addDay(i, next, f.pub.Add(-1), "last night")
	case w == "night" && k == past:
		return f.wait(i, next, -1, 0, false, "previous night")
	}
	return f.whole(i, next, w, k)
}

// window reads "the past week" and "the last three days": back from the statement's day.
func (f *finder) window(i, next, n int, w string) int {
	days := 0
	switch w {
	case "hour", "hours":
		days = (n + 23) / 24
	case "day", "days":
		if days = n; n == 1 && next == i+3 && f.low(i+1) == "previous" {
			return f.wait(i, next, -1, 0, false, "the previous day")
		}
	case "week", "weeks":
		days = 7 * n
	case "month", "months":
		days = 30 * n
	case "fortnight":
		days = 14
	case "night":
		if f.low(i+1) == "previous" {
			return f.wait(i, next, -1, 0, false, "the previous night")
		}
		return f.addDay(i, next, f.pub.Add(-1), "last night")
	case "year", "years", "decade", "decades":
		if w[0] == 'd' {
			n *= 10
		}
		from := f.pub.Time().Year() - n
		return f.add(i, next, calendar.Interval{Start: calendar.DateOf(from, 1, 1), End: f.pub, Precision: calendar.Year}, "past years")
	default:
		return i
	}
	return f.wait(i, next, 0, days, true, "past window")
}

// whole reads "last week", "this month", "next year".
func (f *finder) whole(i, next int, w string, k kind) int {
	step := map[kind]int{last: -1, past: -1, this: 0}[k]
	if k > this {
		step = 1
	}
	t := f.pub.Time()
	var v calendar.Interval
	switch w {
	case "week":
		m := f.pub.Week().Add(7 * step)
		v = calendar.Interval{Start: m, End: m.Add(6), Precision: calendar.Week}
	case "month":
		v = calendar.Interval{Start: calendar.DateOf(t.Year(), t.Month()+time.Month(step), 1), End: calendar.DateOf(t.Year(), t.Month()+time.Month(step)+1, 0), Precision: calendar.Month}
	case "year":
		v = calendar.Interval{Start: calendar.DateOf(t.Year()+step, 1, 1), End: calendar.DateOf(t.Year()+step, 12, 31), Precision: calendar.Year}
	default:
		return i
	}
	out := f.add(i, next, v, w)
	if out > i {
		f.out[len(f.out)-1].Ahead = step > 0
	}
	return out
}

// defined reads "the following day", "the same night", "the day before", "the next day", "the previous day".
func (f *finder) defined(i int) int {
	j := i
	if w := f.low(j); w == "the" || w == "that" {
		j++
	}
	days := 0
	w := f.low(j)
	switch w {
	case "following", "next":
		days = 1
	case "previous", "preceding":
		days = -1
	case "same", "very":
	case "day", "night":
		// "the day after", "the night before"; with a clause behind it the clause is meant.
		switch f.low(j + 1) {
		case "after", "before":
			return f.arithmetic(i, j, 1)
		}
		if i < j && f.low(i) == "that" {
			return f.wait(i, j+1, 0, 0, false, "that day")
		}
		return i
	default:
		return i
	}
	switch f.low(j + 1) {
	case "day", "night", "morning", "evening", "afternoon":
		return f.wait(i, j+2, days, 0, false, "the "+w+" day")
	}
	return i
}

// arithmetic reads "two days ago", "a day earlier", "three days after ..."; j is the token of the unit.
func (f *finder) arithmetic(i, j, n int) int {
	if v, ok := small[f.low(j)]; ok && f.low(i) == "a" {
		n, j = v, j+1 // "a few", "a couple of"
	}
	if f.low(j) == "of" {
		j++
	}
	switch f.low(j) {
	case "day", "days", "night", "nights":
		return f.daysFrom(i, j+1, n)
	case "week", "weeks":
		if d := f.pub.Add(-7 * n); f.low(j+1) == "ago" && f.pub.IsSet() {
			return f.add(i, j+2, calendar.Interval{Start: d.Add(-3), End: d.Add(3), Precision: calendar.Week}, "weeks ago")
		}
		return f.daysFrom(i, j+1, 7*n)
	case "month", "months":
		return f.monthsAgo(i, j+1, n)
	case "year", "years":
		return f.yearsAgo(i, j+1, n)
	}
	return i
}

// daysFrom reads the direction of n days at token j: "ago", "earlier", "later", "after", "before".
func (f *finder) daysFrom(i, j, n int) int {
	clause := j+1 < len(f.t) && f.t[j+1].Kind != text.Punct && !placing[f.low(j+1)]
	switch f.low(j) {
	case "ago":
		if f.pub.IsSet() {
			return f.addDay(i, j+1, f.pub.Add(-n), "days ago")
		}
	case "earlier", "previously", "prior":
		return f.wait(i, j+1, -n, 0, false, "days earlier")
	case "later":
		return f.wait(i, j+1, n, 0, false, "days later")
	case "after":
		if clause {
			n = -n // what follows "after" came first
		}
		return f.wait(i, j+1, n, 0, false, "days after")
	case "before":
		if f.low(j+1) == "yesterday" && f.pub.IsSet() {
			return f.addDay(i, j+2, f.pub.Add(-2), "the day before yesterday")
		}
		if !clause {
			n = -n
		}
		return f.wait(i, j+1, n, 0, false, "days before")
	}
	return i
}

// placing are prepositions behind "the day before" that open no clause of what came later.
var placing = map[string]bool{"at": true, "in": true, "near": true, "by": true, "from": true, "inside": true, "outside": true, "along": true, "and": true, "but": true}

func (f *finder) yearsAgo(i, j, n int) int {
	if w := f.low(j); w != "ago" && w != "earlier" && w != "before" || !f.pub.IsSet() || n >= 500 {
		return i
	}
	y := f.pub.Time().Year() - n
	return f.add(i, j+1, calendar.Interval{Start: calendar.DateOf(y, 1, 1), End: calendar.DateOf(y, 12, 31), Precision: calendar.Year}, "years ago")
}

func (f *finder) monthsAgo(i, j, n int) int {
	if f.low(j) != "ago" || !f.pub.IsSet() || n > 600 {
		return i
	}
	t := f.pub.Time()
	return f.add(i, j+1, calendar.Interval{Start: calendar.DateOf(t.Year(), t.Month()-time.Month(n), 1),
		End: calendar.DateOf(t.Year(), t.Month()-time.Month(n)+1, 0), Precision: calendar.Month}, "months ago")
}

// lasting reads "for two days", counted back from a day on which something ended.
func (f *finder) lasting(i int) int {
	n, ok := small[f.low(i+1)]
	if !ok {
		n = digits(f.low(i + 1))
	}
	if n < 2 || n > 60 || f.low(i+2) != "days" {
		return i
	}
	for k := len(f.out) - 1; k >= 0 && k >= len(f.out)-4; k-- {
		if m := f.out[k]; m.Interval.Precision == calendar.Day && f.ended(m.Token) {
			d := m.Interval.End
			next := f.add(i, i+3, calendar.Interval{Start: d.Add(1 - n), End: d, Precision: calendar.Day}, "for days, ending")
			if next > i {
				f.out[len(f.out)-1].Anchor = k
			}
			return next
		}
	}
	return i
}

func (f *finder) ended(i int) bool {
	for k := i - 1; k >= 0 && k > i-6; k-- {
		switch f.low(k) {
		case "ended", "ending", "concluded", "concluding", "closed", "finished", "ends":
			return true
		}
	}
	return false
}
