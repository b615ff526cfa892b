package record

// KindLink says that events of two data sets are taken for one. It changes nothing in either:
// each keeps its figures. Like edits it is counted nowhere else.
const KindLink Kind = "link"

// Link ties one event to one event of another data set.
type Link struct {
	ID     string  `json:"id"`
	A      Linked  `json:"a"`
	B      Linked  `json:"b"`
	Score  float64 `json:"score"` // 0 to 1
	Reason string  `json:"reason"`
	Days   int     `json:"days"` // between the two
	// RunnersUp are who else came near to being the partner, best first.
	RunnersUp []Linked `json:"runners_up,omitempty"`
}

// Linked names an event, and for a runner-up its score.
type Linked struct {
	Dataset string  `json:"dataset"`
	ID      string  `json:"id"`
	Score   float64 `json:"score,omitempty"`
}

// LinksOf names the data set that holds the links between two.
func LinksOf(a, b string) string { return "links/" + min(a, b) + "+" + max(a, b) }

// Matcher is the importer that links bear.
const Matcher = "match"
