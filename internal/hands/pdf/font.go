package pdf

import (
	"strconv"
	"strings"
	"unicode/utf16"

	lib "github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

// font says which letters the codes of a string draw, and how wide they are.
type font struct {
	bytes  int // of a code
	names  map[int]string
	widths map[int]float64 // in thousandths of the size
	usual  float64         // width of other codes
}

// mostCodes bounds the tables of a font.
const mostCodes = 1 << 16

// openFont reads the tables of a font; what is broken in them is left out.
func openFont(v lib.Value) (f *font) {
	f = &font{bytes: 1, names: map[int]string{}, widths: map[int]float64{}, usual: 500}
	defer func() { _ = recover() }() // with what was read until then
	if v.Key("Subtype").Name() == "Type0" {
		f.bytes = 2
		f.wide(v.Key("DescendantFonts").Index(0))
	} else {
		f.narrow(v)
	}
	if b, err := unpacked(v.Key("ToUnicode")); err == nil && len(b) > 1 {
		f.mapped(b)
	}
	return f
}

// narrow reads a font whose codes are single bytes.
func (f *font) narrow(v lib.Value) {
	enc := v.Key("Encoding")
	table := charmap.Windows1252
	ligatures := pictured
	if v.Key("Subtype").Name() != "Type3" {
		ligatures = knuth
	}
	if enc.Name() == "MacRomanEncoding" || enc.Key("BaseEncoding").Name() == "MacRomanEncoding" {
		table = charmap.Macintosh
	}
	for c := range 256 {
		if r := table.DecodeByte(byte(c)); r >= ' ' {
			f.names[c] = string(r)
		}
	}
	if v.Key("Subtype").Name() == "Type3" || enc.IsNull() {
		for c, s := range ligatures {
			f.names[c] = s
		}
	}
	if enc.Kind() == lib.Dict {
		listed := lib.Font{V: v}
		decode := listed.Encoder()
		code := 0
		d := enc.Key("Differences")
		for i := 0; i < min(d.Len(), 1024); i++ {
			x := d.Index(i)
			if x.Kind() == lib.Integer {
				code = int(x.Int64())
				continue
			}
			if s := named(x.Name(), decode.Decode(string([]byte{byte(max(0, min(code, 255)))}))); code >= 0 && code < 256 && (s >= " " || f.names[code] == "") {
				f.names[code] = s
			}
			code++
		}
	}
	first := int(v.Key("FirstChar").Int64())
	w := v.Key("Widths")
	for i := 0; i < min(w.Len(), 256); i++ {
		f.widths[first+i] = w.Index(i).Float64()
	}
}

// Codes below the space in fonts of TeX that name no letters: those made of pictures follow the Cork table, others Knuth's own.
var (
	pictured = map[int]string{16: "“", 17: "”", 18: "„", 21: "–", 22: "—", 27: "ff", 28: "fi", 29: "fl", 30: "ffi", 31: "ffl"}
	knuth    = map[int]string{11: "ff", 12: "fi", 13: "fl", 14: "ffi", 15: "ffl"}
)

// named is what the name of a glyph stands for; listed is what the library makes of it.
func named(glyph, listed string) string {
	if hex, ok := strings.CutPrefix(glyph, "uni"); ok && len(hex) == 4 {
		if n, err := strconv.ParseUint(hex, 16, 16); err == nil {
			return string(rune(n))
		}
	}
	return listed
}

// wide reads the widths of a font whose codes are two bytes.
func (f *font) wide(v lib.Value) {
	f.usual = 1000
	if d := v.Key("DW"); d.Kind() == lib.Integer || d.Kind() == lib.Real {
		f.usual = d.Float64()
	}
	w := v.Key("W")
	for i := 0; i+1 < min(w.Len(), mostCodes); {
		first, second := int(w.Index(i).Int64()), w.Index(i+1)
		if second.Kind() == lib.Array {
			for k := 0; k < min(second.Len(), mostCodes); k++ {
				f.widths[first+k] = second.Index(k).Float64()
			}
			i += 2
			continue
		}
		for c := first; c <= int(second.Int64()) && c-first < mostCodes; c++ {
			f.widths[c] = w.Index(i + 2).Float64()
		}
		i += 3
	}
}

// mapped reads a table from codes to letters.
func (f *font) mapped(b []byte) {
	l := lexer{b: b}
	var args []token
	lists := map[int][]token{} // arrays, by the place of their first bracket among args
	at := -1
	for len(f.names) < mostCodes {
		t, ok := l.next()
		if !ok {
			return
		}
		switch {
		case t.kind == begin && t.bytes == "[":
			at = len(args)
			args = append(args, t)
		case t.kind == end:
			at = -1
		case t.kind == operator:
			switch t.bytes {
			case "endcodespacerange":
				if len(args) > 0 && args[len(args)-1].kind == text {
					f.bytes = max(1, min(len(args[len(args)-1].bytes), 2))
				}
			case "endbfchar":
				for i := 0; i+1 < len(args); i += 2 {
					f.names[code(args[i].bytes)] = letters(args[i+1].bytes)
				}
			case "endbfrange":
				f.ranged(args, lists)
			}
			args, at = args[:0], -1
			clear(lists)
		case at >= 0:
			lists[at] = append(lists[at], t)
		default:
			args = append(args, t)
		}
	}
}

// ranged reads runs of codes: first, last, and what the first stands for or a list.
func (f *font) ranged(args []token, lists map[int][]token) {
	for i := 0; i+2 < len(args); i += 3 {
		first, last := code(args[i].bytes), code(args[i+1].bytes)
		for c := first; c <= last && c-first < mostCodes && len(f.names) < mostCodes; c++ {
			if list, ok := lists[i+2]; ok {
				if c-first < len(list) {
					f.names[c] = letters(list[c-first].bytes)
				}
				continue
			}
			to := []byte(args[i+2].bytes)
			if len(to) == 0 {
				break
			}
			n := int(to[len(to)-1]) + c - first
			to[len(to)-1] = byte(n)
			if len(to) > 1 {
				to[len(to)-2] += byte(n >> 8)
			}
			f.names[c] = letters(string(to))
		}
	}
}

func code(s string) int {
	n := 0
	for i := 0; i < min(len(s), 4); i++ {
		n = n<<8 | int(s[i])
	}
	return n
}

// letters reads UTF-16.
func letters(s string) string {
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	u := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < min(len(s), 64); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(u))
}

// glyph is a letter with its width in thousandths of the size.
type glyph struct {
	text  string
	width float64
	blank bool // the code 32 of one byte, to which the spacing of words is added
}

// glyphs are the letters that a string draws.
func (f *font) glyphs(s string) []glyph {
	out := make([]glyph, 0, len(s))
	for i := 0; i+f.bytes <= len(s); i += f.bytes {
		c := code(s[i : i+f.bytes])
		g := glyph{text: f.names[c], width: f.usual, blank: c == ' ' && f.bytes == 1}
		if w, ok := f.widths[c]; ok {
			g.width = w
		}
		if _, ok := f.names[c]; !ok {
			g.text = "\uFFFD"
		}
		out = append(out, g)
	}
	return out
}
