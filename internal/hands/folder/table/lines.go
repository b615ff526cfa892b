package table

import (
	"bufio"
	"bytes"
	"io"
)

// line is one physical line without its end.
type line struct {
	text   []byte
	number int
	long   bool // longer than the limit; text holds its beginning
}

// lines reads physical lines of bounded length and can take some back.
type lines struct {
	src    *bufio.Reader
	limit  int
	number int
	again  []line // taken back, to be given out first
	err    error  // what stopped the reading, other than the end
}

func newLines(r *bufio.Reader, limit int) *lines { return &lines{src: r, limit: limit} }

// next returns the next line, or io.EOF. A line beyond the limit is passed over without
// being held in memory.
func (l *lines) next() (line, error) {
	if len(l.again) > 0 {
		ln := l.again[0]
		l.again = l.again[1:]
		return ln, nil
	}
	if l.err != nil {
		return line{}, io.EOF
	}
	ln := line{}
	for {
		part, err := l.src.ReadSlice('\n')
		if room := l.limit - len(ln.text); len(part) > room+2 {
			ln.long = true
			part = part[:max(room, 0)]
		}
		ln.text = append(ln.text, part...)
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && err != io.EOF {
			l.err = err
		}
		if err != nil && len(ln.text) == 0 && !ln.long {
			return line{}, io.EOF
		}
		l.number++
		ln.number = l.number
		ln.text = bytes.TrimSuffix(bytes.TrimSuffix(ln.text, []byte("\n")), []byte("\r"))
		return ln, nil
	}
}

// back puts lines in front of those still to come.
func (l *lines) back(taken []line) {
	l.again = append(append(make([]line, 0, len(taken)+len(l.again)), taken...), l.again...)
}
