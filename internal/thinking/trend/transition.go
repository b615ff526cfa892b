package trend

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// cells is a distribution over the grid; mass outside [from, to) is not kept and counts as zero.
type cells struct {
	mass     []float64 // one per cell of the grid
	from, to int
}

// clearOutside sets the mass outside [from, to) to zero, so that the slice can be read whole.
func (c cells) clearOutside() {
	clear(c.mass[:c.from])
	clear(c.mass[c.to:])
}

// kernel is the weekly change of the log level on the grid: weight[reach+d] is the probability of moving d cells.
type kernel struct {
	weight []float64 // 2·reach+1, symmetric, sums to 1
	reach  int       // below n
}

const (
	kernelReach = 5.0   // standard deviations
	kernelFloor = 1e-12 // weights below this share of the centre's are left out
)

// newKernel is the discrete normal law w_d ∝ exp(−d²/2s²) with s chosen so that its variance is exactly (σ/step)²,
// also when σ is smaller than a cell, where sampling the density at the centres would freeze the level.
func newKernel(sigma float64, g grid) kernel {
	target := sigma / g.step
	reach := min(int(math.Ceil(kernelReach*target))+1, g.n-1)
	low, high := .01, 2*target+1 // variance grows with s; the lattice never needs a wider s than this
	for range 80 {
		mid := (low + high) / 2
		if latticeVariance(mid, reach) < target*target {
			low = mid
		} else {
			high = mid
		}
	}
	s := (low + high) / 2
	for reach > 1 && discreteNormal(reach, s) < kernelFloor {
		reach--
	}
	k := kernel{weight: make([]float64, 2*reach+1), reach: reach}
	for i := range k.weight {
		k.weight[i] = discreteNormal(i-reach, s)
	}
	floats.Scale(1/floats.Sum(k.weight), k.weight)
	return k
}

func discreteNormal(d int, s float64) float64 {
	z := float64(d) / s
	return math.Exp(-z * z / 2)
}

func latticeVariance(s float64, reach int) float64 {
	sum, squares := 1.0, 0.0
	for d := 1; d <= reach; d++ {
		w := 2 * discreteNormal(d, s)
		sum += w
		squares += w * float64(d) * float64(d)
	}
	return squares / sum
}

// spread moves a distribution one week on: dst = K·src. What would leave the grid is reflected at its ends, so no mass
// is lost, the level is not pulled inwards, and K is symmetric, which lets the smoother use it backwards.
// scratch holds at least n+2·reach values; dst and src may be the same.
func (k kernel) spread(dst *cells, src cells, scratch []float64) {
	n, r := len(src.mass), k.reach
	buffer := scratch[:n+2*r] // cell i is at i+r
	clear(buffer[src.from : src.to+2*r])
	moved := src.mass[src.from:src.to]
	for j, w := range k.weight {
		floats.AddScaled(buffer[src.from+j:src.to+j], w, moved)
	}
	for i := src.from; i < r; i++ {
		buffer[2*r-1-i] += buffer[i]
	}
	for i := n + r; i < src.to+2*r; i++ {
		buffer[2*(n+r)-1-i] += buffer[i]
	}
	dst.from, dst.to = max(0, src.from-r), min(n, src.to+r)
	copy(dst.mass[dst.from:dst.to], buffer[dst.from+r:dst.to+r])
}
