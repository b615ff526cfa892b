package incident

import (
	_ "embed"
	"encoding/json"
	"sync"

	"detente/internal/thinking/casualty"
)

// Labels are a chronology's own names for sides and for the columns of its tolls.
type Labels struct {
	Sides   map[Side]string   `json:"sides"`
	Deaths  map[string]string `json:"deaths"`
	Injured map[string]string `json:"injured"`
}

//go:embed satp.json
var satpLabels []byte

// SATPLabels are the names in SATP's table.
var SATPLabels = sync.OnceValue(func() Labels {
	var l Labels
	if err := json.Unmarshal(satpLabels, &l); err != nil {
		panic(err) // the embedded file is tested
	}
	return l
})

// File writes a toll under the names of its columns; a person of no stated kind is a civilian, and the forces are one column.
func File(total int64, by map[casualty.Class]int64, columns map[string]string) map[string]int64 {
	return map[string]int64{
		columns["total"]:    total,
		columns["official"]: by[casualty.Official],
		columns["civilian"]: by[casualty.Civilian] + by[casualty.Person] + by[casualty.Unknown],
		columns["forces"]:   by[casualty.Police] + by[casualty.Military] + by[casualty.Security],
		columns["militant"]: by[casualty.Militant],
		columns["other"]:    0,
	}
}
