package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"detente/internal/hands/intake"
	"detente/internal/thinking/coder"
	"detente/internal/thinking/incident"
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
func runProtocol(ctx context.Context, s *streams, o codeOptions) error {
	read, ok := protocols[o.protocol]
	if !ok {
		return coded{exitUsage, fmt.Errorf("--protocol: %q is none of %s", o.protocol, strings.Join(protocolNames(), ", "))}
	}
	return eachItem(ctx, s, o, false, func(_ io.Writer, enc *json.Encoder, item intake.Item) error { return enc.Encode(read(item.Item)) })
}
