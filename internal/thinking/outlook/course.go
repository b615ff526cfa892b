package outlook

import "math"

// Course is the deaths of a unit month by month up to now. Where reports are few there are
// several readings of it: as on record, and as it would be if what was not reported had run as
// usual. Readings are of equal length.
type Course struct {
	Readings [][]float64
	Month    int // calendar month of the last, 1 to 12
}

// Months is the length of the course.
func (c Course) Months() int {
	if len(c.Readings) == 0 {
		return 0
	}
	return len(c.Readings[0])
}

// Active reports whether some reading is to be judged.
func (c Course) Active() bool {
	for _, r := range c.Readings {
		if Active(r, len(r)-1) {
			return true
		}
	}
	return false
}

// Before is the course as it stood n months ago.
func (c Course) Before(n int) Course {
	out := Course{Month: (c.Month-1+12*(n/12+1)-n)%12 + 1}
	for _, r := range c.Readings {
		out.Readings = append(out.Readings, r[:max(0, len(r)-n)])
	}
	return out
}

// Then is the course a month later, if the deaths of that month were these.
func (c Course) Then(deaths float64) Course {
	out := Course{Month: c.Month%12 + 1}
	for _, r := range c.Readings {
		out.Readings = append(out.Readings, append(append(make([]float64, 0, len(r)+1), r...), deaths))
	}
	return out
}

func (c Course) features() [][]float64 {
	out := make([][]float64, len(c.Readings))
	for i, r := range c.Readings {
		out[i] = Features(r, len(r)-1, c.Month)
	}
	return out
}

// Outlook judges a course: the geometric mean of what its readings say, with an interval that
// holds those of all. ok is false when the course is not active.
func (m *Model) Outlook(c Course) (o Outlook, ok bool) {
	if !c.Active() {
		return o, false
	}
	x := c.features()
	o = Outlook{P: m.blend(x), Low: Probabilities{1, 1, 1}}
	for _, f := range x {
		one := m.Judge(f)
		for k := range o.P {
			o.Low[k], o.High[k] = min(o.Low[k], one.Low[k]), max(o.High[k], one.High[k])
		}
	}
	for k := range o.P {
		o.Low[k], o.High[k] = min(o.Low[k], o.P[k]), max(o.High[k], o.P[k])
	}
	return o, true
}

// blend is the geometric mean of the probabilities of several readings.
func (m *Model) blend(x [][]float64) Probabilities {
	var z Probabilities
	for _, f := range x {
		for k, p := range m.Predict(f) {
			z[k] += math.Log(max(least, p)) / float64(len(x))
		}
	}
	return softmax(z)
}

// Driver is what a group of features added to the probabilities since a month before.
type Driver struct {
	Group  Group
	Change Probabilities // of each class; over all groups they add up to the whole change
}

// Drivers shares the change of the probabilities since a month before among the groups, by
// Shapley's value: the mean over all orders in which the groups could go from what they were to
// what they are (Shapley 1953; Štrumbelj and Kononenko 2014, KAIS 41:647–665). ok is false when the course was too
// short or not active a month before.
func (m *Model) Drivers(c Course) (out []Driver, ok bool) {
	before := c.Before(1)
	if before.Months() < 1 || !c.Active() || !before.Active() {
		return nil, false
	}
	was, is, of := before.features(), c.features(), GroupOf()
	n := len(Groups)
	worth := make([]Probabilities, 1<<n)
	for set := range worth {
		mixed := make([][]float64, len(is))
		for i := range is {
			mixed[i] = append([]float64(nil), was[i]...)
			for j := range mixed[i] {
				for g := range Groups {
					if Groups[g] == of[j] && set&(1<<g) != 0 {
						mixed[i][j] = is[i][j]
					}
				}
			}
		}
		worth[set] = m.blend(mixed)
	}
	out = make([]Driver, n)
	for g := range out {
		out[g].Group = Groups[g]
		for set := range worth {
			if set&(1<<g) != 0 {
				continue
			}
			w := 1 / (float64(n) * choose(n-1, size(set)))
			for k := range out[g].Change {
				out[g].Change[k] += w * (worth[set|1<<g][k] - worth[set][k])
			}
		}
	}
	return out, true
}

func size(set int) int {
	n := 0
	for ; set > 0; set >>= 1 {
		n += set & 1
	}
	return n
}

func choose(n, k int) float64 {
	c := 1.0
	for i := range k {
		c *= float64(n-i) / float64(i+1)
	}
	return c
}

// Past is what would have been said at the end of an earlier month, and what came.
type Past struct {
	Ago     int // months
	Outlook Outlook
	Base    float64 // b, as on record
	Ahead   float64 // f, as on record; meaningful when Known
	Came    Class
	Known   bool // whether the three months after are over
}

// Past judges the months up to n ago anew, each from what came before it, oldest first; months in
// which the unit was not active, or with a history shorter than least months, are left out.
func (m *Model) Past(c Course, n, shortest int) []Past {
	var out []Past
	for ago := n; ago >= 1; ago-- {
		then := c.Before(ago)
		if then.Months() < shortest {
			continue
		}
		o, ok := m.Outlook(then)
		if !ok {
			continue
		}
		record := c.Readings[0]
		t := then.Months() - 1
		p := Past{Ago: ago, Outlook: o, Base: Base(record, t)}
		if p.Ahead, p.Known = Ahead(record, t); p.Known {
			p.Came = Judge(p.Base, p.Ahead)
		}
		out = append(out, p)
	}
	return out
}
