package folder

import (
	"slices"
	"strconv"
	"strings"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Cells are a record as the cells of its row, by column. Empty cells may be left out.
type Cells map[string]string

// evidenceColumns are those of evidence, which stands in the rows of commitments.csv.
var evidenceColumns = strings.Fields("commitment_id status status_date status_date_precision evidence evidence_url")

// Columns are those of the row in which a kind of record is written.
func Columns(kind record.Kind) []string {
	switch kind {
	case record.KindEvent:
		return slices.Clone(eventTable.columns)
	case record.KindSource:
		return slices.Clone(sourceTable.columns)
	case record.KindCommitment:
		return slices.Clone(commitmentTable.columns)
	case record.KindEvidence:
		return slices.Clone(evidenceColumns)
	case record.KindStatement:
		return slices.Clone(statementTable.columns)
	case record.KindCrossing:
		return slices.Clone(crossingTable.columns)
	case record.KindClaim:
		return slices.Clone(claimTable.columns)
	case record.KindObservation:
		return slices.Clone(observationTable.columns)
	}
	return nil
}

// CellsOf writes a record as the cells from which it was read; nil for kinds that have no
// such writing. Reading them again gives the same record.
func CellsOf(v any) Cells {
	switch v := v.(type) {
	case record.Event:
		return eventCells(v)
	case record.Source:
		return Cells{"event_id": v.EventID, "url": v.URL, "publisher": v.Publisher, "date": v.Published.Text, "kind": string(v.Kind)}
	case record.Commitment:
		c := Cells{"id": v.ID, "commitment": v.Text, "theme": v.Theme, "source_url": v.SourceURL}
		c.dated(v.Announced, "date_announced", "date_precision")
		c.dated(v.Due, "due_date", "due_date_precision")
		c.party(v.Institution, "institution")
		return c
	case record.Evidence:
		c := Cells{"commitment_id": v.CommitmentID, "status": string(v.Status), "evidence": v.Text, "evidence_url": v.SourceURL}
		c.dated(v.On, "status_date", "status_date_precision")
		return c
	case record.Statement:
		c := Cells{
			"id": v.ID, "speaker_role": v.SpeakerRole, "issue": v.Issue, "stance": string(v.Stance), "paraphrase": v.Text,
			"source_url": v.SourceURL,
		}
		c.dated(v.On, "date", "date_precision")
		c.party(v.Institution, "institution")
		return c
	case record.Crossing:
		c := Cells{"crossing": v.Crossing, "status": string(v.Status), "scope": string(v.Scope), "source_url": v.SourceURL}
		c.dated(v.On, "date", "date_precision")
		return c
	case record.Claim:
		return Cells{
			"event_id": v.EventID, "speaker": v.Speaker, "speaker_side": v.SpeakerSide, "subject": v.Subject, "value_low": v.Low.String(),
			"value_high": v.High.String(), "quote_or_paraphrase": v.Said, "source_url": v.SourceURL, "source_date": dayText(v.SourceDate),
		}
	case record.Observation:
		return Cells{
			"indicator": v.Indicator, "region": v.Region, "period_start": dayText(v.Start), "period_end": dayText(v.End),
			"value": degreesOf(v.Value), "unit": v.Unit, "publisher": v.Publisher, "cumulative_from": dayText(v.TotalFrom),
			"source_url": v.SourceURL, "note": v.Note,
		}
	}
	return nil
}

// dayText is a day as a cell; an unset one is empty.
func dayText(d calendar.Date) string {
	if !d.IsSet() {
		return ""
	}
	return d.String()
}

func eventCells(e record.Event) Cells {
	c := Cells{
		"id": e.ID, "date_start": e.When.Start.String(), "date_end": e.When.End.String(), "date_precision": string(e.When.Precision),
		"country": e.Place.Country, "admin1": e.Place.Admin1, "admin2": e.Place.Admin2, "place": e.Place.Name,
		"geo_precision": strconv.Itoa(int(e.Place.Precision)), "type": string(e.Type), "mode": string(e.Mode),
		"deaths_low": e.Deaths.Total.Low.String(), "deaths_best": e.Deaths.Total.Best.String(), "deaths_high": e.Deaths.Total.High.String(),
		"deaths_civilian": e.Deaths.Civilian.String(), "deaths_police": e.Deaths.Police.String(),
		"deaths_military": e.Deaths.Military.String(), "deaths_militant": e.Deaths.Militant.String(),
		"injured_low": e.Injured.Low.String(), "injured_high": e.Injured.High.String(), "abducted": e.Abducted.String(),
		"attribution": string(e.Attribution), "summary": e.Summary, "confidence": string(e.Confidence),
	}
	if p := e.Place.Point; p != nil {
		c["lat"], c["lon"] = degreesOf(p.Lat), degreesOf(p.Lon)
	}
	c.party(e.Initiator, "initiator")
	c.party(e.Target, "target")
	return c
}

func degreesOf(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func (c Cells) dated(d record.Dated, col, precision string) {
	c[col], c[precision] = d.Date.String(), string(d.Precision)
}

func (c Cells) party(p record.Party, col string) {
	c[col], c[col+"_side"] = p.Name, strings.Join(p.Sides, ";")
}
