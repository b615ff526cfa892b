package horizon

import (
	"testing"

	"detente/internal/words/calendar"
)

// clustered is a record of n months in which every act brings four more within days; a last cluster, where asked for, stands
// right before the end.
func clustered(n int, last bool) Question {
	q := question(n, 0, 1)
	add := func(day calendar.Date) {
		for k := range 5 {
			q.Acts = append(q.Acts, Act{day.Add(k / 2), day.Add(k / 2), places[0], 1})
		}
	}
	for m := range n - 1 {
		add(q.Ends[m].Add(-3 - (m*7)%20))
	}
	if last {
		add(q.Ends[n-1].Add(-2))
	}
	return q
}

// What was just set off goes on in the first month ahead and is over by the third; without enough acts there is no process.
func TestClustersGoOn(t *testing.T) {
	mean := func(q Question, lead int) float64 {
		p := newPanel(q)
		r := newRecord(p, divide(p))
		if r.process(len(q.Ends)-1) == nil {
			t.Fatal("no process was fitted")
		}
		sum := 0.0
		for _, x := range r.draw(Excited, len(q.Ends)-1, lead, 4000, 20).total {
			sum += x
		}
		return sum / 4000
	}
	burst := clustered(30, true)
	if first, third := mean(burst, 1), mean(burst, 3); first < third+.5 {
		t.Errorf("after a burst %.2f acts in the first month and %.2f in the third", first, third)
	}
	few := clustered(30, true)
	few.Acts = few.Acts[:20]
	p := newPanel(few)
	if newRecord(p, divide(p)).process(29) != nil {
		t.Error("a process of too few acts")
	}
}
