// Package all lists the importers there are.
package all

import (
	"detente/internal/hands/importer"
	"detente/internal/hands/importer/acled"
	"detente/internal/hands/importer/gdelt"
	"detente/internal/hands/importer/mapped"
	"detente/internal/hands/importer/ucdp"
	"detente/internal/hands/importer/unhcr"
)

// List is every importer, by the name that the command takes.
func List() []importer.Importer {
	return []importer.Importer{acled.Importer{}, gdelt.Importer{}, gdelt.Mentions{}, mapped.HXL{}, mapped.ICEWS{}, mapped.POLECAT{}, mapped.Table{}, ucdp.Importer{}, unhcr.Importer{}}
}
