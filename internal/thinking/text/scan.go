package text

import (
	"unicode"
	"unicode/utf8"
)

// class is what a character does to a token.
type class uint8

const (
	other class = iota
	letter
	digit
	space
	punct
	hidden // invisible: joins, and leaves no trace in the folded form
	broken // not UTF-8
)

var ascii = func() (t [128]class) {
	for c := range t {
		switch r := rune(c); {
		case unicode.IsLetter(r):
			t[c] = letter
		case unicode.IsDigit(r):
			t[c] = digit
		case unicode.IsSpace(r) || c < 32 || c == 127:
			t[c] = space
		case unicode.IsPunct(r) && r != '%' && r != '#' && r != '@' && r != '&' && r != '*' && r != '/' && r != '\\':
			t[c] = punct
		}
	}
	return t
}()

// at returns the character at byte i, its width and its class.
func at(s string, i int) (rune, int, class) {
	if c := s[i]; c < utf8.RuneSelf {
		return rune(c), 1, ascii[c]
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case r == utf8.RuneError && n == 1:
		return r, 1, broken
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return r, n, letter
	case unicode.IsDigit(r):
		return r, n, digit
	case invisible(r):
		return r, n, hidden
	case unicode.IsSpace(r):
		return r, n, space
	case unicode.IsPunct(r):
		return r, n, punct
	}
	return r, n, other
}

// invisible marks of bidirectional text, joiners, soft hyphens and the byte order mark.
func invisible(r rune) bool {
	return r == 0xAD || r == 0x61C || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E ||
		r >= 0x2060 && r <= 0x2069 || r == 0xFEFF
}

// scanner holds the folded text of the tokens that the vocabulary does not have and that are not in the text as they are folded, in one
// piece, so that a token costs no allocation of its own.
type scanner struct {
	text       string
	vocabulary *Vocabulary
	tokens     []Token
	folded     []byte
	late       []late
}

// late is a token whose folded text ends at a byte of the folded texts, where the next one's begins.
type late struct{ token, end int }

// scan cuts a text into tokens, appended to out.
func scan(text string, v *Vocabulary, out []Token) []Token {
	if cap(out) == 0 {
		out = make([]Token, 0, len(text)/5+8)
	}
	s := v.scanner()
	s.text, s.vocabulary, s.tokens = text, v, out
	for i := 0; i < len(text); {
		_, n, c := at(text, i)
		switch c {
		case space, hidden:
			i += n
		case letter:
			i = s.word(i, Word)
		case digit:
			i = s.number(i)
		case punct:
			i = s.run(i, Punct)
		default:
			i = s.run(i, Symbol)
		}
	}
	all, from := string(s.folded), 0
	for _, l := range s.late {
		s.tokens[l.token].Lower = all[from:l.end]
		from = l.end
	}
	out = s.tokens
	v.done(s)
	return out
}

func (s *scanner) add(start, end int, k Kind) int {
	t := Token{Start: start, End: end, Kind: k}
	from := len(s.folded)
	s.folded = fold(s.folded, s.text[start:end])
	word := s.folded[from:]
	if s.vocabulary != nil {
		if _, t.Number = find(s.vocabulary, word); t.Number > 0 {
			t.Lower = s.vocabulary.words[t.Number]
		}
	}
	switch {
	case t.Number > 0:
		s.folded = s.folded[:from]
	case string(word) == s.text[start:end]:
		t.Lower = s.text[start:end]
		s.folded = s.folded[:from]
	default:
		s.late = append(s.late, late{len(s.tokens), len(s.folded)})
	}
	s.tokens = append(s.tokens, t)
	return end
}

// run takes a mark, and repeats of it: "...", "--", a stretch of broken bytes.
func (s *scanner) run(i int, k Kind) int {
	r, n, c := at(s.text, i)
	end := i + n
	for end < len(s.text) {
		q, m, d := at(s.text, end)
		if d != c || q != r || c == punct && r != '.' && r != '-' && r != '!' && r != '?' && r != '*' && r != '_' {
			break
		}
		end += m
	}
	return s.add(i, end, k)
}

// word takes letters and digits, joined by single hyphens, apostrophes and the dots of initials.
func (s *scanner) word(start int, k Kind) int {
	end := s.letters(start)
	for end < len(s.text) {
		r, n, _ := at(s.text, end)
		switch {
		case isHyphen(r) || isApostrophe(r) && !s.possessive(end, n):
			if !s.solid(end + n) {
				return s.close(start, end, k)
			}
			end = s.letters(end + n)
		case r == '.' && s.initials(start, end):
			if s.solidLetter(end+1) && s.initialAfter(end+1) {
				end = s.letters(end + 1)
				continue
			}
			return s.add(start, end+1, k)
		default:
			return s.close(start, end, k)
		}
	}
	return s.close(start, end, k)
}

