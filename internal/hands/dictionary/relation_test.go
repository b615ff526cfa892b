package dictionary_test

import (
	"slices"
	"strconv"
	"testing"

	"detente/internal/hands/dictionary"
	"detente/internal/thinking/coder"
	"detente/situations"
)

// macro is the mean of the F1 of each class that is labelled, zero for one never found.
func macro(pairs [][2]string) float64 {
	hit, gold, got := map[string]int{}, map[string]int{}, map[string]int{}
	var classes []string
	for _, p := range pairs {
		if gold[p[0]] == 0 {
			classes = append(classes, p[0])
		}
		gold[p[0]]++
		got[p[1]]++
		if p[0] == p[1] {
			hit[p[0]]++
		}
	}
	slices.Sort(classes)
	sum := 0.0
	for _, c := range classes {
		if hit[c] > 0 {
			sum += 2 * float64(hit[c]) / float64(gold[c]+got[c])
		}
	}
	return sum / float64(len(classes))
}

func TestMacro(t *testing.T) {
	if got := macro([][2]string{{"a", "a"}, {"a", "b"}, {"b", "b"}}); got < .666 || got > .667 {
		t.Errorf("macro F1 %v, want 2/3", got)
	}
}

type relation struct {
	ID, Text, Source, Target, Root, Quad string
}

// Root and class of PLOVER for a source and a target that are given.
func TestEvalRelations(t *testing.T) {
	items := lines[relation](t, gold+"plover_sentences_dev.jsonl")
	d, _, err := dictionary.Read(situations.Default())
	if err != nil {
		t.Fatal(err)
	}
	r := coder.NewRelater(d)
	var roots, quads [][2]string
	for _, i := range items {
		root := r.Root(i.Text, i.Source, i.Target)
		roots = append(roots, [2]string{i.Root, root})
		quads = append(quads, [2]string{i.Quad, strconv.Itoa(coder.Quad(root))})
	}
	t.Logf("root macro-F1 %.3f, class macro-F1 %.3f over %d sentences", macro(roots), macro(quads), len(items))
	if macro(roots) < .68 || macro(quads) < .80 {
		t.Errorf("root macro-F1 %.3f under .68 or class macro-F1 %.3f under .80", macro(roots), macro(quads))
	}
}
