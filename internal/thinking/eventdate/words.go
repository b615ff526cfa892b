package eventdate

import "time"

// kind is what a word can begin.
type kind uint8

const (
	plain kind = iota
	weekday
	month
	fixed // today, yesterday
	overnight
	last
	past
	this
	next
	the
	night
	duration
	article
)

// word is what the reader knows of a word.
type word struct {
	kind kind
	n    int // weekday from Monday 0, month from January 1, or days from publication
	weak bool
	few  int // as a number of days, weeks and months; 0 for none
}

var words = func() map[string]word {
	t := map[string]word{
		"today": {kind: fixed}, "tonight": {kind: fixed}, "yesterday": {kind: fixed, n: -1}, "tomorrow": {kind: fixed, n: 1},
		"overnight": {kind: overnight}, "last": {kind: last}, "past": {kind: past}, "previous": {kind: past}, "this": {kind: this}, "next": {kind: next},
		"the": {kind: the}, "that": {kind: the}, "night": {kind: night}, "for": {kind: duration}, "a": {kind: article}, "an": {kind: article},
		"same": {kind: the}, "following": {kind: the}, "preceding": {kind: past},
	}
	for i, w := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		t[w] = word{kind: weekday, n: i}
		t[w+"s"] = word{}
	}
	for w, i := range map[string]int{"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6} {
		t[w] = word{kind: weekday, n: i, weak: true}
		t[w+"."] = word{kind: weekday, n: i, weak: true}
	}
	for m := time.January; m <= time.December; m++ {
		name := []byte(m.String())
		name[0] |= 0x20
		full := string(name)
		t[full] = word{kind: month, n: int(m), weak: full == "may" || full == "march"}
		short := full[:3]
		if short != full && short != "mar" {
			t[short] = word{kind: month, n: int(m), weak: short == "jan" || short == "jun" || short == "dec" || short == "sep"}
		}
		t[short+"."] = word{kind: month, n: int(m)}
	}
	t["sept"], t["sept."], t["mar"] = word{kind: month, n: 9}, word{kind: month, n: 9}, word{kind: month, n: 3, weak: true}
	for w, n := range small {
		x := t[w]
		x.few = n
		t[w] = x
	}
	return t
}()

// lengths are those of the words that begin with a byte, a bit each: most words of a text are none of them by these alone.
var lengths = func() (t [256]uint32) {
	for w := range words {
		t[w[0]] |= 1 << min(len(w), 31)
	}
	return t
}()

// small are the numbers that count days, weeks and months.
var small = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "couple": 2, "few": 3,
	"several": 3}

// part are words for a part of the day, which leave the day as it is.
var part = map[string]bool{"morning": true, "afternoon": true, "evening": true, "night": true, "noon": true, "midday": true, "midnight": true,
	"dawn": true, "dusk": true, "late": true, "early": true}

// ahead are words before a date that put it after the day of publication.
var ahead = map[string]bool{"will": true, "would": true, "expected": true, "due": true, "scheduled": true, "shall": true, "until": true,
	"till": true, "plans": true, "planned": true, "deadline": true, "effect": true, "upcoming": true, "set": true, "expire": true, "expires": true,
	"slated": true, "likely": true}

// mayBegin reports that a word may be one of the words by its first byte and length.
func mayBegin(w string) bool { return w != "" && lengths[w[0]]&(1<<min(len(w), 31)) != 0 }
