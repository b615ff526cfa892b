package dated_test

import (
	"errors"
	"strings"
	"testing"

	"detente/internal/hands/dated"
	"detente/internal/words/calendar"
)

const rules = `
title: A river
from: 2020-01-01
to: 2020-12-31
breaks: [2020-07-01]
columns: {id: id, day: start, last: end, lat: lat, lon: lon, reports: n, match: [place]}
keep:
  - {column: precision, is: ["1"]}
streams:
  - id: a
    name: The one
    where: [{column: dead, above: 0}, {column: by, is: [North, South]}]
  - id: b
    name: The other
    where: [{column: dead, most: 0}, {column: by, not: [West]}]
`

const head = "id,start,end,lat,lon,n,place,precision,dead,by\n"

func TestRead(t *testing.T) {
	r, err := dated.ParseRules([]byte(rules), "r.yaml")
	if err != nil {
		t.Fatal(err)
	}
	table, err := dated.Read(strings.NewReader("\ufeff"+head+
		"7.0,2020-03-02 00:00:00.000,2020-03-02,33.5,70,4,X,1.0,2,North\n"+
		"8,2020-03-01,2020-03-01,,,-1,Y,1,0.0,South\n"+
		"9,2020-03-01,2020-03-04,1,1,1,Y,1,0,South\n"+ // longer than a day
		"10,2020-03-01,2020-03-01,1,1,1,Y,2,0,South\n"+ // not precise
		"11,2019-03-01,2019-03-01,1,1,1,Y,1,0,South\n"+ // before the span
		"12,2020-02-30,2020-02-30,1,1,1,Y,1,0,South\n"+ // no such day
		"13,2020-03-01,2020-03-01,95,1,1,Y,1,0,South\n"+ // no such latitude
		"14,2020-03-01,2020-03-01\n"+ // short
		"15,2020-03-05,2020-03-05,1,1,1,Y,1,,West\n"), "t.csv", r) // dead unknown: in no stream
	if err != nil {
		t.Fatal(err)
	}
	if table.Rows != 9 || len(table.Events) != 3 || table.Long != 1 || table.Passed != 1 || table.Span != 1 || table.Faults.Errors() != 3 {
		t.Fatalf("%+v", table)
	}
	for k, want := range []string{"t.csv, row 7, column start", "t.csv, row 8, column lat", "t.csv, row 9: "} {
		if got := table.Faults.All()[k].String(); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	a, b, c := table.Events[0], table.Events[1], table.Events[2]
	if a.ID != "8" || a.Point != nil || a.Reports != 1 || len(a.Streams) != 1 || a.Streams[0] != 1 {
		t.Errorf("%+v", a)
	}
	if b.ID != "7" || b.Point.Lat != 33.5 || b.Reports != 4 || b.Streams[0] != 0 || b.Match[0] != "X" || b.Day != calendar.DateOf(2020, 3, 2) {
		t.Errorf("%+v", b)
	}
	if len(c.Streams) != 0 {
		t.Errorf("an unknown number passed a test of size: %+v", c)
	}
	if _, err := dated.Read(strings.NewReader("id,start\n"), "t.csv", r); !errors.Is(err, dated.ErrHeader) || !strings.Contains(err.Error(), "dead, end, lat") {
		t.Errorf("missing columns: %v", err)
	}
}

func TestBadRulesAreRefused(t *testing.T) {
	for _, c := range []struct{ change, to, want string }{
		{"day: start", "day: ''", "columns.day"},
		{"lat: lat, ", "", "go together"},
		{"id: b", "id: a", "an id of its own"},
		{"to: 2020-12-31", "to: 2019-12-31", "before from"},
		{"from: 2020-01-01", "from: 2020-02-31", "r.yaml"},
		{"above: 0", "over: 0", "over"},
		{", above: 0", "", "asks nothing"},
		{"title: A river", "title: &x A river", "anchors"},
		{"[2020-07-01]", "[2020-07-01, 2020-05-01]", "order"},
		{rules, "", "r.yaml"},
	} {
		_, err := dated.ParseRules([]byte(strings.Replace(rules, c.change, c.to, 1)), "r.yaml")
		if !errors.Is(err, dated.ErrRules) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.change, err, c.want)
		}
	}
}

func FuzzRules(f *testing.F) {
	f.Add(rules)
	f.Add("columns: {day: x}\nstreams: [{id: a, name: b, where: [{column: c, is: [d]}]}]")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := dated.ParseRules([]byte(s), "r")
		if err == nil && (r.Columns.Day == "" || len(r.Streams) == 0) {
			t.Errorf("rules without a day or streams: %+v", r)
		}
	})
}

func FuzzRead(f *testing.F) {
	r, err := dated.ParseRules([]byte(rules), "r")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(head + "7,2020-03-02,2020-03-02,33.5,70,4,X,1,2,North\n")
	f.Add(head + "7,2020-03-02T1,2020-03-02,NaN,70,1e999,X,1,\"2\n")
	f.Fuzz(func(t *testing.T, s string) {
		table, err := dated.Read(strings.NewReader(s), "t", r)
		if err != nil {
			return
		}
		if table.Rows != len(table.Events)+table.Passed+table.Long+table.Span+table.Faults.Errors() {
			t.Errorf("rows do not add up: %+v", table)
		}
	})
}
