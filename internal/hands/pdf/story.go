package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// story puts lines together to paragraphs, over the ends of pages.
type story struct{ b []byte }

// folio is a line that only counts pages.
var folio = regexp.MustCompile(`(?i)^(page )?\d{1,4}( ?(of|/) ?\d{1,4})?$`)

// joined are letters that are drawn as one.
var joined = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st", "\u00A0", " ")

// divided stands for the hyphen of a word that goes on in the next line.
const divided = '\u2010'

// add appends the lines of a page and says which bytes they are.
func (t *story) add(lines []line) (start, end int) {
	kept := lines[:0:0]
	for i, l := range lines {
		l.text = clean(l.text)
		if l.text == "" || (i == 0 || i == len(lines)-1) && folio.MatchString(l.text) {
			continue
		}
		kept = append(kept, l)
	}
	gap := usual(kept)
	start = -1
	for i, l := range kept {
		switch {
		case len(t.b) == 0:
		case i == 0 && t.runsOn(l.text), i > 0 && within(kept[i-1], l, gap):
			t.join(l.text)
		default:
			t.b = append(t.b, "\n\n"...)
		}
		if start < 0 {
			start = len(t.b)
		}
		t.b = append(t.b, l.text...)
	}
	return max(start, 0), len(t.b)
}

// compounds are first parts of words that are written with a hyphen wherever they stand.
var compounds = regexp.MustCompile(`(?i)(^|[^\pL])(cross|non|anti|counter|ex|pro|self|co|so|well|long|high|low|mid|door|law|year|vice|then|half|semi|pre|post|\pN+)-$`)

// join puts the next line of a paragraph behind the last one: after a space, or as the rest of a word that was divided.
func (t *story) join(next string) {
	tail := t.b[max(0, len(t.b)-24):]
	last, n := utf8.DecodeLastRune(tail)
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case last != '-' && last != divided || !unicode.IsLower(first):
		t.b = append(t.b, ' ')
	case last == divided || !compounds.Match(tail):
		t.b = t.b[:len(t.b)-n]
	}
}

// runsOn reports a sentence that goes on over the end of a page.
func (t *story) runsOn(next string) bool {
	last, _ := utf8.DecodeLastRune(t.b)
	first, _ := utf8.DecodeRuneInString(next)
	return !strings.ContainsRune(".!?:”\"’", last) && unicode.IsLower(first)
}

// usual is the distance that most neighbouring lines have.
func usual(lines []line) float64 {
	var gaps []float64
	for i := 1; i < len(lines); i++ {
		if g := lines[i-1].y - lines[i].y; g > 0 {
			gaps = append(gaps, g)
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	g := gaps[(len(gaps)-1)/2]
	if len(gaps) < 4 { // too few to tell lines from paragraphs
		g = min(g, lines[0].size*1.5)
	}
	return g
}

// within reports whether a line goes on with the paragraph of the one before: not much lower than usual, and of its size.
func within(before, l line, gap float64) bool {
	d := before.y - l.y
	if d < -before.size { // the next column
		return !strings.HasSuffix(before.text, ".")
	}
	return d <= max(gap*1.25, 1) && d <= max(before.size, l.size)*2.2 && l.size <= before.size*1.15 && before.size <= l.size*1.15
}

// clean is a line with single spaces and without marks that draw nothing.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		if r == '\u00AD' {
			return divided
		}
		return r
	}, strings.ToValidUTF8(joined.Replace(s), "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}
