package casualty

import (
	"strings"

	"detente/internal/thinking/text"
)

// none is the bound that a text leaves open.
const none = int64(-1)

// quantity is a number of a text with its bounds; both none for "many".
type quantity struct {
	low, high int64
}

var units = map[string]int64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
	"seventy": 70, "eighty": 80, "ninety": 90,
}

var multipliers = map[string]int64{
	"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "lakh": 100_000, "million": 1_000_000, "crore": 10_000_000,
}

// vague are words for a number, with the low bound that the protocol gives them; none is known to be open above.
var vague = map[string]int64{
	"several": 3, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "numerous": none, "many": none, "countless": none,
	"few": none,
}

// hedge is a run of words before a number and what it does to the bounds.
type hedge struct {
	words []string
	does  byte // '=' nothing, '+' open above, '-' open below
}

// hedges by their first word, longest first.
var hedges = func() map[string][]hedge {
	t := map[string][]hedge{}
	add := func(does byte, phrases ...string) {
		for _, p := range phrases {
			w := strings.Fields(p)
			t[w[0]] = append(t[w[0]], hedge{w, does})
		}
	}
	add('+', "at the very least", "at least", "atleast", "more than", "over", "well over", "just over", "no fewer than", "not fewer than", "no less than",
		"not less than", "in excess of", "upwards of", "a minimum of", "above")
	add('-', "up to", "upto", "at most", "a maximum of", "no more than", "not more than", "fewer than", "less than")
	add('=', "as many as", "about", "around", "nearly", "almost", "approximately", "some", "roughly", "close to", "an estimated",
		"just", "only", "exactly", "a total of", "another", "the other", "one more", "any")
	return t
}()

// wordAt returns the folded token i, or "" beyond the end.
func wordAt(t []text.Token, i int) string {
	if i < 0 || i >= len(t) {
		return ""
	}
	return t[i].Lower
}

// readQuantity reads a number with its hedges at token i; next is i when there is none.
func readQuantity(t []text.Token, i int) (q quantity, next int) {
	j, does := i, byte('=')
	for _, h := range hedges[t[i].Lower] {
		if matches(t, i, h.words) {
			j, does = i+len(h.words), h.does
			break
		}
	}
	if j >= len(t) {
		return q, i
	}
	if t[j].Lower == "between" {
		return between(t, i, j)
	}
	if low, ok := vague[t[j].Lower]; ok && t[j].Kind == text.Word {
		k := j + 1
		if m, ok := multipliers[wordAt(t, k)]; ok && low > 0 {
			low *= m
			k++
		}
		return quantity{low: low, high: none}, skipOf(t, k)
	}
	n, k := number(t, j)
	if k == j {
		return q, i
	}
	q, k = span(t, n, k)
	switch does {
	case '+':
		q.high = none
	case '-':
		q.low = none
		if q.high == none {
			q.high = n
		}
	}
	return q, k
}

// between reads "between eight and ten" at token j; i is returned when it is something else.
func between(t []text.Token, i, j int) (quantity, int) {
	a, k := number(t, j+1)
	if k > j+1 && (wordAt(t, k) == "and" || wordAt(t, k) == "to") {
		if b, m := number(t, k+1); m > k+1 && b >= a {
			return quantity{low: a, high: b}, m
		}
	}
	return quantity{}, i
}

// span reads what may follow the number n that ends at token k: "or more", "to 12", "-12".
func span(t []text.Token, n int64, k int) (quantity, int) {
	q := quantity{low: n, high: n}
	switch w := wordAt(t, k); {
	case w == "or" && wordAt(t, k+1) == "more":
		q.high, k = none, k+2
	case w == "to" || w == "or" || w == "-" || w == "–" || w == "—":
		if b, m := number(t, k+1); m > k+1 && b > n && b <= 4*n+10 && (w != "—" || t[k+1].Start == t[k].End) {
			q.high, k = b, m
		}
	}
	return q, k
}

func matches(t []text.Token, i int, words []string) bool {
	if i+len(words) > len(t) {
		return false
	}
	for k, w := range words {
		if t[i+k].Lower != w {
			return false
		}
	}
	return true
}

// skipOf passes the "of" of "dozens of people", but not that of "several of the men".
func skipOf(t []text.Token, k int) int {
	if wordAt(t, k) == "of" {
		switch wordAt(t, k+1) {
		case "the", "them", "these", "those", "his", "her", "their", "its", "whom":
			return k
		}
		return k + 1
	}
	return k
}

// fixed are phrases for a number.
var fixed = []struct {
	words []string
	n     int64
}{
	{[]string{"half", "a", "dozen"}, 6}, {[]string{"half-a-dozen"}, 6}, {[]string{"half-dozen"}, 6},
	{[]string{"a", "half", "dozen"}, 6}, {[]string{"a", "couple"}, 2},
}

// number reads digits or number words at token i; next is i when there are none.
func number(t []text.Token, i int) (n int64, next int) {
	if i >= len(t) {
		return 0, i
	}
	w := t[i].Lower
	if t[i].Kind == text.Number {
		n, ok := digits(w)
		if !ok {
			return 0, i
		}
		next = i + 1
		if m, ok := multipliers[wordAt(t, next)]; ok && w != "score" {
			n, next = n*m, next+1
		}
		return n, next
	}
	if t[i].Kind != text.Word {
		return 0, i
	}
	for _, h := range fixed {
		if matches(t, i, h.words) {
			return h.n, skipOf(t, i+len(h.words))
		}
	}
	if w == "a" || w == "an" {
		m, ok := multipliers[wordAt(t, i+1)]
		if !ok {
			return 0, i
		}
		return m, skipOf(t, i+2)
	}
	return spelled(t, i)
}

// spelled reads "twenty-three", "one hundred and twelve", "two dozen".
func spelled(t []text.Token, i int) (total int64, next int) {
	var part int64
	next = i
	for next < len(t) && t[next].Kind == text.Word {
		w := t[next].Lower
		if m, ok := multipliers[w]; ok && next > i {
			if m == 12 || m == 20 {
				return total + part*m, skipOf(t, next+1)
			}
			if part *= m; m >= 1000 {
				total, part = total+part, 0
			}
			next++
			continue
		}
		if v, ok := unit(w); ok && fits(part, v) {
			part += v
			next++
			continue
		}
		if w == "and" && next > i && part > 0 && part%100 == 0 {
			if v, ok := unit(wordAt(t, next+1)); ok && v < 100 {
				part += v
				next += 2
				continue
			}
		}
		break
	}
	return total + part, next
}

// fits reports whether a number word can follow those read: "seven" after "forty", "forty" after "hundred".
func fits(part, v int64) bool {
	return part == 0 || part%100 == 0 && v < 100 || part%10 == 0 && part%100 >= 20 && v < 10
}

// unit is the value of one number word: "seven", "forty-two".
func unit(w string) (int64, bool) {
	if v, ok := units[w]; ok {
		return v, true
	}
	a, b, ok := strings.Cut(w, "-")
	if !ok {
		return 0, false
	}
	x, y := units[a], units[b]
	return x + y, x >= 20 && y > 0 && y < 10
}

// digits reads a whole number with its thousands separators; a decimal is no count of people.
func digits(w string) (int64, bool) {
	var n int64
	for i := 0; i < len(w); i++ {
		switch c := w[i]; {
		case c >= '0' && c <= '9':
			if n = n*10 + int64(c-'0'); n > 1e12 {
				return 0, false
			}
		case c != ',':
			return 0, false
		}
	}
	return n, true
}
