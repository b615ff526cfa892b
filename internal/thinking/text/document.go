// Package text cuts a report into tokens and sentences and finds its dateline. Offsets are bytes of the text as given and
// always lie in it, whatever the bytes; time and memory are linear in the length.
//
// The scanner is written for news English. Words of other scripts are kept whole, so that names in them can be matched.
package text

// Kind says what a token is.
type Kind uint8

// The kinds. A word holds a letter ("12th", "ak-47", "u.s.", "gen."); a number is digits with separators ("1,200", "7.30").
const (
	Word Kind = iota
	Number
	Punct
	Symbol
)

// Token is one word, number or mark, the bytes [Start, End) of the document.
type Token struct {
	Start, End int
	Kind       Kind
	// Number is that of Lower in the vocabulary that the text was read with; 0 when it does not have the word.
	Number int32
	// Lower is the token in lower case without accents, with plain apostrophes and hyphens, and
	// without the invisible marks of bidirectional text. A possessive "'s" is a token of its own.
	Lower string
}

// Sentence is the bytes [Start, End) and the tokens [First, Last) of one sentence. Tokens of the dateline are in none.
type Sentence struct{ Start, End, First, Last int }

// Dateline is where a report was sent from: "KOHAT, Pakistan (AP) —". The place words are the bytes [Start, End) and the
// tokens [First, Last); Rest is the first token after the dateline. Without one all are zero.
type Dateline struct{ Start, End, First, Last, Rest int }

// Found reports whether there is a dateline.
func (d Dateline) Found() bool { return d.Last > d.First }

// Document is a text with its tokens and sentences, both in order and without overlap.
type Document struct {
	Text      string
	Tokens    []Token
	Sentences []Sentence
	Dateline  Dateline
	// Vocabulary numbered the tokens; nil for none.
	Vocabulary *Vocabulary
}

// Read cuts a text.
func Read(text string) Document { return (*Vocabulary)(nil).Read(text, Document{}) }

// Read cuts a text and numbers its words. The document takes the room of one that is done with.
func (v *Vocabulary) Read(text string, room Document) Document {
	d := Document{Text: text, Vocabulary: v}
	d.Tokens = scan(text, v, room.Tokens[:0])
	d.Dateline = findDateline(d.Tokens, text)
	d.Sentences = split(d.Tokens, text, d.Dateline.Rest, room.Sentences[:0])
	return d
}

// Slice returns the text of the tokens [first, last).
func (d Document) Slice(first, last int) string {
	if first >= last {
		return ""
	}
	return d.Text[d.Tokens[first].Start:d.Tokens[last-1].End]
}

// Upper reports whether a token begins with a capital letter in the text.
func (d Document) Upper(i int) bool { return capital(d.Text, d.Tokens[i]) }

// SentenceOf returns the index of the sentence that holds token i, or -1.
func (d Document) SentenceOf(i int) int {
	lo, hi := 0, len(d.Sentences)
	for lo < hi {
		m := (lo + hi) / 2
		if d.Sentences[m].Last <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(d.Sentences) && d.Sentences[lo].First <= i {
		return lo
	}
	return -1
}
