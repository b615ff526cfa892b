package api

import (
	"context"
	"math"

	"detente/internal/hands/desk"
)

type followed struct {
	Moment
	Breaks []string `query:"break,explode" doc:"first day of a sub-period after the first (YYYY-MM-DD); default: two halves by events" maxItems:"12"`
}

func (h *handlers) retaliation(ctx context.Context, in *followed) (*body[*desk.Retaliation], error) {
	var q desk.RetaliationQuery
	var err error
	if q.AsOf, err = in.day(); err != nil {
		return nil, err
	}
	for _, b := range in.Breaks {
		d, err := day("break", b)
		if err != nil {
			return nil, err
		}
		if n := len(q.Breaks); n > 0 && d <= q.Breaks[n-1] {
			return nil, &desk.BadQuery{Field: "break", Value: b, Reason: "does not come after " + q.Breaks[n-1].String()}
		}
		q.Breaks = append(q.Breaks, d)
	}
	return answer(h.desk.RetaliationOf(ctx, q))
}

type woken struct {
	Moment
	Treatment string    `query:"treatment" required:"true" doc:"stream whose wake is looked at"`
	Control   string    `query:"control" required:"true" doc:"stream whose wake it is set against"`
	Follow    []string  `query:"follow,explode" required:"true" doc:"a stream counted before and after" maxItems:"20"`
	Days      []int     `query:"days,explode" doc:"length of a window in days; default 7, 14 and 28" maxItems:"12"`
	KM        []float64 `query:"km,explode" doc:"distance in kilometres, 0 for any; default 50, 100, 200 and any" maxItems:"12"`
	Match     []string  `query:"match,explode" doc:"matched on besides the trend before: before, country, province, district, year, time, deaths; default before and year" maxItems:"7"`
	Overlap   string    `query:"overlap" doc:"events left out: none, those near one of the other kind, those near another" enum:"keep,mixed,any" default:"keep"`
}

func (h *handlers) wake(ctx context.Context, in *woken) (*body[*desk.WakePage], error) {
	q := desk.WakeQuery{Treatment: in.Treatment, Control: in.Control, Follow: in.Follow, Days: in.Days, Match: in.Match, Overlap: in.Overlap}
	var err error
	if q.AsOf, err = in.day(); err != nil {
		return nil, err
	}
	for _, km := range in.KM {
		if km == 0 {
			km = math.Inf(1)
		}
		q.KM = append(q.KM, km)
	}
	return answer(h.desk.Wakes(ctx, q))
}
