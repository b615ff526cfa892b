package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestSentence bounds a sentence in tokens, so that what is quadratic in a sentence stays linear in a text.
const longestSentence = 400

// split cuts tokens from index first on into sentences, appended to out.
func split(tokens []Token, text string, first int, out []Sentence) []Sentence {
	if cap(out) == 0 {
		out = make([]Sentence, 0, len(tokens)/20+1)
	}
	for i := first; i < len(tokens); {
		last := sentenceEnd(tokens, text, i)
		out = append(out, Sentence{Start: tokens[i].Start, End: tokens[last-1].End, First: i, Last: last})
		i = last
	}
	return out
}

// sentenceEnd returns the token after the sentence that begins at token i.
func sentenceEnd(tokens []Token, text string, i int) int {
	for j := i; j < len(tokens); j++ {
		if j-i >= longestSentence || j > i && paragraph(text[tokens[j-1].End:tokens[j].Start]) {
			return j
		}
		if !stops(tokens, text, j) {
			continue
		}
		j++
		for j < len(tokens) && closes(tokens[j], text) && !spaced(tokens, text, j) {
			j++
		}
		return j
	}
	return len(tokens)
}

// paragraph reports whether the space between two tokens holds an empty line.
func paragraph(gap string) bool {
	if len(gap) < 2 {
		return false
	}
	k := strings.IndexByte(gap, '\n')
	return k >= 0 && strings.IndexByte(gap[k+1:], '\n') >= 0
}

// stops reports whether the sentence may end with token j.
func stops(tokens []Token, text string, j int) bool {
	t := tokens[j]
	if t.Kind == Punct {
		switch t.Lower[0] {
		case '!', '?':
			return followed(tokens, text, j)
		case '.':
			if t.End-t.Start == 2 { // two dots are a slip for one
				return followed(tokens, text, j)
			}
			return followed(tokens, text, j) || j+1 < len(tokens) && glued(tokens, text, j)
		}
		return t.Lower == "۔" || t.Lower == "؟" || t.Lower == "।"
	}
	if t.Kind != Word || text[t.End-1] != '.' {
		return false
	}
	if j+1 >= len(tokens) {
		return true
	}
	kind := abbreviations[t.Lower[:len(t.Lower)-1]]
	next := tokens[j+1]
	if kind == title || !spaced(tokens, text, j+1) {
		return false
	}
	if k := j + 1; closes(next, text) || opens(next) {
		if k+1 >= len(tokens) {
			return true
		}
		next = tokens[k+1]
	}
	// A single initial before "The" ends a sentence only if a sentence could: "area B. The", not "J. Police".
	return capital(text, next) && openers[next.Lower]
}

// followed reports whether what comes after the mark at j can begin a sentence.
func followed(tokens []Token, text string, j int) bool {
	k := j + 1
	for k < len(tokens) && closes(tokens[k], text) && !spaced(tokens, text, k) {
		k++
	}
	if k >= len(tokens) {
		return true
	}
	if !spaced(tokens, text, k) {
		return false
	}
	next := tokens[k]
	if next.Kind == Number || next.Kind == Symbol {
		return j == 0 || tokens[j-1].Lower != "no" || next.Kind != Number
	}
	if next.Kind == Punct {
		return opens(next) || next.Lower[0] == '-'
	}
	r, _ := utf8.DecodeRuneInString(text[next.Start:])
	return !unicode.IsLower(r)
}

// glued reports a full stop without a space after it: "killed.The", but not "dawn.com".
func glued(tokens []Token, text string, j int) bool {
	t, next := tokens[j], tokens[j+1]
	if t.End-t.Start != 1 || next.Kind != Word || j == 0 || next.Start != t.End {
		return false
	}
	r, n := utf8.DecodeRuneInString(text[next.Start:])
	q, _ := utf8.DecodeRuneInString(text[next.Start+n:])
	p, _ := utf8.DecodeLastRuneInString(text[:t.Start])
	return unicode.IsUpper(r) && unicode.IsLower(q) && (unicode.IsLower(p) || unicode.IsDigit(p) || p == ')')
}

func spaced(tokens []Token, text string, k int) bool { return tokens[k].Start > tokens[k-1].End }

func closes(t Token, text string) bool {
	if t.Kind != Punct {
		return false
	}
	switch t.Lower {
	case ")", "]", "\"", "”", "'", "»":
		return true
	}
	return text[t.Start:t.End] == "’"
}

func opens(t Token) bool {
	switch t.Lower {
	case "(", "[", "\"", "“", "'", "«", "¿", "¡":
		return t.Kind == Punct
	}
	return false
}

// capital reports whether a token begins with a capital letter.
func capital(text string, t Token) bool {
	r, _ := utf8.DecodeRuneInString(text[t.Start:t.End])
	return unicode.IsUpper(r)
}
