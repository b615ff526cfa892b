package importer_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"detente/internal/hands/importer"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// river is a situation of two sides on a river.
func river() *situation.Situation {
	return &situation.Situation{
		Dataset: situation.Dataset{ID: "river"},
		Sides:   []situation.Side{{Code: "N", Name: "North bank"}, {Code: "S", Name: "South bank"}},
		Actors:  []situation.Actor{{Name: "North Bank Council", Aliases: []string{"NBC"}, Side: "N"}},
		Gazetteer: situation.NewGazetteer([]situation.Spot{
			{Country: "XX", Level: 1, Admin1: "Upper", Name: "Upper", Aliases: []string{"Uper"}, Point: record.Point{}},
			{Country: "XX", Level: 2, Admin1: "Upper", Admin2: "Ford", Name: "Ford", Aliases: []string{"Old Ford"}},
		}),
	}
}

func TestActorsByTableThenBySituation(t *testing.T) {
	sit := river()
	a := importer.NewActors(sit)
	table := "actor,side,from,to,note\nthe fleet,S,,2019-12-31,\nThe  Fleet,N;S,2020-01-01,,changed hands\nferrymen,,,,of no side\n"
	if err := a.Add(strings.NewReader(table), "actors.csv", sit); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		year  int
		sides string
		known bool
	}{
		{"nbc", 2010, "N", true}, {"North Bank Council", 2010, "N", true}, {"The Fleet", 2019, "S", true},
		{"The Fleet", 2021, "N,S", true}, {"Ferrymen", 2021, "", true}, {"millers", 2021, "", false},
	} {
		sides, known := a.Sides(c.name, calendar.DateOf(c.year, 6, 1))
		if strings.Join(sides, ",") != c.sides || known != c.known {
			t.Errorf("%s in %d: %v, %v", c.name, c.year, sides, known)
		}
	}
	for _, bad := range []string{"", "name,side\n", "actor,side\nx,NOPE\n", "actor,side,from\nx,N,tomorrow\n", "actor,side\n,N\n"} {
		if err := importer.NewActors(sit).Add(strings.NewReader(bad), "actors.csv", sit); err == nil || !strings.HasPrefix(err.Error(), "actors.csv") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// What is unmapped comes out as a table that can be filled in and given back.
func TestUnmappedActorsAreATableToFillIn(t *testing.T) {
	store := open(t)
	defer store.Close()
	j := job(put(t, t.TempDir(), "t.csv", head+line(1, 1, "")+line(2, 1, "")+strings.Replace(line(3, 1, ""), "South", "NBC", 1)))
	j.Setting.Situation = river()
	sum, err := importer.Run(ctx, store, j)
	if err != nil {
		t.Fatal(err)
	}
	want := []importer.Unmapped{{Actor: "North", Rows: 3}, {Actor: "South", Rows: 2}}
	if !slices.Equal(sum.Unmapped, want) {
		t.Fatalf("%v, want %v", sum.Unmapped, want)
	}
	var b bytes.Buffer
	if err := importer.WriteActors(&b, sum.Unmapped); err != nil {
		t.Fatal(err)
	}
	filled := strings.Replace(b.String(), "North,,", "North,N,", 1)
	a := importer.NewActors(river())
	if err := a.Add(strings.NewReader(filled), "filled", river()); err != nil {
		t.Fatal(err)
	}
	if sides, _ := a.Sides("north", calendar.DateOf(2024, 1, 1)); len(sides) != 1 || sides[0] != "N" {
		t.Errorf("sides %v", sides)
	}
}

func TestPlacesAreSpeltAsTheGazetteerDoes(t *testing.T) {
	s := importer.Setting{Situation: river()}
	for _, c := range [][5]string{
		{"XX", "Uper province", "Ford district (Upper)", "Upper", "Ford"}, {"XX", "Upper", "old ford", "Upper", "Ford"},
		{"XX", "Lower province", "Ford", "Lower province", "Ford"}, {"YY", "Upper", "Ford", "Upper", "Ford"}, {"XX", "", "", "", ""},
		{"XX", "UPPER", "Mill", "Upper", "Mill"},
	} {
		if a, b := s.Region(c[0], c[1], c[2]); a != c[3] || b != c[4] {
			t.Errorf("%v: %q, %q", c, a, b)
		}
	}
}
