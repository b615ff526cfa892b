package pdf

import (
	"strconv"
)

// kind is what a token of a drawing is.
type kind uint8

const (
	number kind = iota
	text
	name
	operator
	begin // of an array or a dictionary
	end   // of either
)

// token is one word of a drawing.
type token struct {
	kind  kind
	num   float64
	bytes string
}

// lexer cuts a drawing into tokens. It ends with its bytes, whatever they are.
type lexer struct {
	b  []byte
	at int
}

func space(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

func delimits(c byte) bool {
	switch c {
	case '<', '>', '(', ')', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// next is the next token; ok is false at the end.
func (l *lexer) next() (t token, ok bool) {
	for l.at < len(l.b) {
		c := l.b[l.at]
		switch {
		case space(c):
			l.at++
		case c == '%':
			for l.at < len(l.b) && l.b[l.at] != '\n' && l.b[l.at] != '\r' {
				l.at++
			}
		case delimits(c):
			if t, ok := l.mark(c); ok {
				return t, true
			}
		default:
			w := l.word()
			if n, err := strconv.ParseFloat(w, 64); err == nil && (w[0] < 'A') {
				return token{kind: number, num: n}, true
			}
			return token{kind: operator, bytes: w}, true
		}
	}
	return token{}, false
}

// mark reads what begins with a delimiter; ok is false for one that means nothing here, which is passed over.
func (l *lexer) mark(c byte) (t token, ok bool) {
	double := l.at+1 < len(l.b) && l.b[l.at+1] == c
	switch {
	case c == '(':
		return token{kind: text, bytes: l.literal()}, true
	case c == '<' && !double:
		return token{kind: text, bytes: l.hex()}, true
	}
	l.at++
	switch {
	case c == '/':
		return token{kind: name, bytes: l.word()}, true
	case c == '<':
		l.at++
		return token{kind: begin}, true
	case c == '>' && double:
		l.at++
		return token{kind: end}, true
	case c == '[':
		return token{kind: begin, bytes: "["}, true
	case c == ']':
		return token{kind: end}, true
	}
	return token{}, false
}

func (l *lexer) word() string {
	start := l.at
	for l.at < len(l.b) && !space(l.b[l.at]) && !delimits(l.b[l.at]) {
		l.at++
	}
	return string(l.b[start:l.at])
}

// literal reads a string in parentheses with its escapes.
func (l *lexer) literal() string {
	var out []byte
	depth := 0
	for ; l.at < len(l.b); l.at++ {
		c := l.b[l.at]
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				l.at++
				return string(out)
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

// escape reads what follows a backslash and stays on its last byte.
func (l *lexer) escape(out []byte) []byte {
	l.at++
	if l.at >= len(l.b) {
		return out
	}
	c := l.b[l.at]
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b', 'f':
		return append(out, ' ')
	case '\n':
		return out
	case '\r':
		if l.at+1 < len(l.b) && l.b[l.at+1] == '\n' {
			l.at++
		}
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	n := 0
	for i := 0; i < 3 && l.at < len(l.b) && l.b[l.at] >= '0' && l.b[l.at] <= '7'; i++ {
		n = n*8 + int(l.b[l.at]-'0')
		l.at++
	}
	l.at--
	return append(out, byte(n))
}

// hex reads a string in angle brackets.
func (l *lexer) hex() string {
	var out []byte
	half := -1
	for l.at++; l.at < len(l.b); l.at++ {
		c := l.b[l.at]
		if c == '>' {
			l.at++
			break
		}
		d := digit(c)
		switch {
		case d < 0:
		case half < 0:
			half = d
		default:
			out = append(out, byte(half<<4|d))
			half = -1
		}
	}
	if half >= 0 {
		out = append(out, byte(half<<4))
	}
	return string(out)
}

func digit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// picture passes over a picture that stands within the drawing, from its beginning to EI.
func (l *lexer) picture() {
	for i := l.at; i+2 < len(l.b); i++ {
		if space(l.b[i]) && l.b[i+1] == 'E' && l.b[i+2] == 'I' && (i+3 == len(l.b) || space(l.b[i+3])) {
			l.at = i + 3
			return
		}
	}
	l.at = len(l.b)
}
