package text_test

import (
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/text"
)

func TestNumbersOfWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v, want := text.NewVocabulary(), map[string]int32{}
		for _, w := range rapid.SliceOfN(rapid.StringMatching(`[a-c]{0,6}`), 0, 3000).Draw(t, "words") {
			if _, ok := want[w]; !ok {
				want[w] = int32(len(want) + 1)
			}
			if n := v.Add(w); n != want[w] {
				t.Fatalf("%q is word %d, want %d", w, n, want[w])
			}
		}
		if v.Len() != len(want)+1 {
			t.Fatalf("%d words, want %d", v.Len()-1, len(want))
		}
		for w, n := range want {
			if v.Number(w) != n || v.Word(n) != w {
				t.Fatalf("%q has number %d and word %d is %q", w, v.Number(w), n, v.Word(n))
			}
		}
		if n := v.Number("d"); n != 0 {
			t.Fatalf("a word that was not added has number %d", n)
		}
	})
}

// A vocabulary numbers tokens and changes nothing else, whatever room it is given.
func TestReadingWithAVocabulary(t *testing.T) {
	v := text.NewVocabulary()
	for _, w := range []string{"the", "police", "'s", "cafe", ".", "12", "u.s."} {
		v.Add(w)
	}
	var room text.Document
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`(The|POLICE|café|Políce's|u\.s\.|12|—| |\. |\n\n){0,30}`)).Draw(t, "text")
		plain := text.Read(s)
		d := v.Read(s, room)
		if len(d.Tokens) != len(plain.Tokens) || len(d.Sentences) != len(plain.Sentences) || d.Dateline != plain.Dateline {
			t.Fatalf("%q: %d tokens and %d sentences, without a vocabulary %d and %d", s, len(d.Tokens), len(d.Sentences), len(plain.Tokens), len(plain.Sentences))
		}
		for i, x := range d.Tokens {
			if x.Number != v.Number(x.Lower) {
				t.Fatalf("%q has number %d, want %d", x.Lower, x.Number, v.Number(x.Lower))
			}
			if x.Number = 0; x != plain.Tokens[i] {
				t.Fatalf("token %+v, without a vocabulary %+v", x, plain.Tokens[i])
			}
		}
		for i := range d.Sentences {
			if d.Sentences[i] != plain.Sentences[i] {
				t.Fatalf("sentence %+v, without a vocabulary %+v", d.Sentences[i], plain.Sentences[i])
			}
		}
		room = d
	})
}
