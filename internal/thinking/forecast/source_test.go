package forecast

import (
	"regexp"
	"strings"
	"testing"
)

func TestShippedWeightsSayWhichTextLearntThem(t *testing.T) {
	if s := Source(); !regexp.MustCompile(`^[0-9a-f]{12}$`).MatchString(s) || s != Source() {
		t.Errorf("digest %q", s)
	}
	s, err := ShippedWeights()
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`sources [0-9a-f]{12}, `).MatchString(s.Code) || strings.Contains(s.Code, "dev") {
		t.Errorf("learnt by %q", s.Code)
	}
}
