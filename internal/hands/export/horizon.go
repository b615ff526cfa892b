package export

import (
	"fmt"
	"io"
	"strconv"

	"detente/internal/hands/desk"
)

var quantileHead = []string{"q05", "q25", "q50", "q75", "q95"}

func quantileCells(q desk.Quantiles) []string {
	return []string{number1(q.Q05), number1(q.Q25), number1(q.Q50), number1(q.Q75), number1(q.Q95)}
}

// HorizonSheet gives the months ahead as rows: total, districts, provinces, past or history. A district without a
// forecast has one row, with the reason.
func HorizonSheet(p *desk.HorizonPage, rows string) Sheet {
	var s Sheet
	ahead := append([]string{"lead", "from", "to", "mean"}, append(quantileHead, "p_any")...)
	cells := func(a desk.HorizonAhead) []string {
		return append(append([]string{strconv.Itoa(a.Lead), a.From.String(), a.To.String(), number1(a.Mean)}, quantileCells(a.Quantiles)...), number1(a.Any))
	}
	switch rows {
	case "history":
		s.Head = []string{"measure", "from", "to", "value", "violent", "unknown", "reported", "thin"}
		for _, m := range p.Total.History {
			s.add(p.Measure, m.From.String(), m.To.String(), number1(m.Value), strconv.Itoa(m.Violent), strconv.Itoa(m.Unknown), number1(m.Share), strconv.FormatBool(m.Thin))
		}
	case "past":
		s.Head = append(append([]string{"measure", "origin", "lead", "from", "to", "model"}, quantileHead...), "came", "thin")
		for _, x := range p.Total.Past {
			came := ""
			if x.Came != nil {
				came = number1(*x.Came)
			}
			s.add(append(append([]string{p.Measure, x.Origin.String(), strconv.Itoa(x.Lead), x.From.String(), x.To.String(), x.Model}, quantileCells(x.Quantiles)...), came, strconv.FormatBool(x.Thin))...)
		}
	case "districts", "provinces":
		s.Head = append(append([]string{"measure", "country", "admin1", "admin2", "lat", "lon", "acts", "active_months", "refused", "reason"}, ahead...), "kind")
		list, kind := p.Provinces, "province"
		if rows == "districts" {
			list, kind = p.Districts, "district"
		}
		add := func(x desk.HorizonPlace, kind string) {
			first := []string{p.Measure, x.Country, x.Admin1, x.Admin2, degrees(x.Lat), degrees(x.Lon), strconv.Itoa(x.Acts), strconv.Itoa(x.Active), x.Refused, x.Reason}
			for _, a := range x.Ahead {
				s.add(append(append(first[:len(first):len(first)], cells(a)...), kind)...)
			}
			if len(x.Ahead) == 0 {
				s.add(append(append(first[:len(first):len(first)], make([]string, len(ahead))...), kind)...)
			}
		}
		for _, x := range list {
			add(x, kind)
		}
		if rows == "districts" && p.Others != nil {
			add(*p.Others, "others")
		}
	default:
		s.Head = append([]string{"measure"}, ahead...)
		for _, a := range p.Total.Ahead {
			s.add(append([]string{p.Measure}, cells(a)...)...)
		}
	}
	return s
}

// HorizonGeoJSON writes the districts as points, with their months ahead.
func HorizonGeoJSON(w io.Writer, p *desk.HorizonPage) error {
	c := points{Type: "FeatureCollection", AsOf: p.AsOf.String(), Features: []point{}}
	for _, x := range p.Districts {
		c.add(x.Country+" "+x.Admin1+" "+x.Admin2, x.Lat, x.Lon, x)
	}
	return JSON(w, c)
}

// HorizonTable writes the months ahead for a terminal.
func HorizonTable(w io.Writer, p *desk.HorizonPage, rows string) error {
	fmt.Fprintf(w, "As of %s. %s\n", p.AsOf, p.Text)
	if p.Refused != "" {
		return nil
	}
	fmt.Fprintln(w, p.Model.Text)
	for _, s := range p.Skill {
		fmt.Fprintln(w, s.Text)
	}
	fmt.Fprintln(w)
	cells := func(a desk.HorizonAhead, first ...string) []string {
		q := a.Quantiles
		for _, v := range []float64{q.Q05, q.Q25, q.Q50, q.Q75, q.Q95} {
			first = append(first, figureOf(&v, 0))
		}
		return append(first, figureOf(&a.Mean, 1), share(&a.Any))
	}
	head := []string{"5 %", "25 %", "50 %", "75 %", "95 %", "MEAN", "ANY"}
	if rows == "" || rows == "total" {
		var out [][]string
		for _, a := range p.Total.Ahead {
			out = append(out, cells(a, strconv.Itoa(a.Lead), a.From.String(), a.To.String()))
		}
		if err := block(w, out, append([]string{"MONTH", "FROM", "TO"}, head...)...); err != nil {
			return err
		}
	}
	for _, part := range []struct {
		name string
		list []desk.HorizonPlace
	}{{"provinces", p.Provinces}, {"districts", p.Districts}} {
		if rows != "" && rows != part.name {
			continue
		}
		var out [][]string
		list := part.list
		if part.name == "districts" && p.Others != nil {
			list = append(list[:len(list):len(list)], *p.Others)
		}
		for _, x := range list {
			first := []string{dash(x.Country), dash(x.Admin1), dash(x.Admin2), strconv.Itoa(x.Acts)}
			if len(x.Ahead) == 0 {
				out = append(out, append(first, "–", "–", "–", "–", "–", "–", "–"))
				continue
			}
			out = append(out, cells(x.Ahead[0], first...))
		}
		if err := block(w, out, append([]string{"COUNTRY", "PROVINCE", "DISTRICT", "ON RECORD"}, head...)...); err != nil {
			return err
		}
	}
	if rows == "past" || rows == "history" {
		if err := HorizonSheet(p, rows).Table(w); err != nil {
			return err
		}
	}
	for _, n := range p.Notes {
		fmt.Fprintln(w, n)
	}
	return nil
}
