package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"detente/internal/hands/dictionary"
	"detente/internal/hands/intake"
	"detente/internal/hands/pdf"
	"detente/internal/hands/review"
	"detente/internal/hands/suggestion"
	"detente/internal/thinking/coder"
	"detente/internal/words/calendar"
	"detente/situations"
)

// codeOptions are the flags of code.
type codeOptions struct {
	where
	modelFlags
	input, output        string
	published, dateline  string
	protocol             string
	explain, known, json bool
}

func newCode(s *streams) *cobra.Command {
	o := codeOptions{modelFlags: modelFlags{leaves: true}}
	cmd := &cobra.Command{
		Use:   "code [FILE|FOLDER|-]",
		Short: "Propose events, claims and options from a report's text",
		Long: `Reads reports and proposes events, claims and options, each field with the bytes it was read
from and the rule that read it. Nothing is stored and nothing leaves the machine. FILE is plain
text, HTML, PDF, JSON lines, RSS or Atom; a folder is read file by file; - is standard input.
With --input each line is {"id", "published", "dateline", "text"}, and each line of the answer
is {"id", "language", "rules", "events", "claims", "proposals", "mentions"}; "rules" is a digest
of the rules and word lists that coded it. A day of issue that stands above a report, in a page or
in a feed is taken from there, unless it is given.

With --known each proposal that may be an event on file is named with it: what agrees, and in
what the report and the file conflict. Rulings are made on the page (detente serve --edit); what
became of them is told by detente reviews.

With --endpoint a model on this machine is asked as well. What it says is kept in "suggestions",
apart from what the rules read, each with a quote that stands in the text; what cannot be held
against the text is dropped and counted.

English is coded. Urdu, Pashto and Dari are recognised and kept, and said to be uncoded.
The names of sides, actors and places come from the folder "dictionary" of the situation.` + exitHelp,
		Example: "  detente code report.txt --published 2026-03-20\n  detente code --input items.jsonl --output pred.jsonl\n  detente code --explain -",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return coded{exitUsage, errors.New("code takes one file, one folder or -")}
			case len(args) == 0 && o.input == "":
				return coded{exitUsage, errors.New("code needs a FILE, - or --input")}
			case !o.json && (o.explain || o.protocol != ""):
				return coded{exitUsage, errors.New("code: --json=false goes with neither --explain nor --protocol")}
			case len(args) == 1 && o.input != "":
				return coded{exitUsage, errors.New("code takes FILE or --input, not both")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.input = args[0]
			}
			return runCode(cmd.Context(), s, o)
		},
	}
	f := cmd.Flags()
	o.where.flags(cmd)
	f.BoolVar(&o.known, "known", false, "name the events on file that each proposal may be, with what agrees and what conflicts")
	f.StringVar(&o.input, "input", "", "file of items, one JSON object a line")
	f.StringVar(&o.output, "output", "", "write the answer to this file")
	f.StringVar(&o.published, "published", "", "day of issue for inputs that carry none (YYYY-MM-DD)")
	f.StringVar(&o.dateline, "dateline", "", "place of issue for inputs that carry none")
	f.StringVar(&o.protocol, "protocol", "", "read by the rules of another chronology, with its names: satp or muc; or plover, the root for a given source and target")
	f.BoolVar(&o.json, "json", true, "answer in JSON, one object a line; --json=false lists the proposals in words (the default reading only)")
	o.modelFlags.flags(cmd)
	f.BoolVar(&o.anywhere, "endpoint-anywhere", false, "take an --endpoint that is not on this machine: the text then leaves it")
	f.BoolVar(&o.explain, "explain", false, "show how the text was read instead of the answer")
	return cmd
}

// codedItem is a line of the answer.
type codedItem struct {
	coder.Result
	Publisher string           `json:"publisher,omitempty"` // as the input says
	Published string           `json:"published,omitempty"` // day of issue that days were counted from
	Pages     []pdf.Page       `json:"pages,omitempty"`     // which bytes of the text stand on which page
	Known     []review.Matched `json:"known,omitempty"`     // events on file that the proposals may be
	// Suggestions are a model's, and no part of what the rules read.
	Suggestions *suggestion.Layer `json:"suggestions,omitempty"`
}

// The coder keeps little and throws much away: collecting seldom saves a fifth of the time, and the limit keeps memory small.
const (
	codeGarbage = 400
	codeMemory  = 100 << 20
)

