package forecast

import "fmt"

// Future is the draws for one unit and lead.
type Future struct {
	Unit, Lead int
	Month      Month
	Draws      []float64
}

// Run fits a model to the history up to the origin and draws for every unit and lead. Units without history near the origin
// (they ended, or have not begun) have no forecast and are returned as absent.
func Run(m Model, h *History, origin Month, leads []int, draws int, seed uint64) (out []Future, absent []int, describe string, err error) {
	if draws < 1 {
		return nil, nil, "", fmt.Errorf("%d: %w", draws, ErrDraws)
	}
	past, err := h.Until(origin)
	if err != nil {
		return nil, nil, "", err
	}
	f, err := m.Fit(past, leads, seed)
	if err != nil {
		return nil, nil, "", err
	}
	by := make([][]Future, len(past.Units))
	each(len(past.Units), func(u int) {
		if past.Series(u, origin) == nil {
			return
		}
		for _, l := range leads {
			by[u] = append(by[u], Future{Unit: past.Units[u], Lead: l, Month: origin + Month(l), Draws: Draws(f, m, past, u, l, draws, seed)})
		}
	})
	for u := range by {
		if by[u] == nil {
			absent = append(absent, past.Units[u])
		}
		out = append(out, by[u]...)
	}
	return out, absent, f.Describe(), nil
}
