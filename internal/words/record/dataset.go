package record

// KindDataset says what an imported data set is and what may be done with it. There is one a
// data set, under the data set's own id; like edits it is counted nowhere else.
const KindDataset Kind = "dataset"

// Dataset names a data set that was imported beside a situation's own tables. Exports obey
// its licence.
type Dataset struct {
	ID       string  `json:"id"`
	Title    string  `json:"title"`
	Importer string  `json:"importer"`
	Licence  Licence `json:"licence"`
	Citation string  `json:"citation"`
}
