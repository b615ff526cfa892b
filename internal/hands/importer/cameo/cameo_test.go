package cameo_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"detente/internal/hands/importer/cameo"
)

// The table says what the published conversion table does, for each of its codes.
func TestTypesAreThoseOfTheConversionTable(t *testing.T) {
	data, err := os.ReadFile("../../../../../shared/data/ontology/CAMEO2PLOVER-2021.txt")
	if err != nil {
		t.Skip("the shared data are not there")
	}
	line := regexp.MustCompile(`^(\d+):\s*([A-Z]+)`)
	seen := map[string]bool{}
	for _, l := range strings.Split(string(data), "\n") {
		m := line.FindStringSubmatch(l)
		if m == nil || seen[m[1]] {
			continue // the first line of a code holds
		}
		seen[m[1]] = true
		if got := cameo.Type(m[1]); string(got) != m[2] || !got.Valid() || !cameo.Valid(m[1]) {
			t.Errorf("%s is %s, want %s", m[1], got, m[2])
		}
	}
	if len(seen) < 200 {
		t.Errorf("only %d codes were found", len(seen))
	}
}

func TestCodes(t *testing.T) {
	for code, want := range map[string]bool{"01": true, "0256": true, "20": true, "21": false, "1": false, "19x": false, "00": false, "19000": false, "": false} {
		if cameo.Valid(code) != want {
			t.Errorf("%q valid: %v", code, !want)
		}
	}
	if cameo.Type("036") != "AGREE" || cameo.Type("0211") != "" {
		t.Errorf("036 is %q, 0211 is %q", cameo.Type("036"), cameo.Type("0211"))
	}
}
