package text_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"detente/internal/thinking/text"
)

func lowers(d text.Document) []string {
	var out []string
	for _, t := range d.Tokens {
		out = append(out, t.Lower)
	}
	return out
}

func sentences(d text.Document) []string {
	var out []string
	for _, s := range d.Sentences {
		out = append(out, d.Text[s.Start:s.End])
	}
	return out
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Gunmen killed 1,200 sheep.", "gunmen|killed|1,200|sheep|."},
		{"The minister's ex-aide didn't come", "the|minister|'s|ex-aide|didn't|come"},
		{"Gen. Amir met U.S. envoys at 7.30 p.m. on the 12th", "gen.|amir|met|u.s.|envoys|at|7.30|p.m.|on|the|12th"},
		{"a 12-year-old boy and an AK-47", "a|12-year-old|boy|and|an|ak-47"},
		{"5,300 or 1,00,000 or 4,5", "5,300|or|1,00,000|or|4|,|5"},
		{"10-12 people; 2026-01-05", "10|-|12|people|;|2026|-|01|-|05"},
		{"soldiers’ tents, Khan’s son", "soldiers|'|tents|,|khan|'s|son"},
		{"Türkiye, Nariño, Győr", "turkiye|,|narino|,|gyor"},
		{"police--army 3.5% Rs 40", "police|--|army|3.5|%|rs|40"},
		{"\u202bKabul\u202c and Kan\u00addahar", "kabul|and|kandahar"},
		{"at 7.30pm (IST)", "at|7.30pm|(|ist|)"},
		{"", ""},
	} {
		if got := strings.Join(lowers(text.Read(c.in)), "|"); got != c.want {
			t.Errorf("%q is cut into\n%s, want\n%s", c.in, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"Two men died. Police came.", []string{"Two men died.", "Police came."}},
		{"Lt. Gen. A. B. Shah said so. He left.", []string{"Lt. Gen. A. B. Shah said so.", "He left."}},
		{"It was 9 p.m. The road was shut.", []string{"It was 9 p.m.", "The road was shut."}},
		{"It was 9 p.m. Monday when it fell.", []string{"It was 9 p.m. Monday when it fell."}},
		{"“We left.” They had not.", []string{"“We left.”", "They had not."}},
		{"Prices rose 3.5 per cent. 40 shops shut.", []string{"Prices rose 3.5 per cent.", "40 shops shut."}},
		{"He was killed.The others ran.", []string{"He was killed.", "The others ran."}},
		{"See dawn.com for more.", []string{"See dawn.com for more."}},
		{"Road No. 7 is shut. On Jan. 5 it opens.", []string{"Road No. 7 is shut.", "On Jan. 5 it opens."}},
		{"A headline\n\nthe body", []string{"A headline", "the body"}},
		{"A line\nthat goes on", []string{"A line\nthat goes on"}},
		{"Why? Nobody knows! Wait...", []string{"Why?", "Nobody knows!", "Wait..."}},
		{"THE U.S. EMBASSY WAS HIT. NO ONE DIED.", []string{"THE U.S. EMBASSY WAS HIT.", "NO ONE DIED."}},
	} {
		if got := sentences(text.Read(c.in)); !slices.Equal(got, c.want) {
			t.Errorf("%q is cut into %q, want %q", c.in, got, c.want)
		}
	}
}

func TestDateline(t *testing.T) {
	for _, c := range []struct{ in, place, first string }{
		{"KOHAT: Two men died.", "KOHAT", "Two men died."},
		{"DERA ISMAIL KHAN, Pakistan (AP) — Two men died.", "DERA ISMAIL KHAN", "Two men died."},
		{"Kabul, 5 Jan (Reuters) - Two men died.", "Kabul", "Two men died."},
		{"PESHAWAR/KABUL, June 5: Two men died.", "PESHAWAR/KABUL", "Two men died."},
		{"SAN MIGUEL, 3 JAN 90 -- [TEXT] TWO MEN DIED.", "SAN MIGUEL", "[TEXT] TWO MEN DIED."},
		{"Taliban: we will come.", "", "Taliban: we will come."},
		{"The well-known road - now shut - opened.", "", "The well-known road - now shut - opened."},
		{"KOHAT:", "", "KOHAT:"},
		{"Two men died.", "", "Two men died."},
	} {
		d := text.Read(c.in)
		if got := d.Text[d.Dateline.Start:d.Dateline.End]; got != c.place || d.Dateline.Found() != (c.place != "") {
			t.Errorf("%q has the dateline %q, want %q", c.in, got, c.place)
		}
		if got := sentences(d)[0]; got != c.first {
			t.Errorf("%q begins with %q, want %q", c.in, got, c.first)
		}
	}
}