func runCode(ctx context.Context, s *streams, o codeOptions) error {
	defer debug.SetGCPercent(debug.SetGCPercent(codeGarbage))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(codeMemory))
	if o.endpoint != "" && (o.explain || o.protocol != "" || !o.json) {
		return coded{exitUsage, errors.New("--endpoint answers in JSON, and goes with neither --explain nor --protocol")}
	}
	if o.protocol == "plover" {
		return runRelations(s, o)
	}
	if o.protocol != "" {
		return runProtocol(ctx, s, o)
	}
	c, faulty, err := openCoder(s, o.situation)
	if err != nil {
		return err
	}
	var room *review.Room
	if o.known {
		se, err := o.open(ctx, s)
		if err != nil {
			return err
		}
		defer se.Close()
		room = reviewRoom(s, o.situation, se)
	}
	model, err := o.openModel(ctx, &o.where, suggestion.Longest)
	if err != nil {
		return err
	}
	desk := codeDesk{s: s, o: o, coder: c, room: room, model: model}
	err = eachItem(ctx, s, o, faulty, func(w io.Writer, enc *json.Encoder, item intake.Item) error {
		return desk.code(ctx, w, enc, item)
	})
	if desk.undated > 0 {
		fmt.Fprintf(s.err, "detente: %d reports carry no day of issue: “Tuesday” and “yesterday” stay without a date; --published gives it\n", desk.undated)
	}
	if err == nil && desk.silent > 0 {
		err = coded{exitFailed, fmt.Errorf("%d items got no suggestions; what the rules read is whole", desk.silent)}
	}
	return err
}

// codeDesk codes items one by one and counts what has to be said at the end.
type codeDesk struct {
	s       *streams
	o       codeOptions
	coder   *coder.Coder
	room    *review.Room      // nil without --known
	model   *suggestion.Model // nil without --endpoint
	silent  int               // items that the model said nothing of
	undated int               // items with events and without a day of issue
}

func (k *codeDesk) code(ctx context.Context, w io.Writer, enc *json.Encoder, item intake.Item) (err error) {
	if k.o.explain {
		_, err := io.WriteString(w, k.coder.Explain(item.Item))
		return err
	}
	out := codedItem{Result: k.coder.Code(item.Item), Publisher: item.Publisher, Pages: item.Pages}
	if item.Published.IsSet() {
		out.Published = item.Published.String()
	} else if len(out.Events) > 0 {
		k.undated++
	}
	if k.room != nil {
		if out.Known, err = k.room.Match(ctx, out.Result); err != nil {
			return err
		}
	}
	if !k.o.json {
		_, err := io.WriteString(w, codedText(out)+knownText(out.Known))
		return err
	}
	if k.model != nil && out.Uncoded == "" {
		l := k.model.Suggest(ctx, item.Item)
		if out.Suggestions = &l; l.Failed != "" {
			k.silent++
			fmt.Fprintf(k.s.err, "detente: %s: no suggestions: %s\n", item.ID, l.Failed)
		}
	}
	return enc.Encode(out)
}

// eachItem reads the input item by item and writes an answer to each; what cannot be read is
// named and counted. faulty says that something was wrong before.
func eachItem(ctx context.Context, s *streams, o codeOptions, faulty bool, write func(io.Writer, *json.Encoder, intake.Item) error) (err error) {
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
	def := intake.Defaults{Published: day, Dateline: o.dateline, PDF: func(b []byte) (pdf.Document, error) { return pdfApart(ctx, b) }}
	err = intake.Read(s.in, o.input, def, func(item intake.Item, fault error) error {
		if fault != nil {
			failed++
			fmt.Fprintln(s.err, "detente:", fault)
			return nil
		}
		return write(w, enc, item)
	})
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		return coded{exitFailed, err}
	}
	if failed > 0 || faulty {
		return coded{exitFaults, fmt.Errorf("%d inputs could not be read", failed)}
	}
	return nil
}

// openCoder compiles the dictionary of a situation folder.
func openCoder(s *streams, dir string) (c *coder.Coder, faulty bool, err error) {
	root := situations.Default()
	if dir != "" {
		info, err := os.Stat(dir)
		if err != nil {
			return nil, false, coded{exitUsage, fmt.Errorf("--situation: %w", err)}
		}
		if !info.IsDir() {
			return nil, false, coded{exitUsage, fmt.Errorf("--situation: %s is not a folder", dir)}
		}
		root = os.DirFS(dir)
	}
	d, faults, err := dictionary.Read(root)
	if err != nil {
		return nil, false, coded{exitFailed, err}
	}
	for _, f := range faults {
		fmt.Fprintln(s.err, "detente:", f)
	}
	return coder.New(d), len(faults) > 0, nil
}

// codeOutput opens where the answer goes.
func codeOutput(s *streams, name string) (io.Writer, func() error, error) {
	if name == "" {
		return s.out, func() error { return nil }, nil
	}
	f, err := os.Create(name)
	if err != nil {
		return nil, nil, coded{exitFailed, fmt.Errorf("--output: %w", err)}
	}
	return f, f.Close, nil
}
