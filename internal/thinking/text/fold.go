package text

import (
	"unicode"
	"unicode/utf8"
)

// plain are the letters of Latin-1 and Latin Extended-A from U+00C0 on without their accents; '.' is kept as it is.
const plain = "aaaaaa.ceeeeiiii.nooooo.ouuuuy..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y" + // U+00C0
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll" + // U+0100
	"lllnnnnnn...oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz." // U+0140

// plainly appends the ASCII that s begins with in lower case, and gives how many bytes that is.
func plainly(dst []byte, s string) ([]byte, int) {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf {
		i++
	}
	from := len(dst)
	dst = append(dst, s[:i]...)
	for k, c := range dst[from:] {
		if c-'A' <= 'Z'-'A' {
			dst[from+k] = c | 0x20
		}
	}
	return dst, i
}

// Fold appends s to dst as tokens are folded: see Token.Lower.
func fold(dst []byte, s string) []byte {
	dst, i := plainly(dst, s)
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c |= 0x20
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case invisible(r) || r >= 0x300 && r <= 0x36F: // combining accents
		case r >= 0xC0 && int(r-0xC0) < len(plain) && plain[r-0xC0] != '.':
			dst = append(dst, plain[r-0xC0])
		case isApostrophe(r) || r == '\u2018':
			dst = append(dst, '\'')
		case isHyphen(r):
			dst = append(dst, '-')
		case r == utf8.RuneError && n == 1:
			dst = append(dst, s[i])
		default:
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
		i += n
	}
	return dst
}

// Fold returns a text as tokens are folded: lower case, without accents and invisible marks, with plain apostrophes and
// hyphens. Dictionaries fold their entries with it.
func Fold(s string) string { return string(fold(make([]byte, 0, len(s)), s)) }
