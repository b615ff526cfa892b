package outlook

// Class is what became of the deaths of a unit over the next months.
type Class int

// The classes in order: RPS measures how far off a probability lies along it.
const (
	Escalation Class = iota
	Holding
	DeEscalation
	Classes int = iota
)

// The rule of the classes, METHODS 2: a unit is judged while it is active.
const (
	ActiveMonths = 12 // looked at for activity
	ActiveDeaths = 25 // in those months, at least
	BaseMonths   = 6  // b is their mean
	AheadMonths  = 3  // f is their mean
	Rise         = 1.5
	Fall         = 0.5
	Step         = 5.0 // deaths a month
)

// Active reports whether the deaths of the months up to t make the unit one to be judged.
func Active(deaths []float64, t int) bool {
	return t+1 >= ActiveMonths && t < len(deaths) && sum(deaths[t+1-ActiveMonths:t+1]) >= ActiveDeaths
}

// Base is b: mean monthly deaths of the last BaseMonths months up to t.
func Base(deaths []float64, t int) float64 { return mean(deaths[max(0, t+1-BaseMonths) : t+1]) }

// Ahead is f: mean monthly deaths of the next AheadMonths months after t. ok is false
// while they are not all known.
func Ahead(deaths []float64, t int) (f float64, ok bool) {
	if t+AheadMonths >= len(deaths) {
		return 0, false
	}
	return mean(deaths[t+1 : t+1+AheadMonths]), true
}

// Judge gives the class of what came (f) after the base (b).
func Judge(b, f float64) Class {
	switch {
	case f >= max(Rise*b, b+Step):
		return Escalation
	case f <= min(Fall*b, b-Step):
		return DeEscalation
	}
	return Holding
}
