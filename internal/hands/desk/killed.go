package desk

import "detente/internal/words/phrase"

// Killed says how many died in a window. Nothing on record, and no figure on record, are not zero.
func Killed(say *phrase.Catalog, w Window) string {
	d := w.Deaths
	switch {
	case w.Violent == 0:
		return say.T("window.nobody")
	case d.Unknown == d.Of:
		return say.T("window.silent")
	case d.Low == d.High && d.Unknown == 0:
		return say.T("window.exact", "n", d.Best)
	case d.Low == d.High:
		return say.T("window.one", "n", d.Best, "unknown", d.Unknown)
	}
	return say.T("window.deaths", "low", d.Low, "high", d.High, "best", d.Best, "unknown", d.Unknown)
}
