package desk_test

import (
	"context"
	"errors"
	"testing"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
	"detente/internal/words/calendar"
)

func dayOf(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// On the default situation: every contact has a report, the counts agree with the lists, and
// an as-of never shows what came later.
func TestChannels(t *testing.T) {
	d, ctx := desktest.Default(t), context.Background()
	for _, asOf := range []string{"", "2025-11-30", "2021-08-16"} {
		var day calendar.Date
		if asOf != "" {
			day = dayOf(t, asOf)
		}
		p, err := d.Channels(ctx, day)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Channels) != len(d.Situation().Channels) {
			t.Fatalf("as of %q: %d channels", asOf, len(p.Channels))
		}
		for _, c := range p.Channels {
			if c.Contacts != len(c.EventIDs) || c.Days != len(c.Occasions) || c.Contacts > 0 && c.GapDays == nil || c.Contacts == 0 && (c.GapDays != nil || c.Last.IsSet()) {
				t.Errorf("as of %q, %s: %+v", asOf, c.ID, c)
			}
			if c.Last > p.AsOf || c.Class == "" || c.Reason == "" || c.ClassName[0] == '[' || c.Reason[0] == '[' {
				t.Errorf("as of %q, %s: last %s, class %q, %q", asOf, c.ID, c.Last, c.ClassName, c.Reason)
			}
			for _, id := range append(append([]string{}, c.EventIDs...), c.RefusedIDs...) {
				if len(p.Reports[id]) == 0 {
					t.Errorf("%s has no report", id)
				}
			}
			for _, o := range c.Occasions {
				for _, id := range append(append([]string{}, o.Followed...), o.Failed...) {
					if len(p.Reports[id]) == 0 {
						t.Errorf("%s, which followed, has no report", id)
					}
				}
			}
		}
	}
}

func TestChannelsOnly(t *testing.T) {
	p, err := desktest.Default(t).Channels(context.Background(), calendar.Unset)
	if err != nil {
		t.Fatal(err)
	}
	if one, err := p.Only("qatar"); err != nil || len(one.Channels) != 1 || len(p.Channels) < 2 {
		t.Errorf("%v, %v", one, err)
	}
	var bad *desk.BadQuery
	if _, err := p.Only("nobody"); !errors.As(err, &bad) {
		t.Errorf("an unknown channel gives %v", err)
	}
}

// Contacts that are drawn apart carry their days, so that nobody has to ask for each.
func TestContactsApart(t *testing.T) {
	p, err := desktest.Default(t).Channels(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, c := range p.Channels {
		refused := 0
		for _, x := range c.Apart {
			if !x.From.IsSet() || x.To < x.From || x.Precision == "" {
				t.Errorf("%s: %+v", c.ID, x)
			}
			if x.Refused {
				refused++
			}
		}
		if refused != len(c.RefusedIDs) || len(c.Apart)-refused < c.Undated {
			t.Errorf("%s: %d apart, %d of them refused; %d refused and %d undated on the channel", c.ID, len(c.Apart), refused, len(c.RefusedIDs), c.Undated)
		}
		seen += len(c.Apart)
	}
	if seen == 0 {
		t.Error("the chronology has contacts apart")
	}
}
