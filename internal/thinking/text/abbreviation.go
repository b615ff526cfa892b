package text

// abbreviation says how a dotted short form sits in its sentence.
type abbreviation uint8

const (
	// title stands before a name and never ends a sentence.
	title abbreviation = iota + 1
	// midway may end a sentence: it does when the next word is one that begins sentences.
	midway
)

// longestAbbreviation bounds the look-up; in bytes, without the dot.
const longestAbbreviation = 8

var abbreviations = func() map[string]abbreviation {
	t := map[string]abbreviation{}
	for _, w := range []string{"adm", "amb", "asst", "brig", "capt", "cdr", "cmdr", "col", "const", "cpl", "dr", "fr", "ft",
		"gen", "gov", "hon", "insp", "jus", "lt", "ltd", "maj", "md", "messrs", "mohd", "mr", "mrs", "ms", "msgr", "mt", "ofc",
		"pfc", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "smt", "spc", "sr", "st", "supt"} {
		t[w] = title
	}
	for _, w := range []string{"approx", "apr", "aug", "ave", "co", "corp", "dec", "dept", "dist", "est", "etc", "feb", "fig",
		"govt", "hrs", "inc", "jan", "jr", "jul", "jun", "km", "kms", "mar", "min", "nov", "nos", "oct", "ph", "rs", "sep",
		"sept", "sq", "univ", "viz", "vs"} {
		t[w] = midway
	}
	return t
}()

// openers are words that begin sentences and rarely follow an abbreviation inside one.
var openers = func() map[string]bool {
	t := map[string]bool{}
	for _, w := range []string{"a", "about", "according", "after", "all", "also", "although", "among", "an", "another", "as", "at",
		"before", "both", "but", "by", "citing", "despite", "during", "earlier", "each", "eight", "eleven", "following", "five",
		"for", "four", "from", "he", "her", "his", "however", "i", "if", "in", "it", "its", "later", "many", "meanwhile", "more",
		"most", "nine", "no", "none", "nobody", "on", "once", "one", "only", "other", "others", "our", "over", "police",
		"residents", "security", "seven", "several", "she", "since", "six", "so", "some", "sources", "such", "ten", "that", "the",
		"their", "then", "there", "these", "they", "this", "those", "three", "two", "under", "until", "we", "what", "when",
		"where", "while", "who", "with", "you"} {
		t[w] = true
	}
	return t
}()
