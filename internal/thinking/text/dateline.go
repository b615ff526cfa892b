package text

// longestDateline bounds the search, in tokens.
const longestDateline = 24

// findDateline recognises, at the very start: place words, then perhaps a country or a day after a comma, perhaps an agency in
// brackets, then a colon or a dash. The place is in capitals, or has a comma part or an agency before a dash.
func findDateline(tokens []Token, text string) Dateline {
	end := min(len(tokens), longestDateline)
	last := 0
	for last < end && last < 6 && (placeWord(tokens[last], text) || last > 0 && joins(tokens, last, text)) {
		last++
	}
	if last == 0 {
		return Dateline{}
	}
	shouted := true
	for i := 0; i < last; i++ {
		shouted = shouted && (tokens[i].Kind != Word || loud(text[tokens[i].Start:tokens[i].End]))
	}
	rest, marked := tail(tokens, text, last, end)
	if rest == 0 || rest >= len(tokens) {
		return Dateline{}
	}
	mark := tokens[rest-1]
	switch {
	case mark.Lower == ":" && shouted && last <= 4 && text[mark.End:mark.End+1] != "/":
	case mark.Lower != ":" && (shouted || marked):
	default:
		return Dateline{}
	}
	return Dateline{Start: tokens[0].Start, End: tokens[last-1].End, First: 0, Last: last, Rest: rest}
}

// tail reads from the end of the place words to the token after the mark; 0 when there is none. marked says that a day or
// an agency stood between.
func tail(tokens []Token, text string, i, end int) (rest int, marked bool) {
	depth, comma := 0, false
	for ; i < end; i++ {
		t := tokens[i]
		switch {
		case t.Lower == "(" || t.Lower == "[":
			depth++
			marked = true
		case t.Lower == ")" || t.Lower == "]":
			depth--
		case t.Lower == ",":
			comma = true
		case depth > 0 || t.Lower == "/":
		case t.Lower == ":" || dash(tokens, i, text):
			return i + 1, marked
		case t.Kind == Number:
			marked = true
		case t.Kind == Word && comma && (capital(text, t) || text[t.Start] >= '0' && text[t.Start] <= '9'):
			if _, month := abbreviations[t.Lower]; month {
				marked = true
			}
		default:
			return 0, false
		}
	}
	return 0, false
}

// dash reports a dash between spaces, or one that is no hyphen.
func dash(tokens []Token, i int, text string) bool {
	t := tokens[i]
	switch t.Lower {
	case "—", "–", "--":
		return true
	case "-":
		return i > 0 && spaced(tokens, text, i) && i+1 < len(tokens) && spaced(tokens, text, i+1)
	}
	return false
}

func placeWord(t Token, text string) bool { return t.Kind == Word && capital(text, t) }

// joins reports what may stand between place words: a stroke or a hyphen between two of them.
func joins(tokens []Token, i int, text string) bool {
	return tokens[i].Lower == "/" && i+1 < len(tokens) && placeWord(tokens[i+1], text)
}

// loud reports a word of two letters or more without a small letter.
func loud(s string) bool {
	n := 0
	for _, r := range s {
		if r >= 'a' && r <= 'z' {
			return false
		}
		n++
	}
	return n > 1
}
