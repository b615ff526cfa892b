package horizon

import "testing"

// BenchmarkAsk forecasts six months from five years, about 40 acts a month, with all earlier forecasts.
func BenchmarkAsk(b *testing.B) {
	q := question(60, 40, 9)
	q.Leads, q.Draws, q.Back = 6, 1000, 400
	for b.Loop() {
		ask(b, q)
	}
}
