package folder

import "strings"

// spec names a table and its columns.
type spec struct {
	name    string
	columns []string
}

const situationFile = "situation.yaml"

// The tables of a situation folder. Their columns are described in situations/tables.md.
var (
	gazetteerTable = newSpec("gazetteer.csv", "id country level admin1 admin2 name aliases lat lon source")
	eventTable     = newSpec("events.csv", `id date_start date_end date_precision country admin1 admin2 place lat lon
		geo_precision initiator initiator_side target target_side type mode deaths_low deaths_best deaths_high
		deaths_civilian deaths_police deaths_military deaths_militant injured_low injured_high abducted attribution
		summary confidence`)
	claimTable = newSpec("claims.csv", `event_id speaker speaker_side subject value_low value_high
		quote_or_paraphrase source_url source_date`)
	sourceTable     = newSpec("sources.csv", "event_id url publisher date kind")
	commitmentTable = newSpec("commitments.csv", `id date_announced date_precision institution institution_side
		commitment due_date due_date_precision theme status status_date status_date_precision evidence source_url
		evidence_url`)
	statementTable = newSpec("statements.csv", `id date date_precision institution institution_side speaker_role
		issue stance paraphrase source_url`)
	crossingTable    = newSpec("crossings.csv", "crossing date date_precision status scope source_url")
	observationTable = newSpec("series.csv", `indicator region period_start period_end value unit publisher
		cumulative_from source_url note`)
)

// tables lists every table, in the order they are read.
var tables = []spec{
	gazetteerTable, eventTable, sourceTable, claimTable, commitmentTable, statementTable, crossingTable, observationTable,
}

// required are the files without which a folder is no situation.
var required = []string{situationFile, eventTable.name}

func newSpec(name, columns string) spec { return spec{name: name, columns: strings.Fields(columns)} }

// header is the first line of an empty table.
func (s spec) header() string { return strings.Join(s.columns, ",") + "\n" }