// close ends a word: with its dot when it is a known abbreviation, and with its possessive as another token.
func (s *scanner) close(start, end int, k Kind) int {
	if end < len(s.text) && s.text[end] == '.' && end-start <= longestAbbreviation {
		var b [longestAbbreviation * 2]byte
		if _, known := abbreviations[string(fold(b[:0], s.text[start:end]))]; known && !s.solidLetter(end+1) {
			return s.add(start, end+1, k)
		}
	}
	s.add(start, end, k)
	if end < len(s.text) {
		if r, n, _ := at(s.text, end); isApostrophe(r) && s.possessive(end, n) {
			return s.add(end, end+n+1, Word)
		}
	}
	return end
}

// possessive reports whether an apostrophe of n bytes at byte i begins "'s" at the end of a word.
func (s *scanner) possessive(i, n int) bool {
	j := i + n
	if j >= len(s.text) || s.text[j]|0x20 != 's' {
		return false
	}
	return !s.solid(j + 1)
}

// letters returns the end of the letters, digits and invisible marks from byte i on.
func (s *scanner) letters(i int) int {
	for i < len(s.text) && s.text[i] < utf8.RuneSelf && (ascii[s.text[i]] == letter || ascii[s.text[i]] == digit) {
		i++
	}
	end := i
	for i < len(s.text) {
		_, n, c := at(s.text, i)
		if c != letter && c != digit && c != hidden {
			break
		}
		i += n
		if c != hidden {
			end = i
		}
	}
	return end
}

func (s *scanner) solid(i int) bool {
	if i >= len(s.text) {
		return false
	}
	_, _, c := at(s.text, i)
	return c == letter || c == digit
}

func (s *scanner) solidLetter(i int) bool {
	if i >= len(s.text) {
		return false
	}
	_, _, c := at(s.text, i)
	return c == letter
}

// initials reports whether the bytes up to end finish with a single letter after a dot or at the start of the word.
func (s *scanner) initials(start, end int) bool {
	r, n := utf8.DecodeLastRuneInString(s.text[start:end])
	if !unicode.IsLetter(r) {
		return false
	}
	before := end - n
	if before > start {
		return s.text[before-1] == '.'
	}
	// "J." and "p.m.", but not the end of "plan a." or "vitamin c."
	return unicode.IsUpper(r) || s.solidLetter(end+1) && s.initialAfter(end+1)
}

// initialAfter reports whether a single letter and no longer word stands at byte i.
func (s *scanner) initialAfter(i int) bool {
	_, n, _ := at(s.text, i)
	return !s.solid(i + n)
}

// number takes digits, thousands separators and decimals; with letters after them it is a word ("12th", "7.30pm", "10-year-old").
func (s *scanner) number(start int) int {
	end := s.digits(start)
	for end+1 < len(s.text) {
		if c := s.text[end]; c == '.' && s.isDigit(end+1) || c == ',' && s.thousands(end+1) {
			end = s.digits(end + 1)
			continue
		}
		break
	}
	if end < len(s.text) {
		r, n, c := at(s.text, end)
		if c == letter || isHyphen(r) && s.solidLetter(end+n) {
			if c != letter {
				end += n
			}
			return s.rest(start, end)
		}
	}
	return s.add(start, end, Number)
}

func (s *scanner) rest(start, end int) int {
	end = s.letters(end)
	for end < len(s.text) {
		r, n, _ := at(s.text, end)
		if !isHyphen(r) || !s.solid(end+n) {
			break
		}
		end = s.letters(end + n)
	}
	return s.close(start, end, Word)
}

func (s *scanner) digits(i int) int {
	for i < len(s.text) {
		_, n, c := at(s.text, i)
		if c != digit {
			break
		}
		i += n
	}
	return i
}

func (s *scanner) isDigit(i int) bool {
	if i >= len(s.text) {
		return false
	}
	_, _, c := at(s.text, i)
	return c == digit
}

// thousands reports whether three digits and no more stand at byte i, or two and a further comma, as in 1,00,000.
func (s *scanner) thousands(i int) bool {
	n := 0
	for n < 4 && i+n < len(s.text) && s.text[i+n] >= '0' && s.text[i+n] <= '9' {
		n++
	}
	return n == 3 || n == 2 && i+2 < len(s.text) && s.text[i+2] == ',' && s.isDigit(i+3)
}

func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }

func isApostrophe(r rune) bool { return r == '\'' || r == '\u2019' || r == '\u02bc' }
