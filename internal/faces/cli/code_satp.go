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

func satpRow(item coder.Item) satpAnswer {
	b, names := incident.SATP().Read(item.Text), incident.SATPLabels()
	out := satpAnswer{ID: item.ID, Perpetrator: names.Sides[b.Perpetrator], Rule: b.Why, Action: map[incident.Action]string{}}
	out.Deaths = incident.File(b.Deaths, b.Killed, names.Deaths)
	out.Injured = incident.File(b.Hurt, b.Injured, names.Injured)
	for _, a := range b.Actions {
		out.Action[a.Action] = "1"
		out.Evidence = append(out.Evidence, satpEvidence{Field: string(a.Action), Start: a.Start, End: a.End})
	}
	for _, c := range b.Counts {
		out.Evidence = append(out.Evidence, satpEvidence{Field: c.Group.String(), Start: c.Span.Start, End: c.Span.End, Rule: c.Rule})
	}
	return out
}

// protocolNames lists what --protocol takes; plover is answered elsewhere.
func protocolNames() []string {
	names := append(slices.Collect(maps.Keys(protocols)), "plover")
	slices.Sort(names)
	return names
}

// runProtocol answers with one object a line, by the named protocol.
func runProtocol(s *streams, o codeOptions) (err error) {
	read, ok := protocols[o.protocol]
	if !ok {
		return coded{exitUsage, fmt.Errorf("--protocol: %q is none of %s", o.protocol, strings.Join(protocolNames(), ", "))}
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
