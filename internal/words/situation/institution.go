package situation

import "strings"

// Institution returns the institution that goes by the name, its own or one of its
// aliases, in any case.
func (s *Situation) Institution(name string) (Institution, bool) {
	for _, i := range s.Institutions {
		if strings.EqualFold(i.Name, name) {
			return i, true
		}
		for _, a := range i.Aliases {
			if strings.EqualFold(a, name) {
				return i, true
			}
		}
	}
	return Institution{}, false
}
