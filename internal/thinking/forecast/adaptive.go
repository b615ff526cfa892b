package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"

	"detente/internal/thinking/score"
)

// Adaptive mixes kernels of different memory and width, by how well each would have forecast before. All units together give
// the weights of a group of activity and lead, by maximum likelihood of the bins of IGN (EM); a unit's own past then
// tilts them,
//
//	w_k ∝ π_group,k · exp(η Σ 2^(−age/Half) log p_k(what came)),
//
// so that a steady war is forecast from a long memory and a narrow width, and a fitful one otherwise. η is far below 1
// since what came at neighbouring leads and months hangs together (a power posterior, Holmes and Walker 2017).
type Adaptive struct {
	Bank  []Kernel
	Rate  float64 // η
	Half  float64 // half-life of past scores, in months
	Every int     // past origins: every n-th month counted back from the newest
	Prior float64 // cases that even weights of the bank count for in each group
}

// Name is "adaptive".
func (Adaptive) Name() string { return "adaptive" }

// Bank is three widths for each of four memories, and two that take the unit's own width.
func Bank() (out []Kernel) {
	for _, m := range []struct {
		months int
		half   float64
	}{{12, 2}, {24, 6}, {36, 12}, {84, 36}} {
		for _, width := range []float64{.35, .7, 1.2} {
			out = append(out, Kernel{Months: m.months, Half: m.half, Width: width})
		}
	}
	return append(out, Kernel{Months: 24, Half: 6, Factor: 1}, Kernel{Months: 24, Half: 6, Factor: 1.6})
}

const (
	leastMonths = 12  // of history before a past origin
	blur        = .02 // part of a past forecast that is spread over the bins, so that no month rules a kernel out
	emSteps     = 25
)

// record is what the kernels of the bank said of past months of one unit: the chance of what came.
type record struct {
	group []int
	said  [][]float64 // by case, then kernel
	tilt  []float64   // by kernel: η Σ 2^(−age/half) log p
}

// Fit scores every kernel on the past of every unit, which only looks back from each past origin.
func (m Adaptive) Fit(h *History, leads []int, _ uint64) (Fitted, error) {
	if err := asserted(h, leads); err != nil {
		return nil, err
	}
	if len(m.Bank) == 0 || m.Every < 1 || !(m.Half > 0) || !(m.Rate >= 0) || !(m.Prior > 0) {
		return nil, fmt.Errorf("%d kernels, every %d months, half-life %v, rate %v, prior %v: %w", len(m.Bank), m.Every, m.Half, m.Rate, m.Prior, ErrTooThin)
	}
	f := &adaptive{m: m, series: make([][]float64, len(h.Units)), weights: make([][][]float64, len(h.Units))}
	records := make([]record, len(h.Units))
	tried := some(leads, 5)
	each(len(h.Units), func(u int) {
		f.series[u] = h.Series(u, h.Last)
		records[u] = m.look(f.series[u], tried)
	})
	by := make([][][]float64, Groups)
	for _, r := range records {
		for i, g := range r.group {
			by[g] = append(by[g], r.said[i])
		}
		f.cases += len(r.group)
	}
	common := make([][]float64, Groups)
	each(Groups, func(g int) { common[g] = m.likeliest(by[g]) })
	for u, s := range f.series {
		f.weights[u] = make([][]float64, leadGroups)
		for l := range f.weights[u] {
			f.weights[u][l] = tilted(common[Activity(s)*leadGroups+l], records[u].tilt)
		}
	}
	return f, nil
}

// some is up to n of the leads, evenly spread, the first and last among them.
func some(leads []int, n int) []int {
	if len(leads) <= n {
		return leads
	}
	out := make([]int, n)
	for i := range out {
		out[i] = leads[i*(len(leads)-1)/(n-1)]
	}
	return out
}

// look scores the kernels on the past of one series.
func (m Adaptive) look(s []float64, leads []int) record {
	r := record{tilt: make([]float64, len(m.Bank))}
	longest := 0
	for _, k := range m.Bank {
		longest = max(longest, k.Months)
	}
	p := make([]float64, score.Bins)
	for at := len(s) - 1 - m.Every; at >= leastMonths-1; at -= m.Every {
		past := s[:at+1]
		if highest(tail(past, longest)) == 0 {
			continue // all say zero
		}
		class := Activity(past)
		first := len(r.said)
		for _, l := range leads {
			if at+l < len(s) {
				r.group, r.said = append(r.group, Group(class, l)), append(r.said, make([]float64, len(m.Bank)))
			}
		}
		for k, kernel := range m.Bank {
			clear(p)
			kernel.bins(tail(past, kernel.Months), 1-blur, p)
			i := first
			for _, l := range leads {
				if at+l >= len(s) {
					continue
				}
				q := p[score.Bin(s[at+l])] + blur/score.Bins
				r.said[i][k] = q
				r.tilt[k] += m.Rate * decay(float64(len(s)-1-at-l), m.Half) * math.Log(q)
				i++
			}
		}
	}
	return r
}

// likeliest is the mixing weights of greatest likelihood, held to even ones, by expectation and maximisation.
func (m Adaptive) likeliest(said [][]float64) []float64 {
	k := len(m.Bank)
	w, n := make([]float64, k), make([]float64, k)
	for i := range w {
		w[i] = 1 / float64(k)
	}
	for range emSteps {
		for i := range n {
			n[i] = m.Prior / float64(k)
		}
		for _, p := range said {
			sum := 0.0
			for i, v := range p {
				sum += w[i] * v
			}
			for i, v := range p {
				n[i] += w[i] * v / sum
			}
		}
		for i := range w {
			w[i] = n[i] / (float64(len(said)) + m.Prior)
		}
	}
	return w
}

func tilted(common, tilt []float64) []float64 {
	top, sum := math.Inf(-1), 0.0
	for _, v := range tilt {
		top = math.Max(top, v)
	}
	out := make([]float64, len(common))
	for i, v := range common {
		out[i] = v * math.Exp(tilt[i]-top)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

type adaptive struct {
	m       Adaptive
	series  [][]float64
	weights [][][]float64 // by unit, lead group, kernel
	cases   int
}

// Describe says how much was learnt from.
func (f *adaptive) Describe() string {
	return fmt.Sprintf("%d kernels, weighed by %d past forecasts of the bins", len(f.m.Bank), f.cases)
}

// Draw draws from each kernel as often as its weight says.
func (f *adaptive) Draw(index, lead, n int, r *rand.Rand) []float64 {
	s := f.series[index]
	if len(s) == 0 {
		return nil
	}
	out := make([]float64, 0, n)
	carry := r.Float64()
	for k, kernel := range f.m.Bank {
		carry += f.weights[index][Group(0, lead)][k] * float64(n)
		m := min(int(carry), n-len(out))
		if k == len(f.m.Bank)-1 {
			m = n - len(out)
		}
		carry -= float64(m)
		if m > 0 {
			past := tail(s, kernel.Months)
			out = append(out, kernel.draw(past, kernel.width(past), m, r)...)
		}
	}
	r.Shuffle(n, func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// chances are those of Draw but for the cap.
func (f *adaptive) chances(index, lead int) []float64 {
	p := make([]float64, score.Bins)
	for k, kernel := range f.m.Bank {
		kernel.bins(tail(f.series[index], kernel.Months), f.weights[index][Group(0, lead)][k], p)
	}
	return p
}
