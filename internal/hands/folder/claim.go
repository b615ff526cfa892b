package folder

import "detente/internal/words/record"

// claimWords bounds a quotation or paraphrase.
const claimWords = 20

// claims reads claims.csv: what one speaker said about one subject of one event.
func (x *reading) claims() {
	keys, inOrder := seen{}, order{}
	x.c.Claims = rows(x, claimTable, func(r *row) record.Claim {
		c := record.Claim{
			EventID:     r.ofEvent("event_id"),
			Speaker:     r.need("speaker"),
			SpeakerSide: r.listed("speaker_side", x.known.sides, "sides"),
			Subject:     oneOf(r, "subject", record.ClaimSubjects),
			Said:        r.text("quote_or_paraphrase"),
			SourceURL:   r.web("source_url", true),
			SourceDate:  r.loose("source_date").End,
		}
		v := r.span("value_low", "", "value_high")
		c.Low, c.High = v.Low, v.High
		if !c.Low.Known() && c.High.Known() {
			r.fail("value_low", "is empty, but value_high is given")
		}
		r.atMost("quote_or_paraphrase", claimWords)
		if ref := x.eventAt[c.EventID]; x.hasSource && ref != nil && ref.kept && c.SourceURL != "" && !x.claimed[c.EventID][c.SourceURL] {
			r.fail("source_url", "not among the sources of the event in "+sourceTable.name)
		}
		c.ID = c.EventID + "#c-" + short(c.Speaker, c.Subject)
		keys.twice(r, "subject", r.key("event_id", "speaker", "subject"), "the same event, speaker and subject")
		inOrder.check(r, "event_id", x.startOf(c.EventID)+"\x00"+c.EventID)
		return c
	})
}
