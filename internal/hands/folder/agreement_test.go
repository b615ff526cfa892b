package folder_test

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"detente/situations"
)

// The chronology has a checker of its own. Where it is at hand, it and this package must
// agree on which copies of the tables have a fault.
const chronology = "../../../../shared/data/chronology"

func TestAgreesWithTheChronologysOwnChecker(t *testing.T) {
	checker, err := filepath.Abs(filepath.Join(chronology, "check.py"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(checker); err != nil {
		t.Skip("the chronology's checker is not there: ../shared/data/chronology/check.py")
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("python3 is not there")
	}
	if testing.Short() {
		t.Skip("short")
	}
	base := fstest.MapFS{}
	entries, err := fs.ReadDir(situations.Default(), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			continue // folders hold word lists and tables of actors, no part of the chronology
		}
		data, err := fs.ReadFile(situations.Default(), e.Name())
		if err != nil {
			t.Fatal(err)
		}
		base[e.Name()] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	readme, err := os.ReadFile(filepath.Join(chronology, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	base["README.md"] = &fstest.MapFile{Data: readme, Mode: 0o644}

	cases := []struct {
		name  string
		edits []string // file, old, new
		fault bool
	}{
		{"as it is", nil, false},
		{"events", []string{"events.csv", "2021-08-15,2021-08-15,day", "2021-08-15,2021-08-14,day"}, true},
		{"dates and sides", []string{"events.csv", "PAK_FED,Afghan sides,AFG_DFA;OTHER", "PAK_FED,Afghan sides,AFG_DFA;AFG_DFA"}, true},
		{"swapped", []string{"events.csv", "33.69,73.05", "73.05,33.69"}, true},
		{"loaded", []string{"events.csv", "welcomed the Taliban pledge", "welcomed the regime's pledge"}, true},
		{"quoted", []string{"events.csv", "Pakistan's interior minister welcomed the Taliban pledge on the use of Afghan soil as its ambassador returned to Kabul.", `"Pakistan's interior minister welcomed ""the regime's pledge"" on the use of Afghan soil as its ambassador returned to Kabul."`}, false},
		{"source", []string{"sources.csv", "PD-20210815-01,https", "PD-20210815-99,https"}, true},
		{"claim", []string{"claims.csv", "deaths_militant,13,13", "deaths_militant,14,13"}, true},
		{"commitment", []string{"commitments.csv", "internal_security,partial", "internal_security,partially"}, true},
		{"statement", []string{"statements.csv", "militant_sanctuary,support", "militant_sanctuary,supports"}, true},
		{"crossing", []string{"crossings.csv", "torkham,2021-09-14,day", "torkham,2021-09-31,day"}, true},
		{"series", []string{"series.csv", "2015-01-01,2015-01-31,2333,deaths", "2015-01-01,2015-01-31,2333,dead"}, true},
	}
	var dirs []string
	var copies []fstest.MapFS
	for _, c := range cases {
		fsys := maps.Clone(base)
		if c.edits != nil {
			edit(t, fsys, c.edits[0], c.edits[1], c.edits[2])
		}
		dir := t.TempDir()
		for name, f := range fsys {
			if err := os.WriteFile(filepath.Join(dir, name), f.Data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		dirs, copies = append(dirs, dir), append(copies, fsys)
	}
	verdicts := theirs(t, checker, dirs)
	for i, c := range cases {
		content := read(t, copies[i])
		if ours := content.Faults.Errors() > 0; verdicts[i] != c.fault || ours != c.fault {
			t.Errorf("%s: the checker finds a fault: %v; this package: %v; want %v\n%v", c.name, verdicts[i], ours, c.fault, content.Faults.All())
		}
	}
}

// theirs runs the checker over every folder in one process and says which have a fault.
func theirs(t *testing.T, checker string, dirs []string) []bool {
	t.Helper()
	const run = `import runpy, sys
for d in sys.argv[2:]:
    sys.argv[1] = d
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit as e:
        print("verdict", e.code)
`
	script := strings.Replace(run, "sys.argv[0]", strconv.Quote(checker), 1)
	out, err := exec.Command("python3", append([]string{"-c", script, "-"}, dirs...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var verdicts []bool
	for _, line := range strings.Split(string(out), "\n") {
		if code, ok := strings.CutPrefix(line, "verdict "); ok {
			verdicts = append(verdicts, code != "0")
		}
	}
	if len(verdicts) != len(dirs) {
		t.Fatalf("%d verdicts for %d folders:\n%s", len(verdicts), len(dirs), out)
	}
	return verdicts
}
