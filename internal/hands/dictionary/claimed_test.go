package dictionary_test

import (
	"testing"

	"detente/internal/thinking/coder"
)

// A claim of responsibility gives the attack of the report its author, in whatever sentence it stands; that nobody has claimed it,
// or that somebody claimed another one, gives none.
func TestWhoClaimsIsTheAuthor(t *testing.T) {
	c := newCoder(t)
	attack := "Gunmen attacked a police post in Bannu on Wednesday, killing two policemen, officials said. "
	for _, x := range []struct {
		then, side, rule string
	}{
		{"The TTP claimed responsibility.", "TTP", "responsibility"},
		{"The assault lasted an hour. Reinforcements came late. Responsibility for it was claimed by the Hafiz Gul Bahadur group.", "TTP_AFFILIATE", "responsibility"},
		{"The TTP, which is active in the district, later said that its fighters had stormed the post.", "TTP", "responsibility"},
		{"The TTP has a presence in the area. The group claimed responsibility in a message to reporters.", "TTP", "responsibility"},
		{"The TTP distanced itself from the attack, which was claimed by Jamaatul Ahrar.", "TTP_AFFILIATE", "responsibility"},
		{"Police blamed the TTP for the attack. Jamaatul Ahrar took responsibility on Thursday.", "TTP_AFFILIATE", "responsibility"},
		{"No group has claimed responsibility.", "ARMED_UNKNOWN", "frame.verb.initiator"},
		{"No group has claimed responsibility, but the TTP has carried out similar attacks in the past.", "ARMED_UNKNOWN", "frame.verb.initiator"},
		{"Last month the TTP claimed responsibility for a similar attack in Tank.", "ARMED_UNKNOWN", "frame.verb.initiator"},
		{"The TTP denied that it was behind the attack.", "ARMED_UNKNOWN", "frame.verb.initiator"},
	} {
		r := c.Code(coder.Item{Published: day(t, "2026-03-06"), Text: attack + x.then})
		if len(r.Events) == 0 {
			t.Errorf("%q: no event", x.then)
			continue
		}
		e := r.Events[0]
		rule := ""
		for _, f := range e.Fields {
			if f.Name == "initiator" {
				rule = f.Rule
			}
		}
		if string(e.InitiatorSide) != x.side || rule != x.rule || e.Status != coder.Asserted || e.DeathsLow.Or(-1) != 2 {
			t.Errorf("%q: %s by %s, %s, %s killed; want %s by %s, asserted, 2 killed", x.then, e.InitiatorSide, rule, e.Status, e.DeathsLow, x.side, x.rule)
		}
	}
}
