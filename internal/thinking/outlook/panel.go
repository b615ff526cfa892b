package outlook

// Unit is one country's months of deaths without a gap.
type Unit struct {
	ID     int // the same for all parts of a country whose series has gaps
	Name   string
	First  int // month number of Deaths[0]
	Deaths []float64
}

// Month numbers months: 12·year + calendar month − 1.
func Month(year, month int) int { return 12*year + month - 1 }

// Calendar is the year and the calendar month of a month number.
func Calendar(m int) (year, month int) { return m / 12, m%12 + 1 }

// Case is a unit at the end of a month in which it was active: what it is judged from, and
// what came. Features hold nothing that is later than the month.
type Case struct {
	Unit     int // ID
	Name     string
	Month    int
	Features []float64
	Base     float64 // b
	Ahead    float64 // f
	Class    Class
	// Conflictology is what draws from the unit's own last twelve months say: the benchmark.
	Conflictology Probabilities
}

// Cases are the active months of all units from a month on whose outcome is known, by unit
// and month.
func Cases(units []Unit, from int) []Case {
	var out []Case
	for _, u := range units {
		for t := range u.Deaths {
			f, ok := Ahead(u.Deaths, t)
			if !ok || u.First+t < from || !Active(u.Deaths, t) {
				continue
			}
			_, month := Calendar(u.First + t)
			b := Base(u.Deaths, t)
			out = append(out, Case{u.ID, u.Name, u.First + t, Features(u.Deaths, t, month), b, f, Judge(b, f), conflictology(u.Deaths[t+1-ActiveMonths:t+1], b)})
		}
	}
	return out
}

// conflictology counts, over all ways to draw three of the months with replacement, how often
// their mean would be each class against the base b. No class is given less than one in a thousand.
func conflictology(months []float64, b float64) Probabilities {
	var p Probabilities
	n := 0.0
	for _, x := range months {
		for _, y := range months {
			for _, z := range months {
				p[Judge(b, (x+y+z)/AheadMonths)]++
				n++
			}
		}
	}
	sum := 0.0
	for c := range p {
		p[c] = max(p[c]/n, .001)
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
	return p
}
