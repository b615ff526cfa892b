package pdf

import (
	"fmt"
	"math"
	"strings"

	lib "github.com/ledongthuc/pdf"
)

// line is what stands on one line of a page.
type line struct {
	text string
	y    float64 // of the base line, upwards
	size float64 // of the letters
}

// matrix is a transform [a b c d e f] of the plane.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// state is what a drawing keeps and gives back.
type state struct {
	at            matrix
	font          *font
	size          float64
	chars, words  float64 // spacing
	across        float64 // share of the width
	leading, rise float64
}

// pen follows the drawing of one page and keeps its lines.
type pen struct {
	state
	kept    []state
	tm, tlm matrix
	fonts   map[string]*font
	lines   []line
	x, y    float64 // where the last letter ended
	open    bool    // a line is begun
	drawn   int     // forms
	steps   int     // operators
}

// The bounds of one page.
const (
	mostForms = 200
	mostSteps = 4_000_000
	mostDeep  = 8
)

// draw gives the lines of a page, in the order in which they are drawn. What was read before something broke is kept.
func draw(page lib.Value) (lines []line, err error) {
	p := &pen{state: state{at: identity, across: 1}, tm: identity, tlm: identity, fonts: map[string]*font{}}
	defer func() {
		lines = p.lines
		if x := recover(); x != nil {
			err = fmt.Errorf("%v", x)
		}
	}()
	b, err := unpacked(page.Key("Contents"))
	p.run(b, inherited(page, "Resources"), 0)
	return p.lines, err
}

// run follows a drawing.
func (p *pen) run(b []byte, res lib.Value, depth int) {
	l := &lexer{b: b}
	var args []token
	nested := 0
	for {
		t, ok := l.next()
		if !ok {
			return
		}
		switch t.kind {
		case begin:
			nested++
		case end:
			nested--
		case operator:
			if p.steps++; p.steps > mostSteps {
				panic("too much is drawn on this page")
			}
			if t.bytes == "ID" {
				l.picture()
			} else {
				p.do(t.bytes, args, res, depth)
			}
			args, nested = args[:0], 0
			continue
		default:
		}
		if t.kind < operator && len(args) < 10_000 {
			args = append(args, t)
		}
	}
}

// do carries one operator out.
func (p *pen) do(op string, args []token, res lib.Value, depth int) {
	n := numbers(args)
	switch op {
	case "q":
		if len(p.kept) < 256 {
			p.kept = append(p.kept, p.state)
		}
	case "Q":
		if k := len(p.kept); k > 0 {
			p.state, p.kept = p.kept[k-1], p.kept[:k-1]
		}
	case "cm":
		if len(n) == 6 {
			p.at = matrix(n).times(p.at)
		}
	case "Do":
		if len(args) == 1 {
			p.form(res.Key("XObject").Key(args[0].bytes), res, depth)
		}
	case "BT":
		p.tm, p.tlm = identity, identity
	case "Tf":
		if len(args) == 2 {
			p.font, p.size = p.fontOf(args[0].bytes, res), args[1].num
		}
	case "Tc", "Tw", "Tz", "TL", "Ts":
		if len(n) == 1 {
			p.set(op, n[0])
		}
	default:
		p.write(op, args, n)
	}
}

func (p *pen) set(op string, v float64) {
	switch op {
	case "Tc":
		p.chars = v
	case "Tw":
		p.words = v
	case "Tz":
		p.across = v / 100
	case "TL":
		p.leading = v
	case "Ts":
		p.rise = v
	}
}

// write carries out the operators that move to a line or write on it.
func (p *pen) write(op string, args []token, n []float64) {
	switch op {
	case "Td", "TD":
		if len(n) == 2 {
			if op == "TD" {
				p.leading = -n[1]
			}
			p.move(n[0], n[1])
		}
	case "Tm":
		if len(n) == 6 {
			p.tm = matrix(n)
			p.tlm = p.tm
		}
	case "T*":
		p.move(0, -p.leading)
	case "'", "\"":
		p.move(0, -p.leading)
		if len(args) == 3 {
			p.words, p.chars = args[0].num, args[1].num
		}
		if len(args) > 0 {
			p.show(args[len(args)-1].bytes)
		}
	case "Tj", "TJ":
		for _, a := range args {
			switch a.kind {
			case number:
				p.tm = matrix{1, 0, 0, 1, -a.num / 1000 * p.size * p.across, 0}.times(p.tm)
			case text:
				p.show(a.bytes)
			default:
			}
		}
	}
}

func numbers(args []token) []float64 {
	out := make([]float64, 0, 6)
	for _, a := range args {
		if a.kind != number || len(out) == 6 {
			return nil
		}
		out = append(out, a.num)
	}
	return out
}

func (p *pen) move(x, y float64) {
	p.tlm = matrix{1, 0, 0, 1, x, y}.times(p.tlm)
	p.tm = p.tlm
}

// fontOf opens a font of the page once. Fonts of forms may have the same name and be others.
func (p *pen) fontOf(name string, res lib.Value) *font {
	v := res.Key("Font").Key(name)
	key := name + "\x00" + v.Key("BaseFont").Name() + "\x00" + v.Key("FirstChar").String()
	if f, ok := p.fonts[key]; ok {
		return f
	}
	f := openFont(v)
	p.fonts[key] = f
	return f
}

// form draws a drawing within the drawing.
func (p *pen) form(v, res lib.Value, depth int) {
	if v.Key("Subtype").Name() != "Form" || depth >= mostDeep {
		return
	}
	if p.drawn++; p.drawn > mostForms {
		return
	}
	b, err := unpacked(v)
	if err != nil && len(b) == 0 {
		return
	}
	own := v.Key("Resources")
	if own.IsNull() {
		own = res
	}
	saved, kept := p.state, len(p.kept)
	if m := v.Key("Matrix"); m.Len() == 6 {
		var t matrix
		for i := range t {
			t[i] = m.Index(i).Float64()
		}
		p.at = t.times(p.at)
	}
	p.run(b, own, depth+1)
	p.state, p.kept = saved, p.kept[:min(kept, len(p.kept))]
}

// show writes a string where the pen is, on the line that is begun or on a new one.
func (p *pen) show(s string) {
	if p.font == nil {
		p.font = openFont(lib.Value{})
	}
	for _, g := range p.font.glyphs(s) {
		m := p.tm.times(p.at)
		size := math.Hypot(m[2], m[3]) * math.Abs(p.size)
		p.put(g.text, m[4]+p.rise*m[2], m[5], size)
		step := g.width/1000*p.size + p.chars
		if g.blank {
			step += p.words
		}
		p.tm = matrix{1, 0, 0, 1, step * p.across, 0}.times(p.tm)
		m = p.tm.times(p.at)
		p.x, p.y = m[4], m[5]
	}
}

// put adds letters at a place of the page: to the line, after a space where there is a gap, or as a new line.
func (p *pen) put(s string, x, y, size float64) {
	if math.IsNaN(x+y+size) || math.IsInf(x+y+size, 0) {
		return
	}
	em := max(size, 1)
	if !p.open || math.Abs(y-p.y) > em*0.6 || x < p.x-em*2 {
		p.lines = append(p.lines, line{y: y, size: size})
		p.open = true
	} else if l := &p.lines[len(p.lines)-1]; x-p.x > em*0.2 && !strings.HasSuffix(l.text, " ") {
		l.text += " "
	}
	p.lines[len(p.lines)-1].text += s
}
