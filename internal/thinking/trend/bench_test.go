package trend

import (
	"math"
	"testing"
)

// fiveYears are weekly series of different kinds; the coverages all differ, so that no week shares its likelihood.
func fiveYears() map[string][]Week {
	r := source(40)
	series := map[string][]Week{
		"busy":  weeksAt(r, 8, walk(r, 15, .12, 260)...),
		"quiet": weeksAt(r, 8, constant(.1, 260)...),
		"huge":  weeksAt(r, math.Inf(1), walk(r, 1e5, .2, 260)...),
	}
	for _, weeks := range series {
		for t := range weeks {
			weeks[t].Exposure = .5 + .5*r.Float64()
		}
	}
	return series
}

var kinds = []string{"busy", "quiet", "huge"}

func BenchmarkFit260Weeks(b *testing.B) {
	series := fiveYears()
	for _, kind := range kinds {
		b.Run(kind, func(b *testing.B) {
			for b.Loop() {
				fit(b, series[kind])
			}
		})
	}
}

// The path is computed once a model, hence without its cache here.
func BenchmarkPath(b *testing.B) {
	series := fiveYears()
	for _, kind := range kinds {
		m := fit(b, series[kind])
		b.Run(kind, func(b *testing.B) {
			for b.Loop() {
				m.smoothPath()
			}
		})
	}
}

func BenchmarkGrowth(b *testing.B) {
	series := fiveYears()
	for _, kind := range kinds {
		m := fit(b, series[kind])
		b.Run(kind+"/4 weeks", func(b *testing.B) {
			for b.Loop() {
				m.Growth(4)
			}
		})
		b.Run(kind+"/52 weeks", func(b *testing.B) {
			for b.Loop() {
				m.Growth(52)
			}
		})
	}
}

func BenchmarkSimulate(b *testing.B) {
	m, r := fit(b, fiveYears()["busy"]), source(1)
	for b.Loop() {
		m.Simulate(r, 13, 1000)
	}
}
