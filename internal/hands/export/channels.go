package export

import (
	"fmt"
	"io"
	"strconv"

	"detente/internal/hands/desk"
)

// ChannelsSheet gives one row a channel.
func ChannelsSheet(p *desk.ChannelPage) Sheet {
	s := Sheet{Head: []string{"as_of", "id", "name", "class", "beyond", "contacts", "days", "undated", "refused", "last", "gap_days", "covered_days",
		"mean_gap", "median_gap", "longest_gap", "burstiness", "burstiness_raw", "memory", "memory_pairs", "gap_share",
		"of", "followed", "failed", "none", "open", "share", "share_low", "share_high", "base", "reason", "event_ids", "refused_ids"}}
	for _, c := range p.Channels {
		o := c.Outcomes
		s.add(p.AsOf.String(), c.ID, c.Name, c.Class, strconv.FormatBool(c.Beyond), strconv.Itoa(c.Contacts), strconv.Itoa(c.Days), strconv.Itoa(c.Undated), strconv.Itoa(len(c.RefusedIDs)),
			c.Last.String(), whole(c.GapDays), whole(c.CoveredDays), decimal(c.MeanGap), decimal(c.MedianGap), decimal(c.LongestGap),
			decimal(c.Burstiness), decimal(c.Raw), decimal(c.Memory), strconv.Itoa(c.MemoryPairs), decimal(c.GapShare),
			strconv.Itoa(o.Of), strconv.Itoa(o.Followed), strconv.Itoa(o.Failed), strconv.Itoa(o.Nothing), strconv.Itoa(o.Open),
			decimal(o.Share), decimal(o.Low), decimal(o.High), decimal(o.Base), c.Reason, list(c.EventIDs), list(c.RefusedIDs))
	}
	return s
}

// ChannelsTable writes the channels for a terminal, with the rule; named ones with each
// contact day, its events and what followed.
func ChannelsTable(w io.Writer, p *desk.ChannelPage, named bool) error {
	rows := [][]string{{"CHANNEL", "CLASS", "CONTACTS", "DAYS", "REFUSED", "LAST", "SILENT", "MEAN GAP", "LONGEST", "BURSTINESS", "MEMORY", "FOLLOWED"}}
	for _, c := range p.Channels {
		silent, followed, class := "–", "–", c.Class
		if c.Beyond {
			class += "?"
		}
		if c.GapDays != nil {
			silent = strconv.Itoa(*c.GapDays)
		}
		if o := c.Outcomes; o.Of > 0 {
			followed = fmt.Sprintf("%d of %d (all days %s)", o.Followed, o.Of, share(o.Base))
		}
		rows = append(rows, []string{c.ID, class, strconv.Itoa(c.Contacts), strconv.Itoa(c.Days), strconv.Itoa(len(c.RefusedIDs)), dash(c.Last.String()), silent,
			rounded(c.MeanGap, 1), rounded(c.LongestGap, 0), rounded(c.Burstiness, 2), rounded(c.Memory, 2), followed})
	}
	if err := columnsTo(w, rows); err != nil {
		return err
	}
	for _, c := range p.Channels {
		fmt.Fprintf(w, "\n%s: %s. %s\n  %s\n", c.Name, c.ClassName, c.Reason, c.Outcomes.Text)
		if named {
			occasions(w, p, c)
		}
	}
	_, err := fmt.Fprintf(w, "\nAs of %s. %s\n%s\n", p.AsOf, p.ReachText, p.Rule.Text)
	return err
}

func occasions(w io.Writer, p *desk.ChannelPage, c desk.Channel) {
	for _, o := range c.Occasions {
		fmt.Fprintf(w, "  %s  %s: %s", o.Day, o.Text, list(o.EventIDs))
		if len(o.Followed) > 0 {
			fmt.Fprintf(w, "  → %s", list(o.Followed))
		}
		if len(o.Failed) > 0 {
			fmt.Fprintf(w, "  ✗ %s", list(o.Failed))
		}
		fmt.Fprintln(w)
		for _, id := range o.EventIDs {
			for _, u := range p.Reports[id] {
				fmt.Fprintf(w, "      %s\n", u)
			}
		}
	}
	for _, id := range c.RefusedIDs {
		fmt.Fprintf(w, "  refused, called off or declared failed: %s\n", id)
	}
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
