package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/edit"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
)

// editOptions are the flags of the commands under edit.
type editOptions struct {
	where
	set            []string
	who, why, base string
	kind           string
	asJSON         bool
}

const editHelp = `
KIND is commitment, evidence, statement, contact (an event short of violence, with its
report), report (of an event) or crossing. Fields are the columns of the situation's tables;
those not given keep their value, and the same rules hold as for the folder. --who takes a
role or initials; a person's name is not asked for. The folder itself stays as it is.` + exitHelp

func newEdit(s *streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "edit",
		Short: "Add, correct or take back a record, saying who and why",
		Long:  "Each edit becomes a new version of a record; nothing is overwritten. See the list with: detente audit" + "\n" + editHelp,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return coded{exitUsage, fmt.Errorf("there is no command edit %q; see: detente edit --help", args[0])}
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	one := func(action record.Action, use, short, example string) *cobra.Command {
		var o editOptions
		c := &cobra.Command{
			Use: use, Short: short, Long: short + ".\n" + editHelp, Example: "  " + example,
			Args: func(cmd *cobra.Command, args []string) error {
				if len(args) == 2 || len(args) == 1 && action == record.Add {
					return nil
				}
				return coded{exitUsage, fmt.Errorf("edit %s takes a kind and an id; see: detente edit %s --help", action, action)}
			},
			RunE: func(cmd *cobra.Command, args []string) error { return runEdit(cmd.Context(), s, &o, action, args) },
		}
		o.flags(c)
		if action == record.Add || action == record.Correct {
			c.Flags().StringArrayVar(&o.set, "set", nil, "a field as name=value; repeat for several")
		}
		if action != record.Add {
			c.Flags().StringVar(&o.base, "base", "", "version that you saw; another current one is refused")
		}
		return c
	}
	cmd.AddCommand(
		one(record.Add, "add KIND [ID]", "Add a record",
			`detente edit add evidence --set commitment_id=CM-1 --set status=partial … --who "desk officer" --why "new report"`),
		one(record.Correct, "correct KIND ID", "Correct fields of a record",
			`detente edit correct statement ST-1 --set stance=oppose --who "desk officer" --why "misread"`),
		one(record.Retract, "retract KIND ID", "Take back a record, and what belongs to it",
			`detente edit retract crossing ID --who "desk officer" --why "the report was withdrawn"`),
		one(record.Withdraw, "withdraw KIND ID", "Take back the edits of a record, so that the folder's own row holds again",
			`detente edit withdraw statement ST-1 --who "desk officer" --why "the folder has it now"`),
		newEditCSV(s),
	)
	return cmd
}

func (o *editOptions) flags(cmd *cobra.Command) {
	o.where.flags(cmd)
	cmd.Flags().StringVar(&o.who, "who", "", "who edits: a role or initials")
	cmd.Flags().StringVar(&o.why, "why", "", "why, in a sentence")
	cmd.Flags().BoolVar(&o.asJSON, "json", false, "answer in JSON")
}

func runEdit(ctx context.Context, s *streams, o *editOptions, action record.Action, args []string) error {
	r := edit.Request{Action: action, Kind: record.Kind(args[0]), Who: o.who, Why: o.why, Base: o.base}
	if len(args) > 1 {
		r.ID = args[1]
	}
	for _, v := range o.set {
		name, value, ok := strings.Cut(v, "=")
		if !ok {
			return coded{exitUsage, fmt.Errorf("--set %q is not of the form name=value", v)}
		}
		if r.Fields == nil {
			r.Fields = map[string]string{}
		}
		if _, twice := r.Fields[name]; twice {
			return coded{exitUsage, fmt.Errorf("--set gives %s twice", name)}
		}
		r.Fields[name] = value
	}
	se, err := o.openForEdits(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	out, err := se.book.Apply(ctx, r)
	if err != nil {
		return editFailed(s, err)
	}
	if o.asJSON {
		return printJSON(s.out, out)
	}
	printReceipt(s, out)
	return nil
}

// printReceipt says in sentences what was recorded.
func printReceipt(s *streams, out edit.Receipt) {
	say := phrase.English()
	for i, d := range out.Edits {
		key := map[record.Action]string{
			record.Add: "edit.added", record.Correct: "edit.corrected", record.Retract: "edit.retracted", record.Withdraw: "edit.withdrawn",
		}[d.Action]
		if d.Action == record.Withdraw && d.Version == "" {
			key = "edit.withdrawn.gone"
		}
		if i > 0 {
			key = "edit.with"
		}
		fmt.Fprintln(s.out, say.T(key, "action", string(d.Action), "kind", string(d.Kind), "id", d.ID, "version", d.Version))
	}
	for _, n := range out.Notes {
		fmt.Fprintf(s.err, "detente: %s: %s\n", n.Field, n.Reason)
	}
}

// editFailed gives an edit that was not taken its exit code, and lists each faulty field.
func editFailed(s *streams, err error) error {
	var r *edit.Refused
	switch {
	case errors.As(err, &r):
		for _, f := range r.Faults {
			line := f.Column + ": " + f.Reason
			if f.Value != "" {
				line += fmt.Sprintf(" (found %q)", f.Value)
			}
			fmt.Fprintln(s.err, line)
		}
		return coded{exitFaults, fmt.Errorf("%d fault(s); nothing was changed", len(r.Faults))}
	case errors.Is(err, edit.ErrNoRecord), errors.Is(err, edit.ErrNoEdit):
		return coded{exitUsage, err}
	}
	return err
}

func newEditCSV(s *streams) *cobra.Command {
	var o editOptions
	cmd := &cobra.Command{
		Use:   "csv FILE",
		Short: "Add and correct records by a table in the situation's layout",
		Long: `Takes the rows of a CSV file with the columns of the situation's table of that kind. A row
whose record is there corrects it, any other adds one; rows that change nothing are counted.
Good rows are taken, the others listed. Contacts may have the columns source_url, publisher,
source_date and source_kind besides; evidence has the columns commitment_id, status,
status_date, status_date_precision, evidence and evidence_url, and may have id.` + "\n" + editHelp,
		Example: `  detente edit csv statements.csv --kind statement --who "desk officer" --why "read this week"`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return coded{exitUsage, errors.New("edit csv takes one file")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runEditCSV(cmd.Context(), s, &o, args[0]) },
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&o.kind, "kind", "", "kind of the records in the file")
	return cmd
}

func runEditCSV(ctx context.Context, s *streams, o *editOptions, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return coded{exitUsage, err}
	}
	defer func() { _ = f.Close() }() // it was only read
	se, err := o.openForEdits(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	out, err := se.book.Table(ctx, edit.Sheet{Kind: record.Kind(o.kind), Name: filepath.Base(file), Data: f, Who: o.who, Why: o.why})
	if err != nil {
		return editFailed(s, err)
	}
	if o.asJSON {
		if err := printJSON(s.out, out); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(s.out, phrase.English().T("edit.sheet", "read", out.Read, "added", out.Added, "corrected", out.Corrected,
			"unchanged", out.Unchanged, "refused", out.Refused))
		for _, x := range out.Faults {
			fmt.Fprintf(s.out, "%s: %s\n", x.Level, x)
		}
	}
	if out.Refused > 0 || len(out.Faults) > 0 {
		return coded{exitFaults, fmt.Errorf("%d row(s) were not taken", out.Refused)}
	}
	return nil
}
