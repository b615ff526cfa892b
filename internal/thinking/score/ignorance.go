package score

import (
	"fmt"
	"math"
	"sort"
)

// Full is the number of draws that IGN is defined on.
const Full = 1000

// edges are the lower ends of the bins of IGN after the first, which starts at 0; the last is open.
var edges = []float64{.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5}

// Bins is the number of bins of IGN.
const Bins = 11

// Bin is the bin of IGN that a count falls into, from 0; a value on an edge belongs above it.
func Bin(x float64) int {
	return sort.Search(len(edges), func(i int) bool { return edges[i] > x })
}

// Edge is the lower end of bin b, for b from 1; bin 0 starts at 0.
func Edge(b int) float64 { return edges[b-1] }

// IGN is the ignorance score in bits over the bins 0, .5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5,
// 250.5, 500.5, 1000.5 and above:
//
//	−log2((c + 1)/(M + 11))
//
// with c of the M draws in the outcome's bin (ViEWS prediction challenge 2023/24,
// arXiv 2407.11045). An ensemble of other than 1,000 draws is resampled to 1,000 first, as the
// challenge's code does; see Resample.
func (s Sample) IGN(y float64) (float64, error) {
	if err := count(y); err != nil {
		return math.NaN(), fmt.Errorf("outcome: %w", err)
	}
	draws := s.drawn
	if len(draws) != Full {
		draws = Resample(draws, Full)
	}
	bin, c := Bin(y), 0
	for _, x := range draws {
		if Bin(x) == bin {
			c++
		}
	}
	return -math.Log2(float64(c+1) / float64(len(draws)+Bins)), nil
}

// Resample stretches or shrinks a series to n values by its Fourier series: the spectrum is
// cut or filled with zeros and transformed back, and what would be negative is cut to zero. It is what the challenge's code
// does (scipy.signal.resample), so the order of the draws matters; it is here to reproduce published scores,
// not because it is a good idea for draws.
func Resample(x []float64, n int) []float64 {
	m := len(x)
	if m == 0 || n <= 0 {
		return nil
	}
	keep := min(m, n)
	half := keep / 2
	re, im := make([]float64, half+1), make([]float64, half+1)
	cosM, sinM := circle(m)
	for k := 0; k <= half; k++ {
		for t, v := range x {
			re[k] += v * cosM[k*t%m]
			im[k] -= v * sinM[k*t%m]
		}
	}
	out := make([]float64, n)
	cosN, sinN := circle(n)
	for t := range out {
		sum := re[0]
		for k := 1; k <= half; k++ {
			w := 2.0
			if 2*k == m && n >= m {
				w = 1 // the middle of the spectrum belongs to both halves
			}
			i := k * t % n
			sum += w * (re[k]*cosN[i] - im[k]*sinN[i])
		}
		out[t] = math.Max(0, sum/float64(m))
	}
	return out
}

func circle(n int) (cos, sin []float64) {
	cos, sin = make([]float64, n), make([]float64, n)
	for i := range cos {
		sin[i], cos[i] = math.Sincos(2 * math.Pi * float64(i) / float64(n))
	}
	return cos, sin
}
