package mapped

import (
	"errors"
	"strings"

	"detente/internal/hands/importer"
)

var (
	errThousands = errors.New("has separators between thousands; name them under thousands in a mapping (detente map proposes one)")
	errGroups    = errors.New("separators between thousands that do not stand before three digits each")
)

// separators are what may stand between thousands.
var separators = []string{",", ".", "'", " "}

// spaces are the blanks that may stand for one between thousands.
var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ")

// number is a number without the separators that the mapping names. Where these are points, a
// comma stands before the decimals. Without any named, one that has some is an error.
func (m *Mapping) number(v string) (string, error) {
	if m.Thousands == "" {
		if s := grouping(v); s != "" && s != "." {
			return v, errThousands
		}
		return v, nil
	}
	v = spaces.Replace(v)
	if !strings.Contains(v, m.Thousands) {
		if m.Thousands == "." {
			v = strings.Replace(v, ",", ".", 1)
		}
		return v, nil
	}
	decimal := "."
	if m.Thousands == "." {
		decimal = ","
	}
	whole, rest, cut := strings.Cut(v, decimal)
	if !grouped(whole, m.Thousands) {
		return v, errGroups
	}
	whole = strings.ReplaceAll(whole, m.Thousands, "")
	if cut {
		whole += "." + rest
	}
	return whole, nil
}

// grouped reports whether a number has the separator before each three of its last digits, and
// nowhere else.
func grouped(v, separator string) bool {
	parts := strings.Split(strings.TrimPrefix(v, "-"), separator)
	for i, p := range parts {
		if strings.Trim(p, "0123456789") != "" || len(p) > 3 || len(p) == 0 || i > 0 && len(p) != 3 {
			return false
		}
	}
	return len(parts) > 1
}

// grouping is what stands between the thousands of a number; empty when nothing does.
func grouping(v string) string {
	v = spaces.Replace(v)
	for _, s := range separators {
		whole := v
		if s != "." {
			whole, _, _ = strings.Cut(v, ".")
		}
		if grouped(whole, s) {
			return s
		}
	}
	return ""
}

// counts are the fields that hold numbers of people.
var counts = map[string]bool{"deaths_low": true, "deaths_best": true, "deaths_high": true, "deaths_civilian": true, "injured": true}

// Sampled adds to a proposal what the first rows of the table say: the row of HXL tags, if there is
// one, and the separators between thousands. One point alone may as well stand before decimals.
func (m Mapping) Sampled(header []string, rows [][]string) Mapping {
	for _, r := range rows[:min(5, len(rows))] {
		if !tagged(r) {
			continue
		}
		if t, ok := byTags(header, r); ok {
			t.Dataset, t.Title, t.Licence, t.Citation = m.Dataset, m.Title, m.Licence, m.Citation
			m = *t
		}
	}
	numbers := map[string]bool{}
	for f, c := range m.Columns {
		numbers[c] = numbers[c] || counts[f]
	}
	for _, f := range m.Figures {
		numbers[f.Column] = true
	}
	for _, r := range rows {
		for i, v := range r {
			if i >= len(header) || !numbers[header[i]] {
				continue
			}
			if s := grouping(v); s != "" && (s != "." || strings.Count(v, ".") > 1) {
				m.Thousands = s
				return m
			}
		}
	}
	return m
}

// whole is a count of a cell as the mapping writes numbers.
func (m *Mapping) whole(c *importer.Cells, column, v string) string {
	plain, err := m.number(v)
	if err != nil {
		c.Fail(column, err)
	}
	return plain
}
