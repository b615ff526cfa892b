package cli_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
)

// unit is what the issue of the assessment promises of each unit.
type unit struct {
	ID          string   `json:"id"`
	Verdict     string   `json:"verdict"`
	PEscalation *float64 `json:"p_escalation"`
	PHolding    *float64 `json:"p_holding"`
	PReset      *float64 `json:"p_reset"`
	Reason      string   `json:"reason"`
	Risk        string   `json:"risk"`
	Opportunity string   `json:"opportunity"`
	Coverage    struct {
		Grade string  `json:"grade"`
		Share float64 `json:"share"`
		Text  string  `json:"text"`
	} `json:"coverage"`
	Evidence []string `json:"evidence"`
	Windows  []struct {
		To       string   `json:"to"`
		Violent  int      `json:"violent"`
		Band     string   `json:"band"`
		EventIDs []string `json:"event_ids"`
	} `json:"windows"`
}

type assessment struct {
	AsOf  string `json:"as_of"`
	Units []unit `json:"units"`
}

func assess(t testing.TB, args ...string) (assessment, map[string]any) {
	t.Helper()
	text := once(t, append([]string{"assess", "--json", "--db", chronology}, args...)...)
	var a assessment
	var raw map[string]any
	for _, v := range []any{&a, &raw} {
		if err := json.Unmarshal([]byte(text), v); err != nil {
			t.Fatal(err)
		}
	}
	return a, raw
}

func TestAssessmentKeepsItsPromises(t *testing.T) {
	known := knowable(t)
	for _, asOf := range []string{"2023-01-31", "2025-10-20", "2026-03-01", "2026-07-01"} {
		a, raw := assess(t, "--as-of", asOf)
		if a.AsOf != asOf || raw["as_of"] != asOf {
			t.Errorf("as of %s: answered as of %s", asOf, a.AsOf)
		}
		got := make([]string, len(a.Units))
		for i, u := range a.Units {
			got[i] = u.ID
		}
		if want := judged(t); !slices.Equal(got, want) {
			t.Errorf("as of %s: judged %v, want each dyad and unit of the situation: %v", asOf, got, want)
		}
		for i, u := range a.Units {
			keys := raw["units"].([]any)[i].(map[string]any)
			for _, k := range []string{"id", "verdict", "p_escalation", "p_holding", "p_reset", "reason", "risk", "opportunity", "coverage"} {
				if _, ok := keys[k]; !ok {
					t.Errorf("%s lacks %s", u.ID, k)
				}
			}
			u.check(t, asOf, known)
		}
	}
}

// check holds one unit against the rules that no unit may break.
func (u unit) check(t *testing.T, asOf string, known map[string]string) {
	t.Helper()
	if u.PEscalation == nil || u.PHolding == nil || u.PReset == nil {
		if u.Verdict != "unclear" {
			t.Errorf("as of %s: %s is %s without probabilities", asOf, u.ID, u.Verdict)
		}
	} else {
		sum := *u.PEscalation + *u.PHolding + *u.PReset
		if math.Abs(sum-1) > 1e-9 || min(*u.PEscalation, *u.PHolding, *u.PReset) < 0 {
			t.Errorf("as of %s: the probabilities of %s add up to %v", asOf, u.ID, sum)
		}
		p := map[string]float64{"escalating": *u.PEscalation, "holding": *u.PHolding, "resetting": *u.PReset}
		if p[u.Verdict] < max(*u.PEscalation, *u.PHolding, *u.PReset) {
			t.Errorf("as of %s: %s is called %s, which is not its likeliest course: %v", asOf, u.ID, u.Verdict, p)
		}
	}
	for what, text := range map[string]string{"reason": u.Reason, "risk": u.Risk, "opportunity": u.Opportunity, "coverage": u.Coverage.Text} {
		if text == "" || strings.ContainsAny(text, "{}") {
			t.Errorf("as of %s: %s of %s reads %q", asOf, what, u.ID, text)
		}
	}
	ids := u.Evidence
	for _, w := range u.Windows {
		if w.To != asOf {
			t.Errorf("as of %s: a window of %s ends on %s", asOf, u.ID, w.To)
		}
		if len(w.EventIDs) != w.Violent {
			t.Errorf("as of %s: %s counts %d violent events and names %d", asOf, u.ID, w.Violent, len(w.EventIDs))
		}
		ids = append(ids, w.EventIDs...)
	}
	for _, id := range ids {
		if known[id] == "" || known[id] > asOf {
			t.Errorf("as of %s: %s rests on %s, known from %q", asOf, u.ID, id, known[id])
		}
	}
}

// In March 2026 the chronology is dense; in July its last months are thin, and the answer
// says so and calls no fall in rows a calm.
func TestThinMonthsAreLowCoverageAndNoPeace(t *testing.T) {
	march, _ := assess(t, "--as-of", "2026-03-01")
	july, _ := assess(t, "--as-of", "2026-07-01")
	moved := 0.0
	for i, u := range july.Units {
		m := march.Units[i]
		if u.Coverage.Grade != "low" || m.Coverage.Grade == "low" || m.Coverage.Grade == "none" {
			t.Errorf("%s: coverage is %s in March and %s in July", u.ID, m.Coverage.Grade, u.Coverage.Grade)
		}
		if u.Verdict == "resetting" || !strings.Contains(u.Reason, "Reports are few") {
			t.Errorf("%s under low coverage: %s: %s", u.ID, u.Verdict, u.Reason)
		}
		for _, w := range u.Windows {
			if w.Band == "lower" {
				t.Errorf("%s: fewer rows under low coverage are called fewer events", u.ID)
			}
		}
		moved = max(moved, math.Abs(*u.PEscalation-*m.PEscalation))
	}
	if moved < .05 {
		t.Errorf("no probability of escalation moved by more than %v from March to July", moved)
	}
}
