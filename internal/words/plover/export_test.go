package plover

// Printed gives tests the whole table that the scale takes its values from.
func Printed() map[[2]string]float64 {
	out := make(map[[2]string]float64, len(printed))
	for k, v := range printed {
		out[[2]string{string(k.Type), k.Mode}] = v
	}
	return out
}

// PrintedModes gives tests the PLOVER modes that each mode takes its score from.
func PrintedModes() map[Mode]map[Type]string {
	out := make(map[Mode]map[Type]string, len(modes))
	for _, m := range modes {
		out[m.mode] = m.printed
	}
	return out
}
