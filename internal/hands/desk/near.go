package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// places refuses provinces and districts that nobody knows: neither the gazetteer, nor the
// events on record. The events of recent days do not count here, so that the refusal tells
// nothing of districts that are held back.
func (d *Desk) places(ctx context.Context, q Query) error {
	for _, c := range []struct {
		field, what string
		asked       []string
		of          func(admin1, admin2 string) string
	}{
		{"admin1", "province", q.Admin1, func(admin1, _ string) string { return admin1 }},
		{"admin2", "district", q.Admin2, func(_, admin2 string) string { return admin2 }},
	} {
		if len(c.asked) == 0 {
			continue
		}
		var known []string
		for _, s := range d.sit.Gazetteer.Spots() {
			known = append(known, c.of(s.Admin1, s.Admin2))
		}
		for _, u := range d.sit.Units {
			known = append(known, c.of(u.Admin1, ""))
		}
		for _, v := range c.asked {
			if v == "" || holds(known, v) {
				continue
			}
			onRecord, err := recall(ctx, d, fmt.Sprint("provinces ", q.Datasets), func() ([]Province, error) { return d.provinces(ctx, q.Datasets) })
			if err != nil {
				return err
			}
			for _, p := range onRecord {
				known = append(known, c.of(p.Admin1, ""))
				for _, name := range p.Districts {
					known = append(known, c.of(p.Admin1, name))
				}
			}
			if !holds(known, v) {
				return &BadQuery{Field: c.field, Value: v, Reason: "is no " + c.what + " that is known here; near are: " + strings.Join(near(v, known), ", ")}
			}
		}
	}
	return nil
}

// nearNames is how many near names are listed.
const nearNames = 5

// near are the known names most like a name, nearest first.
func near(name string, known []string) []string {
	type candidate struct {
		name  string
		steps int
	}
	var list []candidate
	seen := map[string]bool{"": true}
	a := folded(name)
	for _, k := range known {
		if seen[k] {
			continue
		}
		seen[k] = true
		b := folded(k)
		steps := distance(a, b)
		if len(a) > 2 && strings.Contains(string(b), string(a)) || len(b) > 2 && strings.Contains(string(a), string(b)) {
			steps = 0
		}
		list = append(list, candidate{k, steps})
	}
	slices.SortFunc(list, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(x.steps, y.steps), strings.Compare(x.name, y.name))
	})
	var out []string
	for _, c := range list[:min(nearNames, len(list))] {
		out = append(out, c.name)
	}
	return out
}

// folded is a name in small letters, without what is neither a letter nor a digit.
func folded(s string) []rune {
	var out []rune
	for _, r := range strings.ToLower(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, r)
		}
	}
	return out
}

// distance is the number of letters to add, drop or change to make one name of the other
// (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
