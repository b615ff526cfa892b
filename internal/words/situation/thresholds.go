package situation

// Thresholds are the numbers a situation may change; Default gives the usual ones.
type Thresholds struct {
	Shown    Shown    `yaml:"shown" json:"shown"`
	Usual    Usual    `yaml:"usual" json:"usual"`
	Coverage Coverage `yaml:"coverage" json:"coverage"`
	Verdict  Verdict  `yaml:"verdict" json:"verdict"`
}

// Shown bounds what leaves the store (SAFETY rule 4).
type Shown struct {
	DelayHours    int     `yaml:"delay_hours" json:"delay_hours"`         // precise recent places are held back this long
	SnapKM        float64 `yaml:"snap_km" json:"snap_km"`                 // grid to which points are snapped
	SmallestCount int     `yaml:"smallest_count" json:"smallest_count"`   // counts under it are suppressed in returns and reports
	QuoteMaxWords int     `yaml:"quote_max_words" json:"quote_max_words"` // longest quotation shown
}

// Usual is the rule for "more or less than usual".
type Usual struct {
	HigherRatio float64 `yaml:"higher_ratio" json:"higher_ratio"` // at or above: higher than usual
	LowerRatio  float64 `yaml:"lower_ratio" json:"lower_ratio"`   // at or below: lower than usual
	LowBaseline float64 `yaml:"low_baseline" json:"low_baseline"` // usual count under which no ratio is given
	LowJump     float64 `yaml:"low_jump" json:"low_jump"`         // rise over a low baseline that still counts as higher
}

// Coverage grades how much was reported, against the trailing year.
type Coverage struct {
	Weeks int     `yaml:"weeks" json:"weeks"`    // window looked at
	Low   float64 `yaml:"low" json:"low"`        // share of the usual volume under which coverage is low
	Thin  float64 `yaml:"thin" json:"thin"`      // share under which it is thin
	Floor float64 `yaml:"floor" json:"floor"`    // smallest exposure given to the model
	Usual int     `yaml:"trailing" json:"usual"` // weeks that say what is usual
}

// Verdict holds the class rules: escalation f ≥ max(Rise·b, b+Step), de-escalation
// f ≤ min(Fall·b, b−Step), with b and f mean weekly violent events of the last
// BaselineWeeks and the next HorizonWeeks.
type Verdict struct {
	BaselineWeeks int     `yaml:"baseline_weeks" json:"baseline_weeks"`
	HorizonWeeks  int     `yaml:"horizon_weeks" json:"horizon_weeks"`
	Rise          float64 `yaml:"rise" json:"rise"`
	Fall          float64 `yaml:"fall" json:"fall"`
	Step          float64 `yaml:"step" json:"step"` // events a week
	Draws         int     `yaml:"draws" json:"draws"`
	Seed          uint64  `yaml:"seed" json:"seed"`
}

// Default returns the thresholds used where a situation says nothing.
func Default() Thresholds {
	return Thresholds{
		Shown:    Shown{DelayHours: 72, SnapKM: 5, SmallestCount: 5, QuoteMaxWords: 40},
		Usual:    Usual{HigherRatio: 1.5, LowerRatio: 0.5, LowBaseline: 2, LowJump: 3},
		Coverage: Coverage{Weeks: 8, Low: 0.4, Thin: 0.7, Floor: 0.1, Usual: 52},
		Verdict:  Verdict{BaselineWeeks: 26, HorizonWeeks: 13, Rise: 1.5, Fall: 0.5, Step: 0.25, Draws: 4000, Seed: 20260701},
	}
}
