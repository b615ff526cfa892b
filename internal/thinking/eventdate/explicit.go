package eventdate

import (
	"time"

	"detente/internal/thinking/text"
	"detente/internal/words/calendar"
)

// digits reads a short whole number, "12" or "12th"; 0 when it is something else.
func digits(w string) int {
	n, k := 0, 0
	for ; k < len(w) && w[k] >= '0' && w[k] <= '9' && k < 5; k++ {
		n = n*10 + int(w[k]-'0')
	}
	switch w[k:] {
	case "", "st", "nd", "rd", "th":
		return n
	}
	return 0
}

// numeric reads dates that begin with digits: "5 January 2026", "5th of May", "3-5 May", "2026-01-05", "5/1/2026", "1998", and
// "10 days ago".
func (f *finder) numeric(i int) int {
	n := digits(f.low(i))
	if n == 0 {
		return i
	}
	if f.t[i].Kind == text.Number {
		if k := f.arithmetic(i, i+1, n); k > i {
			return k
		}
		if k := f.iso(i, n); k > i {
			return k
		}
	}
	if n <= 31 {
		if k := f.dayFirst(i, n); k > i {
			return k
		}
	}
	return f.year(i, n)
}

// dayFirst reads "5 January", "5th of January 2026", "3-5 January", "3 and 4 May".
func (f *finder) dayFirst(i, n int) int {
	end, j := n, i+1
	if w := f.low(j); w == "-" || w == "–" || w == "to" || w == "and" {
		if m := digits(f.low(j + 1)); m > n && m <= 31 {
			end, j = m, j+2
		}
	}
	if f.low(j) == "of" {
		j++
	}
	m := words[f.low(j)]
	if m.kind != month || !f.d.Upper(j) {
		return i
	}
	j++
	y, j := f.yearAt(j)
	return f.dated(i, j, y, m.n, n, end)
}

// yearAt reads the year after a month, with or without a comma: "2026", ", 2026", "90", "last year", "this year".
func (f *finder) yearAt(j int) (year, next int) {
	k := j
	if f.low(k) == "," {
		k++
	}
	w := f.low(k)
	if k < len(f.t) && f.t[k].Kind == text.Number && len(w) == 4 {
		if y := digits(w); y >= 1800 && y < 2200 {
			return y, k + 1
		}
	}
	if k == j && len(w) == 2 && f.t[k].Kind == text.Number && f.low(k+1) != ":" {
		if y := digits(w); y > 31 || w[0] == '0' {
			return century(y, f.pub), k + 1
		}
	}
	if (w == "last" || w == "this") && f.low(k+1) == "year" && f.pub.IsSet() {
		y := f.pub.Time().Year()
		if w == "last" {
			y--
		}
		return y, k + 2
	}
	return 0, j
}

// century completes a year of two digits to the latest that is not after publication.
func century(y int, pub calendar.Date) int {
	now := 2000
	if pub.IsSet() {
		now = pub.Time().Year()
	}
	y += now / 100 * 100
	if y > now+1 {
		y -= 100
	}
	return y
}

// month reads "January 5, 2026", "Jan. 3-5", "January 2026", "in January".
func (f *finder) month(i int, w word) int {
	if !f.d.Upper(i) {
		return i
	}
	n, j := f.dayAt(i+1), i+2
	if n == 0 {
		j = i + 1
		y, k := f.yearAt(j)
		before := f.low(i - 1)
		if w.weak && y == 0 && before != "in" && before != "since" && before != "last" && before != "of" {
			return i
		}
		return f.named2(i, k, y, w.n)
	}
	end := n
	if d := f.low(j); d == "-" || d == "–" || d == "to" || d == "and" {
		k := j + 1
		if v := words[f.low(k)]; v.kind == month && v.n == w.n {
			k++
		}
		if m := f.dayAt(k); m > n && words[f.low(k+1)].kind != month {
			end, j = m, k+1
		}
	}
	y, j := f.yearAt(j)
	return f.dated(i, j, y, w.n, n, end)
}

