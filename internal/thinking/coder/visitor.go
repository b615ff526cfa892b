package coder

// visiting are heads of those who go abroad for an army.
var visiting = map[string]bool{"chief": true, "staff": true, "marshal": true, "general": true, "commander": true, "delegation": true, "operations": true}

// fromHome gives an officer whose nation is not named that of the dateline, else the home state: "the army chief flew to Riyadh".
func (c *Coder) fromHome(d *reading, a actor) actor {
	a.nation, a.nationNamed = c.home, true
	if c.districts[d.dateline.country] {
		a.nation = d.dateline.country
	}
	a.side = c.sideOf(d.on, a, "", "")
	return a
}
