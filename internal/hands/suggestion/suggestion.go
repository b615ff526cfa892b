// Package suggestion asks a language model on the user's own machine for fields of a report, and keeps only those that it can
// hold against the text: each with a quote that is in the text, and a value from a closed list or from the quote. What a
// model suggests is a layer of its own and never becomes part of what the rules read.
package suggestion

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"detente/internal/thinking/coder"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
)

// By is how the layer is marked wherever it is shown.
const By = "proposed by a local model, not by the rules"

// Suggestion is one field that a model proposes.
type Suggestion struct {
	Event int    `json:"event"` // which event of the text, as the model counts them
	Field string `json:"field"`
	Value string `json:"value"`
	Quote string `json:"quote"` // word for word
	Start int    `json:"start"` // first byte of the quote where it stands first
	End   int    `json:"end"`
}

// Layer is what a model suggests for one text.
type Layer struct {
	By          string       `json:"by"`
	Model       string       `json:"model"`
	Suggestions []Suggestion `json:"suggestions"`
	Dropped     Dropped      `json:"dropped"`
	Failed      string       `json:"failed,omitempty"` // why there is no answer; empty when there is one
}

// Dropped counts what a model proposed and is not shown.
type Dropped struct {
	Quote int `json:"quote"` // the quote is not in the text
	Value int `json:"value"` // the field or the value is none that there is
	Over  int `json:"over"`  // more than most
}

// The bounds of an answer.
const (
	most      = 200 // suggestions for a text
	mostQuote = 600 // bytes
	mostEvent = 50
)

// Fields are those that can be suggested, in the order in which they are asked for.
var Fields = []string{
	"type", "initiator_side", "target_side", "date_start", "date_end", "place", "deaths_low", "deaths_high", "injured_low", "injured_high",
	"abducted", "status", "speaker_side",
}

// statuses are those of the coder.
var statuses = []string{
	string(coder.Asserted), string(coder.Claimed), string(coder.Denied), string(coder.Threatened), string(coder.Planned),
	string(coder.Hypothetical), string(coder.Historical),
}

// proposed is a field as a model writes it.
type proposed struct {
	Event int             `json:"event"`
	Field string          `json:"field"`
	Value json.RawMessage `json:"value"`
	Quote string          `json:"quote"`
}

// Parse holds what a model wrote against the text. sides are the codes that a side can have. An error means that it is not
// the JSON that was asked for.
func Parse(content []byte, text string, sides []string) (out []Suggestion, dropped Dropped, err error) {
	var all struct {
		Fields *[]proposed `json:"fields"`
	}
	if err := json.Unmarshal(bare(content), &all); err != nil {
		return nil, dropped, fmt.Errorf("what the model wrote is not the JSON that was asked for: %w", err)
	}
	if all.Fields == nil {
		return nil, dropped, fmt.Errorf("what the model wrote has no list of fields")
	}
	out = []Suggestion{}
	for _, p := range *all.Fields {
		at := strings.Index(text, p.Quote)
		value, ok := valued(p, sides)
		switch {
		case strings.TrimSpace(p.Quote) == "" || len(p.Quote) > mostQuote || at < 0:
			dropped.Quote++
		case !ok:
			dropped.Value++
		case len(out) == most:
			dropped.Over++
		default:
			out = append(out, Suggestion{p.Event, p.Field, value, p.Quote, at, at + len(p.Quote)})
		}
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int { return a.Event - b.Event })
	return out, dropped, nil
}

// bare takes the fence off that models put around code.
func bare(b []byte) []byte {
	b = bytes.TrimSpace(b)
	if rest, ok := bytes.CutPrefix(b, []byte("```")); ok {
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			rest = rest[i+1:]
		}
		b = bytes.TrimSpace(bytes.TrimSuffix(bytes.TrimSpace(rest), []byte("```")))
	}
	return b
}

// valued is the value of a field when it is one that the field can have. Who acts is given by side, so that no person is named.
func valued(p proposed, sides []string) (string, bool) {
	var v string
	if json.Unmarshal(p.Value, &v) != nil {
		v = strings.TrimSpace(string(p.Value)) // a number without quotation marks
	}
	if p.Event < 0 || p.Event > mostEvent {
		return "", false
	}
	switch p.Field {
	case "type":
		return v, plover.Type(v).Valid()
	case "status":
		return v, slices.Contains(statuses, v)
	case "initiator_side", "target_side", "speaker_side":
		return v, slices.Contains(sides, v)
	case "date_start", "date_end":
		_, err := calendar.ParseDate(v)
		return v, err == nil
	case "place":
		return v, v != "" && strings.Contains(p.Quote, v)
	case "deaths_low", "deaths_high", "injured_low", "injured_high", "abducted":
		n, err := strconv.ParseUint(v, 10, 20)
		return strconv.FormatUint(n, 10), err == nil
	}
	return "", false
}
