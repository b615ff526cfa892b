package text

import "sync"

// Vocabulary numbers words, so that tables over them are indexed by number and a word is looked up once. When nothing more is added it
// may be read from several goroutines. A nil one knows no word.
type Vocabulary struct {
	words []string // by number; that at 0 is none
	slots []slot   // a power of two, at most half of them taken

	scanners sync.Pool // scanners that are done with
}

// slot holds a word's number, 0 when it is free, and its hash.
type slot struct {
	hash   uint32
	number int32
}

// NewVocabulary is a vocabulary without words.
func NewVocabulary() *Vocabulary {
	return &Vocabulary{words: make([]string, 1), slots: make([]slot, 1<<10)}
}

// scanner is a new scanner, or one that is done with.
func (v *Vocabulary) scanner() *scanner {
	if v != nil {
		if s, ok := v.scanners.Get().(*scanner); ok {
			return s
		}
	}
	return &scanner{}
}

// done leaves a scanner to the next text.
func (v *Vocabulary) done(s *scanner) {
	if v != nil {
		*s = scanner{folded: s.folded[:0], late: s.late[:0]}
		v.scanners.Put(s)
	}
}

// Len is one more than the highest number.
func (v *Vocabulary) Len() int { return len(v.words) }

// Add gives a folded word its number, from 1 on; a word that is there keeps the one it has.
func (v *Vocabulary) Add(word string) int32 {
	at, n := find(v, word)
	if n != 0 {
		return n
	}
	n = int32(len(v.words))
	v.words = append(v.words, word)
	v.slots[at] = slot{hash(word), n}
	if 2*len(v.words) > len(v.slots) {
		v.grow()
	}
	return n
}

func (v *Vocabulary) grow() {
	v.slots = make([]slot, 2*len(v.slots))
	for n, w := range v.words {
		if n > 0 {
			at, _ := find(v, w)
			v.slots[at] = slot{hash(w), int32(n)}
		}
	}
}

// Number is the number of a folded word, or 0 when the vocabulary does not have it.
func (v *Vocabulary) Number(word string) int32 {
	if v == nil {
		return 0
	}
	_, n := find(v, word)
	return n
}

// Word is the word of a number, or "" for 0.
func (v *Vocabulary) Word(number int32) string { return v.words[number] }

// find gives the slot of a word and its number; the slot is free and the number 0 when the word is not there.
func find[T string | []byte](v *Vocabulary, word T) (at uint32, number int32) {
	h, last := hash(word), uint32(len(v.slots)-1)
	for at = h & last; ; at = (at + 1) & last {
		s := v.slots[at]
		if s.number == 0 || s.hash == h && v.words[s.number] == string(word) {
			return at, s.number
		}
	}
}

// hash is FNV-1a, its upper half folded into the lower.
func hash[T string | []byte](word T) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(word); i++ {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return h ^ h>>16
}
