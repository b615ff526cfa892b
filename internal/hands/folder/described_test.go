package folder

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
	"detente/situations"
)

// yamlPaths lists the keys that a Go type reads, such as dyads[].across[].by.
func yamlPaths(t reflect.Type, path string, out map[string]bool) {
	switch {
	case t == reflect.TypeFor[calendar.Date]():
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Array:
		yamlPaths(t.Elem(), path+"[]", out)
	case t.Kind() == reflect.Map:
		yamlPaths(t.Elem(), path+".*", out)
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
			if name == "-" || name == "" {
				continue
			}
			p := join(path, name)
			out[p] = true
			yamlPaths(t.Field(i).Type, p, out)
		}
	}
}

// schemaPaths lists the keys that the schema allows, and those without a description.
func schemaPaths(root, node map[string]any, path string, out map[string]bool, silent *[]string) {
	if ref, ok := node["$ref"].(string); ok {
		name := strings.TrimPrefix(ref, "#/$defs/")
		node = root["$defs"].(map[string]any)[name].(map[string]any)
	}
	if d, _ := node["description"].(string); len(d) < 5 {
		*silent = append(*silent, path)
	}
	if props, ok := node["properties"].(map[string]any); ok {
		if node["additionalProperties"] != false {
			*silent = append(*silent, path+" lets unknown keys through")
		}
		for name, p := range props {
			out[join(path, name)] = true
			schemaPaths(root, p.(map[string]any), join(path, name), out, silent)
		}
	}
	if items, ok := node["items"].(map[string]any); ok {
		schemaPaths(root, items, path+"[]", out, silent)
	}
	if values, ok := node["additionalProperties"].(map[string]any); ok {
		schemaPaths(root, values, path+".*", out, silent)
	}
}

func TestTheSchemaDescribesEveryFieldAndNoOther(t *testing.T) {
	var doc map[string]any
	if err := json.Unmarshal(situations.Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	inGo, inSchema, silent := map[string]bool{}, map[string]bool{}, []string{}
	yamlPaths(reflect.TypeFor[situation.Situation](), "", inGo)
	schemaPaths(doc, doc, "", inSchema, &silent)
	for p := range inGo {
		if !inSchema[p] {
			t.Errorf("%s is not in the schema", p)
		}
	}
	for p := range inSchema {
		if !inGo[p] {
			t.Errorf("%s is in the schema and in no struct", p)
		}
	}
	for _, p := range silent {
		t.Errorf("no description: %s", p)
	}
}

// The defaults that the schema names are those of the program.
func TestTheSchemaNamesTheDefaults(t *testing.T) {
	var doc map[string]any
	if err := json.Unmarshal(situations.Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	blocks := doc["properties"].(map[string]any)["thresholds"].(map[string]any)["properties"].(map[string]any)
	v := reflect.ValueOf(situation.Default())
	for i := range v.NumField() {
		block := blocks[v.Type().Field(i).Tag.Get("yaml")].(map[string]any)["properties"].(map[string]any)
		for j := range v.Field(i).NumField() {
			name := v.Field(i).Type().Field(j).Tag.Get("yaml")
			want := fmt.Sprintf("Default %v.", v.Field(i).Field(j).Interface())
			if d := block[name].(map[string]any)["description"].(string); !strings.HasSuffix(d, want) {
				t.Errorf("%s says %q, the default is %q", name, d, want)
			}
		}
	}
}

var tableRow = regexp.MustCompile("(?m)^\\| `([a-z0-9_]+)` \\|")

func TestTablesAreDescribedColumnByColumn(t *testing.T) {
	sections := strings.Split(string(situations.Tables()), "\n## ")
	for _, s := range tables {
		i := slices.IndexFunc(sections, func(text string) bool { return strings.HasPrefix(text, s.name) })
		if i < 0 {
			t.Errorf("%s is not described", s.name)
			continue
		}
		var got []string
		for _, m := range tableRow.FindAllStringSubmatch(sections[i], -1) {
			got = append(got, m[1])
		}
		if !slices.Equal(got, s.columns) {
			t.Errorf("%s: described %v, read %v", s.name, got, s.columns)
		}
	}
	var codes []string
	for _, v := range plover.Types {
		codes = append(codes, string(v))
	}
	for _, v := range plover.Modes() {
		codes = append(codes, string(v))
	}
	codes = append(codes, record.ClaimSubjects...)
	for _, v := range record.SourceKinds {
		codes = append(codes, string(v))
	}
	for _, v := range record.Statuses {
		codes = append(codes, string(v))
	}
	for _, c := range codes {
		if !strings.Contains(string(situations.Tables()), "`"+c+"`") {
			t.Errorf("code %s is not described", c)
		}
	}
}

// The default situation's own text counts its rows and documents its thresholds.
func TestTheDefaultSituationSaysWhatItHolds(t *testing.T) {
	fsys := situations.Default()
	readme, err := fs.ReadFile(fsys, "README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range tables {
		data, err := fs.ReadFile(fsys, s.name)
		if err != nil {
			t.Error(err)
			continue
		}
		if s.name == gazetteerTable.name {
			continue
		}
		want := fmt.Sprintf("| `%s` | %d |", s.name, strings.Count(string(data), "\n")-1)
		if !strings.Contains(string(readme), want) {
			t.Errorf("README.md does not say %q", want)
		}
	}
	raw, err := fs.ReadFile(fsys, situationFile)
	if err != nil {
		t.Fatal(err)
	}
	s, wrong := parseSituation(raw)
	if len(wrong) > 0 || !reflect.DeepEqual(s.Thresholds, situation.Default()) {
		t.Errorf("thresholds %+v, %v", s.Thresholds, wrong)
	}
	if !sort.SliceIsSorted(s.Sides, func(i, j int) bool { return strings.ToLower(s.Sides[i].Name) < strings.ToLower(s.Sides[j].Name) }) {
		t.Error("sides are not in the alphabetical order of their names")
	}
}

// Nothing in the program's own code knows a country of the default situation.
func TestTheCodeKnowsNoCountry(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		data, err := os.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range []string{"Pakistan", "Afghan", "PAK_", "AFG_", "TTP", "Torkham"} {
			if strings.Contains(string(data), w) {
				t.Errorf("%s knows %s", e.Name(), w)
			}
		}
	}
}
