package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"detente/internal/hands/intake"
	"detente/internal/thinking/casualty"
	"detente/internal/thinking/coder"
	"detente/internal/thinking/incident"
	"detente/internal/words/calendar"
)

// protocols read one item by the rules of another chronology instead of the situation's.
var protocols = map[string]func(coder.Item) any{
	"muc":  func(item coder.Item) any { return mucRow(item) },
	"satp": func(item coder.Item) any { return satpRow(item) },
}

// satpAnswer has the names of the chronology's own table, actions as "1" where they apply.
type satpAnswer struct {
	ID          string                     `json:"id"`
	Deaths      map[string]int64           `json:"deaths"`
	Injured     map[string]int64           `json:"injured"`
	Perpetrator string                     `json:"perpetrator"`
	Rule        string                     `json:"perpetrator_rule"`
	Action      map[incident.Action]string `json:"action"`
	Evidence    []satpEvidence             `json:"evidence"`
}

// satpEvidence is the bytes that an action or a figure was read from.
type satpEvidence struct {
	Field string `json:"field"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Rule  string `json:"rule,omitempty"`
}

var satpSides = map[incident.Side]string{incident.Opposition: "Maoist", incident.Forces: "Security", incident.Unclear: "Unknown"}

func satpRow(item coder.Item) satpAnswer {
	b := incident.SATP().Read(item.Text)
	out := satpAnswer{ID: item.ID, Perpetrator: satpSides[b.Perpetrator], Rule: b.Why, Action: map[incident.Action]string{}}
	out.Deaths = satpClasses(b.Killed, "total", "govt_official", "civilian", "security", "maoist", "other_armed_grp")
	out.Deaths["total"] = b.Deaths
	out.Injured = satpClasses(b.Injured, "total_injuries", "govt_official_injuries", "civilian_injuries", "security_injuries", "maoist_injuries", "non_maoist_armed_group_injuries")
	out.Injured["total_injuries"] = b.Hurt
	for _, a := range b.Actions {
		out.Action[a.Action] = "1"
		out.Evidence = append(out.Evidence, satpEvidence{Field: string(a.Action), Start: a.Start, End: a.End})
	}
	for _, c := range b.Counts {
		out.Evidence = append(out.Evidence, satpEvidence{Field: c.Group.String(), Start: c.Span.Start, End: c.Span.End, Rule: c.Rule})
	}
	return out
}

// satpClasses files the figures by the table's classes; total is left to the caller.
func satpClasses(by map[casualty.Class]int64, total, official, civilian, security, militant, other string) map[string]int64 {
	return map[string]int64{
		total: 0, official: by[casualty.Official], civilian: by[casualty.Civilian] + by[casualty.Person] + by[casualty.Unknown],
		security: by[casualty.Police] + by[casualty.Military] + by[casualty.Security], militant: by[casualty.Militant], other: 0,
	}
}

// runProtocol answers with one object a line, by the named protocol.
func runProtocol(s *streams, o codeOptions) (err error) {
	read, ok := protocols[o.protocol]
	if !ok {
		return coded{exitUsage, fmt.Errorf("--protocol: %q is none of %s", o.protocol, strings.Join(slices.Sorted(maps.Keys(protocols)), ", "))}
	}
	var day calendar.Date
	if o.published != "" {
		if day, err = calendar.ParseDate(o.published); err != nil {
			return coded{exitUsage, fmt.Errorf("--published: %w", err)}
		}
	}
	out, done, err := codeOutput(s, o.output)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	failed := 0
	err = intake.Read(s.in, o.input, intake.Defaults{Published: day, Dateline: o.dateline}, func(item coder.Item, fault error) error {
		if fault != nil {
			failed++
			fmt.Fprintln(s.err, "detente:", fault)
			return nil
		}
		return enc.Encode(read(item))
	})
	if err == nil {
		err = w.Flush()
	}
	switch {
	case err != nil:
		return coded{exitFailed, err}
	case failed > 0:
		return coded{exitFaults, fmt.Errorf("%d inputs could not be read", failed)}
	}
	return nil
}