// dayAt is the day of a month at token j, "5" or "5th"; 0 when there is none.
func (f *finder) dayAt(j int) int {
	w := f.low(j)
	if w == "" || len(w) > 4 || f.t[j].Kind == text.Number && len(w) > 2 {
		return 0
	}
	if v := digits(w); v <= 31 {
		return v
	}
	return 0
}

// dated keeps a day or a span of days of a month; without a year it is the latest up to publication.
func (f *finder) dated(i, j, y, m, n, end int) int {
	coming := false
	if y == 0 {
		if !f.pub.IsSet() {
			return i
		}
		y = f.pub.Time().Year()
		coming = f.looksAhead(i)
		switch d := calendar.DateOf(y, time.Month(m), n); {
		case d > f.pub && !coming:
			y--
		case d < f.pub && coming && f.pub-d > 120:
			y++
		}
		coming = coming && calendar.DateOf(y, time.Month(m), n) > f.pub
	}
	v := calendar.Interval{Start: calendar.DateOf(y, time.Month(m), n), End: calendar.DateOf(y, time.Month(m), end), Precision: calendar.Day}
	if int(v.End.Time().Month()) != m {
		return i // 31 June
	}
	next := f.add(i, j, v, "date")
	if next > i {
		f.out[len(f.out)-1].Ahead = coming
	}
	return next
}

// named reads "last October", "this May", "next June".
func (f *finder) named(i, next, m int, k kind) int {
	y := f.pub.Time().Year()
	first := calendar.DateOf(y, time.Month(m), 1)
	switch {
	case (k == last || k == past) && first >= f.pub.Month():
		y--
	case k > this && first <= f.pub:
		y++
	}
	return f.named2(i, next, y, m)
}

// named2 keeps a month; without a year it is the latest up to publication.
func (f *finder) named2(i, next, y, m int) int {
	if y == 0 {
		if !f.pub.IsSet() {
			return i
		}
		if y = f.pub.Time().Year(); calendar.DateOf(y, time.Month(m), 1) > f.pub && !f.looksAhead(i) {
			y--
		}
	}
	return f.add(i, next, calendar.Interval{Start: calendar.DateOf(y, time.Month(m), 1), End: calendar.DateOf(y, time.Month(m)+1, 0), Precision: calendar.Month}, "month")
}

// iso reads "2026-01-05" and, day first unless that cannot be, "5/1/2026".
func (f *finder) iso(i, n int) int {
	if i+4 >= len(f.t) || f.t[i+4].End-f.t[i].Start > 10 || f.t[i+2].Kind != text.Number || f.t[i+4].Kind != text.Number {
		return i
	}
	a, b, sep := digits(f.low(i+2)), digits(f.low(i+4)), f.low(i+1)
	if sep != f.low(i+3) || a == 0 || b == 0 {
		return i
	}
	var y, m, d int
	switch {
	case sep == "-" && n > 1000:
		y, m, d = n, a, b
	case (sep == "/" || sep == "-") && b > 1000:
		if y, m, d = b, a, n; m > 12 {
			m, d = d, m
		}
	default:
		return i
	}
	if m > 12 || d > 31 || y >= 2200 || y < 1800 {
		return i
	}
	return f.dated(i, i+5, y, m, d, d)
}

// year reads "in 1998" and "since 2014".
func (f *finder) year(i, y int) int {
	if y < 1800 || y >= 2200 || len(f.low(i)) != 4 || f.t[i].Kind != text.Number {
		return i
	}
	switch f.low(i - 1) {
	case "in", "since", "of", "during", "from", "until", "by", "early", "late", "mid":
		return f.add(i, i+1, calendar.Interval{Start: calendar.DateOf(y, 1, 1), End: calendar.DateOf(y, 12, 31), Precision: calendar.Year}, "year")
	}
	return i
}

// nightOf reads "the night of May 3 and 4" and "the intervening night of 3 and 4 May" by their dates; the weekday form is read
// with the weekdays.
func (f *finder) nightOf(i int) int {
	if w := f.low(i + 1); w != "between" && w != "of" {
		return i
	}
	v := words[f.low(i+2)]
	if v.kind != weekday || v.weak {
		return i
	}
	return f.weekday(i+2, v)
}
