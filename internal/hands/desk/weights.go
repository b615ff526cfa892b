package desk

import (
	"strconv"
	"strings"
)

// Weights reads factors of the form code=number.
func Weights(list []string) (map[string]float64, error) {
	out := map[string]float64{}
	for _, s := range list {
		k, v, ok := strings.Cut(s, "=")
		n, err := strconv.ParseFloat(v, 64)
		if !ok || err != nil || k == "" {
			return nil, &BadQuery{Field: "weight", Value: s, Reason: "is not of the form code=number, such as border=2"}
		}
		out[k] = n
	}
	return out, nil
}
