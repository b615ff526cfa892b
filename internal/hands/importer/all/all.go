// Package all lists the importers there are.
package all

import (
	"detente/internal/hands/importer"
	"detente/internal/hands/importer/gdelt"
	"detente/internal/hands/importer/ucdp"
)

// List is every importer, by the name that the command takes.
func List() []importer.Importer {
	return []importer.Importer{gdelt.Importer{}, ucdp.Importer{}}
}
