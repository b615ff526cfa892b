package folder_test

import "testing"

func BenchmarkReadDefault(b *testing.B) {
	for b.Loop() {
		readDefault(b)
	}
}
