package outlook

import "sort"

// Model is what is shipped: the members, how they are joined, and the base rates of the
// cases they were learnt from.
type Model struct {
	Members Members
	Stack   Stack
	Rates   Probabilities
}

// Outlook is a forecast of the classes with the 90 % interval that the members of the bag span.
type Outlook struct {
	P, Low, High Probabilities
}

// Predict gives the class probabilities for features.
func (m *Model) Predict(features []float64) Probabilities {
	return m.Stack.Join(m.Members.Predict(features))
}

// Judge gives the class probabilities with their interval: each member of the bag in place of
// the bag's mean, the others as they are. The interval says how far the answer hangs on the
// countries that were learnt from; it does not hold the chance of the classes themselves.
func (m *Model) Judge(features []float64) Outlook {
	p := m.Members.Predict(features)
	out := Outlook{P: m.Stack.Join(p)}
	spread := make([]Probabilities, len(m.Members.Bag))
	for i, b := range m.Members.Bag {
		copy(p[0][:], b.Predict(features))
		spread[i] = m.Stack.Join(p)
	}
	for c := range out.P {
		v := make([]float64, len(spread))
		for i := range v {
			v[i] = spread[i][c]
		}
		sort.Float64s(v)
		// Members alone scatter about the mean of all: the interval always holds what is said.
		out.Low[c] = min(out.P[c], at(v, .05))
		out.High[c] = max(out.P[c], at(v, .95))
	}
	return out
}

// at is the linear quantile of sorted values.
func at(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	h := p * float64(len(sorted)-1)
	i := int(h)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}

// From judges a unit of which the deaths of the months up to last are known; month is the
// calendar month of the last. active is false, and nothing is judged, when too few died.
func (m *Model) From(deaths []float64, month int) (o Outlook, active bool) {
	t := len(deaths) - 1
	if !Active(deaths, t) {
		return Outlook{}, false
	}
	return m.Judge(Features(deaths, t, month)), true
}
