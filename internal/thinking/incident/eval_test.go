package incident_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"detente/internal/thinking/incident"
)

// row is a gold row of the SATP set.
type row struct {
	ID, Text string
	Deaths   struct{ Total int64 }
	Injured  struct {
		Total int64 `json:"total_injuries"`
	}
	Perpetrator string
	Action      map[string]any
}

func gold(t *testing.T) []row {
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "gold", "satp_dev.jsonl"))
	if err != nil {
		t.Skip("skipped: the SATP rows are not beside the repository")
	}
	var out []row
	for line := range strings.Lines(string(b)) {
		var r row
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// marks are the figures of one half.
type marks struct{ exact, absolute, perpetrator, micro float64 }

func mark(rows []row, show string) marks {
	var exact, abs, per, withPer int
	hit, pred, want := map[string]int{}, map[string]int{}, map[string]int{}
	confusion := map[string]int{}
	for _, r := range rows {
		b := incident.SATP().Read(r.Text)
		bad := ""
		if b.Deaths == r.Deaths.Total {
			exact++
		} else {
			bad += fmt.Sprintf(" DEATHS gold %d got %d", r.Deaths.Total, b.Deaths)
		}
		abs += int(math.Abs(float64(b.Deaths - r.Deaths.Total)))
		if r.Perpetrator != "" {
			withPer++
			if incident.SATPLabels().Sides[b.Perpetrator] == r.Perpetrator {
				per++
			} else {
				bad += fmt.Sprintf(" SIDE gold %s got %s (%s)", r.Perpetrator, b.Perpetrator, b.Why)
			}
			confusion[r.Perpetrator+" as "+string(b.Perpetrator)+" by "+b.Why]++
		}
		for _, f := range b.Actions {
			pred[string(f.Action)]++
			if r.Action[string(f.Action)] != nil {
				hit[string(f.Action)]++
			} else {
				bad += " FALSE " + string(f.Action) + "(" + r.Text[f.Start:f.End] + ")"
			}
		}
		for a := range r.Action {
			want[a]++
			ok := false
			for _, f := range b.Actions {
				ok = ok || string(f.Action) == a
			}
			if !ok {
				bad += " MISS " + a
			}
		}
		if show != "" && strings.Contains(bad, show) {
			fmt.Println(r.ID, bad, "|", r.Text)
		}
	}
	n := float64(len(rows))
	var h, p, w int
	for a := range want {
		h, p, w = h+hit[a], p+pred[a], w+want[a]
		if show != "" {
			fmt.Printf("%s hit %d pred %d want %d F %.3f\n", a, hit[a], pred[a], want[a], 2*float64(hit[a])/float64(pred[a]+want[a]))
		}
	}
	if show != "" {
		for k, v := range confusion {
			fmt.Println(v, k)
		}
	}
	return marks{float64(exact) / n, float64(abs) / n, float64(per) / float64(withPer), 2 * float64(h) / float64(p+w)}
}

// TestEvalSATP prints the figures: rules were made on the first three quarters; the errors of the last were read only at the end (docs/methods/briefs.md).
func TestEvalSATP(t *testing.T) {
	rows := gold(t)
	cut := len(rows) * 3 / 4
	for _, s := range []struct {
		name string
		rows []row
	}{{"first three quarters, tuned on", rows[:cut]}, {"last quarter, read last", rows[cut:]}, {"all", rows}} {
		m := mark(s.rows, "")
		t.Logf("SATP %s: deaths exact %.3f, mean absolute error %.3f, perpetrator %.3f, action micro-F1 %.3f (%d rows)",
			s.name, m.exact, m.absolute, m.perpetrator, m.micro, len(s.rows))
		if s.name == "all" && (m.exact < .94 || m.absolute > .20 || m.perpetrator < .92 || m.micro < .90) {
			t.Errorf("below .94, .20, .92 or .90")
		}
	}
}
