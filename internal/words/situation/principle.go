package situation

// Principle is what the parties of a dyad are held to, such as non-interference, with the
// signs by which progress and regress are read. An act may fall under several.
type Principle struct {
	ID         string `yaml:"id" json:"id"`
	Name       string `yaml:"name" json:"name"`
	Definition string `yaml:"definition" json:"definition"`
	Dyad       string `yaml:"dyad" json:"dyad"` // whose acts are read
	Progress   []Sign `yaml:"progress" json:"progress"`
	Regress    []Sign `yaml:"regress" json:"regress"`
}

// Sign says what counts. Types and modes choose events, themes and statuses what became of
// commitments, issues and stances statements. An empty list beside a filled one of its
// pair does not restrict; a pair that is empty altogether chooses nothing. Only and Except
// name records by id where codes do not tell which way an act goes, such as a promise to
// close a crossing.
type Sign struct {
	Types    []string `yaml:"types,omitempty" json:"types,omitempty"`
	Modes    []string `yaml:"modes,omitempty" json:"modes,omitempty"`
	Alone    bool     `yaml:"alone,omitempty" json:"alone,omitempty"` // an act by one party counts though the other is not addressed
	Themes   []string `yaml:"themes,omitempty" json:"themes,omitempty"`
	Statuses []string `yaml:"statuses,omitempty" json:"statuses,omitempty"`
	Issues   []string `yaml:"issues,omitempty" json:"issues,omitempty"`
	Stances  []string `yaml:"stances,omitempty" json:"stances,omitempty"`
	Only     []string `yaml:"only,omitempty" json:"only,omitempty"`
	Except   []string `yaml:"except,omitempty" json:"except,omitempty"`
}
