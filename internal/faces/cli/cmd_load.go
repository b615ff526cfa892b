package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/edit"
	"detente/internal/hands/ledger"
	"detente/internal/words/fault"
)

// loadAnswer is the answer of load in JSON.
type loadAnswer struct {
	Store    string          `json:"store"`
	Manifest ledger.Manifest `json:"manifest"`
	Faults   []fault.Fault   `json:"faults"`
}

func newLoad(s *streams) *cobra.Command {
	var w where
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "load",
		Short: "Take a situation folder into the ledger; loading it again changes nothing",
		Long: `Appends the folder's records to the ledger as one whole batch. What changed since
the last load becomes a new version, what is gone is retracted; nothing is overwritten.` + exitHelp,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runLoad(cmd.Context(), s, &w, asJSON) },
	}
	w.flags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "answer in JSON")
	return cmd
}

func runLoad(ctx context.Context, s *streams, w *where, asJSON bool) error {
	c, err := w.readFolder(ctx)
	if err != nil {
		return err
	}
	if unusable(c) {
		return coded{exitFaults, fmt.Errorf("nothing was loaded: the situation cannot be used; see: detente check %s", w.situation)}
	}
	path, err := w.path(c)
	if err != nil {
		return err
	}
	store, err := openStore(ctx, path, duckstore.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	book, err := edit.Open(ctx, store, c, s.now, importerVersion)
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	m, err := store.Append(ctx, book.Batch())
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	laid := book.Laid()
	for _, x := range laid.Conflicts {
		fmt.Fprintf(s.err, "detente: edit %s of %s %s: %s\n", x.Edit, x.Kind, x.ID, x.Reason)
	}
	if asJSON {
		a := loadAnswer{path, m, laid.Faults.All()}
		if a.Faults == nil {
			a.Faults = []fault.Fault{}
		}
		if err := printJSON(s.out, a); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(s.out, "%s: read %d, stored %d, unchanged %d, updated %d, retracted %d, rejected %d\n",
			path, m.Read, m.Stored, m.Unchanged, m.Updated, m.Retracted, m.Rejected)
	}
	if n := c.Faults.Errors(); n > 0 {
		return coded{exitFaults, fmt.Errorf("%d fault(s); the good rows are in the store, the others are listed by: detente check %s", n, w.situation)}
	}
	return nil
}
