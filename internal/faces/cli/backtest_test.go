package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// invented writes a history of 12 units over 14 years, whose deaths are a plain rule of unit and month.
func invented(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("country_id,year,month,new,old\n")
	for u := range 12 {
		for i := range 14 * 12 {
			v := 0
			if u%3 != 0 && (i/(5+u))%3 == 1 {
				v = (u*u*(i%7) + i*u) % (20 * (u + 1))
			}
			fmt.Fprintf(&b, "%d,%d,%d,", u+1, 2005+i/12, i%12+1)
			if i >= 120 {
				fmt.Fprintf(&b, "%d,%d\n", v+v/10, v)
			} else {
				fmt.Fprintf(&b, ",%d\n", v)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "h.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBacktestWritesItsTablesAndTrainTheSameWeights(t *testing.T) {
	if testing.Short() {
		t.Skip("several forests are grown")
	}
	h := invented(t)
	dir := filepath.Dir(h)
	published := filepath.Join(dir, "p.csv")
	if err := os.WriteFile(published, []byte("model,year,actuals,mean_crps\nother,2017,n,4.5\nother,2018,n,5.5\nother,2018,o,9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	common := []string{"--history", h, "--column", "new,old", "--windows", "2017-2018", "--since", "2014", "--leads", "3-4"}
	out := ask(t, append([]string{"backtest", "--judged", "2017", "--draws", "100", "--published", published, "--vintages", "n=new",
		"--docs", filepath.Join(dir, "skill.md"), "--weights", filepath.Join(dir, "a.json"), "--json"}, common...)...)
	var r struct {
		Outcomes []struct {
			Name    string
			Overall []struct {
				Model string
				N     int
				CRPS  float64
			}
			ByLead []struct{ Key int } `json:"by_lead"`
		}
		Published []struct {
			Model      string
			CRPS, Pool float64
			Windows    int
		}
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Outcomes) != 2 || r.Outcomes[0].Name != "new" || len(r.Outcomes[0].ByLead) != 2 || r.Outcomes[0].Overall[0].N != 12*2*2 {
		t.Fatalf("%+v", r.Outcomes)
	}
	if p := r.Published; len(p) != 1 || p[0].Windows != 2 || p[0].CRPS != 5 || math.Abs(p[0].Pool-r.Outcomes[0].Overall[0].CRPS) > 1e-9 {
		t.Errorf("published %+v", p)
	}
	page, err := os.ReadFile(filepath.Join(dir, "skill.md"))
	if err != nil || !strings.Contains(string(page), "| other | n | 2017–2018 | 5.00 |") || strings.Contains(string(page), "NaN") {
		t.Errorf("%v\n%s", err, page)
	}
	ask(t, append([]string{"train", "-o", filepath.Join(dir, "b.json")}, common...)...)
	type weights struct {
		Learnt json.RawMessage
		Forest []byte
	}
	var a, b weights
	for name, into := range map[string]*weights{"a.json": &a, "b.json": &b} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatal(err)
		}
	}
	if string(a.Learnt) != string(b.Learnt) || len(a.Learnt) < 100 {
		t.Error("backtest and train learnt different weights")
	}
	if len(a.Forest) == 0 || !bytes.Equal(a.Forest, b.Forest) {
		t.Errorf("backtest and train grew different forests: %d and %d bytes", len(a.Forest), len(b.Forest))
	}
	first := ask(t, "forecast", "--history", h, "--column", "new,old", "--origin", "2017-10", "--leads", "3", "--draws", "20", "--weights", filepath.Join(dir, "b.json"))
	if strings.Count(first, "\n") != 1+12*20 {
		t.Errorf("%d lines of draws", strings.Count(first, "\n"))
	}
}
