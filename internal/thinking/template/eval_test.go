package template

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"detente/internal/words/calendar"
)

// The scorer. Gold and predicted templates of a report are paired greedily, the most credit first; a pair needs the same type, or
// credit in two other slots. In a pair each fill earns 1 when it equals a gold fill or one of its alternatives, and 1/2 when
// it overlaps: a day within a span or beside "on or before", a place with the same country, a name with a word in common.
// Cross-references ("1: \"TOWER\"") are not compared. Missing optional templates cost nothing. "Matched/missing" leaves out the fills
// of predicted templates that no gold template pairs with, "all templates" counts them.
var slots = []string{"INCIDENT: TYPE", "INCIDENT: LOCATION", "INCIDENT: DATE", "HUM TGT: NUMBER", "HUM TGT: EFFECT OF INCIDENT",
	"INCIDENT: STAGE OF EXECUTION", "INCIDENT: INSTRUMENT TYPE", "PERP: INCIDENT CATEGORY", "PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID",
	"PHYS TGT: TYPE", "PHYS TGT: ID", "HUM TGT: TYPE", "PHYS TGT: NUMBER", "PHYS TGT: EFFECT OF INCIDENT"}

type goldTemplate struct {
	ID, Template string
	Relevant     bool
	Slots        map[string][]string
}

// credit compares one gold fill with one predicted fill.
func credit(slot, want, got string) float64 {
	best := 0.0
	for _, w := range strings.Split(want, " / ") {
		w = strings.TrimPrefix(strings.TrimSpace(w), "? ")
		best = max(best, alike(slot, w, got))
	}
	return best
}

func alike(slot, want, got string) float64 {
	switch slot {
	case "INCIDENT: LOCATION":
		w, g := names(want), names(got)
		switch {
		case strings.Join(w, ":") == strings.Join(g, ":"), len(g) > 1 && len(w) > 1 && w[0] == g[0] && w[len(w)-1] == g[len(g)-1]:
			return 1
		case w[0] == g[0]:
			return .5
		}
		return 0
	case "INCIDENT: DATE":
		switch {
		case want == got:
			return 1
		case strings.Contains(want, got), strings.Contains(got, want), strings.HasPrefix(got, "-") && strings.HasPrefix(want, "-"):
			return .5
		}
		return 0
	}
	value, _, _ := strings.Cut(want, ": \"")
	value = strings.Trim(value, "\"")
	if value == got {
		return 1
	}
	if strings.HasSuffix(slot, " ID") {
		for _, w := range strings.Fields(got) {
			if strings.Contains(value, w) && len(w) > 3 {
				return .5
			}
		}
	}
	return 0
}

func names(location string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(location, func(r rune) bool { return r == ':' }) {
		p, _, _ = strings.Cut(strings.TrimSpace(strings.Trim(p, "?()")), " (")
		out = append(out, strings.TrimSpace(p))
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

// slotCredit pairs the fills of a slot greedily.
func slotCredit(slot string, want, got []string) float64 {
	used := map[int]bool{}
	sum := 0.0
	for _, level := range []float64{1, .5} {
		taken := map[int]bool{}
		for g := range got {
			for w := range want {
				if !used[w] && !taken[g] && !used[1000+g] && credit(slot, want[w], got[g]) == level {
					used[w], used[1000+g], taken[g] = true, true, true
					sum += level
				}
			}
		}
	}
	return sum
}

type score struct{ credit, possible, actual, spurious float64 }

func (s score) f(all bool) float64 {
	act := s.actual
	if all {
		act += s.spurious
	}
	if s.possible+act == 0 {
		return 0
	}
	return 100 * 2 * s.credit / (s.possible + act)
}

func evaluate(docs []string, gold map[string][]goldTemplate, pred map[string][]Template) map[string]*score {
	total := map[string]*score{}
	for _, s := range slots {
		total[s] = &score{}
	}
	for _, id := range docs {
		type pair struct {
			g, p   int
			credit float64
		}
		var pairs []pair
		for g, w := range gold[id] {
			for p, t := range pred[id] {
				f := t.Slots()
				n := 0.0
				for _, s := range slots {
					n += slotCredit(s, w.Slots[s], f[s])
				}
				same := slotCredit("INCIDENT: TYPE", w.Slots["INCIDENT: TYPE"], f["INCIDENT: TYPE"]) > 0
				if same || n >= 3 {
					if same {
						n += 2
					}
					pairs = append(pairs, pair{g, p, n})
				}
			}
		}
		sort.SliceStable(pairs, func(i, j int) bool { return pairs[i].credit > pairs[j].credit })
		g, p := map[int]int{}, map[int]bool{}
		for _, x := range pairs {
			if _, done := g[x.g]; !done && !p[x.p] {
				g[x.g], p[x.p] = x.p, true
			}
		}
		for i, w := range gold[id] {
			k, paired := g[i]
			if !paired && strings.Contains(w.Template, "OPTIONAL") {
				continue
			}
			for _, s := range slots {
				total[s].possible += float64(len(w.Slots[s]))
				if paired {
					got := pred[id][k].Slots()[s]
					total[s].actual += float64(len(got))
					total[s].credit += slotCredit(s, w.Slots[s], got)
				}
			}
		}
		for k, t := range pred[id] {
			if !p[k] {
				for s, v := range t.Slots() {
					total[s].spurious += float64(len(v))
				}
			}
		}
	}
	return total
}

func shared(t *testing.T, name string, each func([]byte)) {
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "gold", name))
	if err != nil {
		t.Skip("skipped: the MUC reports are not beside the repository")
	}
	for line := range strings.Lines(string(b)) {
		each([]byte(line))
	}
}

func TestEvalMUC(t *testing.T) {
	gold, pred := map[string][]goldTemplate{}, map[string][]Template{}
	var ids []string
	shared(t, "muc34_dev_templates.jsonl", func(b []byte) {
		var g goldTemplate
		if err := json.Unmarshal(b, &g); err != nil {
			t.Fatal(err)
		}
		if g.Relevant {
			gold[g.ID] = append(gold[g.ID], g)
		}
	})
	shared(t, "muc34_dev_docs.jsonl", func(b []byte) {
		var d struct{ ID, Text string }
		if err := json.Unmarshal(b, &d); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, d.ID)
		pred[d.ID] = Read(d.Text, calendar.Unset)
	})
	cut := len(ids) / 2
	for _, part := range []struct {
		name string
		ids  []string
	}{{"first half, tuned on", ids[:cut]}, {"second half, seen as figures only", ids[cut:]}, {"all", ids}} {
		total := evaluate(part.ids, gold, pred)
		var sum score
		line := ""
		for i, s := range slots {
			v := total[s]
			sum.credit, sum.possible, sum.actual, sum.spurious = sum.credit+v.credit, sum.possible+v.possible, sum.actual+v.actual, sum.spurious+v.spurious
			if i < 5 || os.Getenv("SLOTS") != "" {
				line += fmt.Sprintf(", %s %.1f (%.1f)", strings.ToLower(s[strings.Index(s, ":")+2:]), v.f(false), v.f(true))
			}
		}
		t.Logf("MUC %s: F matched/missing (all templates)%s; all slots filled %.1f (%.1f), recall %.0f", part.name, line, sum.f(false), sum.f(true), 100*sum.credit/sum.possible)
		if part.name == "all" && (sum.f(false) < 54 || sum.f(true) < 46) {
			t.Errorf("all slots filled fell below 54, or below 46 with spurious ones counted")
		}
	}
}
