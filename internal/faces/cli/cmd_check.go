package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"detente/internal/hands/folder"
	"detente/internal/words/fault"
)

// checkAnswer is the answer of check in JSON.
type checkAnswer struct {
	OK       bool          `json:"ok"`
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Omitted  int           `json:"omitted"` // counted and not listed
	Faults   []fault.Fault `json:"faults"`
	Files    []folder.File `json:"files"`
}

func newCheck(s *streams) *cobra.Command {
	var w where
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Validate a situation folder: file, row, column and reason of each fault",
		Long:  "Reads a situation folder and names every fault. Without DIR it checks --situation, or the situation in the program." + exitHelp,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return coded{exitUsage, fmt.Errorf("check takes one folder")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				w.situation = args[0]
			}
			return runCheck(cmd.Context(), s, &w, asJSON)
		},
	}
	w.flags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "answer in JSON")
	return cmd
}

func runCheck(ctx context.Context, s *streams, w *where, asJSON bool) error {
	c, err := w.readFolder(ctx)
	if err != nil {
		return err
	}
	l := &c.Faults
	a := checkAnswer{l.Errors() == 0, l.Errors(), l.Warnings(), l.Omitted(), l.All(), c.Files}
	if a.Faults == nil {
		a.Faults = []fault.Fault{}
	}
	if asJSON {
		if err := printJSON(s.out, a); err != nil {
			return err
		}
	} else {
		for _, f := range a.Faults {
			fmt.Fprintf(s.out, "%s: %s\n", f.Level, f)
		}
		if a.Omitted > 0 {
			fmt.Fprintf(s.out, "… and %d more\n", a.Omitted)
		}
		for _, f := range c.Files {
			fmt.Fprintf(s.out, "%-18s %-8s %d rows, %d kept, %d refused\n", f.Name, f.State, f.Read, f.Kept, f.Refused)
		}
		fmt.Fprintf(s.out, "%d errors, %d warnings\n", a.Errors, a.Warnings)
	}
	if !a.OK {
		return coded{exitFaults, fmt.Errorf("%d fault(s) found", a.Errors)}
	}
	return nil
}
