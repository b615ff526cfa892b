package hawkes

import "math"

// fade fills out[g] with e^{−β_g·dt}. Most of a likelihood's time goes into exponentials; a table of 2^{−k/64} with a
// polynomial of degree five for what is left takes half the time of math.Exp, within two units in the last place.
func fade(out, beta []float64, dt float64) {
	const (
		inv  = 64 / math.Ln2
		high = 0x1.62e42fefp-7 // ln 2/64, its first bits, so that k·high is exact
		low  = math.Ln2/64 - high
		far  = 700.0 // beyond this the answer nears the smallest normal number
	)
	out = out[:len(beta)]
	for g, b := range beta {
		x := b * dt
		if !(x < far) {
			out[g] = math.Exp(-x)
			continue
		}
		k := int(x*inv + .5)
		f := float64(k)
		r := x - f*high - f*low
		r2 := r * r
		p := 1 - r + r2*(1./2-r*(1./6)+r2*(1./24-r*(1./120)))
		out[g] = p * math.Float64frombits(powers[k&63]-uint64(k>>6)<<52)
	}
}

// powers are the bits of 2^{−k/64}.
var powers = func() (p [64]uint64) {
	for k := range p {
		p[k] = math.Float64bits(math.Exp2(-float64(k) / 64))
	}
	return p
}()