// check holds whatever the bytes are: tokens in order and inside, each in at most one sentence.
func check(t interface {
	Helper()
	Fatalf(string, ...any)
}, s string) {
	t.Helper()
	d := text.Read(s)
	at, valid := 0, utf8.ValidString(s)
	for i, k := range d.Tokens {
		if k.Start < at || k.End <= k.Start || k.End > len(s) {
			t.Fatalf("token %d is [%d,%d) after %d of %d bytes", i, k.Start, k.End, at, len(s))
		}
		at = k.End
		if valid && !utf8.ValidString(s[k.Start:k.End]) {
			t.Fatalf("token %d cuts a character: %q", i, s[k.Start:k.End])
		}
	}
	next := d.Dateline.Rest
	for i, k := range d.Sentences {
		if k.First != next || k.Last <= k.First || k.Last > len(d.Tokens) ||
			k.Start != d.Tokens[k.First].Start || k.End != d.Tokens[k.Last-1].End {
			t.Fatalf("sentence %d is %+v, and should begin at token %d", i, k, next)
		}
		if d.SentenceOf(k.First) != i || d.SentenceOf(k.Last-1) != i {
			t.Fatalf("sentence %d does not hold its own tokens", i)
		}
		next = k.Last
	}
	if next != len(d.Tokens) {
		t.Fatalf("%d of %d tokens are in sentences", next, len(d.Tokens))
	}
	if l := d.Dateline; l.First > l.Last || l.Last > l.Rest || l.Rest > len(d.Tokens) || l.Start > l.End || l.End > len(s) {
		t.Fatalf("dateline %+v", l)
	}
}

func TestOffsetsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { check(t, rapid.String().Draw(t, "text")) })
	rapid.Check(t, func(t *rapid.T) { check(t, string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))) })
	parts := []string{"Gen. ", "U.S.", "p.m.", "’s", "A.", " 1,00", "0", "KOHAT", ": ", "— ", "\n\n", "x-", "-", "(", ")", "\xff", "é", "\u0301", "\u202e", "ی", "."}
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOf(rapid.SampledFrom(parts)).Draw(t, "parts"), ""))
	})
}

func TestMegabyteLineIsBounded(t *testing.T) {
	for _, s := range []string{strings.Repeat("a", 1<<20), strings.Repeat("word ", 1<<18), strings.Repeat("\xff", 1<<20),
		strings.Repeat("a.", 1<<19), strings.Repeat("1,000", 1<<18), strings.Repeat("(", 1<<20), strings.Repeat("\u0301", 1<<19)} {
		check(t, s)
		for _, k := range text.Read(s).Sentences {
			if k.Last-k.First > 400 {
				t.Fatalf("a sentence of %d tokens", k.Last-k.First)
			}
		}
	}
}

func TestFoldAgreesWithTokens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[A-Za-zÀ-ž’ʼ]{1,12}`).Draw(t, "word")
		var got string
		for _, k := range text.Read(s).Tokens {
			got += k.Lower
		}
		if got != text.Fold(s) {
			t.Fatalf("%q folds to %q, its tokens to %q", s, text.Fold(s), got)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"KOHAT: Lt. Gen. A. B. said 1,200 “died”.\n\nNo. 5.", "\xff\xfe’s\u202e", "7.30p.m. U.S.'s", "\u0301, X: y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { check(t, s) })
}

func BenchmarkRead(b *testing.B) {
	s := strings.Repeat("At least seven people, including two children, were killed and 1,200 displaced when a bomb went off near the U.S. mission at 7.30 p.m. on Friday. Police said the men’s van had been stopped by Gen. Amir’s guards. ", 500)
	n := len(text.Read(s).Sentences)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		text.Read(s)
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "sentences/s")
}
