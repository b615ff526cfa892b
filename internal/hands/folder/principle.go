package folder

import (
	"fmt"
	"slices"

	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// principles checks that each code of a sign means something.
func (c *sense) principles() {
	once(c, "principles", c.s.Principles, "id", func(v situation.Principle) string { return v.ID })
	themes, issues := map[string]bool{}, map[string]bool{}
	for _, t := range c.s.Themes {
		themes[t.Code] = true
	}
	for _, t := range c.s.Issues {
		issues[t.Code] = true
	}
	for i, p := range c.s.Principles {
		path := fmt.Sprintf("principles[%d]", i)
		if !c.dyads[p.Dyad] {
			c.bad(path+".dyad", p.Dyad, "unknown dyad; the dyads are listed under dyads")
		}
		for _, list := range []struct {
			name  string
			signs []situation.Sign
		}{{"progress", p.Progress}, {"regress", p.Regress}} {
			for j, s := range list.signs {
				at := fmt.Sprintf("%s.%s[%d]", path, list.name, j)
				c.known(at+".types", s.Types, "not a PLOVER type", func(v string) bool { return plover.Type(v).Valid() })
				c.known(at+".modes", s.Modes, "not a mode; the modes are listed in tables.md", func(v string) bool { return plover.Mode(v).Valid() })
				c.known(at+".themes", s.Themes, "unknown theme; the themes are listed under themes", func(v string) bool { return themes[v] })
				c.known(at+".issues", s.Issues, "unknown issue; the issues are listed under issues", func(v string) bool { return issues[v] })
				c.known(at+".statuses", s.Statuses, "not a status of a commitment", func(v string) bool { return slices.Contains(record.Statuses, record.Status(v)) })
				c.known(at+".stances", s.Stances, "not one of support, oppose, mixed", func(v string) bool { return slices.Contains(record.Stances, record.Stance(v)) })
			}
		}
	}
}

func (c *sense) known(path string, codes []string, reason string, ok func(string) bool) {
	for i, v := range codes {
		if !ok(v) {
			c.bad(fmt.Sprintf("%s[%d]", path, i), v, reason)
		}
	}
}
